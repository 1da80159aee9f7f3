"""Open, edit, label and comment issues, as whoever acts may."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from localhub.access import (
    ISSUE_SCOPES,
    PULL_SCOPES,
    demand_account,
    demand_triage,
    may_push,
    require_own,
    scopes_of,
)
from localhub.records import Actor, Comment, Issue, Label, State, Transfer
from localhub.refusals import Refusal, invalid, no_admin_rights, not_found
from localhub.states import set_state
from localhub.world import World

FIRST_OTHER_REPOSITORY = 1_300_000
LONGEST_BODY = 65536
LONGEST_TITLE = 256
LONGEST_LABEL = 50
LOCKING = "https://docs.github.com/articles/locking-conversations/"


class Unchanged:
    """Marks a field that stays as it is."""


UNCHANGED: Final = Unchanged()


def create_issue(
    world: World, actor: Actor, title: str, body: str | None, labels: Iterable[str] = ()
) -> Issue:
    """Open an issue; labels set by someone without write access are dropped silently."""
    author = demand_account(world, actor, *ISSUE_SCOPES)
    check_texts("Issue", title, body)
    names = [ensure_label(world, name).name for name in labels] if may_push(actor) else []
    number, now = len(world.issues) + 1, world.clock()
    issue = Issue(2_500_000_000 + number, number, author, title, body, now, now)
    issue.labels = list(dict.fromkeys(names))
    world.issues[number] = issue
    return issue


def edit_issue(
    world: World,
    actor: Actor,
    number: int,
    *,
    title: str | None = None,
    body: str | Unchanged | None = UNCHANGED,
    state: State | None = None,
    reason: str | None = None,
) -> Issue:
    """Change an issue's, or a pull request's, texts and state."""
    issue = world.issue(number)
    by = require_own(world, actor, issue.author, *scopes_of(issue))
    new_title = issue.title if title is None else title
    new_body = issue.body if isinstance(body, Unchanged) else body
    check_texts("PullRequest" if issue.pull else "Issue", new_title, new_body)
    if state is not None:
        set_state(world, issue, state, by, reason)
    if (new_title, new_body) != (issue.title, issue.body):
        issue.title, issue.body, issue.updated_at = new_title, new_body, world.clock()
    return issue


def check_texts(resource: str, title: str, body: str | None) -> None:
    """Refuse a title or body that GitHub would not store."""
    if not title.strip():
        raise invalid(resource, "title", "missing_field")
    if len(title) > LONGEST_TITLE:
        message = f"title is too long (maximum is {LONGEST_TITLE} characters)"
        raise invalid(resource, "title", "custom", message)
    if body is not None and len(body) > LONGEST_BODY:
        message = f"body is too long (maximum is {LONGEST_BODY} characters)"
        raise invalid(resource, "body", "custom", message)


def lock_issue(world: World, actor: Actor, number: int) -> None:
    """Let nobody but people with write access comment any more."""
    issue = world.issue(number)
    demand_triage(world, actor, issue)
    issue.locked = True


def unlock_issue(world: World, actor: Actor, number: int) -> None:
    """Let everybody comment again."""
    issue = world.issue(number)
    demand_triage(world, actor, issue)
    issue.locked = False


def transfer_issue(
    world: World, actor: Actor, number: int, repository: str, *, readable: bool
) -> Transfer:
    """Move an issue with its comments to another repository, which gives it a number."""
    issue = world.issue(number)
    demand_triage(world, actor, issue)
    if issue.pull is not None:
        raise not_found()
    elsewhere = [each.transfer for each in world.issues.values() if each.transfer]
    ids = {each.repository: each.repository_id for each in elsewhere}
    repository_id = ids.get(repository, FIRST_OTHER_REPOSITORY + len(ids))
    there = sum(each.repository == repository for each in elsewhere) + 1
    issue.transfer = Transfer(repository, repository_id, there, readable)
    return issue.transfer


def delete_issue(world: World, number: int) -> None:
    """Delete an issue with its comments, as only an administrator can."""
    world.issue(number).deleted = True
    world.comments = {key: kept for key, kept in world.comments.items() if kept.number != number}


def create_comment(world: World, actor: Actor, number: int, body: str) -> Comment:
    """Comment on an issue or pull request."""
    issue = world.issue(number)
    author = demand_account(world, actor, *scopes_of(issue))
    if issue.locked and not actor.can_push:
        message = "Unable to create comment because issue is locked."
        raise Refusal(403, message, documentation=LOCKING)
    _check_comment(body)
    now = world.clock()
    comment = Comment(next(world.ids), number, author, body, now, now)
    world.comments[comment.id] = comment
    issue.updated_at = now
    return comment


def edit_comment(world: World, actor: Actor, comment_id: int, body: str) -> Comment:
    """Change a comment's text."""
    comment = world.comment(comment_id)
    require_own(world, actor, comment.author, *scopes_of(world.issue(comment.number)))
    _check_comment(body)
    comment.body, comment.updated_at = body, world.clock()
    return comment


def delete_comment(world: World, actor: Actor, comment_id: int) -> None:
    """Delete a comment."""
    comment = world.comment(comment_id)
    require_own(world, actor, comment.author, *scopes_of(world.issue(comment.number)))
    del world.comments[comment_id]


def _check_comment(body: str) -> None:
    if not body.strip():
        raise invalid("IssueComment", "data", "unprocessable", "Body cannot be blank")
    if len(body) > LONGEST_BODY:
        message = f"Body is too long (maximum is {LONGEST_BODY} characters)"
        raise invalid("IssueComment", "data", "unprocessable", message)


def create_label(
    world: World, actor: Actor, name: str, color: str = "ededed", description: str | None = None
) -> Label:
    """Add a label to the repository."""
    demand_account(world, actor, *PULL_SCOPES)
    if not may_push(actor):
        raise no_admin_rights()
    if name.lower() in world.labels:
        raise invalid("Label", "name", "already_exists")
    label = ensure_label(world, name)
    label.color, label.description = color, description
    return label


def ensure_label(world: World, name: str) -> Label:
    """Find a label without regard to case, adding it where the repository lacks it."""
    if not name.strip():
        raise invalid("Label", "name", "missing_field")
    if len(name) > LONGEST_LABEL:
        message = f"name is too long (maximum is {LONGEST_LABEL} characters)"
        raise invalid("Label", "name", "custom", message)
    return world.labels.setdefault(name.lower(), Label(next(world.ids), name))


def add_labels(world: World, actor: Actor, number: int, names: Iterable[str]) -> Issue:
    """Put labels on an issue, beside those it has."""
    return set_labels(world, actor, number, [*world.issue(number).labels, *names])


def set_labels(world: World, actor: Actor, number: int, names: Iterable[str]) -> Issue:
    """Return an issue exactly these labels."""
    issue = world.issue(number)
    demand_triage(world, actor, issue)
    labels = list(dict.fromkeys(ensure_label(world, name).name for name in names))
    if labels != issue.labels:
        issue.labels, issue.updated_at = labels, world.clock()
    return issue


def remove_label(world: World, actor: Actor, number: int, name: str) -> Issue:
    """Take one label off an issue."""
    issue = world.issue(number)
    demand_triage(world, actor, issue)
    kept = [label for label in issue.labels if label.lower() != name.lower()]
    if kept == issue.labels:
        raise Refusal(404, "Label does not exist")
    return set_labels(world, actor, number, kept)
