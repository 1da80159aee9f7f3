"""What docs/adopting.md has people paste is right: workflow files, lines of a description."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.listing.describe import read_description
from tests.paths import PROJECT

PAGE = (PROJECT / "docs" / "adopting.md").read_text("utf-8")
WORKFLOWS = PROJECT / "examples" / "workflows"
SITUATIONS = PAGE.partition("## Ten situations")[2].partition("## What costs hours")[0]
# What a fragment is put into: each names what it changes, and no more.
BASE = """version: 1
list: {name: A List}
fields:
  title: {kind: title}
  link: {kind: link, names: Paper}
entry: "- [{title}]({link})"
"""


def blocks(text: str) -> list[str]:
    return re.findall(r"(?m)^```yaml\n(.*?)^```$", text, re.DOTALL)


@pytest.mark.parametrize("name", ["paper-bot.yml", "paper-bot-schedule.yml"])
def test_the_files_to_paste_are_those_of_the_examples(name: str) -> None:
    assert (WORKFLOWS / name).read_text("utf-8") in blocks(PAGE)


def merged(into: dict[str, Any], fragment: dict[str, Any]) -> dict[str, Any]:
    """Return a map with what a fragment says; where both have a map, with both."""
    both = dict(into)
    for key, value in fragment.items():
        old = both.get(key)
        is_map = isinstance(old, dict) and isinstance(value, dict) and "kind" not in value
        both[key] = merged(old, value) if is_map and old is not None else value
    return both


@pytest.mark.parametrize("fragment", blocks(SITUATIONS))
def test_the_lines_of_a_situation_go_with_a_description(fragment: str) -> None:
    yaml = YAML(typ="safe", pure=True)
    whole = merged(yaml.load(BASE), yaml.load(fragment))
    written = io.StringIO()
    yaml.dump(whole, written)

    described = read_description(written.getvalue())

    assert {*yaml.load(fragment).get("fields", {})} <= {*described.fields}


def test_there_are_ten_situations() -> None:
    assert len(re.findall("(?m)^### ", SITUATIONS)) == 10
