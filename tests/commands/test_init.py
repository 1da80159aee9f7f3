"""`init` describes the list of a folder: what it prints, asks, writes and leaves alone."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from bot.listing import DESCRIPTION_FILE, read_description
from tests.commands.new_lists import LABEL, README, files_of, issue, new_list
from tests.paths import PROJECT
from tests.typed import bot

FORMS = ".github/ISSUE_TEMPLATE/"
WORKFLOWS = PROJECT / "examples" / "workflows"
WRITTEN = {
    DESCRIPTION_FILE,
    f"{FORMS}add-new-paper.yml",
    f"{FORMS}add-new-paper-plain.md",
    f"{FORMS}correct-entry.yml",
    "papers.json",
    *(f".github/workflows/{path.name}" for path in WORKFLOWS.iterdir()),
}


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a list, and a blank in its name."""
    return new_list(tmp_path / "Papers on Heads")


def named(printed: str) -> set[str]:
    """Return the paths that a dry run names, each with its size."""
    _, _, below = printed.partition("\nTo be written\n")
    return {line.split()[0] for line in below.split("\n\n")[0].splitlines() if "bytes" in line}


def passes(folder: Path) -> None:
    """Assert that every command is content with a folder."""
    for command in (["read"], ["render", "--check"], ["lint"]):
        done = bot(*command, directory=folder)
        assert done.returncode == 0, done.stdout + done.stderr
    checked = bot("check", "--offline", "--label", LABEL, directory=folder, stdin=issue())
    assert (checked.returncode, checked.stdout.split()[0]) == (0, "accepted"), checked.stdout


# --- what is written -----------------------------------------------------------------------------


def test_everything_that_the_bot_needs_is_written_and_passes(here: Path) -> None:
    done = bot("init", "--yes", directory=here)

    assert (done.returncode, done.stderr) == (0, "")
    assert {*files_of(here)} == {*WRITTEN, "README.md"}
    assert named(done.stdout) == WRITTEN
    assert (here / "README.md").read_bytes() == README.encode()
    passes(here)


@pytest.mark.parametrize("source", sorted(path.name for path in WORKFLOWS.iterdir()))
def test_the_workflows_are_those_to_paste(here: Path, source: str) -> None:
    bot("init", "--yes", directory=here)

    written = here / ".github" / "workflows" / source
    assert written.read_bytes() == (WORKFLOWS / source).read_bytes()


def test_what_was_read_is_said_before_anything_is_written(here: Path) -> None:
    said = bot("init", directory=here).stdout.splitlines()

    assert said[:2] == [
        "Papers on Heads: README.md",
        "8 of 8 entries are read with fields (100 %), in 1 section",
    ]
    assert "    title: 8" in said
    assert "        What Heads Attend To" in said
    assert "An entry as it would be put in “Papers”, in line 15" in said


@pytest.mark.parametrize("also", [[], ["--yes"]])
def test_a_dry_run_says_what_would_be_written_and_writes_nothing(
    here: Path, also: list[str]
) -> None:
    before = files_of(here)
    done = bot("init", "--dry-run", *also, directory=here)

    assert (done.returncode, done.stderr) == (0, "")
    assert named(done.stdout) == WRITTEN
    assert files_of(here) == before


def test_what_is_odd_in_the_readme_is_said(here: Path) -> None:
    twice = "- [What Heads Attend To](https://arxiv.org/abs/2403.01001)\n"
    (here / "README.md").write_text(README.replace(twice, f"{twice}{twice}"), "utf-8")

    said = bot("init", directory=here).stdout

    assert "Found in README.md on the way" in said
    assert "“What Heads Attend To” is listed 2 times: lines 7, 8" in said


def test_what_is_not_sure_is_said_under_what_to_check(here: Path) -> None:
    (here / "papers.json").write_text('{"name": "something else"}\n', "utf-8")

    said = bot("init", directory=here).stdout.splitlines()

    assert said[said.index("To check") + 1].startswith("    papers.json is there already")


