"""One template writes an entry and reads it: what is written is read again as it was."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from bot.listing.describe import read_description
from bot.listing.template.entries import EntryTemplate
from bot.listing.template.sinks import WriteError
from bot.listing.template.spellings import shown
from tests.listing.lists import READMES, description, with_entry

TEMPLATES = {
    f"{name}-{at}": EntryTemplate(text, description(name).fields)
    for name in READMES
    for at, text in enumerate((description(name).entry, *description(name).reads_also))
}
_MARKS = "*_`[]()<>&$~:@|\\\"'#+-=.,;!?/{}^"
_LINES = st.text(
    alphabet=st.sampled_from("ab Z9é数" + _MARKS) | st.characters(categories=["L", "N", "P"]),
    min_size=1,
    max_size=40,
)


def template(text: str) -> EntryTemplate:
    return EntryTemplate(text, read_description(with_entry(text)).fields)


@pytest.mark.parametrize(
    ("source", "entry", "fields"),
    [
        (
            "- {title}, {date}{?, {venue}}",
            "- Attention, Please, 2017-06, NeurIPS 2017",
            {"title": "Attention, Please", "date": "2017-06", "venue": "NeurIPS 2017"},
        ),
        (
            "- {authors}. {title}. {venue}, {date}",
            "- K. He, X. Zhang. Deep Residual Learning. CVPR, 2016-01",
            {
                "authors": ["K. He", "X. Zhang"],
                "title": "Deep Residual Learning",
                "venue": "CVPR",
                "date": "2016-01",
            },
        ),
        (
            "| {title} | {authors} | {tags|, |`{tag}`} |",
            "| A \\| B | Ada Lovelace | `x`, `y z` |",
            {"title": "A | B", "authors": ["Ada Lovelace"], "tags": ["x", "y z"]},
        ),
        (
            '<td>{title}</td><td><a href="{link}" title="{venue}">x</a></td>',
            "<td>A &lt;b&gt; &amp; c</td>"
            '<td><a href="https://e.org/?a=1&amp;b" title="X">x</a></td>',
            {"title": "A <b> & c", "link": "https://e.org/?a=1&b", "venue": "X"},
        ),
        (
            "- [{title}]({link}) ![](https://img.shields.io/badge/{venue}-red)",
            "- [A](https://e.org/x_(y)) ![](https://img.shields.io/badge/ACL_2020--a-red)",
            {"title": "A", "link": "https://e.org/x_(y)", "venue": "ACL 2020-a"},
        ),
        (
            "- {title} ({date:%B %Y}) {links|, |[{word}]({url})} stars/https://x.org/{code.path}",
            "- A (June 2017) [pdf](https://a.org), [Code](https://b.org) "
            "stars/https://x.org/ada/engine",
            {
                "title": "A",
                "date": "2017-06",
                "links": [
                    {"label": "pdf", "kind": "Paper", "url": "https://a.org"},
                    {"label": "Code", "kind": "Code", "url": "https://b.org"},
                ],
                "code": "https://github.com/ada/engine",
            },
        ),
    ],
)
def test_a_template_reads_an_entry_and_writes_it(
    source: str, entry: str, fields: dict[str, Any]
) -> None:
    made = template(source)
    read = made.read(entry)
    assert read
    assert read.fields == fields
    assert made.composed(read) == entry


_OPTIONAL = ("venue", "code", "tags")


def _lenient(text: str) -> EntryTemplate:
    """Return a template over fields of which some are optional."""
    described = with_entry(text)
    for name in _OPTIONAL:
        described = re.sub(rf"(?m)^(  {name}: .*)}}$", r"\1, required: false}", described)
    return EntryTemplate(text, read_description(described).fields)


_LABELS = """- [{title}]({link})
  - Date: {date}
  - Venue: {venue}
  - **Code:** [![GitHub](https://img.shields.io/badge/GitHub-red)]({code})"""
_LINKED = {"title": "A", "link": "https://a.org"}


@pytest.mark.parametrize("mark", ["-", "—", "N/A", "n/a", "None", "TBD", "无", ""])
def test_a_line_whose_value_is_none_is_read_without_it(mark: str) -> None:
    made = _lenient(_LABELS)
    entry = f"- [A](https://a.org)\n  - Date: 2024-01\n  - Venue: {mark}\n  - **Code:** {mark}"
    read = made.read(entry)
    assert read
    assert read.fields == {**_LINKED, "date": "2024-01"}
    other = made.read(entry.replace(f"Venue: {mark}", "Venue: ICML 2024"))
    assert other
    assert other.fields == {**_LINKED, "date": "2024-01", "venue": "ICML 2024"}


def test_what_is_read_where_there_is_no_value_is_never_written() -> None:
    made = _lenient(_LABELS)
    assert made.write({**_LINKED, "date": "2024-01"}) == "- [A](https://a.org)\n  - Date: 2024-01"


@pytest.mark.parametrize("mark", ["-", "❌", "N/A", ""])
def test_a_cell_for_a_link_may_have_none(mark: str) -> None:
    made = _lenient("| [{title}]({link}) | {date} | {?[code]({code})} |")
    read = made.read(f"| [A](https://a.org) | 2024-01 | {mark} |")
    assert read
    assert read.fields == {**_LINKED, "date": "2024-01"}


_IN_A_LINE = "- [{title}]({link}), {venue}{? [[code]({code})]}"


@pytest.mark.parametrize(
    "added",
    [
        " <!-- A21 -->",
        " <!---a_b-->",
        " :star::fire:",
        " 🔥",
        " [code]",
        " *(Oral)*",
        " (Spotlight) 🔥",
        " ![new](https://img.shields.io/badge/new-red)",
        "\n  - A note of somebody's.",
        "\n\n  A paragraph.\n\n  And one more.",
    ],
)
def test_what_people_add_behind_an_entry_is_no_part_of_it(added: str) -> None:
    made = _lenient(_IN_A_LINE)
    entry = f"- [A](https://a.org), ICML 2020 [[code](https://b.org)]{added}"
    read = made.read(entry)
    assert read
    assert read.fields == {**_LINKED, "venue": "ICML 2020", "code": "https://b.org"}
    assert made.patched(entry, {"venue": "X"}) == entry.replace("ICML 2020", "X")
    assert made.behind(entry) == added


@pytest.mark.parametrize(
    ("source", "entry"),
    [
        (
            "- {title} [[pdf]({link})]\n  *{authors}*",
            "- A [[pdf](https://a.org)] *(Oral)* 🔥\n  *Ada Lovelace*",
        ),
        (
            "| {title} | [pdf]({link}) | {authors} |",
            "| A | [pdf](https://a.org) (to appear) | Ada Lovelace |",
        ),
    ],
)
def test_a_remark_behind_a_link_is_no_part_of_an_entry(source: str, entry: str) -> None:
    made = template(source)
    read = made.read(entry)
    assert read
    assert read.fields == {**_LINKED, "authors": ["Ada Lovelace"]}
    assert made.patched(entry, {"title": "B"}) == re.sub(r"\bA\b", "B", entry, count=1)


def test_what_stands_at_the_end_of_a_value_is_of_the_value() -> None:
    read = template("- {title}\n  > {remark}").read("- A\n  > It works 🔥")
    assert read
    assert read.fields == {"title": "A", "remark": "It works 🔥"}


def test_a_line_that_goes_on_in_the_next_one_is_read_whole() -> None:
    entry = "- [A long  \ntitle](https://a.org), ICML 2020"
    made = _lenient(_IN_A_LINE)
    read = made.read(entry)
    assert read
    assert read.fields == {"title": "A long title", "link": "https://a.org", "venue": "ICML 2020"}
    assert made.patched(entry, {"venue": "X"}) == "- [A long  \ntitle](https://a.org), X"


def test_a_title_goes_on_in_the_next_line_where_a_break_stands_behind_it() -> None:
    reads = template("- **{title}**  \n  {authors}, {date} [{link}]({link})")
    found = reads.read(
        "- **Evaluating\n  Heads**  \n  Ada Lovelace, 2023-05"
        " [https://arxiv.org/abs/2310.00001](https://arxiv.org/abs/2310.00001)"
    )
    assert found
    assert found.fields["title"] == "Evaluating Heads"


@pytest.mark.parametrize(
    "entry",
    [
        "- [A](https://a.org) [x](https://b.org)",
        "- [A](https://a.org) and [[B]](https://b.org)",
    ],
)
def test_no_title_holds_a_link(entry: str) -> None:
    assert template("- [{title}]({link})").read(entry) is None


def test_a_link_to_a_file_of_the_lists_is_no_address() -> None:
    made = _lenient("- [{title}]({link}) | [code]({code}) | {links| |[{word}]({url})}")
    read = made.read("- [A](https://a.org) | [code](./a.py#L1) | [pdf](b/c.pdf) [slides](s.pdf)")
    assert read
    assert read.fields == _LINKED
    assert made.read("- [A](https://a.org) | [code](javascript:x) | [pdf](https://b.org)") is None


def test_a_template_may_say_itself_that_names_are_left_out() -> None:
    described = with_entry("- **{title}** *{authors} et al. {venue}*")
    described = described.replace("{kind: names}", "{kind: names, most: 1}")
    made = EntryTemplate(
        "- **{title}** *{authors} et al. {venue}*", read_description(described).fields
    )
    fields = {"title": "A", "authors": ["Ada Lovelace", "et al."], "venue": "ICML"}
    read = made.read("- **A** *Ada Lovelace et al. ICML*")
    assert read
    assert read.fields == fields
    several = {**fields, "authors": ["Ada Lovelace", "Alan Turing", "Emmy Noether"]}
    assert made.write(several) == "- **A** *Ada Lovelace et al. ICML*"
    with pytest.raises(WriteError, match=r"“et al\.” behind its authors"):
        made.write({**fields, "authors": ["Ada Lovelace"]})


@pytest.mark.parametrize("note", ["see <b>this</b>", "[x](a/b.md) <br/> [y](https://c.org)"])
def test_anything_in_a_cell_may_have_elements(note: str) -> None:
    described = read_description(with_entry("| {title} |", "| {title} | {_} | [x]({link}) |"))
    made = EntryTemplate(described.reads_also[0], described.fields)
    read = made.read(f"| A | {note} | [x](https://a.org) |")
    assert read
    assert read.fields == {"title": "A", "link": "https://a.org"}


def test_a_segment_of_a_badge_may_have_a_slash() -> None:
    made = template("- {title} {tags| |![](https://img.shields.io/badge/{tag}-red)}")
    read = made.read("- A ![](https://img.shields.io/badge/Small/Medium-red)")
    assert read
    assert read.fields == {"title": "A", "tags": ["Small/Medium"]}
    assert made.read(made.write(read.fields)) == read


@pytest.mark.parametrize(
    "entry",
    [
        "- **A**. *Ada Lovelace* [[pdf](https://b.org)][[code](https://c.org)]",
        "- **A**, *Ada Lovelace*. [[pdf](https://b.org)] [[code](https://c.org)]",
        "- **A** *Ada Lovelace, and et al.* [[pdf](https://b.org)][[code](https://c.org)]",
    ],
)
def test_stops_and_blanks_beside_marks_vary(entry: str) -> None:
    read = template("- **{title}** *{authors}* {links||[[{word}]({url})]}").read(entry)
    assert read
    assert read.fields["title"] == "A"
    assert read.fields["authors"][0] == "Ada Lovelace"
    assert "and" not in read.fields["authors"]
    assert [each["kind"] for each in read.fields["links"]] == ["Paper", "Code"]


def test_what_is_no_fields_may_be_left_out_in_reading() -> None:
    described = read_description(with_entry("- {title}", "- **{title}** {_} [x]({link})"))
    read = EntryTemplate(described.reads_also[0], described.fields).read(
        "- **A** (b, c) [x](http://d)"
    )
    assert read
    assert read.fields == {"title": "A", "link": "http://d"}


def test_anything_may_stand_in_each_of_several() -> None:
    also = "- {title} {tags| |![](https://img.shields.io/badge/{tag}-{_})}"
    described = read_description(with_entry("- {title}", also))
    made = EntryTemplate(also, described.fields)
    read = made.read(
        "- A ![](https://img.shields.io/badge/x-red) ![](https://img.shields.io/badge/y-blue)"
    )
    assert read
    assert read.fields == {"title": "A", "tags": ["x", "y"]}
    assert made.composed(read) == ""


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        ("- **A-B**: About C (2020-01)", "A-B: About C"),
        ("- On **C** and **D** (2020-01)", "On C and D"),
        ("- A**2 and B**2 (2020-01)", "A**2 and B**2"),
        (r"- A \*\*B\*\* (2020-01)", "A **B**"),
    ],
)
def test_a_title_is_without_the_marks_of_bold_words(entry: str, title: str) -> None:
    read = template("- {title} ({date})").read(entry)
    assert read
    assert read.fields == {"title": title, "date": "2020-01"}


