"""Say what a record of papers.json may hold, and what is wrong with one that is none.

`records` reads what is in order, thousands a second and without this module, which
takes a while to import. What it does not take is judged here.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

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
    return dt.date.fromisoformat(value)


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


def faults(values: list[Any]) -> list[ErrorDetails]:
    """Give all that is wrong with the entries of a list; none where every one is a paper.

    The place of a fault, `loc`, begins with the number of its entry, counted from 0.
    """
    try:
        _PAPERS.validate_python(values)
    except ValidationError as error:
        return error.errors(include_url=False, include_input=False)
    return []
