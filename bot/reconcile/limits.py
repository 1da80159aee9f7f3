"""Keep to what one account may have open or cause, and share a run out fairly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from bot.config import (
    FIRST_COMMENTS_PER_HOUR,
    NEW_ISSUES_PER_AUTHOR,
    NEW_ISSUES_PER_RUN,
    OPEN_PULLS_PER_AUTHOR,
    PROPOSALS_PER_ISSUE,
    REBUILT_PER_RUN,
    RETRY,
)
from bot.messages import Verdict
from bot.reconcile.changes import OpenPull, WriteComment
from bot.reconcile.ended import ended
from bot.reconcile.planning import Plan
from bot.reconcile.ports import Repository
from bot.reconcile.states import Case, DesiredState, Ending
from bot.reconcile.tools import Tools

T = TypeVar("T")


def held_back(case: Case, tools: Tools) -> DesiredState | None:
    """Hold a new pull request back where one account has opened too many, or too often."""
    if case.pull or RETRY in case.issue.labels:
        return None
    context, author = case.context, case.issue.author_id
    times = len(context.declined)
    is_said = case.comment is not None and case.comment.verdict is Verdict.DECLINED
    if context.ended is Ending.WITHDRAWN and (is_said or times >= PROPOSALS_PER_ISSUE):
        return ended(case, tools, Verdict.DECLINED, times=times)
    opened = sum(other.author == author for other in context.others)
    if author and opened >= OPEN_PULLS_PER_AUTHOR:
        text = tools.renderer.queued(OPEN_PULLS_PER_AUTHOR, case.digest)
        return DesiredState(Verdict.QUEUED, text)
    return None


def says_too_much(plan: Plan, case: Case, repository: Repository) -> bool:
    """Whether a comment more would be one too many for the issues of one account.

    How many pull requests it may have open bounds the comments that come with them.
    """
    says = any(isinstance(each, WriteComment) and each.id is None for each in plan.changes)
    login = case.issue.author_login
    if not (says and login) or any(isinstance(each, OpenPull) for each in plan.changes):
        return False
    return repository.touched_of_late(login, case.number) > FIRST_COMMENTS_PER_HOUR


@dataclass(frozen=True)
class Task:
    """An issue to take up; `author` is blank for what has a pull request to fix.

    `is_last` is taken up behind all others.
    """

    number: int
    author: str = ""
    is_last: bool = False


def fairly(tasks: Sequence[Task]) -> Iterator[Task]:
    """Choose whom to take up: first what stands open, oldest first, then authors in turn.

    So nobody who files hundreds of issues keeps another one waiting.
    """
    yield from [task for task in tasks if not task.author][:REBUILT_PER_RUN]
    by_author: dict[str, list[Task]] = {}
    for task in tasks:
        if task.author:
            by_author.setdefault(task.author, []).append(task)
    rounds = zip_longest(*(each[:NEW_ISSUES_PER_AUTHOR] for each in by_author.values()))
    in_turn = [task for each in rounds for task in each if task]
    yield from in_turn[:NEW_ISSUES_PER_RUN]


def turn(items: Sequence[T], today: dt.date, most: int) -> list[T]:
    """Return a few of the items, others every day, so that none waits for ever behind another."""
    if not items:
        return []
    start = today.toordinal() * most % len(items)
    return [*items[start:], *items[:start]][:most]
