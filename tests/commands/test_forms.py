"""The forms of the list in a folder have the sections of its README to choose from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from bot.commands.forms import forms_in
from bot.errors import BrokenState
from bot.listing import read_readme
from tests.listing.lists import OWN, description

FORM = ".github/ISSUE_TEMPLATE/add-new-paper.yml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(OWN / "llm-security.md", tmp_path / "README.md")
    return tmp_path


def options(folder: Path) -> list[str]:
    form = yaml.safe_load(forms_in(folder, description("llm-security"))[FORM])
    (asked,) = (each for each in form["body"] if each.get("id") == "section")
    return list(asked["attributes"]["options"])


def test_each_section_with_entries_can_be_chosen_and_a_new_one(folder: Path) -> None:
    readme = folder / "README.md"
    entries = read_readme(readme.read_bytes(), description("llm-security")).entries
    wanted = [*dict.fromkeys(entry.section[-1] for entry in entries)]
    assert options(folder) == wanted
    text = readme.read_text("utf-8").replace(f"### {wanted[0]}", f"### New\n\n### {wanted[0]}")
    readme.write_text(text, "utf-8")
    assert options(folder) == ["New", *wanted]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"# Nothing\n", "README.md: no heading begins with"),
        (b"\xff", "README.md, line 1: not UTF-8"),
        (b"## Papers\n", "README.md: section: there is nothing to choose from"),
    ],
)
def test_a_readme_without_sections_or_text_is_named(
    folder: Path, content: bytes, said: str
) -> None:
    (folder / "README.md").write_bytes(content)
    with pytest.raises(BrokenState, match=said):
        options(folder)
