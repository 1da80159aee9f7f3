"""Heads are split where people split them and take the list's spelling where it has one."""

from __future__ import annotations

import pytest

from bot.heads import Head, head_key, read_heads, spellings, split_heads

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
KNOWN = spellings(LISTED)


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
    assert split_heads(written) == pieces


@pytest.mark.parametrize(
    "written",
    ["Previous Token Head", "previous-token head", "Previous-Token Heads", "PREVIOUS TOKEN HEAD",
     "Previous\u2010token Head", "Previous token", "previous_token heads", "Previous tokens head"],
)  # fmt: skip
def test_a_head_that_the_list_knows_takes_its_commonest_spelling(written: str) -> None:
    assert read_heads(written, KNOWN) == [Head("Previous Token Head", written, known=True)]


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
    ],
)
def test_a_new_head_is_brought_to_the_habit_of_the_list(written: str, name: str) -> None:
    assert read_heads(written, {}) == [Head(name, written, known=False)]


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
    assert head_key(head.name) == head_key(written)


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
    assert head_key(one) != head_key(other)
