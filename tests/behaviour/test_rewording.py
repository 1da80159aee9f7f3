"""Whatever words the templates use, the bot behaves the same: it remembers nothing by them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.copied import copy_project, run_tests
from tests.paths import PROJECT, TESTS
from tests.reworded import read_back, reword, reword_folder
from tests.tiers import chosen

BEHAVIOUR = TESTS / "behaviour"
# What copies the project itself; and what asks how a text is judged, how the bot is started or
# how the project is made, and reads nothing that a template writes.
APART = {
    *("test_mutants.py", "test_rewording.py"),
    *("test_cases.py", "test_cost.py", "test_field.py", "test_real_issues.py"),
    *("test_map.py", "test_security.py", "test_sinks_are_used.py", "test_started_runs.py"),
    *("test_token.py", "test_witness.py", "test_workflow_under_act.py", "test_workflows.py"),
}
FILES = sorted(
    path.relative_to(PROJECT).as_posix()
    for path in BEHAVIOUR.rglob("test_*.py")
    if path.name not in APART
)
# A file in each run of the tests, and the rest in a few processes: each takes two seconds to start.
FIRST = "tests/behaviour/test_slips.py"
LEFT = [file for file in FILES if file != FIRST]
GROUPS = [[FIRST], *(LEFT[part::6] for part in range(6))]
# One that only takes in another has no words of its own.
TEMPLATES = sorted(
    path
    for path in (PROJECT / "templates").glob("*.j2")
    if not re.fullmatch(r'\{% include "[\w.]+" %\}\n?', path.read_text("utf-8"))
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project that writes another language."""
    made = copy_project(tmp_path_factory.mktemp("reworded"))
    reword_folder(made / "templates")
    return made


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_template_can_be_said_in_other_words_and_read_back(path: Path) -> None:
    template = path.read_text("utf-8")

    other = reword(template)

    assert other != template
    assert read_back(other) == template


def test_the_copy_writes_the_other_language(copy: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "render", "--output", str(tmp_path)]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)

    written = (tmp_path / "README.md").read_text("utf-8")

    assert f"\n## {reword('Add a paper')}\n" in written
    assert "\n## Add a paper\n" not in written


@pytest.mark.parametrize("part", chosen(range(len(GROUPS)), then=[0, 3]))
def test_behaviours_stay_the_same_in_another_language(copy: Path, part: int) -> None:
    ran = run_tests(copy, *GROUPS[part])

    assert ran.returncode == 0, ran.stdout
