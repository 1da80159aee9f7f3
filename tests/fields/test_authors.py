"""Authors come from the most trusted list, or one that says more of the same people."""

from __future__ import annotations

import pytest

from bot.fields.authors import complete_authors
from bot.fields.findings import Record
from bot.fields.people import Names
from bot.fields.reading import ISSUE, Reading

ADA, ALAN, ALONZO = "Ada Lovelace", "Alan Turing", "Alonzo Church"
NOTHING: Reading[Names] = Reading("authors", Names())
MANY = tuple(f"Author {number}x" for number in range(100))


def record(source: str, *named: str, more: bool = False) -> Record:
    return Record(source, "A Study of Heads", authors=Names(named, more=more))


def issue(*named: str, more: bool = False) -> Reading[Names]:
    return Reading("authors", Names(named, more=more))


def taken(given: Reading[Names], *records: Record) -> tuple[tuple[str, ...], str, list[str]]:
    """Return the names, their source and what is told."""
    got = complete_authors(given, records)
    assert (got.field, got.problems, got.lack) == ("authors", (), None)
    assert {note.code for note in got.notes} <= {"disagrees"}
    return got.value.named, got.source, [note.message for note in got.notes]


def test_the_most_trusted_record_that_names_any_gives_the_authors() -> None:
    both: tuple[tuple[str, ...], str, list[str]] = ((ADA, ALAN), "arXiv", [])
    assert taken(NOTHING, record("arXiv", ADA, ALAN), record("Crossref", ALAN, ADA))[:2] == both[:2]
    assert taken(NOTHING, record("ACL Anthology"), record("arXiv", ADA, ALAN)) == both


def test_no_record_changes_nothing() -> None:
    for records in ((), (record("arXiv"),)):
        assert taken(NOTHING, *records) == ((), ISSUE, [])
        assert taken(issue(ADA), *records) == ((ADA,), ISSUE, [])


@pytest.mark.parametrize(
    "first",
    [
        (ADA,),
        ("A. Lovelace", "A. M. Turing"),
        ("Ada Lovelace", "Turing Alan"),
        ("A. Lovelace", "A. Turing", "A. Church"),
        ("Ada K. Lovelace", "Alan Turing Jr."),
    ],
)
def test_a_list_that_says_more_of_the_same_people_is_taken(first: tuple[str, ...]) -> None:
    full = record("Semantic Scholar", ADA, ALAN, ALONZO)
    named, source, _ = taken(NOTHING, record("Crossref", *first), full)
    assert (named, source) == ((ADA, ALAN, ALONZO), "Semantic Scholar")


@pytest.mark.parametrize(
    "other",
    [("Ada Lovelace", "Grace Hopper", "Alonzo Church"), ("A. Lovelace", "A. Turing"), (ADA,)],
)
def test_a_list_of_other_people_or_of_less_is_not_taken(other: tuple[str, ...]) -> None:
    named, source, _ = taken(NOTHING, record("arXiv", ADA, ALAN), record("Crossref", *other))
    assert (named, source) == ((ADA, ALAN), "arXiv")


def test_what_the_issue_says_stands_and_differences_are_told() -> None:
    arxiv = record("arXiv", ADA, ALAN)
    assert taken(issue("A. Lovelace", "Alan M. Turing"), arxiv) == (
        ("A. Lovelace", "Alan M. Turing"),
        ISSUE,
        [],
    )
    assert taken(issue(ALAN), arxiv) == (
        (ALAN,),
        ISSUE,
        [
            "The issue gives one name, arXiv 2.",
            "The issue names Alan Turing first, arXiv Ada Lovelace.",
        ],
    )


def test_others_that_the_issue_leaves_out_are_looked_up() -> None:
    arxiv = record("arXiv", ADA, ALAN, ALONZO)
    assert taken(issue("A. Lovelace", more=True), arxiv) == ((ADA, ALAN, ALONZO), "arXiv", [])
    assert taken(issue("Grace Hopper", more=True), arxiv) == (
        ("Grace Hopper",),
        ISSUE,
        ["The issue names Grace Hopper first, arXiv Ada Lovelace."],
    )
    # one name is not all there are
    alone = complete_authors(issue("A. Lovelace", more=True), [record("Crossref", ADA)])
    assert alone.value == Names(("A. Lovelace",), more=True)


def test_services_that_differ_are_told_each_once() -> None:
    notes = taken(
        NOTHING,
        record("arXiv", ADA, ALAN),
        record("Crossref", ALAN),
        record("Crossref", ALAN),
        record("Semantic Scholar", "A. Lovelace", "A. Turing"),
    )[2]
    assert notes == [
        "arXiv gives 2 names, Crossref 1.",
        "arXiv names Ada Lovelace first, Crossref Alan Turing.",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Łukasz Kaiser", "Lukasz Kaiser"),
        ("José NÚÑEZ", "Jose Nunez"),
        ("Søren Kierkegaard", "S. Kierkegaard"),
        ("Andrés M Bran", "Andres M. Bran"),
        ("Luis Salvador-Carulla", "Luis Salvador Carulla"),
        ("Peter H. N. de With", "P.H.N. de With"),
        ("张伟", "张伟"),
        ("Zhang Wei", "Wei Zhang"),
        ("Martin Luther King Jr.", "Martin Luther King"),
    ],
)
def test_spellings_of_one_person_are_no_difference(one: str, other: str) -> None:
    assert taken(NOTHING, record("arXiv", one, ALAN), record("Crossref", other, ALAN))[2] == []


def test_lists_that_are_cut_are_not_counted() -> None:
    cut, whole = record("arXiv", *MANY, more=True), record("Crossref", *MANY[:99])
    got = complete_authors(NOTHING, [whole, cut])
    assert (got.value, got.source, got.notes) == (Names(MANY, more=True), "arXiv", ())
