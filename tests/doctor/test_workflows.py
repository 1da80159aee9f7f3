"""What doctor says of the workflows that call the bot, as lists paste and change them."""

from __future__ import annotations

import datetime as dt

import pytest

from localhub import LocalHub
from tests.doctor.looking import NOW, SCHEDULE_FILE, WORKFLOW_FILE, look, pasted, uses, verdicts

BOTH = [WORKFLOW_FILE, SCHEDULE_FILE]
TYPES = "[opened, edited, reopened, labeled, closed, deleted, transferred]"
RIGHTS = """    permissions:
      contents: write # commits on the bot's own branches
      issues: write # its one comment on an issue, and labels
      pull-requests: write # its pull requests
"""


def change(hub: LocalHub, old: str, new: str, path: str = WORKFLOW_FILE) -> None:
    """Change a workflow as a person would."""
    text = hub.read("main", path) or ""
    assert text.count(old) == 1
    hub.commit_files("main", {path: text.replace(old, new)}, "Change it")


# --- what starts it --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (TYPES, "[opened, edited]", "issues (closed, deleted, labeled, reopened, transferred)"),
        (TYPES, "opened", "issues (closed, deleted, edited, labeled, reopened, transferred)"),
        ("    types: [closed]\n", "", "pull_request (closed)"),
        ("  push:\n", "", "push"),
        ("  pull_request:\n    types: [closed]\n", "", "pull_request"),
    ],
)
def test_an_event_that_starts_nothing_is_named(
    hub: LocalHub, old: str, new: str, found: str
) -> None:
    change(hub, old, new)
    checks = look(hub)
    assert verdicts(checks) == {"events": "wrong"}
    assert checks["events"].found == f"nothing starts on {found}"


def test_issues_of_all_types_are_enough(hub: LocalHub) -> None:
    change(hub, f"    types: {TYPES}\n", "")
    assert verdicts(look(hub)) == {}


@pytest.mark.parametrize("on", ["push", "[push, issues]"])
def test_events_may_be_written_in_short(hub: LocalHub, on: str) -> None:
    text = hub.read("main", WORKFLOW_FILE) or ""
    rest = text.partition("permissions: {}")[2]
    hub.commit_files("main", {WORKFLOW_FILE: f"on: {on}\npermissions: {{}}{rest}"}, "Shorten")
    found = look(hub)["events"].found
    lacking = "pull_request, workflow_dispatch"
    assert found == f"nothing starts on {'issues, ' if on == 'push' else ''}{lacking}"


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ("branches: [main]", ""),
        ("branches: [trunk, 'main']", ""),
        ("branches: ['**']", ""),
        ("paths: [papers.json]", ""),
        ("branches: master", "push of master alone, not of main"),
        ("branches: [trunk, master]", "push of trunk, master alone, not of main"),
        ("branches:\n      - master\n    paths: [x]", "push of master alone, not of main"),
        ("branches-ignore: [main]", "push of others alone, not of main"),
    ],
)
def test_a_filter_that_leaves_the_default_branch_out_is_named(
    hub: LocalHub, filters: str, said: str
) -> None:
    change(hub, "  push:\n", f"  push:\n    {filters}\n")
    check = look(hub)["events"]
    assert check.verdict == ("wrong" if said else "ok")
    assert not said or check.found == f"paper-bot.yml starts on {said}"


def test_two_workflows_that_answer_one_event_are_named(hub: LocalHub) -> None:
    twice = hub.read("main", WORKFLOW_FILE) or ""
    hub.commit_files("main", {".github/workflows/bot.yaml": twice}, "Paste it twice")
    checks = look(hub)
    assert verdicts(checks) == {"events": "wrong"}
    first, *others = checks["events"].found.split("; ")
    assert first == (
        "bot.yaml and paper-bot.yml both start on issues: each would be answered twice"
    )
    assert len(others) == 3


def test_another_name_and_the_action_as_a_step_will_do(hub: LocalHub) -> None:
    text = hub.read("main", WORKFLOW_FILE) or ""
    line = next(line for line in text.splitlines() if "uses:" in line)
    called = line.strip().replace("/.github/workflows/run.yml", "")
    steps = f"    runs-on: ubuntu-24.04\n    steps:\n      - {called}"
    own = text.partition("    secrets:")[0].replace(line, steps)
    hub.commit_files("main", {WORKFLOW_FILE: None, ".github/workflows/own.yaml": own}, "Rename")
    checks = look(hub)
    assert verdicts(checks) == {}
    assert checks["workflow"].found == "own.yaml is active"


@pytest.mark.parametrize("text", ["uses: octo-list/paper-bot@v1\n\ton: [", "- uses: x/paper-bot\n"])
def test_a_workflow_that_is_no_yaml_is_named_with_its_line(hub: LocalHub, text: str) -> None:
    hub.commit_files("main", {WORKFLOW_FILE: text}, "Break it")
    check = look(hub)["workflow"]
    assert check.verdict == "wrong"
    assert check.found.startswith(f"{WORKFLOW_FILE}, line ")


