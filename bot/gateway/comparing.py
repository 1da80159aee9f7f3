"""Compare two branches as GitHub answers it, with all commits that lie between them."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from github.Repository import Repository

from bot.errors import TransientFault

_PAGE = 100
_MOST_PAGES = 20  # of earlier commits; what is beyond them is not known to be the bot's


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
