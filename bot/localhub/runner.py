"""Give a run what GitHub Actions gives it: the event's file, a checkout and the environment."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pygit2

from bot.localhub.events import EventName
from bot.localhub.hub import LocalHub


def actions_environment(
    hub: LocalHub,
    directory: Path,
    name: EventName,
    action: str | None = None,
    number: int | None = None,
    inputs: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Give the environment of a run for an event, with its files in a new folder of `directory`.

    The checkout is of the default branch as it is now.
    """
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=directory))
    event = folder / "event.json"
    event.write_text(json.dumps(hub.event(name, action, number, inputs)), "utf-8")
    checkout = folder / "checkout"
    pygit2.clone_repository(str(hub.repository_path), str(checkout)).free()
    return {
        "GITHUB_ACTIONS": "true",
        "GITHUB_REPOSITORY": hub.full_name,
        "GITHUB_TOKEN": hub.bot_token,
        "GITHUB_EVENT_NAME": name,
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_API_URL": hub.api_url,
        "GITHUB_SERVER_URL": hub.server_url,
        "GITHUB_WORKSPACE": str(checkout),
        "GITHUB_OUTPUT": str(folder / "output"),
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
    }
