"""Open the section of a year or a month that a README divided by date does not have yet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from bot.listing.description import YEAR, Description
from bot.listing.edits import newline_at
from bot.listing.readme.listed import Listed
from bot.listing.readme.places import Place, groups_of, months, places_for
from bot.listing.readme.spacing import end_of
from bot.listing.template.dates import MONTHS
from bot.listing.template.sinks import WriteError
from bot.text import pattern

_MARKS = pattern(r" {0,3}#{1,6}[ \t]")
_DIGITS = pattern(r"[0-9]+")
_YEAR = pattern(r"(?:19|20)[0-9]{2}")
_WORD = pattern(r"[A-Za-z]+")

_Month = tuple[int, int]  # the year, and the month or 0
_ANY = (9999, 12)


class _Dated(NamedTuple):
    place: Place
    month: _Month


def with_section_for(
    listed: Listed, places: Sequence[Place], description: Description, fields: Mapping[str, Any]
) -> str | None:
    """Return a README with a heading for the date of a paper, written as its others are.

    `places` are the sections that it has.

    None where there is such a section, or where the headings do not show how it would be written:
    they stand under different headings, are in no order, or say more than a year or a month.
    """
    date = str(fields.get(description.divided_by, ""))
    if not description.is_by_date or not date or not _may_be_new(description, date):
        return None
    with suppress(WriteError):
        places_for(places, description, fields)
        return None
    dated = _dated(listed, places)
    wanted = _month_of(date, is_monthly=bool(dated and dated[0].month[1]))
    is_down = wanted and _goes_down(dated, description)
    if wanted is None or is_down is None:
        return None
    behind = (each for each in dated if (each.month < wanted) == is_down)
    return _with_heading(listed, dated, next(behind, None), wanted)


def _may_be_new(description: Description, date: str) -> bool:
    """Whether the group of a date, if the description names groups, is one for each year."""
    groups = description.sections.groups if description.sections else ()
    first = next(groups_of(groups, date), None)
    return not groups or (first is not None and any(YEAR in each for each in first.title.values()))


def _dated(listed: Listed, places: Sequence[Place]) -> list[_Dated]:
    """Return the sections of a year or a month each, none where they are not of one kind."""
    found = [
        _Dated(place, month)
        for place in places
        if place.path
        and _MARKS.match(listed.lines[place.start - 1].text)
        and (month := _said(place.path[-1]))
    ]
    kinds = {
        (
            each.place.path[:-1],
            listed.lines[each.place.start - 1].level,
            bool(each.month[1]),
            _like(each.place.path[-1], each.month, _ANY),
        )
        for each in found
    }
    return found if len(kinds) == 1 else []


def _said(heading: str) -> _Month | None:
    """Return the year or month that a heading is for; None for one that says another number."""
    years, said = _YEAR.findall(heading), months(heading)
    others = [each for each in _DIGITS.findall(heading) if each not in years]
    is_number = len(others) == 1 and {int(others[0])} == said
    if len(years) != 1 or len(said) > 1 or not (is_number or not others):
        return None
    return int(years[0]), next(iter(said), 0)


def _month_of(date: str, *, is_monthly: bool) -> _Month | None:
    if not is_monthly:
        return int(date[:4]), 0
    return (int(date[:4]), int(date[5:7])) if len(date) > len("2024") else None


def _goes_down(dated: Sequence[_Dated], description: Description) -> bool | None:
    """Whether the newest section stands first; None where they are in no order."""
    said = [each.month for each in dated]
    if len(said) == 1:
        return description.order in ("newest", "prepend")
    if not said or len({*said}) < len(said):
        return None
    down = said == sorted(said, reverse=True)
    return down if down or said == sorted(said) else None


def _with_heading(
    listed: Listed, dated: Sequence[_Dated], behind: _Dated | None, wanted: _Month
) -> str:
    """Return a README with a heading before a section, at their end where that is None."""
    lines = [line.text for line in listed.lines]
    model = behind or dated[-1]
    heading = _like(lines[model.place.start - 1].rstrip(), model.month, wanted)
    at = behind.place.start - 1 if behind else end_of(listed.lines, model.place)
    newline = newline_at(lines, at)
    gap = newline * max((_blanks_before(lines, each.place.start - 1) for each in dated), default=1)
    if behind:
        added = f"{heading}{newline}{gap}"
    else:
        begun = "" if lines[at - 1].endswith("\n") else newline
        added = f"{begun}{gap}{heading}{newline}"
    return "".join((*lines[:at], added, *lines[at:]))


def _blanks_before(lines: Sequence[str], at: int) -> int:
    first = at
    while first and not lines[first - 1].strip():
        first -= 1
    return at - first


def _like(heading: str, old: _Month, new: _Month) -> str:
    """Return a heading with another year, and another month as it is written there."""
    heading = heading.replace(str(old[0]), str(new[0]))
    if not (old[1] and new[1]):
        return heading

    def other(found: re.Match[str]) -> str:
        word = found[0]
        for size in (len(MONTHS[old[1] - 1]), 3):
            if word.casefold() == MONTHS[old[1] - 1][:size].casefold():
                name = MONTHS[new[1] - 1]
                name = name if size > 3 else name[:3]
                return name.upper() if word.isupper() else name.lower() if word.islower() else name
        return word

    def number(found: re.Match[str]) -> str:
        is_month = found[0] != str(new[0]) and int(found[0]) == old[1]
        return f"{new[1]:0{len(found[0])}}" if is_month else found[0]

    return _DIGITS.sub(number, _WORD.sub(other, heading))
