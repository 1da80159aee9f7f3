"""Bring one issue to the state it should be in.

Every event ends here: observe, parse, review, plan, apply. Run again over a
settled repository, it writes nothing; stopped anywhere and started again, it
ends in the same place.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar
from urllib.parse import quote, urlencode

from bot import config
from bot.catalog import Catalog, parse_catalog
from bot.config import MOST_SAID_AN_HOUR
from bot.errors import (
    Conflict,
    Fault,
    Gone,
    Limited,
    NotPermitted,
    SecretFound,
    SuspectedRule,
    TransientFault,
)
from bot.messages import Renderer, blocks, digest_of
from bot.reconcile import planning
from bot.reconcile.applying import Outcome, apply_plan
from bot.reconcile.deadline import ENDLESS, Patience
from bot.reconcile.deciding import Case, Decider, is_for
from bot.reconcile.planning import Plan
from bot.reconcile.safety import raise_if_unsafe
from bot.reconcile.states import (
    ActualComment,
    ActualPull,
    Change,
    CommitFiles,
    DeleteComment,
    DesiredState,
    OpenPull,
    OtherPull,
    Surroundings,
    Tip,
    WriteComment,
)
from bot.submission import Finder, IssueSnapshot, is_submission

logger = logging.getLogger(__name__)
T = TypeVar("T")

_PAUSES = (1, 5)  # seconds before a second and a third try
_LIMIT_PAUSES = (60, 120)  # where GitHub does not say how long
_UNREAD = ActualComment(0, "", "accepted", "")  # stands for the comment while it is not read


class Repository(Protocol):
    """What the reconciler needs of GitHub."""

    def issue(self, number: int) -> IssueSnapshot:
        """Give an issue as it is now."""

    def surroundings(
        self, number: int, base_branch: str | None, *, branch_may_exist: bool
    ) -> Surroundings:
        """Give what the repository holds for an issue, but its comment and labels."""

    def comment(self, number: int) -> ActualComment | None:
        """Give the bot's comment on an issue."""

    def other_pull(self, number: int) -> OtherPull | None:
        """Give the open pull request of the bot's with this number, with its paper's keys."""

    def touched_of_late(self, author: str, number: int) -> int:
        """Give how many issues of an account, up to a number, changed within the last hour."""

    def is_pull_of(self, number: int, branch: str) -> bool:
        """Tell whether there is a pull request of this number for a branch."""

    def generated_at(self, tip: Tip) -> Mapping[str, str]:
        """Give the generated files of a commit by path, with their blobs."""

    def read_file(self, commit: str, path: str) -> str:
        """Give the text of a file at a commit."""

    def changed_paths(self, base: str, head: str) -> frozenset[str] | None:
        """Give the paths that differ between two commits; None where they are too many."""

    def apply(self, change: Change, pull: int | None) -> int | None:
        """Make one change; give the number of the pull request, where there is one."""


