"""Write the event payloads that GitHub Actions leaves at GITHUB_EVENT_PATH."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

import pygit2

from localhub.git_payloads import GitPayloads
from localhub.gitstore import HEADS
from localhub.payloads import JSON, Payloads
from localhub.pull_payloads import PullPayloads
from localhub.world import MAINTAINER, World

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
    if action == "edited":
        about["changes"] = {"title": {"from": issue.title}, "body": {"from": issue.body or ""}}
    if action == "transferred" and issue.transfer is not None:
        there = show.elsewhere(issue.transfer.repository)
        moved = there.issue(replace(issue, number=issue.transfer.number, labels=[]))
        about["changes"] = {"new_issue": moved, "new_repository": there.repository()}
    if action == "synchronize" and issue.pull is not None:
        tip = world.store.tip(issue.pull.head)
        about |= {"before": NO_COMMIT, "after": tip or NO_COMMIT}
    if name == "issues":
        return about | {"issue": show.issue(issue)}
    if issue.pull is None:
        raise ValueError(f"{number} is not a pull request")
    return about | {"number": number, "pull_request": PullPayloads(show).full(issue, issue.pull)}


def _pushed(git: GitPayloads, commit: pygit2.Commit) -> JSON:
    """Show a commit as a push has it: with the files by what became of them."""
    shown = git.simple_commit(commit)
    words = {"added": "added", "copied": "added", "removed": "removed", "renamed": "added"}
    shown |= {word: [] for word in ("added", "removed", "modified")}
    for file in git.full_commit(commit)["files"]:
        shown[words.get(file["status"], "modified")].append(file["filename"])
        if file["status"] == "renamed":
            shown["removed"].append(file["previous_filename"])
    shown["author"] |= {"username": shown["author"]["name"]}
    return shown | {"distinct": True, "url": git.git_commit(commit)["html_url"]}


def _push(world: World, show: Payloads) -> JSON:
    """Write the push of the default branch's last commit."""
    commit = world.store.resolve(world.default_branch)
    if commit is None:
        raise ValueError(f"nothing was pushed to {world.default_branch} yet")
    head = _pushed(GitPayloads(show), commit)
    pusher = world.user(MAINTAINER)
    repository = show.repository()
    seconds = {name: _seconds(repository[name]) for name in ("created_at", "pushed_at")}
    owner = repository["owner"] | {"name": repository["owner"]["login"], "email": None}
    more = {"owner": owner, "stargazers": 0, "master_branch": world.default_branch}
    return {
        "repository": repository | seconds | more,
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


def _seconds(moment: str) -> int:
    """Return a moment as a push has those of the repository: in seconds of Unix time."""
    return int(dt.datetime.fromisoformat(moment).timestamp())
