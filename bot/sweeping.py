"""Bring everything to its state: what is settled costs nothing, the rest goes one by one.

The survey tells who has something to do. Those then take the same way as after an
event of their own, over fresh reads.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Protocol

from bot.applying import Outcome, turn
from bot.catalog import Catalog, parse_catalog
from bot.errors import BadToken, Fault, Limited, TransientFault
from bot.issue_form import is_submission
from bot.models import IssueSnapshot
from bot.planning import RETRY, Plan
from bot.reconciler import Reconciler, make_case
from bot.states import ActualComment, OtherPull, Surroundings

logger = logging.getLogger(__name__)

REBUILT_A_RUN = 30  # at about six requests and three seconds each
TAKEN_UP_A_RUN = 40  # at about eleven requests and seven seconds each
TAKEN_UP_OF_ONE_AUTHOR = 5
_LOOSE_A_RUN = 5  # branches that are there without a reason; one of a person's may stay so
_LOOKED_UP_AGAIN = 5  # papers a scheduled run looks up again; each may take twenty seconds
_RECENT = dt.timedelta(days=14)  # for how long an ending is looked at whose event was lost
# What the comment on a closed issue says in the end, by how its pull request ended.
_SAID = {
    "merged": ("listed",),
    "declined": ("declined",),
    "withdrawn": ("withdrawn", "listed", "declined"),
}


class Survey(Protocol):
    """Everything at once."""

    @property
    def issues(self) -> Sequence[IssueSnapshot]:
        """Give all open issues, oldest first."""

    @property
    def papers(self) -> str:
        """Give the list at the head of the default branch."""

    @property
    def pulls(self) -> Iterable[int]:
        """Give the issues that have an open pull request of the bot's."""

    @property
    def ended(self) -> Mapping[int, tuple[str, int]]:
        """Give how pull requests ended that were closed of late, and their numbers, by issue."""

    @property
    def complete(self) -> bool:
        """Tell whether all comments that matter were read."""

    @property
    def left(self) -> Iterable[int]:
        """Give the issues whose pull request a person opened again after the bot closed it."""

    @property
    def doubled(self) -> Iterable[int]:
        """Give the issues, closed ones too, on which two runs at once left two comments."""

    @property
    def others(self) -> tuple[OtherPull, ...]:
        """Give the bot's open pull requests, with the keys of their papers."""

    def surroundings(self, issue: IssueSnapshot) -> Surroundings | None:
        """Give what there is for an open issue; None where that takes a request to tell."""

    def comment(self, number: int) -> ActualComment | None:
        """Give the bot's comment on an issue, as far as the comments were read."""


class Repository(Protocol):
    """What the sweep needs of GitHub."""

    def survey(self, base_branch: str | None, since: dt.date) -> Survey:
        """Give all open issues and what there is for them, in a few pages."""

    def branched(self) -> Iterable[int]:
        """Give the issues that have a branch, as far as one page tells."""


@dataclass(frozen=True)
class _Task:
    """An issue to take up; `author` is blank for what has a pull request to mend."""

    number: int
    author: str = ""


