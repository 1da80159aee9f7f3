"""Names are read as people type and copy them, and a field that holds none says so."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.fields.people import Names, is_suffix
from bot.fields.reading import Problem, Reading
from bot.fields.written_names import read_names
from bot.text.clean import clean, fold, one_line
from tests.paths import SHARED
from tests.tiers import chosen

ADA, ALAN, ALONZO = "Ada Lovelace", "Alan Turing", "Alonzo Church"
BOTH = (ADA, ALAN)
THREE = (ADA, ALAN, ALONZO)
MOST, LONGEST = 20, 60


def read(raw: str) -> Reading[Names]:
    example_ = "Authors: Ada Lovelace, Alan Turing"
    return read_names(raw, MOST, LONGEST, field="authors", example=example_)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ada Lovelace, Alan Turing", BOTH),
        ("Ada Lovelace ; Alan Turing;", BOTH),
        ("Ada Lovelace，Alan Turing、Alonzo Church", THREE),
        ("Ada Lovelace；Alan Turing", BOTH),
        ("Ada Lovelace · Alan Turing • Alonzo Church", THREE),
        ("Ada Lovelace | Alan Turing", BOTH),
        ("Ada Lovelace and Alan Turing", BOTH),
        ("Ada Lovelace & Alan Turing", BOTH),
        ("Ada Lovelace, Alan Turing, and Alonzo Church", THREE),
        ("Ada Lovelace, Alan Turing and Alonzo Church.", THREE),
        ("Ada Lovelace and Alan Turing and Alonzo Church", THREE),
        ("Ada Lovelace\nAlan Turing\n\nAlonzo Church", THREE),
        ("Ada Lovelace,\nAlan Turing and\nAlonzo Church", THREE),
        ("Ada Lovelace<br>Alan Turing", BOTH),
        ("- Ada Lovelace\n- Alan Turing", BOTH),
        ("* Ada Lovelace\n• Alan Turing", BOTH),
        ("1. Ada Lovelace\n2) Alan Turing", BOTH),
        ('["Ada Lovelace", "Alan Turing"]', BOTH),
        ("by Ada Lovelace, Alan Turing", BOTH),
        ("Lovelace and Turing", ("Lovelace", "Turing")),
        ("张三，李四、王五", ("张三", "李四", "王五")),
        ("Иван Петров, Σωκράτης", ("Иван Петров", "Σωκράτης")),
        ("Ada Lovelace, ADA LOVELACE, Alan Turing", BOTH),
        ("Qwen: Ada Lovelace, Alan Turing", ("Qwen", ADA, ALAN)),
        ("Xiaopeng Zhang 0009, Alan Turing", ("Xiaopeng Zhang", ALAN)),
    ],
)
def test_names_are_split_where_people_split_them(written: str, names: tuple[str, ...]) -> None:
    assert read(written) == Reading("authors", Names(names))


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Lovelace, Ada and Turing, Alan", BOTH),
        ("Lovelace, Ada and\n          Turing, Alan and\n          Church, Alonzo.", THREE),
        ("Lovelace, Ada; Turing, Alan", BOTH),
        ("Lovelace, A., Turing, A. M.", ("A. Lovelace", "A. M. Turing")),
        ("Lovelace, A., & Turing, A. M.", ("A. Lovelace", "A. M. Turing")),
        ("Lovelace, A., Turing, A. and Church, A.", ("A. Lovelace", "A. Turing", "A. Church")),
        ("van der Berg, Jan and de With, Peter", ("Jan van der Berg", "Peter de With")),
        ("King, Jr., Martin Luther and Turing, Alan", ("Martin Luther King Jr.", ALAN)),
        ("Garc{\\'i}a, Jos{\\'e} and {OpenAI}", ("José García", "OpenAI")),
        ("Martin Luther King, Jr., Ada Lovelace", ("Martin Luther King, Jr.", ADA)),
        ("Lovelace A, Turing A", ("Lovelace A", "Turing A")),
    ],
)
def test_last_names_that_stand_first_are_turned(written: str, names: tuple[str, ...]) -> None:
    assert read(written) == Reading("authors", Names(names))


@pytest.mark.parametrize(
    "written",
    [
        "Ada Lovelace1,2, Alan Turing1",
        "Ada Lovelace¹,², Alan Turing¹*",
        "Ada Lovelace*, Alan Turing†‡",
        "Ada Lovelace\\*, Alan Turing†",
        "Ada Lovelace<sup>1,2</sup>, Alan Turing<sup>*</sup>",
        "Ada Lovelace$^{1,2}$, Alan Turing$^{\\dagger}$",
        "Ada Lovelace^1, Alan Turing^{2,3}",
        "Ada Lovelace\\textsuperscript{1}, Alan Turing\\thanks{Equal, both.}",
        "Ada Lovelace[1][2], Alan Turing [3]",
        "[1] Ada Lovelace, [2] Alan Turing",
        "**Ada Lovelace**, *Alan Turing*",
        "[Ada Lovelace](https://a.example.org), [Alan Turing](https://b.example.org/x_(y))",
        '<a href="https://a.example.org">Ada Lovelace</a>, Alan Turing',
        "Ada\u00a0Lovelace, Alan <i>Turing</i>",
    ],
)
def test_marks_and_mark_up_are_no_part_of_a_name(written: str) -> None:
    assert read(written).value == Names(BOTH)
    assert read(written).notes == ()


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("Ada Lovelace (MIT, Harvard), Alan Turing (Oxford)", "“MIT, Harvard”, “Oxford”"),
        ("Ada Lovelace（清华大学），Alan Turing", "“清华大学”"),
        ("Ada Lovelace [Oxford], Alan Turing", "“Oxford”"),
        ("Ada Lovelace <ada@example.org>, Alan Turing", "“ada@example.org”"),
        ("Ada Lovelace ada@example.org; Alan Turing (1)", "“ada@example.org”"),
    ],
)
def test_affiliations_are_left_out_and_told(written: str, left: str) -> None:
    got = read(written)
    assert got.value == Names(BOTH)
    assert [note.message for note in got.notes] == [f"Left out beside the names: {left}."]


@pytest.mark.parametrize(
    "written",
    [
        "Ada Lovelace, Alan Turing et al.",
        "Ada Lovelace, Alan Turing, et al",
        "Ada Lovelace, Alan Turing, etc.",
        "Ada Lovelace; Alan Turing; et al.",
        "Lovelace, Ada and Turing, Alan and others",
        "Ada Lovelace, Alan Turing, and others",
        "Ada Lovelace, Alan Turing, ...",
        "Ada Lovelace, Alan Turing, …",
        "Ada Lovelace，Alan Turing等",
        "Ada Lovelace, Alan Turing (123 additional authors not shown)",
        "Ada Lovelace, Alan Turing et al. (12 other authors)",
    ],
)
def test_words_for_others_say_that_there_are_more(written: str) -> None:
    assert read(written) == Reading("authors", Names(BOTH, more=True))


@pytest.mark.parametrize(
    "names",
    [
        ("Hong Kong University of Science and Technology", "Meta"),
        ("Beijing University of Posts and Telecommunications",),
        ("Department of Physics and Astronomy",),
        ("Electrical Engineering and Computer Science", "HKUST(GZ)", "CNRS@CREATE"),
        ("Texas A&M University", "AT&T"),
        ("Google, Inc.", "OpenAI"),
        ("Shanghai AI Laboratory", "SJTU", "HKU", "MIT"),
        ("Show Lab", "NUS"),
        ("AI2", "01.AI", "Mila2", "Université Paris 8"),
        ("MMLab @ CUHK", "vivo AI Lab"),
        ("Tse-Hsun (Peter) Chen", "Layla El Asri"),
        ("Y. Bengio", "Victor O.K. Li", "J.L."),
        ("O'Brien Conor", "d'Alembert Jean"),
    ],
)
def test_names_stay_as_they_are(names: tuple[str, ...]) -> None:
    assert read(", ".join(names)) == Reading("authors", Names(names))


def said(got: Reading[Names]) -> tuple[str, str, str]:
    """Return the one problem's code, what was read and what would be right."""
    (problem,) = got.problems
    assert problem.field == "authors"
    assert problem.message.endswith(".")
    return problem.code, problem.read, problem.example


