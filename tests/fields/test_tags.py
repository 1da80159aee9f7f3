"""Heads are split where people split them and take the list's spelling where it has one."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fields.kinds import TagsField
from bot.fields.tag_names import split_tags, words_of
from bot.fields.tags import Tag, tag_key, tags_of
from bot.fields.tags import spellings as spelled
from bot.text.clean import clean, one_line
from tests.ours import OURS

LISTED = [
    "Retrieval Head",
    "Induction Head",
    "Previous Token Head",
    "Previous Token Head",
    "Previous-token Head",
    "Safety Head",
    "Associative Memories",
    "Copy Suppression Head",
]
WORDS = words_of(OURS.fields["heads"])
KNOWN = spelled(LISTED, "Head")


def read_heads(text: str, known: Mapping[str, str]) -> list[Tag]:
    return tags_of(text, WORDS, known)


@pytest.mark.parametrize(
    ("written", "pieces"),
    [
        ("A Head, B Head", ["A Head", "B Head"]),
        ("A Head ,B Head ,C Head", ["A Head", "B Head", "C Head"]),
        ("A Head; B Head", ["A Head", "B Head"]),
        ("A Head、B Head，C Head；D Head", ["A Head", "B Head", "C Head", "D Head"]),
        ("A Head\nB Head\n\nC Head", ["A Head", "B Head", "C Head"]),
        ("- A Head\n* B Head\n• C Head", ["A Head", "B Head", "C Head"]),
        ("A Head, B Head, ", ["A Head", "B Head"]),
        ("A Head, and B Head", ["A Head", "B Head"]),
        ("A heads and B heads", ["A heads", "B heads"]),
        ("A Head / B Head & C Head", ["A Head", "B Head", "C Head"]),
        ("Copy and Paste Head", ["Copy and Paste Head"]),
        ("Q&A Head", ["Q&A Head"]),
        ("n-gram head(Induction head)", ["n-gram head", "Induction head"]),
        ("Name Mover Head (Copy Head, Paste Head)", ["Name Mover Head", "Copy Head", "Paste Head"]),
        ("Successor Head (of numbers, of days)", ["Successor Head (of numbers, of days)"]),
        ("A Head (B Head", ["A Head (B Head"]),
        ("A Head (x, B Head", ["A Head (x", "B Head"]),
        ("A* Head", ["A* Head"]),
        ("**A Head**, `B Head`", ["**A Head**", "`B Head`"]),
        ("", []),
        (" , ; \n", []),
    ],
)
def test_a_field_is_split_into_names(written: str, pieces: list[str]) -> None:
    assert split_tags(written, WORDS) == pieces


@pytest.mark.parametrize(
    "written",
    ["Previous Token Head", "previous-token head", "Previous-Token Heads", "PREVIOUS TOKEN HEAD",
     "Previous\u2010token Head", "Previous token", "the Previous Token-heads",
     "Previous Token Head (PTH)", "`Previous Token` Head(s)", "previous_token heads",
     "Previous tokens head"],
)  # fmt: skip
def test_a_head_that_the_list_knows_takes_its_commonest_spelling(written: str) -> None:
    assert read_heads(written, KNOWN) == [Tag("Previous Token Head", written, known=True)]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Streaming Heads", "Streaming Head"),
        ("streaming heads", "Streaming Head"),
        ("Detection head", "Detection Head"),
        ("Associated Things", "Associated Things"),
        ("n-gram head", "n-gram Head"),
        ("subject-verb agreement head", "subject-verb Agreement Head"),
        ("QA Head", "QA Head"),
        ("Key Value Memories", "Key Value Memories"),
        ("Headless Head", "Headless Head"),
        ("归纳头", "归纳头"),
        ("semantic induction-heads", "Semantic Induction Head"),
        ("counting-head", "Counting Head"),
        ("X-Mover-heads", "X-Mover Head"),
        ("the Counting Heads", "Counting Head"),
        ("`Counting Heads` (new)", "Counting Head"),
        ("**Counting** Heads (plural)", "Counting Head"),
        ("Sink Head(s)", "Sink Head"),
        ("Sink Heads (new heads)", "Sink Head"),
        ("Name Mover Head (NM)", "Name Mover Head"),
        ("name-mover heads (nmh)", "name-mover Head"),
        ("Name Mover (NMHs) Head", "Name Mover Head"),
        ("Sink Head （SH）", "Sink Head"),
        ("[Sink Head] (SH)", "Sink Head"),
        ("Successor Head (days)", "Successor Head (days)"),
        ("Layer 5 (L5H1) Head", "Layer 5 (L5H1) Head"),
        ("A* Head", "A* Head"),
        ("name_mover_head2", "Name_mover_head2"),
        ("Theory Head", "Theory Head"),
    ],
)
def test_a_new_head_is_brought_to_the_habit_of_the_list(written: str, name: str) -> None:
    (head,) = read_heads(written, {})
    assert (head.name, head.known) == (name, False)
    assert head.written == written.translate(str.maketrans("（）", "()"))
    assert [again.name for again in read_heads(name, {})] == [name]


@pytest.mark.parametrize(
    ("written", "likely"),
    [
        ("Retreival Head", "Retrieval Head"),
        ("Inducton Heads", "Induction Head"),
        ("Copy-Supression Head", "Copy Suppression Head"),
        ("Streaming Head", None),
    ],
)
def test_a_near_miss_names_the_likely_head_and_stays_as_written(
    written: str, likely: str | None
) -> None:
    (head,) = read_heads(written, KNOWN)
    assert (head.known, head.likely) == (False, likely)
    assert tag_key(head.name, "Head") == tag_key(written, "Head")


def test_a_name_that_does_not_end_in_head_stays() -> None:
    (head,) = read_heads("Associative Memories", KNOWN)
    assert (head.name, head.known) == ("Associative Memories", True)


def test_each_head_stands_once() -> None:
    heads = read_heads("Induction Heads, induction head; Retrieval Head", KNOWN)
    assert [head.name for head in heads] == ["Induction Head", "Retrieval Head"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mover Head", "Remover Head"), ("Token Head", "Previous Token Head"), ("A Head", "B Head"),
     ("Class Head", "Cla Head"), ("Head", "Heads of State")],
)  # fmt: skip
def test_different_heads_have_different_keys(one: str, other: str) -> None:
    assert tag_key(one, "Head") != tag_key(other, "Head")


def test_article_and_abbreviation_do_not_keep_a_listed_head_from_being_known() -> None:
    heads = read_heads("INDUCTION HEAD and the Safety-heads (SH), Retrieval Heads（RH）", KNOWN)
    assert [head.name for head in heads] == ["Induction Head", "Safety Head", "Retrieval Head"]
    assert all(head.known for head in heads)


def test_names_in_full_width_brackets_are_names_of_their_own() -> None:
    heads = read_heads("n-gram head（Induction head）", KNOWN)
    assert [head.name for head in heads] == ["n-gram Head", "Induction Head"]


@given(
    st.lists(
        st.sampled_from(
            ("the ", "and ", "new", "s", "IH", "(", ")", "（", "）", "*", "**", "`", "_", "-", " ",
             "head", "Heads", "toy", "[", "]", '"', ", ")
        ),
        max_size=10,
    ).map("".join)
)  # fmt: skip
def test_what_is_stored_reads_the_same_again(text: str) -> None:
    for head in read_heads(text, {}):
        assert [again.name for again in read_heads(head.name, {})] == [head.name]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("1) Induction Head\n2) Copy Head", ["Induction Head", "Copy Head"]),
        ("1. Induction Head 2. x", ["Induction Head 2. x"]),
        ("1. Induction Head; 2. Copy Head", ["Induction Head", "Copy Head"]),
        ("(1) Induction Head, (2) Copy Head", ["Induction Head", "Copy Head"]),
        ("1、Induction Head，2、Copy Head", ["Induction Head", "Copy Head"]),
        ("Induction Head | Copy Head", ["Induction Head", "Copy Head"]),
        ("A|B Head", ["A|B Head"]),
        ("Induction Head / Copy Head", ["Induction Head", "Copy Head"]),
        ("Induction Head: copies; Retrieval Head: fetches", ["Induction Head", "Retrieval Head"]),
        ("- Induction Head - copies\n- Retrieval Head – fetches",
         ["Induction Head", "Retrieval Head"]),
        ("**Induction Head**: copies", ["Induction Head"]),
        ("Attention heads: Induction Head, Copy Head", ["Induction Head", "Copy Head"]),
        ("Induction Head, Copy Head.", ["Induction Head", "Copy Head"]),
        ("Induction Head etc.", ["Induction Head"]),
        ("Induction Head and others", ["Induction Head"]),
        ("2D Head, 3.5-bit Head", ["2D Head", "3.5-bit Head"]),
        ("<!*--* X Head", ["<!*--* X Head"]),
    ],
)  # fmt: skip
def test_numbers_bars_and_descriptions_are_no_part_of_a_name(
    written: str, names: list[str]
) -> None:
    assert [head.name for head in read_heads(written, {})] == names


@pytest.mark.parametrize(
    "name",
    ["attention heads", "Attention Head", "heads", "all", "All heads", "all attention heads",
     "various", "various heads", "etc", "Etc.", "others", "multi-head attention", "and more",
     "Self-Attention Heads", "several heads"],
)  # fmt: skip
def test_a_word_for_heads_names_none(name: str) -> None:
    assert WORDS.is_generic(name)


@pytest.mark.parametrize(
    "name", ["Induction Head", "Negative Head", "Multi-Token Head", "A Head", "🎯 Head"]
)
def test_the_name_of_a_head_is_one(name: str) -> None:
    assert not WORDS.is_generic(name)


@given(
    st.lists(
        st.sampled_from(
            ("<!", "--", "*", "**", "`", "_", "-->", "Head", "heads", " ", ", ", ": ", " - ", "1) ",
             "etc.", "Toy", "(", ")", "|", ".", "all ", "attention ", "\u0338")
        ),
        max_size=10,
    ).map("".join)
)  # fmt: skip
def test_a_stored_head_is_clean_and_reads_as_itself(text: str) -> None:
    for head in read_heads(clean(text), {}):
        assert one_line(clean(head.name)) == head.name
        assert [again.name for again in read_heads(head.name, {})] == [head.name]


def test_the_word_in_which_tags_end_is_taken_as_it_is_written() -> None:
    words = words_of(TagsField(kind="tags", suffix=r"Head\1"))

    assert [tag.name for tag in tags_of(r"copy head\1", words, {})] == [r"Copy Head\1"]
