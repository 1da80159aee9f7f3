"""Tell from what a repository shows whether it is set up for the bot, and what to change.

Each check is a function over what was observed. What could not be read is neither
right nor wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.catalog import BrokenCatalog, Catalog, parse_catalog
from bot.issue_form import LABEL
from bot.observed import (
    BOT_BRANCH,
    WORKFLOW,
    Actions,
    Repository,
    Rule,
    Run,
    Setup,
    Unread,
    Workflow,
)
from bot.planning import DUPLICATE, NEEDS_CHANGES, PAPERS_FILE, README_FILE, RETRY, blob_sha
from bot.rendering import Renderer

WORKFLOW_FILE = f".github/workflows/{WORKFLOW}"
_TEMPLATE = ".github/ISSUE_TEMPLATE/add-new-paper"
_LATE = dt.timedelta(days=2)
_WHY_STOPPED = {
    "disabled_inactivity": "GitHub switched it off after 60 days without activity",
    "disabled_manually": "somebody switched it off",
    "disabled_fork": "GitHub switches workflows off in a fork",
}
# https://docs.github.com/rest/repos/rules: what would refuse the bot's commits and merges.
_STOPPING_RULES = {
    "creation": "Restrict creations",
    "update": "Restrict updates",
    "required_linear_history": "Require linear history",
    "pull_request": "Require a pull request before merging",
    "required_status_checks": "Require status checks to pass",
}
_HARMLESS_RULES = frozenset({"non_fast_forward"})  # the bot never forces a push

Verdict = Literal["ok", "wrong", "unknown"]


@dataclass(frozen=True)
class Check:
    """One answer: what was found and, where there is something to do, what."""

    code: str
    verdict: Verdict
    found: str
    change: str | None = None


def examine(
    setup: Setup | Unread, site: str, renderer: Renderer, now: dt.datetime
) -> tuple[Check, ...]:
    """Give every check; `site` is the repository's address for people."""
    if isinstance(setup, Unread):
        return (check_reach(setup, site),)
    repository, catalog = setup.repository, read_papers(setup.papers)
    return (
        check_reach(repository, site),
        check_archived(repository, site),
        check_issues(repository, site),
        check_actions(setup.actions, site),
        check_pull_requests(setup.may_create_pulls, repository, site),
        check_workflow(setup.workflow, setup.files, repository, site),
        check_schedule(setup.last_run, setup.workflow, site, now),
        check_papers(catalog, repository),
        check_readme(catalog, setup.files, renderer),
        check_template(setup.files, repository),
        check_labels(setup.labels, site),
        check_bot_branches(setup.bot_rules, site),
        check_required(setup.protection, setup.rules, repository, site),
    )


def check_reach(repository: Repository | Unread, site: str) -> Check:
    """Tell whether the token reaches the repository."""
    if isinstance(repository, Unread):
        change = f"Open {site}: correct GITHUB_REPOSITORY, or let the token read that repository."
        return Check("repository", "wrong", f"not reached: {repository.why}", change)
    found = f"{repository.name} is reached, its default branch is {repository.default_branch}"
    return Check("repository", "ok", found)


def check_archived(repository: Repository, site: str) -> Check:
    """Tell whether anything may be written."""
    if repository.archived:
        change = f"Choose Unarchive this repository at the end of {site}/settings."
        return Check("archived", "wrong", "the repository is archived: nothing is written", change)
    return Check("archived", "ok", "the repository is not archived")


def check_issues(repository: Repository, site: str) -> Check:
    """Tell whether papers can be submitted."""
    if repository.has_issues:
        return Check("issues", "ok", "issues are enabled")
    change = f"Tick Issues under Features at {site}/settings."
    return Check("issues", "wrong", "issues are disabled: nobody can submit a paper", change)


def check_actions(actions: Actions | Unread, site: str) -> Check:
    """Tell whether workflows run, with the actions that the bot's workflow uses."""
    page, allow = f"{site}/settings/actions", "Allow all actions and reusable workflows"
    if isinstance(actions, Unread):
        return _unknown("actions", actions, _look(page))
    if not actions.enabled:
        return Check("actions", "wrong", "GitHub Actions is disabled", f"Choose {allow} at {page}.")
    if actions.allowed == "local_only":
        found = "only the owner's own actions may run; the workflow uses two of GitHub's"
        change = f"Choose {allow} at {page}, or allow actions created by GitHub there."
        return Check("actions", "wrong", found, change)
    if actions.allowed == "selected":
        found = "could not be checked: selected actions may run, maybe not GitHub's own"
        change = f"See that actions created by GitHub are allowed at {page}."
        return Check("actions", "unknown", found, change)
    return Check("actions", "ok", "GitHub Actions is enabled")


