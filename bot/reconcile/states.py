"""Hold the nouns of planning: what is, what should be, and the changes between them.

Desired and actual state have the same four parts: branch, pull request, comment,
labels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from bot.messages import Memory


@dataclass(frozen=True)
class Tip:
    """A commit and its tree, by name."""

    commit: str
    tree: str


@dataclass(frozen=True)
class ActualBranch:
    """The issue's branch as it is: its last commit, and by blob the files it changes.

    `fork` is the last commit of the default branch that it holds. `own` is the last
    commit that the bot made, blank where there is none, and `only_own` tells that
    nobody else has made one. `digest` is that of the issue's text from which `own` was
    made and `kept` are the fields in which a person's word stood, as its message says.
    `all_files` tells that `blobs` are all, and not as many as GitHub names.
    """

    tip: Tip
    fork: str
    blobs: Mapping[str, str]
    own: str
    digest: str
    kept: frozenset[str] = frozenset()
    only_own: bool = True
    all_files: bool = True

    @property
    def foreign(self) -> bool:
        """Tell whether somebody has committed since the bot did.

        What is merged is on the default branch, and nobody's any more.
        """
        return self.tip.commit not in (self.own, self.fork)


@dataclass(frozen=True)
class ActualPull:
    """The issue's open pull request as it is; a person may have opened it (`own` is false)."""

    number: int
    title: str
    body: str
    labels: frozenset[str]
    own: bool = True


@dataclass(frozen=True)
class OtherPull:
    """An open pull request of the bot's for another issue, with the keys of its paper.

    `author` is the number of the account that filed the issue, 0 where the body does
    not say.
    """

    number: int
    issue: int
    keys: frozenset[str]
    author: int = 0


@dataclass(frozen=True)
class ActualComment:
    """The bot's comment as it is; `verdict` is the one it gave.

    `digest` is that of the issue's text it answers. `later` are further comments of
    the bot's, which two runs at once may have left; `memory` is all that it remembers.
    """

    id: int
    body: str
    verdict: str
    digest: str
    later: tuple[int, ...] = ()
    memory: Memory = field(default_factory=Memory)


@dataclass(frozen=True)
class ActualState:
    """What the repository holds for one issue; nobody may comment on a locked one."""

    branch: ActualBranch | None
    pull: ActualPull | None
    comment: ActualComment | None
    labels: frozenset[str]
    locked: bool


@dataclass(frozen=True)
class Surroundings:
    """What the repository holds around one branch of the bot's, and the list it is for.

    `papers` is papers.json at `head`, the head of the default branch `base_branch`.
    `ended` is "merged", "declined" or, where the bot itself closed it, "withdrawn" if
    no pull request of the branch is open any more, else blank; `ended_pull` is the
    number of that one. `declined` are the bodies of those that were closed unmerged,
    `others` the open pull requests of other issues.
    """

    state: ActualState
    base_branch: str
    head: Tip
    papers: str
    ended: str = ""
    ended_pull: int | None = None
    declined: tuple[str, ...] = ()
    others: tuple[OtherPull, ...] = ()


@dataclass(frozen=True)
class DesiredBranch:
    """The branch as it should be: these files over `base`, the head of the default branch.

    A file whose text is None is not to be there.
    `merge` asks to merge `base` also where the files are right already, since the
    default branch has changed one of them in its own way. `carried` are the paths of
    people's own changes on the branch, which a merge keeps. `unchanged` are files
    that are as where the branch forked, and so need not show among its changes.
    """

    files: Mapping[str, str | None]
    message: str
    base: Tip
    papers_at_base: str
    merge: bool = False
    carried: frozenset[str] = frozenset()
    unchanged: frozenset[str] = frozenset()


@dataclass(frozen=True)
class DesiredPull:
    """The pull request as it should be: the bot's title and the block it owns in the body."""

    title: str
    block: str
    base_branch: str


@dataclass(frozen=True)
class DesiredState:
    """What the repository should hold for one issue; None leaves a part as it is.

    `comment` is blank where nothing is to be said, and `label` is the label of the
    verdict, beside the one that every submission has. `closing` is the word with which
    an open pull request of the bot's is to be closed.
    """

    branch: DesiredBranch | None
    pull: DesiredPull | None
    comment: str
    verdict: str
    label: str | None
    closing: str = ""


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
        """Say the change in one line."""
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
        """Say the change in one line."""
        return f"open pull request {self.branch} -> {self.base_branch}"


@dataclass(frozen=True)
class EditPull:
    """Edit the pull request's title and the bot's block in its body."""

    rank: ClassVar[int] = 2
    number: int
    title: str
    body: str

    def describe(self) -> str:
        """Say the change in one line."""
        return f"edit pull request {self.number}"


@dataclass(frozen=True)
class ClosePull:
    """Close the bot's own pull request, with a word in its body."""

    rank: ClassVar[int] = 2
    number: int
    body: str

    def describe(self) -> str:
        """Say the change in one line."""
        return f"close pull request {self.number}"


@dataclass(frozen=True)
class DeleteBranch:
    """Delete the bot's own branch as long as `tip` is its last commit."""

    rank: ClassVar[int] = 3
    branch: str
    tip: str

    def describe(self) -> str:
        """Say the change in one line."""
        return f"delete branch {self.branch}"


@dataclass(frozen=True)
class LabelPull:
    """Label the pull request, which may have been opened just before."""

    rank: ClassVar[int] = 3
    name: str

    def describe(self) -> str:
        """Say the change in one line."""
        return f"label the pull request {self.name}"


@dataclass(frozen=True)
class AddLabels:
    """Add labels to the issue."""

    rank: ClassVar[int] = 4
    issue: int
    names: tuple[str, ...]

    def describe(self) -> str:
        """Say the change in one line."""
        return f"label issue {self.issue} {', '.join(self.names)}"


@dataclass(frozen=True)
class RemoveLabel:
    """Take one label off the issue, or off a pull request by its number."""

    rank: ClassVar[int] = 4
    issue: int
    name: str

    def describe(self) -> str:
        """Say the change in one line."""
        return f"take label {self.name} off issue {self.issue}"


@dataclass(frozen=True)
class WriteComment:
    """Post the bot's comment, or edit the one with this id."""

    rank: ClassVar[int] = 5
    issue: int
    id: int | None
    body: str

    def describe(self) -> str:
        """Say the change in one line."""
        return f"{'edit the' if self.id else 'post a'} comment on issue {self.issue}"


@dataclass(frozen=True)
class DeleteComment:
    """Delete a comment of the bot's own that stands there a second time."""

    rank: ClassVar[int] = 5
    id: int

    def describe(self) -> str:
        """Say the change in one line."""
        return "delete the bot's second comment"


@dataclass(frozen=True)
class NoteComment:
    """Note in the body of the pull request, which may be a new one, that a comment was written.

    Where that is missing later, a person has deleted it.
    """

    rank: ClassVar[int] = 6
    body: str

    def describe(self) -> str:
        """Say the change in one line."""
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
