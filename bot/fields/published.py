"""Read where and when a paper was published, wherever in the keys for it each was written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from bot.fields.asked import Asked
from bot.fields.date import Dated, read_day, refused
from bot.fields.fillers import is_filler
from bot.fields.kinds import DateField, FieldName, VenueField
from bot.fields.places import Choice, Value, choose, known_of, read_value
from bot.fields.reading import Note, Reading, problem, quoted
from bot.fields.venue import read_choice
from bot.text import Phrase, one_line

_LONGEST = 300
_LONGEST_WITH_ADDRESSES = 3000
_SHOWN = 80


def read_published(
    texts: Sequence[str],
    date: Asked[DateField],
    venue: Asked[VenueField],
    listed: Iterable[str],
    today: dt.date,
) -> tuple[list[Reading[Any]], list[str]]:
    """Return what is read for date and venue, and the addresses that stood among them.

    `texts` stand under the key of the date, of both, and of the venue; any of these may hold
    venue, date and link. `listed` are the venues of the list.
    """
    listed = list(listed)
    is_date = [True, False, False]
    read = [_read_long(*each, date, venue) for each in zip(texts, is_date, strict=True)]
    (dated, *placed) = (value for value, _ in read)
    readings: list[Reading[Any]] = [refusal for _, refusal in read if refusal]
    misplaced = known_of(dated, listed)
    choice = choose(placed, listed)
    if not (choice.venue and choice.venue.known) and misplaced.venue:
        left = [choice.written] if choice.venue else []
        choice = Choice(misplaced.venue, misplaced.written, misplaced.named, left + choice.left)
    for day in dict.fromkeys(day for value in (dated, *placed) for day in value.later):
        message = Phrase("{day} is the day of a later version on arXiv; not taken.", day=day)
        readings.append(Reading("issue", None, notes=(Note(date.name, "later", message),)))
    given = dated.dates or dated.later or dated.addresses or misplaced.venue
    if not (given or is_filler(dated.raw)):
        readings.append(refused(dated.raw, date))
    else:
        readings += _left(date.name, "date", misplaced.left)
        if not any(reading.field == date.name for reading in readings):
            dates = [day for value in (dated, *placed) for day in value.dates]
            readings.append(read_day(dates, today, date))
    if not any(reading.field == venue.name for reading in readings):
        readings += _left(venue.name, "venue", choice.left)
        raw = one_line(" ".join(value.raw for value in placed))
        readings.append(read_choice(choice, raw, venue))
    return readings, [address for value in (*placed, dated) for address in value.addresses]


def _read_long(
    raw: str, is_date: bool, date: Asked[DateField], venue: Asked[VenueField]
) -> tuple[Value, Reading[Dated] | Reading[str] | None]:
    """Return a value that is not longer than a venue and a date, else what is said of it."""
    value = Value(raw) if len(raw) > _LONGEST_WITH_ADDRESSES else read_value(raw)
    if len(raw) <= _LONGEST_WITH_ADDRESSES and len(value.rest) <= _LONGEST:
        return value, None
    if is_date or not any(map(str.isalpha, raw)):
        return Value(""), refused(raw, date)
    message = Phrase(
        "This is longer than a venue and a date: at most {longest} characters.", longest=_LONGEST
    )
    example = venue.example("EMNLP, 2024-11-12")
    wrong = problem(venue.name, "too-long", message, example=example)
    return Value(""), Reading(venue.name, "", (wrong,))


def _left(name: FieldName, kind: str, left: list[str]) -> list[Reading[None]]:
    if not left:
        return []
    message = Phrase(
        "Not taken for the {kind}: {left}.", kind=Phrase(kind), left=quoted(left, 2 * _SHOWN)
    )
    return [Reading("issue", None, notes=(Note(name, "not-taken", message),))]
