"""A fault in a small JSON file is named by the line on which it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import SchemaValidator
from pydantic_core import core_schema as of

from bot.catalog.strict_json import BrokenFile, Fault, JsonText
from bot.config import LONGEST_FILE

ANYTHING = SchemaValidator(of.any_schema())
NOTHING = SchemaValidator(of.none_schema())
SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
VALUES = st.recursive(
    SCALARS,
    lambda each: (
        st.lists(each, max_size=4) | st.dictionaries(st.text(max_size=4), each, max_size=4)
    ),
    max_leaves=20,
)


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    members = value.items() if isinstance(value, dict) else ()
    for key, each in enumerate(value) if isinstance(value, list) else members:
        yield from paths(each, (*path, key))


@given(VALUES, st.booleans())
def test_each_value_stands_on_its_own_line_where_the_file_has_one_for_each(
    value: Any, is_ascii: bool
) -> None:
    text = json.dumps(value, indent=1, ensure_ascii=is_ascii)
    every = [*paths(value)]
    lines = [int(named.split("line ")[1].split(":")[0]) for named in read_faults(text, every)]
    closing = [n for n, line in enumerate(text.split("\n"), 1) if line.strip(" ,") in ("]", "}")]
    assert [*lines, *closing] == [*dict.fromkeys(lines + closing)]
    assert sorted(lines + closing) == [*range(1, text.count("\n") + 2)]


def read_faults(text: str, every: list[tuple[str | int, ...]]) -> list[str]:
    return JsonText(text, "a.json").named(Fault(path, "wrong") for path in every)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", ["a.json, line 1, column 1: Expecting value"]),
        ('{\n"a": 1,\n}', None),
        ("[" * 100_000, ["a.json, line 1: brackets are nested too deeply"]),
        ('["[{",' + "\n[" * 200, ["a.json, line 101: brackets are nested too deeply"]),
        ("[" * 700 + "]" * 700, None),
        ("\ufeff[]", ["a.json, line 1: the file begins with a byte order mark"]),
        ('{\n"a": 1,\n"a": 2\n}', ["a.json, line 3: a: stands twice"]),
        ('[{},\n{"b": {"a": 1}, "b": {"a": 2}}]', ["a.json, line 2: entry 2.b: stands twice"]),
        ('["a",\n"' + "x" * LONGEST_FILE, ["a.json, line 1: 1,000,007 characters; at most"]),
    ],
)
def test_what_is_no_strict_json_is_refused_with_its_line(
    text: str, faults: list[str] | None
) -> None:
    with pytest.raises(BrokenFile) as broken:
        JsonText(text, "a.json").read(NOTHING)
    assert all(fault.startswith("a.json") for fault in broken.value.faults)
    if faults:
        assert len(broken.value.faults) == len(faults)
        assert all(map(str.startswith, broken.value.faults, faults))


@given(st.text(max_size=60) | VALUES.map(json.dumps))
def test_any_text_is_read_as_json_has_it_or_refused(text: str) -> None:
    try:
        wanted = json.loads(text, parse_int=float)
    except ValueError:
        wanted = BrokenFile
    try:
        read = JsonText(text, "a.json").read(ANYTHING)
    except BrokenFile:
        read = BrokenFile
    assert read == wanted
