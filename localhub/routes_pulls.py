"""Answer the endpoints of pull requests."""

from __future__ import annotations

from typing import cast

from localhub import issues, pulls
from localhub.call import Call
from localhub.payloads import JSON
from localhub.records import Pull
from localhub.refusals import invalid, not_found
from localhub.routes_issues import in_order, state_of


def list_pulls(call: Call) -> list[JSON]:
    """List pull requests by state, head and base."""

    def whose(pull: Pull) -> str:
        return (pull.fork or call.world.owner.login).lower()

    state, base = call.query("state", "open"), call.query("base")
    owner, separator, head = call.query("head").partition(":")
    found = [
        issue
        for issue, pull in call.world.pulls()
        if state in {issue.state, "all"}
        and base in {"", pull.base}
        and (not separator or (whose(pull), pull.head) == (owner.lower(), head))
    ]
    default = "asc" if call.query("sort", "created") != "created" else "desc"
    page = call.page(in_order(call, found, default))
    return [call.pulls.listed(issue, issue.pull) for issue in page if issue.pull is not None]


def create_pull(call: Call) -> JSON:
    """Open a pull request."""
    body = call.body()
    title, text = body.needed("title"), body.text("body")
    head, base, draft = body.needed("head"), body.needed("base"), body.flag("draft")
    issue = pulls.create_pull(call.world, call.actor, title, text, head, base, draft=draft)
    return get_pull(call, issue.number)


def get_pull(call: Call, number: int) -> JSON:
    """Show one pull request."""
    return call.pulls.full(*call.world.pull(number))


def edit_pull(call: Call, number: int) -> JSON:
    """Change a pull request's texts and state."""
    call.world.pull(number)
    body = call.body()
    issues.edit_issue(
        call.world,
        call.actor,
        number,
        title=body.text("title"),
        body=body.text("body") if "body" in body else issues.UNCHANGED,
        state=state_of(body, "PullRequest"),
    )
    return get_pull(call, number)


def merge_pull(call: Call, number: int) -> JSON:
    """Merge a pull request."""
    body = call.body()
    method = body.text("merge_method") or "merge"
    if method not in pulls.MERGE_METHODS:
        raise invalid("PullRequest", "merge_method")
    sha = pulls.merge_pull(
        call.world,
        call.actor,
        number,
        cast("pulls.MergeMethod", method),
        title=body.text("commit_title"),
        message=body.text("commit_message"),
        sha=body.text("sha"),
    )
    return {"sha": sha, "merged": True, "message": "Pull Request successfully merged"}


def check_merged(call: Call, number: int) -> None:
    """Say by the status alone whether a pull request is merged."""
    _, pull = call.world.pull(number)
    if pull.merged_at is None:
        raise not_found()


def list_files(call: Call, number: int) -> list[JSON]:
    """List the files that a pull request changes."""
    _, pull = call.world.pull(number)
    store = call.world.store
    fork = store.merge_base(pull.base_sha, pull.head_sha)
    base, head = store.commit(fork or pull.base_sha), store.commit(pull.head_sha)
    if base is None or head is None:
        raise not_found()
    return list(call.page(call.git.files(store.diff(base.tree, head.tree), pull.head_sha)))


def list_commits(call: Call, number: int) -> list[JSON]:
    """List a pull request's commits, oldest first."""
    _, pull = call.world.pull(number)
    commits = call.world.store.between(pull.base_sha, pull.head_sha)
    return [call.git.commit(commit) for commit in call.page(commits)]