def check_pull_requests(may_create: bool | Unread, repository: Repository, site: str) -> Check:
    """Tell whether the workflow's token may open pull requests."""
    page = f"{site}/settings/actions"
    if isinstance(may_create, Unread):
        return _unknown("pull-requests", may_create, _look(page))
    if may_create:
        return Check("pull-requests", "ok", "GitHub Actions may create pull requests")
    change = f"Tick Allow GitHub Actions to create and approve pull requests at {page}."
    if repository.organization:
        server = site.removesuffix(f"/{repository.name}")
        owner = f"{server}/organizations/{repository.organization}/settings/actions"
        change += f" Where it is greyed out, an owner of the organization ticks it at {owner}."
    return Check("pull-requests", "wrong", "GitHub Actions may not create pull requests", change)


def check_workflow(
    workflow: Workflow | Unread,
    files: Mapping[str, str] | Unread,
    repository: Repository,
    site: str,
) -> Check:
    """Tell whether the bot's workflow is there and active."""
    if not isinstance(files, Unread) and WORKFLOW_FILE not in files:
        found = f"{WORKFLOW_FILE} is not on {repository.default_branch}"
        change = f"Copy {WORKFLOW_FILE} from the bot's repository to {repository.default_branch}."
        return Check("workflow", "wrong", found, change)
    if isinstance(workflow, Unread):
        return _unknown("workflow", workflow)
    if workflow.state == "active":
        return Check("workflow", "ok", f"{WORKFLOW} is active")
    why = _WHY_STOPPED.get(workflow.state, f"its state is {workflow.state}")
    change = f"Choose Enable workflow at {_workflow_page(site)}."
    return Check("workflow", "wrong", f"{WORKFLOW} does not run: {why}", change)


def check_schedule(
    last_run: Run | Unread | None, workflow: Workflow | Unread, site: str, now: dt.datetime
) -> Check:
    """Tell whether the scheduled runs, which pick up what was missed, still happen."""
    if isinstance(last_run, Unread):
        return _unknown("schedule", last_run)
    if last_run is None:
        if isinstance(workflow, Unread):
            return _unknown("schedule", workflow)
        since, found = workflow.since, f"no scheduled run since {workflow.since:%Y-%m-%d}"
    else:
        since, ended = last_run.began, last_run.conclusion or "has not ended"
        found = f"the last scheduled run began {since:%Y-%m-%d %H:%M} UTC: {ended}"
    if now - since <= _LATE:
        return Check("schedule", "ok", found)
    change = f"See what is wrong at {_workflow_page(site)}, and choose Run workflow there."
    return Check("schedule", "wrong", f"{found}; four a day are due", change)


def read_papers(papers: bytes | Unread | None) -> Catalog | Unread | str:
    """Read papers.json; a text says what is wrong with it."""
    if isinstance(papers, Unread):
        return papers
    if papers is None:
        return f"{PAPERS_FILE} is missing"
    try:
        return parse_catalog(papers.decode())
    except UnicodeDecodeError as error:
        return f"{PAPERS_FILE} is not UTF-8, at byte {error.start}"
    except BrokenCatalog as broken:
        return str(broken)


def check_papers(catalog: Catalog | Unread | str, repository: Repository) -> Check:
    """Tell whether the list can be read."""
    if isinstance(catalog, Unread):
        return _unknown("papers", catalog)
    if isinstance(catalog, Catalog):
        return Check("papers", "ok", f"{PAPERS_FILE} reads, with {len(catalog.papers)} papers")
    change = f"Mend {PAPERS_FILE} on {repository.default_branch}: python -m bot lint names faults."
    return Check("papers", "wrong", catalog, change)


