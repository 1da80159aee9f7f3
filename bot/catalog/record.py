"""Read records of papers.json into papers, and say what is wrong with those that are none.

The schema is written for pydantic's core: importing the whole of pydantic takes as long as all
else that a command does before it begins. The core, which is compiled, is imported when a list
is read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.catalog.paper import Paper, Summary
from bot.catalog.schema import ADDRESS, LINE, said
from bot.fields import NOTHING, Link

if TYPE_CHECKING:
    from pydantic_core import CoreSchema, ErrorDetails, SchemaValidator

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


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


def read_papers(values: Iterable[Any]) -> tuple[Paper, ...]:
    """Return the papers of a list's records. Raises RecordError where one is none."""
    from pydantic_core import ValidationError

    try:
        papers: tuple[Paper, ...] = _schema().validate_python([*values])
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        raise RecordError([_fault(each) for each in found]) from None
    return papers


def _fault(found: ErrorDetails) -> SchemaFault:
    entry, *path = found["loc"]
    return SchemaFault(int(entry), ".".join(map(str, path)), said(found))


def _day(value: object) -> dt.date | None:
    if value is None:
        return None
    return day(value, ", nor null")


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


@cache
def _schema() -> SchemaValidator:
    """Return what reads a list of records, as papers.json may have them."""
    from pydantic_core import SchemaValidator
    from pydantic_core import core_schema as of

    def record(made: type, /, **fields: CoreSchema) -> CoreSchema:
        """Return the schema of an object; what it has beside these fields is its `extra`."""

        def make(read: tuple[dict[str, Any], dict[str, Any], set[str]]) -> Any:
            values, extra, _ = read
            return made(*values.values(), extra or NOTHING)  # in the order of `fields`

        known = {name: of.model_field(schema) for name, schema in fields.items()}
        read = of.model_fields_schema(known, extra_behavior="allow")
        return of.no_info_after_validator_function(make, read)

    def many(each: CoreSchema, at_least: int = 0) -> CoreSchema:
        read = of.list_schema(each, strict=True, min_length=at_least)
        return of.no_info_after_validator_function(tuple, read)

    text = of.str_schema(strict=True, min_length=1, pattern=LINE)
    url = of.str_schema(strict=True, pattern=ADDRESS)
    # Strict before the literal, which takes 1 for true as Python does.
    true = of.chain_schema([of.bool_schema(strict=True), of.literal_schema([True])])
    number = of.nullable_schema(of.int_schema(strict=True, gt=0))
    paper = record(
        Paper,
        title=text,
        date=of.no_info_plain_validator_function(_day),
        heads=many(text, at_least=1),
        venue=text,
        summary=record(Summary, innovation=text, tasks=text, result=text),
        links=many(record(Link, label=text, kind=text, url=url)),
        issue=of.with_default_schema(number, default=None),
        authors=of.with_default_schema(many(text, at_least=1), default=()),
        more_authors=of.with_default_schema(true, default=False),
    )
    return SchemaValidator(many(paper))
