"""Decide what the repository should hold for one issue, from all that was read about it."""

from __future__ import annotations

from bot.catalog import Paper, paper_keys
from bot.config import RETRY
from bot.errors import BrokenState
from bot.messages import (
    Memory,
    Verdict,
    commit_message,
    pull_title,
)
from bot.reconcile.branch import desired_branch, held_branch
from bot.reconcile.ended import brought, ended, listed, merged, withdrawn
from bot.reconcile.judge import judge
from bot.reconcile.limits import held_back
from bot.reconcile.merge import keep, record_on, with_kept_fields
from bot.reconcile.rivals import first_rival
from bot.reconcile.states import Case, DesiredPull, DesiredState, Ending, OtherPull
from bot.reconcile.tools import Tools
from bot.submission import Accepted, Duplicate, Rejected


def desired_state(case: Case, tools: Tools, *, ask: bool) -> DesiredState:
    """Return what the repository should hold for an issue; `ask` looks up what may help."""
    is_open, how = case.issue.is_open, case.context.ended
    retry = is_open and RETRY in case.issue.labels
    if paper := brought(case, tools):
        return listed(case, tools, paper)
    if how is Ending.MERGED and (said := merged(case, tools, retry=retry)):
        return said
    if how is Ending.DECLINED and not retry:
        return ended(case, tools, Verdict.DECLINED)
    if not is_open:
        return withdrawn(case, tools)
    verdict = judge(case, tools, ask=ask)
    if isinstance(verdict, Accepted):
        return _accepted(case, tools, verdict)
    if isinstance(verdict, Rejected):
        text = tools.renderer.rejected(verdict, case.issue.title, case.digest)
        return DesiredState(Verdict.REJECTED, text, held_branch(case, tools))
    if verdict.update:
        return _update(case, tools, verdict, verdict.update)
    text = tools.renderer.duplicate(verdict, tools.list_url, case.digest)
    closing = tools.renderer.pulls.closing("listed", case.number)
    return DesiredState(Verdict.DUPLICATE, text, closing=closing)


def _accepted(case: Case, tools: Tools, accepted: Accepted) -> DesiredState:
    number, renderer = case.number, tools.renderer
    if first := first_rival(case, {*paper_keys(accepted.paper)}, tools.repository):
        return _second(case, tools, accepted.paper, first)
    if limited := held_back(case, tools):
        return limited
    kept = keep(tools.repository, case.branch, number, accepted.paper, case.catalog)
    grown = case.catalog.with_paper(kept.paper)
    message = commit_message(case.issue, kept.paper, case.digest, kept=kept.fields)
    branch = None if kept.taken_over else desired_branch(case, tools, grown, message)
    taken_over = case.branch is not None and branch is None
    accepted = with_kept_fields(accepted, kept)
    changed = _changed(case, tools)
    block = renderer.pulls.pull_request(
        case.issue, accepted, case.digest, changed=changed, kept=kept.told
    )
    text = renderer.accepted(accepted, case.digest, kept=kept.told, taken_over=taken_over)
    pull = DesiredPull(pull_title(kept.paper), block, case.context.base_branch)
    # What the issue says is not what stands on a branch that is left to a person.
    leaves_pull = taken_over and case.pull is not None
    return DesiredState(Verdict.ACCEPTED, text, branch, None if leaves_pull else pull)


def _update(case: Case, tools: Tools, found: Duplicate, update: Paper) -> DesiredState:
    entry, number, renderer = found.listed, case.number, tools.renderer
    keys = {*paper_keys(entry), *paper_keys(update)}
    if first := first_rival(case, keys, tools.repository):
        return _second(case, tools, update, first)
    if limited := held_back(case, tools):
        return limited
    grown = case.catalog.with_changed({case.catalog.papers.index(entry): update})
    message = commit_message(case.issue, update, case.digest, verb="Update")
    is_peoples = case.branch is not None and (case.branch.changed_since or bool(case.branch.kept))
    branch = None if is_peoples else desired_branch(case, tools, grown, message)
    text = renderer.duplicate(found, tools.list_url, case.digest, taken_over=branch is None)
    if branch is None:
        closing = renderer.pulls.closing("listed", number) if _adds(case, tools) else ""
        return DesiredState(Verdict.DUPLICATE, text, closing=closing)
    changed = _changed(case, tools)
    block = renderer.pulls.update_request(
        case.issue, entry, update, case.digest, told=found.told, changed=changed
    )
    pull = DesiredPull(pull_title(update, "Update"), block, case.context.base_branch)
    return DesiredState(Verdict.DUPLICATE, text, branch, pull)


def _adds(case: Case, tools: Tools) -> bool:
    """Whether the issue's branch adds a paper, which its people have kept it for."""
    try:
        return case.branch is not None and bool(
            record_on(tools.repository, case.branch, case.number, case.catalog)
        )
    except BrokenState:
        return False


def _second(case: Case, tools: Tools, paper: Paper, first: OtherPull) -> DesiredState:
    text = tools.renderer.second(paper, first.number, case.digest)
    closing = tools.renderer.pulls.closing("second", case.number, first.number)
    return DesiredState(Verdict.DUPLICATE, text, closing=closing)


def _changed(case: Case, tools: Tools) -> str:
    """Return the day on which the issue's text changed after the pull request was opened."""
    memory = case.pull.memory if case.pull else Memory()
    is_of_another = memory.digest not in ("", case.digest)
    return str(tools.today) if is_of_another else memory.changed