def check_readme(
    catalog: Catalog | Unread | str, files: Mapping[str, str] | Unread, renderer: Renderer
) -> Check:
    """Tell whether README.md is what would be written from the list."""
    if isinstance(files, Unread):
        return _unknown("readme", files)
    if isinstance(catalog, Unread):
        return _unknown("readme", catalog)
    if isinstance(catalog, str):
        return _unknown("readme", Unread(f"{PAPERS_FILE} does not read"))
    if files.get(README_FILE) == blob_sha(renderer.readme(catalog)):
        return Check("readme", "ok", f"{README_FILE} is up to date")
    found = f"{README_FILE} is not what the templates here make of {PAPERS_FILE}"
    change = "Pull the default branch, run python -m bot render, commit and push."
    return Check("readme", "wrong", found, change)


def check_template(files: Mapping[str, str] | Unread, repository: Repository) -> Check:
    """Tell whether contributors are offered the template."""
    if isinstance(files, Unread):
        return _unknown("issue-template", files)
    if any(path.startswith(_TEMPLATE) for path in files):
        return Check("issue-template", "ok", "the issue template is there")
    found = f"{_TEMPLATE}.yml is not on {repository.default_branch}"
    change = f"Copy {_TEMPLATE}.yml from the bot's repository to {repository.default_branch}."
    return Check("issue-template", "wrong", found, change)


def check_labels(labels: frozenset[str] | Unread, site: str) -> Check:
    """Tell which labels are still to be made; the bot makes its own when it needs them."""
    if isinstance(labels, Unread):
        return _unknown("labels", labels)
    needed = (LABEL, NEEDS_CHANGES, DUPLICATE, RETRY)
    missing = [name for name in needed if name not in labels]
    own = [name for name in missing if name != RETRY]
    said = [f"{', '.join(own)}: made when first needed"] if own else []
    change = None
    if RETRY in missing:
        said.append(f"{RETRY}, which only people set, is missing")
        change = f"Choose New label at {site}/labels and name it {RETRY}."
    return Check("labels", "ok", "; ".join(said) or "all labels are there", change)


def check_bot_branches(rules: tuple[Rule, ...] | Unread, site: str) -> Check:
    """Tell whether rulesets let the bot make its branches and commit to them."""
    if isinstance(rules, Unread):
        return _unknown("bot-branches", rules)
    kinds = sorted({rule.kind for rule in rules} - _HARMLESS_RULES)
    change = f"Exclude paper-bot/* from the rulesets at {site}/settings/rules."
    stopping = [_STOPPING_RULES[kind] for kind in kinds if kind in _STOPPING_RULES]
    if stopping:
        found = f"rulesets stop the bot on {BOT_BRANCH}: {', '.join(stopping)}"
        return Check("bot-branches", "wrong", found, change)
    if kinds:
        found = f"could not be checked: rules on {BOT_BRANCH} may stop the bot: {', '.join(kinds)}"
        return Check("bot-branches", "unknown", found, change)
    return Check("bot-branches", "ok", f"no ruleset stops the bot on {BOT_BRANCH}")


def check_required(
    protection: tuple[str, ...] | Unread,
    rules: tuple[Rule, ...] | Unread,
    repository: Repository,
    site: str,
) -> Check:
    """Tell whether checks are required that the bot's pull requests may never get."""
    names = [] if isinstance(protection, Unread) else [*protection]
    names += [] if isinstance(rules, Unread) else [name for rule in rules for name in rule.checks]
    if names:
        # https://docs.github.com/actions/concepts/security/github_token
        found = (
            f"{repository.default_branch} requires {', '.join(dict.fromkeys(names))}: checks by"
            " workflows do not start on the bot's pull requests, or wait for approval"
        )
        change = (
            "Approve their runs at each pull request, or take the checks off the required ones at"
            f" {site}/settings/rules or {site}/settings/branches."
        )
        return Check("required-checks", "unknown", found, change)
    for unread in (protection, rules):
        if isinstance(unread, Unread):
            return _unknown("required-checks", unread)
    return Check("required-checks", "ok", f"{repository.default_branch} requires no checks")


def _unknown(code: str, unread: Unread, change: str | None = None) -> Check:
    return Check(code, "unknown", f"could not be checked: {unread.why}", change)


def _look(page: str) -> str:
    return f"Look at {page}, or run this with the token of an administrator."


def _workflow_page(site: str) -> str:
    return f"{site}/actions/workflows/{WORKFLOW}"
