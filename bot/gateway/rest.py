"""Read GitHub's REST API where the bot has no noun of its own for what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from github import GithubException

from bot.errors import BrokenState
from bot.gateway.client import open_client
from bot.gateway.errors import faults

_REFUSED = (403, 404, 409, 422)  # the last two: an empty repository, and what names no commit


class Refused(NamedTuple):
    """GitHub's answer where the token may not see something, or it is not there."""

    status: int
    message: str


class Rest:
    """Reads of one repository, nothing written."""

    def __init__(self, repository: str, token: str, *, api_url: str) -> None:
        self._requester = open_client(token, api_url)
        self._root = f"/repos/{repository}"

    def close(self) -> None:
        """Close the connection."""
        self._requester.close()

    def get(self, path: str, doing: str) -> Any:
        """Return the decoded JSON of a path below the repository, Refused where it is not shown.

        Raises Fault where the token is wrong, GitHub limits the requests or does not answer;
        `doing` says what was tried.
        """
        try:
            with faults(doing):
                _, answer = self._requester.requestJsonAndCheck("GET", f"{self._root}{path}")
        except BrokenState as fault:
            error = fault.__cause__
            if not isinstance(error, GithubException) or error.status not in _REFUSED:
                raise
            data: object = error.data
            said = data.get("message") if isinstance(data, Mapping) else "no reason given"
            return Refused(error.status, str(said))
        return answer
