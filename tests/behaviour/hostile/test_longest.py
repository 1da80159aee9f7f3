"""The longest submissions fit into what GitHub takes, whatever they are made of."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.config import LONGEST_SENTENCE, LONGEST_TAG, LONGEST_TITLE, MOST_LINKS, MOST_TAGS
from bot.submission.review import Accepted, Rejected
from tests.behaviour.hostile.cases import Case, judge
from tests.behaviour.hostile.checking import check
from tests.behaviour.hostile.site import Site
from tests.behaviour.hostile.written import SAFE_LIMIT

# Each is the one that grows most where it is escaped: as HTML, in a badge, as Markdown.
UNITS = ["'", "🎉", "<", "&", "`", "\\", "@a ", "é", "_-", "#1 ", "&amp"]


def filled(unit: str, length: int, number: int = 0) -> str:
    return (f"a{number} " + unit * length)[:length].strip()


def longest(unit: str) -> str:
    """Write a submission in which everything is as long and as many as may be."""
    heads = ", ".join(filled(unit, LONGEST_TAG, n) for n in range(MOST_TAGS))
    # One of the paper itself, for several of one kind would be of several papers.
    links = f"Link: https://doi.org/10.1234/0{'(' * 190}\n"
    links += "".join(f"Link: https://a{n}.github.io/{'x' * 190}\n" for n in range(1, MOST_LINKS))
    sentence = filled(unit, LONGEST_SENTENCE)
    return (
        f"Title: {filled(unit, LONGEST_TITLE)}\nHead: {heads}\n"
        # In one word: many of them make a sentence, which is no venue.
        f"Published: {filled(unit.strip(), 300)}\n{links}Summary:\n- Innovation: {sentence}\n"
        f"- Tasks: {sentence}\n- Significant Result: {sentence}\n"
    )


@pytest.mark.parametrize("unit", UNITS)
def test_the_longest_accepted_submission_fits_in_a_comment(unit: str, own_site: Site) -> None:
    case = Case("longest", "accepted", longest(unit))
    review = judge(case, own_site.catalog, own_site.issue, dt.datetime.now(dt.UTC).date())
    assert isinstance(review, Accepted)
    assert len(review.paper.tags) == MOST_TAGS
    assert len(review.paper.links) == MOST_LINKS
    check(case, own_site)
    written = own_site.written()
    assert max(len(written.comment or ""), len(written.body or "")) < SAFE_LIMIT
    # Whatever cuts a text takes its end.
    assert (written.body or "").index(f"Closes #{own_site.issue}") < 300


@pytest.mark.parametrize("unit", UNITS)
def test_the_longest_text_that_is_asked_about_fits_in_a_comment(unit: str, own_site: Site) -> None:
    body = longest(unit).partition("- Significant Result")[0] + f"\n{unit * 65_536}"
    case = Case("longest", "rejected", body[:65_536], f"Add new paper: {unit * 200}"[:250])
    review = judge(case, own_site.catalog, own_site.issue, dt.datetime.now(dt.UTC).date())
    assert isinstance(review, Rejected)
    check(case, own_site)
    assert len(own_site.written().comment or "") < SAFE_LIMIT
