"""Thirty entries of each real list, spread over it, are read as they are meant.

Each was held against the words of the README by eye. Prose is left out, and of names there are
the first, the last and how many.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.fields import LinksField, NamesField, SentenceField, SentencesField
from bot.listing.describe import read_description
from bot.listing.description import Description
from bot.listing.readme.listed import read_readme
from tests.listing.lists import BESIDE, GENERATED, OWN, READMES

SAMPLES = json.loads((OWN / "samples.json").read_text("utf-8"))


def _in_short(fields: dict[str, Any], described: Description) -> dict[str, Any]:
    """Return fields as a sample has them."""
    short = {}
    for name, value in fields.items():
        kind = described.fields[name]
        if isinstance(kind, NamesField):
            value = [value[0], value[-1], len(value)]
        elif isinstance(kind, LinksField):
            value = [[link["label"], link["kind"], link["url"]] for link in value]
        if not isinstance(kind, SentenceField | SentencesField):
            short[name] = value
    return short


def _drafted(name: str) -> Description:
    """Return a list's description as it was handed, the tests' own where none was."""
    file = f"{name}.yml"
    draft = BESIDE / "configs" / file
    return read_description((draft if draft.exists() else OWN / file).read_text("utf-8"))


@pytest.mark.skipif(not BESIDE.is_dir(), reason="the whole READMEs are not beside the project")
@pytest.mark.parametrize("name", SAMPLES)
def test_entries_are_read_with_the_draft_as_it_was_handed(name: str) -> None:
    described = _drafted(name)
    content = (BESIDE / {**READMES, **GENERATED}[name]).read_bytes()
    listed = read_readme(content, described)
    by_line = {entry.line: entry.fields for entry in listed.entries}
    wanted = SAMPLES[name]
    assert len(wanted) == 30
    for sample in wanted:
        fields = by_line[sample["line"]]
        assert fields
        assert {"line": sample["line"], **_in_short(fields, described)} == sample


@pytest.mark.skipif(not BESIDE.is_dir(), reason="the whole READMEs are not beside the project")
@pytest.mark.parametrize("name", SAMPLES)
def test_nearly_all_entries_are_read_with_the_draft_and_come_back(name: str) -> None:
    described = _drafted(name)
    content = (BESIDE / {**READMES, **GENERATED}[name]).read_bytes()
    listed = read_readme(content, described)
    read = [entry for entry in listed.entries if entry.fields]
    assert len(read) >= 0.98 * len(listed.entries)
    assert listed.same
