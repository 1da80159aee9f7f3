"""Provide a run with what GitHub Actions does: the event's file, a checkout, the environment."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pygit2
from pygit2.enums import ResetMode

from localhub.events import EventName
from localhub.hub import LocalHub


def actions_environment(
    hub: LocalHub,
    directory: Path,
    name: EventName,
    action: str | None = None,
    number: int | None = None,
    inputs: Mapping[str, str] | None = None,
    *,
    checkout: Path | None = None,
) -> dict[str, str]:
    """Return the environment of a run for an event, with its files in a new folder of `directory`.

    The checkout is of the default branch as it is now, and of all branches for the
    events after which the bot looks at everything, as the workflow has it. One that is there
    already can be named instead: it stays as it is.
    """
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=directory))
    event = folder / "event.json"
    payload = hub.event(name, action, number, inputs)
    event.write_text(json.dumps(payload), "utf-8")
    if checkout is None:
        checkout = folder / "checkout"
        branch = payload["repository"]["default_branch"]
        wanted = "*" if name in ("push", "schedule", "workflow_dispatch") else branch
        _check_out(hub, checkout, branch, wanted)
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


def _check_out(hub: LocalHub, folder: Path, branch: str, wanted: str) -> None:
    """Check the branch out, with the history of the wanted ones."""
    repository = pygit2.init_repository(str(folder))
    remote = repository.remotes.create("origin", str(hub.repository_path))
    remote.fetch([f"+refs/heads/{wanted}:refs/remotes/origin/{wanted}"])
    head = repository.references[f"refs/remotes/origin/{branch}"].target
    repository.set_head(head)
    repository.reset(head, ResetMode.HARD)
    repository.free()
