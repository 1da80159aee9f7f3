"""Read what the repository holds around one branch of the bot's, against the default branch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from github import GithubException
from github.PullRequest import PullRequest
from github.Repository import Repository

from bot.errors import TransientFault
from bot.gateway import convert
from bot.gateway.here import Here
from bot.reconcile import states

_PAGE = 100
_MOST_PAGES = 20  # of earlier commits; what is beyond them is not known to be the bot's


def read_context(
    here: Here,
    name: str,
    pulls: Sequence[PullRequest],
    base_branch: str | Callable[[], str],
    others: tuple[states.OtherPull, ...],
    *,
    branch_may_exist: bool,
    is_described: bool = True,
) -> states.Context:
    """Return what there is for a branch and its pull requests. Raises what PyGithub raises.

    `base_branch` is the name of the default branch, or asks for it. Of a list that nothing
    describes (`is_described`) no papers are read.
    """
    opened = min(
        (pull for pull in pulls if pull.state == "open"),
        key=lambda pull: (
            not convert.is_own(pull, here),
            pull.base.ref != base_branch,
            pull.number,
        ),
        default=None,
    )
    if opened:
        base_branch = opened.base.ref
    elif not isinstance(base_branch, str):
        base_branch = base_branch()
    ended, ended_pull = convert.ending_of(pulls, here)
    looks = opened or branch_may_exist or ended is states.Ending.WITHDRAWN
    base, branch = _compared(here, base_branch, name) if looks else (None, None)
    base = base or tip_of_branch(here.repository, base_branch)
    closed = [each for each in pulls if each.state != "open" and not each.merged_at]
    return states.Context(
        branch,
        convert.pull_of(opened, here) if opened else None,
        base_branch,
        base,
        here.files.read_data(base.commit) if is_described else "",
        ended,
        ended_pull,
        tuple(each.body or "" for each in closed),
        others,
        max((each.closed_at.date() for each in pulls if each.closed_at), default=None),
    )


def tip_of_branch(repository: Repository, branch: str) -> states.Tip:
    """Return the last commit of a branch. Raises what PyGithub raises."""
    return convert.tip_of(repository.get_branch(branch).raw_data["commit"])


def _compared(
    here: Here, base_branch: str, name: str
) -> tuple[states.Tip, states.ActualBranch] | tuple[None, None]:
    """Compare two branches, in one request as a rule; None where the second is not there."""
    try:
        comparison = compare(here.repository, base_branch, name)
    except GithubException as error:
        if error.status == 404:
            return None, None
        raise
    base = convert.tip_of(comparison["base_commit"])
    return base, convert.branch_of(comparison, here)


def compare(repository: Repository, base: str, tip: str) -> dict[str, Any]:
    """Return GitHub's comparison of two branches or commits, its commits oldest first.

    "When calling this endpoint without any paging parameter (per_page or page), the returned
    list is limited to 250 commits, and the last commit in the list is the most recent of the
    entire comparison." With one, it begins with the oldest, and "the last commit in the
    returned list may not be the most recent one"; PyGithub's own `compare` adds both. Files
    are named on the first page alone, 300 at most.
    https://docs.github.com/en/rest/commits/commits#compare-two-commits

    Raises what PyGithub raises, and TransientFault where a branch moved meanwhile.
    """
    url = f"{repository.url}/compare/{quote(base)}...{quote(tip)}"
    requester = repository.requester
    comparison: dict[str, Any]
    _, comparison = requester.requestJsonAndCheck("GET", url)
    missing = comparison["total_commits"] - len(comparison["commits"])
    pages = -(-missing // _PAGE)
    if not 0 < pages <= _MOST_PAGES:
        return comparison
    earlier: list[dict[str, Any]] = []
    for page in range(1, pages + 1):
        asked = {"per_page": _PAGE, "page": page}
        _, found = requester.requestJsonAndCheck("GET", url, parameters=asked)
        if found["total_commits"] != comparison["total_commits"]:
            raise TransientFault(f"{tip} moved while it was compared")
        earlier += found["commits"]
    if len(earlier) < missing:
        raise TransientFault("GitHub leaves commits out of a comparison")
    return comparison | {"commits": [*earlier[:missing], *comparison["commits"]]}
