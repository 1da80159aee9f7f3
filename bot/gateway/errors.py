"""Turn what GitHub and the network refuse into the bot's own faults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime

import requests
from github import GithubException

from bot.errors import (
    OF_ACTIONS,
    BadToken,
    BrokenState,
    Conflict,
    Fault,
    Limited,
    NotPermitted,
    ReadOnly,
    SecretFound,
    SuspectedRule,
    TransientFault,
)

# What a 422 says when somebody else was faster; any other one would come again.
_OVERTAKEN = (
    "already exists",
    "not a fast forward",
    "head invalid",
    "does not exist",
    "no commits between",
)
_PROTECTED = (
    "rule violation",
    "protected branch",
    "protected ref",
    "through a pull request",
    "gh013",
)
# What push protection says, which is a rule, too:
# https://docs.github.com/en/code-security/secret-scanning/introduction/about-push-protection
_SECRETS = ("secret detected in content", "cannot contain secrets", "secret scanning")
_RULED = (403, 409, 422)
_UNSURE = "reference update failed"
_WORKFLOW = "create or update workflow"
_ADVICE_ON_WORKFLOWS = (
    "The token may not put a changed workflow file on a branch. A person can: press Update branch "
    "on the pull request, or let the bot act with a token that has the permission Workflows"
)
_ADVICE_ON_ARCHIVES = (
    "Unarchive it at the end of its settings: nothing is lost, and what waits is taken up then"
)
_OF_RULES = "settings/rules"
_ADVICE_ON_RULES = "A rule protects the bot's branches: exempt paper-bot/**"

# What an answer leads to that is cut, too deep, or not of the documented shape.
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, AssertionError, RecursionError)


@contextmanager
def faults(doing: str, *, writes: bool = False) -> Iterator[None]:
    """Raise a Fault for what PyGithub and the network raise; `doing` says what was tried."""
    try:
        yield
    except GithubException as error:
        raise _fault_of(error, doing, writes=writes) from error
    except requests.RequestException as error:
        told = f"could not {doing}: no connection to GitHub ({type(error).__name__})"
        raise TransientFault(told) from error
    except _UNREADABLE as error:
        told = f"could not {doing}: GitHub's answer cannot be read ({type(error).__name__})"
        raise TransientFault(told) from error


def _fault_of(error: GithubException, doing: str, *, writes: bool) -> Fault:
    message = _message(error)
    said = f"could not {doing}: GitHub answered {error.status}: {message or 'no reason given'}"
    headers = {name.lower(): value for name, value in (error.headers or {}).items()}
    limited = "rate limit" in message.lower() or "retry-after" in headers
    if error.status == 401:
        return BadToken(f"{said}. The token is wrong or expired")
    if error.status == 429 or (error.status == 403 and limited):
        return Limited(said, _seconds_to_wait(headers))
    if error.status >= 500:
        return TransientFault(said)
    if error.status == 410 and "disabled" in message.lower():
        return NotPermitted(f"{said}. Tick Issues under Settings > General > Features", "settings")
    if error.status in _RULED and (ruled := _ruled(message.lower(), said)):
        return ruled
    if error.status == 403:
        return _forbidden(message.lower(), said)
    if error.status in (404, 410) and writes:
        return Conflict(said)  # gone since it was read
    overtaken = any(words in message.lower() for words in _OVERTAKEN)
    if error.status == 409 or (error.status == 422 and overtaken):
        return Conflict(said)
    return BrokenState(said)


def _forbidden(message: str, said: str) -> Fault:
    """Return the fault for what the token may not do, or nobody may."""
    if "not permitted to create" in message:
        setting = "Settings > Actions > General > Workflow permissions"
        return NotPermitted(f"{said} Allow it under {setting}; the branch is kept", OF_ACTIONS)
    if "archived" in message:
        return ReadOnly(f"{said} {_ADVICE_ON_ARCHIVES}")
    if "locked" in message:
        return Conflict(said)  # since it was read: what is locked is left alone
    return NotPermitted(f"{said}. The token needs write access to contents, issues and pulls")


def _ruled(message: str, said: str) -> Fault | None:
    """Return the fault for a refusal by a rule of the repository's, None for any other."""
    if any(words in message for words in _SECRETS):
        return SecretFound(said)
    if _WORKFLOW in message:
        return NotPermitted(f"{said}. {_ADVICE_ON_WORKFLOWS}")
    if any(words in message for words in _PROTECTED):
        return NotPermitted(f"{said} {_ADVICE_ON_RULES}", _OF_RULES)
    if _UNSURE in message:
        return SuspectedRule(f"{said} {_ADVICE_ON_RULES}, if this comes again")
    return None


def _seconds_to_wait(headers: Mapping[str, str]) -> float | None:
    """Return how long GitHub asks to wait, by its own clock; None where it does not say.

    https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
    """
    asked = headers.get("retry-after", "")
    if asked.isdecimal():
        return float(asked)
    if headers.get("x-ratelimit-remaining") != "0":
        return None
    try:
        now = parsedate_to_datetime(headers["date"]).timestamp()
        return max(1.0, float(headers["x-ratelimit-reset"]) - now + 1)
    except (KeyError, ValueError):
        return None


def _message(error: GithubException) -> str:
    """Return what GitHub says, with the first of the reasons it gives."""
    data = error.data if isinstance(error.data, Mapping) else {}
    reasons = data.get("errors")
    first = reasons[0] if isinstance(reasons, list) and reasons else None
    if isinstance(first, Mapping):
        first = first.get("message") or f"{first.get('field', '')} {first.get('code', '')}".strip()
    return ": ".join(str(each) for each in (data.get("message"), first) if each)
