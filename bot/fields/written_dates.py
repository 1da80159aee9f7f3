"""Read the dates that people write, and refuse to guess."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from bot.text import Phrase, fold, half_width, one_line, pattern, shorten

EARLIEST_YEAR = 1950

_NAMES = "january february march april may june july august september october november december"
_MONTHS = {
    name: number for number, full in enumerate(_NAMES.split(), start=1) for name in (full, full[:3])
} | {"sept": 9}
_MONTH = r"(?P<name>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![A-Za-z])\.?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_EDGE = r"(?<![\w/.-])"
_END = r"(?![\w/-]|\.\d)"
_CLOCK = r"(?:T\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)?"
_Y, _CENTURY = r"(?P<year>\d{4})", r"(?P<year>(?:19|20)\d{2})"
_M, _MM, _D, _DD = (
    r"(?P<month>\d{1,2})",
    r"(?P<month>\d{2})",
    r"(?P<day>\d{1,2})",
    r"(?P<day>\d{2})",
)
_FIRST, _SECOND = r"(?P<first>\d{1,2})", r"(?P<second>\d{1,2})"
# Most telling first; bounded repetition only, so linear in the text.
_PATTERNS = [
    pattern(each, re.IGNORECASE | re.ASCII)
    for each in (
        rf"{_EDGE}{_Y}(?P<mark> ?[-/.] ?){_M}(?P=mark){_D}{_CLOCK}{_END}",
        rf"{_EDGE}{_CENTURY} {_MM} {_DD}{_END}",
        rf"{_EDGE}{_Y} ?年 ?{_M} ?月(?: ?{_D} ?[日号號])?",
        rf"{_EDGE}{_CENTURY}{_MM}{_DD}{_END}",
        rf"{_EDGE}{_Y}[ -]{_MONTH}[ -]{_D}{_ORDINAL}{_END}",
        rf"{_EDGE}{_D}{_ORDINAL}(?:[ /-]?| of ){_MONTH}(?:,? ?|[-/]){_Y}{_END}",
        rf"\b{_MONTH} ?{_D}{_ORDINAL}(?:, ?| ){_Y}{_END}",
        rf"{_EDGE}{_FIRST}(?P<mark> ?[/.-] ?){_SECOND}(?P=mark){_Y}{_END}",
        rf"\b{_MONTH}(?:,? |-| of ){_Y}{_END}",
        rf"{_EDGE}{_Y} {_MONTH}",
        rf"{_EDGE}{_Y}[-/]{_M}{_END}",
        rf"{_EDGE}{_CENTURY}\.{_M}{_END}",
        rf"{_EDGE}{_M}/{_Y}{_END}",
    )
]
# Each dash for the hyphen, each in its place.
_DASHES = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63", "-")
)
# What pages write around a date, and whether it is that of a later version.
_BEFORE = pattern(
    r"(?:(?<![A-Za-z])(?P<label>(?:(?:first|initially|originally|last|latest|date) )?(?:published"
    r"|submitted|posted|released|uploaded|created|modified|revised|updated|available|appeared"
    r"|announced|v[0-9]{1,2})(?: date)?(?: online)?(?: on| in)?) ?[:：,]? ?)?"
    r"(?:(?<![A-Za-z])(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?\.?,? )?"
    r"(?:(?<![A-Za-z])the )?$",
    re.IGNORECASE,
)
_AFTER = pattern(
    r"(?: ?[(\[](?:this version, )?(?P<version>v[0-9]{1,2})[)\]]"
    r"|,? \(?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?(?:utc|gmt|[ap]m))?\)?)?",
    re.IGNORECASE,
)
_LATER = pattern(r"last|latest|modified|revised|updated|v(?!1$)", re.IGNORECASE)
_LONGEST_LABEL = 60
_MOST_DATES = 6
_DIGIT = pattern(r"[0-9]")
_YEAR = pattern(r"(?<![\w/.-])(?:19|20)\d{2}(?![\w/.-])", re.ASCII)
# A date to fill in, as the corrected submission asks for it; bounded, so linear.
_TO_FILL = pattern(r"\[([^\[\];；]{1,40})(?:; you wrote|；您写的是) ([^\[\]]{1,80})\]")
_FILLS = frozenset(map(fold, ("year-month-day", "年-月-日")))
_LONGEST_WRITTEN = 80


@dataclass(frozen=True)
class Day:
    """A day that was read without doubt; `later` tells that it is said to be no first one."""

    date: dt.date
    later: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Partial:
    """A month or a year alone: true, but no day to list the paper under; `iso` in ISO form."""

    text: str
    iso: str = field(default="", compare=False)


class Unclear(NamedTuple):
    """Digits meant as a date that name no day, or more than one; `why` says so in words."""

    text: str
    code: str
    why: str


_Date = Day | Partial | Unclear


def find_date(text: str) -> tuple[_Date | None, str]:
    """Return the first date in a line and the line without it.

    A four-digit year alone is a `Partial`. None where the line holds no date.
    """
    found = _search(_folded(text))
    if not found:
        return None, text
    return _read(found), f"{text[: found.start()]} {text[found.end() :]}"


def find_dates(text: str) -> tuple[list[_Date], str]:
    """Return the dates in a line, and the line without them and what pages write around them.

    That of the first version comes first, as in `Published: 22 Jan 2025, Last Modified:
    11 Mar 2025`, then the others as they stand.
    """
    folded = _folded(text)
    dates: list[tuple[bool, int, _Date]] = []
    for _ in range(_MOST_DATES):
        if not (found := _search(folded)):
            break
        start, end, later = _surroundings(folded, found)
        date = _read(found)
        date = replace(date, later=later) if isinstance(date, Day) else date
        dates.append((later, start, date))
        blank = " " * (end - start)
        folded = f"{folded[:start]}{blank}{folded[end:]}"
        text = f"{text[:start]}{blank}{text[end:]}"
    return [date for _, _, date in sorted(dates, key=lambda each: each[:2])], text


def _folded(text: str) -> str:
    """Return the text with digits, signs and dashes as dates are written, each in its place."""
    return text if text.isascii() else half_width(text).translate(_DASHES)


def _search(text: str) -> re.Match[str] | None:
    if not _DIGIT.search(text):
        return None
    for each in (*_PATTERNS, _YEAR):
        if found := each.search(text):
            return found
    return None


def _surroundings(text: str, found: re.Match[str]) -> tuple[int, int, bool]:
    """Return where a date begins with its label and ends with its version, and if it is later."""
    lead = max(0, found.start() - _LONGEST_LABEL)
    before = _BEFORE.search(text[lead : found.start()])
    after = _AFTER.match(text, found.end())
    said = [before["label"] if before else None, after["version"] if after else None]
    later = any(_LATER.search(word) for word in said if word)
    start = lead + before.start() if before else found.start()
    return start, after.end() if after else found.end(), later


def date_to_fill(written: str) -> str:
    """Return the bracket that asks for a date and keeps what was written for it."""
    inert = one_line(written).replace("[", "(").replace("]", ")")
    return Phrase("[year-month-day; you wrote {text}]", text=shorten(inert, _LONGEST_WRITTEN))


def find_filled(text: str) -> tuple[list[_Date], str]:
    """Return the dates of a line that may hold such a bracket, and the line without either.

    A bracket left as it was says what it said: no date, or one that was none before.
    """
    bracket = _TO_FILL.search(text)
    if not bracket:
        return find_dates(text)
    dates, rest = find_dates(f"{text[: bracket.start()]} {text[bracket.end() :]}")
    if any(isinstance(date, Day | Unclear) for date in dates):
        return dates, rest
    said = bracket[2] if fold(bracket[1]) in _FILLS else bracket[1]
    date, _ = find_date(said)
    return [date or Unclear(said, "unreadable", Phrase("This is no date."))], rest


def _read(found: re.Match[str]) -> Day | Partial | Unclear:
    parts = found.groupdict()
    if "year" not in parts:
        return Partial(found[0], found[0])
    year = int(parts["year"])
    if "first" in parts:
        return _read_day_and_month(found[0], year, int(parts["first"]), int(parts["second"]))
    month = int(parts["month"]) if parts.get("month") else _MONTHS[parts["name"].lower()]
    if not parts.get("day"):
        if not 1 <= month <= 12:
            why = Phrase("There is no month {text}.", text=found[0])
            return Unclear(found[0], "impossible", why)
        return _too_early(found[0], year) or Partial(found[0], f"{year:04}-{month:02}")
    return _day(found[0], year, month, int(parts["day"]))


def _read_day_and_month(text: str, year: int, first: int, second: int) -> Day | Unclear:
    if first <= 12 and second <= 12 and first != second:
        why = Phrase("{text} can be read as day and month in two ways.", text=text)
        return Unclear(text, "ambiguous", why)
    day, month = (first, second) if second <= 12 else (second, first)
    return _day(text, year, month, day)


def _day(text: str, year: int, month: int, day: int) -> Day | Unclear:
    try:
        date = dt.date(year, month, day)
    except ValueError:
        why = Phrase("There is no day {text}.", text=text)
        return Unclear(text, "impossible", why)
    return _too_early(text, year) or Day(date)


def _too_early(text: str, year: int) -> Unclear | None:
    if year >= EARLIEST_YEAR:
        return None
    why = Phrase("No paper of this list was published in {year}.", year=year)
    return Unclear(text, "impossible", why)
