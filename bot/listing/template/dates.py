"""A date in the form that a list shows: written from an ISO date, and read back into one."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import NamedTuple

from bot.text import pattern

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SHAPES = {
    "Y": r"(?P<Y>[12]\d{3})",
    "y": r"(?P<y>\d{2})",
    "m": r"(?P<m>\d{1,2})",
    "d": r"(?P<d>\d{1,2})",
    "-m": r"(?P<m>\d{1,2})",
    "-d": r"(?P<d>\d{1,2})",
    "B": f"(?P<B>{'|'.join(MONTHS)})",
    "b": f"(?P<b>{'|'.join(name[:3] for name in MONTHS)})",
    "%": "%",
}
_DEFAULTS = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
_SIGN = pattern(r"%(-?.?)", re.DOTALL)


# Forms in which people write a date as well, none of which can be read in two ways.
_USUAL = (
    *("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y"),
    *("%Y-%m", "%Y/%m", "%Y.%m", "%B %Y", "%b %Y", "%Y %B", "%Y %b", "%Y"),
)
_NO_SIGN = pattern(r",|(?<=[a-z])\.|(?<=[0-9])(?:st|nd|rd|th)\b|(?<=\bsep)t\b", re.IGNORECASE)
_LAST_WORDS = 3
_OF_DATES = pattern(rf"[0-9]|\b(?:{'|'.join(name[:3] for name in MONTHS)})", re.IGNORECASE)

# A sign with what stands between it and the others, which a date without it leaves out.
_DAY = pattern(r"[-./ ]?%-?d(?=$)|%-?d[-./, ]{0,2}")
_MONTH = pattern(r"[-./ ]?%-?[mbB](?=$)|%-?[mbB][-./, ]{0,2}")


class DateForm(NamedTuple):
    """A form such as `%B %d, %Y`, and how finely it names a day."""

    form: str
    pattern: re.Pattern[str]
    precision: str

    def read(self, text: str) -> str | None:
        """Return the ISO date, month or year of a text in this form."""
        found = self.pattern.fullmatch(text)
        if not found:
            return None
        parts = found.groupdict()
        year = int(parts.get("Y") or f"20{parts['y']}")
        month = _month(parts)
        day = int(parts.get("d") or 1)
        try:
            date = dt.date(year, month, day)
        except ValueError:
            return None
        return _cut(date.isoformat(), self.precision)

    def write(self, value: str) -> str:
        """Return an ISO date in this form. Raises ValueError for what is none."""
        date = dt.date.fromisoformat(f"{value}-01-01"[:10])
        return _SIGN.sub(lambda found: _part(date, found[1]), self.form)


def _month(parts: dict[str, str | None]) -> int:
    if name := (parts.get("B") or parts.get("b") or "").capitalize():
        return next(at for at, full in enumerate(MONTHS, 1) if full.startswith(name))
    return int(parts.get("m") or 1)


def _cut(date: str, precision: str) -> str:
    return date[: {"day": 10, "month": 7, "year": 4}[precision]]


def _part(date: dt.date, sign: str) -> str:
    return {
        "Y": f"{date.year:04}",
        "y": f"{date.year % 100:02}",
        "m": f"{date.month:02}",
        "d": f"{date.day:02}",
        "-m": str(date.month),
        "-d": str(date.day),
        "B": MONTHS[date.month - 1],
        "b": MONTHS[date.month - 1][:3],
        "%": "%",
    }[sign]


@cache
def date_forms(form: str, precision: str) -> dict[int, DateForm]:
    """Return a form by its signs, or the usual one of a precision, and coarser ones.

    They go by the length of the ISO dates that they name. Raises ValueError.
    """
    form = form or _DEFAULTS[precision]
    without_day = _DAY.sub("", form)
    forms = [_form(each) for each in (_MONTH.sub("", without_day), without_day, form)]
    return {len(_cut("2000-01-01", each.precision)): each for each in forms}


def _form(form: str) -> DateForm:
    signs = [found[1] for found in _SIGN.finditer(form)]
    if unknown := [sign for sign in signs if sign not in _SHAPES]:
        known = ", ".join(f"%{sign}" for sign in _SHAPES)
        raise ValueError(f"%{unknown[0]} is no part of a date; wanted is one of {known}")
    parts = [sign.removeprefix("-") for sign in signs]
    if not {"Y", "y"} & set(parts) or len(set(parts)) < len(parts):
        raise ValueError(f"“{form}” names no year, or something twice")
    shape = "".join(
        _SHAPES[part] if at % 2 else re.escape(part) for at, part in enumerate(_SIGN.split(form))
    )
    has_month = bool({"m", "b", "B"} & set(parts))
    finest = "day" if "d" in parts and has_month else "month" if has_month else "year"
    return DateForm(form, re.compile(shape, re.ASCII | re.IGNORECASE), finest)


def usual_date(text: str, precision: str) -> str | None:
    """Return the ISO date of a text in one of the usual forms, no finer than this precision."""
    text = " ".join(_NO_SIGN.sub(" ", text).split())
    dates = (shown.read(text) for shown in _usual_forms())
    found = next(filter(None, dates), None)
    return _cut(found, precision) if found else None


def last_date(text: str, precision: str) -> str | None:
    """Return the date with which a text ends, as in `Book, Jan 2017`."""
    words = text.split()
    for size in range(min(_LAST_WORDS, len(words)), 0, -1):
        before = " ".join(words[:-size])
        date = usual_date(" ".join(words[-size:]), precision)
        if date and not _OF_DATES.search(before):
            return date
    return None


@cache
def _usual_forms() -> tuple[DateForm, ...]:
    return tuple(_form(each) for each in _USUAL)
