"""Find the part of a README in which the papers stand, and by what it is divided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType
from typing import NamedTuple

from bot.listing.readme.document import Line

_MOST_LEVELS = 6


class Region(NamedTuple):
    """Where the papers stand.

    `under` is the heading with its marks, blank for the whole README, `levels` are those of the
    headings that are sections, blank for none. Lines count from 0, from the first to that behind
    the last. `empty` are headings that would be sections, and hold no paper; `beside` are headings
    of other parts, each with the number of lines there that lead to something, too.
    """

    under: str
    levels: str
    start: int
    end: int
    empty: tuple[str, ...]
    beside: Mapping[str, int] = MappingProxyType({})


class _Heading(NamedTuple):
    line: int
    level: int
    text: str
    papers: int  # below it and above the next heading
    others: int
    holds: bool  # whether a further heading is below it


class _Candidate(NamedTuple):
    """A part of the README, with what makes it worse than others first."""

    cost: float
    is_long: bool
    size: int
    at: int
    end: int
    is_holder: bool
    papers: int


def region_of(lines: Sequence[Line], papers: Iterable[int], others: Iterable[int]) -> Region:
    """Return the part with the papers: it leaves out few of them, and takes in little else.

    Papers begin at some lines, and at other lines that begins which looks like entries.
    """
    headings = _headings(lines, papers, others)
    best = min(_candidates(headings, len(lines)), default=None)
    if best is None or best.papers < sum(each.papers for each in headings) / 2:
        return _made(headings, 0, len(lines), "", 1)
    heading = headings[best.at]
    stop = headings[best.end].line if best.end < len(headings) else len(lines)
    under = f"{'#' * heading.level} {heading.text}"
    inside = headings[best.at + best.is_holder : best.end]
    region = _made(inside, heading.line, stop, under, heading.level + best.is_holder)
    if best.is_holder or not region.levels:
        return region
    last = region.levels[-1]  # with those beside the heading, its own level is one of sections
    levels = f"{heading.level}-{last}" if int(last) > heading.level else last
    return region._replace(levels=levels)


def with_beside(region: Region, lines: Sequence[Line], leading: Iterable[int]) -> Region:
    """Return a region that knows what stands beside it: lines that lead to something."""
    wanted = frozenset(leading)
    found: Counter[str] = Counter()
    heading = ""
    for at, line in enumerate(lines):
        if line.level:
            heading = line.heading
        elif at in wanted and heading and not region.start <= at < region.end:
            found[heading] += 1
    return region._replace(beside=found)


def _headings(
    lines: Sequence[Line], papers: Iterable[int], others: Iterable[int]
) -> list[_Heading]:
    found = [(at, line) for at, line in enumerate(lines) if line.level]
    ends = [*(at for at, _ in found[1:]), len(lines)][: len(found)]
    has, has_other = _counts(lines, papers), _counts(lines, others)
    return [
        _Heading(
            at,
            line.level,
            line.heading,
            has[end] - has[at],
            has_other[end] - has_other[at],
            place + 1 < len(found) and found[place + 1][1].level > line.level,
        )
        for place, ((at, line), end) in enumerate(zip(found, ends, strict=True))
    ]


def _counts(lines: Sequence[Line], wanted: Iterable[int]) -> list[int]:
    """Return for each line how many of the wanted ones come before it."""
    known = frozenset(wanted)
    return [*accumulate((at in known for at in range(len(lines))), initial=0)]


def _candidates(headings: Sequence[_Heading], size: int) -> Iterator[_Candidate]:
    """Yield the parts of a README: what is below a heading, or below it and those beside it."""
    papers = [*accumulate((each.papers for each in headings), initial=0)]
    others = [*accumulate((each.others for each in headings), initial=0)]
    blank = [*accumulate((not each.papers and not each.holds for each in headings), initial=0)]
    ends = _ends(headings)
    seen: set[tuple[int, str]] = set()
    for at, heading in enumerate(headings):
        name = (heading.level, heading.text)
        if name in seen or not heading.text:
            continue  # the first heading of a name is that which the name means
        seen.add(name)
        for end, is_holder in zip(ends[at], (True, False), strict=True):
            inside = papers[end] - papers[at + is_holder]
            count = inside or heading.papers
            more = others[end] - others[at + is_holder]
            empty = blank[end] - blank[at + is_holder]
            stop = headings[end].line if end < len(headings) else size
            cost = papers[-1] - count + more / 2 + empty
            yield _Candidate(cost, not is_holder, stop - heading.line, at, end, is_holder, count)


def _ends(headings: Sequence[_Heading]) -> list[tuple[int, int]]:
    """Return for each heading the next one that is not below it, and the next one above it."""
    nearest = [len(headings)] * (_MOST_LEVELS + 2)
    ends = []
    for at in range(len(headings) - 1, -1, -1):
        level = headings[at].level
        ends.append((min(nearest[1 : level + 1]), min(nearest[1:level], default=len(headings))))
        nearest[level] = at
    return ends[::-1]


def _made(inside: Sequence[_Heading], start: int, stop: int, under: str, least: int) -> Region:
    """Return a region with the levels of its sections: those of headings with papers."""
    named = (each for each in inside if each.text and each.papers)
    levels = sorted({each.level for each in named if each.level >= least})
    if not levels:
        return Region(under, "", start, stop, ())
    low, high = levels[0], levels[-1]
    empty = tuple(
        each.text
        for each in inside
        if low <= each.level <= high
        and each.text
        and not (each.papers or each.others or each.holds)
    )
    return Region(under, f"{low}-{high}" if high > low else str(low), start, stop, empty)
