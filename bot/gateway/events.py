"""Read the file of a GitHub event into a Trigger: which issues to look at."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.config import CONFIGURE_BRANCH, issue_of_branch
from bot.errors import UsageFault
from bot.messages import number_of


@dataclass(frozen=True)
class Trigger:
    """What an event asks for: one issue, every open submission (None), or nothing.

    `default_branch` is the name the event gives, None where it gives none.
    `why_nothing` says why there is nothing to do, blank where there is something.
    `look_again` asks to look up what is not known yet, as the schedule does. `configures` is
    a word on the branch that proposes a description, of use only where there is none yet.
    """

    issue: int | None = None
    default_branch: str | None = None
    why_nothing: str = ""
    asked_by_hand: bool = False
    look_again: bool = False
    configures: bool = False


def read_event(name: str, path: Path | None) -> Trigger:
    """Return the trigger of an event by its name and the file with its payload.

    Raises UsageFault for a file that cannot be read, an event the bot does not
    know, and an issue event without an issue.
    """
    if not name:
        raise UsageFault("GITHUB_EVENT_NAME is not set")
    payload = _load(path)
    repository = payload.get("repository")
    branch = repository.get("default_branch") if isinstance(repository, dict) else None
    branch = branch if isinstance(branch, str) else None
    match name, payload:
        case "issues", {"issue": {"number": int(number)}} if number > 0:
            return Trigger(number, branch)
        case "pull_request", {"pull_request": {"head": {"ref": str(ref)}}}:
            return _of_branch(ref, branch, "a pull request that is not the bot's")
        case "push", {"ref": ref} if ref == f"refs/heads/{branch}":
            return Trigger(None, branch)
        case "push", _:
            # A person's commit on a branch of the bot's: what it pushes itself starts no run.
            ref = str(payload.get("ref")).removeprefix("refs/heads/")
            return _of_branch(ref, branch, "a push to another branch")
        case "schedule", _:
            return Trigger(None, branch, look_again=True)
        case "workflow_dispatch", _:
            return _by_hand(payload, branch)
        case "issues", _:
            raise UsageFault("the event is about an issue but holds none")
        case "pull_request", _:
            raise UsageFault("the event is about a pull request but holds none")
    raise UsageFault(f"the bot does not know the event {name!r}")


def _load(path: Path | None) -> dict[str, Any]:
    if path is None:
        raise UsageFault("GITHUB_EVENT_PATH is not set")
    try:
        payload = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageFault(f"the event file {path} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise UsageFault(f"the event file {path} is no JSON: {error}") from error
    if not isinstance(payload, dict):
        raise UsageFault(f"the event file {path} holds no JSON object")
    return payload


def _of_branch(ref: str, branch: str | None, why_nothing: str) -> Trigger:
    if ref == CONFIGURE_BRANCH:
        return Trigger(default_branch=branch, configures=True)
    number = issue_of_branch(ref)
    return Trigger(number, branch, why_nothing if number is None else "")


def _by_hand(payload: dict[str, Any], branch: str | None) -> Trigger:
    inputs = payload.get("inputs")
    asked = str(inputs.get("issue") or "") if isinstance(inputs, dict) else ""
    asked = asked.strip()
    if not asked:
        return Trigger(default_branch=branch, asked_by_hand=True, look_again=True)
    number = number_of(asked)
    if number is None:
        raise UsageFault(f"{asked[:20]!r} is not the number of an issue")
    return Trigger(issue=number, default_branch=branch, asked_by_hand=True)
