"""Say what a record of papers.json may hold, and what is wrong with one that is none.

`records` reads what is in order, thousands a second and without this module, which
takes a while to import. What it does not take is judged here.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, NamedTuple

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import ErrorDetails


def _plain(text: str) -> str:
    if text != text.strip() or "\n" in text or "\r" in text:
        raise ValueError("blanks around the text, or more than one line")
    return text


def _iso_date(value: object) -> object:
    if value is None:
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise ValueError("not a date in the form 2024-10-14, nor null")
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError("no day of the calendar") from None


Text = Annotated[str, StringConstraints(min_length=1), AfterValidator(_plain)]


class _Record(BaseModel):
    """Base of what is stored in papers.json: strict types, unknown fields allowed."""

    model_config = ConfigDict(strict=True, extra="allow")


class Link(_Record):
    """One address of a paper."""

    label: Text
    kind: Text
    url: Annotated[str, StringConstraints(pattern=r"^https?://[\x21-\x7e]+$")]


class Summary(_Record):
    """What a paper brings, in three sentences."""

    innovation: Text
    tasks: Text
    result: Text


class Paper(_Record):
    """One entry of papers.json."""

    title: Text
    date: Annotated[dt.date | None, BeforeValidator(_iso_date)]
    heads: Annotated[list[Text], Field(min_length=1)]
    venue: Text
    summary: Summary
    links: list[Link]
    issue: Annotated[int | None, Field(gt=0)] = None


_PAPERS = TypeAdapter(list[Paper])


class SchemaFault(NamedTuple):
    """What is wrong in an entry, counted from 0; `field` is blank where it is the whole entry."""

    entry: int
    field: str
    message: str


# What pydantic finds, in words for whoever edits the list by hand.
_WORDS = {
    "missing": "missing",
    "model_type": "not an object with the fields of one",
    "string_type": "not a text",
    "string_too_short": "empty",
    "string_pattern_mismatch": "not a web address: http:// or https://, and no blank in it",
    "list_type": "not a list",
    "too_short": "empty: at least one is needed",
    "int_type": "not a whole number",
    "greater_than": "not the number of an issue",
}


def faults(values: list[Any]) -> list[SchemaFault]:
    """Give all that is wrong with the entries of a list; none where every one is a paper."""
    try:
        _PAPERS.validate_python(values)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        return [_fault(each) for each in found]
    return []


def _fault(found: ErrorDetails) -> SchemaFault:
    entry, *path = found["loc"]
    if found["type"] == "value_error":
        message = found["msg"].removeprefix("Value error, ")
    else:
        message = _WORDS.get(found["type"], "not what belongs there")
    return SchemaFault(int(entry), ".".join(map(str, path)), message)
