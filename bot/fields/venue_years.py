"""The year of a venue, which some lists write behind its name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bot.fields.addresses import without_addresses
from bot.fields.kinds import VenueField
from bot.fields.written_dates import Partial, find_dates
from bot.text import fold, one_line, pattern

_LONGEST = 300
_YEAR_LENGTH = 4
# `ICLR'24`, `ICLR 24`
_SHORT = pattern(r"(?<=[A-Za-z)])(?: ?['’]| )([012]\d)(?![\w/.-])", re.ASCII)
_WITH_YEAR = pattern(r"(?P<name>[^\d].*?)(?P<joint> ?['’]| )(?P<year>(?:19|20)\d\d|\d\d)", re.ASCII)


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


class VenueHabits(NamedTuple):
    """How the papers of a list have their venues, by their folded names.

    `spelled` is a name as most papers have it, `bare` are those that stand without a year, and
    `joint` is what stands between a venue and its year.
    """

    spelled: Mapping[str, str]
    bare: frozenset[str]
    joint: str

    def spelling(self, venue: str) -> str:
        """Return the name of a venue as the list spells it."""
        return self.spelled.get(fold(venue), venue)

    def written(self, venue: str, field: VenueField, year: str) -> str:
        """Return a venue as the list writes it, with its year where that is known and wanted."""
        name = self.spelling(venue)
        if field.year == "false" or not year or fold(venue) in self.bare:
            return name
        return f"{name}{self.joint}{year[2:] if field.year == 'short' else year}"


NO_HABITS = VenueHabits({}, frozenset(), " ")


def venue_habits(listed: Iterable[str], field: VenueField) -> VenueHabits:
    """Return how a list has the venues of its papers; what it has once is no habit."""
    spellings: dict[str, Counter[str]] = {}
    dated: Counter[str] = Counter()
    joints: Counter[str] = Counter()
    for text, times in Counter(filter(None, listed)).items():
        found = _WITH_YEAR.fullmatch(text)
        name = found["name"] if found else text
        spellings.setdefault(fold(name), Counter())[name] += times
        if found:
            dated[fold(name)] += times
            if (len(found["year"]) < _YEAR_LENGTH) == (field.year == "short"):
                joints[found["joint"]] += times
    usual = {name: each for name, each in spellings.items() if each.total() > 1}
    return VenueHabits(
        {name: each.most_common(1)[0][0] for name, each in usual.items()},
        frozenset(name for name, each in usual.items() if 2 * dated[name] < each.total()),
        joints.most_common(1)[0][0] if joints.total() > 1 else " ",
    )
