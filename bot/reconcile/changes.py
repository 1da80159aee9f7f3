"""The changes that a plan consists of; `rank` is their order, and the comment comes last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from bot.reconcile.states import Tip


@dataclass(frozen=True)
class CommitFiles:
    """Commit to the branch on top of `parent`; `create` makes the branch.

    `merged` is a second parent, whose tree the files are laid over, and with them what
    `parent` has at the paths `carried`.
    """

    rank: ClassVar[int] = 1
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
class OpenPull:
    """Open the pull request."""

    rank: ClassVar[int] = 2
    branch: str
    base_branch: str
    title: str
    body: str

    def describe(self) -> str:
        """Return the change in one line."""
        return f"open pull request {self.branch} -> {self.base_branch}"


@dataclass(frozen=True)
class EditPull:
    """Edit the pull request's title and the bot's block in its body."""

    rank: ClassVar[int] = 2
    number: int
    title: str
    body: str

    def describe(self) -> str:
        """Return the change in one line."""
        return f"edit pull request {self.number}"


@dataclass(frozen=True)
class ClosePull:
    """Close the bot's own pull request, with a word in its body."""

    rank: ClassVar[int] = 2
    number: int
    body: str

    def describe(self) -> str:
        """Return the change in one line."""
        return f"close pull request {self.number}"


@dataclass(frozen=True)
class DeleteBranch:
    """Delete the bot's own branch as long as `tip` is its last commit."""

    rank: ClassVar[int] = 3
    branch: str
    tip: str

    def describe(self) -> str:
        """Return the change in one line."""
        return f"delete branch {self.branch}"


@dataclass(frozen=True)
class LabelPull:
    """Label the pull request, which may have been opened just before."""

    rank: ClassVar[int] = 3
    name: str

    def describe(self) -> str:
        """Return the change in one line."""
        return f"label the pull request {self.name}"


@dataclass(frozen=True)
class AddLabels:
    """Add labels to the issue."""

    rank: ClassVar[int] = 4
    issue: int
    names: tuple[str, ...]

    def describe(self) -> str:
        """Return the change in one line."""
        return f"label issue {self.issue} {', '.join(self.names)}"


@dataclass(frozen=True)
class RemoveLabel:
    """Take one label off the issue, or off a pull request by its number."""

    rank: ClassVar[int] = 4
    issue: int
    name: str

    def describe(self) -> str:
        """Return the change in one line."""
        return f"take label {self.name} off issue {self.issue}"


@dataclass(frozen=True)
class WriteComment:
    """Post the bot's comment, or edit the one with this id."""

    rank: ClassVar[int] = 5
    issue: int
    id: int | None
    body: str

    def describe(self) -> str:
        """Return the change in one line."""
        return f"{'edit the' if self.id else 'post a'} comment on issue {self.issue}"


@dataclass(frozen=True)
class DeleteComment:
    """Delete a comment of the bot's own that stands there a second time."""

    rank: ClassVar[int] = 5
    id: int

    def describe(self) -> str:
        """Return the change in one line."""
        return "delete the bot's second comment"


@dataclass(frozen=True)
class NoteComment:
    """Note in the body of the pull request, which may be a new one, that a comment was written.

    Where that is missing later, a person has deleted it.
    """

    rank: ClassVar[int] = 6
    body: str

    def describe(self) -> str:
        """Return the change in one line."""
        return "note the comment on the pull request"


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
