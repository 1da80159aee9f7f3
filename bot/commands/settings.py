"""Read the settings from the environment and `.env`."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bot.errors import UsageFault

# The account that a workflow's own token acts as.
GITHUB_ACTIONS_USER_ID = 41898282


@dataclass(frozen=True)
class Settings:
    """What a run needs to know; the token never shows in a repr."""

    repository: str
    token: str = field(repr=False)
    event_name: str
    event_path: Path | None
    api_url: str
    server_url: str
    workspace: Path
    output: Path | None
    step_summary: Path | None
    own_user_id: int
    in_actions: bool


def read_settings(env: Mapping[str, str]) -> Settings:
    """Return the settings of `run` and `doctor`.

    Raises UsageFault where one is missing or makes no sense.
    """
    repository = env.get("GITHUB_REPOSITORY", "")
    owner, slash, name = repository.partition("/")
    if not (owner and slash and name) or "/" in name:
        raise UsageFault("GITHUB_REPOSITORY must name the repository as owner/name")
    token = read_secret(env, "GITHUB_TOKEN")
    if not token:
        raise UsageFault("GITHUB_TOKEN is not set")
    user_id = env.get("PAPER_BOT_USER_ID") or str(GITHUB_ACTIONS_USER_ID)
    if not (user_id.isascii() and user_id.isdecimal()):
        raise UsageFault("PAPER_BOT_USER_ID must be the number of an account")
    return Settings(
        repository=repository,
        token=token,
        event_name=env.get("GITHUB_EVENT_NAME", ""),
        event_path=_path(env, "GITHUB_EVENT_PATH"),
        api_url=_url(env, "GITHUB_API_URL", "https://api.github.com"),
        server_url=_url(env, "GITHUB_SERVER_URL", "https://github.com"),
        workspace=_path(env, "GITHUB_WORKSPACE") or Path(),
        output=_path(env, "GITHUB_OUTPUT"),
        step_summary=_path(env, "GITHUB_STEP_SUMMARY"),
        own_user_id=int(user_id),
        in_actions=env.get("GITHUB_ACTIONS") == "true",
    )


def read_secret(env: Mapping[str, str], name: str) -> str:
    """Return a secret as a header can hold it; it is in no message, also where it is wrong."""
    value = env.get(name, "").strip()
    if not re.fullmatch("[!-~]*", value):
        raise UsageFault(f"{name} holds a blank, a line end or a sign that no token has")
    return value


def _path(env: Mapping[str, str], name: str) -> Path | None:
    return Path(env[name]) if env.get(name) else None


def _url(env: Mapping[str, str], name: str, default: str) -> str:
    value = env.get(name) or default
    scheme, host = _origin(value)
    if not host or not (scheme == "https" or (scheme == "http" and is_loopback(value))):
        raise UsageFault(f"{name} must be an https address")
    return value.rstrip("/")


def is_loopback(url: str) -> bool:
    """Whether an address is one of this machine's own."""
    _, host = _origin(url)
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _origin(url: str) -> tuple[str, str]:
    """Return scheme and host of an address, blank where it is none or holds a password."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # which is looked at only when it is asked for
    except ValueError:
        return "", ""
    return ("", "") if parts.username is not None else (parts.scheme, parts.hostname or "")
