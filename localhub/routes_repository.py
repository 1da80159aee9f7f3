"""Answer the endpoints of the repository, its files, branches and history, and of the token."""

from __future__ import annotations

from collections.abc import Sequence

import pygit2

from localhub.call import Call
from localhub.payloads import JSON, node_id, timestamp
from localhub.refusals import (
    Refusal,
    not_accessible,
    not_found,
    requires_authentication,
    unprocessable,
)

DEFAULT_COMPARED = 250
MOST_FILES = 300
RELEASE_ID = 1


def get_user(call: Call) -> JSON:
    """Show the person whose token it is; an app's token is nobody's."""
    if call.actor.user is None:
        raise requires_authentication()
    if call.actor.permissions is not None:
        raise not_accessible()
    return call.show.own(call.actor.user)


def get_repository(call: Call) -> JSON:
    """Show the repository."""
    return call.show.repository(call.actor)


def get_branch(call: Call, branch: str) -> JSON:
    """Show one branch."""
    tip = call.world.store.tip(branch)
    commit = None if tip is None else call.world.store.commit(tip)
    if commit is None:
        raise Refusal(404, "Branch not found")
    return call.git.branch(branch, commit)


def get_commit(call: Call, ref: str) -> JSON:
    """Show a commit, named by its sha, a branch, a tag or HEAD."""
    commit = call.world.store.resolve(ref)
    if commit is None:
        raise unprocessable(f"No commit found for SHA: {ref}")
    return call.git.full_commit(commit)


def list_commits(call: Call) -> list[JSON]:
    """List the commits that lead to one, newest first: of a path, those that changed it."""
    head = call.world.store.resolve(call.query("sha") or call.world.default_branch)
    if head is None:
        raise not_found()
    path = call.query("path")
    found = call.world.store.between(None, str(head.id))[::-1]
    changed = [each for each in found if not path or _changes(each, path)]
    return [call.git.commit(commit) for commit in call.page(changed)]


def _changes(commit: pygit2.Commit, path: str) -> bool:
    """Whether a path is something else than it was before a commit; of a merge, in both."""
    own = _named(commit, path)
    if not commit.parents:
        return own is not None
    return all(_named(parent, path) != own for parent in commit.parents)


def _named(commit: pygit2.Commit, path: str) -> pygit2.Oid | None:
    return commit.tree[path].id if path in commit.tree else None


def get_contents(call: Call, path: str = "") -> JSON | list[JSON] | bytes:
    """Show a file, or list a directory."""
    ref = call.query("ref") or call.world.default_branch
    commit = call.world.store.resolve(ref)
    if commit is None:
        raise Refusal(404, f"No commit found for the ref {ref}")
    path = path.strip("/")
    try:
        node: pygit2.Object = commit.tree[path] if path else commit.tree
    except KeyError:
        raise not_found() from None
    if isinstance(node, pygit2.Tree):
        below = f"{path}/" if path else ""
        return [call.git.content_entry(f"{below}{child.name}", child, ref) for child in node]
    if isinstance(node, pygit2.Blob) and call.wants_raw():
        return node.data
    return call.git.content(path, node, ref)


def get_latest_release(call: Call) -> JSON:
    """Show the newest release."""
    tag = call.world.settings.latest_release
    if not tag:
        raise not_found()
    released = timestamp(call.world.created_at)
    api = f"{call.show.repo_api}/releases/{RELEASE_ID}"
    return {
        "id": RELEASE_ID,
        "node_id": node_id("Release", RELEASE_ID),
        "tag_name": tag,
        "target_commitish": call.world.default_branch,
        "name": tag,
        "body": "",
        "draft": False,
        "prerelease": False,
        "immutable": True,
        "created_at": released,
        "published_at": released,
        "updated_at": released,
        "author": call.show.user(call.world.owner),
        "assets": [],
        "url": api,
        "assets_url": f"{api}/assets",
        "upload_url": f"{api}/assets{{?name,label}}",
        "html_url": f"{call.show.repo_site}/releases/tag/{tag}",
        "tarball_url": f"{call.show.repo_api}/tarball/{tag}",
        "zipball_url": f"{call.show.repo_api}/zipball/{tag}",
    }


def compare(call: Call, basehead: str) -> JSON:
    """Compare two commits: what `head` has since it left `base`."""
    base_name, dots, head_name = basehead.partition("...")
    base, head = _side(call, base_name), _side(call, head_name)
    if not dots or base is None or head is None:
        raise not_found()
    store, base_sha, head_sha = call.world.store, str(base.id), str(head.id)
    fork = store.commit(store.merge_base(base_sha, head_sha) or "")
    if fork is None:
        raise Refusal(404, f"No common ancestor between {base_name} and {head_name}.")
    ahead = store.between(base_sha, head_sha)
    behind = store.between(head_sha, base_sha)
    files = call.git.files(store.diff(fork.tree, head.tree), head_sha)
    return _addresses(call, f"{base_name}...{head_name}") | {
        "base_commit": call.git.commit(base),
        "merge_base_commit": call.git.commit(fork),
        "status": _relation(len(ahead), len(behind)),
        "ahead_by": len(ahead),
        "behind_by": len(behind),
        "total_commits": len(ahead),
        "commits": [call.git.commit(commit) for commit in _compared(call, ahead)],
        "files": [] if call.query("page", "1") != "1" else files[:MOST_FILES],
    }


def _compared(call: Call, ahead: list[pygit2.Commit]) -> Sequence[pygit2.Commit]:
    """Cut a comparison: with page parameters from the oldest on, without the newest ones.

    https://docs.github.com/en/rest/commits/commits#compare-two-commits
    """
    if {"page", "per_page"} & call.request.args.keys():
        return call.page(ahead)
    return ahead[-DEFAULT_COMPARED:]


def _addresses(call: Call, basehead: str) -> JSON:
    page = f"{call.show.repo_site}/compare/{basehead}"
    return {
        "url": f"{call.show.repo_api}/compare/{basehead}",
        "html_url": page,
        "permalink_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
    }


def _side(call: Call, name: str) -> pygit2.Commit | None:
    owner, colon, branch = name.partition(":")
    if colon and owner.lower() == call.world.owner.login.lower():
        return call.world.store.resolve(branch)
    return call.world.store.resolve(name)


def _relation(ahead: int, behind: int) -> str:
    if ahead and behind:
        return "diverged"
    if ahead:
        return "ahead"
    return "behind" if behind else "identical"
