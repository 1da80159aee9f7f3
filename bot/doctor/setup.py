"""The nouns of a repository's set-up: what is observed of it, and doctor judges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

# A branch as the bot makes them; rules hold for a name, whether there is such a branch or not.
BOT_BRANCH = "paper-bot/issue-1"


@dataclass(frozen=True)
class Unread:
    """What could not be read, with the reason."""

    why: str


@dataclass(frozen=True)
class Repository:
    """The repository itself; `organization` owns it, blank where a person does.

    `forked_from` is the repository that it is a fork of, blank for none. `merges` are the ways
    of merging that it allows, None where the token is not shown them.
    """

    name: str
    default_branch: str
    archived: bool
    has_issues: bool
    organization: str
    forked_from: str = ""
    merges: frozenset[str] | None = None


@dataclass(frozen=True)
class Actions:
    """Whether workflows may run; `allowed` is which actions: all, local_only or selected."""

    enabled: bool
    allowed: str


@dataclass(frozen=True)
class Rights:
    """What a workflow's token may do: open pull requests, and write where nothing else is said."""

    may_create_pulls: bool
    may_write: bool


@dataclass(frozen=True)
class Workflow:
    """A workflow, as GitHub lists it."""

    state: str
    since: dt.datetime


@dataclass(frozen=True)
class Run:
    """A run of a workflow; `conclusion` is blank while it runs."""

    began: dt.datetime
    conclusion: str


@dataclass(frozen=True)
class Proposal:
    """The pull request that describes the list; `state` is open, merged or closed."""

    number: int
    state: str


@dataclass(frozen=True)
class Release:
    """A release of the bot's, and the commit that it is made of."""

    tag: str
    commit: str


@dataclass(frozen=True)
class Rule:
    """A rule that holds for a branch; `checks` are those that must pass."""

    kind: str
    checks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Files:
    """The files of a list, by path: the names of their blobs, and what stands in those of use."""

    blobs: Mapping[str, str]
    contents: Mapping[str, bytes | Unread]


@dataclass(frozen=True)
class Setup:
    """What was observed of a repository; None is what is not there.

    `workflows` are those that GitHub lists, by path, and `last_run` is the last one by the
    schedule of the bot's. `last_commit` is when the default branch was last committed to, whose
    `files` these are. `proposal` is looked for where nothing describes the list, and `release`,
    the newest of the bot's, where a workflow names the bot's repository. `labels` are in lower
    case. `bot_rules` are the rules of rulesets for a branch of the bot's, `rules` those for the
    default branch, where branch protection requires the checks `protection`.
    """

    repository: Repository
    actions: Actions | Unread
    rights: Rights | Unread
    workflows: Mapping[str, Workflow] | Unread
    last_run: Run | Unread | None
    last_commit: dt.datetime | Unread | None
    files: Files | Unread
    proposal: Proposal | Unread | None
    release: Release | Unread | None
    labels: frozenset[str] | Unread
    bot_rules: tuple[Rule, ...] | Unread
    rules: tuple[Rule, ...] | Unread
    protection: tuple[str, ...] | Unread
