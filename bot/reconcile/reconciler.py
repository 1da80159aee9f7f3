"""Bring one issue to the state it should be in.

Every event ends here: read, judge, decide, plan, apply. Run again over a settled
repository, it writes nothing; stopped anywhere and started again, it ends in the same
place.
"""

from __future__ import annotations

import contextlib
import dataclasses
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from bot.catalog import Catalog
from bot.config import PAUSES, RETRY
from bot.errors import BrokenReadme, Fault, Gone, NotPermitted, SecretFound, SuspectedRule
from bot.messages import Memory, Verdict, blocks, digest_of
from bot.reconcile.applying import Outcome, apply_plan
from bot.reconcile.blocked import blocked_plan, unread_plan
from bot.reconcile.changes import CommitFiles, DeleteComment
from bot.reconcile.deciding import desired_state
from bot.reconcile.ended import gone
from bot.reconcile.limits import says_too_much
from bot.reconcile.planning import Plan, make_plan, make_waiting_plan
from bot.reconcile.retry import retry
from bot.reconcile.rivals import with_remembered_rival
from bot.reconcile.safety import raise_if_unsafe
from bot.reconcile.settled import (
    is_answered,
    is_only_behind,
    is_settled,
    settled_plan,
    without_rewording,
)
from bot.reconcile.stale import is_overtaken, raise_if_lagging, raise_if_merged, raise_if_outdated
from bot.reconcile.states import (
    ActualComment,
    ActualPull,
    ActualState,
    Case,
    Context,
    DesiredState,
    Ending,
    OtherPull,
)
from bot.reconcile.tools import Tools
from bot.submission import Filed, IssueSnapshot

logger = logging.getLogger(__name__)

# Stands for the comment while it is not read.
_UNREAD = ActualComment(0, "", Memory(Verdict.ACCEPTED))


@dataclass(frozen=True)
class Decision:
    """A plan, with the desired state that it leads to and the case that it answers.

    `desired` is None where nothing had to be decided, `case` where nothing is to be said of
    a plan that cannot be applied.
    """

    plan: Plan
    desired: DesiredState | None = None
    case: Case | None = None


