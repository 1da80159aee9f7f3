"""Turn what GitHub and the network refuse into the bot's own faults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import requests
from github import GithubException

from bot.errors import BrokenState, Conflict, Fault, NotPermitted, TransientFault


@contextmanager
def faults(doing: str) -> Iterator[None]:
    """Raise a Fault for what PyGithub and the network raise; `doing` says what was tried."""
    try:
        yield
    except GithubException as error:
        raise _fault_of(error, doing) from error
    except requests.RequestException as error:
        raise TransientFault(f"could not {doing}: {type(error).__name__}") from error


def _fault_of(error: GithubException, doing: str) -> Fault:
    message = error.data.get("message", "") if isinstance(error.data, Mapping) else ""
    said = f"could not {doing}: GitHub answered {error.status}: {message or 'no reason given'}"
    headers = error.headers or {}
    limited = "rate limit" in message.lower() or "retry-after" in headers
    if error.status == 401:
        return BrokenState(f"{said}. The token is wrong or expired")
    if error.status == 429 or (error.status == 403 and limited) or error.status >= 500:
        return TransientFault(said)
    if error.status == 403 and "not permitted to create" in message:
        setting = "Settings > Actions > General > Workflow permissions"
        return NotPermitted(f"{said} Allow it under {setting}; the branch is kept")
    if error.status == 403:
        return NotPermitted(f"{said}. The token needs write access to contents, issues and pulls")
    if error.status in (409, 422):
        return Conflict(said)
    return BrokenState(said)
