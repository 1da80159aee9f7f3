"""The text that a rejected submission gets to copy is accepted once its brackets are filled."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest

from bot.submission.corrected import corrected
from bot.submission.draft import Draft
from bot.submission.review import Accepted, Rejected, Review, review_issue
from tests import beside
from tests.behaviour.hostile.cases import CASES, Case, text_of
from tests.bodies import body
from tests.ours import parse_catalog

TODAY = dt.date(2026, 11, 29)
EMPTY = parse_catalog("[]\n")
LABEL = frozenset({"add-new-paper"})
TO_FILL = {
    r"\[the title in full\]": "How Toys Are Filled In",
    r"\[head name\], \[another head name\]": "Filled Head",
    r"\[arXiv / ACL / ICLR / NeurIPS\]": "arXiv",
    r"\[year-month-day; you wrote [^\[\]]*\]": "2024-01-02",
    r"\[one sentence: [^\[\]]*\]": "It is filled in.",
}
OWN = {
    "nothing": "",
    "no title": body(title=None),
    "the prefix as title": body(title="Add new paper:"),
    "an address as title": body(title="https://arxiv.org/abs/2402.02872"),
    "a long title": body(title="Toys " * 80),
    "no heads": body(head=""),
    "many heads": body(head=", ".join(f"H{n} Head" for n in range(20))),
    "a sentence as head": body(head="x" * 90),
    "no venue": body(published=""),
    "a long venue": body(published="v" * 400),
    "no such day": body(published="arXiv, 2025-02-30"),
    "two ways to read a day": body("Date: 03/04/2024"),
    "soon": body("Date: soon; [in May]"),
    "no sentences": body(innovation="", tasks="TBD", significant="[what came out]"),
    "a long sentence": body(tasks="s " * 400),
    "two values": body("- Tasks: Other tasks."),
    "two papers": body() + "\n\n" + body(title="Other Toys", published="ICLR", tasks=""),
    "a quotation": "\n".join(f"> {line}" for line in body().splitlines()),
    "many links": body() + "".join(f"\nLink: arXiv:2402.{n:05}" for n in range(1, 15)),
    "prose": body(tasks="") + "\n\nThanks a lot!\nAda Lovelace\n",
    "two entries": "@misc{a, title={One Toy Goes}, eprint={2402.01872}}\n"
    "@misc{b, title={Two Toys Go}, eprint={2402.01873}, year={2024}}\n",
}


def filled(text: str) -> str:
    """Return a text to copy as its contributor fills it in."""
    for pattern, value in TO_FILL.items():
        text = re.sub(pattern, value, text)
    return text


def judge(title: str, text: str, labels: frozenset[str] = LABEL) -> Review:
    return review_issue(title, text, labels, EMPTY, TODAY, 42)


def check_pasted_back(title: str, review: Review) -> None:
    if not isinstance(review, Rejected):
        return
    for draft, own in ((review.draft, title), *((other, "") for other in review.others)):
        check_accepted(draft, own, filled(corrected(draft, own)))


def check_accepted(draft: Draft, own: str, text: str) -> None:
    again = judge(own, text)
    assert isinstance(again, Accepted), (text, again)
    paper = again.paper
    assert draft.title in ("", paper.title)
    assert {head.name for head in draft.tags} <= set(paper.tags)
    assert draft.venue in ("", paper.venue)
    assert draft.date in (None, paper.date)
    assert {link.url for link in draft.links} <= {link.url for link in paper.links}
    for key, sentence in draft.stored().items():
        if key.startswith("summary."):
            assert paper.get(key) == sentence


@pytest.mark.parametrize("text", OWN.values(), ids=OWN.keys())
@pytest.mark.parametrize(
    "title", ["Add new paper:", "Add new paper: Toys at Play", "Please add our paper", ""]
)
def test_a_text_to_copy_is_accepted_once_it_is_filled(title: str, text: str) -> None:
    review = judge(title, text)
    assert isinstance(review, Accepted | Rejected)
    check_pasted_back(title, review)


def test_the_cases_are_rejected_but_for_a_title_that_the_issue_gives() -> None:
    accepted = [name for name, text in OWN.items() if isinstance(judge("", text), Accepted)]
    assert accepted == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_text_to_copy_of_a_hostile_case_is_accepted_once_it_is_filled(case: Case) -> None:
    check_pasted_back(case.title, judge(case.title, text_of(case, 42)))


def shared_issues() -> Iterator[tuple[str, str, str]]:
    """Return name, title and body of each example."""
    for name, key in (
        ("issues/issues.jsonl", "number"),
        ("issues/other-lists.jsonl", "title"),
        ("hostile/corpus.jsonl", "id"),
    ):
        for number, record in enumerate(beside.records(name, key)):
            yield f"{name} {number}", record["title"], record["body"] or ""
    for name, record in beside.loaded("field/inputs/expected.json").items():
        text = beside.file_of(f"field/inputs/{name}.md").read_text("utf-8")
        yield name, record["issue_title"], text
    for record in beside.loaded("field/bodies/expected.json"):
        text = beside.file_of(f"field/bodies/{record['file']}").read_text("utf-8")
        yield record["file"], record["issue_title"], text


@pytest.mark.parametrize("issue", [*shared_issues()], ids=lambda issue: issue[0])
def test_the_text_to_copy_of_a_shared_issue_is_accepted_once_it_is_filled(
    issue: tuple[str, str, str],
) -> None:
    _, title, text = issue
    check_pasted_back(title, judge(title, text.replace("{ISSUE}", "42")))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (body(title="Toys " * 80), "Toys Toys"),
        (body(title="https://evil.example/x"), "https://evil.example/x"),
        (body(head=", ".join(f"H{n} Head" for n in range(20))), "H0 Head, H1 Head"),
        (body(head="Toy Head, " + "x" * 90), "Toy Head, xxx"),
        (body(published="Annals of " * 50), "Annals of Annals"),
        (body(f"Date: {'soon ' * 90}"), "soon soon"),
        (body(tasks="Tried. " * 100), "Tried. Tried."),
        (body("- Tasks: Other tasks."), "Tasks: Other tasks."),
        (body(tasks="") + "".join(f"\nLink: arXiv:2402.{n:05}" for n in range(1, 15)), "00014"),
        (body(tasks="") + "\n\nA word more.", "A word more."),
        (body("Mood: fine", tasks=""), "Mood: fine"),
        (body(tasks="") + "\n\n> said before", "> said before"),
        (body(tasks="") + "\n```\nTitle: A sample\n```\n", "Title: A sample"),
        (body("Last updated: 2024-01-02", tasks=""), "Last updated: 2024-01-02"),
        (body("Posted: 2024-01-02", published="ICLR, 2024-02-02", tasks=""), "Posted: 2024-01-02"),
        (body(tasks="") + "\n@misc{a, title={Another Toy}}", "Another Toy"),
    ],
)  # fmt: skip
def test_what_has_no_place_in_the_text_to_copy_stands_beside_it(text: str, kept: str) -> None:
    review = judge("Add new paper:", text)
    assert isinstance(review, Rejected)
    assert kept in "\n".join(review.draft.also)
