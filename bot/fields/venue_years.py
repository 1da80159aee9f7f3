"""The year of a venue, which some lists write behind its name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.fields.addresses import without_addresses
from bot.fields.kinds import VenueField
from bot.fields.written_dates import Partial, find_dates
from bot.text import one_line, pattern

_LONGEST = 300
_YEAR_LENGTH = 4
# `ICLR'24`, `ICLR 24`
_SHORT = pattern(r"(?<=[A-Za-z)])(?: ?['’]| )([012]\d)(?![\w/.-])", re.ASCII)


def year_said(texts: Iterable[str]) -> str:
    """Return the year that texts on a venue name beside any date, blank where they name none."""
    for text in texts:
        plain = one_line(without_addresses(text[:_LONGEST])[0])
        dates, rest = find_dates(plain)
        years = (date.iso for date in dates if isinstance(date, Partial))
        if year := next((year for year in years if len(year) == _YEAR_LENGTH), ""):
            return year
        if short := _SHORT.search(rest):
            return f"20{short[1]}"
    return ""


def with_year(venue: str, field: VenueField, year: str) -> str:
    """Return a venue as a list writes it, with its year where that is known and wanted."""
    if field.year == "false" or not year:
        return venue
    return f"{venue} {year[2:] if field.year == 'short' else year}"
