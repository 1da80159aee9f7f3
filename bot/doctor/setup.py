"""The nouns of a repository's set-up: what the gateway observes and doctor judges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

WORKFLOW = "paper-bot.yml"
SCHEDULE = "paper-bot-schedule.yml"
WORKFLOW_FILE = f".github/workflows/{WORKFLOW}"
SCHEDULE_FILE = f".github/workflows/{SCHEDULE}"
# A branch as the bot makes them; rules hold for a name, whether there is such a branch or not.
BOT_BRANCH = "paper-bot/issue-1"


@dataclass(frozen=True)
class Unread:
    """What could not be read, with the reason."""

    why: str


@dataclass(frozen=True)
class Repository:
    """The repository itself; `organization` owns it, blank where a person does.

    `merges` are the ways of merging that it allows, None where the token is not shown them.
    """

    name: str
    default_branch: str
    archived: bool
    has_issues: bool
    organization: str
    merges: frozenset[str] | None = None


@dataclass(frozen=True)
class Actions:
    """Whether workflows may run; `allowed` is which actions: all, local_only or selected."""

    enabled: bool
    allowed: str


@dataclass(frozen=True)
class Workflow:
    """One of the bot's workflows, as GitHub lists it."""

    state: str
    since: dt.datetime


@dataclass(frozen=True)
class Run:
    """A run of a workflow; `conclusion` is blank while it runs."""

    began: dt.datetime
    conclusion: str


@dataclass(frozen=True)
class Rule:
    """A rule that holds for a branch; `checks` are those that must pass."""

    kind: str
    checks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Setup:
    """What was observed of a repository; None is what is not there.

    `workflow` answers events, `workflow_text` is its file's, and `schedule` picks up what was
    missed. `last_commit` is when the default branch was last committed to. `files` are those
    of the default branch by path, with the names of their blobs; `labels` are in lower case.
    `description` is the file that describes the list.
    `bot_rules` are the rules of rulesets for a branch of the bot's, `rules` those for the
    default branch, where branch protection requires the checks `protection`. `beside` are
    the files that stand beside the list, as far as they are there.
    """

    repository: Repository
    actions: Actions | Unread
    may_create_pulls: bool | Unread
    workflow: Workflow | Unread
    workflow_text: str | Unread | None
    schedule: Workflow | Unread
    last_run: Run | Unread | None
    last_commit: dt.datetime | Unread | None
    files: Mapping[str, str] | Unread
    description: bytes | Unread | None
    papers: bytes | Unread | None
    labels: frozenset[str] | Unread
    bot_rules: tuple[Rule, ...] | Unread
    rules: tuple[Rule, ...] | Unread
    protection: tuple[str, ...] | Unread
    beside: Mapping[str, bytes | Unread] | Unread