# --- what it may do --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rights", "lacking"),
    [
        ("", "contents: write, issues: write, pull-requests: write"),
        ("    permissions: read-all\n", "contents: write, issues: write, pull-requests: write"),
        ("    permissions: {contents: write}\n", "issues: write, pull-requests: write"),
        (RIGHTS.replace("issues: write", "issues: read"), "issues: write"),
        ("    permissions: write-all\n", ""),
    ],
)
def test_permissions_that_are_lacking_are_named(hub: LocalHub, rights: str, lacking: str) -> None:
    change(hub, RIGHTS, rights)
    check = look(hub)["permissions"]
    assert check.verdict == ("wrong" if lacking else "ok")
    assert not lacking or check.found == f"paper-bot.yml does not give the bot {lacking}"


@pytest.mark.parametrize("may_write", [True, False])
def test_without_permissions_the_setting_of_the_repository_counts(
    hub: LocalHub, may_write: bool
) -> None:
    change(hub, RIGHTS, "")
    change(hub, "permissions: {}\n", "")
    hub.settings.token_may_write = may_write
    assert verdicts(look(hub)) == ({} if may_write else {"permissions": "wrong"})
    assert look(hub, hub.bot_token)["permissions"].verdict == "unknown"


# --- which bot -------------------------------------------------------------------------------


def call(hub: LocalHub, ref: str, paths: list[str] = BOTH) -> None:
    """Let workflows call the bot at another commit."""
    files = pasted(uses(hub, ref))
    hub.commit_files("main", {path: files[path] for path in paths}, "Call another")


def test_a_newer_release_is_named_with_the_line_to_write(hub: LocalHub) -> None:
    newest = hub.log("v1.0.0")[0].sha
    call(hub, "1" * 40 + " # v0.9.0")
    check = look(hub)["version"]
    assert check.verdict == "look"
    assert check.found == (
        "called at 1111111 (v0.9.0); the newest release of octo-list/paper-bot is v1.0.0"
    )
    assert f"/run.yml@{newest} # v1.0.0 in {SCHEDULE_FILE} and " in (check.change or "")


@pytest.mark.parametrize("release", ["", "v0.0.1"])
def test_what_is_newest_is_not_known_where_no_release_can_be_read(
    hub: LocalHub, release: str
) -> None:
    hub.settings.latest_release = release
    check = look(hub)["version"]
    assert check.verdict == "unknown"
    assert "what is newest is not known: GitHub answered 4" in check.found


@pytest.mark.parametrize("ref", ["main", "v1", "v1.0.0"])
def test_a_name_that_can_be_moved_is_to_be_looked_at(hub: LocalHub, ref: str) -> None:
    call(hub, ref)
    check = look(hub)["version"]
    assert (check.verdict, f"at {ref}, a name that can be moved" in check.found) == ("look", True)


def test_the_commit_of_the_example_is_none(hub: LocalHub) -> None:
    call(hub, "0" * 40)
    check = look(hub)["version"]
    assert (check.verdict, "which is no commit" in check.found) == ("wrong", True)


def test_two_versions_of_the_bot_are_named(hub: LocalHub) -> None:
    call(hub, "1" * 40, [SCHEDULE_FILE])
    check = look(hub)["version"]
    assert (check.verdict, "call different versions" in check.found) == ("look", True)


# --- the schedule ----------------------------------------------------------------------------


def test_a_list_without_a_schedule_is_told_what_it_misses(hub: LocalHub) -> None:
    hub.commit_files("main", {SCHEDULE_FILE: None}, "Forget it")
    checks = look(hub)
    assert verdicts(checks) == {"schedule": "wrong"}
    assert "what was missed is not picked up" in checks["schedule"].found


def test_a_schedule_in_the_file_that_answers_events_is_to_be_looked_at(hub: LocalHub) -> None:
    hub.commit_files("main", {SCHEDULE_FILE: None}, "Put them together")
    change(hub, "  push:\n", '  push:\n  schedule: [{cron: "23 */6 * * *"}]\n')
    checks = look(hub)
    assert verdicts(checks) == {"schedule": "look"}
    assert "switches all of it off after 60 days" in checks["schedule"].found


@pytest.mark.parametrize(("days", "told"), [(44, False), (46, True), (90, True)])
def test_the_end_of_the_schedule_is_told_before_it_comes(
    hub: LocalHub, days: int, told: bool
) -> None:
    now = NOW + dt.timedelta(days=days)  # the hub's commits are of that day
    hub.settings.last_scheduled_run = now
    check = look(hub, now=now)["schedule"]

    assert (check.verdict, bool(check.change)) == ("ok", told)
    if told:
        assert "Commit something before 2026-03-16" in (check.change or "")
        assert "/actions/workflows/paper-bot-schedule.yml" in (check.change or "")


def test_a_new_workflow_has_its_first_two_days(hub: LocalHub) -> None:
    hub.settings.last_scheduled_run = None
    soon = dt.datetime(2025, 1, 2, tzinfo=dt.UTC)
    assert look(hub, now=soon)["schedule"].verdict == "ok"
