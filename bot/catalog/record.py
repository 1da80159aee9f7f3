"""Read records of papers.json into papers, and say what is wrong with those that are none.

The schema is pydantic's, written for its core: importing the whole of pydantic takes as long
as all else that a command does before it begins.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from pydantic_core import CoreSchema, ErrorDetails, SchemaValidator, ValidationError, core_schema

from bot.catalog.paper import Paper, Summary
from bot.fields import NOTHING, Link

# A line without blanks around it; Python takes four signs more for blanks than Rust does.
_LINE = r"^[^\s\x1c-\x1f]([^\r\n]*[^\s\x1c-\x1f])?$"
_ADDRESS = r"^https?://[!-~]+$"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

# What is found wrong, by kind or by pattern, in words for whoever edits the list by hand.
_WORDS = {
    "missing": "missing",
    "model_type": "not an object with the fields of one",
    "string_type": "not a text",
    "string_too_short": "empty",
    "list_type": "not a list",
    "too_short": "empty: at least one is needed",
    "int_type": "not a whole number",
    "greater_than": "not the number of an issue",
    _LINE: "blanks around the text, or more than one line",
    _ADDRESS: "not a web address: http:// or https://, and no blank in it",
}


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
    try:
        papers: tuple[Paper, ...] = _PAPERS.validate_python([*values])
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        raise RecordError([_fault(each) for each in found]) from None
    return papers


def _fault(found: ErrorDetails) -> SchemaFault:
    entry, *path = found["loc"]
    if found["type"] == "value_error":
        message = found["msg"].removeprefix("Value error, ")
    else:
        kind = found.get("ctx", {}).get("pattern", found["type"])
        message = _WORDS.get(kind, "not what belongs there")
    return SchemaFault(int(entry), ".".join(map(str, path)), message)


def _day(value: object) -> dt.date | None:
    if value is None:
        return None
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise ValueError("not a date in the form 2024-10-14, nor null")
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError("no day of the calendar") from None


def _record(made: type, /, **fields: CoreSchema) -> CoreSchema:
    """Return the schema of an object with these fields; what else it has becomes its `extra`."""

    def make(read: tuple[dict[str, Any], dict[str, Any], set[str]]) -> Any:
        values, extra, _ = read
        return made(**values, extra=extra or NOTHING)

    known = {name: core_schema.model_field(schema) for name, schema in fields.items()}
    schema = core_schema.model_fields_schema(known, extra_behavior="allow")
    return core_schema.no_info_after_validator_function(make, schema)


def _list(each: CoreSchema, at_least: int = 0) -> CoreSchema:
    read = core_schema.list_schema(each, strict=True, min_length=at_least)
    return core_schema.no_info_after_validator_function(tuple, read)


_TEXT = core_schema.str_schema(strict=True, min_length=1, pattern=_LINE)
_URL = core_schema.str_schema(strict=True, pattern=_ADDRESS)
_NUMBER = core_schema.nullable_schema(core_schema.int_schema(strict=True, gt=0))
_PAPERS = SchemaValidator(
    _list(
        _record(
            Paper,
            title=_TEXT,
            date=core_schema.no_info_plain_validator_function(_day),
            heads=_list(_TEXT, at_least=1),
            venue=_TEXT,
            summary=_record(Summary, innovation=_TEXT, tasks=_TEXT, result=_TEXT),
            links=_list(_record(Link, label=_TEXT, kind=_TEXT, url=_URL)),
            issue=core_schema.with_default_schema(_NUMBER, default=None),
        )
    )
)
