"""Notice that what was read is no longer, or not yet, what GitHub holds: then it is read again."""

from __future__ import annotations

from bot.config import branch_name
from bot.errors import Conflict, TransientFault
from bot.messages import digest_of
from bot.reconcile.ports import Repository
from bot.reconcile.rivals import is_for
from bot.reconcile.states import Case


def raise_if_outdated(case: Case, repository: Repository) -> None:
    """Raise Conflict where the issue was edited while it was read.

    Branch or comment are of another text then, perhaps of a later one, by another run.
    """
    digests = {part.digest for part in (case.branch, case.comment) if part}
    if digests - {"", case.digest}:
        again = repository.issue(case.number)
        if digest_of(again) != case.digest:
            raise Conflict(f"issue {case.number} was edited meanwhile")


def raise_if_lagging(case: Case, repository: Repository) -> None:
    """Raise TransientFault where a pull request is there that GitHub does not list yet.

    GitHub's lists may lag behind; the bot's comment remembers the pull request.
    """
    if case.pull or case.context.ended or case.comment is None:
        return
    number = case.comment.memory.pull
    if isinstance(number, int) and repository.is_pull_of(number, branch_name(case.number)):
        raise TransientFault(f"GitHub does not list pull request {number} yet")


def raise_if_merged(case: Case, repository: Repository) -> None:
    """Raise Conflict where a pull request is open though its own record is on the list.

    It was merged while it was read, or GitHub's lists lag behind; then it is not to be closed.
    """
    pull, branch = case.pull, case.branch
    listed = [paper for paper in case.catalog.papers if paper.issue == case.number]
    if pull is None or not listed:
        return
    holds_nothing_more = branch is not None and branch.tip.commit == branch.fork
    if holds_nothing_more or any(is_for(case, paper, repository) for paper in listed):
        raise Conflict(f"pull request {pull.number} was merged meanwhile")


def is_overtaken(case: Case) -> bool:
    """Whether the paper of an open pull request has come to the list by another way."""
    pull = case.pull
    return pull is not None and not case.catalog.keys.isdisjoint(pull.memory.keys)
