"""Check whether the bot's two workflows run: the one for events, and the one with the schedule."""

from __future__ import annotations

import datetime as dt
import re

from bot.doctor.rules import Check, unknown
from bot.doctor.setup import (
    SCHEDULE,
    SCHEDULE_FILE,
    WORKFLOW,
    WORKFLOW_FILE,
    Repository,
    Setup,
    Unread,
    Workflow,
)

_LATE = dt.timedelta(days=2)
# https://docs.github.com/actions/how-tos/manage-workflow-runs/disable-and-enable-workflows
_QUIET = dt.timedelta(days=60)
_SOON = dt.timedelta(days=45)
_WHY_STOPPED = {
    "disabled_inactivity": "GitHub switched it off after 60 days without a commit",
    "disabled_manually": "somebody switched it off",
    "disabled_fork": "GitHub switches workflows off in a fork",
}
_WITHOUT_SCHEDULE = "issues are answered, and what was missed is not picked up"
# A filter of branches by name, in one line or in several.
_BRANCHES = re.compile(
    r"^[ ]{2,8}branches:[ ]*(?:\[([^\]\n]*)\]|((?:\n[ ]*-[ ]*[^\n]*)+))", re.MULTILINE
)


def check_workflow(
    workflow: Workflow | Unread, text: str | Unread | None, repository: Repository, site: str
) -> Check:
    """Check whether the workflow that answers events is there, active and for this branch."""
    branch = repository.default_branch
    if text is None:
        found = f"{WORKFLOW_FILE} is not on {branch}: no issue is answered"
        change = f"Copy {WORKFLOW_FILE} from the bot's repository to {branch}."
        return Check("workflow", "wrong", found, change)
    if isinstance(workflow, Unread):
        return unknown("workflow", workflow)
    if workflow.state != "active":
        return _stopped("workflow", WORKFLOW, workflow, "no issue is answered", site)
    named = [] if isinstance(text, Unread) else _named_branches(text)
    if named and branch not in named:
        found = f"{WORKFLOW} starts on pushes to {', '.join(named)} alone, not to {branch}"
        change = f"Write branches: ['**'] there, as the bot's repository has it, on {branch}."
        return Check("workflow", "wrong", found, change)
    if isinstance(text, Unread):
        return unknown("workflow", text)
    return Check("workflow", "ok", f"{WORKFLOW} is active")


def check_schedule(setup: Setup, site: str, now: dt.datetime) -> Check:
    """Check whether the scheduled runs, which pick up what was missed, still happen."""
    branch, last_run, schedule = setup.repository.default_branch, setup.last_run, setup.schedule
    if not isinstance(setup.files, Unread) and SCHEDULE_FILE not in setup.files:
        found = f"{SCHEDULE_FILE} is not on {branch}: {_WITHOUT_SCHEDULE}"
        change = f"Copy {SCHEDULE_FILE} from the bot's repository to {branch}."
        return Check("schedule", "wrong", found, change)
    if isinstance(schedule, Unread):
        return unknown("schedule", schedule)
    if schedule.state != "active":
        return _stopped("schedule", SCHEDULE, schedule, _WITHOUT_SCHEDULE, site)
    if isinstance(last_run, Unread):
        return unknown("schedule", last_run)
    if last_run is None:
        since, found = schedule.since, f"no scheduled run since {schedule.since:%Y-%m-%d}"
    else:
        since, ended = last_run.began, last_run.conclusion or "has not ended"
        found = f"the last scheduled run began {since:%Y-%m-%d %H:%M} UTC: {ended}"
    if now - since > _LATE:
        change = (
            f"See what is wrong at {_page(site, SCHEDULE)}, and choose Run workflow at"
            f" {_page(site, WORKFLOW)}."
        )
        return Check("schedule", "wrong", f"{found}; four a day are due", change)
    return Check("schedule", "ok", found, _ends_soon(setup.last_commit, site, now))


def _ends_soon(commit: dt.datetime | Unread | None, site: str, now: dt.datetime) -> str | None:
    """Return when GitHub will switch the schedule off, None unless that is near."""
    if not isinstance(commit, dt.datetime) or now - commit < _SOON:
        return None
    return (
        f"Commit something before {commit + _QUIET:%Y-%m-%d}, 60 days after the last commit, or"
        f" choose Enable workflow at {_page(site, SCHEDULE)} when GitHub has switched it off."
    )


def _stopped(code: str, name: str, workflow: Workflow, what: str, site: str) -> Check:
    why = _WHY_STOPPED.get(workflow.state, f"its state is {workflow.state}")
    change = f"Choose Enable workflow at {_page(site, name)}."
    return Check(code, "wrong", f"{name} does not run: {why}; {what}", change)


def _named_branches(text: str) -> list[str]:
    """Return the branches that a workflow's filter names; none where it has none or a pattern."""
    found = _BRANCHES.search(text)
    if not found:
        return []
    names = re.findall(r"[^\s,'\"\[\]]+", (found[1] or found[2]).replace("\n", " "))
    names = [name for name in names if name != "-"]
    return [] if any("*" in name for name in names) else names


def _page(site: str, name: str) -> str:
    return f"{site}/actions/workflows/{name}"