@pytest.mark.parametrize("between", [". ", " ", ""])
def test_a_stop_before_links_may_be_forgotten(between: str) -> None:
    made = template("- {title}. {venue}. {links| |[[{word}]({url})]}")
    read = made.read(f"- A. ICML 2020{between}[[pdf](https://b.org)]")
    assert read
    assert (read.fields["title"], read.fields["venue"]) == ("A", "ICML 2020")


def test_emphasis_is_no_bullet() -> None:
    read = template("- {title}\n\n  *{authors}* {venue}").read(
        "- A\n\n  *San-Hee Park et al.* EACL 2023"
    )
    assert read
    assert read.fields == {
        "title": "A",
        "authors": ["San-Hee Park", "et al."],
        "venue": "EACL 2023",
    }


def test_a_cell_for_a_link_may_have_its_word_alone() -> None:
    made = _lenient("| {title} | [Link]({link}) | {?[Link]({code})} |")
    read = made.read("| A | [Link](https://a.org) | Link |")
    assert read
    assert read.fields == _LINKED


@pytest.mark.parametrize("entry", ["- **A, ICML 2020**", "- ***A, ICML 2020***"])
def test_an_entry_may_be_in_bold_as_a_whole(entry: str) -> None:
    made = template("- {title}, {venue}")
    read = made.read(entry)
    assert read
    assert read.fields == {"title": "A", "venue": "ICML 2020"}
    assert made.patched(entry, {"venue": "X"}) == entry.replace("ICML 2020", "X")


