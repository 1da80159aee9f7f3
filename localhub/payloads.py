"""Write people, the repository, issues, comments and labels in GitHub's JSON shapes."""

from __future__ import annotations

import base64
import datetime as dt
from copy import copy
from typing import Any
from urllib.parse import quote

from localhub import addresses
from localhub.access import may_push, may_write
from localhub.records import Actor, Comment, Issue, Label, User
from localhub.world import BOT, World

JSON = dict[str, Any]

REPOSITORY_ID = 1_296_269
_COUNTS = ("forks", "forks_count", "stargazers_count", "watchers", "watchers_count")
_SWITCHED_OFF = (
    *("disabled", "is_template", "web_commit_signoff_required"),
    *("has_projects", "has_wiki", "has_pages", "has_discussions", "has_downloads"),
)


class Payloads:
    """Show the world under one address of the REST API and one of the site."""

    def __init__(self, world: World, api: str, site: str) -> None:
        self.world = world
        self.api = api
        self.repo_api = f"{api}/repos/{world.full_name}"
        self.repo_site = f"{site}/{world.full_name}"
        self.site = site

    def elsewhere(self, full_name: str) -> Payloads:
        """Show under the addresses of another repository."""
        there = copy(self)
        there.repo_api = f"{self.api}/repos/{full_name}"
        there.repo_site = f"{self.site}/{full_name}"
        return there

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
            **addresses.of_user(f"{self.api}/users/{login}"),
            "html_url": page,
            "type": user.type,
            "user_view_type": "public",
            "site_admin": False,
        }

    def app_of(self, user: User) -> JSON | None:
        """Show the app behind an account: Actions, behind the bot's alone."""
        if user != BOT:
            return None
        return {
            "id": 15368,
            "client_id": "Iv1.05c79e9ad1f6bdfa",
            "slug": "github-actions",
            "node_id": node_id("App", 15368),
            "owner": self.user(User(9919, "github", "Organization")),
            "name": "GitHub Actions",
            "description": "Automate your workflow from idea to production",
            "external_url": "https://help.github.com/en/actions",
            "html_url": f"{self.site}/apps/github-actions",
            "created_at": "2018-07-30T09:30:17Z",
            "updated_at": "2019-12-10T19:04:12Z",
            "permissions": {"contents": "write", "issues": "write", "pull_requests": "write"},
            "events": ["issues", "pull_request", "push"],
        }

    def own(self, user: User) -> JSON:
        """Show an account to whoever holds it, as far as a token sees it."""
        opened = timestamp(self.world.created_at)
        unsaid = ("name", "company", "location", "email", "hireable", "bio", "twitter_username")
        return self.user(user) | {
            **dict.fromkeys(unsaid),
            **dict.fromkeys(("public_repos", "public_gists", "followers", "following"), 0),
            "blog": "",
            "created_at": opened,
            "updated_at": opened,
        }

    def repository(self, actor: Actor | None = None) -> JSON:
        """Show the repository, with the actor's rights where one asks for it alone."""
        world = self.world
        opened = timestamp(world.created_at)
        there = [issue for issue in world.issues.values() if not issue.is_gone]
        unsettled = sum(issue.state == "open" for issue in there)
        shown: JSON = {
            "id": REPOSITORY_ID,
            "node_id": node_id("Repository", REPOSITORY_ID),
            "name": world.name,
            "full_name": world.full_name,
            "private": False,
            "owner": self.user(world.owner),
            **addresses.of_repository(self.repo_api, self.repo_site),
            **dict.fromkeys(("description", "homepage", "language", "mirror_url", "license")),
            **dict.fromkeys(_COUNTS, 0),
            **dict.fromkeys(_SWITCHED_OFF, False),
            "created_at": opened,
            "updated_at": opened,
            "pushed_at": opened,
            "has_issues": world.settings.has_issues,
            "archived": world.settings.archived,
            "fork": bool(world.settings.forked_from),
            "size": 1,
            "allow_forking": True,
            "topics": [],
            "open_issues_count": unsettled,
            "open_issues": unsettled,
            "visibility": "public",
            "default_branch": world.default_branch,
        }
        if actor is None:
            return shown
        shown |= {"subscribers_count": 0, "network_count": 0, "temp_clone_token": None}
        if world.settings.forked_from:
            shown["parent"] = shown["source"] = self._forked_from(world.settings.forked_from)
        if actor.user is not None:
            shown["permissions"] = _rights(actor)
            shown |= self._ways_of_merging(actor)
        return shown

    def fork_of(self, owner: User) -> JSON:
        """Show an account's fork of the repository."""
        full_name = f"{owner.login}/{self.world.name}"
        return self.elsewhere(full_name).repository() | {
            "id": 2_000_000 + owner.id,
            "node_id": node_id("Repository", 2_000_000 + owner.id),
            "full_name": full_name,
            "owner": self.user(owner),
            "fork": True,
        }

    def _forked_from(self, login: str) -> JSON:
        """Show the repository that this one is a fork of."""
        owner = User(2_000_000, login)
        return self.fork_of(owner) | {"fork": False}

    def _ways_of_merging(self, actor: Actor) -> JSON:
        """Show how pull requests may be merged, to whoever may write the repository's contents."""
        if not may_write(actor, "contents"):
            return {}
        settings = self.world.settings
        return {
            "allow_merge_commit": settings.allow_merge_commit,
            "allow_squash_merge": settings.allow_squash_merge,
            "allow_rebase_merge": settings.allow_rebase_merge,
            "allow_auto_merge": False,
            "allow_update_branch": False,
            "delete_branch_on_merge": False,
            "use_squash_pr_title_as_default": False,
            "squash_merge_commit_title": "COMMIT_OR_PR_TITLE",
            "squash_merge_commit_message": "COMMIT_MESSAGES",
            "merge_commit_title": "MERGE_MESSAGE",
            "merge_commit_message": "PR_TITLE",
        }

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
            "archived_at": None,
            "archived_by": None,
        }

    def labels(self, issue: Issue) -> list[JSON]:
        """Show the labels of an issue or a pull request."""
        return [self.label(self.world.labels[name.lower()]) for name in issue.labels]

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
            "performed_via_github_app": self.app_of(comment.author),
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
            "performed_via_github_app": self.app_of(issue.author),
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
        labels = self.labels(issue)
        for label in labels:
            del label["archived_at"]  # which a label shows everywhere else
        return {
            "node_id": node_id("Issue" if issue.pull is None else "PullRequest", issue.id),
            "number": issue.number,
            "html_url": f"{self.repo_site}/{kind}/{issue.number}",
            "comments_url": f"{self.repo_api}/issues/{issue.number}/comments",
            "title": issue.title,
            "body": issue.body,
            "user": self.user(issue.author),
            "labels": labels,
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
