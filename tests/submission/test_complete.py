"""What an earlier run had found serves again where a service is down."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.catalog.catalog import Catalog
from bot.catalog.paper import Paper
from bot.fields.findings import Findings, Unavailable
from bot.fields.reading import Link
from bot.submission.issue import IssueText
from bot.submission.review import Accepted, Filed, Rejected, review
from tests.ours import OURS, Summary, changed, issue_text, paper_of, parse_catalog

TODAY = dt.date(2026, 1, 15)
EMPTY = parse_catalog("[]\n")
ADDRESS = "https://arxiv.org/abs/2402.02872"
LINK = Link("arXiv", "Paper", ADDRESS)
DAY = dt.date(2024, 2, 5)
EARLIER = paper_of(
    "How Toys Travel", DAY, ("Toy Head",), "ICLR", Summary("a", "b", "c"), (LINK,), 7
)
DOWN = Findings(unavailable=(Unavailable("arXiv", "503"),))
REST = "Summary:\n- Innovation: New.\n- Tasks: Tried.\n- Significant Result: Works.\n"


@pytest.mark.parametrize(
    "title", ["", f"Title: {ADDRESS}\n"], ids=["no title", "an address for a title"]
)
def test_a_paper_known_by_its_link_alone_stays_accepted(title: str) -> None:
    text = f"{title}Head: Toy Head\nPublished: arXiv\nLink: {ADDRESS}\n{REST}"
    filed = Filed(issue_text("Add new paper", text), EMPTY, TODAY)
    assert isinstance(review(filed, 7, DOWN), Rejected)
    verdict = review(filed, 7, DOWN, lambda: EARLIER)
    assert isinstance(verdict, Accepted)
    assert (verdict.paper.title, verdict.paper.date) == ("How Toys Travel", DAY)


def test_a_date_that_cannot_be_read_is_not_filled_from_an_earlier_run() -> None:
    text = f"Title: How Toys Travel\nHead: Toy Head\nPublished: arXiv, 2024-02-31\n{REST}"
    verdict = review(Filed(issue_text("", text), EMPTY, TODAY), 7, DOWN, lambda: EARLIER)
    assert isinstance(verdict, Rejected)
    assert verdict.draft.date is None
    assert [(each.field, each.code) for each in verdict.problems] == [("date", "impossible")]


WHOLE = f"Title: How Toys Travel\nHead: Toy Head\nPublished: ICLR, {DAY}\nLink: {ADDRESS}\n{REST}"


def test_authors_that_an_earlier_run_found_stay() -> None:
    earlier = changed(EARLIER, authors=("Ada Lovelace",), more_authors=True)
    verdict = review(Filed(issue_text("", WHOLE), EMPTY, TODAY), 7, DOWN, lambda: earlier)
    assert isinstance(verdict, Accepted)
    assert (verdict.paper.authors, verdict.paper.more_authors) == (("Ada Lovelace",), True)
    assert ("authors", "Ada Lovelace", "an earlier look-up") in verdict.sources


def test_an_earlier_record_is_not_asked_for_where_nothing_is_missing() -> None:
    fields = {name: field for name, field in OURS.fields.items() if name != "authors"}
    form = OURS.replaced(fields=fields)
    issue = IssueText("", WHOLE, form=form)

    def broken() -> Paper | None:
        raise AssertionError("asked for")

    verdict = review(Filed(issue, Catalog((), "[]", form), TODAY), 7, DOWN, broken)
    assert isinstance(verdict, Accepted)