def test_what_cannot_be_changed_within_an_entry_is_not_patched() -> None:
    also = "- {title} {tags| |![](https://img.shields.io/badge/{tag}-{_})}"
    described = read_description(with_entry("- {title} {tags| |`{tag}`}", also))
    made = EntryTemplate(also, described.fields)
    entry = "- A ![](https://img.shields.io/badge/x-red)"
    assert made.patched(entry, {"title": "B"}) == entry.replace("- A", "- B")
    assert made.patched(entry, {"tags": ["y"]}) is None


def test_a_date_that_is_known_less_finely_is_shown_so() -> None:
    made = template("- {title} ({date:%B %d, %Y})")
    for entry, date in (
        ("- A (June 12, 2017)", "2017-06-12"),
        ("- A (June 2017)", "2017-06"),
        ("- A (2017)", "2017"),
    ):
        read = made.read(entry)
        assert read
        assert read.fields["date"] == date
        assert made.composed(read) == entry
    assert made.read("- A (June 31, 2017)") is None


def test_what_would_end_a_gap_is_escaped_only_where_it_would_be_read_so() -> None:
    made = template('- "{title}", {date}{?, {venue}}')
    assert made.write({"title": 'A "b" c', "date": "2017-06"}) == '- "A "b" c", 2017-06'
    odd = {"title": 'A", 2016-01, B', "date": "2017-06"}
    read = made.read(made.write(odd))
    assert read
    assert read.fields == odd


