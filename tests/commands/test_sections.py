"""A paper goes to a section of the list's README, and to no other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.listing.lists import OWN
from tests.typed import bot

BODY = """Title: Toys at Play
Date: 2024-03
Section: {}
Link: https://arxiv.org/abs/2403.00001
"""


@pytest.mark.parametrize(
    ("written", "section"),
    [
        ("White-box attack", "White-box attack"),
        ("white box attack", "White-box attack"),
        ("Kitchen", ""),
    ],
)
def test_a_section_is_one_of_the_readme(tmp_path: Path, written: str, section: str) -> None:
    (tmp_path / ".github").mkdir()
    shutil.copy(OWN / "llm-security.md", tmp_path / "README.md")
    shutil.copy(OWN / "llm-security.yml", tmp_path / ".github" / "paper-bot.yml")
    (tmp_path / "papers.json").write_text("[]\n", "utf-8")

    options = ("--json", "--offline", "--label", "add-paper")
    done = bot("check", *options, "--root", str(tmp_path), stdin=BODY.format(written))

    said = json.loads(done.stdout)
    assert done.returncode == (0 if section else 1)
    assert (said["paper"] or {}).get("section", "") == section
    assert [each["code"] for each in said["problems"]] == ([] if section else ["not-an-option"])
