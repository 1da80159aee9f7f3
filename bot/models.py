"""Hold the frozen nouns that the rooms hand to each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Link(NamedTuple):
    """One address of a paper as a badge shows it: `label` left, `kind` right.

    `extra` are fields of the record that the bot does not know, here and below.
    """

    label: str
    kind: str
    url: str
    extra: Mapping[str, Any] = NOTHING

    def record(self) -> dict[str, Any]:
        """Give the link as papers.json has it."""
        return {"label": self.label, "kind": self.kind, "url": self.url, **self.extra}


class Summary(NamedTuple):
    """What a paper brings, in three sentences."""

    innovation: str
    tasks: str
    result: str
    extra: Mapping[str, Any] = NOTHING

    def record(self) -> dict[str, Any]:
        """Give the summary as papers.json has it."""
        told = {"innovation": self.innovation, "tasks": self.tasks, "result": self.result}
        return {**told, **self.extra}


class Paper(NamedTuple):
    """One entry of papers.json; `schema` says what each field may hold.

    `date` is the day of first publication or None where it is not known.
    `issue` is the number of the issue that brought the paper, None where none did.
    """

    title: str
    date: dt.date | None
    heads: tuple[str, ...]
    venue: str
    summary: Summary
    links: tuple[Link, ...]
    issue: int | None = None
    extra: Mapping[str, Any] = NOTHING

    def record(self) -> dict[str, Any]:
        """Give the entry as papers.json has it, its fields in the order of the file."""
        brought = {} if self.issue is None else {"issue": self.issue}
        return {
            "title": self.title,
            "date": self.date.isoformat() if self.date else None,
            "heads": list(self.heads),
            "venue": self.venue,
            "summary": self.summary.record(),
            "links": [link.record() for link in self.links],
            **brought,
            **self.extra,
        }


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


class Problem(NamedTuple):
    """A mistake that the contributor must mend before the paper can be listed.

    `message` says what is wrong and what is wanted; `read` is what the issue said
    there and `example` what would be right, both blank where there is none.
    """

    field: FieldName
    code: str
    message: str
    read: str = ""
    example: str = ""


class Note(NamedTuple):
    """Something a reviewer should know; it never blocks.

    `url` is an address of a known service to look at, blank where there is none.
    """

    field: FieldName
    code: str
    message: str
    url: str = ""


class Submission(NamedTuple):
    """What one issue says, as written: raw field values before any of them is judged.

    `fields` maps a key of the template to its text, blank where the key stands
    without a value. `repeated` are the keys that came with two different values.
    `quoted` tells that the template was found inside a quotation only, `too_long`
    that the text is longer than any issue and was not read to its end. `corrects` tells
    that it is there to correct an entry of the list. `unread` are the lines that were
    not taken for anything, `aside` those of a quotation or a code fence that was not
    read since the template stands elsewhere, `withheld` how many there are of a mail
    that nobody is to read again. `title_from_issue` tells that the title is
    the issue's own. `others` are further papers of which the same issue speaks.
    """

    issue_title: str
    fields: dict[str, str]
    repeated: tuple[str, ...] = ()
    quoted: bool = False
    too_long: bool = False
    corrects: bool = False
    unread: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    withheld: int = 0
    title_from_issue: bool = False
    others: tuple[Submission, ...] = ()


class IssueSnapshot(NamedTuple):
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