@pytest.mark.parametrize(
    ("source", "fields"),
    [
        ("- {title} `{venue}`", {"title": "A", "venue": "x`y"}),
        ("- [{title}]({link})", {"title": "A", "link": "javascript:alert(1)"}),
        ("- [{title}]({link})", {"title": "A"}),
        ("- {title} ({date})", {"title": "A", "date": "soon"}),
        ("- {title} ({authors})", {"title": "A", "authors": ["Ada, Countess of Lovelace"]}),
        ("- {title} https://x.org/{code.path}", {"title": "A", "code": "https://e.org/a b"}),
    ],
)
def test_a_value_that_cannot_stand_in_its_gap_is_refused(
    source: str, fields: dict[str, Any]
) -> None:
    with pytest.raises(WriteError):
        template(source).write(fields)


def _values(made: EntryTemplate) -> st.SearchStrategy[dict[str, Any]]:
    """Return values that people may give, of which all but the names are hostile."""
    lines = _LINES.map(lambda text: " ".join(text.split())).filter(_has_word)
    words = _LINES.map(lambda text: "".join(text.replace("`", "").split())).filter(_has_word)
    people = st.from_regex(
        r"[A-Z][a-zé]{1,6}( [A-Z]\.)?( van| de)? [A-Z][a-z'-]{1,8}[a-z]", fullmatch=True
    )
    links = st.from_regex(
        r"https://[a-z]{1,5}\.org/[a-z0-9_.~-]{0,9}(\([a-z]\))?(\?[a-z=&]{0,9})?[a-z]",
        fullmatch=True,
    )
    repositories = st.from_regex(
        r"https://github\.com/[a-z]{1,9}/[A-Za-z0-9_.-]{1,9}", fullmatch=True
    )
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "title": lines,
        "date": st.dates(dt.date(1950, 1, 1), dt.date(2050, 1, 1)).map(str),
        "authors": st.lists(people, min_size=1, max_size=4),
        "institutions": st.lists(people, min_size=1, max_size=3),
        "venue": words,
        "publisher": words,
        "tldr": lines,
        "tags": st.lists(words, max_size=3),
        "keywords": st.lists(words, max_size=3),
        "envs": st.lists(st.sampled_from(["Web", "Mobile"]), min_size=1, max_size=2),
        "link": links,
        "code": repositories,
        "home": links,
        "links": st.lists(
            st.sampled_from(["Paper", "Code", "Page"]).flatmap(
                lambda kind: links.map(lambda url: {"label": kind, "kind": kind, "url": url})
            ),
            min_size=1,
            max_size=3,
        ),
    }
    return st.fixed_dictionaries({name: kinds[name] for name in made.names})


