"""Say which workflows an event starts, by what their files say, as GitHub documents it.

https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from tests.paths import PROJECT

_USUAL = ("opened", "synchronize", "reopened")  # of a pull request, where no types are named


@dataclass(frozen=True)
class Happened:
    """An event on GitHub; `by_token` is what a workflow's own token has caused.

    `branch` is what was pushed to or what a pull request is to be merged into, `paths` are the
    files that changed, against the base where it is a pull request.
    """

    name: str
    action: str = ""
    branch: str = "main"
    paths: tuple[str, ...] = ()
    by_token: bool = False
    conflicts: bool = False


def started(event: Happened) -> list[str]:
    """Return the workflows of which the event makes a run, one that waits for approval included.

    What a token does starts nothing, but for a pull request that it opens, updates or opens
    again: that makes a run which waits. One in conflict makes none at all.
    """
    if event.by_token and not (event.name == "pull_request" and event.action in _USUAL):
        return []
    if event.name == "pull_request" and event.conflicts:
        return []
    return [name for name, on in _triggers().items() if _starts(on, event)]


@cache
def _triggers() -> Mapping[str, Any]:
    files = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
    read = YAML(typ="safe", pure=True).load
    return {path.name: read(path.read_text("utf-8"))["on"] for path in files}


def _starts(on: Mapping[str, Any], event: Happened) -> bool:
    if event.name not in on:
        return False
    filters = on[event.name] if isinstance(on[event.name], dict) else {}
    usual = _USUAL if event.name == "pull_request" else (event.action,)
    if event.action and event.action not in filters.get("types", usual):
        return False
    if "tags" in filters and "branches" not in filters:
        return False  # what is pushed here is a branch
    if "branches" in filters and not _matches(event.branch, filters["branches"]):
        return False
    if "paths" in filters:
        return any(_matches(path, filters["paths"]) for path in event.paths)
    ignored = filters.get("paths-ignore", ())
    return not event.paths or not all(_matches(path, ignored) for path in event.paths)


def _matches(text: str, patterns: Iterable[str]) -> bool:
    """Whether a pattern fits: `*` stops at a slash, `**` does not."""
    for pattern in patterns:
        parts = re.split(r"(\*\*|\*)", pattern)
        glob = {"**": ".*", "*": "[^/]*"}
        if re.fullmatch("".join(glob.get(part) or re.escape(part) for part in parts), text):
            return True
    return False
