"""Compare what the repository should hold with what it holds, and plan the missing writes.

A plan is a value: it can be printed, tested, refused, and only then applied. An
empty plan is a plan.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from bot.config import LABEL, NEEDS_CHANGES, RETRY, branch_name
from bot.messages import LABELS, Memory, Stage, Verdict, blocks, markers
from bot.outputs import blob_sha
from bot.reconcile.changes import (
    AddLabels,
    Change,
    ClosePull,
    CommitFiles,
    DeleteBranch,
    DeleteComment,
    EditPull,
    LabelPull,
    NoteComment,
    OpenPull,
    RemoveLabel,
    WriteComment,
)
from bot.reconcile.states import (
    ActualBranch,
    ActualPull,
    ActualState,
    DesiredBranch,
    DesiredPull,
    DesiredState,
)


@dataclass(frozen=True)
class Plan:
    """The missing writes for one issue, in the order to make them: the comment last.

    `issue` is None for the maintenance of the list itself. `not_known` tells that date
    or link of its paper are not known yet.
    """

    issue: int | None
    verdict: Verdict
    changes: tuple[Change, ...] = ()
    pull: int | None = None
    not_known: bool = False

    def describe(self) -> str:
        """Return the plan in one line, without any text of the issue."""
        steps = "; ".join(change.describe() for change in self.changes) or "nothing to do"
        subject = f"issue {self.issue}" if self.issue else "the list"
        return f"{subject}: {self.verdict}: {steps}"


def make_plan(issue: int, desired: DesiredState, actual: ActualState) -> Plan:
    """Return the writes that turn the actual state into the desired one."""
    if desired.pull and is_deleted(actual, blocks.memory_of(desired.pull.block).digest):
        actual = dataclasses.replace(actual, locked=True)  # here, too, nothing is to be said
    changes = [
        *_plan_branch(branch_name(issue), desired.branch, actual.branch),
        *_plan_pull(
            branch_name(issue),
            desired.pull,
            actual.pull,
            is_commented=_is_commented(desired.pull, actual),
        ),
        *_plan_ending(branch_name(issue), desired.closing, actual.branch, actual.pull),
        *_plan_pull_labels(desired, actual),
        *_plan_labels(issue, desired, actual),
        *_plan_comment(issue, desired, actual),
    ]
    changes += _plan_note(actual, changes)
    number = actual.pull.number if actual.pull else None
    memory = blocks.memory_of(desired.pull.block) if desired.pull else Memory()
    not_known = bool(memory.not_known)
    return Plan(issue, desired.verdict, tuple(changes), number, not_known)


def make_waiting_plan(issue: int, actual: ActualState) -> Plan:
    """Return the plan for an issue that the next scheduled run takes up: it is marked as read."""
    labels = (AddLabels(issue, (LABEL,)),) if LABEL not in actual.labels else ()
    return Plan(issue, Verdict.WAITING, labels)


def make_blocked_plan(issue: int, text: str, actual: ActualState) -> Plan:
    """Return the plan that says what is in the way of an issue's paper, and changes nothing else.

    The labels stay as they are: whatever forbids one write may forbid another.
    """
    desired = DesiredState(Verdict.BLOCKED, text)
    number = actual.pull.number if actual.pull else None
    return Plan(issue, desired.verdict, tuple(_plan_comment(issue, desired, actual)), number)


def is_deleted(actual: ActualState, digest: str) -> bool:
    """Whether a person has deleted the bot's comment on a text with this digest.

    The pull request remembers that it was written. It is not written again for this text;
    where there is no pull request, nobody remembers.
    """
    memory = actual.pull.memory if actual.pull else Memory()
    return actual.comment is None and memory.commented and memory.digest == digest


def make_list_plan(
    name: str,
    verdict: Verdict,
    desired: DesiredBranch | None,
    pull: DesiredPull,
    branch: ActualBranch | None,
    opened: ActualPull | None,
) -> Plan:
    """Return the writes for a branch that is for no issue, by its name, and its pull request."""
    changes = [*_plan_branch(name, desired, branch), *_plan_pull(name, pull, opened)]
    return Plan(None, verdict, tuple(changes), opened.number if opened else None)


def make_ending_plan(
    name: str, verdict: Verdict, closing: str, branch: ActualBranch | None, opened: ActualPull
) -> Plan:
    """Return the writes that end a pull request for no issue, of which nothing is left."""
    changes = _plan_ending(name, closing, branch, opened)
    return Plan(None, verdict, tuple(changes), opened.number)


def is_same(files: DesiredBranch, actual: ActualBranch) -> bool:
    """Whether a branch holds the files as they should be."""
    return all(
        actual.blobs[path] == ("" if text is None else blob_sha(text))
        if path in actual.blobs
        else path in files.unchanged
        for path, text in files.files.items()
    )


def _plan_branch(
    name: str, desired: DesiredBranch | None, actual: ActualBranch | None
) -> list[Change]:
    """Commit on top, and merge the default branch where it has moved: nothing is ever forced."""
    if desired is None:
        return []
    if actual is None:
        return [CommitFiles(name, desired.base, desired.files, desired.message, create=True)]
    if is_same(desired, actual) and not desired.merge:
        return []
    merged = None if actual.fork == desired.base.commit else desired.base
    carried = desired.carried if merged else frozenset[str]()
    return [CommitFiles(name, actual.tip, desired.files, desired.message, False, merged, carried)]


def _plan_note(actual: ActualState, changes: Sequence[Change]) -> list[Change]:
    """Note the first comment on the pull request, once it is written."""
    if not any(isinstance(change, WriteComment) and change.id is None for change in changes):
        return []
    bodies = [change.body for change in changes if isinstance(change, OpenPull | EditPull)]
    body = (bodies or [actual.pull.body if actual.pull else ""])[0]
    noted = blocks.remember(body, commented=True)
    return [] if noted == blocks.unix(body) else [NoteComment(noted)]


def _is_commented(desired: DesiredPull | None, actual: ActualState) -> bool:
    """Whether the pull request is to remember a comment: one that is there, or was."""
    digest = blocks.memory_of(desired.block).digest if desired else ""
    return actual.comment is not None or is_deleted(actual, digest)


def _plan_pull(
    name: str,
    desired: DesiredPull | None,
    actual: ActualPull | None,
    *,
    is_commented: bool = False,
) -> list[Change]:
    if desired is None:
        return []
    title = blocks.title_digest(desired.title)
    block = blocks.remember(desired.block, title=title, commented=is_commented)
    if actual is None:
        return [OpenPull(name, desired.base_branch, desired.title, f"{block}\n")]
    held = actual.memory
    body = blocks.replace_block(actual.body, block)
    is_own_title = held.title == blocks.title_digest(actual.title)
    title = desired.title if is_own_title else actual.title
    if (title, body) == (actual.title, blocks.unix(actual.body)):
        return []
    return [EditPull(actual.number, title, body)]


def _plan_ending(
    name: str, closing: str, branch: ActualBranch | None, pull: ActualPull | None
) -> list[Change]:
    """Close the bot's pull request and remove a branch that holds nobody else's commits.

    One that a person opened is left. One that a person opened again says so from then
    on, so that closing it is that person's word, too.
    """
    if not closing or (pull and (not pull.own or pull.memory.reopened)):
        return []
    if pull and pull.memory.closed:
        return [EditPull(pull.number, pull.title, blocks.open_again(pull.body))]
    changes: list[Change] = []
    if pull:
        changes.append(ClosePull(pull.number, blocks.close_block(pull.body, closing)))
    if branch and branch.only_own:
        changes.append(DeleteBranch(name, branch.tip.commit))
    return changes


def _plan_pull_labels(desired: DesiredState, actual: ActualState) -> list[Change]:
    """Label the pull request until the comment links it: then taking it off is a person's word.

    One that stands while its issue cannot be listed says so by a label, too.
    """
    changes: list[Change] = []
    linked = actual.comment.memory.pull if actual.comment else None
    unfinished = actual.pull is None or not (actual.locked or linked == actual.pull.number)
    labels = actual.pull.labels if actual.pull else frozenset[str]()
    if desired.pull and unfinished and LABEL not in labels:
        changes.append(LabelPull(LABEL))
    turns = actual.said is not desired.verdict or _is_twice(actual)
    if actual.pull and not actual.locked and turns:
        if desired.verdict is Verdict.REJECTED:
            if NEEDS_CHANGES not in labels:
                changes.append(LabelPull(NEEDS_CHANGES))
        elif NEEDS_CHANGES in _stale_labels(actual) & labels:
            changes.append(RemoveLabel(actual.pull.number, NEEDS_CHANGES))
    return changes


def _plan_labels(issue: int, desired: DesiredState, actual: ActualState) -> list[Change]:
    """Set labels when the verdict changes, so that one a person took off or set stays so."""
    changes: list[Change] = []
    verdict, before = desired.verdict, actual.said
    # Where nobody may comment, a verdict cannot be remembered: labels come with the opening.
    says = actual.pull is None and desired.pull is not None if actual.locked else True
    turns = actual.said is not desired.verdict
    if says and (turns or _is_twice(actual)) and verdict.stage is Stage.JUDGED:
        was_judged = before is not None and before.stage is Stage.JUDGED
        wanted = {verdict.label} if was_judged else {LABEL, verdict.label}
        if missing := sorted(name for name in wanted if name and name not in actual.labels):
            changes.append(AddLabels(issue, tuple(missing)))
        changes += _unlabel(issue, _stale_labels(actual) - {verdict.label}, actual)
    if turns and verdict.stage is Stage.ENDED:
        changes += _unlabel(issue, _stale_labels(actual), actual)
    if desired.pull and RETRY in actual.labels:
        changes.append(RemoveLabel(issue, RETRY))
    return changes


def _unlabel(issue: int, stale: frozenset[str], actual: ActualState) -> list[Change]:
    return [RemoveLabel(issue, name) for name in sorted(stale & actual.labels)]


def _is_twice(actual: ActualState) -> bool:
    """Whether two runs at once have left two comments."""
    return actual.comment is not None and bool(actual.comment.later)


def _stale_labels(actual: ActualState) -> frozenset[str]:
    """Return the labels that the verdict before may have left on the issue."""
    before = actual.said
    if before is Verdict.BLOCKED or _is_twice(actual):
        return LABELS  # a run was stopped, or two ran at once
    return frozenset({before.label} if before and before.label else ())


def _plan_comment(issue: int, desired: DesiredState, actual: ActualState) -> list[Change]:
    if actual.locked:
        return []
    later = actual.comment.later if actual.comment else ()
    second: list[Change] = [DeleteComment(number) for number in later]
    if not desired.comment:
        return second
    if actual.comment is None:
        return [WriteComment(issue, None, desired.comment)]
    body = desired.comment
    if actual.pull:
        body = markers.fill_pull(body, actual.pull.number)
    if blocks.unix(actual.comment.body).strip() == body.strip():
        return second
    return [WriteComment(issue, actual.comment.id, desired.comment), *second]
