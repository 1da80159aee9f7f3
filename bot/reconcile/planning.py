"""Compare what the repository should hold with what it holds, and plan the missing writes.

A plan is a value: it can be printed, tested, refused, and only then applied. An
empty plan is a plan.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from bot.config import DUPLICATE, LABEL, NEEDS_CHANGES, REFRESH_BRANCH, RETRY, branch_name
from bot.messages import Memory, blocks, markers
from bot.outputs import blob_sha
from bot.reconcile.states import (
    ActualBranch,
    ActualPull,
    ActualState,
    AddLabels,
    Change,
    ClosePull,
    CommitFiles,
    DeleteBranch,
    DeleteComment,
    DesiredBranch,
    DesiredPull,
    DesiredState,
    EditPull,
    LabelPull,
    NoteComment,
    OpenPull,
    RemoveLabel,
    Surroundings,
    WriteComment,
)

# Stands in a comment for the pull request, whose number is known only once it is open. No sink
# lets a control character through, so that nobody can put one there.
PULL_REFERENCE = "\x1apull-request\x1a"
_LABEL_OF_VERDICT = {"rejected": NEEDS_CHANGES, "duplicate": DUPLICATE}
_JUDGED = ("accepted", "rejected", "duplicate", "queued")
_ENDED = ("listed", "declined", "withdrawn")


def fill_pull(text: str, number: int) -> str:
    """Give a comment with the number of its pull request, in its marker and in its words."""
    marked = text.replace(f"pull={PULL_REFERENCE}", f"pull={number}")
    return marked.replace(PULL_REFERENCE, f"#{number}")


@dataclass(frozen=True)
class Plan:
    """The missing writes for one issue, in the order to make them: the comment last.

    `issue` is None for the maintenance of the list itself. `wanting` tells that date
    or link of its paper are not known yet.
    """

    issue: int | None
    verdict: str
    changes: tuple[Change, ...] = ()
    pull: int | None = None
    wanting: bool = False

    def describe(self) -> str:
        """Say the plan in one line, without any text of the issue."""
        steps = "; ".join(change.describe() for change in self.changes) or "nothing to do"
        subject = f"issue {self.issue}" if self.issue else "the list"
        return f"{subject}: {self.verdict}: {steps}"


def make_plan(issue: int, desired: DesiredState, actual: ActualState) -> Plan:
    """Give the writes that turn the actual state into the desired one."""
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
        *_plan_ending(branch_name(issue), desired, actual),
        *_plan_pull_labels(desired, actual),
        *_plan_labels(issue, desired, actual),
        *_plan_comment(issue, desired, actual),
    ]
    changes += _plan_note(actual, changes)
    number = actual.pull.number if actual.pull else None
    ordered = tuple(sorted(changes, key=lambda change: change.rank))
    wanting = desired.pull is not None and bool(blocks.memory_of(desired.pull.block).wanting)
    return Plan(issue, desired.verdict, ordered, number, wanting)


def make_waiting_plan(issue: int, actual: ActualState) -> Plan:
    """Give the plan for an issue that the next scheduled run takes up: it is marked as read."""
    labels = (AddLabels(issue, (LABEL,)),) if LABEL not in actual.labels else ()
    return Plan(issue, "waiting", labels)


def is_answered(actual: ActualState, digest: str) -> bool:
    """Tell whether an issue's text with this digest was answered before, to the end.

    The comment is written last, so its digest vouches for the rest; where nobody may
    comment, the pull request's does. What waits for its turn has no answer yet.
    """
    comment = actual.comment
    if comment is None:
        silent = actual.locked or is_deleted(actual, digest)
        return silent and _holds(actual.pull, digest)
    is_final = comment.verdict not in ("queued", "blocked")
    return comment.digest == digest and not comment.later and is_final


def is_deleted(actual: ActualState, digest: str) -> bool:
    """Tell whether a person has deleted the bot's comment on a text with this digest.

    The pull request remembers that it was written. It is not written again for this text;
    where there is no pull request, nobody remembers.
    """
    memory = blocks.memory_of(actual.pull.body) if actual.pull else Memory()
    return actual.comment is None and memory.commented and memory.digest == digest


def is_settled(around: Surroundings, digest: str) -> bool:
    """Tell whether nothing is left to do for a paper: all parts are of this text, on top.

    What a person changed since then is a person's to change.
    """
    return (
        is_answered(around.state, digest)
        and around.state.comment is not None
        and around.state.comment.verdict == "accepted"
        and is_built(around, digest)
        and _is_noted(around.state.pull)
        and around.state.branch is not None
        and around.state.branch.fork == around.head.commit
    )


def _is_noted(pull: ActualPull | None) -> bool:
    """Tell whether a pull request remembers the comment, as far as its version can."""
    memory = blocks.memory_of(pull.body) if pull else Memory()
    return memory.commented or memory.is_old


def is_built(around: Surroundings, digest: str) -> bool:
    """Tell whether branch and pull request are the bot's alone, of this text, and stand open.

    What they lack can only be the latest state of the list.
    """
    actual = around.state
    return (
        _holds(actual.pull, digest)
        and RETRY not in actual.labels
        and actual.branch is not None
        and actual.branch.digest == digest
        and not actual.branch.foreign
        and not _has_rival(around)
    )


def _has_rival(around: Surroundings) -> bool:
    """Tell whether an earlier pull request is for the same paper."""
    pull = around.state.pull
    keys = blocks.keys_of(pull.body) if pull else frozenset[str]()
    return pull is not None and any(
        other.number < pull.number and other.keys & keys for other in around.others
    )


def _holds(pull: ActualPull | None, digest: str) -> bool:
    return pull is not None and blocks.memory_of(pull.body).digest == digest


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
    held = blocks.memory_of(pull.body) if pull else Memory()
    if comment and pull and pull.own and bool(said.wanting) != bool(held.wanting):
        return plan  # an earlier run was stopped between the two
    kept = tuple(change for change in plan.changes if not _is_rewording(change, said, held))
    return dataclasses.replace(plan, changes=kept)


def _is_rewording(change: Change, said: Memory, held: Memory) -> bool:
    """Tell whether a write would leave all facts as comment and pull request have them."""
    match change:
        case EditPull():
            new = blocks.memory_of(change.body)
            return new.facts == held.facts and new.commented == held.commented
        case WriteComment():
            told = markers.read_comment(change.body)
            return told is not None and told.facts == said.facts
    return False


def settled_plan(issue: int, actual: ActualState) -> Plan:
    """Give the empty plan of an issue for which all is done."""
    pull = actual.pull
    wanting = pull is not None and bool(blocks.memory_of(pull.body).wanting)
    return Plan(issue, "accepted", (), pull.number if pull else None, wanting)


def make_maintenance_plan(branch: DesiredBranch, pull: DesiredPull, actual: ActualState) -> Plan:
    """Give the writes for the one maintenance pull request of scheduled runs."""
    changes = [
        *_plan_branch(REFRESH_BRANCH, branch, actual.branch),
        *_plan_pull(REFRESH_BRANCH, pull, actual.pull),
    ]
    return Plan(None, "refresh", tuple(changes), actual.pull.number if actual.pull else None)


def is_same(files: DesiredBranch, actual: ActualBranch) -> bool:
    """Tell whether a branch holds the files as they should be."""
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
    """Tell whether the pull request is to remember a comment: one that is there, or was."""
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
    held = blocks.memory_of(actual.body)
    body = blocks.replace_block(actual.body, block)
    is_own_title = held.title == blocks.title_digest(actual.title)
    title = desired.title if is_own_title else actual.title
    if (title, body) == (actual.title, blocks.unix(actual.body)):
        return []
    return [EditPull(actual.number, title, body)]


def _plan_ending(name: str, desired: DesiredState, actual: ActualState) -> list[Change]:
    """Close the bot's pull request and remove a branch that holds nobody else's commits.

    One that a person opened is left. One that a person opened again says so from then
    on, so that closing it is that person's word, too.
    """
    pull = actual.pull
    if not desired.closing or (pull and (not pull.own or blocks.is_opened_again(pull.body))):
        return []
    if pull and blocks.is_closed_by_bot(pull.body):
        return [EditPull(pull.number, pull.title, blocks.open_again(pull.body))]
    changes: list[Change] = []
    if pull:
        changes.append(ClosePull(pull.number, blocks.close_block(pull.body, desired.closing)))
    if actual.branch and actual.branch.only_own:
        changes.append(DeleteBranch(name, actual.branch.tip.commit))
    return changes


def _plan_pull_labels(desired: DesiredState, actual: ActualState) -> list[Change]:
    """Label the pull request until the comment links it: then taking it off is a person's word.

    One that stands while its issue cannot be listed says so by a label, too.
    """
    changes: list[Change] = []
    unfinished = actual.pull is None or not (actual.locked or _links_pull(actual))
    labels = actual.pull.labels if actual.pull else frozenset[str]()
    if desired.pull and unfinished and LABEL not in labels:
        changes.append(LabelPull(LABEL))
    before = actual.comment.verdict if actual.comment else None
    if actual.pull and not actual.locked and (before != desired.verdict or _is_twice(actual)):
        if desired.verdict == "rejected" and NEEDS_CHANGES not in labels:
            changes.append(LabelPull(NEEDS_CHANGES))
        if (
            desired.verdict != "rejected"
            and NEEDS_CHANGES in _stale_labels(actual, before) & labels
        ):
            changes.append(RemoveLabel(actual.pull.number, NEEDS_CHANGES))
    return changes


def _links_pull(actual: ActualState) -> bool:
    comment, pull = actual.comment, actual.pull
    return comment is not None and pull is not None and comment.memory.pull == pull.number


def _plan_labels(issue: int, desired: DesiredState, actual: ActualState) -> list[Change]:
    """Set labels when the verdict changes, so that one a person took off or set stays so."""
    changes: list[Change] = []
    before = actual.comment.verdict if actual.comment else None
    # Where nobody may comment, a verdict cannot be remembered: labels come with the opening.
    says = actual.pull is None and desired.pull is not None if actual.locked else True
    changes_verdict = before != desired.verdict or _is_twice(actual)
    if says and changes_verdict and desired.verdict in _JUDGED:
        wanted = {desired.label} if before in _JUDGED else {LABEL, desired.label}
        if missing := sorted(name for name in wanted if name and name not in actual.labels):
            changes.append(AddLabels(issue, tuple(missing)))
        stale = _stale_labels(actual, before) - {desired.label}
        changes += [RemoveLabel(issue, name) for name in sorted(stale & actual.labels)]
    if before != desired.verdict and desired.verdict in _ENDED:
        stale = _stale_labels(actual, before) & actual.labels
        changes += [RemoveLabel(issue, name) for name in sorted(stale)]
    if desired.pull and RETRY in actual.labels:
        changes.append(RemoveLabel(issue, RETRY))
    return changes


def _is_twice(actual: ActualState) -> bool:
    """Tell whether two runs at once have left two comments."""
    return actual.comment is not None and bool(actual.comment.later)


def _stale_labels(actual: ActualState, before: str | None) -> frozenset[str]:
    """Give the labels that the verdict before may have left on the issue."""
    if before == "blocked" or _is_twice(actual):
        return frozenset(_LABEL_OF_VERDICT.values())  # a run was stopped, or two ran at once
    label = _LABEL_OF_VERDICT.get(before or "")
    return frozenset({label} if label else ())


def _plan_comment(issue: int, desired: DesiredState, actual: ActualState) -> list[Change]:
    if actual.locked:
        return []
    later = actual.comment.later if actual.comment else ()
    second: list[Change] = [DeleteComment(number) for number in later]
    if not desired.comment:
        return second
    if actual.comment is None:
        return [WriteComment(issue, None, desired.comment)]
    body = fill_pull(desired.comment, actual.pull.number) if actual.pull else desired.comment
    if blocks.unix(actual.comment.body).strip() == body.strip():
        return second
    return [WriteComment(issue, actual.comment.id, desired.comment), *second]
