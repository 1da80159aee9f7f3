"""The changes that a plan consists of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from bot.reconcile.states import Tip


class _Change:
    """One write; `words` say it, with its own values in them."""

    words: ClassVar[str]

    def describe(self) -> str:
        """Return the change in one line."""
        return self.words.format_map(vars(self))


@dataclass(frozen=True)
class CommitFiles(_Change):
    """Commit to the branch on top of `parent`; `create` makes the branch.

    `merged` is a second parent, whose tree the files are laid over, and with them what
    `parent` has at the paths `carried`.
    """

    branch: str
    parent: Tip
    files: Mapping[str, str | None]
    message: str
    create: bool
    merged: Tip | None = None
    carried: frozenset[str] = frozenset()

    def describe(self) -> str:
        """Return the change in one line."""
        return f"{'create' if self.create else 'update'} branch {self.branch}"


@dataclass(frozen=True)
class OpenPull(_Change):
    """Open the pull request."""

    words = "open pull request {branch} -> {base_branch}"
    branch: str
    base_branch: str
    title: str
    body: str


@dataclass(frozen=True)
class EditPull(_Change):
    """Edit the pull request's title and the bot's block in its body."""

    words = "edit pull request {number}"
    number: int
    title: str
    body: str


@dataclass(frozen=True)
class ClosePull(_Change):
    """Close the bot's own pull request, with a word in its body."""

    words = "close pull request {number}"
    number: int
    body: str


@dataclass(frozen=True)
class DeleteBranch(_Change):
    """Delete the bot's own branch as long as `tip` is its last commit."""

    words = "delete branch {branch}"
    branch: str
    tip: str


@dataclass(frozen=True)
class LabelPull(_Change):
    """Label the pull request, which may have been opened just before."""

    words = "label the pull request {name}"
    name: str


@dataclass(frozen=True)
class AddLabels(_Change):
    """Add labels to the issue."""

    issue: int
    names: tuple[str, ...]

    def describe(self) -> str:
        """Return the change in one line."""
        return f"label issue {self.issue} {', '.join(self.names)}"


@dataclass(frozen=True)
class RemoveLabel(_Change):
    """Take one label off the issue, or off a pull request by its number."""

    words = "take label {name} off issue {issue}"
    issue: int
    name: str


@dataclass(frozen=True)
class WriteComment(_Change):
    """Post the bot's comment, or edit the one with this id."""

    issue: int
    id: int | None
    body: str

    def describe(self) -> str:
        """Return the change in one line."""
        return f"{'edit the' if self.id else 'post a'} comment on issue {self.issue}"


@dataclass(frozen=True)
class DeleteComment(_Change):
    """Delete a comment of the bot's own that stands there a second time."""

    words = "delete the bot's second comment"
    id: int


@dataclass(frozen=True)
class NoteComment(_Change):
    """Note in the body of the pull request, which may be a new one, that a comment was written.

    Where that is missing later, a person has deleted it.
    """

    words = "note the comment on the pull request"
    body: str


Change = (
    CommitFiles
    | OpenPull
    | EditPull
    | ClosePull
    | DeleteBranch
    | LabelPull
    | AddLabels
    | RemoveLabel
    | WriteComment
    | DeleteComment
    | NoteComment
)