@dataclass(frozen=True)
class Reconciler:
    """Brings issues to the state they should be in."""

    tools: Tools

    def reconcile(
        self, number: int, *, look_again: bool = False, others: Sequence[OtherPull] = ()
    ) -> Outcome:
        """Bring one issue to its state, whatever happened to it, and return what was done.

        Where a write failed or somebody else was faster, everything is read and decided
        anew, three times at most. `look_again` looks up what is still not known of a
        paper whose pull request is settled otherwise; `others` are known open pull
        requests of other issues. Raises a Fault where it could not be finished.
        """
        deadline = self.tools.deadline
        return retry(deadline, lambda tried: self._once(number, tried, look_again, others))

    def say_unread(self, number: int, fault: Fault) -> None:
        """Say in an issue what the list lacks to be read by, as far as that is possible."""
        with contextlib.suppress(Fault):
            self._apply(unread_plan(number, fault, self.tools))

    def case(
        self,
        issue: IssueSnapshot,
        context: Context,
        catalog: Catalog,
        comment: ActualComment | None = None,
    ) -> Case:
        """Return what was read about an issue as one; `catalog` is the list around it."""
        filed = Filed(issue, catalog, self.tools.today)
        return Case(issue, digest_of(issue), context, filed, comment)

    def decide(self, case: Case, *, look_again: bool = False, may_ask: bool = True) -> Decision:
        """Return the plan for an issue, from what was read.

        `may_ask` allows to look up what a text that was not answered yet leaves open.
        """
        actual = case.actual
        answered = is_answered(actual, case.digest)
        settled = case.issue.is_open and is_settled(case)
        if settled and not look_again and not is_overtaken(case):
            return Decision(settled_plan(case.number, actual))
        asks = look_again or (may_ask and not answered)
        desired = desired_state(case, self.tools, ask=asks)
        standing = case.comment.verdict if case.comment else None
        if answered and _is_forgotten(case, desired):
            # It was the services that knew it for one, and they were not asked again.
            return Decision(Plan(case.number, Verdict.DUPLICATE))
        newly_rejected = desired.verdict is Verdict.REJECTED and standing is not Verdict.REJECTED
        if may_ask and not asks and newly_rejected:
            # What stands may have been said with their help, so they are asked for this, too.
            desired = desired_state(case, self.tools, ask=True)
        plan = make_plan(case.number, desired, actual)
        return Decision(without_rewording(plan, actual, case.digest), desired, case)

    def _once(
        self, number: int, tried: int, look_again: bool, others: Sequence[OtherPull]
    ) -> Outcome:
        try:
            decision = self._decide_anew(number, tried > 0, look_again, others)
        except BrokenReadme as fault:
            self.say_unread(number, fault)
            raise
        plan, case = decision.plan, decision.case
        if decision.desired:
            raise_if_unsafe(plan, decision.desired, self.tools.form)
        try:
            return self._apply(plan)
        except NotPermitted as fault:
            self._say_blocked(decision, fault)
            raise
        except SuspectedRule as fault:
            if tried < len(PAUSES):
                raise
            self._say_blocked(decision, fault)
            raise NotPermitted(str(fault)) from fault
        except SecretFound as fault:
            if case is None:
                raise
            logger.warning("%s", fault)
            refused = DesiredState(Verdict.REJECTED, self.tools.renderer.secret(case.digest))
            now = dataclasses.replace(case, comment=self.tools.repository.comment(number))
            return self._apply(make_plan(number, refused, now.actual))

    def _apply(self, plan: Plan) -> Outcome:
        return apply_plan(self.tools, plan)

    def _say_blocked(self, decision: Decision, fault: Fault) -> None:
        """Say what is in the way, as far as that is possible."""
        if decision.case is None:
            return
        with contextlib.suppress(Fault):
            if plan := blocked_plan(decision.plan, decision.case, fault, self.tools):
                self._apply(plan)

    def _decide_anew(
        self, number: int, again: bool, look_again: bool, others: Sequence[OtherPull]
    ) -> Decision:
        """Read what there is for an issue, and decide; `again` after a try that failed."""
        try:
            issue = self.tools.repository.issue(number)
        except Gone as fault:
            logger.info("%s", fault)
            return self._decide_gone(number, fault)
        is_known = any(other.issue == number for other in others)
        if issue.is_open and not issue.submits and not is_known:
            return Decision(Plan(number, Verdict.IGNORED))
        context = self._context(issue, again, others)
        left = context.pull or context.branch or context.ended
        if not issue.is_open and not left:
            return self._decide_closed(issue)
        case = self.case(issue, context, self.tools.pages.catalog(context.papers, context.base))
        if not again:
            raise_if_merged(case, self.tools.repository)
        if not look_again and (decision := self._only_moved(case)):
            return decision
        asks = issue.comment_count or again  # the count is as old as the issue that was read
        comment = self.tools.repository.comment(number) if asks else None
        case = dataclasses.replace(case, comment=comment)
        raise_if_outdated(case, self.tools.repository)
        raise_if_lagging(case, self.tools.repository)
        return self._within_limits(with_remembered_rival(case, self.tools.repository), look_again)

    def _within_limits(self, case: Case, look_again: bool) -> Decision:
        """Decide, or let the issue wait where its author has caused too many comments."""
        waits = Decision(make_waiting_plan(case.number, case.actual))
        # What cannot be answered yet is not looked up either.
        if self.tools.finder is not None and case.comment is None:
            plan = self.decide(case, may_ask=False).plan
            if says_too_much(plan, case, self.tools.repository):
                return waits
        decision = self.decide(case, look_again=look_again)
        return waits if says_too_much(decision.plan, case, self.tools.repository) else decision

    def _context(self, issue: IssueSnapshot, again: bool, others: Sequence[OtherPull]) -> Context:
        """Return what there is for an issue, with the pull requests that are known already."""
        # A branch without a pull request is rare: creating it anew would tell by a Conflict.
        may_exist = again or not issue.is_open or RETRY in issue.labels
        number, base_branch = issue.number, self.tools.base_branch
        context = self.tools.repository.context(number, base_branch, branch_may_exist=may_exist)
        by_number = {other.number: other for other in (*others, *context.others)}
        by_number.pop(context.pull.number if context.pull else 0, None)
        return dataclasses.replace(context, others=tuple(by_number.values()))

    def _only_moved(self, case: Case) -> Decision | None:
        """Take up the latest state of the list, where that is all there is to do."""
        if not is_only_behind(case):
            return None
        decision = self.decide(dataclasses.replace(case, comment=_UNREAD), may_ask=False)
        plan, desired = decision.plan, decision.desired
        commits = tuple(each for each in plan.changes if isinstance(each, CommitFiles))
        if not (desired and commits and _is_for_same_paper(desired, case.pull)):
            return None
        # No case: should a rule forbid it, the comment stays true.
        return Decision(dataclasses.replace(plan, changes=commits), desired)

    def _decide_closed(self, issue: IssueSnapshot) -> Decision:
        """Leave a closed issue alone, but for a second comment by another run at once."""
        comment = self.tools.repository.comment(issue.number) if issue.comment_count > 1 else None
        later = tuple(map(DeleteComment, comment.later if comment else ()))
        return Decision(Plan(issue.number, Verdict.CLOSED, later))

    def _decide_gone(self, number: int, fault: Gone) -> Decision:
        """Close what is open for an issue that GitHub says was deleted or moved for good."""
        if fault.for_good:
            base, read = self.tools.base_branch, self.tools.repository.context
            context = read(number, base, branch_may_exist=False)
            if context.pull or context.ended is Ending.WITHDRAWN:
                desired, nobody = gone(number, self.tools), frozenset[str]()
                actual = ActualState(context.branch, context.pull, None, nobody, locked=False)
                return Decision(make_plan(number, desired, actual), desired)
        return Decision(Plan(number, Verdict.GONE))


def _is_for_same_paper(desired: DesiredState, pull: ActualPull | None) -> bool:
    """Whether a pull request goes on to be what its title said when the bot wrote it."""
    if desired.verdict is not Verdict.ACCEPTED or desired.pull is None or pull is None:
        return False
    return pull.memory.title == blocks.title_digest(desired.pull.title)


def _is_forgotten(case: Case, desired: DesiredState) -> bool:
    """Whether a duplicate of a paper that still is listed would be taken for another paper."""
    comment = case.comment
    if comment is None or comment.verdict is not Verdict.DUPLICATE or case.pull:
        return False
    if desired.verdict not in (Verdict.ACCEPTED, Verdict.REJECTED) or comment.memory.first:
        return False
    return not case.catalog.keys.isdisjoint(comment.memory.keys)
