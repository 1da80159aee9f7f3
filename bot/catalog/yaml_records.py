"""Records of a list whose store is a YAML file: every scalar there is a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.catalog.paper import Paper
from bot.fields import DateField, Field, LinksField
from bot.listing import (
    Description,
    as_stored,
    read_yaml_store,
    value_of,
    with_value,
    yaml_with_changed,
    yaml_with_record,
)
from bot.text import one_line

Record = dict[str, Any]
_ISSUE = "issue"


def is_yaml(form: Description) -> bool:
    """Whether a list keeps its papers in a YAML file."""
    return form.list.data.endswith((".yml", ".yaml"))


def read_records(text: str, form: Description, name: str) -> list[Record]:
    """Return the records of a YAML file as papers.json would have them. Raises BrokenState."""
    return [_typed(record, form) for record in read_yaml_store(text, name)]


def with_record(text: str, paper: Paper, at: int) -> str:
    """Return the file with one more record, its values in the form of those that are there.

    Raises WriteError, BrokenState.
    """
    name = paper.form.list.data
    known = read_yaml_store(text, name)
    near = known[min(at, len(known) - 1)] if known else {}
    record: Record = {}
    for key in paper.form.fields:
        if value := value_of(paper.record(), key):
            record = with_value(record, key, _in_form_of(value_of(near, key), value))
    if paper.issue is not None:
        record[_ISSUE] = paper.issue
    return yaml_with_record(text, record, at, name)


def with_changed(text: str, papers: Sequence[Paper], changed: Mapping[int, Paper]) -> str:
    """Return the file with other papers at some places; what is the same keeps its bytes.

    Raises WriteError, BrokenState.
    """
    if not changed:
        return text
    name = next(iter(changed.values())).form.list.data
    known = read_yaml_store(text, name)
    records: dict[int, Record] = {}
    for place, paper in changed.items():
        record, before = known[place], papers[place]
        for key in paper.form.fields:
            if paper.get(key) != before.get(key):
                value = value_of(paper.record(), key)
                record = with_value(record, key, _in_form_of(value_of(record, key), value))
        if paper.issue != before.issue:
            record[_ISSUE] = paper.issue
        records[place] = record
    return yaml_with_changed(text, records, name)


def _in_form_of(there: Any, value: Any) -> Any:
    """Return a value in the form that the file has for it: a text where it keeps a text."""
    return " ".join(value) if isinstance(there, str) and isinstance(value, list) else value


def _typed(record: Record, form: Description) -> Record:
    for name, field in form.fields.items():
        value = _value(value_of(record, name), field)
        if value is not None or isinstance(field, DateField):
            record = with_value(record, name, value)
        elif name in record:
            record = {key: each for key, each in record.items() if key != name}
    if isinstance(number := record.get(_ISSUE), str) and number.isdecimal():
        record = {**record, _ISSUE: int(number)}
    return record


def _value(value: Any, field: Field) -> Any:
    """Return what papers.json would have for a value, None for none."""
    if isinstance(field, LinksField):
        return value or []
    if not value:
        return None
    stored = as_stored(value, field)
    if field.is_list:
        return [_one_line(each) for each in stored] or None
    return _one_line(stored)


def _one_line(value: Any) -> Any:
    return one_line(value) if isinstance(value, str) else value
