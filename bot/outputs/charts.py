"""Count papers by stage and year, and lay the cells out for the picture of the page.

Lengths are whole units of the picture's own scale, and no word depends on the machine's
language or clock: equal papers give equal bytes. The picture is as narrow as a phone, for a
wider one would be shrunk there until nobody could read its words. A round maximum keeps the
shades of all other cells as they are when a paper is added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.catalog import Paper, Stages
from bot.outputs.shown import fitted
from bot.text import visible_line

WIDTH = 360
MOST_YEARS = 5  # in columns of their own

_MARGIN = 6
_ROOM = WIDTH - 2 * _MARGIN
_SIZE = 13  # of all words but the title
_TITLE_SIZE = 15
_TOP = 28  # of the picture, without notes
_NOTE = 20
_AXIS = 16  # from there to the words of the axis
_NAME = 22  # from these to the first name
_ROW = 46  # a name and its cells below
_COLUMN = 50
_EARLIER = 52
_GAP = 2
_STEPS = (10, 15, 20, 30, 40, 50, 60, 80, 100)  # tenths
_LEAST = 4  # as many as there are shades


class Theme(NamedTuple):
    """The colours of a picture; `shades` are those of cells, from none to most."""

    name: str
    text: str
    muted: str
    shades: tuple[str, ...]


THEMES = (
    Theme("light", "#1f2328", "#59636e", ("#f6f8fa", "#ddf4ff", "#b6e3ff", "#80ccff", "#54aeff")),
    Theme("dark", "#f0f6fc", "#9198a1", ("#151b23", "#051d4d", "#0c2d6b", "#0d419d", "#1158c7")),
)


class Cell(NamedTuple):
    """The papers of one row in one column; `value` is blank where there are none."""

    place: int
    width: int
    middle: int
    value: str
    shade: int


class Line(NamedTuple):
    """A row of cells with its name, plain text that a stranger may have written, and its sum."""

    name: str
    place: int
    cells: tuple[Cell, ...]
    total: str


class Chart(NamedTuple):
    """A picture ready to draw; `years`, at `axis`, are the columns' middles and names."""

    title: str
    description: str
    notes: tuple[tuple[int, str], ...]
    height: int
    axis: int
    years: tuple[tuple[int, str], ...]
    lines: tuple[Line, ...]


class _Row(NamedTuple):
    """What a row counts, by year; None stands for papers without a date."""

    name: str
    counts: Counter[int | None]


