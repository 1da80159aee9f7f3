"""Create, move and delete references, with what follows for pull requests and issues."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pygit2

from localhub.access import demand_push, demand_unprotected
from localhub.gitstore import HEADS, Entry
from localhub.records import Actor, User
from localhub.refusals import Refusal, not_found, unprocessable
from localhub.states import follow_branch
from localhub.world import GITHUB, World

_SHA = re.compile(r"[0-9a-f]{40}")


def create_ref(world: World, actor: Actor, name: str, sha: str) -> None:
    """Create a reference."""
    by = demand_push(world, actor, "contents")
    if not name.startswith("refs/") or name.count("/") < 2:
        raise unprocessable("Reference name must begin with 'refs/'")
    if not pygit2.reference_is_valid_name(name):
        raise unprocessable(f"{name} is not a valid ref name.")
    _require_commit(world, sha)
    if world.store.ref(name) is not None:
        raise unprocessable("Reference already exists")
    demand_unprotected(world, actor, name)
    move_ref(world, name, sha, by)


def update_ref(world: World, actor: Actor, name: str, sha: str, *, force: bool = False) -> None:
    """Move a reference, forwards only unless `force`."""
    by = demand_push(world, actor, "contents")
    current = world.store.ref(name)
    if current is None:
        raise unprocessable("Reference does not exist")
    _require_commit(world, sha)
    demand_unprotected(world, actor, name)
    if not force and not world.store.contains(sha, current):
        raise unprocessable("Update is not a fast forward")
    move_ref(world, name, sha, by)


def delete_ref(world: World, actor: Actor, name: str) -> None:
    """Delete a reference."""
    by = demand_push(world, actor, "contents")
    if world.store.ref(name) is None:
        raise unprocessable("Reference does not exist")
    if name == HEADS + world.default_branch:
        raise unprocessable("Cannot delete the default branch")
    demand_unprotected(world, actor, name)
    move_ref(world, name, None, by)


def move_ref(world: World, name: str, sha: str | None, by: User) -> None:
    """Point a reference at `sha`, or delete it, and let everything else follow."""
    before = world.store.ref(name)
    if sha is None:
        world.store.delete_ref(name)
    else:
        _write_ref(world, name, sha)
    if name.startswith(HEADS) and sha != before:
        follow_branch(world, name.removeprefix(HEADS), before, by)


def push_files(
    world: World,
    actor: Actor,
    branch: str,
    files: Mapping[str, str | bytes | None],
    message: str,
) -> str:
    """Commit `files` on top of a branch, a new one starting at the default branch, and push."""
    by = demand_push(world, actor, "contents")
    demand_unprotected(world, actor, HEADS + branch)
    sha = _commit(world, by, branch, files, message)
    move_ref(world, HEADS + branch, sha, by)
    return sha


def amend_commit(
    world: World, actor: Actor, branch: str, files: Mapping[str, str | bytes | None]
) -> str:
    """Replace the last commit of a branch by one with other files, in the author's name."""
    by = demand_push(world, actor, "contents")
    tip = world.store.commit(world.store.tip(branch) or "")
    if tip is None:
        raise not_found()
    tree = world.store.write_tree(tip.tree, _entries(world, files))
    parents = [str(parent.id) for parent in tip.parents]
    signatures = tip.author, world.signature(by)
    sha = world.store.write_commit(tree, parents, tip.message, *signatures)
    move_ref(world, HEADS + branch, sha, by)
    return sha


def _entries(world: World, files: Mapping[str, str | bytes | None]) -> dict[str, Entry | None]:
    return {
        path: None if content is None else Entry(world.store.write_blob(content))
        for path, content in files.items()
    }


def commit_in_fork(
    world: World, actor: Actor, files: Mapping[str, str | bytes | None], message: str
) -> str:
    """Commit `files` on top of the default branch, where no branch of the repository has it."""
    by = actor.user
    if by is None:
        raise not_found()
    return _commit(world, by, world.default_branch, files, message)


def _commit(
    world: World, by: User, branch: str, files: Mapping[str, str | bytes | None], message: str
) -> str:
    parent = world.store.tip(branch) or world.store.tip(world.default_branch)
    base = None if parent is None else world.store.commit(parent)
    tree = world.store.write_tree(base.tree if base else None, _entries(world, files))
    parents = [parent] if parent else []
    return world.store.write_commit(tree, parents, message, world.signature(by))


def merge_branch(
    world: World,
    actor: Actor,
    source: str,
    into: str,
    resolved: Mapping[str, str],
    *,
    by_button: bool = False,
) -> str:
    """Merge `source` into a branch that lacks some of it, with these texts for conflicts."""
    by = demand_push(world, actor, "contents")
    ours, theirs = world.store.tip(into), world.store.tip(source)
    if ours is None or theirs is None:
        raise not_found()
    if world.store.contains(ours, theirs):
        return ours
    tree = world.store.merge_trees(ours, theirs, resolved)
    if tree is None:
        raise Refusal(409, "Merge conflict")
    signatures = world.signature(by), world.signature(GITHUB if by_button else by)
    message = f"Merge branch '{source}' into {into}"
    sha = world.store.write_commit(tree, [ours, theirs], message, *signatures)
    move_ref(world, HEADS + into, sha, by)
    return sha


def _require_commit(world: World, sha: str) -> None:
    if not _SHA.fullmatch(sha):
        raise unprocessable(
            "The sha parameter must be exactly 40 characters and contain only [0-9a-f]."
        )
    if world.store.commit(sha) is None:
        raise unprocessable("Object does not exist")


def _write_ref(world: World, name: str, sha: str) -> None:
    try:
        world.store.set_ref(name, sha)
    except (pygit2.GitError, OSError, ValueError) as error:  # a branch `a` beside one `a/b`
        raise unprocessable("Reference update failed") from error
