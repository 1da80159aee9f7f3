"""The changes that a plan consists of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.reconcile.states import Tip


class _Change:
    """One write."""

    def describe(self) -> str:
        """Return the change in one line, without any text of an issue."""
        return _WORDS[type(self)](self)


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


@dataclass(frozen=True)
class OpenPull(_Change):
    """Open the pull request."""

    branch: str
    base_branch: str
    title: str
    body: str


@dataclass(frozen=True)
class EditPull(_Change):
    """Edit the pull request's title and the bot's block in its body."""

    number: int
    title: str
    body: str


@dataclass(frozen=True)
class ClosePull(_Change):
    """Close the bot's own pull request, with a word in its body."""

    number: int
    body: str


@dataclass(frozen=True)
class DeleteBranch(_Change):
    """Delete the bot's own branch as long as `tip` is its last commit."""

    branch: str
    tip: str


@dataclass(frozen=True)
class LabelPull(_Change):
    """Label the pull request, which may have been opened just before."""

    name: str


@dataclass(frozen=True)
class AddLabels(_Change):
    """Add labels to the issue."""

    issue: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class RemoveLabel(_Change):
    """Take one label off the issue, or off a pull request by its number."""

    issue: int
    name: str


@dataclass(frozen=True)
class WriteComment(_Change):
    """Post the bot's comment, or edit the one with this id."""

    issue: int
    id: int | None
    body: str


@dataclass(frozen=True)
class DeleteComment(_Change):
    """Delete a comment of the bot's own that stands there a second time."""

    id: int


@dataclass(frozen=True)
class NoteComment(_Change):
    """Note in the body of the pull request, which may be a new one, that a comment was written.

    Where that is missing later, a person has deleted it.
    """

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

_WORDS: dict[type[_Change], Callable[[Any], str]] = {
    CommitFiles: lambda it: f"{'create' if it.create else 'update'} branch {it.branch}",
    OpenPull: lambda it: f"open pull request {it.branch} -> {it.base_branch}",
    EditPull: lambda it: f"edit pull request {it.number}",
    ClosePull: lambda it: f"close pull request {it.number}",
    DeleteBranch: lambda it: f"delete branch {it.branch}",
    LabelPull: lambda it: f"label the pull request {it.name}",
    AddLabels: lambda it: f"label issue {it.issue} {', '.join(it.names)}",
    RemoveLabel: lambda it: f"take label {it.name} off issue {it.issue}",
    WriteComment: lambda it: f"{'edit the' if it.id else 'post a'} comment on issue {it.issue}",
    DeleteComment: lambda _: "delete the bot's second comment",
    NoteComment: lambda _: "note the comment on the pull request",
}
