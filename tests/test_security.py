"""Hold the gates that a change has to pass, and what OpenSSF Scorecard looks at from outside."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.conftest import PROJECT

WORKFLOWS = ".github/workflows"
BOT = f"{WORKFLOWS}/paper-bot.yml"
CI = f"{WORKFLOWS}/ci.yml"
DEPENDABOT = ".github/dependabot.yml"
ACTION = "tests/act/setup-python/action.yml"


# --- the static gates ----------------------------------------------------------------------


def lint_lines() -> list[str]:
    """Give the commands of `make lint` as the Makefile has them."""
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
    shutil.copytree(PROJECT / "tests" / "act", tmp_path / "tests" / "act")
    return tmp_path


@pytest.mark.parametrize("tool", ["zizmor", "actionlint"])
def test_the_workflows_are_without_findings(tool: str, copy: Path) -> None:
    done = gate(tool, copy)

    assert done.returncode == 0, done.stdout
    assert "suppressed" not in done.stdout
    assert "ignored" not in done.stdout


FAULTS = [
    ("template-injection", BOT, "python -m bot run", "echo ${{ github.event.issue.title }}"),
    ("github-env", ACTION, "run: command -v python", 'run: echo "$X" >> "$GITHUB_PATH"'),
    ("dangerous-triggers", BOT, "  pull_request:\n", "  pull_request_target:\n"),
    ("excessive-permissions", BOT, "permissions: {}", "permissions: write-all"),
    ("excessive-permissions", CI, "permissions: {}\n", "\n"),
    ("artipacked", BOT, "persist-credentials: false", "persist-credentials: true"),
    ("unpinned-uses", CI, "@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2", "@v6"),
    ("secrets-outside-env", BOT, "secrets.PAPER_BOT_SEMANTIC_SCHOLAR_KEY", "secrets.OTHER_KEY"),
    ("overprovisioned-secrets", BOT, "${{ github.token }}", "${{ toJSON(secrets) }}"),
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
    ("old", "new"),
    [
        ("github.event_name == 'workflow_dispatch'", "github.event_nam == 'workflow_dispatch'"),
        ("runs-on: ubuntu-24.04", "runs-on: ubuntu-24.4"),
        ("types: [opened,", "types: [openned,"),
        ("    steps:", "    step:"),
    ],
)
def test_a_slip_in_a_workflow_fails_actionlint(old: str, new: str, copy: Path) -> None:
    text = (copy / BOT).read_text("utf-8")
    assert old in text
    (copy / BOT).write_text(text.replace(old, new), "utf-8")

    done = gate("actionlint", copy)

    assert done.returncode == 1, done.stdout
    assert "paper-bot.yml:" in done.stdout


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
