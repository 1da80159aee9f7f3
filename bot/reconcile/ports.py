"""Name what reconciling needs of GitHub, and of the rest of the bot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from bot.reconcile.changes import Change
from bot.reconcile.states import ActualComment, Context, OtherPull, Tip
from bot.reconcile.survey import Survey
from bot.submission import IssueSnapshot


class Files(Protocol):
    """Whatever reads the repository's files and history."""

    def read_file(self, commit: str, path: str) -> str:
        """Return the text of a file at a commit."""

    def blobs_at(self, tip: Tip) -> Mapping[str, str]:
        """Return the files of a commit that the bot writes or shows, by path, with their blobs."""

    def changed_paths(self, base: str, tip: str) -> frozenset[str] | None:
        """Return the paths that differ between two commits; None where they are too many."""

    def earlier(self, commit: str, path: str) -> Iterable[str]:
        """Yield the texts that a file had before a commit's, the newest first, some of them."""


class Repository(Files, Protocol):
    """Whatever reads and writes a repository on GitHub."""

    def issue(self, number: int) -> IssueSnapshot:
        """Return an issue as it is now."""

    def context(self, number: int, base_branch: str | None, *, branch_may_exist: bool) -> Context:
        """Return what the repository holds for an issue, but its comment and labels."""

    def around(self, name: str, base_branch: str | None, *, is_described: bool = True) -> Context:
        """Return what there is around a branch of the bot's that is for no issue, by its name.

        Of a list that nothing describes no papers are read.
        """

    def comment(self, number: int) -> ActualComment | None:
        """Return the bot's comment on an issue."""

    def other_pull(self, number: int) -> OtherPull | None:
        """Return the open pull request of the bot's with this number, with its paper's keys."""

    def touched_of_late(self, author: str, number: int) -> int:
        """Return how many issues of an account, up to a number, changed within the last hour."""

    def is_pull_of(self, number: int, branch: str) -> bool:
        """Whether there is a pull request of this number for a branch."""

    def survey(
        self, base_branch: str | None, since: dt.date, has_time: Callable[[], bool]
    ) -> Survey:
        """Return all open issues and what there is for them, in a few pages.

        Raises TransientFault as soon as there is no time left.
        """

    def branched(self) -> Iterable[int]:
        """Return the issues that have a branch, as far as one page tells."""

    def apply(self, change: Change, pull: int | None) -> int | None:
        """Make one change; return the number of the pull request, where there is one."""
