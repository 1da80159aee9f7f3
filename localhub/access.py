"""Decide who may do what."""

from __future__ import annotations

from fnmatch import fnmatchcase

from localhub.gitstore import HEADS
from localhub.records import Actor, Issue, User
from localhub.refusals import (
    Refusal,
    no_admin_rights,
    not_accessible,
    not_found,
    requires_authentication,
    unprocessable,
)
from localhub.world import World

# An app may touch the issue side of a pull request with either permission.
ISSUE_SCOPES = ("issues",)
PULL_SCOPES = ("issues", "pull_requests")


def scopes_of(issue: Issue) -> tuple[str, ...]:
    """Name the permissions of which an app needs one to write on `issue`."""
    return ISSUE_SCOPES if issue.pull is None else PULL_SCOPES


def demand_account(world: World, actor: Actor, *scopes: str) -> User:
    """Refuse anonymous writers, apps without one of `scopes`, and all while archived."""
    if actor.user is None:
        raise requires_authentication()
    if world.settings.archived:
        raise Refusal(403, "Repository was archived so is read-only.")
    if actor.permissions is not None and not _granted(actor, scopes):
        raise not_accessible()
    return actor.user


def demand_push(world: World, actor: Actor, *scopes: str) -> User:
    """Refuse whoever may not write to the repository, as if there were nothing to write to."""
    user = demand_account(world, actor, *scopes)
    if not may_push(actor):
        raise not_found()
    return user


def demand_triage(world: World, actor: Actor, issue: Issue) -> User:
    """Refuse whoever may not label or lock an issue."""
    user = demand_account(world, actor, *scopes_of(issue))
    if not may_push(actor):
        raise no_admin_rights()
    return user


def require_own(world: World, actor: Actor, author: User, *scopes: str) -> User:
    """Refuse whoever neither wrote a thing nor may write to the repository."""
    user = demand_account(world, actor, *scopes)
    if not may_push(actor) and user != author:
        raise no_admin_rights()
    return user


def demand_admin(actor: Actor) -> None:
    """Refuse whoever may not read how the repository is administered."""
    if actor.user is None:
        raise requires_authentication()
    if actor.permissions is not None and "administration" not in actor.permissions:
        raise not_accessible()
    if actor.permissions is None and not actor.is_admin:
        raise no_admin_rights()


def may_push(actor: Actor) -> bool:
    """Whether the actor has write access; an app's scopes are checked on their own."""
    return actor.can_push or actor.permissions is not None


def may_write(actor: Actor, scope: str) -> bool:
    """Whether a person has write access, or an app the permission `scope`."""
    return actor.can_push if actor.permissions is None else _granted(actor, (scope,))


def is_protected(world: World, branch: str) -> bool:
    """Whether a branch falls under a protection pattern."""
    return any(fnmatchcase(branch, pattern) for pattern in world.settings.protected_branches)


def demand_unprotected(world: World, actor: Actor, ref: str) -> None:
    """Refuse an app's write to a protected branch; people are taken to be in the bypass list."""
    branch = ref.removeprefix(HEADS)
    if actor.permissions is not None and is_protected(world, branch):
        raise unprocessable(
            "Repository rule violations found\n\nChanges must be made through a pull request.\n\n"
        )


def _granted(actor: Actor, scopes: tuple[str, ...]) -> bool:
    granted = actor.permissions or {}
    return any(granted.get(scope) == "write" for scope in scopes)
