"""Recognise what is done already, so that nothing of it is written once more."""

from __future__ import annotations

import dataclasses

from bot.config import RETRY
from bot.messages import Memory, Verdict, blocks, markers
from bot.reconcile.changes import Change, ClosePull, EditPull, OpenPull, WriteComment
from bot.reconcile.planning import Plan, is_deleted
from bot.reconcile.states import ActualPull, ActualState, Case


def is_answered(actual: ActualState, digest: str) -> bool:
    """Whether an issue's text with this digest was answered before, to the end.

    The comment is written last, so its digest vouches for the rest; where nobody may
    comment, the pull request's does. What waits for its turn has no answer yet.
    """
    comment = actual.comment
    if comment is None:
        silent = actual.locked or is_deleted(actual, digest)
        return silent and _holds(actual.pull, digest)
    is_final = comment.verdict is not None and comment.verdict.is_final
    return comment.digest == digest and not comment.later and is_final


def is_settled(case: Case) -> bool:
    """Whether nothing is left to do for a paper: all parts are of this text, on top.

    What a person changed since then is a person's to change.
    """
    return (
        is_answered(case.actual, case.digest)
        and case.comment is not None
        and case.comment.verdict is Verdict.ACCEPTED
        and is_built(case)
        and _is_noted(case.pull)
        and case.branch is not None
        and case.branch.fork == case.context.base.commit
    )


def is_built(case: Case) -> bool:
    """Whether branch and pull request are the bot's alone, of this text, and stand open.

    What they lack can only be the latest state of the list.
    """
    return (
        _holds(case.pull, case.digest)
        and RETRY not in case.issue.labels
        and case.branch is not None
        and case.branch.digest == case.digest
        and not case.branch.changed_since
        and not _has_rival(case)
    )


def is_only_behind(case: Case) -> bool:
    """Whether all there can be to do is to take up the latest state of the list.

    The comment is not asked for then; a later run sees whether it is right.
    """
    return (
        case.issue.is_open
        and case.issue.comment_count == 1
        and is_built(case)
        and case.branch is not None
        and case.branch.fork != case.context.base.commit
    )


def settled_plan(issue: int, actual: ActualState) -> Plan:
    """Return the empty plan of an issue for which all is done."""
    pull = actual.pull
    not_known = pull is not None and bool(pull.memory.not_known)
    return Plan(issue, Verdict.ACCEPTED, (), pull.number if pull else None, not_known)


def without_rewording(plan: Plan, actual: ActualState, digest: str) -> Plan:
    """Drop what would only put a settled answer in other words, as services come and go."""
    moved = any(isinstance(change, OpenPull | ClosePull) for change in plan.changes)
    comment, pull = actual.comment, actual.pull
    told = pull is None or not pull.own or _holds(pull, digest)
    if moved or not (is_answered(actual, digest) and told):
        return plan
    if comment and comment.verdict != plan.verdict:
        return plan
    said = comment.memory if comment else Memory()
    held = pull.memory if pull else Memory()
    if comment and pull and pull.own and bool(said.not_known) != bool(held.not_known):
        return plan  # an earlier run was stopped between the two
    kept = tuple(change for change in plan.changes if not _is_rewording(change, said, held))
    return dataclasses.replace(plan, changes=kept)


def _is_rewording(change: Change, said: Memory, held: Memory) -> bool:
    """Whether a write would leave all facts as comment and pull request have them."""
    match change:
        case EditPull():
            new = blocks.memory_of(change.body)
            return new.facts == held.facts and new.commented == held.commented
        case WriteComment():
            told = markers.read_comment(change.body)
            return told is not None and told.facts == said.facts
    return False


def _is_noted(pull: ActualPull | None) -> bool:
    """Whether a pull request remembers the comment, as far as its version can."""
    memory = pull.memory if pull else Memory()
    return memory.commented or memory.is_old


def _has_rival(case: Case) -> bool:
    """Whether an earlier pull request is for the same paper."""
    pull = case.pull
    keys = frozenset(pull.memory.keys) if pull else frozenset[str]()
    return pull is not None and any(
        other.number < pull.number and other.keys & keys for other in case.context.others
    )


def _holds(pull: ActualPull | None, digest: str) -> bool:
    return pull is not None and pull.memory.digest == digest
