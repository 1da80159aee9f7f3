"""List the endpoints: method, path, function, status on success, page of documentation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from werkzeug.routing import Map, Rule

from localhub import routes_actions as actions
from localhub import routes_git as git
from localhub import routes_issues as issues
from localhub import routes_pulls as pulls
from localhub import routes_repository as repository
from localhub.call import Call
from localhub.refusals import Refusal

REPO = "/repos/<owner>/<repo>"
ISSUE = "/issues/<int:number>"
COMMENT = "/issues/comments/<int:comment_id>"
LABEL = f"{ISSUE}/labels/<path:name>"
PULL = "/pulls/<int:number>"
PERMISSIONS = "/actions/permissions"
MOVED = "//repositories/<int:repository_id>/issues/<int:number>"
WORKFLOW = "/actions/workflows/<workflow>"


class Route(NamedTuple):
    """An endpoint; `path` is below the repository unless it begins with //."""

    method: str
    path: str
    answer: Callable[..., Any]
    status: int
    page: str


ROUTES = (
    Route("GET", "//user", repository.get_user, 200, "users/users#get-the-authenticated-user"),
    Route("GET", MOVED, issues.get_moved_issue, 200, "issues/issues#get-an-issue"),
    Route("GET", "", repository.get_repository, 200, "repos/repos#get-a-repository"),
    Route("GET", "/branches/<path:branch>", repository.get_branch, 200, "branches/branches"),
    Route("GET", "/commits", repository.list_commits, 200, "commits/commits#list-commits"),
    Route("GET", "/commits/<path:ref>", repository.get_commit, 200, "commits/commits"),
    Route("GET", "/compare/<path:basehead>", repository.compare, 200, "commits/commits"),
    Route("GET", "/contents/", repository.get_contents, 200, "repos/contents"),
    Route("GET", "/contents/<path:path>", repository.get_contents, 200, "repos/contents"),
    Route("GET", "/git/ref/<path:ref>", git.get_ref, 200, "git/refs#get-a-reference"),
    Route("GET", "/git/matching-refs/", git.list_matching_refs, 200, "git/refs"),
    Route("GET", "/git/matching-refs/<path:prefix>", git.list_matching_refs, 200, "git/refs"),
    Route("POST", "/git/refs", git.create_ref, 201, "git/refs#create-a-reference"),
    Route("PATCH", "/git/refs/<path:ref>", git.update_ref, 200, "git/refs#update-a-reference"),
    Route("DELETE", "/git/refs/<path:ref>", git.delete_ref, 204, "git/refs#delete-a-reference"),
    Route("POST", "/git/blobs", git.create_blob, 201, "git/blobs#create-a-blob"),
    Route("GET", "/git/blobs/<sha>", git.get_blob, 200, "git/blobs#get-a-blob"),
    Route("POST", "/git/trees", git.create_tree, 201, "git/trees#create-a-tree"),
    Route("GET", "/git/trees/<path:sha>", git.get_tree, 200, "git/trees#get-a-tree"),
    Route("POST", "/git/commits", git.create_commit, 201, "git/commits#create-a-commit"),
    Route("GET", "/git/commits/<sha>", git.get_git_commit, 200, "git/commits"),
    Route("GET", "/issues", issues.list_issues, 200, "issues/issues#list-repository-issues"),
    Route("POST", "/issues", issues.create_issue, 201, "issues/issues#create-an-issue"),
    Route("GET", ISSUE, issues.get_issue, 200, "issues/issues#get-an-issue"),
    Route("PATCH", ISSUE, issues.edit_issue, 200, "issues/issues#update-an-issue"),
    Route("GET", "/issues/comments", issues.list_all_comments, 200, "issues/comments"),
    Route("GET", COMMENT, issues.get_comment, 200, "issues/comments"),
    Route("PATCH", COMMENT, issues.edit_comment, 200, "issues/comments"),
    Route("DELETE", COMMENT, issues.delete_comment, 204, "issues/comments"),
    Route("GET", f"{ISSUE}/comments", issues.list_comments, 200, "issues/comments"),
    Route("POST", f"{ISSUE}/comments", issues.create_comment, 201, "issues/comments"),
    Route("GET", f"{ISSUE}/labels", issues.list_issue_labels, 200, "issues/labels"),
    Route("POST", f"{ISSUE}/labels", issues.add_issue_labels, 200, "issues/labels"),
    Route("PUT", f"{ISSUE}/labels", issues.set_issue_labels, 200, "issues/labels"),
    Route("DELETE", LABEL, issues.remove_label, 200, "issues/labels"),
    Route("GET", "/labels", issues.list_labels, 200, "issues/labels"),
    Route("POST", "/labels", issues.create_label, 201, "issues/labels#create-a-label"),
    Route("GET", "/labels/<path:name>", issues.get_label, 200, "issues/labels#get-a-label"),
    Route("GET", "/pulls", pulls.list_pulls, 200, "pulls/pulls#list-pull-requests"),
    Route("POST", "/pulls", pulls.create_pull, 201, "pulls/pulls#create-a-pull-request"),
    Route("GET", PULL, pulls.get_pull, 200, "pulls/pulls#get-a-pull-request"),
    Route("PATCH", PULL, pulls.edit_pull, 200, "pulls/pulls#update-a-pull-request"),
    Route("GET", f"{PULL}/merge", pulls.check_merged, 204, "pulls/pulls"),
    Route("PUT", f"{PULL}/merge", pulls.merge_pull, 200, "pulls/pulls#merge-a-pull-request"),
    Route("GET", f"{PULL}/files", pulls.list_files, 200, "pulls/pulls"),
    Route("GET", f"{PULL}/commits", pulls.list_commits, 200, "pulls/pulls"),
    Route("GET", PERMISSIONS, actions.get_permissions, 200, "actions/permissions"),
    Route("GET", f"{PERMISSIONS}/workflow", actions.get_defaults, 200, "actions/permissions"),
    Route("GET", "/actions/workflows", actions.list_workflows, 200, "actions/workflows"),
    Route("GET", WORKFLOW, actions.get_workflow, 200, "actions/workflows#get-a-workflow"),
    Route("GET", f"{WORKFLOW}/runs", actions.list_runs, 200, "actions/workflow-runs"),
    Route("GET", "/releases/latest", repository.get_latest_release, 200, "releases/releases"),
    Route("GET", "/rules/branches/<path:branch>", actions.list_rules, 200, "repos/rules"),
)


def url_map() -> Map:
    """Compile the endpoints; each rule's endpoint is its route."""
    rules = [
        Rule(
            route.path[1:] if route.path.startswith("//") else REPO + route.path,
            methods=[route.method],
            endpoint=route._replace(answer=_leading_on(route.answer)),
        )
        for route in ROUTES
    ]
    return Map(rules, merge_slashes=False, strict_slashes=False)


def _leading_on(answer: Callable[..., Any]) -> Callable[..., Any]:
    """Complete the address to which a refusal leads: only a call knows where the API is."""

    def led(call: Call, **arguments: Any) -> Any:
        try:
            return answer(call, **arguments)
        except Refusal as refusal:
            if refusal.location is not None:
                refusal.location = f"{call.show.api}{refusal.location}"
            raise

    return led
