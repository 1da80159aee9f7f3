"""What a look-up may set is what is missing, and the venue of a preprint."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.catalog.paper import Paper
from bot.fields.completion import fillable, lacking
from bot.fields.reading import Link
from tests.ours import Summary, paper_of

PAPER = Link("arXiv", "Paper", "https://arxiv.org/abs/2402.02872")
CODE = Link("GitHub", "Code", "https://github.com/toys/heads")
DAY = dt.date(2024, 2, 5)


def listed(day: dt.date | None, venue: str, *links: Link) -> Paper:
    return paper_of("On Toys", day, ("Toy Head",), venue, Summary("a", "b", "c"), links)


@pytest.mark.parametrize(
    ("paper", "lacks", "may"),
    [
        (listed(DAY, "ICLR", PAPER), set(), set()),
        (listed(DAY, "arXiv", PAPER), set(), {"venue"}),
        (listed(None, "ICLR", PAPER), {"date"}, {"date"}),
        (listed(DAY, "ICLR", CODE), {"links"}, {"links"}),
        (listed(None, "", CODE), {"date", "venue", "links"}, {"date", "venue", "links"}),
    ],
)
def test_what_is_missing_may_be_filled_and_so_may_the_venue_of_a_preprint(
    paper: Paper, lacks: set[str], may: set[str]
) -> None:
    assert lacking(paper) == lacks
    assert fillable(paper) == may