def _has_word(text: str) -> bool:
    return any(char.isalnum() for char in text)


@pytest.mark.parametrize("name", TEMPLATES)
@settings(max_examples=settings().max_examples // 5)
@given(data=st.data())
def test_what_is_written_is_read_again_as_it_was(name: str, data: st.DataObject) -> None:
    made = TEMPLATES[name]
    fields = data.draw(_values(made))
    try:
        entry = made.write(fields)
    except WriteError:
        event("refused")
        return
    read = made.read(entry)
    assert read
    own = description(name.rpartition("-")[0]).fields
    assert read.fields == {key: shown(own[key], value) for key, value in fields.items() if value}


@pytest.mark.parametrize("name", TEMPLATES)
def test_plain_values_are_written_by_every_template(name: str) -> None:
    made = TEMPLATES[name]
    plain: dict[str, Any] = {
        "title": "What Heads Do: A Survey",
        "date": "2024-03-17",
        "authors": ["Ada Lovelace", "Alan M. Turing"],
        "institutions": ["University of Cambridge", "Bletchley Park"],
        "venue": "ICLR 2024",
        "publisher": "ICLR 2024",
        "tags": ["induction", "in-context"],
        "keywords": ["induction", "in-context"],
        "envs": ["Web"],
        "tldr": "Heads do more than one thing (p < 0.05), and say so.",
        "link": "https://arxiv.org/abs/2403.00001",
        "code": "https://github.com/ada/engine",
        "home": "https://ada.org/engine/",
        "links": [{"label": "Paper", "kind": "Paper", "url": "https://arxiv.org/abs/2403.00001"}],
    }
    fields = {key: plain[key] for key in made.names}
    assert "\\" not in made.write(fields)
