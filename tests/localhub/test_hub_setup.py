"""How the repository is set up, as GitHub shows it to whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from github import Github

from localhub import LocalHub

Connect = Callable[[str | None], Github]
Refused = Callable[..., AbstractContextManager[None]]
Ask = Callable[..., Any]

WORKFLOW = "/actions/workflows/paper-bot.yml"
WORKFLOW_FILE = ".github/workflows/paper-bot.yml"


@pytest.fixture
def ask(hub: LocalHub, connect: Connect) -> Ask:
    """Read an endpoint of the repository, as an administrator where no token is given."""
    admin = hub.issue_token("maintainer", admin=True)

    def read(path: str, token: str = admin) -> Any:
        requester = connect(token).requester
        return requester.requestJsonAndCheck("GET", f"/repos/{hub.full_name}{path}")[1]

    return read


def test_administrators_read_the_permissions_of_actions(hub: LocalHub, ask: Ask) -> None:
    assert ask("/actions/permissions")["enabled"] is True
    assert ask("/actions/permissions")["allowed_actions"] == "all"
    hub.settings.allowed_actions = "selected"
    assert ask("/actions/permissions")["selected_actions_url"].endswith("/selected-actions")
    hub.settings.actions_enabled = False
    assert "allowed_actions" not in ask("/actions/permissions")
    assert ask("/actions/permissions/workflow")["can_approve_pull_request_reviews"] is True
    hub.settings.actions_may_create_pulls = False
    assert ask("/actions/permissions/workflow")["can_approve_pull_request_reviews"] is False


@pytest.mark.parametrize("path", ["/actions/permissions", "/actions/permissions/workflow"])
def test_nobody_else_does(hub: LocalHub, ask: Ask, refused: Refused, path: str) -> None:
    with refused(403, "Resource not accessible by integration"):
        ask(path, hub.bot_token)
    with refused(403, "Must have admin rights to Repository."):
        ask(path, hub.issue_token("carol", write=True))
    assert ask(path, hub.issue_app_token({"administration": "read"}))


def test_an_administrator_has_every_right(hub: LocalHub, connect: Connect) -> None:
    token = hub.issue_token("ada", admin=True)
    permissions = connect(token).get_repo(hub.full_name).permissions
    assert (permissions.admin, permissions.push) == (True, True)


def test_a_workflow_is_there_when_its_file_is(hub: LocalHub, ask: Ask, refused: Refused) -> None:
    for path in (WORKFLOW, f"{WORKFLOW}/runs"):
        with refused(404, "Not Found"):
            ask(path)
    hub.commit_files("main", {".github/workflows/paper-bot.yml": "on: push\n"}, "Add")
    assert (ask(WORKFLOW)["state"], ask(WORKFLOW)["path"]) == (
        "active",
        ".github/workflows/paper-bot.yml",
    )
    hub.settings.workflow_states["paper-bot.yml"] = "disabled_inactivity"
    assert ask(WORKFLOW, hub.bot_token)["state"] == "disabled_inactivity"
    hub.commit_files("main", {".github/workflows/other.yml": "on: push\n"}, "Add")
    assert ask("/actions/workflows/other.yml")["state"] == "active"


def test_scheduled_runs_are_listed_by_event(hub: LocalHub, ask: Ask) -> None:
    scheduled = "on:\n  push:\n  schedule:\n    - cron: 23 3 * * *\n"
    files = {WORKFLOW_FILE: scheduled, WORKFLOW_FILE.replace("paper-bot", "ci"): "on: push\n"}
    hub.commit_files("main", files, "Add")
    assert ask(f"{WORKFLOW}/runs?event=schedule")["workflow_runs"] == []
    hub.settings.last_scheduled_run = dt.datetime(2025, 3, 1, 6, 23, tzinfo=dt.UTC)
    (run,) = ask(f"{WORKFLOW}/runs?event=schedule&per_page=1")["workflow_runs"]
    assert (run["created_at"], run["conclusion"]) == ("2025-03-01T06:23:00Z", "success")
    assert ask(f"{WORKFLOW}/runs?event=push")["total_count"] == 0
    assert ask("/actions/workflows/ci.yml/runs?event=schedule")["total_count"] == 0


def test_rules_hold_for_names_whether_there_is_such_a_branch_or_not(
    hub: LocalHub, ask: Ask
) -> None:
    assert ask("/rules/branches/paper-bot%2Fissue-1") == []
    hub.settings.rules["paper-bot/*"] = [{"type": "creation"}]
    hub.settings.protected_branches.add("main")
    (rule,) = ask("/rules/branches/paper-bot%2Fissue-1", hub.bot_token)
    assert rule == {
        "type": "creation",
        "ruleset_source_type": "Repository",
        "ruleset_source": hub.full_name,
        "ruleset_id": 42,
    }
    assert [rule["type"] for rule in ask("/rules/branches/main")] == ["pull_request"]


def test_a_branch_names_the_checks_that_protection_requires(hub: LocalHub, ask: Ask) -> None:
    assert ask("/branches/main")["protection"] == {
        "enabled": False,
        "required_status_checks": {"enforcement_level": "off", "contexts": [], "checks": []},
    }
    hub.settings.required_checks.append("build")
    hub.commit_files("topic", {"a.txt": "a"}, "Add")
    branch = ask("/branches/main")
    assert branch["protected"] is True
    assert branch["protection"]["required_status_checks"]["contexts"] == ["build"]
    assert ask("/branches/topic")["protected"] is False
