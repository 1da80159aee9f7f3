"""Write the event payloads that GitHub Actions leaves at GITHUB_EVENT_PATH."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bot.localhub.git_payloads import GitPayloads
from bot.localhub.gitstore import HEADS
from bot.localhub.payloads import JSON, Payloads
from bot.localhub.pull_payloads import PullPayloads
from bot.localhub.world import MAINTAINER, World

EventName = Literal["issues", "pull_request", "push", "schedule", "workflow_dispatch"]
DEFAULT_ACTIONS = {"issues": "opened", "pull_request": "closed"}
WORKFLOW = ".github/workflows/paper-bot.yml"
SCHEDULE = "17 3 * * *"
NO_COMMIT = "0" * 40


def payload(
    world: World,
    show: Payloads,
    name: EventName,
    action: str | None,
    number: int | None,
    inputs: Mapping[str, str] | None,
) -> JSON:
    """Write one event as it would be sent now."""
    repository, maintainer = show.repository(), show.user(world.user(MAINTAINER))
    common = {"repository": repository, "sender": maintainer}
    match name:
        case "issues" | "pull_request":
            return common | _about(world, show, name, action or DEFAULT_ACTIONS[name], number)
        case "push":
            return common | _push(world, show)
        case "schedule":
            return common | {"schedule": SCHEDULE, "workflow": WORKFLOW}
        case "workflow_dispatch":
            ref = HEADS + world.default_branch
            given = None if inputs is None else dict(inputs)
            return common | {"inputs": given, "ref": ref, "workflow": WORKFLOW}


def _about(world: World, show: Payloads, name: EventName, action: str, number: int | None) -> JSON:
    """Write what happened to an issue or pull request, sent by whoever did it."""
    if number not in world.issues:
        raise ValueError(f"an event {name} needs the number of one that exists, not {number}")
    issue = world.issues[number]
    about: JSON = {"action": action}
    if action in {"opened", "edited"}:
        about["sender"] = show.user(issue.author)
    elif action == "closed" and issue.closed_by is not None:
        about["sender"] = show.user(issue.closed_by)
    elif action == "labeled" and issue.labels:
        about["label"] = show.label(world.labels[issue.labels[-1].lower()])
    if name == "issues":
        return about | {"issue": show.issue(issue)}
    if issue.pull is None:
        raise ValueError(f"{number} is not a pull request")
    return about | {"number": number, "pull_request": PullPayloads(show).full(issue, issue.pull)}


def _push(world: World, show: Payloads) -> JSON:
    """Write the push of the default branch's last commit."""
    commit = world.store.resolve(world.default_branch)
    if commit is None:
        raise ValueError(f"nothing was pushed to {world.default_branch} yet")
    git = GitPayloads(show)
    pushed = {"distinct": True, "url": git.git_commit(commit)["html_url"]}
    head = git.simple_commit(commit) | pushed
    pusher = world.user(MAINTAINER)
    return {
        "ref": HEADS + world.default_branch,
        "before": str(commit.parent_ids[0]) if commit.parent_ids else NO_COMMIT,
        "after": str(commit.id),
        "created": False,
        "deleted": False,
        "forced": False,
        "base_ref": None,
        "compare": f"{show.repo_site}/commit/{commit.id}",
        "pusher": {"name": pusher.login, "email": pusher.email},
        "commits": [head],
        "head_commit": head,
    }
