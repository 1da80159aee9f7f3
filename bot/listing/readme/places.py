"""The sections of a README in which papers stand, and that of one paper."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bot.listing.description import YEAR, Description, Group, Sections
from bot.listing.readme.document import Line, region
from bot.listing.readme.listed import Entry, Listed, read_readme
from bot.listing.template.dates import MONTHS
from bot.listing.template.sinks import WriteError
from bot.text import one_line, pattern

PATH = " > "  # between the headings that name a section together
_NUMBERED = pattern(r"[0-9]+(?:\.[0-9]+)*[.)]?\s+")
_NO_WORD = pattern(r"[\W_]+")
_DIGITS = pattern(r"[0-9]+")
_NEAR, _AHEAD = 90, 4  # of 100: how near a heading has to be, and how much nearer than others


class Place(NamedTuple):
    """A section of README.md: the headings that lead to it, its lines, and its own entries.

    Its lines count from 0: that below its heading, and that of the next section.
    """

    path: tuple[str, ...]
    start: int
    end: int
    entries: tuple[Entry, ...]


def places_of(listed: Listed, description: Description) -> list[Place]:
    """Return the sections; a list without any is one place. Raises BrokenState."""
    sections = description.sections
    under = description.list.under
    first, end = region(listed.lines, under, sections.levels if sections else (6, 6))
    if sections is None:
        return [Place((), first + bool(under), end, listed.entries)]
    found = [*_headings(listed.lines, first, end, sections)]
    entries = iter(listed.entries)
    entry = next(entries, None)
    places = []
    for path, start, stop in found:
        own = []
        while entry and entry.line <= stop:
            if entry.line > start:
                own.append(entry)
            entry = next(entries, None)
        places.append(Place(path, start, stop, tuple(own)))
    return places


def _headings(
    lines: Sequence[Line], first: int, end: int, sections: Sections
) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Return the headings over each section, where it begins and where it ends."""
    lowest, deepest = sections.levels
    titles = {title for group in sections.groups for title in group.title.values()}
    over: list[tuple[int, str]] = []
    begun: tuple[tuple[str, ...], int] | None = None
    for at in range(first, end):
        line = lines[at]
        if not line.level:
            continue
        over = [*(each for each in over if each[0] < line.level), (line.level, line.heading)]
        in_range = bool(sections.headings) and lowest <= line.level <= deepest
        is_section = in_range or line.heading in titles
        if begun and (is_section or line.level <= deepest):
            yield *begun, at
            begun = None
        if is_section:
            begun = tuple(heading for _, heading in over), at + 1
    if begun:
        yield *begun, end


def section_names(places: Sequence[Place]) -> dict[str, Place]:
    """Return the sections by name: the heading, with those above it where several have the same.

    A heading that only holds further sections is none.
    """
    paths = [place.path for place in places]
    holders = {path[:size] for path in paths for size in range(1, len(path))}
    wanted: dict[tuple[str, ...], Place] = {}
    for place in places:
        if place.path and (place.entries or place.path not in holders):
            known = wanted.setdefault(place.path, place)
            if place.entries and not known.entries:
                wanted[place.path] = place
    counts = Counter(path[-1] for path in wanted)
    shared = 0
    while len({path[: shared + 1] for path in wanted}) == 1 and len(wanted) > 1:
        shared += 1
    return {
        path[-1] if counts[path[-1]] == 1 else PATH.join(path[shared:]): place
        for path, place in wanted.items()
    }


def read_sections(readme: bytes | str, description: Description) -> tuple[str, ...]:
    """Return the names of the sections of a README in its order. Raises BrokenState."""
    return tuple(section_names(places_of(read_readme(readme, description), description)))


def places_for(
    places: Sequence[Place], description: Description, fields: Mapping[str, Any]
) -> list[Place]:
    """Return the sections where a paper stands. Raises WriteError where one cannot be found."""
    sections = description.sections
    if sections is None:
        return [*places]
    by = description.divided_by
    value = fields.get(by)
    if description.is_by_date:
        return [_of_date(places, sections, str(value or ""))]
    names = [str(value)] if isinstance(value, str | int) else [*(value or ())]
    if not names:
        raise WriteError(f"{by} has no value, and by it the section is found")
    language = description.list.language
    found = (find_place(places, _titled(name, sections.groups, language)) for name in names)
    return [*{place.start: place for place in found}.values()]


