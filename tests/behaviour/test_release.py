"""What a tag releases: only a version that the changelog has, with the commit to pin."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot import __version__
from tests.paths import PROJECT

COMMIT = "5f3c2b1a9d8e7f60514233241506978899aabbcc"
TAG = f"v{__version__}"
SCRIPT = ".ci/release.py"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what the script reads."""
    folder = tmp_path / "copy"
    for name in (SCRIPT, "bot/__init__.py", "CHANGELOG.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, folder / name)
    shutil.copytree(PROJECT / "examples" / "workflows", folder / "examples" / "workflows")
    return folder


def release(copy: Path, tag: str) -> subprocess.CompletedProcess[str]:
    """Run the script as the workflow does."""
    command = [sys.executable, "-I", SCRIPT, tag, "own/bot", COMMIT, str(copy / "out")]
    return subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)


def test_a_release_says_what_has_changed_and_which_commit_to_pin(copy: Path) -> None:
    done = release(copy, TAG)

    assert (done.returncode, done.stderr) == (0, "")
    notes = (copy / "out" / "notes.md").read_text("utf-8")
    assert f"    uses: own/bot/.github/workflows/run.yml@{COMMIT} # {TAG}\n" in notes
    assert notes.startswith("### Added\n")
    assert "## [" not in notes, "the section of another version"
    links = re.findall(r"\]\((.+?)\)", notes)
    assert links
    assert all(link.startswith("https://") for link in links)


def test_the_workflows_to_paste_name_that_commit_and_are_else_as_documented(copy: Path) -> None:
    release(copy, TAG)

    pasted = sorted((copy / "out" / "files").iterdir())
    documented = sorted((PROJECT / "examples" / "workflows").iterdir())
    assert [path.name for path in pasted] == [path.name for path in documented]
    for path, source in zip(pasted, documented, strict=True):
        text = path.read_text("utf-8")
        read = YAML(typ="safe", pure=True).load
        (job,) = read(text)["jobs"].values()
        assert job["uses"] == f"own/bot/.github/workflows/run.yml@{COMMIT}"
        assert f"@{COMMIT} # {TAG}\n" in text
        unpinned = text.replace(f"own/bot/.github/workflows/run.yml@{COMMIT} # {TAG}", "PIN")
        assert unpinned == re.sub(r"OWNER/\S+ # \S+", "PIN", source.read_text("utf-8"))


@pytest.mark.parametrize("tag", ["v9.9.9", __version__, f"{TAG}.1"])
def test_a_tag_that_is_not_the_version_releases_nothing(tag: str, copy: Path) -> None:
    done = release(copy, tag)

    assert (done.returncode, (copy / "out").exists()) == (1, False)
    assert f"the tag is {tag}, and the version in bot/__init__.py is {__version__}" in done.stderr


def test_a_version_without_a_dated_section_of_the_changelog_releases_nothing(copy: Path) -> None:
    text = (copy / "CHANGELOG.md").read_text("utf-8")
    undated = re.sub(rf"## \[{__version__}\] - .+", f"## [{__version__}] - Unreleased", text)
    (copy / "CHANGELOG.md").write_text(undated, "utf-8")

    done = release(copy, TAG)

    assert (done.returncode, (copy / "out").exists()) == (1, False)
    assert f"CHANGELOG.md has no heading '## [{__version__}] - YYYY-MM-DD'" in done.stderr