def test_what_lint_will_find_is_said(here: Path) -> None:
    path = here / "README.md"
    path.write_text(README.replace("2403.01003", "2403.01001"), "utf-8")

    said = bot("init", "--yes", directory=here).stdout.splitlines()

    found = bot("lint", directory=here).stdout.splitlines()
    at = said.index("What `lint` will say of papers.json, which takes it over from README.md")
    assert said[at + 1 : at + 2] == [f"    {found[0]}"]
    assert "arxiv:2403.01001" in found[0]


def test_what_comes_next_is_said(here: Path) -> None:
    said = bot("init", "--yes", directory=here).stdout

    _, _, after = said.partition(f"{len(WRITTEN)} files are written. Next:\n")
    assert [line[:2] for line in after.splitlines() if line[:1] != " "] == ["1.", "2.", "3."]
    assert "Settings → Actions → General" in after
    assert "Allow GitHub Actions to create and approve pull requests" in after


@pytest.mark.parametrize(
    "readme",
    [
        README.replace("\n", "\r\n").encode(),
        README.rstrip("\n").encode(),
        b"\xef\xbb\xbf" + README.encode(),
        README.replace("\n", "  \n").encode(),
    ],
    ids=["CRLF", "no end", "BOM", "blanks"],
)
def test_no_byte_of_the_readme_changes(tmp_path: Path, readme: bytes) -> None:
    folder = new_list(tmp_path / "list", readme)

    done = bot("init", "--yes", "--root", str(folder))

    assert done.returncode == 0, done.stderr
    assert (folder / "README.md").read_bytes() == readme
    passes(folder)


def test_an_empty_folder_gets_a_readme_to_begin_with(tmp_path: Path) -> None:
    folder = tmp_path / "Papers-on-Heads"
    folder.mkdir()

    done = bot("init", "--yes", directory=folder)

    assert (done.returncode, {*files_of(folder)}) == (0, {*WRITTEN, "README.md"})
    assert (folder / "README.md").read_text("utf-8").startswith("# Papers on Heads\n")
    (folder / "issue.md").write_text(issue(), "utf-8")
    assert bot("add", "issue.md", "--offline", directory=folder).returncode == 0
    assert "What Was Missing" in (folder / "README.md").read_text("utf-8")
    (folder / "issue.md").unlink()
    assert bot("render", "--check", directory=folder).returncode == 0


def test_a_readme_in_a_folder_of_its_own_is_found(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "README.md").write_text(README, "utf-8")

    done = bot("init", "--yes", directory=tmp_path)

    form = read_description((tmp_path / DESCRIPTION_FILE).read_text("utf-8"))
    assert (done.returncode, form.list.readme) == (0, "docs/README.md")
    assert not (tmp_path / "README.md").exists()
    passes(tmp_path)


# --- what is there already -----------------------------------------------------------------------


def test_what_is_replaced_is_said_with_its_size(here: Path) -> None:
    form = here / FORMS / "add-new-paper.yml"
    form.parent.mkdir(parents=True)
    form.write_text("name: Mine\n", "utf-8")

    done = bot("init", "--yes", directory=here)

    (line,) = (line for line in done.stdout.splitlines() if f"{FORMS}add-new-paper.yml" in line)
    assert line.endswith("bytes, in the place of 11")
    assert form.read_text("utf-8").startswith("name: Add")


def test_other_files_stay(here: Path) -> None:
    workflow = here / ".github" / "workflows" / "paper-bot.yml"
    workflow.parent.mkdir(parents=True)
    for path, text in ((workflow, "on: push\n"), (here / "papers.json", "[]\n")):
        path.write_text(text, "utf-8")
    (here / "notes.txt").write_text("mine", "utf-8")

    done = bot("init", "--yes", directory=here)

    assert done.returncode == 0
    assert workflow.read_text("utf-8") == "on: push\n"
    assert (here / "papers.json").read_text("utf-8") == "[]\n"
    assert (here / "notes.txt").read_text("utf-8") == "mine"
    assert ".github/workflows/paper-bot.yml" not in named(done.stdout)
    assert "is there and stays as it is" in done.stdout


