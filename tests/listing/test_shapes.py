"""Lists of many shapes, as people write them, are read by their descriptions.

Each has a README, a description, and what is to be read: tables, numbers, nested bullets, folds,
badges, footnotes, and what people forget in them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.listing.describe import read_description
from bot.listing.description import Description
from bot.listing.readme.in_place import with_entry
from bot.listing.readme.listed import Listed, read_readme
from tests.listing.lists import OWN

SHAPES = sorted((OWN / "shapes").glob("*.yml"))
FIELDS: dict[str, Any] = {
    "title": "What Heads Do",
    "date": "2023-03-17",
    "authors": ["Ada Lovelace", "Alan M. Turing"],
    "venue": "ICLR 2024",
    "tags": ["induction"],
    "stars": "5",
    "tldr": "Heads do more.",
    "link": "https://arxiv.org/abs/2403.00001",
    "links": [{"label": "Paper", "kind": "Paper", "url": "https://arxiv.org/abs/2403.00001"}],
}


def _read(path: Path) -> tuple[Description, Listed, bytes]:
    described = read_description(path.read_text("utf-8"))
    content = path.with_suffix(".md").read_bytes()
    return described, read_readme(content, described), content


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
def test_every_entry_is_read_as_it_is_meant(path: Path) -> None:
    _, listed, _ = _read(path)
    read = [
        {"line": entry.line, "section": entry.section[-1], **(entry.fields or {})}
        for entry in listed.entries
    ]
    assert read == json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert listed.same


@pytest.mark.parametrize("only_required", [False, True])
@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
def test_one_more_entry_changes_no_line_but_its_own(path: Path, only_required: bool) -> None:
    described, listed, content = _read(path)
    assert listed.writes
    fields = {
        name: value
        for name, value in FIELDS.items()
        if name in listed.writes.names and (described.fields[name].required or not only_required)
    }
    record = {**fields, "section": listed.entries[0].section[-1]}
    text = with_entry(content, described, record)
    again = read_readme(text.encode(), described)
    known = {(entry.fields or {}).get("title") for entry in listed.entries}
    (entry,) = [each for each in again.entries if (each.fields or {}).get("title") not in known]
    assert entry.from_fields
    assert {*(entry.fields or {})} - {"date"} == {*fields} - {"date"}
    assert len(again.entries) == len(listed.entries) + 1
    lines, before = text.splitlines(), content.decode().splitlines()
    own = range(entry.line - 1, entry.line - 1 + entry.lines)
    rest = [line for at, line in enumerate(lines) if at not in own]
    assert [line for line in rest if line.strip()] == [line for line in before if line.strip()]
