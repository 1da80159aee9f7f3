"""Hold the gates that a change has to pass, and what OpenSSF Scorecard looks at from outside."""

from __future__ import annotations

import itertools
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pygit2
import pytest
import responses

from bot import __version__
from bot.config import branch_name
from bot.doctor.read import read_setup
from tests.conftest import Bench
from tests.named import missing_in, named_in
from tests.papers import TEMPLATE, WITHOUT_TASKS
from tests.paths import PROJECT

WORKFLOWS = ".github/workflows"
BOT = f"{WORKFLOWS}/paper-bot.yml"
SCHEDULE = f"{WORKFLOWS}/paper-bot-schedule.yml"
CALLED = f"{WORKFLOWS}/run.yml"
PASTED = "examples/workflows/paper-bot.yml"
ACTION = "action.yml"
CI = f"{WORKFLOWS}/ci.yml"
DEPENDABOT = ".github/dependabot.yml"


# --- the static gates ----------------------------------------------------------------------


def lint_lines() -> list[str]:
    """Return the commands of `make lint` as the Makefile has them."""
    makefile = (PROJECT / "Makefile").read_text("utf-8").replace("\\\n", " ")
    recipe = re.search(r"^lint:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert recipe
    return recipe[1].splitlines()


def gate(tool: str, directory: Path) -> subprocess.CompletedProcess[str]:
    """Run the linter of `make lint` that has this name, in another directory."""
    (line,) = (line for line in lint_lines() if f"/{tool} " in line)
    scripts = sysconfig.get_path("scripts")
    line = line.replace("$(PY)", shlex.quote(sys.executable))
    line = line.replace(f".venv/bin/{tool}", shlex.quote(f"{scripts}/{tool}"))
    return subprocess.run(
        ["/bin/sh", "-c", line], cwd=directory, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what the linters of the workflows look at."""
    shutil.copytree(PROJECT / ".github", tmp_path / ".github")
    shutil.copytree(PROJECT / "examples" / "workflows", tmp_path / "examples" / "workflows")
    shutil.copy(PROJECT / ACTION, tmp_path)
    return tmp_path


@pytest.mark.parametrize("tool", ["zizmor", "actionlint"])
def test_the_workflows_are_without_findings(tool: str, copy: Path) -> None:
    done = gate(tool, copy)

    assert done.returncode == 0, done.stdout
    assert "suppressed" not in done.stdout
    assert "ignored" not in done.stdout


FAULTS = [
    ("template-injection", ACTION, "run: bash", "run: echo ${{ github.event.issue.title }}; bash"),
    ("github-env", ACTION, "run: bash", 'run: echo "$X" >> "$GITHUB_PATH"; bash'),
    ("dangerous-triggers", BOT, "  pull_request:\n", "  pull_request_target:\n"),
    ("excessive-permissions", BOT, "permissions: {}", "permissions: write-all"),
    ("excessive-permissions", SCHEDULE, "permissions: {}", "permissions: write-all"),
    ("excessive-permissions", CI, "permissions: {}\n", "\n"),
    ("excessive-permissions", CALLED, "permissions: {}", "permissions: write-all"),
    ("artipacked", CALLED, "persist-credentials: false", "persist-credentials: true"),
    ("unpinned-uses", CALLED, "@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2", "@v6"),
    ("unpinned-uses", PASTED, f"@{'0' * 40} # v{__version__}", "@main"),
    ("dangerous-triggers", PASTED, "  pull_request:\n", "  pull_request_target:\n"),
    ("self-repository", SCHEDULE, "uses: $/", "uses: ./"),
    ("self-repository", CALLED, "uses: $/.\n", "uses: ./\n"),
    ("unpinned-uses", CI, "@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2", "@v6"),
    (
        "secrets-inherit",
        BOT,
        "secrets:\n      semantic-scholar-key: ${{ secrets.PAPER_BOT_SEMANTIC_SCHOLAR_KEY }}",
        "secrets: inherit",
    ),
    (
        "overprovisioned-secrets",
        BOT,
        "${{ secrets.PAPER_BOT_SEMANTIC_SCHOLAR_KEY }}",
        "${{ toJSON(secrets) }}",
    ),
    ("dependabot-cooldown", DEPENDABOT, "default-days: 7", "default-days: 0"),
    ("concurrency-limits", CI, "concurrency:", "env:"),
]


@pytest.mark.parametrize(
    ("audit", "file", "old", "new"), FAULTS, ids=[f"{n}-{row[0]}" for n, row in enumerate(FAULTS)]
)
def test_a_fault_put_into_a_workflow_fails_zizmor(
    audit: str, file: str, old: str, new: str, copy: Path
) -> None:
    text = (copy / file).read_text("utf-8")
    assert old in text, "the place is not there any more: name the new one"
    (copy / file).write_text(text.replace(old, new), "utf-8")

    done = gate("zizmor", copy)

    assert done.returncode > 10, done.stderr
    assert f"[{audit}]" in done.stdout


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (CALLED, "event_name == 'workflow_dispatch'", "event_nam == 'workflow_dispatch'"),
        (CALLED, "runs-on: ubuntu-24.04", "runs-on: ubuntu-24.4"),
        (BOT, "types: [opened,", "types: [openned,"),
        (BOT, "    cache-mode: none", "    cache-mode: some"),
        (BOT, "      semantic-scholar-key: ", "      semantic-key: "),
        (CALLED, "    steps:", "    step:"),
        (PASTED, "types: [opened,", "types: [openned,"),
    ],
)
def test_a_slip_in_a_workflow_fails_actionlint(file: str, old: str, new: str, copy: Path) -> None:
    text = (copy / file).read_text("utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new), "utf-8")
    pygit2.init_repository(str(copy))  # by which it finds what a file of its calls

    done = gate("actionlint", copy)

    assert done.returncode == 1, done.stdout
    assert f"{file}:" in done.stdout


@pytest.mark.parametrize("broken", ["test", "lint", "nothing"])
def test_what_ci_runs_fails_with_the_tests_and_with_the_linters(
    broken: str, tmp_path: Path
) -> None:
    make = tmp_path / "make"
    make.write_text(f'#!/bin/sh\ntest "$1" != {broken}\n', "utf-8")
    make.chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}

    done = subprocess.run(
        [str(PROJECT / ".ci" / "run")], env=env, capture_output=True, text=True, check=False
    )

    assert (done.returncode == 0) == (broken == "nothing")
    assert ("==> make lint took" in done.stdout) == (broken == "nothing")


# --- what OpenSSF Scorecard looks at -------------------------------------------------------
# Dangerous-Workflow, Dependency-Update-Tool and SAST are held in test_workflows.py.


def scripts() -> dict[str, str]:
    """Return the text of every file that commands stand in."""
    paths = [PROJECT / "Makefile", *sorted((PROJECT / ".ci").iterdir())]
    paths += [PROJECT / "requirements" / "install"]
    paths += [PROJECT / ACTION, *sorted((PROJECT / ".github").rglob("*.yml"))]
    paths += sorted((PROJECT / "tests" / "act").rglob("*.yml"))
    return {path.relative_to(PROJECT).as_posix(): path.read_text("utf-8") for path in paths}


def pip_installs() -> list[str]:
    """Return every command that installs with pip, on one line."""
    joined = (re.sub(r"\\\n\s*", "", text) for text in scripts().values())
    return [line.strip() for text in joined for line in text.splitlines() if "pip install" in line]


def test_whatever_is_installed_is_pinned_by_hash_or_is_the_project_itself() -> None:
    installs = pip_installs()

    assert len(installs) >= 3
    for line in installs:
        alone = "--no-index" in line and "--no-deps" in line and "--editable ." in line
        assert alone or "--require-hashes" in line, line
    assert sum("--editable" in line for line in installs) == 1


def test_npm_brings_what_its_lock_names_by_hash_and_runs_none_of_it() -> None:
    lines = [line for text in scripts().values() for line in text.splitlines() if "npm ci" in line]
    lock = json.loads((PROJECT / "tests" / "browser" / "package-lock.json").read_text("utf-8"))
    packages = [package for path, package in lock["packages"].items() if path]

    assert len(lines) == 1
    assert "--ignore-scripts" in lines[0]
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages)


def test_nothing_else_is_downloaded_and_run() -> None:
    npm = "npm (install|i|add|exec|x|run|update)"
    fetching = re.compile(rf"\b(curl|wget|npx|go (get|install)|pipx|uvx|{npm})\b")
    assert {name: fetching.findall(text) for name, text in scripts().items()} == {
        name: [] for name in scripts()
    }
    assert not list(PROJECT.glob("Dockerfile*"))


def test_the_policy_says_where_to_report_and_in_how_many_days_to_expect_what() -> None:
    policy = (PROJECT / "SECURITY.md").read_text("utf-8")
    reporting = re.search(r"^## Reporting\n(.*?)^## ", policy, re.MULTILINE | re.DOTALL)

    assert reporting
    links = re.findall(r"https://[a-zA-Z0-9./?=_%:-]+", reporting[1])
    assert links
    assert len(reporting[1]) > sum(map(len, links)) + 500
    assert re.search(r"\b\d+ days\b", reporting[1])
    assert "vulnerability" in reporting[1]
    assert "disclose" in reporting[1]


def test_the_licence_is_one_that_is_known_and_the_project_s() -> None:
    licence = (PROJECT / "LICENSE").read_text("utf-8")
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]

    assert licence.startswith("MIT License\n\nCopyright (c) ")
    assert project["license"] == "MIT"
    assert project["license-files"] == ["LICENSE"]


PICTURES = [PROJECT / "docs" / name for name in ("adopting.png", "demo.png")]


def test_nothing_in_the_repository_is_binary_but_two_pictures() -> None:
    try:
        index = pygit2.Repository(str(PROJECT)).index
    except pygit2.GitError as error:  # a copy without history, or somebody else's
        pytest.skip(f"only a repository tells what belongs to it: {error}")
    tracked = [PROJECT / entry.path for entry in index if (PROJECT / entry.path).is_file()]

    assert len(tracked) > 100
    for path in tracked:
        if path in PICTURES:
            continue
        assert "\0" not in path.read_text("utf-8"), path
        assert path.suffix not in {".pyc", ".so", ".whl", ".jar", ".exe", ".dll", ".class"}, path


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.name)
def test_a_picture_is_a_small_one_and_holds_nothing_else(picture: Path) -> None:
    """Chunk by chunk to its end, so that neither texts nor files hide in it."""
    content = picture.read_bytes()
    chunks, at = [], 8
    while at < len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        chunks.append(content[at + 4 : at + 8].decode("ascii"))
        at += 12 + length

    assert (content[:8], at) == (b"\x89PNG\r\n\x1a\n", len(content))
    assert [*dict.fromkeys(chunks)] == ["IHDR", "PLTE", "IDAT", "IEND"]
    assert len(content) < 150_000


# --- the table of threats ------------------------------------------------------------------

ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+) \| (.+?) \|$", re.MULTILINE)
THREATS = (PROJECT / "SECURITY.md").read_text("utf-8").partition("\n## Threats\n")[2]


def test_every_threat_has_one_row_in_the_group_of_its_number() -> None:
    groups = re.split(r"^### [A-F]\. .+$", THREATS, flags=re.MULTILINE)[1:]
    numbers = [[int(row[0]) for row in ROW.findall(group)] for group in groups]

    firsts = [1, 16, 30, 41, 49, 56, 66]
    assert numbers == [[*range(*pair)] for pair in itertools.pairwise(firsts)]
    assert len(re.findall(r"^\| +\d", THREATS, re.MULTILINE)) == 65


@pytest.mark.parametrize(
    ("threat", "answer", "shown"),
    [row[1:] for row in ROW.findall(THREATS)],
    ids=[row[0] for row in ROW.findall(THREATS)],
)
def test_a_threat_is_answered_and_its_answer_shown(threat: str, answer: str, shown: str) -> None:
    assert threat
    assert len(answer) >= 20
    assert missing_in(shown) == []
    if shown == "cannot arise":
        assert answer.startswith("There is no")
    else:
        assert all(name == "`make lint`" or named_in(name) for name in shown.split(", "))
        assert named_in(shown)


# --- threats that no other test shows ------------------------------------------------------


@pytest.mark.parametrize("login", ["github-actions-bot", "github-actions", "dependabot-bot"])
def test_an_account_named_like_the_bot_is_nobody_special(bench: Bench, login: str) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE, author=login)
    forged = "<!-- paper-bot:accepted 0000000000000000 -->\nMerge this."
    bench.hub.comment(issue, forged, author=login)

    bench.run(issue)
    bench.hub.commit_files(branch_name(issue), {"extra.txt": "mine"}, "Mine", author=login)
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("Tasks: ", "Tasks: Also "))
    bench.run(issue)

    theirs, own = bench.hub.comments(issue)
    assert (theirs.body, own.author) == (forged, "github-actions[bot]")
    assert bench.hub.read(branch_name(issue), "extra.txt") == "mine"
    assert "Also" in (bench.hub.read(branch_name(issue), "papers.json") or "")


def test_a_deleted_comment_that_no_pull_request_remembers_comes_back_once(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS)
    bench.run(issue)
    (comment,) = bench.hub.comments(issue)
    bench.hub.delete_comment(comment.id)

    bench.run(issue)
    settled = bench.hub.snapshot()
    bench.run(issue)

    (again,) = bench.hub.comments(issue)
    assert (again.author, again.body) == (comment.author, comment.body)
    assert bench.hub.snapshot() == settled


MAIL = """

On Mon, 5 Jan 2026 at 10:00, A. Sender <sender@mail.example> wrote:
> Please send the invoice to +00 123 456.

--
A. Sender, Example Street 1
"""


@pytest.mark.parametrize(("body", "verdict"), [(TEMPLATE, "accepted"), (WITHOUT_TASKS, "rejected")])
def test_what_a_mail_brings_below_the_submission_is_repeated_nowhere(
    bench: Bench, body: str, verdict: str
) -> None:
    issue = bench.hub.open_issue("Add new paper:", body + MAIL)

    (outcome,) = bench.run(issue)

    assert outcome.plan.verdict == verdict
    told = [bench.comment(issue), *(pull.body or "" for pull in bench.hub.pulls())]
    told += [bench.hub.read(branch, "README.md") or "" for branch in bench.hub.branches()]
    for private in ("sender@", "mail.example", "A. Sender", "invoice", "123 456", "Example Street"):
        assert not any(private in text for text in told)


@responses.activate
def test_every_request_names_the_version_of_the_api() -> None:
    responses.get(
        re.compile(r"https://api\.github\.com(:443)?/.*"), json={"message": "Not Found"}, status=404
    )

    read_setup("octo/list", "ghs_0123456789", api_url="https://api.github.com")

    versions = {call.request.headers.get("X-GitHub-Api-Version") for call in responses.calls}
    assert versions == {"2022-11-28"}