@dataclass(frozen=True)
class Reconciler:
    """Brings issues to the state they should be in.

    `site` is the repository's address for people. `patience` bounds the run, and
    `dry_run` plans and writes nothing.
    """

    repository: Repository
    renderer: Renderer
    today: dt.date
    site: str
    base_branch: str | None = None
    finder: Finder | None = None
    patience: Patience = ENDLESS
    dry_run: bool = False

    @cached_property
    def decider(self) -> Decider:
        """Give who decides what should be."""
        return Decider(
            self.repository, self.renderer, self.today, f"{self.site}#papers", self.finder
        )

    def reconcile(
        self, number: int, *, look_again: bool = False, others: Sequence[OtherPull] = ()
    ) -> Outcome:
        """Bring one issue to its state, whatever happened to it, and give what was done.

        Where a write failed or somebody else was faster, everything is read and decided
        anew, three times at most. `look_again` looks up what is still not known of a
        paper whose pull request is settled otherwise; `others` are known open pull
        requests of other issues. Raises a Fault where it could not be finished.
        """
        return self.patiently(lambda tried: self._once(number, tried, look_again, others))

    def patiently(self, attempt: Callable[[int], T]) -> T:
        """Try up to three times, waiting as long as GitHub asks where the time allows it.

        An attempt is told how many there were before.
        """
        for tried, pauses in enumerate(zip(_PAUSES, _LIMIT_PAUSES, strict=True)):
            try:
                return attempt(tried)
            except TransientFault as fault:
                pause: float = pauses[0]
                if isinstance(fault, Limited):
                    pause = pauses[1] if fault.seconds is None else fault.seconds
                if not self.patience.wait(pause, str(fault)):
                    raise
        return attempt(len(_PAUSES))

    def _once(
        self, number: int, tried: int, look_again: bool, others: Sequence[OtherPull]
    ) -> Outcome:
        plan, case, desired = self._plan(number, tried > 0, look_again, others)
        if desired is None:
            return apply_plan(self.repository, plan, dry_run=self.dry_run)
        raise_if_unsafe(plan, desired)
        try:
            return apply_plan(self.repository, plan, dry_run=self.dry_run)
        except NotPermitted as fault:
            if case:
                self._say_blocked(plan, case, fault)
            raise
        except SuspectedRule as fault:
            if tried < len(_PAUSES):
                raise
            if case:
                self._say_blocked(plan, case, fault)
            raise NotPermitted(str(fault)) from fault
        except SecretFound as fault:
            if case is None:
                raise
            logger.warning("%s", fault)
            return apply_plan(self.repository, self._refused(case), dry_run=self.dry_run)

    def _refused(self, case: Case) -> Plan:
        """Give the plan for a text that GitHub does not take, since it seems to hold a secret."""
        standing = self.repository.comment(case.issue.number)
        state = _with_comment(case, standing).around.state
        text = self.renderer.secret(case.digest)
        desired = DesiredState(None, None, text, "rejected", config.NEEDS_CHANGES)
        return planning.make_plan(case.issue.number, desired, state)

    def _plan(
        self, number: int, again: bool, look_again: bool, others: Sequence[OtherPull]
    ) -> tuple[Plan, Case | None, DesiredState | None]:
        try:
            issue = self.repository.issue(number)
        except Gone as gone:
            logger.info("%s", gone)
            return self._plan_gone(number, gone)
        is_known = any(other.issue == number for other in others)
        submits = is_submission(issue.title, issue.body, issue.labels)
        if issue.is_open and not submits and not is_known:
            return Plan(number, "ignored"), None, None
        # A branch without a pull request is rare: creating it anew would tell by a Conflict.
        may_exist = again or not issue.is_open or config.RETRY in issue.labels
        around = self.repository.surroundings(number, self.base_branch, branch_may_exist=may_exist)
        left = around.state.pull or around.state.branch or around.ended
        if not issue.is_open and not left:
            return self._plan_closed(issue), None, None
        case = make_case(issue, _with_others(around, others), parse_catalog(around.papers))
        if not again:
            _raise_if_merged(case)
        if self._only_moved(case) and not look_again:
            plan, desired = self.decide(_with_comment(case, _UNREAD), may_ask=False)
            commits = tuple(each for each in plan.changes if isinstance(each, CommitFiles))
            if desired and commits and _is_for_same_paper(desired, around.state.pull):
                # No case: should a rule forbid it, the comment stays true.
                return dataclasses.replace(plan, changes=commits), None, desired
        asks = issue.comment_count or again  # the count is as old as the issue that was read
        case = _with_comment(case, self.repository.comment(number) if asks else None)
        self._raise_if_outdated(case)
        self._raise_if_lagging(case)
        case = self._with_first(case)
        waits = planning.make_waiting_plan(number, case.around.state), None, None
        # What cannot be answered yet is not looked up either.
        is_new = self.finder is not None and case.around.state.comment is None
        if is_new and self._says_too_much(self.decide(case, may_ask=False)[0], case):
            return waits
        plan, desired = self.decide(case, look_again=look_again)
        return waits if self._says_too_much(plan, case) else (plan, case, desired)

    def decide(
        self, case: Case, *, look_again: bool = False, may_ask: bool = True
    ) -> tuple[Plan, DesiredState | None]:
        """Give the plan for an issue, from what was read; None where nothing had to be decided.

        `may_ask` allows to look up what a text that was not answered yet leaves open.
        """
        number, state = case.issue.number, case.around.state
        answered = planning.is_answered(state, case.digest)
        settled = case.issue.is_open and planning.is_settled(case.around, case.digest)
        if settled and not look_again and not _is_overtaken(case):
            return planning.settled_plan(number, state), None
        asks = look_again or (may_ask and not answered)
        desired = self.decider.desired(case, ask=asks)
        standing = state.comment.verdict if state.comment else ""
        turned = standing == "duplicate" and desired.verdict in ("accepted", "rejected")
        if turned and answered and state.pull is None and _is_listed(state.comment, case.catalog):
            # It was the services that knew it for one, and they were not asked again.
            return Plan(number, standing), None
        if may_ask and not asks and desired.verdict == "rejected" != standing:
            # What stands may have been said with their help, so they are asked for this, too.
            desired = self.decider.desired(case, ask=True)
        plan = planning.make_plan(number, desired, state)
        return planning.without_rewording(plan, state, case.digest), desired

    def _plan_closed(self, issue: IssueSnapshot) -> Plan:
        """Leave a closed issue alone, but for a second comment by another run at once."""
        comment = self.repository.comment(issue.number) if issue.comment_count > 1 else None
        later = comment.later if comment else ()
        return Plan(issue.number, "closed", tuple(DeleteComment(each) for each in later))

    def _plan_gone(self, number: int, gone: Gone) -> tuple[Plan, None, DesiredState | None]:
        """Close what is open for an issue that GitHub says was deleted or moved for good."""
        plan = Plan(number, "gone")
        if not gone.for_good:
            return plan, None, None
        around = self.repository.surroundings(number, self.base_branch, branch_may_exist=False)
        if around.state.pull is None and around.ended != "withdrawn":
            return plan, None, None
        desired = self.decider.gone(number)
        return planning.make_plan(number, desired, around.state), None, desired

    def _raise_if_outdated(self, case: Case) -> None:
        """Raise Conflict where the issue was edited while it was read.

        Branch or comment are of another text then, perhaps of a later one, by another run.
        """
        issue, state = case.issue, case.around.state
        digests = {part.digest for part in (state.branch, state.comment) if part}
        if digests - {"", case.digest}:
            again = self.repository.issue(issue.number)
            if digest_of(again) != case.digest:
                raise Conflict(f"issue {issue.number} was edited meanwhile")

    def _raise_if_lagging(self, case: Case) -> None:
        """Raise TransientFault where a pull request is there that GitHub does not list yet.

        GitHub's lists may lag behind; the bot's comment remembers the pull request.
        """
        state, comment = case.around.state, case.around.state.comment
        if state.pull or case.around.ended or comment is None:
            return
        number, branch = comment.memory.pull, config.branch_name(case.issue.number)
        if isinstance(number, int) and self.repository.is_pull_of(number, branch):
            raise TransientFault(f"GitHub does not list pull request {number} yet")

    def _with_first(self, case: Case) -> Case:
        """Add the pull request that was there first, which may be behind many later ones."""
        comment = case.around.state.comment
        first = comment.memory.first if comment else None
        if first is None or any(other.number == first for other in case.around.others):
            return case
        other = self.repository.other_pull(first)
        others = (*case.around.others, *([other] if other else []))
        return dataclasses.replace(case, around=dataclasses.replace(case.around, others=others))

    def _says_too_much(self, plan: Plan, case: Case) -> bool:
        """Tell whether a comment more would be one too many for the issues of one account.

        How many pull requests it may have open bounds the comments that come with them.
        """
        says = any(isinstance(each, WriteComment) and each.id is None for each in plan.changes)
        login = case.issue.author_login
        if not (says and login) or any(isinstance(each, OpenPull) for each in plan.changes):
            return False
        touched = self.repository.touched_of_late(login, case.issue.number)
        return touched > MOST_SAID_AN_HOUR

    def _only_moved(self, case: Case) -> bool:
        """Tell whether all there can be to do is to take up the latest state of the list.

        The comment is not asked for then; a later run sees whether it is right.
        """
        branch = case.around.state.branch
        return (
            case.issue.is_open
            and case.issue.comment_count == 1
            and planning.is_built(case.around, case.digest)
            and branch is not None
            and branch.fork != case.around.head.commit
        )

    def _say_blocked(self, plan: Plan, case: Case, fault: Fault) -> None:
        """Say in the issue what a setting of the repository keeps the bot from."""
        issue = case.issue
        if issue.is_locked or not issue.is_open or plan.verdict not in ("accepted", "duplicate"):
            return
        with contextlib.suppress(Fault):
            standing = self.repository.comment(issue.number)
            link = self._link_to_open(case, plan)
            branch = config.branch_name(issue.number)
            text = self.renderer.blocked(str(fault), branch, link, case.digest)
            if standing is None or standing.body.strip() != text.strip():
                number = standing.id if standing else None
                self.repository.apply(WriteComment(issue.number, number, text), None)

    def _link_to_open(self, case: Case, plan: Plan) -> str:
        """Give the address that opens the pull request by hand; blank without its branch."""
        wanted = next((each for each in plan.changes if isinstance(each, OpenPull)), None)
        number = case.issue.number
        around = self.repository.surroundings(number, self.base_branch, branch_may_exist=True)
        if wanted is None or around.state.branch is None:
            return ""
        values = {"expand": 1, "title": wanted.title, "body": f"Closes #{number}"}
        span = quote(f"{wanted.base_branch}...{wanted.branch}", safe="/.")
        return f"{self.site}/compare/{span}?{urlencode(values, quote_via=quote)}"


