"""Merge what the issue says now with what a person committed, field by field.

A field that a person changed on the branch is that person's from then on: the
maintainer's word stands where both changed it. All else follows the issue.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.catalog import Paper, RecordError, read_papers
from bot.errors import BrokenState

Fields = dict[str, Any]


def changed_fields(before: Paper, after: Paper) -> frozenset[str]:
    """Give the names of the fields in which two states of one record differ."""
    one, other = _fields(before), _fields(after)
    return frozenset(name for name in {*one, *other} if one.get(name) != other.get(name))


def keep_fields(paper: Paper, committed: Paper, kept: Iterable[str]) -> Paper:
    """Give the paper as the issue says, with these fields as they were committed.

    Raises BrokenState where the two together are no paper.
    """
    fields, theirs = _fields(paper), _fields(committed)
    for name in kept:
        if name in theirs:
            fields[name] = theirs[name]
        else:
            fields.pop(name, None)
    try:
        (merged,) = read_papers([_record(fields)])
    except RecordError as error:
        raise BrokenState("what the branch and the issue say does not make one paper") from error
    return merged


def differing(paper: Paper, merged: Paper) -> list[str]:
    """Give the kept fields in which the issue says otherwise, in the order of the record."""
    changed = changed_fields(paper, merged)
    ordered = list(dict.fromkeys([*_fields(paper), *_fields(merged)]))
    return [name for name in ordered if name in changed]


def _fields(paper: Paper) -> Fields:
    """Give a record flat: `summary.tasks` is a field of its own, the issue's number none."""
    record = paper._replace(issue=None).record()
    summary = {f"summary.{name}": value for name, value in record["summary"].items()}
    flat: Fields = {}
    for name, value in record.items():
        flat.update(summary if name == "summary" else {name: value})
    return flat | {"issue": paper.issue}


def _record(fields: Fields) -> Fields:
    record: Fields = {}
    for name, value in fields.items():
        group, _, part = name.partition(".")
        if group == "summary" and part:
            record.setdefault("summary", {})[part] = value
        elif value is not None or name != "issue":
            record[name] = value
    return record