def papers_by_stage(papers: Sequence[Paper], stages: Stages | None) -> Chart:
    """Return papers by year: of each stage, of tags in none, and in all.

    A paper counts once in each stage that its tags are in, and once in all.
    """
    kind = f"{_seen(stages.one)} and year" if stages else "year"
    title = _fitted(f"Papers by {kind}", _TITLE_SIZE)
    if not papers:
        nothing = "No papers yet"
        return Chart(title, nothing, _noted([nothing]), _TOP + _NOTE, 0, (), ())
    rows = [*_rows(papers, stages)]
    years = _years(rows[-1].counts)
    columns = ["earlier", *map(str, years)]
    notes = [*_notes(rows[-1].counts[None], stages)]
    axis = _TOP + _NOTE * len(notes) + _AXIS
    # In comparison with all papers, a stage would be pale.
    compared = rows[:-1] or rows
    most = _round(max(count for row in compared for count in _by_column(row, years)))
    said = "; ".join(_said(row, years) for row in rows)
    return Chart(
        title,
        f"{title}. {said}.",
        _noted(notes),
        axis + len(rows) * _ROW + _MARGIN,
        axis,
        tuple(
            (begin + width // 2, name)
            for (begin, width), name in zip(_columns(), columns, strict=True)
        ),
        tuple(_line(row, years, most, axis + _NAME + n * _ROW) for n, row in enumerate(rows)),
    )


def _rows(papers: Iterable[Paper], stages: Stages | None) -> Iterator[_Row]:
    """Yield the rows from top to bottom; the last counts all papers."""
    every = [*papers]
    if stages:
        placed = {tag: stages.place(tag) for tag in {h for paper in every for h in paper.tags}}
        found = {tag: place.stage if place else None for tag, place in placed.items()}
        counts: dict[str | None, Counter[int | None]]
        counts = {name: Counter() for name in (*(each.name for each in stages.stages), None)}
        for paper in every:
            year = _year(paper)
            for stage in {found[tag] for tag in paper.tags}:
                counts[stage][year] += 1
        for name, each in counts.items():
            yield _Row("Not placed" if name is None else _seen(name), each)
    yield _Row("All papers", Counter(map(_year, every)))


def _year(paper: Paper) -> int | None:
    published = paper.published
    return int(published[:4]) if published else None


def _years(counts: Mapping[int | None, int]) -> range:
    newest = max((year for year in counts if year), default=MOST_YEARS)
    return range(newest - MOST_YEARS + 1, newest + 1)


def _notes(undated: int, stages: Stages | None) -> Iterator[str]:
    if stages:
        note = f"A paper counts once in each of its {_seen(stages.many)}."
        yield _fitted(note, _SIZE)
    if undated:
        yield f"Without a known date: {undated:,}"


def _noted(notes: Iterable[str]) -> tuple[tuple[int, str], ...]:
    return tuple((_TOP + _AXIS - 2 + n * _NOTE, note) for n, note in enumerate(notes))


def _by_column(row: _Row, years: range) -> list[int]:
    earlier = sum(count for year, count in row.counts.items() if year and year < years[0])
    return [earlier, *(row.counts[year] for year in years)]


def _columns() -> Iterator[tuple[int, int]]:
    """Yield where each column begins, and the width of its cells."""
    yield _MARGIN, _EARLIER - _GAP
    for number in range(MOST_YEARS):
        yield _MARGIN + _EARLIER + number * _COLUMN, _COLUMN - _GAP


def _line(row: _Row, years: range, most: int, place: int) -> Line:
    cells = (
        Cell(begin, width, begin + width // 2, _short(count), min(-(-4 * count // most), 4))
        for (begin, width), count in zip(_columns(), _by_column(row, years), strict=True)
    )
    total = _short(row.counts.total()) or "0"
    return Line(_fitted(row.name, _SIZE), place, tuple(cells), total)


def _short(count: int) -> str:
    """Return a number that fits into a cell: from 10,000 on, in thousands."""
    return f"{count // 1000:,}k" if count > 9999 else f"{count:,}" if count else ""


def _said(row: _Row, years: range) -> str:
    names = [f"{years[0] - 1} or earlier", *map(str, years)]
    counts = zip(_by_column(row, years), names, strict=True)
    parts = [f"{count:,} in {name}" for count, name in counts if count]
    if undated := row.counts[None]:
        parts.append(f"{undated:,} without a date")
    return f"{row.name}: {', '.join([*parts, f'{row.counts.total():,} in all'])}"


def _round(most: int) -> int:
    """Return a round number that the largest does not pass, so that the shades rarely change."""
    power: int = 10 ** (len(str(most)) - 1)
    step = next(step * power // 10 for step in _STEPS if step * power >= most * 10)
    return max(_LEAST, step)


def _seen(name: str) -> str:
    return visible_line(name) or "?"  # nothing was left of what cannot be seen


def _fitted(text: str, size: int) -> str:
    return fitted(text, _ROOM, lambda shown: _width(shown, size))


def _width(text: str, size: int) -> int:
    """Estimate the width of a text by code points; Unicode's tables differ between Pythons."""
    return -(-sum(map(_hundredths, text)) * size // 100)


def _hundredths(char: str) -> int:
    if not char.isascii():
        return 80 if char < "\u1100" else 100
    if char in " !'(),-.:;I[]fijlrt|":
        return 42
    return 100 if char in "%&@MWmw" else 78 if char.isupper() else 64
