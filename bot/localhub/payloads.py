"""Write people, the repository, issues, comments and labels in GitHub's JSON shapes."""

from __future__ import annotations

import base64
import datetime as dt
from typing import Any
from urllib.parse import quote

from bot.localhub.access import may_push
from bot.localhub.records import Actor, Comment, Issue, Label, User
from bot.localhub.world import BOT, World

JSON = dict[str, Any]

ACTIONS_APP: JSON = {
    "id": 15368,
    "slug": "github-actions",
    "name": "GitHub Actions",
    "description": "Automate your workflow from idea to production",
    "external_url": "https://help.github.com/en/actions",
    "html_url": "https://github.com/apps/github-actions",
}


class Payloads:
    """Show the world under one address of the REST API and one of the site."""

    def __init__(self, world: World, api: str, site: str) -> None:
        self.world = world
        self.api = api
        self.repo_api = f"{api}/repos/{world.full_name}"
        self.repo_site = f"{site}/{world.full_name}"
        self.site = site

    def user(self, user: User) -> JSON:
        """Show an account."""
        login = quote(user.login)
        page = f"{self.site}/apps/github-actions" if user == BOT else f"{self.site}/{login}"
        return {
            "login": user.login,
            "id": user.id,
            "node_id": node_id("User", user.id),
            "avatar_url": f"{self.site}/avatars/{user.id}",
            "gravatar_id": "",
            "url": f"{self.api}/users/{login}",
            "html_url": page,
            "repos_url": f"{self.api}/users/{login}/repos",
            "type": user.type,
            "user_view_type": "public",
            "site_admin": False,
        }

    def repository(self, actor: Actor | None = None) -> JSON:
        """Show the repository, with the actor's rights where one asks."""
        world = self.world
        opened = timestamp(world.created_at)
        unsettled = [issue for issue in world.issues.values() if issue.state == "open"]
        shown: JSON = {
            "id": 1_296_269,
            "node_id": node_id("Repository", 1_296_269),
            "name": world.name,
            "full_name": world.full_name,
            "private": False,
            "owner": self.user(world.owner),
            "html_url": self.repo_site,
            "description": None,
            "fork": False,
            "url": self.repo_api,
            "clone_url": f"{self.repo_site}.git",
            "created_at": opened,
            "updated_at": opened,
            "pushed_at": opened,
            "has_issues": world.settings.has_issues,
            "archived": world.settings.archived,
            "disabled": False,
            "open_issues_count": sum(not issue.deleted for issue in unsettled),
            "visibility": "public",
            "default_branch": world.default_branch,
        }
        if actor is not None and actor.user is not None:
            shown["permissions"] = _rights(actor)
        return shown

    def label(self, label: Label) -> JSON:
        """Show a label."""
        return {
            "id": label.id,
            "node_id": node_id("Label", label.id),
            "url": f"{self.repo_api}/labels/{quote(label.name, safe='')}",
            "name": label.name,
            "color": label.color,
            "default": False,
            "description": label.description,
        }

    def comment(self, comment: Comment) -> JSON:
        """Show a comment."""
        kind = "issues" if self.world.issues[comment.number].pull is None else "pull"
        return {
            "id": comment.id,
            "node_id": node_id("IssueComment", comment.id),
            "url": f"{self.repo_api}/issues/comments/{comment.id}",
            "html_url": f"{self.repo_site}/{kind}/{comment.number}#issuecomment-{comment.id}",
            "issue_url": f"{self.repo_api}/issues/{comment.number}",
            "user": self.user(comment.author),
            "body": comment.body,
            "created_at": timestamp(comment.created_at),
            "updated_at": timestamp(comment.updated_at),
            "author_association": self._association(comment.author),
            "performed_via_github_app": ACTIONS_APP if comment.author == BOT else None,
        }

    def issue(self, issue: Issue) -> JSON:
        """Show an issue, or a pull request as issue lists show it."""
        shown = self.common(issue) | {
            "id": issue.id,
            "url": f"{self.repo_api}/issues/{issue.number}",
            "repository_url": self.repo_api,
            "labels_url": f"{self.repo_api}/issues/{issue.number}/labels{{/name}}",
            "events_url": f"{self.repo_api}/issues/{issue.number}/events",
            "comments": len(self.world.comments_on(issue.number)),
            "closed_by": self.user_or_none(issue.closed_by),
            "state_reason": issue.state_reason,
            "performed_via_github_app": ACTIONS_APP if issue.author == BOT else None,
        }
        if issue.pull is not None:
            shown["draft"] = issue.pull.draft
            shown["pull_request"] = {
                "url": f"{self.repo_api}/pulls/{issue.number}",
                "html_url": shown["html_url"],
                "diff_url": f"{shown['html_url']}.diff",
                "patch_url": f"{shown['html_url']}.patch",
                "merged_at": timestamp(issue.pull.merged_at),
            }
        return shown

    def common(self, issue: Issue) -> JSON:
        """Show what issues and pull requests have in common."""
        kind = "issues" if issue.pull is None else "pull"
        return {
            "node_id": node_id("Issue" if issue.pull is None else "PullRequest", issue.id),
            "number": issue.number,
            "html_url": f"{self.repo_site}/{kind}/{issue.number}",
            "comments_url": f"{self.repo_api}/issues/{issue.number}/comments",
            "title": issue.title,
            "body": issue.body,
            "user": self.user(issue.author),
            "labels": [self.label(self.world.labels[name.lower()]) for name in issue.labels],
            "state": issue.state,
            "locked": issue.locked,
            "active_lock_reason": None,
            "assignee": None,
            "assignees": [],
            "milestone": None,
            "created_at": timestamp(issue.created_at),
            "updated_at": timestamp(issue.updated_at),
            "closed_at": timestamp(issue.closed_at),
            "author_association": self._association(issue.author),
        }

    def user_or_none(self, user: User | None) -> JSON | None:
        """Show an account where there is one."""
        return None if user is None else self.user(user)

    def _association(self, user: User) -> str:
        return "COLLABORATOR" if user.login.lower() in self.world.collaborators else "NONE"


def _rights(actor: Actor) -> JSON:
    """Show what a person may do; an app's token shows none, whatever its permissions."""
    person = actor.permissions is None
    push = person and may_push(actor)
    admin = actor.is_admin
    return {"admin": admin, "maintain": admin, "push": push, "triage": push, "pull": person}


def timestamp(moment: dt.datetime | None) -> str | None:
    """Write a moment as GitHub does, to the second in UTC."""
    return None if moment is None else f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


def node_id(kind: str, number: int) -> str:
    """Write an opaque identifier."""
    return base64.b64encode(f"0{len(kind)}:{kind}{number}".encode()).decode()
