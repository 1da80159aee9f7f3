"""Ask OpenReview.

https://docs.openreview.net/reference/api-v2
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from bot.fields import PublishedDate, Record, parse_link
from bot.lookup.answers import NoAnswer
from bot.lookup.formats import (
    at,
    date_from,
    encode,
    is_preprint_server,
    items_at,
    people,
    plain_text,
    some_at,
)
from bot.lookup.service import Service
from bot.text import pattern

_API = "https://api2.openreview.net/notes/search"
_NOT_ACCEPTED = pattern(r"submi(?:t|ssion)|withdrawn|reject|under review|\bcorr\b", re.IGNORECASE)
_LATEST = 253_402_300_800_000  # the end of the year 9999 in milliseconds


class OpenReview(Service):
    """The submissions of conferences: where a paper was accepted.

    Notes by their id are closed to programs: only the search by title answers, and who knows
    the id takes the record whose first reference bears it.
    """

    name = "OpenReview"

    def _titled(self, words: str) -> Iterable[Record]:
        term = encode(words)
        url = f"{_API}?term={term}&type=terms&content=title&source=forum&limit=10"
        data = self._ask(url)
        if data is None:
            return
        if data.get("searchUnavailable") is True:
            raise NoAnswer("has its search switched off")
        for note in items_at(data, "notes"):
            forum = at(note, "forum") or at(note, "id")
            reference = parse_link(f"https://openreview.net/forum?id={forum}")
            if isinstance(forum, str) and reference:
                title, authors = _text(note, "title"), people(_authors(note))
                yield Record(self.name, title, _date(note), _venue(note), (reference,), authors)


def _field(note: object, name: str) -> object:
    """Return a field of either API: plain in the first, `{"value": ...}` in the second."""
    given = at(note, "content", name)
    return at(given, "value") if isinstance(given, dict) else given


def _text(note: object, name: str) -> str:
    return plain_text(_field(note, name))


def _authors(note: object) -> Iterator[object]:
    """Yield the names, which stand alone or, with an account, as `{"fullname": ...}`."""
    for author in some_at(_field(note, "authors")):
        yield at(author, "fullname") if isinstance(author, dict) else author


def _venue(note: object) -> str | None:
    """Return the venue that accepted the paper; most venues named are only where it was sent."""
    venue = _text(note, "venue")
    words = f"{venue} {_text(note, 'venueid')}".replace("_", " ")
    return None if _NOT_ACCEPTED.search(words) or is_preprint_server(venue) else venue or None


def _date(note: object) -> PublishedDate | None:
    """Return the date of publication; the other dates are those of the note, often an import."""
    moment = at(note, "pdate")
    if type(moment) is not int or not 0 < moment < _LATEST:
        return None
    day = dt.datetime.fromtimestamp(moment // 1000, dt.UTC)
    return date_from(f"{day:%Y-%m-%d}")
