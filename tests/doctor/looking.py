"""What doctor is shown, and what it says."""

from __future__ import annotations

import datetime as dt

from bot.config import shipped
from bot.doctor.check import Check
from bot.doctor.checks import examine
from bot.doctor.read import read_setup
from localhub import LocalHub

NOW = dt.datetime(2026, 1, 15, 12, tzinfo=dt.UTC)
WORKFLOW_FILE = ".github/workflows/paper-bot.yml"
SCHEDULE_FILE = ".github/workflows/paper-bot-schedule.yml"
DESCRIPTION_FILE = ".github/paper-bot.yml"
LABELS = ["add-new-paper", "needs-changes", "duplicate", "bot-retry"]
_PLACEHOLDER = "OWNER/paper-bot/.github/workflows/run.yml@" + "0" * 40


def pasted(uses: str) -> dict[str, str]:
    """Return the two files that a list pastes, with what they call the bot by."""
    folder = shipped("examples") / "workflows"
    texts = {path: (folder / path.rpartition("/")[2]).read_text("utf-8")
             for path in (WORKFLOW_FILE, SCHEDULE_FILE)}  # fmt: skip
    assert all(_PLACEHOLDER in text for text in texts.values())
    return {path: text.replace(_PLACEHOLDER, uses) for path, text in texts.items()}


def uses(hub: LocalHub, commit: str) -> str:
    """Return what calls the bot; the list's own repository plays the bot's, for a hub has one."""
    return f"{hub.full_name}/.github/workflows/run.yml@{commit}"


def look(hub: LocalHub, token: str | None = None, now: dt.datetime = NOW) -> dict[str, Check]:
    """Return each check by its code, seen by an administrator where no token is given."""
    token = token or hub.issue_token("maintainer", admin=True)
    setup = read_setup(hub.full_name, token, api_url=hub.api_url)
    checks = examine(setup, f"{hub.server_url}/{hub.full_name}", now)
    assert all(check.change for check in checks if check.verdict in ("wrong", "look"))
    return {check.code: check for check in checks}


def verdicts(checks: dict[str, Check]) -> dict[str, str]:
    """Return the verdicts that are not "ok"."""
    return {code: check.verdict for code, check in checks.items() if check.verdict != "ok"}
