"""A paper of the list, as the packages hand it to each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from bot.fields import NOTHING, Link


class Summary(NamedTuple):
    """What a paper brings, in three sentences."""

    innovation: str
    tasks: str
    result: str
    extra: Mapping[str, Any] = NOTHING

    def record(self) -> dict[str, Any]:
        """Return the summary as papers.json has it."""
        told = {"innovation": self.innovation, "tasks": self.tasks, "result": self.result}
        return {**told, **self.extra}


class Paper(NamedTuple):
    """One entry of papers.json; `record` says what each field may hold.

    `date` is the day of first publication or None where it is not known.
    `issue` is the number of the issue that brought the paper, None where none did.
    `authors` is empty where they are not known; `more_authors` says that these are the first.
    """

    title: str
    date: dt.date | None
    heads: tuple[str, ...]
    venue: str
    summary: Summary
    links: tuple[Link, ...]
    issue: int | None = None
    authors: tuple[str, ...] = ()
    more_authors: bool = False
    extra: Mapping[str, Any] = NOTHING

    def record(self) -> dict[str, Any]:
        """Return the entry as papers.json has it, its fields in the order of the file."""
        written = {"authors": list(self.authors)} if self.authors else {}
        more = {"more_authors": True} if self.more_authors else {}
        brought = {} if self.issue is None else {"issue": self.issue}
        return {
            "title": self.title,
            **written,
            **more,
            "date": self.date.isoformat() if self.date else None,
            "heads": list(self.heads),
            "venue": self.venue,
            "summary": self.summary.record(),
            "links": [link.record() for link in self.links],
            **brought,
            **self.extra,
        }
