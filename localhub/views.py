"""Show the world to Python: frozen values without timestamps, to read and to compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pygit2

from localhub.payloads import Payloads
from localhub.pulls import is_mergeable, is_rebaseable
from localhub.records import Comment, Issue, Pull, State
from localhub.world import World


@dataclass(frozen=True)
class IssueView:
    """An issue, or what a pull request has in common with one."""

    number: int
    title: str
    body: str | None
    state: State
    state_reason: str | None
    labels: tuple[str, ...]
    author: str
    locked: bool
    closed_by: str | None
    html_url: str


@dataclass(frozen=True)
class PullView(IssueView):
    """A pull request; `head` and `base` are branches."""

    head: str
    base: str
    head_sha: str
    base_sha: str
    draft: bool
    merged: bool
    merged_by: str | None
    merge_commit_sha: str | None
    mergeable: bool | None
    rebaseable: bool | None


@dataclass(frozen=True)
class CommentView:
    """A comment."""

    id: int
    number: int
    author: str
    body: str
    html_url: str


@dataclass(frozen=True)
class CommitView:
    """A commit; `author` is a name, as in git."""

    sha: str
    parents: tuple[str, ...]
    message: str
    author: str
    author_email: str
    committer: str


@dataclass(frozen=True)
class Snapshot:
    """Everything that can be seen from outside, without timestamps."""

    refs: Mapping[str, str]
    issues: tuple[IssueView, ...]
    comments: tuple[CommentView, ...]
    labels: tuple[tuple[str, str, str | None], ...]


def view_issue(world: World, show: Payloads, issue: Issue) -> IssueView:
    """View an issue, a pull request as such."""
    common = IssueView(
        number=issue.number,
        title=issue.title,
        body=issue.body,
        state=issue.state,
        state_reason=issue.state_reason,
        labels=tuple(issue.labels),
        author=issue.author.login,
        locked=issue.locked,
        closed_by=issue.closed_by.login if issue.closed_by else None,
        html_url=show.issue(issue)["html_url"],
    )
    return common if issue.pull is None else _view_pull(world, common, issue, issue.pull)


def view_pull(world: World, show: Payloads, issue: Issue, pull: Pull) -> PullView:
    """View a pull request."""
    common = view_issue(world, show, issue)
    return common if isinstance(common, PullView) else _view_pull(world, common, issue, pull)


def _view_pull(world: World, common: IssueView, issue: Issue, pull: Pull) -> PullView:
    return PullView(
        **vars(common),
        head=pull.head,
        base=pull.base,
        head_sha=pull.head_sha,
        base_sha=pull.base_sha,
        draft=pull.draft,
        merged=pull.merged_at is not None,
        merged_by=pull.merged_by.login if pull.merged_by else None,
        merge_commit_sha=pull.merge_commit_sha,
        mergeable=is_mergeable(world, issue, pull),
        rebaseable=is_rebaseable(world, issue, pull),
    )


def view_comment(show: Payloads, comment: Comment) -> CommentView:
    """View a comment."""
    page = show.comment(comment)["html_url"]
    return CommentView(comment.id, comment.number, comment.author.login, comment.body, page)


def view_commit(commit: pygit2.Commit) -> CommitView:
    """View a commit."""
    return CommitView(
        sha=str(commit.id),
        parents=tuple(str(parent) for parent in commit.parent_ids),
        message=commit.message,
        author=commit.author.name,
        author_email=commit.author.email,
        committer=commit.committer.name,
    )


def snapshot(world: World, show: Payloads) -> Snapshot:
    """View everything."""
    there = [issue for issue in world.issues.values() if not issue.is_gone]
    return Snapshot(
        refs=world.store.refs(),
        issues=tuple(view_issue(world, show, issue) for issue in there),
        comments=tuple(view_comment(show, comment) for comment in world.comments.values()),
        labels=tuple(
            (label.name, label.color, label.description) for label in world.labels.values()
        ),
    )