def test_what_is_no_name_is_a_problem_and_the_others_are_kept() -> None:
    right = "Authors: Ada Lovelace, Alan Turing"
    many = read(", ".join(f"Author {number}x" for number in range(MOST + 1)))
    assert (many.value, said(many)) == (Names(), ("too-many", "", right))
    long = read(f"Ada Lovelace, {'x' * (LONGEST + 1)}")
    assert (long.value, said(long)) == (Names((ADA,)), ("too-long", "x" * (LONGEST + 1), right))
    for address in ("https://example.org/people", "ada@example.org", "arXiv:2402.02872"):
        got = read(f"{address}, Ada Lovelace")
        assert (got.value, said(got)) == (Names((ADA,)), ("address", address, right))


@pytest.mark.parametrize("written", ["", " \n", "N/A", "-", "TBD", "?", "et al.", "1, 2", "无"])
def test_no_name_is_lacking_and_blocks_only_where_nothing_is_found(written: str) -> None:
    got = read(written)
    assert (got.value, got.problems) == (Names(), ())
    assert isinstance(got.lack, Problem)
    assert (got.lack.field, got.lack.code) == ("authors", "missing")
    assert got.lack.message.startswith("No name is given.")


def test_letters_of_another_script_among_latin_ones_are_told() -> None:
    assert [note.code for note in read("Adа Lovelace, Alan Turing").notes] == ["look-alike"]
    assert read("Ада Лавлейс, Alan Turing").notes == ()


