"""The commands in the folder of another list, whose README is its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.catalog import is_yaml
from bot.listing import DESCRIPTION_FILE
from tests.listing.lists import OWN, description
from tests.lists_on_hub import PAPERS, Paper, added, answered
from tests.typed import bot

LISTS = list(PAPERS)
# What the checks find in the list as it stands in public.
FOUND = {"gnn-papers": r"invisible characters or comments in 'Wen-\xad‐Tao Li'"}


def _folder(name: str, tmp_path: Path) -> Path:
    form = description(name)
    (tmp_path / DESCRIPTION_FILE).parent.mkdir()
    (tmp_path / DESCRIPTION_FILE).write_bytes((OWN / f"{name}.yml").read_bytes())
    (tmp_path / form.list.readme).write_bytes((OWN / f"{name}.md").read_bytes())
    if is_yaml(form):
        (tmp_path / form.list.data).write_bytes((OWN / f"{name}.papers.yaml").read_bytes())
    return tmp_path


def _issue(name: str, paper: Paper, folder: Path) -> list[str]:
    """Write an issue down, and return the arguments that say which."""
    file = folder / "issue.txt"
    file.write_text(answered(description(name), paper.answers), "utf-8")
    title = paper.title or "Add paper"
    return [str(file), "--offline", "--root", str(folder), "--title", title]


@pytest.mark.parametrize("name", LISTS)
def test_a_paper_is_checked_added_and_read_again_and_nothing_is_left_to_render(
    name: str, tmp_path: Path
) -> None:
    form, paper, root = description(name), PAPERS[name][0], _folder(name, tmp_path)
    readme, issue = root / form.list.readme, _issue(name, paper, root)
    before = readme.read_text("utf-8")
    titles = [entry["fields"] for entry in _read(root)["entries"]]

    checked = bot("check", *issue, "--label", form.submission.label, "--json")
    assert (checked.returncode, json.loads(checked.stdout)["verdict"]) == (0, "accepted")
    assert readme.read_text("utf-8") == before

    added_ = bot("add", *issue, "--issue", "7")
    assert added_.returncode == 0, added_.stdout + added_.stderr
    come = added(before, readme.read_text("utf-8"))
    entry = [line for line in come if "2026.11.30" not in line and "- Paper: [" not in line]
    assert len(entry) >= len([line for line in paper.lines if "Paper: [" not in line]) - 1

    assert bot("render", "--root", str(root)).returncode == 0  # the issue forms
    assert not (root / "papers").exists()  # which is for pages, and there are none
    rendered = bot("render", "--check", "--root", str(root))
    assert (rendered.returncode, rendered.stdout) == (0, ""), rendered.stderr
    linted = bot("lint", "--root", str(root))
    assert linted.returncode == (1 if name in FOUND else 0), linted.stdout
    assert linted.stdout.strip().endswith(FOUND.get(name, ""))
    read = _read(root)
    assert read["same"]
    new = [each["fields"] for each in read["entries"] if each["fields"] not in titles]
    title = paper.answers.get("title") or paper.title.partition("] ")[2]
    assert {fields["title"] for fields in new} == {title}

    again = bot("check", *issue, "--label", form.submission.label, "--json")
    assert (again.returncode, json.loads(again.stdout)["verdict"]) == (1, "duplicate")
    assert bot("add", *issue).returncode == 1


def _read(root: Path) -> dict[str, Any]:
    done = bot("read", "--json", "--root", str(root))
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_paper_that_readme_lacks_is_missing_until_it_is_rendered(tmp_path: Path) -> None:
    name = "long-context"
    root, paper = _folder(name, tmp_path), PAPERS[name][0]
    readme = root / "README.md"
    before = readme.read_text("utf-8")
    assert bot("add", *_issue(name, paper, root)).returncode == 0
    readme.write_text(before, "utf-8")
    assert bot("render", "--root", str(root)).returncode == 0
    readme.write_text(before, "utf-8")

    checked = bot("render", "--check", "--root", str(root))
    assert checked.returncode == 1
    assert "A Study of Very Long Windows" in checked.stdout
    assert readme.read_text("utf-8") == before
    assert bot("render", "--root", str(root)).returncode == 0
    (line,) = added(before, readme.read_text("utf-8"))
    assert line.startswith("5. [**A Study of Very Long Windows.**]")


@pytest.mark.parametrize(
    ("spoil", "said", "code"),
    [
        (("## 📜 Papers", "## Articles"), "no heading begins with “## 📜 Papers”", 4),
        (("### 3. KV", "=======\n>>>>>>> x\n### 3. KV"), "is a mark of a conflict", 4),
    ],
)
def test_a_readme_that_cannot_be_read_ends_every_command_by_name(
    tmp_path: Path, spoil: tuple[str, str], said: str, code: int
) -> None:
    name = "long-context"
    root = _folder(name, tmp_path)
    readme = root / "README.md"
    readme.write_text(readme.read_text("utf-8").replace(*spoil), "utf-8")
    text = readme.read_bytes()
    issue = _issue(name, PAPERS[name][0], root)
    for arguments in (
        ["read", "--root", str(root)],
        ["render", "--root", str(root)],
        ["render", "--check", "--root", str(root)],
        ["add", *issue],
        ["check", *issue],
        ["lint", "--root", str(root)],
    ):
        done = bot(*arguments)
        assert done.returncode == code, (arguments, done.stdout, done.stderr)
        assert said in done.stderr
    assert readme.read_bytes() == text
    assert sorted(path.name for path in root.iterdir()) == [".github", "README.md", "issue.txt"]
