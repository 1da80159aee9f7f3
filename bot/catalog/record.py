"""Read records of papers.json into papers, as far as they are in order.

What `schema` allows is read here without it, since a list may hold a hundred thousand
papers; what it refuses is never read. Tests hold the two together.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from bot.catalog.paper import Paper, Summary
from bot.fields import NOTHING, Link

_ADDRESS = re.compile(r"https?://[!-~]+")
_PAPER_FIELDS = frozenset(Paper._fields) - {"extra"}
_SUMMARY_FIELDS = frozenset(Summary._fields) - {"extra"}
_LINK_FIELDS = frozenset(Link._fields) - {"extra"}


# How one half of what cannot be written in UTF-8 is written in JSON; a sound pair, too.
HALF_OF_A_PAIR = re.compile(r"\\u[dD][89a-fA-F]")


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r} stands twice in one entry")
    return record


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


# Reads JSON as its standard has it, and no key twice. Raises ValueError.
STRICT = json.JSONDecoder(object_pairs_hook=_unique_keys, parse_constant=_no_constant)


class RecordError(ValueError):
    """A value is not the record of a paper; `schema.faults` says why."""


class Reader:
    """Reads the records of one list; names that recur are held once."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def paper(self, value: Any) -> Paper:
        """Give the paper of a record. Raises RecordError."""
        try:
            return self._paper(value)
        except (KeyError, TypeError, ValueError) as error:
            raise RecordError(str(error)) from error

    def _paper(self, value: Any) -> Paper:
        date, issue, heads, links = (
            value["date"],
            value.get("issue"),
            value["heads"],
            value["links"],
        )
        if type(heads) is not list or not heads or type(links) is not list:
            raise RecordError("heads or links")
        if issue is not None and (type(issue) is not int or issue < 1):
            raise RecordError("issue")
        if date is not None and not (len(date) == 10 and date[4] == date[7] == "-"):
            raise RecordError("date")  # other forms of ISO 8601
        summary, names = value["summary"], self._names
        return Paper(
            _text(value["title"]),
            None if date is None else dt.date.fromisoformat(date),
            tuple([names[head] if head in names else self._name(head) for head in heads]),
            self._name(value["venue"]),
            Summary(
                _text(summary["innovation"]),
                _text(summary["tasks"]),
                _text(summary["result"]),
                NOTHING if len(summary) == 3 else _extra(summary, _SUMMARY_FIELDS),
            ),
            tuple([self._link(link) for link in links]),
            issue,
            _extra(value, _PAPER_FIELDS),
        )

    def _link(self, value: Any) -> Link:
        url = value["url"]
        if not _ADDRESS.fullmatch(url):
            raise RecordError("url")
        label, kind = self._name(value["label"]), self._name(value["kind"])
        extra = NOTHING if len(value) == 3 else _extra(value, _LINK_FIELDS)
        return Link(label, kind, url, extra)

    def _name(self, value: Any) -> str:
        names = self._names
        if value not in names:
            names[value] = _text(value)
        return names[value]


def _text(value: Any) -> str:
    if type(value) is not str or not value or value != value.strip():
        raise RecordError("no text, or blanks around it")
    if "\n" in value or "\r" in value:
        raise RecordError("more than one line")
    return value


def _extra(value: Mapping[str, Any], fields: frozenset[str]) -> Mapping[str, Any]:
    """Give what a record has beside the fields that every one has."""
    if value.keys() <= fields:
        return NOTHING
    return {name: each for name, each in value.items() if name not in fields}


def read_papers(values: Iterable[Any]) -> tuple[Paper, ...]:
    """Give the papers of a list's records. Raises RecordError where one is none."""
    reader = Reader()
    return tuple([reader.paper(value) for value in values])
