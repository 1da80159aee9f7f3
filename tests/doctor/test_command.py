"""The command doctor: what it prints, and its exit code."""

from __future__ import annotations

import datetime as dt
import json
import re
import socket
import subprocess
from pathlib import Path

import pytest

from localhub import LocalHub
from localhub.records import TickingClock
from tests.doctor.looking import SCHEDULE_FILE, WORKFLOW_FILE, look, pasted, uses
from tests.ours import DESCRIPTION, FORMS, parse_catalog, renderer
from tests.paths import PROJECT
from tests.typed import bot


def doctor(
    hub: LocalHub, *arguments: str, token: str | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run the command, by default as an administrator; the token shows nowhere."""
    token = token or hub.issue_token("maintainer", admin=True)
    hub.settings.last_scheduled_run = dt.datetime.now(dt.UTC)
    settings = {
        "GITHUB_REPOSITORY": hub.full_name,
        "GITHUB_TOKEN": token,
        "GITHUB_API_URL": hub.api_url,
        "GITHUB_SERVER_URL": hub.server_url,
    }
    done = bot("doctor", *arguments, env=settings | env)
    assert token not in done.stdout + done.stderr
    return done


def test_the_json_is_one_list_of_checks(hub: LocalHub) -> None:
    done = doctor(hub, "--json")

    answer = json.loads(done.stdout)
    assert (list(answer), done.returncode, done.stderr) == (["checks"], 0, "")
    codes = [check["code"] for check in answer["checks"]]
    assert codes == [*look(hub), "computer"]
    for check in answer["checks"]:
        assert list(check) == ["code", "verdict", "found", "change"]
        assert check["verdict"] == "ok" or check["code"] == "computer"
        # The hub's commits are old by the command's clock.
        assert check["change"] is None or check["code"] in ("schedule", "computer")


def test_something_wrong_exits_1_and_the_change_is_one_line(hub: LocalHub) -> None:
    hub.settings.actions_may_create_pulls = False
    done = doctor(hub)

    assert done.returncode == 1
    assert "wrong    pull-requests: GitHub Actions may not create pull requests\n" in done.stdout
    change, *_ = done.stdout.split("\nTo change:\n")[1].splitlines()
    assert change.startswith("  pull-requests: Tick Allow GitHub Actions to create and approve")


def test_what_cannot_be_checked_does_not_fail(hub: LocalHub) -> None:
    done = doctor(hub, token=hub.bot_token)

    assert done.returncode == 0
    assert "unknown  actions: could not be checked: GitHub answered 403" in done.stdout


def test_a_terminal_gets_a_table(hub: LocalHub) -> None:
    hub.settings.actions_may_create_pulls = False
    done = doctor(hub, FORCE_COLOR="1", TERM="xterm", COLUMNS="120")

    assert "\x1b[" in done.stdout
    assert "check" in done.stdout.splitlines()[0]
    assert "\n  pull-requests: Tick Allow" in done.stdout


def test_what_github_says_cannot_be_a_workflow_command(hub: LocalHub) -> None:
    hub.settings.required_checks.append("x\n::error::y")
    done = doctor(hub)

    assert done.returncode == 0
    assert "::error::" not in done.stdout
    assert "\n:" not in done.stdout


@pytest.mark.parametrize("missing", ["GITHUB_TOKEN", "GITHUB_REPOSITORY"])
def test_without_settings_it_exits_2(hub: LocalHub, missing: str) -> None:
    done = doctor(hub, **{missing: ""})
    assert (done.returncode, done.stdout) == (2, "")
    assert missing in done.stderr


def test_a_wrong_token_exits_4(hub: LocalHub) -> None:
    done = doctor(hub, token="ghp_unknown")
    assert (done.returncode, done.stdout) == (4, "")
    assert "The token is wrong or expired" in done.stderr


def test_no_network_exits_3(hub: LocalHub) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: nobody answers
        done = doctor(hub, GITHUB_API_URL=f"http://127.0.0.1:{taken.getsockname()[1]}")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        "paper-bot: could not read the set-up of the repository: no connection to GitHub"
        " (ConnectionError)\n"
    )


@pytest.mark.parametrize(
    ("wrong", "look", "summary"),
    [
        (False, False, "nothing of 23 to change"),
        (True, False, "1 of 23 to change"),
        (True, True, "1 of 23 to change; 1 to look at"),
    ],
)
def test_the_last_line_counts_what_is_to_change(
    hub: LocalHub, wrong: bool, look: bool, summary: str
) -> None:
    hub.settings.actions_may_create_pulls = not wrong
    if look:
        hub.settings.required_checks.append("build")
    done = doctor(hub)
    *_, last = done.stdout.splitlines()
    assert last.startswith(summary)
    assert ("\n  required-checks: " in done.stdout.partition("\nTo look at:")[2]) == look


def test_what_was_not_checked_is_counted_and_never_called_right(hub: LocalHub) -> None:
    *_, last = doctor(hub, token=hub.bot_token).stdout.splitlines()
    assert last.startswith("nothing of 23 to change")
    assert "; 2 could not be checked" in last


def test_a_repository_without_a_bot_exits_1_and_is_told_what_to_do(tmp_path: Path) -> None:
    with LocalHub.create(tmp_path, {"README.md": "# Papers\n"}) as hub:
        done = doctor(hub)
    first, *_ = done.stdout.splitlines()
    assert done.returncode == 1
    assert first.startswith("wrong    bot: there is no bot in octo-list/papers: ")
    change, *_ = done.stdout.split("\nTo change:\n")[1].splitlines()
    assert change.startswith("  bot: Paste the two workflow files that docs/adopting.md ")
    *_, last = done.stdout.splitlines()
    assert last.startswith("1 of 11 to change")


def as_in_the_docs(printed: str, hub: LocalHub) -> str:
    """Return what is printed, with what differs from day to day and place to place as in docs."""
    computer = "computer: Python 3.12.3 on Linux x86_64; every package is as locked"
    for found, shown in {
        re.escape(hub.server_url): "https://github.com",
        rf"(?<=github.com/){hub.full_name}|{hub.full_name}(?= is reached)": "octo/papers",
        hub.full_name: "OWNER/paper-bot",
        "octo-list": "octo",
        "[0-9a-f]{40}": "2" * 40,
        r"began \S+ \S+ UTC": "began 2026-11-30 11:23 UTC",
        "computer: .*": computer,
    }.items():
        printed = re.sub(found, shown, printed)
    return printed


def test_the_docs_show_what_is_printed(hub: LocalHub) -> None:
    hub.settings.actions_may_create_pulls = False
    hub.clock = TickingClock(dt.datetime.now(dt.UTC))
    hub.commit_files("main", pasted(uses(hub, f"{'1' * 40} # v0.9.0")), "Be behind")
    text = (PROJECT / "docs/maintaining.md").read_text("utf-8")
    printed = as_in_the_docs(doctor(hub).stdout, hub)
    assert f"```text\n{printed}```" in text


# --- a folder --------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A list in a folder, with the bot."""
    root = tmp_path / "list"
    papers = "[]\n"
    files = {
        **DESCRIPTION,
        **FORMS,
        **renderer().files(parse_catalog(papers)),
        **pasted("octo/paper-bot/.github/workflows/run.yml@" + "1" * 40),
        "papers.json": papers,
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root


def in_folder(root: Path) -> tuple[int, list[str]]:
    """Return the exit code and the lines of doctor in a folder, where it needs no token."""
    done = bot("doctor", "--root", str(root), directory=root)
    return done.returncode, done.stdout.splitlines()


def test_a_folder_is_checked_without_a_token(folder: Path) -> None:
    code, lines = in_folder(folder)
    assert code == 0
    assert lines[0].startswith("ok       bot: paper-bot-schedule.yml and paper-bot.yml call")
    codes = [line.split()[1] for line in lines if line.startswith("ok ")]
    listed = [
        "bot:",
        "events:",
        "permissions:",
        "description:",
        "papers:",
        "readme:",
        "beside:",
        "citation:",
        "forms:",
    ]
    assert [code for code in codes if code != "computer:"] == listed
    version = next(line for line in lines if line.startswith("unknown  version: "))
    assert "called at 1111111 (" in version
    assert "); what is newest is not known: a folder does not tell it" in version


def test_the_workflows_in_a_folder_are_judged_by_what_they_say(folder: Path) -> None:
    workflow = folder / WORKFLOW_FILE
    text = workflow.read_text("utf-8")
    workflow.write_text(text.replace("  push:\n", "").replace("      issues: write", "      #"))
    code, lines = in_folder(folder)
    assert code == 1
    assert "wrong    events: nothing starts on push" in lines
    assert "wrong    permissions: paper-bot.yml does not give the bot issues: write" in lines

    workflow.write_text("uses: octo/paper-bot@v1\n\ton: [")
    _, lines = in_folder(folder)
    assert any(line.startswith(f"wrong    workflow: {WORKFLOW_FILE}, line 2: ") for line in lines)


def test_the_setting_that_counts_for_a_workflow_without_permissions_is_not_in_a_folder(
    folder: Path,
) -> None:
    for path in (WORKFLOW_FILE, SCHEDULE_FILE):
        text = (folder / path).read_text("utf-8").replace("permissions:", "env:")
        (folder / path).write_text(text, "utf-8")
    _, lines = in_folder(folder)
    change = "  permissions: Look at Settings > Actions > General, or run this with the token of an"
    assert any(line.startswith(change) for line in lines)


def test_what_is_wrong_in_a_folder_is_named_with_the_folder(folder: Path) -> None:
    (folder / "papers.json").write_text("[{]", "utf-8")
    code, lines = in_folder(folder)
    assert code == 1
    assert (
        f"  papers: Mend it in {folder}: paper-bot lint names every fault. A new list begins as []."
        in lines
    )


def test_a_folder_without_a_bot_is_told_so(tmp_path: Path) -> None:
    code, lines = in_folder(tmp_path)
    assert (code, lines[0].startswith(f"wrong    bot: there is no bot in {tmp_path}: ")) == (
        1,
        True,
    )


def test_what_cannot_be_read_in_a_folder_is_no_answer(folder: Path) -> None:
    (folder / "papers.json").unlink()
    (folder / "papers.json").mkdir()
    code, lines = in_folder(folder)
    assert code == 1
    assert any(line.startswith("wrong    papers: papers.json is missing") for line in lines)
