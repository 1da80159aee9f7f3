"""The bot as a wheel in an environment of its own: its files come along, and any folder will do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ours import describe
from tests.papers import TEMPLATE, WITHOUT_TASKS
from tests.paths import PROJECT
from tests.tiers import thorough

PROGRAMS = ("bot", "localhub")
BESIDE = ("templates", "examples")
# What the repository holds beside: the list that lives there, and tests of several kinds.
NOT_SHIPPED = ("README.md", "papers.json", "papers", "tests")
OF_THE_PROJECT = ("pyproject.toml", "MANIFEST.in", "CHANGELOG.md", "LICENSE")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution and the wheel that is made from it, as released."""
    source = tmp_path_factory.mktemp("source")
    ignored = shutil.ignore_patterns("__pycache__")
    for name in (*PROGRAMS, *BESIDE, *NOT_SHIPPED, *OF_THE_PROJECT):
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, source / name, ignore=ignored)
        else:
            shutil.copy(PROJECT / name, source)
    command = ["uv", "build", "--quiet", "--offline", "--no-config", "--no-build-isolation"]
    subprocess.run([sys.executable, "-m", *command], cwd=source, check=True)
    return source / "dist"


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that has the wheel, beside this one's dependencies."""
    (wheel,) = built.glob("*.whl")
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    _pip("--python", str(folder / "bin/python"), "install", str(wheel))
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return folder / "bin"


def _pip(*arguments: str) -> None:
    options = ["--quiet", "--disable-pip-version-check"]
    at = 2 if arguments[0] == "--python" else 0
    command = [*arguments[:at], arguments[at], *options, "--no-index", "--no-deps"]
    subprocess.run([sys.executable, "-m", "pip", *command, *arguments[at + 1 :]], check=True)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A folder with an empty list."""
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "papers.json").write_text("[]\n", "utf-8")
    describe(folder)
    return folder


def start(*command: str | Path, directory: Path) -> subprocess.CompletedProcess[str]:
    left_out = ("GITHUB_", "PYTHON", "PAPER_BOT_")
    bare = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return subprocess.run(
        command,
        cwd=directory,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**bare, "TMPDIR": str(directory.parent)},
    )


def wheel_texts(built: Path) -> dict[str, bytes]:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        return {name: file.read(name) for name in file.namelist()}


def source_texts(built: Path) -> dict[str, bytes]:
    (source,) = built.glob("*.tar.gz")
    with tarfile.open(source) as file:
        members = [member for member in file if member.isfile()]
        opened = {member.name: file.extractfile(member) for member in members}
        return {name.partition("/")[2]: text.read() for name, text in opened.items() if text}


def test_the_wheel_has_programs_templates_and_examples_and_nothing_else(built: Path) -> None:
    shipped = [name for name in wheel_texts(built) if ".dist-info/" not in name]

    programs = [f"{name}/{path}" for name in PROGRAMS for path in _files_in(PROJECT / name)]
    beside = [f"bot/{name}/{path}" for name in BESIDE for path in _files_in(PROJECT / name)]
    assert sorted(shipped) == sorted([*programs, *beside])


def test_the_source_has_what_the_wheel_is_built_from_and_nothing_else(built: Path) -> None:
    names = [name for name in source_texts(built) if ".egg-info/" not in name]

    there = [
        f"{name}/{path}" for name in (*PROGRAMS, *BESIDE) for path in _files_in(PROJECT / name)
    ]
    made = ["PKG-INFO", "setup.cfg"]
    assert sorted(names) == sorted([*there, *OF_THE_PROJECT, *made])


@pytest.mark.parametrize("texts", [wheel_texts, source_texts])
def test_no_paper_of_the_list_that_lives_here_is_shipped(
    texts: Callable[[Path], dict[str, bytes]], built: Path
) -> None:
    listed = {paper["title"] for paper in json.loads((PROJECT / "papers.json").read_text("utf-8"))}
    folder = PROJECT / "examples"
    examples = b"".join((folder / name).read_bytes() for name in _files_in(folder))
    own = [title.encode() for title in listed if title.encode() not in examples]
    assert len(own) > 20

    found = [name for name, text in texts(built).items() if any(title in text for title in own)]

    assert found == []


def test_doctor_knows_what_is_complete_and_that_it_has_no_lock(
    installed: Path, empty: Path
) -> None:
    shutil.copytree(PROJECT / "examples/workflows", empty / ".github/workflows")
    workflow = empty / ".github/workflows/paper-bot.yml"
    workflow.write_text(workflow.read_text("utf-8").replace("  push:\n", ""), "utf-8")

    done = start(installed / "paper-bot", "doctor", "--root", ".", directory=empty)

    assert "wrong    events: nothing starts on push\n" in done.stdout
    assert "installed without its lock, so versions are not compared" in done.stdout


def _files_in(folder: Path) -> list[str]:
    """Return the files of a folder and those below it, but for what Python has compiled."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(str(path) for path in paths if "__pycache__" not in path.parts)


def test_an_empty_folder_becomes_a_list(installed: Path, empty: Path) -> None:
    bot = installed / "paper-bot"

    assert start(bot, "--version", directory=empty).stdout == "paper-bot 0.2.0\n"
    assert start(bot, "render", directory=empty).returncode == 0
    assert "Attention Heads" in (empty / "README.md").read_text("utf-8")
    assert start(bot, "render", "--check", directory=empty).returncode == 0
    assert start(bot, "lint", directory=empty).returncode == 0


@pytest.mark.parametrize(
    ("body", "verdict", "code"), [(TEMPLATE, "accepted", 0), (WITHOUT_TASKS, "rejected", 1)]
)
def test_check_judges_there(
    installed: Path, empty: Path, body: str, verdict: str, code: int
) -> None:
    (empty / "issue.md").write_text(body, "utf-8")

    done = start(installed / "paper-bot", "check", "--offline", "issue.md", directory=empty)

    assert (done.stdout.splitlines()[0], done.returncode) == (verdict, code)


@thorough
def test_the_demo_runs_there(installed: Path, empty: Path) -> None:
    done = start(installed / "paper-bot", "demo", directory=empty)

    assert (done.returncode, done.stderr) == (0, "")
    assert "5 issues, 5 pull requests, 4 merges" in done.stdout
    assert Path(done.stdout.split()[-1]).read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("command", [("paper-bot",), ("python", "-P", "-m", "bot")])
def test_no_module_of_the_folder_is_imported(
    installed: Path, empty: Path, command: tuple[str, ...]
) -> None:
    for name in ("bot", "click", "json", "jinja2", "sitecustomize"):
        (empty / f"{name}.py").write_text("raise SystemExit('imported')", "utf-8")

    program, *arguments = command
    done = start(installed / program, *arguments, "render", directory=empty)

    assert (done.returncode, "written" in done.stderr) == (0, True)