# --- any names, any text -------------------------------------------------------------------

WORDS = st.builds(
    lambda first, rest: first + rest,
    st.sampled_from("ABCDEFGHIKLMNOPRSTUVWXYZÉØŁ"),
    st.text(st.sampled_from("abcdefgilmnoprstuvzéøłß"), min_size=2, max_size=9),
).filter(lambda word: not is_suffix(word) and word != "Arts")
PEOPLE = st.lists(
    st.builds(lambda *parts: " ".join(parts), WORDS, WORDS, WORDS),
    min_size=2,
    max_size=MOST,
    unique_by=fold,
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="aAZ .,;&()[]{}<>^$\\*_`'\"@0189\n|:、，等·-and", max_size=60),
)


@given(
    PEOPLE, st.sampled_from([", ", "; ", "、", "，", " and ", " & ", "\n", "\n- ", " · ", "<br>"])
)
def test_names_come_back_whatever_stands_between_them(people: list[str], between: str) -> None:
    assert read(between.join(people)).value == Names((*people,))


@given(
    st.lists(
        st.tuples(WORDS, WORDS),
        min_size=2,
        max_size=MOST,
        unique_by=lambda name: fold(" ".join(name)),
    )
)
def test_names_of_bibtex_come_back_given_names_first(people: list[tuple[str, str]]) -> None:
    written = " and\n  ".join(f"{last}, {first}" for first, last in people)
    assert read(written).value == Names(tuple(map(" ".join, people)))


@given(TEXTS)
@example("<!-- Ada --> Lovelace")
@example("[<!--](x) Ada -->")
@example("Ada (((((Lovelace")
@example("a and and and and b")
def test_any_text_is_read_to_clean_names_within_the_limits(raw: str) -> None:
    got = read(raw)
    assert len(got.value.named) <= MOST
    assert len({*map(fold, got.value.named)}) == len(got.value.named)
    for name in got.value.named:
        assert name == one_line(clean(name))
        assert any(map(str.isalpha, name))
        assert len(name) <= LONGEST
    assert got.value.named or not got.value.more
    said = [each.message for each in got.problems] + [each.message for each in got.notes]
    assert all(0 < len(message) < 300 for message in said)
    assert (got.lack is None) == bool(got.value.named or got.problems)


@given(TEXTS)
@example("^{0A")
@example("{a; b} and {c, d}")
def test_each_name_is_read_again_as_it_is_stored(raw: str) -> None:
    for name in read(raw).value.named:
        assert read(name).value.named == (name,)


@pytest.mark.parametrize(
    "piece",
    chosen(
        ["(", ")", "[", "{", "and ", "a, ", "a; ", " ", "\n", "x", "<sup>", "^{", "$", "\\thanks{",
         "[a](b) ", "](", ": ", "et al. ", "a@", "*", "1", "等", "，", "<a href=x>", "\\"],
        *("(", "[", "and ", "a, ", " ", "x", "<sup>", "^{", "等", "<a href=x>"),
    ),
)  # fmt: skip
def test_a_text_twice_as_long_takes_about_twice_as_long(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        begin = time.process_time()
        read(text)
        return time.process_time() - begin

    assert min(seconds(60_000) for _ in range(2)) < 3 * min(seconds(30_000) for _ in range(2)) + 0.1


@pytest.mark.skipif(not SHARED.is_dir(), reason="the READMEs of other lists are not here")
def test_the_people_of_a_real_list_are_read_as_it_writes_them() -> None:
    text = (SHARED / "lists" / "GUI-Agents-Paper-List.md").read_text("utf-8")
    lines = re.findall(r"\)\n {4}- (\w[^\n]+)\n", text)
    assert len(lines) > 400
    for line in lines:
        expected = tuple(dict.fromkeys(map(one_line, map(clean, line.split(", ")))))
        got = read_names(line, 300, 100, field="authors")
        assert got == Reading("authors", Names(expected)), line
