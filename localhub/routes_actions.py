"""Answer the endpoints of how the repository is set up: Actions, its workflows, and rulesets."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pygit2

from localhub.access import demand_admin, is_protected
from localhub.call import Call
from localhub.payloads import JSON, node_id, timestamp
from localhub.refusals import not_found

FOLDER = ".github/workflows"
WORKFLOW_ID = 161_335
RUN_ID = 30_433_642
RULESET_ID = 42


def get_permissions(call: Call) -> JSON:
    """Show which actions may run, to administrators."""
    demand_admin(call.actor)
    settings = call.world.settings
    shown: JSON = {"enabled": settings.actions_enabled}
    if settings.actions_enabled:
        shown |= {"allowed_actions": settings.allowed_actions, "sha_pinning_required": False}
    if settings.allowed_actions == "selected":
        address = f"{call.show.repo_api}/actions/permissions/selected-actions"
        shown["selected_actions_url"] = address
    return shown


def get_defaults(call: Call) -> JSON:
    """Show what a workflow's token may do by default, to administrators."""
    demand_admin(call.actor)
    settings = call.world.settings
    return {
        "default_workflow_permissions": "write" if settings.token_may_write else "read",
        "can_approve_pull_request_reviews": settings.actions_may_create_pulls,
    }


def list_workflows(call: Call) -> JSON:
    """List the workflows of the default branch."""
    commit = call.world.store.resolve(call.world.default_branch)
    folder = commit.tree[FOLDER] if commit and FOLDER in commit.tree else None
    files = [str(node.name) for node in folder] if isinstance(folder, pygit2.Tree) else []
    names = [name for name in files if name.endswith((".yml", ".yaml"))]
    shown = [_workflow(call, name, WORKFLOW_ID + at) for at, name in enumerate(names)]
    return {"total_count": len(shown), "workflows": [*call.page(shown)]}


def get_workflow(call: Call, workflow: str) -> JSON:
    """Show a workflow of the default branch, by the name of its file."""
    _path(call, workflow)
    return _workflow(call, workflow, WORKFLOW_ID)


def _workflow(call: Call, workflow: str, number: int) -> JSON:
    path = f"{FOLDER}/{workflow}"
    opened = timestamp(call.world.created_at)
    return {
        "id": number,
        "node_id": node_id("Workflow", number),
        "name": path,
        "path": path,
        "state": call.world.settings.workflow_states.get(workflow, "active"),
        "created_at": opened,
        "updated_at": opened,
        "url": f"{call.show.repo_api}/actions/workflows/{number}",
        "html_url": f"{call.show.repo_site}/blob/{call.world.default_branch}/{path}",
        "badge_url": f"{call.show.repo_site}/workflows/{workflow}/badge.svg",
    }


def list_runs(call: Call, workflow: str) -> JSON:
    """List a workflow's runs, of which there is at most one, by the schedule that its file has."""
    path = _path(call, workflow)
    wanted = call.query("event", "schedule") == "schedule" and _has_schedule(call, path)
    began = timestamp(call.world.settings.last_scheduled_run)
    runs = [_run(call, path, began)] if began and wanted else []
    return {"total_count": len(runs), "workflow_runs": [*call.page(runs)]}


def list_rules(call: Call, branch: str) -> list[JSON]:
    """List the rules of rulesets for a branch, whether it is there or not."""
    source = {
        "ruleset_source_type": "Repository",
        "ruleset_source": call.world.full_name,
        "ruleset_id": RULESET_ID,
    }
    rules = [
        dict(rule)
        for pattern, listed in call.world.settings.rules.items()
        if fnmatchcase(branch, pattern)
        for rule in listed
    ]
    if is_protected(call.world, branch):
        rules.append({"type": "pull_request", "parameters": _REVIEWS})
    return [rule | source for rule in call.page(rules)]


_BELOW_RUNS = ("jobs", "logs", "artifacts", "cancel", "rerun")
_REVIEWS = {
    "allowed_merge_methods": ["merge", "squash", "rebase"],
    "dismiss_stale_reviews_on_push": False,
    "require_code_owner_review": False,
    "require_last_push_approval": False,
    "required_approving_review_count": 0,
    "required_review_thread_resolution": False,
}


def _path(call: Call, workflow: str) -> str:
    """Find the workflow's file on the default branch, or refuse."""
    commit = call.world.store.resolve(call.world.default_branch)
    path = f"{FOLDER}/{workflow}"
    if commit is None or path not in commit.tree:
        raise not_found()
    return path


def _has_schedule(call: Call, path: str) -> bool:
    """Whether a workflow starts on a schedule, by its text."""
    commit = call.world.store.resolve(call.world.default_branch)
    node = commit.tree[path] if commit else None
    return isinstance(node, pygit2.Blob) and b"schedule:" in node.data


def _run(call: Call, path: str, began: str) -> JSON:
    address = f"{call.show.repo_api}/actions/runs/{RUN_ID}"
    tip = call.world.store.resolve(call.world.default_branch)
    repository = call.show.repository()
    return {
        "id": RUN_ID,
        "name": path,
        "node_id": node_id("WorkflowRun", RUN_ID),
        "head_branch": call.world.default_branch,
        "head_sha": str(tip.id) if tip else "",
        "head_commit": call.git.simple_commit(tip) if tip else None,
        "repository": repository,
        "head_repository": repository,
        "path": path,
        "display_title": path,
        "run_number": 1,
        "run_attempt": 1,
        "event": "schedule",
        "status": "completed",
        "conclusion": "success",
        "workflow_id": WORKFLOW_ID,
        "url": address,
        "html_url": f"{call.show.repo_site}/actions/runs/{RUN_ID}",
        "pull_requests": [],
        "created_at": began,
        "updated_at": began,
        "run_started_at": began,
        "workflow_url": f"{call.show.repo_api}/actions/workflows/{WORKFLOW_ID}",
        **{f"{name}_url": f"{address}/{name}" for name in _BELOW_RUNS},
        "check_suite_url": f"{call.show.repo_api}/check-suites/{RUN_ID}",
    }
