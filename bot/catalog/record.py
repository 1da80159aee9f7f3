"""Read records of papers.json into papers, and say what is wrong with those that are none.

The schema follows from the list's description. It is written for pydantic's core: importing the
whole of pydantic takes as long as all else that a command does before it begins. The core, which
is compiled, is imported when a list is read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.catalog.paper import Paper
from bot.catalog.schema import ADDRESS, LINE, said
from bot.fields import (
    NOTHING,
    DateField,
    Field,
    Link,
    LinkField,
    LinksField,
    NamesField,
    NumberField,
    TitleField,
    more_of,
)
from bot.listing import Description
from bot.text import pattern

if TYPE_CHECKING:
    from pydantic_core import CoreSchema, ErrorDetails, SchemaValidator

_DATE = pattern(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FORMS = {"day": "2024-10-14", "month": "2024-10", "year": "2024"}


class SchemaFault(NamedTuple):
    """What is wrong in an entry, counted from 0; `field` is blank where it is the whole entry."""

    entry: int
    field: str
    message: str


class RecordError(ValueError):
    """Some records are no papers; `faults` are all that is wrong with them, in order."""

    def __init__(self, faults: list[SchemaFault]) -> None:
        super().__init__(faults[0].message)
        self.faults = faults


def read_papers(values: Iterable[Any], form: Description) -> tuple[Paper, ...]:
    """Return the papers of a list's records. Raises RecordError where one is none."""
    from pydantic_core import ValidationError

    try:
        papers: tuple[Paper, ...] = _schema(form).validate_python([*values])
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        raise RecordError([_fault(each) for each in found]) from None
    return papers


def _fault(found: ErrorDetails) -> SchemaFault:
    entry, *path = found["loc"]
    return SchemaFault(int(entry), ".".join(map(str, path)), said(found))


def day(value: object, or_else: str = "") -> dt.date:
    """Return the day that a text in the form 2024-10-14 names.

    Raises ValueError, which says that `or_else` would do as well.
    """
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise ValueError(f"not a date in the form 2024-10-14{or_else}")
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError("no day of the calendar") from None


def _published(precision: str) -> Callable[[object], str | None]:
    """Return what reads a date that is known at least to a day, a month or a year, or not."""
    least = len(_FORMS[precision])
    or_else = "".join(f", {form}" for form in _FORMS.values() if least <= len(form) < 10)

    def read(value: object) -> str | None:
        if value is None:
            return None
        if isinstance(value, str) and least <= len(value) < 10:
            day(value + "0000-01-01"[len(value) :], f"{or_else}, nor null")
        else:
            day(value, f"{or_else}, nor null")
        return str(value)

    return read


@cache
def _schema(form: Description) -> SchemaValidator:
    """Return what reads a list of records, as a list's papers.json may have them."""
    from pydantic_core import SchemaValidator
    from pydantic_core import core_schema as of

    known: dict[str, CoreSchema] = {}
    groups: dict[str, dict[str, CoreSchema]] = {}
    for name, field in form.fields.items():
        group, _, part = name.rpartition(".")
        if not group:
            known |= _with_more(name, field, form)
        elif group in groups:
            groups[group][part] = _optional(_value(field), field, form)
        else:
            groups[group] = {part: _optional(_value(field), field, form)}
            known[group] = of.any_schema()  # takes its place in the order
    for group, parts in groups.items():
        known[group] = _group(group, parts, form)
    number = of.nullable_schema(of.int_schema(strict=True, gt=0))
    known["issue"] = of.with_default_schema(number, default=None)

    def make(read: tuple[dict[str, Any], dict[str, Any], set[str]]) -> Paper:
        values, extra, _ = read
        issue = values.pop("issue")
        for group in groups:
            found, beside = values.pop(group)
            values |= found
            if beside:
                extra = {group: beside, **extra}
        if not all(values.values()):
            values = {key: each for key, each in values.items() if each}
        return Paper(form, values, issue, extra or NOTHING)

    paper = of.no_info_after_validator_function(make, _object(known))
    return SchemaValidator(_many(paper))


def _object(known: dict[str, CoreSchema]) -> CoreSchema:
    """Return the schema of an object with these fields and whatever else it has."""
    from pydantic_core import core_schema as of

    fields = {name: of.model_field(schema) for name, schema in known.items()}
    return of.model_fields_schema(fields, extra_behavior="allow")


def _group(name: str, parts: dict[str, CoreSchema], form: Description) -> CoreSchema:
    """Return the schema of the fields that stand together: their values by their whole names."""
    from pydantic_core import core_schema as of

    names = [f"{name}.{part}" for part in parts]

    def make(
        read: tuple[dict[str, Any], dict[str, Any], set[str]],
    ) -> tuple[dict[str, Any], Mapping[str, Any]]:
        values, extra, _ = read
        return dict(zip(names, values.values(), strict=True)), extra or NOTHING

    read = of.no_info_after_validator_function(make, _object(parts))
    if any(_is_needed(form.fields[f"{name}.{part}"], form) for part in parts):
        return read
    return of.with_default_schema(read, default=({}, {}))


def _with_more(name: str, field: Field, form: Description) -> dict[str, CoreSchema]:
    """Return the schema of a field; that of names is followed by whether there are more."""
    from pydantic_core import core_schema as of

    known = {name: _optional(_value(field), field, form)}
    if isinstance(field, NamesField):
        # Strict before the literal, which takes 1 for true as Python does.
        true = of.chain_schema([of.bool_schema(strict=True), of.literal_schema([True])])
        known[more_of(name)] = of.with_default_schema(true, default=False)
    return known


def _optional(value: CoreSchema, field: Field, form: Description) -> CoreSchema:
    """Return a schema whose field may be absent where a record need not have it."""
    from pydantic_core import core_schema as of

    return value if _is_needed(field, form) else of.with_default_schema(value, default=None)


def _is_needed(field: Field, form: Description) -> bool:
    """Whether every record has a field: of a README that people write, that is the title alone."""
    if form.is_in_place:
        return isinstance(field, TitleField)
    return field.required or isinstance(field, DateField | LinksField)


def _value(field: Field) -> CoreSchema:
    """Return the schema of what a record has for a field."""
    from pydantic_core import core_schema as of

    text = of.str_schema(strict=True, min_length=1, pattern=LINE)
    url = of.str_schema(strict=True, pattern=ADDRESS)
    if isinstance(field, DateField):
        return of.no_info_plain_validator_function(_published(field.precision))
    if isinstance(field, LinksField):
        return _many(_link(text, url))
    if isinstance(field, LinkField):
        return url
    if isinstance(field, NumberField):
        return of.int_schema(strict=True)
    return _many(text, at_least=1) if field.is_list else text


def _link(text: CoreSchema, url: CoreSchema) -> CoreSchema:
    from pydantic_core import core_schema as of

    def make(read: tuple[dict[str, Any], dict[str, Any], set[str]]) -> Link:
        values, extra, _ = read
        return Link(**values, extra=extra or NOTHING)

    known = _object({"label": text, "kind": text, "url": url})
    return of.no_info_after_validator_function(make, known)


def _many(each: CoreSchema, at_least: int = 0) -> CoreSchema:
    from pydantic_core import core_schema as of

    read = of.list_schema(each, strict=True, min_length=at_least)
    return of.no_info_after_validator_function(tuple, read)
