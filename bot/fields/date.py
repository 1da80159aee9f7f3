"""The day on which a paper was published: read it, complete it, hold it against other sources."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.fields.asked import Asked
from bot.fields.findings import Record
from bot.fields.identifiers import Reference
from bot.fields.kinds import DateField, FieldName
from bot.fields.reading import ISSUE, LINK, Note, Reading, problem
from bot.fields.written_dates import Day, Partial, Unclear, date_to_fill
from bot.text import Phrase, in_a_row, one_line, pattern, shorten

_LONGEST = 300
_SHOWN = 80
_EXAMPLE = "2024-10-14"
_A_DAY = dt.timedelta(days=1)  # give or take a time zone
_YEAR = pattern(r"(?:19|20)[0-9]{2}")
PRECISIONS = {"day": 10, "month": 7, "year": 4}  # characters of an ISO date
_FAR = 12  # months between a preprint and the day that an issue gives


class Dated(NamedTuple):
    """When a paper was published: the day, None where only less is known.

    `partial` is a month or year as the issue writes it, `said` the same in ISO form, and `known`
    one from elsewhere; `unread` is what stands where the date belongs and is none.
    """

    day: dt.date | None = None
    partial: str = ""
    unread: str = ""
    known: str = ""
    said: str = ""

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return bool(self.day or self.partial or self.known)

    def iso(self, precision: str) -> str:
        """Return the date as exact as it is known, blank where that is less than a precision."""
        known = str(self.day) if self.day else max(self.said, self.known, key=len)
        return known if len(known) >= PRECISIONS[precision] else ""

    @property
    def text(self) -> str:
        """Return the date as the corrected submission shows it, blank where none was written."""
        if self.day:
            return str(self.day)
        return date_to_fill(self.unread) if self.unread else self.partial


def _wanted(field: DateField) -> str:
    """Return how a list wants a date."""
    if not field.required:
        return {
            "day": Phrase("Write year-month-day, for example 2024-10-14, or leave it empty."),
            "month": Phrase("Write year-month, for example 2024-10, or leave it empty."),
            "year": Phrase("Write the year, for example 2024, or leave it empty."),
        }[field.precision]
    return {
        "day": Phrase("Write year-month-day, for example 2024-10-14."),
        "month": Phrase("Write year-month, for example 2024-10."),
        "year": Phrase("Write the year, for example 2024."),
    }[field.precision]


def refused(raw: str, asked: Asked[DateField]) -> Reading[Dated]:
    """Return what is said of a text that stands where a date belongs and holds none."""
    name = asked.name
    message = in_a_row(Phrase("This is no date."), _wanted(asked.field))
    return Reading(
        name,
        Dated(unread=shorten(raw.replace("\n", ", "), _LONGEST)),
        (problem(name, "unreadable", message, read=raw[:_LONGEST], example=_example(asked)),),
        # The bracket that asks for a date shows no more.
        also=(one_line(raw),) if len(raw) > _SHOWN else (),
    )


def read_day(
    dates: Sequence[Day | Partial | Unclear], today: dt.date, asked: Asked[DateField]
) -> Reading[Dated]:
    """Return the day among the dates that an issue gives, the first before all.

    It lies no later than `today`, give or take a time zone.
    """
    name = asked.name
    day = next((date for date in dates if isinstance(date, Day)), None)
    unclear = next((date for date in dates if isinstance(date, Unclear)), None)
    partial = next((date for date in dates if isinstance(date, Partial)), None)
    if unclear and not (day and dates.index(day) < dates.index(unclear)):
        message = in_a_row(unclear.why, _wanted(asked.field))
        return _unread(asked, unclear.code, message, unclear.text)
    if day and day.date > today + _A_DAY:
        message = Phrase(
            "{date} lies in the future. Give the day of first publication, or none.", date=day.date
        )
        return _unread(asked, "future", message, str(day.date))
    if day:
        return Reading(name, Dated(day.date), notes=tuple(_other_days(name, day, dates)))
    if partial:
        dated = Dated(partial=partial.text, said=partial.iso)
        return Reading(
            name,
            dated,
            lack=_coarse(asked, dated, Phrase("The issue says {partial}", partial=partial.text)),
        )
    lack = Note(name, "not-found", Phrase("The issue gives no date."))
    return Reading(name, Dated(), lack=lack)


def _coarse(asked: Asked[DateField], dated: Dated, said: str) -> Note | None:
    """Return what is said of a month or a year, where the list wants a day or a month."""
    precision = asked.field.precision
    if dated.iso(precision):
        return None
    return Note(
        asked.name,
        "partial",
        Phrase(
            "{said} only; the {precision} is not known.", said=said, precision=Phrase(precision)
        ),
    )


def _unread(asked: Asked[DateField], code: str, message: str, text: str) -> Reading[Dated]:
    wrong = problem(asked.name, code, message, read=text, example=_example(asked))
    return Reading(asked.name, Dated(unread=text), (wrong,))


def _example(asked: Asked[DateField]) -> str:
    return _EXAMPLE[: PRECISIONS[asked.field.precision]]


def _other_days(
    name: FieldName, taken: Day, dates: Iterable[Day | Partial | Unclear]
) -> Iterable[Note]:
    others = (str(date.date) if isinstance(date, Day) else date.text
              for date in dates if isinstance(date, Day | Unclear) and date != taken)  # fmt: skip
    for other in dict.fromkeys(others):
        message = Phrase(
            "The issue names {other} as well; {date} is taken.", other=other, date=taken.date
        )
        yield Note(name, "several", message)


def prove_month(
    dated: Dated, references: Iterable[Reference], asked: Asked[DateField], *, is_misread: bool
) -> Reading[Dated]:
    """Return the date with the month of the paper's arXiv number, or held against it.

    The month stands in for no date that is wrong as the issue gives it (`is_misread`).
    """
    name = asked.name
    number = next((each for each in references if each.month), None)
    month = number.month if number else None
    if not number or not month:
        return Reading(name, dated)
    said = str(dated.day) if dated.day else dated.partial
    # Of a year alone, such as the venue's, a list by months learns less than of the number.
    is_finer = bool(dated.said) and not (dated.day or dated.iso(asked.field.precision))
    if (not said or (is_finer and asked.field.precision == "month")) and not is_misread:
        dated = dated._replace(known=month)
        message = Phrase(
            "The arXiv number is of {month}; the {precision} is not known.",
            month=month,
            precision=Phrase(asked.field.precision),
        )
        lack = None if dated.iso(asked.field.precision) else Note(name, "partial", message)
        return Reading(name, dated, lack=lack, source=LINK)
    if said and _is_far(said, month):
        message = Phrase(
            "The issue says {said}; {url} is of {month}.", said=said, url=number.url, month=month
        )
        return Reading(name, dated, notes=(Note(name, "disagrees", message),))
    return Reading(name, dated)


def _is_far(said: str, month: str) -> bool:
    """Whether a day or a year is more than a year away from a month."""
    year = _YEAR.search(said)
    if not year:
        return False
    day = re.fullmatch(r"([0-9]{4})-([0-9]{2})-[0-9]{2}", said)
    months = 12 * (int(year[0]) - int(month[:4]))
    return abs(months + (int(day[2]) - int(month[5:]) if day else 0)) > _FAR


def complete_date(
    dated: Dated, records: Iterable[Record], today: dt.date, asked: Asked[DateField]
) -> Reading[Dated]:
    """Return the date with the day of the first record that has one, or held against it.

    A month stays a month. A day also takes the place of a date that cannot be read: the
    contributor, who is asked about it, has the last word.
    """
    name, records = asked.name, list(records)
    notes: list[Note] = []
    record = first_dated(records, today + _A_DAY)
    passed = records if record is None else records[: records.index(record)]
    for each in passed:
        if each.date and each.date.day:
            message = Phrase(
                "{source} gives {day}, which lies in the future; not taken.",
                source=each.source,
                day=each.date.day,
            )
            notes.append(Note(name, "future", message))
    day = record.date.day if record and record.date else None
    if record and dated.day is None:
        return Reading(name, dated._replace(day=day), notes=tuple(notes), source=record.source)
    if record and dated.day != day:
        message = Phrase(
            "The issue says {said}, {source} says {other}.",
            said=dated.day,
            source=record.source,
            other=day,
        )
        notes.append(Note(name, "disagrees", message))
    coarse = next((each for each in passed if each.date and each.date.day is None), None)
    if dated.day or not coarse or not coarse.date:
        return Reading(name, dated, notes=tuple(notes))
    known = dated if dated.partial or dated.known else dated._replace(known=coarse.date.text)
    lack = _coarse(
        asked, known, Phrase("{source} gives {date}", source=coarse.source, date=coarse.date.text)
    )
    source = coarse.source if known != dated else ISSUE
    return Reading(name, known, notes=tuple(notes), lack=lack, source=source)


def first_dated(records: Iterable[Record], latest: dt.date) -> Record | None:
    """Return the first record with a day that is no later than `latest`."""
    days = ((record, record.date.day) for record in records if record.date)
    return next((record for record, day in days if day and day <= latest), None)
