"""Answer the endpoints of issues, comments and labels."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar, cast

from localhub import issues
from localhub.call import Body, Call
from localhub.payloads import JSON
from localhub.records import Comment, Issue, State
from localhub.refusals import invalid, not_found

T = TypeVar("T", Issue, Comment)


def list_issues(call: Call) -> list[JSON]:
    """List issues and pull requests."""
    wanted = {name.lower() for name in call.query("labels").split(",") if name}
    state, creator = call.query("state", "open"), call.query("creator").lower()
    found = [
        issue
        for issue in since(call, call.world.issues.values())
        if not issue.is_gone
        and state in {issue.state, "all"}
        and creator in {"", issue.author.login.lower()}
        and wanted <= {label.lower() for label in issue.labels}
    ]
    return [call.show.issue(issue) for issue in call.page(in_order(call, found))]


def since(call: Call, items: Iterable[T]) -> list[T]:
    """Leave out what was not touched since the moment of the query."""
    text = call.query("since")
    if not text:
        return list(items)
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise invalid("Issue", "since") from None
    return [item for item in items if item.updated_at >= moment]


def in_order(call: Call, found: Sequence[Issue], default: str = "desc") -> list[Issue]:
    """Sort as the query asks, newest first unless `default` is "asc"."""
    newest_first = call.query("direction", default) != "asc"
    match call.query("sort"):
        case "updated":
            return sorted(found, key=lambda issue: issue.updated_at, reverse=newest_first)
        case "comments":
            counted = Counter(comment.number for comment in call.world.comments.values())
            return sorted(found, key=lambda issue: counted[issue.number], reverse=newest_first)
    return sorted(found, key=lambda issue: issue.number, reverse=newest_first)


def create_issue(call: Call) -> JSON:
    """Open an issue."""
    body = call.body()
    title, text, labels = body.needed("title"), body.text("body"), body.texts("labels")
    return call.show.issue(issues.create_issue(call.world, call.actor, title, text, labels))


def get_issue(call: Call, number: int) -> JSON:
    """Show one issue or pull request."""
    return call.show.issue(call.world.issue(number))


def get_moved_issue(call: Call, repository_id: int, number: int) -> JSON:
    """Show an issue where it was transferred."""
    issue, to = call.world.moved_issue(repository_id, number)
    shown = call.show.elsewhere(to.repository).issue(replace(issue, number=to.number, labels=[]))
    return shown | {"comments": len(call.world.comments_on(issue.number))}


def edit_issue(call: Call, number: int) -> JSON:
    """Change an issue's texts, state and labels."""
    body = call.body()
    issue = issues.edit_issue(
        call.world,
        call.actor,
        number,
        title=body.text("title"),
        body=body.text("body") if "body" in body else issues.UNCHANGED,
        state=state_of(body, "Issue"),
        reason=body.text("state_reason"),
    )
    if "labels" in body:
        issues.set_labels(call.world, call.actor, number, body.texts("labels"))
    return call.show.issue(issue)


def state_of(body: Body, resource: str) -> State | None:
    """Read the state to bring an issue or pull request into."""
    state = body.text("state")
    if state not in {None, "open", "closed"}:
        raise invalid(resource, "state")
    return cast("State | None", state)


def list_comments(call: Call, number: int) -> list[JSON]:
    """List the comments on one issue, oldest first."""
    issue = call.world.issue(number)
    found = since(call, call.world.comments_on(issue.number))
    return [call.show.comment(comment) for comment in call.page(found)]


def list_all_comments(call: Call) -> list[JSON]:
    """List the comments on all issues, oldest first unless asked otherwise."""
    world = call.world
    there = [each for each in world.comments.values() if not world.issues[each.number].is_gone]
    found = since(call, there)
    if call.query("sort") == "updated":
        found.sort(key=lambda comment: comment.updated_at)
    if call.query("sort") and call.query("direction", "desc") != "asc":
        found.reverse()
    return [call.show.comment(comment) for comment in call.page(found)]


def create_comment(call: Call, number: int) -> JSON:
    """Comment on an issue."""
    text = call.body().needed("body")
    return call.show.comment(issues.create_comment(call.world, call.actor, number, text))


def get_comment(call: Call, comment_id: int) -> JSON:
    """Show one comment."""
    return call.show.comment(call.world.comment(comment_id))


def edit_comment(call: Call, comment_id: int) -> JSON:
    """Change a comment."""
    text = call.body().needed("body")
    return call.show.comment(issues.edit_comment(call.world, call.actor, comment_id, text))


def delete_comment(call: Call, comment_id: int) -> None:
    """Delete a comment."""
    issues.delete_comment(call.world, call.actor, comment_id)


def list_labels(call: Call) -> list[JSON]:
    """List the labels of the repository by name."""
    labels = sorted(call.world.labels.values(), key=lambda label: label.name.lower())
    return [call.show.label(label) for label in call.page(labels)]


def create_label(call: Call) -> JSON:
    """Add a label to the repository."""
    body = call.body()
    name, color = body.needed("name"), body.text("color") or "ededed"
    description = body.text("description")
    return call.show.label(issues.create_label(call.world, call.actor, name, color, description))


def get_label(call: Call, name: str) -> JSON:
    """Show one label of the repository."""
    if name.lower() not in call.world.labels:
        raise not_found()
    return call.show.label(call.world.labels[name.lower()])


def list_issue_labels(call: Call, number: int) -> list[JSON]:
    """List the labels on one issue."""
    return call.show.labels(call.world.issue(number))


def add_issue_labels(call: Call, number: int) -> list[JSON]:
    """Put labels on an issue beside those it has."""
    names = call.body(bare="labels").texts("labels")
    return call.show.labels(issues.add_labels(call.world, call.actor, number, names))


def set_issue_labels(call: Call, number: int) -> list[JSON]:
    """Return an issue exactly these labels."""
    names = call.body(bare="labels").texts("labels")
    return call.show.labels(issues.set_labels(call.world, call.actor, number, names))


def remove_label(call: Call, number: int, name: str) -> list[JSON]:
    """Take one label off an issue."""
    return call.show.labels(issues.remove_label(call.world, call.actor, number, name))
