"""The nouns of planning: what is, and what should be.

Desired and actual state have the same four parts: branch, pull request, comment,
labels.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.catalog import Catalog
from bot.messages import Memory, Verdict, blocks
from bot.submission import Filed, IssueSnapshot


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
    def changed_since(self) -> bool:
        """Whether somebody has committed since the bot did.

        What is merged is on the default branch, and nobody's any more.
        """
        return self.tip.commit not in (self.own, self.fork)

    @property
    def is_spent(self) -> bool:
        """Whether it holds nothing that the default branch does not: it was merged."""
        return self.tip.commit == self.fork


@dataclass(frozen=True)
class ActualPull:
    """The issue's open pull request as it is; a person may have opened it (`own` is false)."""

    number: int
    title: str
    body: str
    labels: frozenset[str]
    own: bool = True

    @property
    def memory(self) -> Memory:
        """Return what the bot's block in the body remembers."""
        return blocks.memory_of(self.body)


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
    """The bot's comment as it is, with what it remembers.

    `later` are further comments of the bot's, which two runs at once may have left.
    """

    id: int
    body: str
    memory: Memory
    later: tuple[int, ...] = ()

    @property
    def verdict(self) -> Verdict | None:
        """Return the verdict it gave."""
        return self.memory.verdict

    @property
    def digest(self) -> str:
        """Return the digest of the issue's text that it answers."""
        return self.memory.digest


@dataclass(frozen=True)
class ActualState:
    """What the repository holds for one issue; nobody may comment on a locked one."""

    branch: ActualBranch | None
    pull: ActualPull | None
    comment: ActualComment | None
    labels: frozenset[str]
    locked: bool

    @property
    def said(self) -> Verdict | None:
        """Return the verdict that the bot's comment gives."""
        return self.comment.verdict if self.comment else None


class Ending(StrEnum):
    """How the last pull request of a branch ended, where none is open any more."""

    MERGED = "merged"
    DECLINED = "declined"  # closed unmerged by a person
    WITHDRAWN = "withdrawn"  # closed by the bot itself


@dataclass(frozen=True)
class Context:
    """What the repository holds around one branch of the bot's, and the list it is for.

    `papers` is papers.json at `base`, the last commit of the default branch
    `base_branch`. `ended` tells how the last pull request of the branch ended, and
    `ended_pull` is its number; `ended_on` is the last day on which one did. `declined` are
    the bodies of those that were closed unmerged, `others` the open pull requests of other
    issues.
    """

    branch: ActualBranch | None
    pull: ActualPull | None
    base_branch: str
    base: Tip
    papers: str
    ended: Ending | None = None
    ended_pull: int | None = None
    declined: tuple[str, ...] = ()
    others: tuple[OtherPull, ...] = ()
    ended_on: dt.date | None = None


@dataclass(frozen=True)
class Case:
    """One issue with all that was read about it; `digest` is that of its text.

    `filed` is what its text says to the list around it.
    """

    issue: IssueSnapshot
    digest: str
    context: Context
    filed: Filed
    comment: ActualComment | None = None

    @property
    def number(self) -> int:
        """Return the number of the issue."""
        return self.issue.number

    @property
    def catalog(self) -> Catalog:
        """Return the list that the issue is for."""
        return self.filed.catalog

    @property
    def branch(self) -> ActualBranch | None:
        """Return the issue's branch."""
        return self.context.branch

    @property
    def pull(self) -> ActualPull | None:
        """Return the issue's open pull request."""
        return self.context.pull

    @property
    def actual(self) -> ActualState:
        """Return what the repository holds for the issue."""
        issue = self.issue
        return ActualState(self.branch, self.pull, self.comment, issue.labels, issue.is_locked)


@dataclass(frozen=True)
class DesiredBranch:
    """The branch as it should be: these files over `base`, the default branch's last commit.

    A file whose text is None is not to be there; `data` is the path of the list itself,
    `readme_at_base` the README of a list that keeps it as its own.
    `merge` asks to merge `base` also where the files are right already, since the
    default branch has changed one of them in its own way. `carried` are the paths of
    people's own changes on the branch, which a merge keeps. `unchanged` are files
    that are as where the branch forked, and so need not show among its changes.
    """

    files: Mapping[str, str | None]
    message: str
    base: Tip
    papers_at_base: str
    data: str
    readme_at_base: str = ""
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

    `comment` is blank where nothing is to be said. `closing` is the word with which an
    open pull request of the bot's is to be closed.
    """

    verdict: Verdict
    comment: str = ""
    branch: DesiredBranch | None = None
    pull: DesiredPull | None = None
    closing: str = ""
