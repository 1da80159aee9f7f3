"""Hold the frozen nouns that the rooms hand to each other."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
)


def _plain(text: str) -> str:
    if text != text.strip() or "\n" in text or "\r" in text:
        raise ValueError("blanks around the text, or more than one line")
    return text


def _iso_date(value: object) -> object:
    if value is None or isinstance(value, dt.date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise ValueError("not a date in the form 2024-10-14, nor null")
    return dt.date.fromisoformat(value)


Text = Annotated[str, StringConstraints(min_length=1), AfterValidator(_plain)]


class _Record(BaseModel):
    """Base of what is stored in papers.json: frozen, strict types, unknown fields kept."""

    model_config = ConfigDict(frozen=True, strict=True, extra="allow")


class Link(_Record):
    """One address of a paper as a badge shows it: `label` left, `kind` right."""

    label: Text
    kind: Text
    url: Annotated[str, StringConstraints(pattern=r"^https?://[\x21-\x7e]+$")]


class Summary(_Record):
    """What a paper brings, in three sentences."""

    innovation: Text
    tasks: Text
    result: Text


class Paper(_Record):
    """One entry of papers.json; the field order is the order in the file.

    `date` is the day of first publication or None where it is not known.
    `issue` is the number of the issue that brought the paper, absent where none did.
    """

    title: Text
    date: Annotated[dt.date | None, BeforeValidator(_iso_date)]
    heads: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
    venue: Text
    summary: Summary
    links: Annotated[tuple[Link, ...], Field(strict=False)]
    issue: Annotated[int | None, Field(gt=0)] = None

    @model_serializer(mode="wrap")
    def _without_absent_issue(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        record: dict[str, Any] = dump(self)
        if self.issue is None:
            record.pop("issue", None)
        return record


FieldName = Literal[
    "title",
    "heads",
    "venue",
    "date",
    "links",
    "summary.innovation",
    "summary.tasks",
    "summary.result",
    "issue",
]


@dataclass(frozen=True)
class Problem:
    """A mistake that the contributor must mend before the paper can be listed.

    `message` says what is wrong and what is wanted; `read` is what the issue said
    there and `example` what would be right, both blank where there is none.
    """

    field: FieldName
    code: str
    message: str
    read: str = ""
    example: str = ""


@dataclass(frozen=True)
class Note:
    """Something a reviewer should know; it never blocks.

    `url` is an address of a known service to look at, blank where there is none.
    """

    field: FieldName
    code: str
    message: str
    url: str = ""


@dataclass(frozen=True)
class Submission:
    """What one issue says, as written: raw field values before any of them is judged.

    `fields` maps a key of the template to its text, blank where the key stands
    without a value. `repeated` are the keys that came with two different values.
    `quoted` tells that the template was found inside a quotation only, `too_long`
    that the text is longer than any issue and was not read to its end.
    """

    issue_title: str
    fields: dict[str, str]
    repeated: tuple[str, ...] = ()
    quoted: bool = False
    too_long: bool = False


@dataclass(frozen=True)
class IssueSnapshot:
    """An issue as GitHub shows it at one moment."""

    number: int
    title: str
    body: str
    author_login: str
    author_id: int
    is_open: bool
    is_locked: bool
    labels: frozenset[str]
    comment_count: int
