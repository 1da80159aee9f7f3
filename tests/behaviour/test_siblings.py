"""A paper never takes the facts of a sibling, nor is it taken for one that is listed."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.catalog.paper import Paper
from bot.fields.findings import Findings
from bot.fields.reading import Link
from bot.fields.reference import parse_link
from bot.lookup.lookup import make_lookup
from bot.submission.review import Accepted, Duplicate, Review, review_issue
from bot.text.similarity import is_same, is_sibling
from tests.lookup.played import ATOM, Clock
from tests.lookup.services import PlayedServices
from tests.lookup.shapes import ARXIV, SEMANTIC_SCHOLAR, atom_entry, feed, scholar_paper
from tests.ours import Summary, listing, paper_of

TODAY = dt.date(2026, 1, 15)
NUMBER, SIBLING_NUMBER = "2404.15574", "2310.00001"
# Pairs that a ratio alone takes for one.
SIBLINGS = [
    ("Attention Is All You Need", "Attention Is Not All You Need"),
    ("Heads That Can Count Beyond Ten", "Heads That Cannot Count Beyond Ten"),
    ("Long-Context Reading with Retrieval Heads", "Long-Context Reading without Retrieval Heads"),
    ("A Notable Share of Heads Can Be Cut Away", "A Not Able Share of Heads Can Be Cut Away"),
    ("How Language Models Read: Part I", "How Language Models Read: Part II"),
    ("How Language Models Read, Part One", "How Language Models Read, Part Two"),
    ("How Language Models Read Tables", "How Language Models Read Tables II"),
    ("The Heads of GPT-3 in Long Contexts", "The Heads of GPT-4 in Long Contexts"),
    ("Llama 2 Heads under the Microscope", "Llama 3 Heads under the Microscope"),
    ("Technical Report of the Head Atlas v1", "Technical Report of the Head Atlas v2"),
    ("Technical Report of Qwen2.5 and Its Heads", "Technical Report of Qwen25 and Its Heads"),
    ("Technical Report of Head Atlas 2.0", "Technical Report of Head Atlas 3.0"),
    ("The State of Attention Heads in 2023", "The State of Attention Heads in 2024"),
    ("HeadLoRA: Low-Rank Attention Heads", "HeadLoRA+: Low-Rank Attention Heads"),
    ("Supervised Search for Retrieval Heads", "Unsupervised Search for Retrieval Heads"),
    ("Direct Effects of Attention Heads", "Indirect Effects of Attention Heads"),
]
# The same paper as a rule, but a person has to say so.
NEAR = [
    ("A Retrieval Head in Every Language", "A Retrieval Heads in Every Language"),
    ("Modeling the Behavior of Attention Heads", "Modelling the Behaviour of Attention Heads"),
    ("Retrieval Heads Explained", "Retrieval Heads Explained: A Study in Many Languages"),
    ("Retrieval Heads Explained - A Study in Many Languages", "Retrieval Heads Explained"),
    ("Chemistry Heads: Augmenting Language Models with Tools", "Chemistry Heads"),
]
SAME = [
    ("Long-Context Factuality of Heads", "Long Context Factuality of Heads."),
    ("Heads & Tails of Attention", "Heads and Tails of Attention"),
    ("What Does {GPT-2} Attend To?", "What does GPT-2 attend to"),
    ("Non-linear Heads Don't Add", "Nonlinear heads don’t add"),
    ("The Heads of Qwen2.5", "The heads of Qwen2.5"),
    (r"Sch{\"o}lkopf's \emph{Heads}", "Schölkopf's Heads"),
]


@pytest.mark.parametrize(("a", "b"), SIBLINGS)
def test_a_sibling_is_another_paper(a: str, b: str) -> None:
    assert not is_same(a, b)
    assert not is_same(b, a)


@pytest.mark.parametrize(("a", "b"), SAME)
def test_spelling_and_mark_up_make_no_other_paper(a: str, b: str) -> None:
    assert is_same(a, b)
    assert not is_sibling(a, b)


@pytest.mark.parametrize(
    ("a", "b", "siblings"),
    [
        ("Heads, Part II", "Heads, Part 2", False),
        ("Heads, Part Two", "Heads, Part II", False),
        ("Heads, Part I", "Heads, Part 1", False),
        ("What Can I See", "What Can We See", False),
        ("World War II", "World War III", True),
        ("Heads XIV", "Heads 14", False),
        ("Heads That Do Not Add", "Heads That Don't Add", False),
        ("Heads That Add", "Heads That Don't Add", True),
        ("A ≠ B", "A = B", True),
    ],
)
def test_numbers_are_compared_however_they_are_written(a: str, b: str, siblings: bool) -> None:
    assert is_sibling(a, b) is siblings


def find(services: PlayedServices, title: str, years: tuple[int, ...] = ()) -> Findings:
    clock = Clock()
    lookup = make_lookup(base_url=services.url, clock=clock, sleep=clock.sleep)
    return lookup.find(title, [], years)


def answer_arxiv(services: PlayedServices, *entries: str) -> None:
    services.answer(ARXIV, "/api/query", feed(entries), content_type=ATOM)


def answer_scholar(services: PlayedServices, title: str, number: str) -> None:
    paper = scholar_paper(title, venue="ICLR", date="2023-10-01", ArXiv=number)
    services.answer(SEMANTIC_SCHOLAR, "/graph/v1/paper/search/match", {"data": [paper]})


@pytest.mark.parametrize(("title", "other"), SIBLINGS + NEAR)
def test_what_is_less_than_the_title_is_offered_and_its_facts_are_not_taken(
    services: PlayedServices, title: str, other: str
) -> None:
    answer_arxiv(services, atom_entry(SIBLING_NUMBER, other, "2023-10-01"))
    answer_scholar(services, other, SIBLING_NUMBER)

    found = find(services, title)

    assert found.records == ()
    assert {offer.title for offer in found.offers} == {other}


@pytest.mark.parametrize(("title", "other"), SIBLINGS[:4] + NEAR[:2])
def test_the_title_itself_beats_a_near_one_of_the_same_service_and_of_another(
    services: PlayedServices, title: str, other: str
) -> None:
    near = atom_entry(SIBLING_NUMBER, other, "2023-10-01")
    answer_arxiv(services, near, atom_entry(NUMBER, title, "2024-04-24"))
    answer_scholar(services, other, SIBLING_NUMBER)

    found = find(services, title)

    assert {record.title for record in found.records} == {title}
    assert str(found.records[0].date and found.records[0].date.text) == "2024-04-24"
    assert {offer.title for offer in found.offers} == {other}


@pytest.mark.parametrize(
    ("years", "taken"),
    [
        ((), True),
        ((2024,), True),
        ((2023,), True),
        ((2025,), True),
        ((2022,), False),
        ((2017,), False),
        ((2017, 2024), True),
    ],
)
def test_a_year_counts_against_a_record_more_than_a_year_away(
    services: PlayedServices, years: tuple[int, ...], taken: bool
) -> None:
    title = "Heads That Many Papers Are Called After"
    answer_arxiv(services, atom_entry(NUMBER, title, "2024-04-24"))

    found = find(services, title, years)

    assert bool(found.records) is taken
    assert bool(found.offers) is not taken


def test_of_two_papers_of_one_title_the_year_tells_which_is_meant(
    services: PlayedServices,
) -> None:
    title = "Heads That Many Papers Are Called After"
    old = atom_entry("1706.03762", title, "2017-06-12")
    answer_arxiv(services, old, atom_entry(NUMBER, title, "2024-04-24"))

    assert find(services, title).records == ()  # a tie
    (record,) = find(services, title, (2017,)).records
    assert record.references[0].identity == "arxiv:1706.03762"


@pytest.mark.parametrize(
    ("published", "taken"),
    [
        ("ICLR", True),
        ("ICLR 2024", True),
        ("ICLR 2025", True),
        ("ICLR 2021", False),
        ("ICLR, 2021-05-04", False),
        ("ICLR, May 2021", False),
        ("ICLR, 2021-05-04, https://github.com/owner/heads-2024", False),
    ],
)
def test_a_year_in_published_is_asked_with(
    services: PlayedServices, published: str, taken: bool
) -> None:
    title = "Heads That Many Papers Are Called After"
    answer_arxiv(services, atom_entry(NUMBER, title, "2024-04-24"))

    review = judge(title, (), services, published)

    assert isinstance(review, Accepted)
    assert any("2404.15574" in link.url for link in review.paper.links) is taken
    if not taken:
        (offer,) = [note for note in review.notes if note.code == "offered"]
        assert offer.url == f"https://arxiv.org/abs/{NUMBER}"


# --- listed already ------------------------------------------------------------------------


def paper(title: str, link: str = "") -> Paper:
    reference = parse_link(link)
    links = (Link("arXiv", "Paper", reference.url),) if reference else ()
    day = dt.date(2023, 10, 1)
    return paper_of(title, day, ("Retrieval Head",), "arXiv", Summary("A.", "B.", "C."), links)


def judge(
    title: str,
    listed: tuple[Paper, ...],
    services: PlayedServices | None = None,
    published: str = "ICLR",
    own: str = "Add new paper:",
) -> Review:
    body = (
        f"Title: {title}\nHead: Retrieval Head\nPublished: {published}\nSummary:\n"
        "- Innovation: A.\n- Tasks: B.\n- Significant Result: C.\n"
    )
    clock = Clock()
    finder = None
    if services:
        finder = make_lookup(base_url=services.url, clock=clock, sleep=clock.sleep)
    return review_issue(own, body, frozenset(), listing(tuple(listed), ""), TODAY, 7, finder)


@pytest.mark.parametrize(("listed", "title"), SIBLINGS)
def test_a_sibling_of_a_listed_paper_is_accepted(listed: str, title: str) -> None:
    for one, other in ((listed, title), (title, listed)):
        review = judge(other, (paper(one),))
        assert isinstance(review, Accepted)
        assert review.paper.title == other


@pytest.mark.parametrize(("listed", "title"), NEAR)
def test_a_title_that_is_nearly_a_listed_one_is_accepted_and_noted(listed: str, title: str) -> None:
    numbered = paper(f"{listed} 2")
    review = judge(title, (numbered, paper(listed)))

    assert isinstance(review, Accepted)
    noted = [note.message for note in review.notes if note.code.endswith("-listed")]
    assert len(noted) == 1
    assert listed in noted[0]


@pytest.mark.parametrize(("listed", "title"), SAME)
def test_the_same_title_is_listed(listed: str, title: str) -> None:
    if "\\" not in listed:  # LaTeX is taken off before a title is listed
        assert isinstance(judge(title, (paper(listed),)), Duplicate)


def test_two_siblings_on_the_list_are_told_apart() -> None:
    listed = (paper("The LoRA Heads"), paper("The LoRA+ Heads"), paper("LoRA2.5"), paper("LoRA25"))
    for each in listed:
        review = judge(each.title, listed)
        assert isinstance(review, Duplicate)
        assert review.listed == each


@pytest.mark.parametrize(
    ("piece", "duplicate"),
    [
        ("Attention Tracker: {}", True),
        ("{} II", False),
        ("{}: Part Two", False),
        ("{} Revisited", False),
        ("{} v2", False),
        ("Not {}", False),
        ("2 {}", False),
    ],
)
def test_a_piece_before_a_listed_title_is_a_slip_and_one_behind_it_a_sibling(
    piece: str, duplicate: bool
) -> None:
    listed = "Retrieval Head Mechanistically Explains Long-Context Factuality"
    own = f"Add new paper: {listed}"
    review = judge(piece.format(listed), (paper(listed),), own=own)

    assert isinstance(review, Duplicate) is duplicate
    if isinstance(review, Accepted):
        assert ("title", "holds-listed") in {(note.field, note.code) for note in review.notes}


def test_a_sibling_found_by_its_title_makes_no_duplicate(services: PlayedServices) -> None:
    listed, title = SIBLINGS[0]
    answer_arxiv(services, atom_entry(NUMBER, listed, "2024-04-24"))

    review = judge(title, (paper(listed, NUMBER),), services)

    assert isinstance(review, Accepted)
    assert review.paper.links == ()
