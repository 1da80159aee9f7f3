"""Issues as people really filed them are judged as a maintainer would."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import pytest

from bot.catalog.catalog import Catalog
from bot.submission.review import Accepted, Duplicate, Ignored, Review, review_issue
from bot.text.clean import fold
from tests.beside import ALL_THERE, records
from tests.ours import listing, parse_catalog
from tests.paths import PROJECT

TODAY = dt.date(2026, 1, 15)
EMPTY = parse_catalog("[]\n")


@cache
def the_list() -> Catalog:
    return parse_catalog((PROJECT / "tests/data/papers.json").read_text(encoding="utf-8"))


def without(title: str) -> Catalog:
    """Return the list as it was before a paper came."""
    kept = tuple(paper for paper in the_list().papers if fold(paper.title) != fold(title))
    return listing(kept, "[]\n")


def judge(record: dict[str, Any], catalog: Catalog) -> Review:
    labels = frozenset(record.get("labels", ()))
    body = (record["body"] or "").replace("{ISSUE}", "42")
    return review_issue(record["title"], body, labels, catalog, TODAY, 42)


# --- the issues of the list ----------------------------------------------------------------

NOT_LISTED = {24, 29, 35, 38, 45, 46, 49, 53}  # among the first 66 papers
NO_SUBMISSIONS = {2, 10}
VENUES = {12: "EMNLP", 15: "TMLR", 24: "ICML", 32: "ICML"}  # of the issues' own words; else arXiv
# A list without papers has no spelling of its own to give.
SPELT_AS_WRITTEN = {"Previous Token Head": "Previous-token Head"}
WRITTEN_DATES = {38: "2025-01-14", 45: "2025-01-22", 46: "2025-02-09", 49: "2025-02-17",
                 53: "2025-02-19"}  # fmt: skip
UNPUBLISHED_HEADS = {24: ["Induction Head"], 53: ["Retrieval Head"]}

ISSUES = records("issues/issues.jsonl", "number")
SUBMISSIONS = [issue for issue in ISSUES if issue["number"] not in NO_SUBMISSIONS]


def heads_of(issue: dict[str, Any]) -> list[str]:
    number: int = issue["number"]
    if number == 32:
        return ["n-gram Head", "Induction Head"]
    heads: list[str] = UNPUBLISHED_HEADS.get(number) or issue["published_row"][0]["heads"]
    return heads


def title_of(issue: dict[str, Any]) -> str:
    rows = issue["published_row"]
    if rows:
        title: str = rows[0]["title"]
        return title
    accepted = judge(issue, EMPTY)
    assert isinstance(accepted, Accepted)
    return accepted.paper.title


def by_number(issue: dict[str, Any]) -> str:
    return str(issue["number"])


def test_the_issues_are_there() -> None:
    assert len(ISSUES) >= (18 if ALL_THERE else 7)
    assert len(SUBMISSIONS) == len(ISSUES) - len(NO_SUBMISSIONS)


@pytest.mark.parametrize("issue", SUBMISSIONS, ids=by_number)
def test_an_issue_is_accepted_by_an_empty_list_as_it_was_published(issue: dict[str, Any]) -> None:
    review = judge(issue, EMPTY)
    assert isinstance(review, Accepted), review
    paper = review.paper
    assert list(paper.tags) == [SPELT_AS_WRITTEN.get(head, head) for head in heads_of(issue)]
    assert paper.venue == VENUES.get(issue["number"], "arXiv")
    assert str(paper.date) == WRITTEN_DATES.get(issue["number"], "None")
    assert paper.links == ()


@pytest.mark.parametrize("issue", SUBMISSIONS, ids=by_number)
def test_an_issue_is_accepted_by_the_list_before_its_paper_came(issue: dict[str, Any]) -> None:
    review = judge(issue, without(title_of(issue)))
    assert isinstance(review, Accepted), review
    assert list(review.paper.tags) == heads_of(issue)
    assert review.paper.venue == VENUES.get(issue["number"], "arXiv")
    title_is_right = fold(review.paper.title) == fold(title_of(issue))
    differs = ("title", "differs") in {(note.field, note.code) for note in review.notes}
    assert title_is_right is not differs
    assert title_is_right is (issue["number"] != 28)


@pytest.mark.parametrize("issue", SUBMISSIONS, ids=by_number)
def test_an_issue_whose_paper_is_listed_is_a_duplicate(issue: dict[str, Any]) -> None:
    review = judge(issue, the_list())
    if issue["number"] in NOT_LISTED:
        assert isinstance(review, Accepted), review
    else:
        assert isinstance(review, Duplicate), review
        assert review.listed.title == title_of(issue)


@pytest.mark.parametrize("number", sorted(NO_SUBMISSIONS))
def test_an_issue_that_is_no_submission_is_ignored(number: int) -> None:
    (issue,) = [issue for issue in ISSUES if issue["number"] == number]
    assert judge(issue, the_list()) == Ignored()


# --- the issues of other lists -------------------------------------------------------------

OTHERS = records("issues/other-lists.jsonl", "title")


@pytest.mark.parametrize("issue", OTHERS, ids=lambda issue: issue["title"][:40])
def test_an_issue_of_another_list_is_never_taken_for_complete(issue: dict[str, Any]) -> None:
    review = judge(issue, EMPTY)
    assert not isinstance(review, Accepted | Duplicate)
    if issue["expect"] == "not a submission":
        assert review == Ignored()


def test_some_issues_of_other_lists_are_no_submissions() -> None:
    assert sum(issue["expect"] == "not a submission" for issue in OTHERS) >= (
        10 if ALL_THERE else 4
    )


# --- the project's own few ---------------------------

SUMMARY = """- Innovation: Names the heads that carry toys from one sentence to the next.
- Tasks: Path patching and ablation on three made-up languages.
- {result}: Six heads do nearly all of it, and they overlap between models.
"""
OWN = {
    "template": f"Title: {{title}}\nHead: Toy heads, Retrieval Heads\nPublished: arxiv\n"
    f"Summary:\n\n{SUMMARY.format(result='Significant Result')}",
    "bold": f"**Title**: {{title}}\n**Head**: Toy Head, Retrieval head\n**Published**: arXiv\n"
    f"**Summary**:\n{SUMMARY.format(result='Result')}",
    "form": "### Title\n\n{title}\n\n### Published Date\n\n_No response_\n\n### Source\n\n"
    "arxiv\n\n### Head Name\n\nToy Heads ,Retrieval Heads\n\n### Summary\n\n"
    + SUMMARY.format(result="Significant Result").replace("\n-", "\n- \n-").replace("- T", "T"),
}


@pytest.mark.parametrize("body", OWN.values(), ids=OWN.keys())
def test_a_realistic_body_is_accepted_then_listed(body: str) -> None:
    record = {"title": "Add new paper:", "body": body.format(title="How Toys Travel")}
    review = judge(record, the_list())
    assert isinstance(review, Accepted), review
    assert review.paper.title == "How Toys Travel"
    assert review.paper.tags == ("Toy Head", "Retrieval Head")
    assert review.paper.venue == "arXiv"
    assert review.paper.get("summary.result").endswith("overlap between models.")
    again = judge(record, the_list().with_paper(review.paper))
    assert again == Duplicate(review.paper, ())


@pytest.mark.parametrize("name", ["template-issue.md", "form-issue.md"])
def test_the_paper_of_an_example_is_complete(name: str) -> None:
    body = (PROJECT / "examples" / name).read_text(encoding="utf-8")
    review = judge({"title": "Add new paper:", "body": body}, EMPTY)
    assert isinstance(review, Accepted), review
    assert review.paper.date is not None
    assert [link.label for link in review.paper.links] == ["arXiv"]
