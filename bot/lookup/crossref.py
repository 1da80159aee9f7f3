"""Ask Crossref.

https://api.crossref.org/swagger-ui/index.html
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.fields import PublishedDate, Record, Reference, parse_link
from bot.lookup.answers import Fetch, NoAnswer
from bot.lookup.formats import (
    UNEXPECTED_FORMAT,
    at,
    date_from,
    encode,
    items_at,
    joined,
    number_of,
    people,
    plain_text,
    some_at,
)
from bot.lookup.service import Service

_API = "https://api.crossref.org/works"
_DATES = ("published", "issued", "published-print", "published-online", "posted")
_SELECTED = (
    "DOI,title,subtitle,author,type,container-title,"
    "issued,published,published-print,published-online"
)


class Crossref(Service):
    """The DOIs of publishers: venues, and dates as exact as the publisher gave them."""

    name = "Crossref"
    known = ("doi:",)

    def __init__(self, fetch: Fetch, contact: str = "") -> None:
        super().__init__(fetch)
        self._mailto = f"mailto={encode(contact)}" if contact else ""

    def _identified(self, reference: Reference) -> Iterable[Record]:
        question = f"?{self._mailto}" if self._mailto else ""
        data = self._ask(f"{_API}/{encode(number_of(reference))}{question}")
        if data is None:
            return
        work = data.get("message")
        if not isinstance(work, dict):
            raise NoAnswer(UNEXPECTED_FORMAT)
        written = _reference(work)
        if "DOI" not in work or (written and written.identity == reference.identity):
            yield self._record(work, reference)

    def _titled(self, words: str) -> Iterable[Record]:
        contact = f"&{self._mailto}" if self._mailto else ""
        url = f"{_API}?query.title={encode(words)}&rows=5&select={_SELECTED}{contact}"
        data = self._ask(url)
        if data is None:
            return
        for work in items_at(data, "message", "items"):
            yield self._record(work, _reference(work))

    def _record(self, work: object, reference: Reference | None) -> Record:
        is_preprint = at(work, "type") == "posted-content"
        venue = None if is_preprint else plain_text(at(work, "container-title", 0)) or None
        references = (reference,) if reference else ()
        authors = people(map(_author, some_at(work, "author")))
        return Record(self.name, _title(work), _date(work), venue, references, authors)


def _reference(work: object) -> Reference | None:
    return parse_link(f"doi:{at(work, 'DOI')}")


def _title(work: object) -> str:
    """Return title and subtitle, which publishers deposit apart."""
    title, subtitle = (plain_text(at(work, name, 0)) for name in ("title", "subtitle"))
    if not title or not subtitle or subtitle.casefold() in title.casefold():
        return title
    return f"{title.rstrip(':')}: {subtitle}"


def _author(author: object) -> object:
    """Return a person's name, or that of an organisation as it was deposited."""
    parts = (at(author, part) for part in ("given", "family", "suffix"))
    return joined(*parts) or at(author, "name")


def _date(work: object) -> PublishedDate | None:
    """Return the earliest date, and of two that agree the more exact one."""
    dates = (_date_of_parts(at(work, name, "date-parts", 0)) for name in _DATES)
    return min(filter(None, dates), key=lambda date: f"{date.text}-99", default=None)


def _date_of_parts(parts: object) -> PublishedDate | None:
    if not isinstance(parts, list) or not parts or len(parts) > 3:
        return None
    if not all(type(part) is int and 0 < part < 10_000 for part in parts):
        return None
    return date_from("-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])]))
