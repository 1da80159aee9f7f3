"""What look-ups found of one paper: values, never exceptions."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from bot.fields.people import NO_NAMES, Names
from bot.fields.reference import Reference
from bot.text import pattern

_DATE = pattern(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)


class PublishedDate(NamedTuple):
    """A date as exact as its source gives it: `2024-07-21`, `2024-07` or `2024`, never padded."""

    text: str

    @property
    def day(self) -> dt.date | None:
        """Return the day, None where only the month or the year is known."""
        return dt.date.fromisoformat(self.text) if self.text.count("-") == 2 else None


def read_date(text: str) -> PublishedDate | None:
    """Read `2024-07-21`, `2024-07` or `2024`; None for anything else and for impossible dates."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    try:
        dt.date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None
    return PublishedDate(text)


class Record(NamedTuple):
    """What one service says of one paper, cleaned like an issue's own text.

    `date` is that of the first version. `venue` is where the paper was accepted, in
    the service's words; None for a preprint. `references` are the paper's own
    addresses, best first. `authors` are as many as the list takes.
    """

    source: str
    title: str
    date: PublishedDate | None = None
    venue: str | None = None
    references: tuple[Reference, ...] = ()
    authors: Names = NO_NAMES


class Unavailable(NamedTuple):
    """The service gave no answer that could be used; `why` says so in a few words."""

    source: str
    why: str


class Findings(NamedTuple):
    """What all services together say of one paper.

    `records` are of the paper, the most trusted first: by its identity, then by its
    title. `offers` may be of it and are for a person to judge. `asked` are the services
    that were asked, `unavailable` those among them that gave no answer.
    """

    records: tuple[Record, ...] = ()
    offers: tuple[Record, ...] = ()
    unavailable: tuple[Unavailable, ...] = ()
    asked: tuple[str, ...] = ()