def _titled(name: str, groups: Sequence[Group], language: str) -> str:
    """Return the heading of a group by its name; of what is no group's, the name itself."""
    return next((group.titled(language) for group in groups if group.name == name), name)


def find_place(places: Sequence[Place], name: str) -> Place:
    """Return the section that a name is meant for, spelled nearly so. Raises WriteError."""
    name = one_line(name)
    for spelled in (str, _folded):
        wanted = tuple(spelled(part) for part in name.split(PATH))
        found = [each for each in places if _ends(each, (spelled(name),), spelled)] or [
            each for each in places if _ends(each, wanted, spelled)
        ]
        if len(found) > 1:
            found = [each for each in found if each.entries] or found
        if len({each.path for each in found}) > 1:
            shown = f"{PATH.join(found[0].path)}”, “{PATH.join(found[1].path)}"
            raise WriteError(f"several headings of README.md are “{name}”: “{shown}”")
        if found:
            return found[0]
    if near := _near(places, name):
        return near
    raise WriteError(f"no heading of README.md is “{name}”")


def _ends(place: Place, wanted: tuple[str, ...], spelled: Callable[[str], str]) -> bool:
    ending = place.path[-len(wanted) :]
    return len(ending) == len(wanted) and tuple(map(spelled, ending)) == wanted


def _folded(heading: str) -> str:
    """Return a heading's words without its number, case and signs."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    bare = _NO_WORD.sub(" ", _NUMBERED.sub("", text, count=1)).strip()
    return bare or text


def _near(places: Sequence[Place], name: str) -> Place | None:
    """Return the one section whose heading is nearly a name; another number is another one."""
    from rapidfuzz import fuzz, process

    wanted = _folded(name)
    numbers = _DIGITS.findall(wanted)
    headings = [_folded(place.path[-1]) if place.path else "" for place in places]
    best = process.extract(wanted, headings, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=2)
    best = [each for each in best if _DIGITS.findall(each[0]) == numbers]
    if not best or (len(best) > 1 and best[0][1] - best[1][1] < _AHEAD):
        return None
    return places[best[0][2]]


def _of_date(places: Sequence[Place], sections: Sections, date: str) -> Place:
    """Return the section of a date. Raises WriteError."""
    for group in groups_of(sections.groups, date):
        titles = {title.replace(YEAR, date[:4]) for title in group.title.values()}
        for place in places:
            if place.path and place.path[-1] in titles:
                return place
    headings = [(place, place.path[-1] if place.path else "") for place in places]
    in_year = [each for each in headings if date[:4] and date[:4] in _DIGITS.findall(each[1])]
    by_month = [each for each in in_year if months(each[1])]
    in_month = [each for each in by_month if int(date[5:7] or 0) in months(each[1])]
    found = in_month or [each for each in in_year if each not in by_month]
    if not found:
        raise WriteError(f"no heading of README.md is for the date “{date}”")
    return found[0][0]


def groups_of(groups: Sequence[Group], date: str) -> Iterator[Group]:
    """Return the groups that may be a date's, the first that fits before others."""
    if not date:
        yield from (group for group in groups if group.undated)
        return
    before = sorted((each for each in groups if each.before), key=lambda each: each.before)
    yield from (each for each in before if date < each.before)
    yield from (each for each in groups if not each.before and not each.undated)


def months(heading: str) -> set[int]:
    """Return the months that a heading names: `2024-03`, `March 2024`, `Mar`, `MAR`."""
    words = {
        word.capitalize() if word.isupper() else word for word in re.findall(r"[A-Za-z]+", heading)
    }
    named = {at for at, name in enumerate(MONTHS, 1) if {name, name[:3]} & words}
    numbered = re.search(r"[12][0-9]{3}[-./]([0-9]{1,2})\b", heading)
    return named | ({int(numbered[1])} if numbered else set())
