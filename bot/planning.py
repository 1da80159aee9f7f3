"""Compare what the repository should hold with what it holds, and plan the missing writes.

A plan is a value: it can be printed, tested, refused, and only then applied. An
empty plan is a plan.
"""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass

from bot.catalog import parse_catalog
from bot.errors import BrokenState
from bot.issue_form import LABEL
from bot.rendering import BLOCK_BEGIN, BLOCK_END
from bot.states import (
    ActualBranch,
    ActualPull,
    ActualState,
    AddLabels,
    Change,
    CommitFiles,
    DeleteComment,
    DesiredBranch,
    DesiredPull,
    DesiredState,
    EditPull,
    LabelPull,
    OpenPull,
    RemoveLabel,
    Surroundings,
    WriteComment,
)

PAPERS_FILE = "papers.json"
README_FILE = "README.md"
NEEDS_CHANGES = "needs-changes"
DUPLICATE = "duplicate"
RETRY = "bot-retry"
REFRESH_BRANCH = "paper-bot/refresh"
# Stands in a comment for the pull request, whose number is known only once it is open.
PULL_REFERENCE = "{the pull request}"
_OWN_FILES = frozenset({PAPERS_FILE, README_FILE})


def branch_name(issue: int) -> str:
    """Give the name of an issue's branch; it is how branch and pull request are found again."""
    return f"paper-bot/issue-{issue}"


def issue_of_branch(name: str) -> int | None:
    """Give the issue whose branch this is, None for any other branch."""
    prefix, _, number = name.rpartition("-")
    return int(number) if prefix == "paper-bot/issue" and number.isdecimal() else None


def blob_sha(text: str) -> str:
    """Give the name by which git knows a file's content, to compare without fetching it."""
    content = text.encode()
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


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
    changes = [
        *_plan_branch(branch_name(issue), desired.branch, actual.branch),
        *_plan_pull(branch_name(issue), desired.pull, actual.pull),
        *_plan_pull_label(desired, actual),
        *_plan_labels(issue, desired, actual),
        *_plan_comment(issue, desired, actual),
    ]
    number = actual.pull.number if actual.pull else None
    ordered = tuple(sorted(changes, key=lambda change: change.rank))
    wanting = desired.pull is not None and is_wanting(desired.pull.block)
    return Plan(issue, desired.verdict, ordered, number, wanting)


def is_answered(actual: ActualState, digest: str) -> bool:
    """Tell whether an issue's text with this digest was answered before, to the end.

    The comment is written last, so its digest vouches for the rest; where nobody may
    comment, the pull request's does.
    """
    if actual.comment is None:
        return actual.locked and _holds(actual.pull, digest)
    return actual.comment.digest == digest and not actual.comment.later


def is_settled(around: Surroundings, digest: str) -> bool:
    """Tell whether nothing is left to do for a paper: all parts are of this text, on top.

    What a person changed since then is a person's to change.
    """
    actual = around.state
    branch = actual.branch
    return (
        is_answered(actual, digest)
        and _holds(actual.pull, digest)
        and RETRY not in actual.labels
        and branch is not None
        and branch.digest == digest
        and branch.fork == around.head.commit
    )


def _holds(pull: ActualPull | None, digest: str) -> bool:
    return pull is not None and digest in pull.body


def without_rewording(plan: Plan, actual: ActualState, digest: str) -> Plan:
    """Drop what would only put a settled answer in other words, as services come and go."""
    commits = any(isinstance(change, CommitFiles | OpenPull) for change in plan.changes)
    if commits or not (is_answered(actual, digest) and _holds(actual.pull, digest)):
        return plan
    comment, pull = actual.comment, actual.pull
    if comment and pull and is_wanting(comment.body) != is_wanting(pull.body):
        return plan  # an earlier run was stopped between the two
    kept = tuple(c for c in plan.changes if not isinstance(c, EditPull | WriteComment))
    return dataclasses.replace(plan, changes=kept)


def settled_plan(issue: int, actual: ActualState) -> Plan:
    """Give the empty plan of an issue for which all is done."""
    pull = actual.pull
    wanting = pull is not None and is_wanting(pull.body)
    return Plan(issue, "accepted", (), pull.number if pull else None, wanting)


def is_wanting(text: str) -> bool:
    """Tell whether a text of the bot's says that date or link are not known yet."""
    return "<!-- wanting " in text


def make_maintenance_plan(branch: DesiredBranch, pull: DesiredPull, actual: ActualState) -> Plan:
    """Give the writes for the one maintenance pull request of scheduled runs."""
    changes = [
        *_plan_branch(REFRESH_BRANCH, branch, actual.branch),
        *_plan_pull(REFRESH_BRANCH, pull, actual.pull),
    ]
    return Plan(None, "refresh", tuple(changes), actual.pull.number if actual.pull else None)


