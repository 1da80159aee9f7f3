"""The stories whose every call is made to fail: what is there before, and the event that starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.behaviour.reliability.harness import PUSH, Event, Stage
from tests.ours import changed, parse_catalog
from tests.papers import TEMPLATE, TITLE, WITHOUT_TASKS

EDITED = TEMPLATE.replace("5%", "4%")


def another(number: int) -> str:
    """Return a submission of a paper of its own, with no head that is new to the list.

    What is new to it would no longer be so once another paper is listed.
    """
    paper = TEMPLATE.replace(TITLE, f"Paper Number {number} on Heads").replace("Source Heads ,", "")
    return paper.replace("2502.11806", f"2502.{number:05}")


@dataclass(frozen=True)
class Flow:
    """A story: `prepare` sets the stage and gives the event that the bot is to answer."""

    name: str
    prepare: Callable[[Stage], Event]


def file(stage: Stage, body: str, author: str = "contributor") -> Event:
    """File an issue and return its event."""
    return Event("issues", "opened", stage.hub.open_issue("Add new paper:", body, author=author))


def answered(stage: Stage, body: str, author: str = "contributor") -> int:
    """File an issue, let the bot answer it, and return its number."""
    event = file(stage, body, author)
    assert stage.run(event) is None
    assert event.number
    return event.number


def edited(stage: Stage, number: int, body: str) -> Event:
    """Edit an issue and return its event."""
    stage.hub.edit_issue(number, body=body)
    return Event("issues", "edited", number)


def merged(stage: Stage, issue: int) -> Event:
    """Merge an issue's pull request and return the event of the push."""
    stage.hub.merge_pull(_pull_of(stage, issue))
    return PUSH


def _pull_of(stage: Stage, issue: int) -> int:
    (number,) = [p.number for p in stage.hub.pulls() if p.head == f"paper-bot/issue-{issue}"]
    return number


def _withdrawn(stage: Stage) -> Event:
    issue = answered(stage, TEMPLATE)
    stage.hub.close_issue(issue, by="contributor")
    return Event("issues", "closed", issue)


def _reopened(stage: Stage) -> Event:
    event = _withdrawn(stage)
    assert stage.run(event) is None
    assert event.number
    stage.hub.reopen_issue(event.number, by="contributor")
    return Event("issues", "reopened", event.number)


def _declined(stage: Stage) -> Event:
    issue = answered(stage, TEMPLATE)
    stage.hub.close_pull(_pull_of(stage, issue))
    return Event("pull_request", "closed", _pull_of(stage, issue))


def _retried(stage: Stage) -> Event:
    issue = answered(stage, TEMPLATE)
    stage.hub.close_pull(_pull_of(stage, issue))
    assert stage.run(Event("pull_request", "closed", _pull_of(stage, issue))) is None
    stage.hub.label_issue(issue, "bot-retry")
    return Event("issues", "labeled", issue)


def _spoilt(stage: Stage) -> Event:
    return edited(stage, answered(stage, TEMPLATE), WITHOUT_TASKS)


def _two_open(stage: Stage) -> tuple[int, int]:
    return answered(stage, another(1), "ada"), answered(stage, another(2), "bob")


def _listed_by_hand(stage: Stage) -> Event:
    """List by hand, with other facts, a paper whose pull request is open."""
    answered(stage, TEMPLATE)
    catalog = parse_catalog(stage.hub.read("main", "papers.json") or "")
    others = catalog.papers[0]
    link = others.links[0]._replace(url="https://arxiv.org/abs/2502.11806")
    paper = changed(others, title=TITLE, links=(link,), issue=None)
    papers = {"papers.json": catalog.with_paper(paper).text}
    stage.hub.commit_files("main", papers, "List a paper")
    return PUSH


def _edited_and_outgrown(stage: Stage) -> Event:
    first, second = _two_open(stage)
    merged(stage, second)
    return edited(stage, first, another(1).replace("5%", "4%"))


NEW_PAPER = Flow("new paper", lambda stage: file(stage, TEMPLATE))
REJECTED = Flow("rejected", lambda stage: file(stage, WITHOUT_TASKS))
EDIT = Flow("edit", lambda stage: edited(stage, answered(stage, TEMPLATE), EDITED))
MENDED = Flow("mended", lambda stage: edited(stage, answered(stage, WITHOUT_TASKS), TEMPLATE))
REBUILD = Flow("rebuild", lambda stage: merged(stage, _two_open(stage)[1]))
EDITED_AND_OUTGROWN = Flow("edited and outgrown", _edited_and_outgrown)
WITHDRAWN = Flow("withdrawn", _withdrawn)
REOPENED = Flow("reopened", _reopened)
DECLINED = Flow("declined", _declined)
RETRIED = Flow("retried", _retried)
SPOILT = Flow("spoilt", _spoilt)
LISTED_BY_HAND = Flow("listed by hand", _listed_by_hand)
FLOWS = (
    *(NEW_PAPER, REBUILD, EDIT, MENDED, REJECTED, SPOILT),
    *(WITHDRAWN, REOPENED, DECLINED, RETRIED, LISTED_BY_HAND),
)
