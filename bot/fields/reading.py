"""What the reading of a field comes to: a link, a problem, a note."""

from __future__ import annotations

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
