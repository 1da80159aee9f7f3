"""The records of the hub's state: people, issues, pull requests, comments and labels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Clock = Callable[[], dt.datetime]
State = Literal["open", "closed"]


@dataclass(frozen=True)
class User:
    """An account."""

    id: int
    login: str
    type: Literal["User", "Bot", "Organization"] = "User"

    @property
    def email(self) -> str:
        """Return the address that GitHub puts into commits made on its site."""
        return f"{self.id}+{self.login}@users.noreply.github.com"


@dataclass(frozen=True)
class Actor:
    """Whoever makes a request.

    `permissions` are those granted to an app's token and None for a person, whose rights
    follow from `can_push` and `is_admin`. Without `user` the request is anonymous.
    """

    user: User | None
    can_push: bool = False
    permissions: Mapping[str, str] | None = None
    is_admin: bool = False


@dataclass
class Label:
    """A label of the repository."""

    id: int
    name: str
    color: str = "ededed"
    description: str | None = None


@dataclass
class Comment:
    """A comment on an issue or a pull request."""

    id: int
    number: int
    author: User
    body: str
    created_at: dt.datetime
    updated_at: dt.datetime


@dataclass
class Pull:
    """What makes an issue a pull request; `fork` is the login of whose fork has its branch."""

    id: int
    head: str
    base: str
    head_sha: str
    base_sha: str
    draft: bool = False
    merged_at: dt.datetime | None = None
    merged_by: User | None = None
    merge_commit_sha: str | None = None
    fork: str = ""


@dataclass(frozen=True)
class Transfer:
    """Where an issue went: another repository, which is readable or not, and its number there."""

    repository: str
    repository_id: int
    number: int
    readable: bool


@dataclass
class Issue:
    """An issue, or with `pull` a pull request: both share one sequence of numbers."""

    id: int
    number: int
    author: User
    title: str
    body: str | None
    created_at: dt.datetime
    updated_at: dt.datetime
    labels: list[str] = field(default_factory=list)
    state: State = "open"
    state_reason: str | None = None
    closed_at: dt.datetime | None = None
    closed_by: User | None = None
    locked: bool = False
    deleted: bool = False
    transfer: Transfer | None = None
    pull: Pull | None = None

    @property
    def is_gone(self) -> bool:
        """Whether the repository lists it no more: deleted, or transferred to another."""
        return self.deleted or self.transfer is not None


@dataclass
class Settings:
    """What an administrator of the repository can switch.

    `protected_branches` are patterns of branches that only pull requests of people may move.
    The rest is shown and stops nobody: `required_checks` are those that protection of the
    default branch asks for, `rules` those of rulesets by pattern of branch, each with its
    `type` and maybe `parameters`; a workflow is there when its file is, and active unless
    `workflow_states` has another state for the file's name. `forked_from` is the owner of the
    repository that this one is a fork of, `latest_release` the tag of the newest release.
    `token_may_write` tells what a workflow's token may do where the workflow does not say it.
    """

    allow_merge_commit: bool = True
    allow_squash_merge: bool = True
    allow_rebase_merge: bool = True

    actions_may_create_pulls: bool = True
    token_may_write: bool = False
    archived: bool = False
    forked_from: str = ""
    latest_release: str = ""
    protected_branches: set[str] = field(default_factory=set)
    has_issues: bool = True
    actions_enabled: bool = True
    allowed_actions: Literal["all", "local_only", "selected"] = "all"
    workflow_states: dict[str, str] = field(default_factory=dict)
    last_scheduled_run: dt.datetime | None = None
    required_checks: list[str] = field(default_factory=list)
    rules: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """A request and what came of it; `actor` is a login, None when anonymous or unknown.

    `status` is the one that was sent, 0 where the connection was dropped; `done` is the
    hub's own, 0 where an interference kept the request from it.
    """

    method: str
    path: str
    query: str
    status: int
    actor: str | None
    done: int = 0
    body: bytes = field(default=b"", repr=False)


@dataclass
class TickingClock:
    """Start at a fixed moment and advance one second a call, so that output is reproducible."""

    now: dt.datetime = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        """Return the next second."""
        self.now += dt.timedelta(seconds=1)
        return self.now
