"""Write everything that the bot would write about an issue, and hold it against a witness."""

from __future__ import annotations

from functools import cache

from bot.catalog.catalog import Catalog
from bot.catalog.paper import Paper
from bot.messages.commits import commit_message
from bot.messages.markers import fill_pull
from bot.messages.pull_requests import pull_title
from bot.submission.review import Accepted, Duplicate, Ignored, Rejected, Review
from bot.text.escape import for_log
from tests.behaviour.hostile.written import (
    Written,
    check_accepted,
    check_duplicate,
    check_rejected,
    check_update,
)
from tests.filed import filed
from tests.ours import parse_catalog, renderer

ISSUE = 7
NUMBER = 8
PULL = f"#{NUMBER}"
DIGEST = "0f1e2d3c4b5a6978"
LIST_URL = "https://github.com/example/list#papers"
FILED = filed(ISSUE, "a-name", 1)
RENDERER = renderer()


def check_written(review: Review, title: str, listed: Catalog) -> None:
    """Check all that would be written for a verdict on an issue of this title."""
    match review:
        case Accepted(paper):
            written = Written(
                _readme(listed.text),
                readme=RENDERER.files(listed.with_paper(paper))["README.md"],
                comment=fill_pull(RENDERER.accepted(review, DIGEST), NUMBER),
                title=pull_title(paper),
                body=RENDERER.pulls.pull_request(FILED, review, DIGEST),
                commit=commit_message(FILED, paper, DIGEST),
            )
            check_accepted(written, paper, ISSUE, PULL)
            check_log(f"accepted: {paper}")
        case Rejected(problems):
            comment = RENDERER.rejected(review, title, DIGEST)
            check_rejected(Written("", comment=comment), review)
            check_log(f"rejected: {problems}")
        case Duplicate(was, _, None):
            comment = RENDERER.duplicate(review, LIST_URL, DIGEST)
            check_duplicate(Written("", comment=comment), was, LIST_URL)
        case Duplicate(was, _, update):
            assert update is not None
            check_update(_offer(review, was, update, listed), was, update, LIST_URL, ISSUE, PULL)
        case Ignored():
            pass


def _offer(review: Duplicate, was: Paper, update: Paper, listed: Catalog) -> Written:
    """Return what is written where an issue brings what a listed paper lacks."""
    grown = listed.with_changed({listed.papers.index(was): update})
    assert parse_catalog(grown.text).papers == grown.papers
    return Written(
        _readme(listed.text),
        readme=RENDERER.files(grown)["README.md"],
        comment=fill_pull(RENDERER.duplicate(review, LIST_URL, DIGEST), NUMBER),
        title=pull_title(update, "Update"),
        body=RENDERER.pulls.update_request(FILED, was, update, DIGEST),
        commit=commit_message(FILED, update, DIGEST, verb="Update"),
    )


def check_log(text: str) -> None:
    """Check that a text is one line of a log and tells the runner nothing."""
    line = for_log(text)
    assert len(f"{line}.".splitlines()) == 1
    assert "::" not in line
    assert "##[" not in line


@cache
def _readme(text: str) -> str:
    return RENDERER.files(parse_catalog(text))["README.md"]