@dataclass(frozen=True)
class Sweep:
    """Brings every open submission and every pull request of the bot's to its state."""

    repository: Repository
    reconciler: Reconciler

    def sweep(self, *, look_again: bool) -> list[Outcome]:
        """Give what was done for each open submission, oldest first; a fault in one is kept.

        `look_again` looks at a few branches that have no pull request, and looks a few papers
        up again whose date or link is not known. Raises Fault where the repository as a whole,
        or its list, cannot be read.
        """
        since = self.reconciler.today - _RECENT
        base = self.reconciler.base_branch
        survey = self.reconciler.patiently(lambda _: self.repository.survey(base, since))
        catalog = parse_catalog(survey.papers)  # what is broken stops all, and is said once
        loose = self._loose(survey, catalog) if look_again else frozenset()
        settled, tasks = self._sort(survey, catalog, loose)
        chosen = list(_fairly(tasks))
        outcomes = [*settled, *self._each(chosen, survey)]
        left = [task for task in tasks if task not in chosen]
        outcomes += [Outcome(Plan(task.number, "waiting"), 0) for task in left]
        outcomes.sort(key=lambda outcome: outcome.plan.issue or 0)
        if look_again and self.reconciler.finder:
            waiting = [o.plan.issue for o in outcomes if o.waits and o.plan.issue]
            again = [_Task(n) for n in turn(waiting, self.reconciler.today, _LOOKED_UP_AGAIN)]
            by_issue = {outcome.plan.issue: outcome for outcome in outcomes}
            by_issue |= {o.plan.issue: o for o in self._each(again, survey, look_again=True)}
            outcomes = list(by_issue.values())
        return outcomes

    def _loose(self, survey: Survey, catalog: Catalog) -> frozenset[int]:
        """Give a few issues whose branch is there without a reason, others every day.

        That of an open pull request has one, and one that was merged or declined may stay.
        """
        branched = self.reconciler.patiently(lambda _: self.repository.branched())
        ended = {number for number, (how, _) in survey.ended.items() if how != "withdrawn"}
        brought = {paper.issue for paper in catalog.papers}
        loose = sorted({*branched} - {*survey.pulls} - ended - brought)
        return frozenset(turn(loose, self.reconciler.today, _LOOSE_A_RUN))

    def _sort(
        self, survey: Survey, catalog: Catalog, loose: frozenset[int]
    ) -> tuple[list[Outcome], list[_Task]]:
        """Give what is settled, and what has something to do."""
        settled: list[Outcome] = []
        tasks: list[_Task] = []
        pulls = set(survey.pulls)
        for issue in survey.issues:
            submits = is_submission(issue.title, issue.body, issue.labels)
            if issue.number in loose or (not submits and issue.number not in pulls):
                continue
            if plan := self._settled(survey, issue, catalog):
                settled.append(Outcome(plan, 0, plan.pull))
            else:
                author = "" if issue.number in pulls else issue.author_login or "ghost"
                tasks.append(_Task(issue.number, author))
        opened = {issue.number for issue in survey.issues}
        half_made = {number for number in survey.ended if self._unsaid(survey, number)}
        half_made |= pulls - set(survey.left)
        half_made |= set(survey.doubled)
        tasks += [_Task(number) for number in sorted((half_made - opened) | loose)]
        return settled, tasks

    def _settled(self, survey: Survey, issue: IssueSnapshot, catalog: Catalog) -> Plan | None:
        if RETRY in issue.labels:
            return None  # whoever asks for another try may have left a branch
        around = survey.surroundings(issue)
        if around is None:
            return None
        plan, _ = self.reconciler.decide(make_case(issue, around, catalog), may_ask=False)
        return None if plan.changes else plan

    def _unsaid(self, survey: Survey, number: int) -> bool:
        """Tell whether the comment on a closed issue does not yet say how it ended, or twice."""
        comment = survey.comment(number)
        if comment is None:
            return not survey.complete
        return comment.verdict not in _SAID[survey.ended[number][0]] or bool(comment.later)

    def _each(
        self, tasks: Iterable[_Task], survey: Survey, *, look_again: bool = False
    ) -> Iterator[Outcome]:
        """Reconcile one issue after the other, until time or GitHub's patience is out."""
        ended: Fault | None = None
        for task in tasks:
            if ended:
                yield Outcome(Plan(task.number, "waiting"), 0)
                continue
            try:
                if not self.reconciler.patience.has_time():
                    ended = TransientFault(
                        "the time of this run is out; the rest waits for the next"
                    )
                    raise ended
                yield self.reconciler.reconcile(
                    task.number, look_again=look_again, others=survey.others
                )
            except Fault as fault:
                logger.warning("%s", fault)
                if isinstance(fault, Limited | BadToken):
                    ended = fault
                yield Outcome(Plan(task.number, "fault"), 0, fault=fault)


def _fairly(tasks: Sequence[_Task]) -> Iterator[_Task]:
    """Choose whom to take up: first what stands open, oldest first, then authors in turn.

    So nobody who files hundreds of issues keeps another one waiting.
    """
    yield from [task for task in tasks if not task.author][:REBUILT_A_RUN]
    by_author: dict[str, list[_Task]] = {}
    for task in tasks:
        if task.author:
            by_author.setdefault(task.author, []).append(task)
    rounds = zip_longest(*(each[:TAKEN_UP_OF_ONE_AUTHOR] for each in by_author.values()))
    in_turn = [task for each in rounds for task in each if task]
    yield from in_turn[:TAKEN_UP_A_RUN]
