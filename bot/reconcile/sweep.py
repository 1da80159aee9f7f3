"""Bring everything to its state: what is settled costs nothing, the rest goes one by one.

The survey tells who has something to do. Those then take the same way as after an
event of their own, over fresh reads.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.catalog import Catalog
from bot.config import (
    CONFIGURE_BRANCH,
    DEFERRED_PER_RUN,
    LONG_ISSUE,
    LOOKUPS_PER_RUN,
    ORPHANS_PER_RUN,
    RECENT_DAYS,
    RETRY,
    SECONDS_OF_SORTING,
    SECONDS_OF_SORTING_ONE,
)
from bot.errors import Bug, Fault, TransientFault
from bot.messages import Verdict
from bot.reconcile.applying import Outcome, apply_plan
from bot.reconcile.limits import Task, fairly, turn
from bot.reconcile.planning import Plan, make_ending_plan
from bot.reconcile.reconciler import Reconciler
from bot.reconcile.retry import retry
from bot.reconcile.states import Ending
from bot.reconcile.survey import Survey
from bot.reconcile.tools import Tools
from bot.submission import IssueSnapshot

logger = logging.getLogger(__name__)

# What the comment on a closed issue says in the end, by how its pull request ended.
_SAID = {
    Ending.MERGED: (Verdict.LISTED,),
    Ending.DECLINED: (Verdict.DECLINED,),
    Ending.WITHDRAWN: (Verdict.WITHDRAWN, Verdict.LISTED, Verdict.DECLINED),
}


@dataclass(frozen=True)
class Sweep:
    """Brings every open submission and every pull request of the bot's to its state."""

    tools: Tools

    def sweep(self, *, look_again: bool) -> list[Outcome]:
        """Return what was done for each open submission, oldest first; a fault in one is kept.

        `look_again` looks at a few branches that have no pull request, and looks a few papers
        up again whose date or link is not known. Raises Fault where the repository as a whole,
        or its list, cannot be read.
        """
        since = self.tools.today - dt.timedelta(days=RECENT_DAYS)
        base, deadline = self.tools.base_branch, self.tools.deadline
        survey = retry(
            deadline, lambda _: self.tools.repository.survey(base, since, deadline.has_time)
        )
        # What is broken stops all, and is said once.
        catalog = self.tools.pages.catalog(survey.papers, survey.base)
        loose = self._loose(survey, catalog) if look_again else frozenset()
        settled, tasks = self._sort(survey, catalog, loose)
        chosen = self._chosen(tasks)
        outcomes = [*self._described(survey), *settled, *self._each(chosen, survey)]
        left = [task for task in tasks if task not in chosen]
        outcomes += [Outcome(Plan(task.number, Verdict.WAITING), 0) for task in left]
        outcomes.sort(key=lambda outcome: outcome.plan.issue or 0)
        if look_again and self.tools.finder:
            waiting = [o.plan.issue for o in outcomes if o.waits and o.plan.issue]
            again = [Task(n) for n in turn(waiting, self.tools.today, LOOKUPS_PER_RUN)]
            by_issue = {outcome.plan.issue: outcome for outcome in outcomes}
            by_issue |= {o.plan.issue: o for o in self._each(again, survey, look_again=True)}
            outcomes = list(by_issue.values())
        return outcomes

    def _described(self, survey: Survey) -> Iterator[Outcome]:
        """Close a pull request that proposes a description: the list has got another one."""
        if survey.proposal is None:
            return
        closing = self.tools.renderer.pulls.closing("described")
        given = CONFIGURE_BRANCH, Verdict.CONFIGURE, closing, None, survey.proposal
        plan = make_ending_plan(*given)
        if plan.changes:
            try:
                yield apply_plan(self.tools, plan)
            except Fault as fault:
                yield Outcome(plan, 0, plan.pull, fault)

    def _loose(self, survey: Survey, catalog: Catalog) -> frozenset[int]:
        """Return a few issues whose branch is there without a reason, others every day.

        That of an open pull request has one, and one that was merged or declined may stay.
        """
        branched = retry(self.tools.deadline, lambda _: self.tools.repository.branched())
        ended = {number for number, (how, _) in survey.ended.items() if how is not Ending.WITHDRAWN}
        brought = {paper.issue for paper in catalog.papers}
        loose = sorted({*branched} - {*survey.pulls} - ended - brought)
        return frozenset(turn(loose, self.tools.today, ORPHANS_PER_RUN))

    def _sort(
        self, survey: Survey, catalog: Catalog, loose: frozenset[int]
    ) -> tuple[list[Outcome], list[Task]]:
        """Return what is settled, and what has something to do.

        What raises, costs long, or is so long that it might, is taken up last: so it is in
        each sweep, though nothing is remembered, and nobody else waits for it.
        """
        settled: list[Outcome] = []
        tasks: list[Task] = []
        pulls = set(survey.pulls)
        ends = self.tools.deadline.clock() + SECONDS_OF_SORTING
        for issue in sorted(survey.issues, key=_is_long):
            if issue.number in loose:
                continue
            begun = self.tools.deadline.clock()
            is_last = _is_long(issue)
            author = "" if issue.number in pulls else issue.author_login or "ghost"
            if begun >= ends:
                tasks.append(Task(issue.number, author, is_last=True))
                continue
            try:
                if not issue.submits and issue.number not in pulls:
                    continue
                plan = self._settled(survey, issue, catalog)
            except Exception as error:
                logger.warning("sorting: %s", _fault_of(issue.number, error))
                plan, is_last = None, True
            is_last = is_last or self.tools.deadline.clock() - begun > SECONDS_OF_SORTING_ONE
            if plan:
                settled.append(Outcome(plan, 0, plan.pull))
            else:
                tasks.append(Task(issue.number, author, is_last))
        opened = {issue.number for issue in survey.issues}
        half_made = {number for number in survey.ended if self._unsaid(survey, number)}
        half_made |= survey.half_made()
        tasks += [Task(number) for number in sorted((half_made - opened) | loose)]
        return settled, tasks

    def _chosen(self, tasks: Sequence[Task]) -> list[Task]:
        """Choose what to take up, in order; of what is taken up last a few, others every day."""
        last = sorted((task for task in tasks if task.is_last), key=lambda task: task.number)
        few = turn(last, self.tools.today, DEFERRED_PER_RUN)
        return [*fairly([task for task in tasks if not task.is_last]), *few]

    def _settled(self, survey: Survey, issue: IssueSnapshot, catalog: Catalog) -> Plan | None:
        if RETRY in issue.labels:
            return None  # whoever asks for another try may have left a branch
        context = survey.context(issue)
        if context is None:
            return None
        case = Reconciler(self.tools).case(
            issue, context, catalog, survey.comments.get(issue.number)
        )
        plan = Reconciler(self.tools).decide(case, may_ask=False).plan
        return None if plan.changes else plan

    def _unsaid(self, survey: Survey, number: int) -> bool:
        """Whether the comment on a closed issue does not yet say how it ended, or twice.

        One written while the issue was open, or read as open, says that it can be closed.
        """
        comment = survey.comments.get(number)
        if comment is None:
            return not survey.complete
        is_said = comment.verdict in _SAID[survey.ended[number][0]]
        return not is_said or bool(comment.later) or comment.memory.still_open

    def _each(
        self, tasks: Iterable[Task], survey: Survey, *, look_again: bool = False
    ) -> Iterator[Outcome]:
        """Reconcile one issue after the other, until time or GitHub's patience is out."""
        ended: Fault | None = None
        for task in tasks:
            if ended:
                yield Outcome(Plan(task.number, Verdict.WAITING), 0)
                continue
            try:
                if not self.tools.deadline.has_time():
                    ended = TransientFault(
                        "the time of this run is out; the rest waits for the next"
                    )
                    raise ended
                yield Reconciler(self.tools).reconcile(
                    task.number, look_again=look_again, others=survey.others
                )
            except Exception as error:
                fault = _fault_of(task.number, error)
                logger.warning("%s", fault)
                if fault.ends_all:
                    ended = fault
                yield Outcome(Plan(task.number, Verdict.FAULT), 0, fault=fault)


def _is_long(issue: IssueSnapshot) -> bool:
    """Whether an issue's text is longer than submissions are: what costs long is long."""
    return len(issue.body) > LONG_ISSUE


def _fault_of(number: int, error: Exception) -> Fault:
    """Return what befell one issue as a fault that ends nothing but its own turn."""
    return error if isinstance(error, Fault) else Bug(f"issue {number}", error)
