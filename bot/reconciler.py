"""Bring one issue, or every open one, to the state it should be in.

Every event ends here: observe, parse, review, plan, apply. Run again over a
settled repository, it writes nothing; stopped anywhere and started again, it
ends in the same place.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot import planning
from bot.applying import Outcome, apply_plan, turn
from bot.catalog import BrokenCatalog, Catalog, parse_catalog
from bot.errors import BadToken, Conflict, Fault, Gone, Limited, TransientFault
from bot.findings import Findings
from bot.issue_form import is_submission, parse
from bot.models import IssueSnapshot, Paper
from bot.planning import Plan
from bot.rendering import Renderer, commit_message, pull_title
from bot.states import Change, DesiredBranch, DesiredPull, DesiredState, Surroundings
from bot.validation import (
    Accepted,
    Duplicate,
    Finder,
    Rejected,
    review,
    worth_asking,
)

logger = logging.getLogger(__name__)

_TRIES = 3
_LOOKED_UP_AGAIN = 5  # papers a scheduled run looks up again; each may take twenty seconds
_LOGIN = re.compile(r"[A-Za-z0-9_-]{1,39}(?:\[bot\])?")


class Repository(Protocol):
    """What the reconciler needs of GitHub."""

    def issue(self, number: int) -> IssueSnapshot:
        """Give an issue as it is now."""

    def open_issues(self) -> list[IssueSnapshot]:
        """Give every open issue, oldest first."""

    def surroundings(
        self, issue: IssueSnapshot, base_branch: str | None, *, branch_may_exist: bool
    ) -> Surroundings:
        """Give what the repository holds for an issue."""

    def read_file(self, commit: str, path: str) -> str:
        """Give the text of a file at a commit."""

    def apply(self, change: Change, pull: int | None) -> int | None:
        """Make one change; give the number of the pull request, where there is one."""


@dataclass(frozen=True)
class Reconciler:
    """Brings issues to the state they should be in.

    `list_url` is where people read the list. `has_time` tells a sweep whether to take
    up one issue more. `dry_run` plans and writes nothing.
    """

    repository: Repository
    renderer: Renderer
    today: dt.date
    list_url: str
    base_branch: str | None = None
    finder: Finder | None = None
    has_time: Callable[[], bool] = lambda: True
    dry_run: bool = False

    def reconcile(self, number: int, *, look_again: bool = False) -> Outcome:
        """Bring one issue to its state, whatever happened to it, and give what was done.

        Where somebody else wrote in between, everything is read and decided anew,
        three times at most. `look_again` looks up what is still not known of a paper
        whose pull request is settled otherwise. Raises a Fault where it could not be
        finished.
        """
        for attempt in range(1, _TRIES):
            try:
                return self._apply(*self._plan(number, attempt > 1, look_again))
            except Conflict as conflict:
                logger.info("%s; reading again", conflict)
        return self._apply(*self._plan(number, True, look_again))

    def sweep(self, *, look_again: bool) -> list[Outcome]:
        """Bring every open submission to its state, oldest first; a fault in one is kept.

        `look_again` looks a few papers up again whose date or link is not known.
        """
        issues = self.repository.open_issues()
        numbers = [i.number for i in issues if is_submission(i.title, i.body, i.labels)]
        outcomes = self._each(numbers)
        if look_again and self.finder:
            waiting = [o.plan.issue for o in outcomes if o.waits and o.plan.issue]
            chosen = turn(waiting, self.today, _LOOKED_UP_AGAIN)
            outcomes += self._each(chosen, look_again=True)
        return outcomes

    def _each(self, numbers: Sequence[int], *, look_again: bool = False) -> list[Outcome]:
        """Reconcile one issue after the other, until time or GitHub's patience is out."""
        outcomes: list[Outcome] = []
        for number in numbers:
            try:
                if not self.has_time():
                    raise TransientFault("the time of this run is out; the rest waits for the next")
                outcomes.append(self.reconcile(number, look_again=look_again))
            except Fault as fault:
                logger.warning("%s", fault)
                outcomes.append(Outcome(Plan(number, "fault"), 0, fault=fault))
                if isinstance(fault, Limited | BadToken) or not self.has_time():
                    break
        return outcomes

    def _plan(self, number: int, again: bool, look_again: bool) -> tuple[Plan, DesiredState | None]:
        try:
            issue = self.repository.issue(number)
        except Gone as gone:
            logger.info("%s", gone)
            return Plan(number, "gone"), None
        if not issue.is_open:
            return Plan(number, "closed"), None
        if not is_submission(issue.title, issue.body, issue.labels):
            return Plan(number, "ignored"), None
        # A branch without a pull request is rare: creating it anew would tell by a Conflict.
        may_exist = again or planning.RETRY in issue.labels
        around = self.repository.surroundings(issue, self.base_branch, branch_may_exist=may_exist)
        if around.ended and not (around.ended == "declined" and planning.RETRY in issue.labels):
            return Plan(number, around.ended), None
        catalog = parse_catalog(around.papers)
        if catalog.of_issue(number):
            return Plan(number, "listed"), None
        digest = digest_of(issue)
        answered = planning.is_answered(around.state, digest)
        if planning.is_settled(around, digest) and not look_again:
            return planning.settled_plan(number, around.state), None
        ask = look_again or not answered
        desired = self._desired(issue, digest, around, catalog, ask=ask)
        standing = around.state.comment.verdict if around.state.comment else ""
        if answered and (standing, desired.verdict) == ("duplicate", "accepted"):
            # It was the services that knew it for one, and they were not asked again.
            return Plan(number, standing), None
        plan = planning.make_plan(number, desired, around.state)
        return planning.without_rewording(plan, around.state, digest), desired

    def _desired(
        self,
        issue: IssueSnapshot,
        digest: str,
        around: Surroundings,
        catalog: Catalog,
        *,
        ask: bool,
    ) -> DesiredState:
        """Decide what the repository should hold for an issue; `ask` looks up what may help."""
        submission = parse(issue.title, issue.body)
        question = worth_asking(submission, catalog, self.today) if ask else None
        findings = self.finder.find(*question) if self.finder and question else Findings()
        earlier = self._earlier(issue.number, around)
        verdict = review(submission, catalog, self.today, issue.number, findings, earlier)
        match verdict:
            case Rejected(problems, _, draft):
                text = self.renderer.rejected(problems, draft, submission.issue_title, digest)
                return DesiredState(None, None, text, "rejected", planning.NEEDS_CHANGES)
            case Duplicate(listed, notes):
                text = self.renderer.duplicate(listed, notes, self.list_url, digest)
                return DesiredState(None, None, text, "duplicate", planning.DUPLICATE)
            case Accepted():
                return self._desired_for_paper(issue, digest, around, catalog, verdict)

    def _earlier(self, number: int, around: Surroundings) -> Paper | None:
        """Give the record that the issue's branch holds by now, if it can be read."""
        if around.state.branch is None:
            return None
        text = self.repository.read_file(around.state.branch.tip.commit, planning.PAPERS_FILE)
        try:
            return parse_catalog(text).of_issue(number)
        except BrokenCatalog:  # a person is at work there
            return None

    def _desired_for_paper(
        self,
        issue: IssueSnapshot,
        digest: str,
        around: Surroundings,
        catalog: Catalog,
        accepted: Accepted,
    ) -> DesiredState:
        paper, notes = accepted.paper, accepted.notes
        grown = catalog.with_paper(paper)
        files = {
            planning.PAPERS_FILE: grown.text,
            planning.README_FILE: self.renderer.readme(grown),
        }
        message = commit_message(issue.number, paper, digest, _co_author(issue))
        branch = DesiredBranch(files, message, around.head, around.papers)
        pull = DesiredPull(
            pull_title(paper),
            self.renderer.pull_request(issue.number, accepted, digest),
            around.base_branch,
        )
        hands_off = around.state.branch is not None and around.state.branch.foreign
        text = self.renderer.accepted(
            paper, notes, planning.PULL_REFERENCE, digest, hands_off=hands_off
        )
        return DesiredState(branch, pull, text, "accepted", None)

    def _apply(self, plan: Plan, desired: DesiredState | None) -> Outcome:
        if desired:
            planning.raise_if_unsafe(plan, desired)
        return apply_plan(self.repository, plan, dry_run=self.dry_run)


def digest_of(issue: IssueSnapshot) -> str:
    """Give the digest of an issue's text, by which a commit names what it was read from."""
    text = f"{issue.title}\0{issue.body}".encode("utf-8", "replace")
    return hashlib.sha256(text).hexdigest()[:16]


def _co_author(issue: IssueSnapshot) -> str | None:
    """Give the contributor as git trailers name people, None for a login GitHub would not give."""
    if not _LOGIN.fullmatch(issue.author_login):
        return None
    address = f"{issue.author_id}+{issue.author_login}@users.noreply.github.com"
    return f"{issue.author_login} <{address}>"
