"""What the reading of a field comes to: a value, with its problems and notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

from bot.fields.kinds import FieldName
from bot.text import Phrase, disguised, one_line, shorten

NOTHING: Mapping[str, Any] = MappingProxyType({})
# Where a value comes from, if no service gave it: the issue's words, or an address in it.
ISSUE, LINK = "the issue", "the issue's link"
_SHOWN = 80  # characters of a text that a problem or note repeats


class Link(NamedTuple):
    """One address of a paper as a badge shows it: `label` left, `kind` right.

    `extra` are fields of the record that the bot does not know, here and below.
    """

    label: str
    kind: str
    url: str
    extra: Mapping[str, Any] = NOTHING

    def record(self) -> dict[str, Any]:
        """Return the link as papers.json has it."""
        return {"label": self.label, "kind": self.kind, "url": self.url, **self.extra}


class Problem(NamedTuple):
    """A mistake that the contributor must fix before the paper can be listed.

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


T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Reading(Generic[T_co]):
    """What one step makes of a field: its value, and what is to be said of it.

    `lack` is said only where no later step brings another value: that there is none, or
    that it is doubtful. `also` is what was written and has no place among the fields,
    `source` where the value comes from.
    """

    field: FieldName
    value: T_co
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    lack: Problem | Note | None = None
    also: tuple[str, ...] = ()
    source: str = ISSUE


def problem(
    field: FieldName, code: str, message: str, *, read: str = "", example: str = ""
) -> Problem:
    """Return a problem with at most a short piece of what was read."""
    return Problem(field, code, message, shorten(one_line(read), _SHOWN), example)


def quoted(texts: list[str], most: int) -> str:
    """Return texts in quotation marks, one after the other, cut to `most` characters."""
    return shorten(", ".join(f"“{text}”" for text in texts), most)


def look_alikes(field: FieldName, text: str) -> list[Note]:
    """Return a note on letters of another script in a text that look like Latin ones."""
    if not (words := disguised(text)):
        return []
    shown = shorten(", ".join(words), _SHOWN)
    message = Phrase(
        "Letters of another script that look like Latin ones stand in: {shown}.", shown=shown
    )
    return [Note(field, "look-alike", message)]