def _plan_branch(
    name: str, desired: DesiredBranch | None, actual: ActualBranch | None
) -> list[Change]:
    """Commit on top, and merge the default branch where it has moved: nothing is ever forced."""
    if desired is None:
        return []
    if actual is None:
        return [CommitFiles(name, desired.base, desired.files, desired.message, create=True)]
    same = all(actual.blobs.get(path) == blob_sha(text) for path, text in desired.files.items())
    if same or actual.foreign:
        return []
    merged = None if actual.fork == desired.base.commit else desired.base
    return [CommitFiles(name, actual.tip, desired.files, desired.message, False, merged)]


def _plan_pull(name: str, desired: DesiredPull | None, actual: ActualPull | None) -> list[Change]:
    if desired is None:
        return []
    block = mark_title(desired.block, desired.title)
    if actual is None:
        return [OpenPull(name, desired.base_branch, desired.title, f"{block}\n")]
    body = _with_block(actual.body, block)
    is_own_title = title_mark(actual.title) in actual.body
    title = desired.title if is_own_title else actual.title
    if (title, body) == (actual.title, _unix(actual.body)):
        return []
    return [EditPull(actual.number, title, body)]


def _plan_pull_label(desired: DesiredState, actual: ActualState) -> list[Change]:
    """Label the pull request once: after the comment is there, taking it off is a person's word."""
    unfinished = actual.pull is None or (actual.comment is None and not actual.locked)
    has_it = actual.pull is not None and LABEL in actual.pull.labels
    return [LabelPull(LABEL)] if desired.pull and unfinished and not has_it else []


def title_mark(title: str) -> str:
    """Give the mark by which the bot knows again, in the block, a title that it wrote itself."""
    return f"<!-- title {hashlib.sha256(title.encode()).hexdigest()[:12]} -->"


def mark_title(block: str, title: str) -> str:
    """Add the title's mark to the block, so that title and mark change in one request."""
    return block.replace(BLOCK_BEGIN, f"{BLOCK_BEGIN}\n{title_mark(title)}", 1)


def _with_block(body: str, block: str) -> str:
    """Replace the bot's block in a body and keep all else; a removed block stays removed."""
    body = _unix(body)
    before, begin, rest = body.partition(BLOCK_BEGIN)
    _, end, after = rest.partition(BLOCK_END)
    return f"{before}{block}{after}" if begin and end else body


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")


def _plan_labels(issue: int, desired: DesiredState, actual: ActualState) -> list[Change]:
    """Set labels when the verdict changes, so that one a person took off or set stays so."""
    changes: list[Change] = []
    before = actual.comment.verdict if actual.comment else None
    if actual.locked and actual.pull:
        before = before or "accepted"
    if before != desired.verdict:
        wanted = {desired.label} if before else {LABEL, desired.label}
        if missing := sorted(name for name in wanted if name and name not in actual.labels):
            changes.append(AddLabels(issue, tuple(missing)))
        stale = _LABEL_OF_VERDICT.get(before or "")
        if stale and stale in actual.labels:
            changes.append(RemoveLabel(issue, stale))
    if desired.pull and RETRY in actual.labels:
        changes.append(RemoveLabel(issue, RETRY))
    return changes


_LABEL_OF_VERDICT = {"rejected": NEEDS_CHANGES, "duplicate": DUPLICATE}


def _plan_comment(issue: int, desired: DesiredState, actual: ActualState) -> list[Change]:
    if actual.locked:
        return []
    if actual.comment is None:
        return [WriteComment(issue, None, desired.comment)]
    second: list[Change] = [DeleteComment(number) for number in actual.comment.later]
    pull = f"#{actual.pull.number}" if actual.pull else PULL_REFERENCE
    body = desired.comment.replace(PULL_REFERENCE, pull)
    if _unix(actual.comment.body).strip() == body.strip():
        return second
    return [WriteComment(issue, actual.comment.id, desired.comment), *second]


def raise_if_unsafe(plan: Plan, desired: DesiredState) -> None:
    """Refuse a plan that does more than one submission can explain.

    Raises BrokenState where a commit touches a file that is not the bot's, or
    changes papers.json by anything but one paper at its end.
    """
    for change in plan.changes:
        if isinstance(change, CommitFiles) and desired.branch:
            if not change.files.keys() <= _OWN_FILES:
                raise BrokenState(f"refused: {plan.describe()}: it touches other files")
            before = parse_catalog(desired.branch.papers_at_base).papers
            after = parse_catalog(change.files[PAPERS_FILE]).papers
            kept, added = after[: len(before)], after[len(before) :]
            if kept != before or [paper.issue for paper in added] != [plan.issue]:
                raise BrokenState(f"refused: {plan.describe()}: it is not one paper more")