def test_a_list_that_is_described_is_left_alone(here: Path) -> None:
    bot("init", "--yes", directory=here)
    (here / FORMS / "add-new-paper.yml").write_text("name: Mine\n", "utf-8")
    before = files_of(here)

    done = bot("init", "--yes", directory=here)

    assert (done.returncode, done.stdout, files_of(here)) == (0, "", before)
    assert f"{DESCRIPTION_FILE} is there already, so nothing is written" in done.stderr
    assert [name in done.stderr for name in ("`read`", "`render`", "`doctor`")] == [True] * 3


# --- the question --------------------------------------------------------------------------------


def at_a_terminal(folder: Path, typed: bytes) -> tuple[int, str]:
    """Start the command at a terminal and type, once the question is there."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(PROJECT), "TERM": "dumb"}
    script = (
        "import signal, sys; sys.argv = ['bot', 'init']\n"
        # Which a process does not do by itself where it was started in the background.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from bot.commands.cli import main\n"
        "main()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=folder,
        env=env,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        shown = b""
        while b"[y/N]" not in shown:
            shown += os.read(ours, 4096)
        if typed == b"\x03":
            process.send_signal(signal.SIGINT)
            typed = b"\n"  # for Python looks at a signal that came before its read after that
        with suppress(OSError):
            os.write(ours, typed)
        code = process.wait()
    os.close(ours)
    return code, shown.decode()


@pytest.mark.parametrize(
    ("typed", "code", "writes"),
    [
        (b"y\n", 0, True),
        (b"n\n", 1, False),
        (b"\n", 1, False),
        (b"\x04", 130, False),
        (b"\x03", 130, False),
    ],
    ids=["yes", "no", "nothing", "the end", "interrupted"],
)
def test_it_is_asked_at_a_terminal(here: Path, typed: bytes, code: int, writes: bool) -> None:
    before = files_of(here)

    ended, shown = at_a_terminal(here, typed)

    assert f"Write these {len(WRITTEN)} files? [y/N]" in shown
    assert (ended, files_of(here) != before) == (code, writes)


def test_without_a_terminal_nothing_is_written_unasked(here: Path) -> None:
    before = files_of(here)

    done = bot("init", directory=here, stdin="y\n")

    assert (done.returncode, files_of(here)) == (2, before)
    assert named(done.stdout) == WRITTEN
    assert done.stderr == (
        "paper-bot: nothing is written: there is no terminal to ask at, and no --yes\n"
    )


# --- what is wrong -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "code", "said"),
    [
        ({"README.rst": b"Papers\n======\n"}, 2, "README.rst: the bot keeps a list in Markdown"),
        ({"README.md": README.encode() + b"<<<<<<< HEAD\n"}, 4, "is a mark of a conflict"),
        ({"README.md": b"# Papers\n\xff\n"}, 4, "README.md, line 2: not UTF-8"),
        ({"README.md/x": b""}, 2, "README.md cannot be read: Is a directory"),
        ({"README.md": README.encode(), ".github": b""}, 4, ".github cannot be written"),
        ({"README.md": README.encode(), DESCRIPTION_FILE: b"version: 1\n"}, 2, "list is missing"),
        ({"README.md": README.encode(), DESCRIPTION_FILE: b"\xff"}, 2, "line 1: not UTF-8"),
    ],
)
def test_what_is_in_the_way_is_one_line_and_nothing_is_written(
    tmp_path: Path, files: dict[str, bytes], code: int, said: str
) -> None:
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    before = files_of(tmp_path)

    done = bot("init", "--yes", directory=tmp_path)

    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert files_of(tmp_path) == before


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    done = bot("init", "--yes", "--root", str(tmp_path / "none"))

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"paper-bot: there is no folder {tmp_path / 'none'}\n"
    assert not (tmp_path / "none").exists()


def test_where_a_file_cannot_be_written_the_command_can_be_repeated(here: Path) -> None:
    in_the_way = here / ".papers.json.new"  # as a full disk would be
    in_the_way.mkdir()

    failed = bot("init", "--yes", directory=here)
    written = {*files_of(here)}
    in_the_way.rmdir()
    done = bot("init", "--yes", directory=here)

    assert (failed.returncode, "papers.json cannot be written" in failed.stderr) == (4, True)
    assert DESCRIPTION_FILE not in written
    assert (done.returncode, {*files_of(here)}) == (0, {*WRITTEN, "README.md"})
    passes(here)