def _is_for_same_paper(desired: DesiredState, pull: ActualPull | None) -> bool:
    """Tell whether a pull request goes on to be what its title said when the bot wrote it."""
    if desired.verdict != "accepted" or desired.pull is None or pull is None:
        return False
    return blocks.memory_of(pull.body).title == blocks.title_digest(desired.pull.title)


def _is_listed(comment: ActualComment | None, catalog: Catalog) -> bool:
    """Tell whether the paper that a comment calls listed still is."""
    if comment is None or comment.memory.first is not None:
        return False
    return not catalog.keys.isdisjoint(comment.memory.keys)


def _is_overtaken(case: Case) -> bool:
    """Tell whether the paper of an open pull request has come to the list by another way."""
    pull = case.around.state.pull
    return pull is not None and not case.catalog.keys.isdisjoint(blocks.keys_of(pull.body))


def _raise_if_merged(case: Case) -> None:
    """Raise Conflict where a pull request is open though its own record is on the list.

    It was merged while it was read, or GitHub's lists lag behind; then it is not to be closed.
    """
    pull, number = case.around.state.pull, case.issue.number
    listed = [paper for paper in case.catalog.papers if paper.issue == number]
    if pull and any(is_for(pull, paper) for paper in listed):
        raise Conflict(f"pull request {pull.number} was merged meanwhile")


def make_case(issue: IssueSnapshot, around: Surroundings, catalog: Catalog) -> Case:
    """Put together what was read about an issue; `catalog` is the list around it."""
    case = Case(issue, digest_of(issue), around, catalog)
    return _with_comment(case, around.state.comment)


def _with_comment(case: Case, comment: ActualComment | None) -> Case:
    issue = case.issue
    state = dataclasses.replace(
        case.around.state, comment=comment, labels=issue.labels, locked=issue.is_locked
    )
    return dataclasses.replace(case, around=dataclasses.replace(case.around, state=state))


def _with_others(around: Surroundings, known: Sequence[OtherPull]) -> Surroundings:
    """Add the pull requests that are older than those just read."""
    own = around.state.pull
    by_number = {other.number: other for other in (*known, *around.others)}
    by_number.pop(own.number if own else 0, None)
    return dataclasses.replace(around, others=tuple(by_number.values()))
