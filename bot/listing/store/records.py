"""The fields of a record as the store has it: a dotted name is a map within a map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.fields import Field, LinkField, NamesField, NumberField, more_of
from bot.listing.description import Description


def fields_of(record: Mapping[str, Any], description: Description) -> dict[str, Any]:
    """Return the values of a record by the list's fields, those without a value left out.

    A link that is the first of others is taken from these where the record has none of its own.
    That there are more names than a record has is said by "et al." behind them.
    """
    values = {name: value_of(record, name) for name in description.fields}
    for name, field in description.fields.items():
        if isinstance(field, NamesField) and values[name] and record.get(more_of(name)):
            values[name] = [*values[name], field.then]
        if isinstance(field, LinkField) and not values[name]:
            values[name] = next((values[each] for each in field.first_of if values.get(each)), None)
    return {name: value for name, value in values.items() if value not in (None, "", [], ())}


def value_of(record: Mapping[str, Any], name: str) -> Any:
    """Return the value of a field in a record, None where there is none."""
    if name in record:
        return record[name]
    outer, dot, inner = name.partition(".")
    within = record.get(outer) if dot else None
    return within.get(inner) if isinstance(within, Mapping) else None


def with_read(
    record: Mapping[str, Any], name: str, value: Any, description: Description
) -> dict[str, Any]:
    """Return a record with what an entry says of a field, "et al." as the store has it."""
    taken = {key: each for key, each in record.items() if key != more_of(name)}
    for key, each in stored_names(name, value, description).items():
        taken = with_value(taken, key, each)
    return taken


def stored_names(name: str, value: Any, description: Description) -> dict[str, Any]:
    """Return what an entry says of a field as the store has it, by the names of its fields."""
    field = description.fields[name]
    if not isinstance(field, NamesField):
        return {name: value}
    named = [each for each in value if each != field.then]
    more = {more_of(name): True} if len(named) < len(value) else {}
    return {name: named, **more}


def as_stored(value: Any, field: Field) -> Any:
    """Return what the store has for a value that was read: a number, or the list that it is of."""
    if isinstance(field, NumberField):
        return int(value) if isinstance(value, str) and value.isdecimal() else value
    return [value] if field.is_list and isinstance(value, str) else value


def with_value(record: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    """Return a record in which a field has another value."""
    outer, dot, inner = name.partition(".")
    if not dot or name in record:
        return {**record, name: value}
    within = record.get(outer)
    kept = within if isinstance(within, Mapping) else {}
    return {**record, outer: {**kept, inner: value}}
