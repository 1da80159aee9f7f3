"""All that a few pages tell of the whole repository, for what is settled to cost no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.messages import Verdict
from bot.reconcile.states import (
    ActualBranch,
    ActualComment,
    ActualPull,
    Context,
    Ending,
    OtherPull,
    Tip,
)
from bot.submission import IssueSnapshot


@dataclass(frozen=True)
class Survey:
    """All open issues, oldest first, and what is known of them without asking again.

    `papers` is the list at `base`, the last commit of the default branch. `pulls` are the open
    pull requests of their branches by issue, `ended` the issues whose pull request was closed
    of late, each with how that ended and its number, `others` the bot's open pull requests.
    `comments` are the bot's by issue, closed ones too; `complete` tells that all comments that
    matter were read. `proposal` is the open pull request that proposes a description, of no use
    any more. `branch` returns that of an issue's pull request, None where that takes
    a request.
    """

    issues: tuple[IssueSnapshot, ...]
    base_branch: str
    base: Tip
    papers: str
    pulls: Mapping[int, ActualPull]
    ended: Mapping[int, tuple[Ending, int]]
    others: tuple[OtherPull, ...]
    comments: Mapping[int, ActualComment]
    complete: bool
    proposal: ActualPull | None
    branch: Callable[[int], ActualBranch | None]

    def half_made(self) -> set[int]:
        """Return the issues with something left over: a pull request, or a second comment.

        A pull request that a person opened again is that person's.
        """
        opened = {n for n, pull in self.pulls.items() if not pull.memory.reopened}
        doubled = {number for number, comment in self.comments.items() if comment.later}
        return opened | doubled

    def context(self, issue: IssueSnapshot) -> Context | None:
        """Return what there is for an open issue; None where that takes a request to tell.

        How a pull request ended that was closed long ago is read from the bot's comment.
        """
        number, comment = issue.number, self.comments.get(issue.number)
        if comment is None and issue.comment_count and not self.complete:
            return None
        pull, branch = self.pulls.get(number), None
        ended: tuple[Ending | None, int | None] = None, None
        if pull:
            branch = self.branch(number)
            if branch is None:
                return None
        else:
            is_declined = comment is not None and comment.verdict is Verdict.DECLINED
            ended = self.ended.get(number, (Ending.DECLINED if is_declined else None, None))
        others = tuple(other for other in self.others if other.issue != number)
        return Context(branch, pull, self.base_branch, self.base, self.papers, *ended, (), others)
