"""Bring everything to its state: what is settled costs nothing, the rest goes one by one.

The survey tells who has something to do. Those then take the same way as after an
event of their own, over fresh reads.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Protocol

from bot.catalog import Catalog, parse_catalog
from bot.config import REBUILT_A_RUN, RETRY, TAKEN_UP_A_RUN, TAKEN_UP_OF_ONE_AUTHOR
from bot.errors import BadToken, Bug, Fault, Limited, TransientFault
from bot.reconcile.applying import Outcome, turn
from bot.reconcile.planning import Plan
from bot.reconcile.reconciler import Reconciler, make_case
from bot.reconcile.states import ActualComment, OtherPull, Surroundings
from bot.submission import IssueSnapshot, is_submission

logger = logging.getLogger(__name__)

_LOOSE_A_RUN = 5  # branches that are there without a reason; one of a person's may stay so
_LOOKED_UP_AGAIN = 5  # papers a scheduled run looks up again; each may take twenty seconds
_RECENT = dt.timedelta(days=14)  # for how long an ending is looked at whose event was lost
_LONG = 20_000  # characters; the longest submission of a real list has a quarter of them
_SECONDS_OF_ONE = 1.0  # to sort an issue; it takes a hundredth of that
_SECONDS_OF_SORTING = 90.0
_LAST_A_RUN = 10
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

    def survey(
        self, base_branch: str | None, since: dt.date, has_time: Callable[[], bool]
    ) -> Survey:
        """Give all open issues and what there is for them, in a few pages.

        Raises TransientFault as soon as there is no time left.
        """

    def branched(self) -> Iterable[int]:
        """Give the issues that have a branch, as far as one page tells."""


@dataclass(frozen=True)
class _Task:
    """An issue to take up; `author` is blank for what has a pull request to mend.

    `is_last` is taken up behind all others.
    """

    number: int
    author: str = ""
    is_last: bool = False


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
        has_time = self.reconciler.patience.has_time
        survey = self.reconciler.patiently(lambda _: self.repository.survey(base, since, has_time))
        catalog = parse_catalog(survey.papers)  # what is broken stops all, and is said once
        loose = self._loose(survey, catalog) if look_again else frozenset()
        settled, tasks = self._sort(survey, catalog, loose)
        chosen = self._chosen(tasks)
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
        """Give what is settled, and what has something to do.

        What raises, costs long, or is so long that it might, is taken up last: so it is in
        each sweep, though nothing is remembered, and nobody else waits for it.
        """
        settled: list[Outcome] = []
        tasks: list[_Task] = []
        pulls = set(survey.pulls)
        ends = self.reconciler.patience.clock() + _SECONDS_OF_SORTING
        for issue in sorted(survey.issues, key=_is_long):
            if issue.number in loose:
                continue
            begun = self.reconciler.patience.clock()
            is_last = _is_long(issue)
            author = "" if issue.number in pulls else issue.author_login or "ghost"
            if begun >= ends:
                tasks.append(_Task(issue.number, author, is_last=True))
                continue
            try:
                submits = is_submission(issue.title, issue.body, issue.labels)
                if not submits and issue.number not in pulls:
                    continue
                plan = self._settled(survey, issue, catalog)
            except Exception as error:
                logger.warning("sorting: %s", _fault_of(issue.number, error))
                plan, is_last = None, True
            is_last = is_last or self.reconciler.patience.clock() - begun > _SECONDS_OF_ONE
            if plan:
                settled.append(Outcome(plan, 0, plan.pull))
            else:
                tasks.append(_Task(issue.number, author, is_last))
        opened = {issue.number for issue in survey.issues}
        half_made = {number for number in survey.ended if self._unsaid(survey, number)}
        half_made |= pulls - set(survey.left)
        half_made |= set(survey.doubled)
        tasks += [_Task(number) for number in sorted((half_made - opened) | loose)]
        return settled, tasks

    def _chosen(self, tasks: Sequence[_Task]) -> list[_Task]:
        """Choose what to take up, in order; of what is taken up last a few, others every day."""
        last = sorted((task for task in tasks if task.is_last), key=lambda task: task.number)
        few = turn(last, self.reconciler.today, _LAST_A_RUN)
        return [*_fairly([task for task in tasks if not task.is_last]), *few]

    def _settled(self, survey: Survey, issue: IssueSnapshot, catalog: Catalog) -> Plan | None:
        if RETRY in issue.labels:
            return None  # whoever asks for another try may have left a branch
        around = survey.surroundings(issue)
        if around is None:
            return None
        plan, _ = self.reconciler.decide(make_case(issue, around, catalog), may_ask=False)
        return None if plan.changes else plan

    def _unsaid(self, survey: Survey, number: int) -> bool:
        """Tell whether the comment on a closed issue does not yet say how it ended, or twice.

        One written while the issue was open, or read as open, says that it can be closed.
        """
        comment = survey.comment(number)
        if comment is None:
            return not survey.complete
        is_said = comment.verdict in _SAID[survey.ended[number][0]]
        return not is_said or bool(comment.later) or comment.memory.still_open

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
            except Exception as error:
                fault = _fault_of(task.number, error)
                logger.warning("%s", fault)
                if isinstance(fault, Limited | BadToken):
                    ended = fault
                yield Outcome(Plan(task.number, "fault"), 0, fault=fault)


def _is_long(issue: IssueSnapshot) -> bool:
    """Tell whether an issue's text is longer than submissions are: what costs long is long."""
    return len(issue.body) > _LONG


def _fault_of(number: int, error: Exception) -> Fault:
    """Give what befell one issue as a fault that ends nothing but its own turn."""
    return error if isinstance(error, Fault) else Bug(f"issue {number}", error)


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
