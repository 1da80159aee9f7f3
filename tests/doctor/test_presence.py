"""What doctor says first: whether there is a bot at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from localhub import LocalHub
from tests.doctor.looking import DESCRIPTION_FILE, SCHEDULE_FILE, WORKFLOW_FILE, look, verdicts
from tests.paths import PROJECT

# What makes sense before there is a bot: settings that it will need.
BEFORE = [
    "archived",
    "fork",
    "issues",
    "actions",
    "pull-requests",
    "merging",
    "bot-branches",
    "required-checks",
]
# Workflows that are called alike, and are no bot's.
OTHERS = """on: push
jobs:
  there: {uses: octo/ci/.github/workflows/run.yml@v1}
  here: {uses: ./.github/workflows/run.yml}
"""
OWN = (
    "action.yml",
    ".github/workflows/run.yml",
    "bot/__main__.py",
    "requirements/install",
    "requirements/uv.txt",
    "requirements/run.txt",
    "templates/README.md.j2",
)


def test_a_repository_without_a_bot_is_told_so_first_and_asked_nothing_more(tmp_path: Path) -> None:
    files = {
        "README.md": "# Papers\n",
        ".github/workflows/ci.yml": OTHERS,
    }
    with LocalHub.create(tmp_path, files) as hub:
        checks = look(hub)

    assert [*checks] == ["bot", "repository", *BEFORE]
    assert verdicts(checks) == {"bot": "wrong"}
    assert checks["bot"].found == (
        "there is no bot in octo-list/papers: no workflow calls it, and there is no"
        " .github/paper-bot.yml"
    )
    assert "docs/adopting.md" in (checks["bot"].change or "")
    assert "paper-bot init" in (checks["bot"].change or "")


def test_a_list_that_no_workflow_serves_is_told_to_paste_them(hub: LocalHub) -> None:
    hub.commit_files("main", {WORKFLOW_FILE: None, SCHEDULE_FILE: None}, "Lose them")
    checks = look(hub)

    assert verdicts(checks) == {"bot": "wrong"}
    assert checks["bot"].found.endswith("no workflow calls the bot: nothing runs")
    assert not {"workflow", "events", "permissions", "version", "schedule"} & {*checks}
    assert {"description", "papers", "readme"} <= {*checks}


@pytest.fixture
def undescribed(hub: LocalHub) -> LocalHub:
    hub.commit_files("main", {DESCRIPTION_FILE: None}, "Begin")
    hub.commit_files("paper-bot/configure", {"papers.json": "[]\n"}, "Propose")
    return hub


def test_a_list_that_is_not_described_yet_is_told_that_a_run_will_propose_it(
    undescribed: LocalHub,
) -> None:
    checks = look(undescribed)

    assert verdicts(checks) == {"bot": "look"}
    assert checks["bot"].found.endswith("a pull request from paper-bot/configure")
    assert (checks["bot"].change or "").endswith("/actions/workflows/paper-bot.yml.")
    left_out = {"description", "papers", "readme", "beside", "citation", "forms", "labels"}
    assert not left_out & {*checks}
    assert {"workflow", "events", "permissions", "version", "schedule"} <= {*checks}


def test_the_pull_request_that_describes_a_list_is_named(undescribed: LocalHub) -> None:
    pull = undescribed.open_pull("Describe the list", "", "paper-bot/configure", "main")
    check = look(undescribed)["bot"]
    assert (check.verdict, f"pull request #{pull} proposes it" in check.found) == ("look", True)
    assert (
        check.change == f"Read and merge {undescribed.server_url}/octo-list/paper-bot/pull/{pull}."
    )

    undescribed.close_pull(pull)
    check = look(undescribed)["bot"]
    assert f"#{pull} was closed unmerged, which the bot takes as a no" in check.found
    assert check.change == (
        "To be asked again, choose Run workflow at"
        f" {undescribed.server_url}/octo-list/paper-bot/actions/workflows/paper-bot.yml, without a"
        " number."
    )


def test_a_description_that_was_merged_and_removed_is_proposed_anew(
    undescribed: LocalHub,
) -> None:
    pull = undescribed.open_pull("Describe the list", "", "paper-bot/configure", "main")
    undescribed.merge_pull(pull)
    check = look(undescribed)["bot"]
    assert (check.verdict, "the next run proposes it" in check.found) == ("look", True)


def test_a_bot_of_the_repository_itself_has_to_be_whole(hub: LocalHub) -> None:
    own = {
        path: (hub.read("main", path) or "").replace(
            "    uses: octo-list/paper-bot/", "    uses: ./"
        )
        for path in (WORKFLOW_FILE, SCHEDULE_FILE)
    }
    own = {path: text.partition("run.yml@")[0] + "run.yml\n" for path, text in own.items()}
    hub.commit_files("main", own, "Call it by path")
    check = look(hub)["bot"]
    assert check.verdict == "wrong"
    assert check.found.endswith(f"lacks {', '.join(OWN)}")

    hub.commit_files("main", dict.fromkeys(OWN, "text\n"), "Bring it")
    checks = look(hub)
    assert verdicts(checks) == {}
    assert checks["version"].found == "the bot is this repository's own"


def test_this_repository_is_one_with_a_bot(hub: LocalHub) -> None:
    paths = (WORKFLOW_FILE, SCHEDULE_FILE, *OWN)
    files = {path: (PROJECT / path).read_text("utf-8") for path in paths}
    hub.commit_files("main", files, "As here")
    assert verdicts(look(hub)) == {}
