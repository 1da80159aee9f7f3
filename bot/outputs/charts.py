"""Count papers by month and by head, and lay the bars out for the two pictures of the page.

Lengths are whole units of the pictures' own scale, and no word depends on the machine's
language or clock: equal papers give equal bytes. Round maxima, and steps for the column of
names, keep all other bars as they are when a paper is added.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from bot.catalog import Paper
from bot.fields import head_key, spellings
from bot.text import one_line, visible

WIDTH = 830  # of GitHub's column for a README
MOST_MONTHS = 24  # more would leave no room for a number above each bar
MOST_HEADS = 10

_MARGIN = 7
_PITCH = 34  # from one month to the next: (WIDTH - 2 * _MARGIN) / MOST_MONTHS
_HIGHEST = 120
_ROW = 26
_NAME_SIZE = 13
_NAME_STEP = 20
_WIDEST_NAME = 480
_AFTER_NAME = 10
_AFTER_BAR = 60  # where "100,000" has room
_HEIGHT_OF_MONTHS = 230
_HEIGHT_OF_WORDS = 60  # of a picture without bars, and above the first row
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EPOCH = 2000 * 12  # keeps the numbers of months small
_STEPS = (10, 15, 20, 30, 40, 50, 60, 80, 100)  # tenths


class Theme(NamedTuple):
    """The colours of a picture for a page whose background is `page`."""

    name: str
    page: str
    text: str
    muted: str
    accent: str
    line: str


THEMES = (
    Theme("light", "#ffffff", "#1f2328", "#59636e", "#0969da", "#d1d9e0"),
    Theme("dark", "#0d1117", "#f0f6fc", "#9198a1", "#4493f8", "#3d444d"),
)


class Bar(NamedTuple):
    """A bar and its words, plain text that a stranger may have written; a gap has no `value`.

    `place` is where the bar stands among the others. `year` is blank where an earlier
    month says it.
    """

    name: str
    value: str
    place: int
    length: int
    year: str = ""


class Chart(NamedTuple):
    """A picture ready to draw; months keep their place, and `shift` moves them into view."""

    note: str
    description: str
    height: int
    shift: int
    bars: tuple[Bar, ...]


def papers_by_month(papers: Iterable[Paper]) -> Chart:
    """Return the bars of the last months up to the newest paper; the note counts all others."""
    counts = Counter(_month_of(paper) for paper in papers)
    undated = counts.pop(None, 0)
    dated = {month: count for month, count in counts.items() if month is not None}
    if not dated:
        note = f"{_number(undated, 'paper')} without a known date" if undated else "No papers yet"
        return Chart(note, note, _HEIGHT_OF_WORDS, 0, ())
    months = range(max(dated) - MOST_MONTHS + 1, max(dated) + 1)
    most = max(dated.get(month, 0) for month in months)
    axis = _axis(most)
    first, *later = [_month(month, dated.get(month, 0), axis) for month in months]
    bars = (first._replace(year=_named(months[0])[1]), *later)
    note = _note_on_months(dated, months, undated)
    description = f"Bar chart: {note}; {most:,} in the month that has most."
    return Chart(note, description, _HEIGHT_OF_MONTHS, _MARGIN - months[0] * _PITCH, bars)


def _month_of(paper: Paper) -> int | None:
    date = paper.date
    return None if date is None else date.year * 12 + date.month - 1 - _EPOCH


def _named(month: int) -> tuple[str, str]:
    year, place = divmod(month + _EPOCH, 12)
    return _MONTHS[place], str(year)


def _month(month: int, count: int, axis: int) -> Bar:
    name, year = _named(month)
    # From 10,000 on a number in full would run into the next.
    value = f"{count // 1000:,}k" if count > 9999 else f"{count:,}" if count else ""
    height = _length(count, axis, _HIGHEST)
    return Bar(name, value, month * _PITCH, height, year if name == "Jan" else "")


def _note_on_months(dated: Mapping[int, int], months: range, undated: int) -> str:
    """Say of every paper whether a bar counts it."""
    first, last, oldest = (" ".join(_named(n)) for n in (months[0], months[-1], min(dated)))
    earlier = sum(count for month, count in dated.items() if month < months[0])
    shown = sum(dated.values()) - earlier
    said = [f"{_number(shown, 'paper')} from {first} to {last}"]
    if earlier:
        said.append(f"{earlier:,} earlier, since {oldest}")
    if undated:
        said.append(f"{undated:,} without a known date")
    return "; ".join(said)


def common_heads(papers: Iterable[Paper]) -> Chart:
    """Return the bars of the commonest heads; one that a paper names twice counts once."""
    named = [paper.heads for paper in papers]
    written = dict.fromkeys(chain.from_iterable(named))
    keys = {head: head_key(visible(head)) for head in written}
    counts = Counter(chain.from_iterable({keys[head] for head in heads} for heads in named))
    if not counts:
        return Chart("No papers yet", "No papers yet", _HEIGHT_OF_WORDS, 0, ())
    ranks = heapq.nsmallest(MOST_HEADS + 1, ((-count, key) for key, count in counts.items()))
    top = {key: -count for count, key in ranks[:MOST_HEADS]}
    shown = {head: one_line(visible(head)) for head, key in keys.items() if key in top}
    names = spellings(shown[head] for heads in named for head in heads if head in shown)
    left, bars = _head_bars([(_fitted(names[key]), count) for key, count in top.items()])
    note = f"{_number(len(counts), 'head')} in {_number(len(named), 'paper')}"
    if len(counts) > MOST_HEADS:
        most = _number(-ranks[-1][0], "paper")
        note += f"; {len(counts) - MOST_HEADS:,} not shown, each in at most {most}"
    said = ", ".join(f"{bar.name} {bar.value}" for bar in bars)
    height = _HEIGHT_OF_WORDS + len(bars) * _ROW
    return Chart(note, f"Bar chart: {note}. {said}", height, left, bars)


def _head_bars(top: list[tuple[str, int]]) -> tuple[int, tuple[Bar, ...]]:
    """Return where the bars begin, after the widest name, and the bars."""
    steps = -(-max(_width(name) for name, _ in top) // _NAME_STEP)
    left = _MARGIN + steps * _NAME_STEP + _AFTER_NAME
    longest = WIDTH - _MARGIN - _AFTER_BAR - left
    axis = _axis(top[0][1])
    return left, tuple(
        Bar(name, f"{count:,}", row * _ROW, _length(count, axis, longest))
        for row, (name, count) in enumerate(top)
    )


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _axis(most: int) -> int:
    """Return a round number that the largest does not pass, so that the scale rarely changes."""
    power: int = 10 ** (len(str(most)) - 1)
    return max(5, next(step * power // 10 for step in _STEPS if step * power >= most * 10))


def _length(count: int, axis: int, longest: int) -> int:
    """Return the length of a bar, rounded; of whatever is counted something is seen."""
    return max(2, (2 * count * longest + axis) // (2 * axis)) if count else 0


def _fitted(name: str) -> str:
    """Return a name, or what fits of it into its column and an ellipsis."""
    if _width(name) <= _WIDEST_NAME:
        return name or "?"  # nothing was left of what cannot be seen
    room = _WIDEST_NAME - _width("…")
    end = next(end for end in range(len(name)) if _width(name[: end + 1]) > room)
    return f"{name[:end].rstrip()}…"


def _width(text: str) -> int:
    """Estimate the width of a name by code points; Unicode's tables differ between Pythons."""
    return -(-sum(map(_hundredths, text)) * _NAME_SIZE // 100)


def _hundredths(char: str) -> int:
    if not char.isascii():
        return 80 if char < "\u1100" else 100
    if char in " !'(),-.:;I[]fijlrt|":
        return 42
    return 100 if char in "%&@MWmw" else 78 if char.isupper() else 64
