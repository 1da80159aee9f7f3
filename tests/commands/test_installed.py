"""The bot as a wheel in an environment of its own: its files come along, and any folder will do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from bot.outputs.templates import TEMPLATES
from tests.ours import describe
from tests.papers import TEMPLATE, WITHOUT_TASKS
from tests.paths import PROJECT

OF_THE_WHEEL = ("bot", "localhub", "templates", "examples")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that has the wheel, beside this one's dependencies."""
    source = tmp_path_factory.mktemp("source")
    for name in OF_THE_WHEEL:
        shutil.copytree(PROJECT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(PROJECT / name, source)
    _pip("wheel", "--no-build-isolation", "--wheel-dir", str(source), str(source))
    (wheel,) = source.glob("*.whl")
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


def test_the_wheel_has_every_template_and_example(installed: Path, empty: Path) -> None:
    script = "import bot; print(bot.__path__[0])"
    package = Path(start(installed / "python", "-P", "-c", script, directory=empty).stdout.strip())

    assert package.is_relative_to(installed.parent)
    for name, folder in (("templates", TEMPLATES), ("examples", PROJECT / "examples")):
        assert _files_in(package / name) == _files_in(folder)


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
