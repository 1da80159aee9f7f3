"""What stands between entries, before the first one of a section and behind its last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.listing.readme.document import Line
from bot.listing.readme.places import Place
from bot.listing.template.sinks import WriteError
from bot.text import pattern

# What stands at the end of a section and belongs to what follows: anchors, rules, closing tags,
# ways back to the top.
_TRAILING = pattern(
    r"\s*(?:<a [^<>]*(?:/>|>\s*</a>)|</[A-Za-z]+>|<br ?/?>|(?:[-*_]\s*){3,}|<!--.*-->"
    r"|\W*\[[^\[\]]*\]\(#[^()]*\)\W*)?\s*$"
)
_LONGEST_TRAILING = 300
CELL = "|"  # with it a row of a table begins


def gaps_in(places: Iterable[Place]) -> list[int]:
    """Return how many lines stand between each two entries of a section."""
    return [
        second.line - first.line - first.lines
        for place in places
        for first, second in pairwise(place.entries)
    ]


def gaps_below_headings(lines: Sequence[Line], places: Iterable[Place]) -> list[int]:
    """Return how many blank lines stand between headings and entries, where nothing else does."""
    found = []
    for place in places:
        if place.entries and place.start:
            between = range(place.start, place.entries[0].line - 1)
            if not any(lines[at].text.strip() for at in between):
                found.append(len(between))
    return found


def usual(gaps: Sequence[int], else_: int) -> int:
    """Return the most common one, `else_` where there is none."""
    return Counter(gaps).most_common(1)[0][0] if gaps else else_


def end_of(lines: Sequence[Line], place: Place) -> int:
    """Return the line behind what stands in a section without entries, counted from 0.

    Raises WriteError where that is within code or a comment.
    """
    end = place.end
    while end > place.start and _is_trailing(lines[end - 1].text):
        end -= 1
    if end and lines[end - 1].dead and all(line.dead for line in lines[end : end + 1]):
        raise WriteError(f"code or a comment is not closed before line {end + 1} of README.md")
    return end


def _is_trailing(text: str) -> bool:
    return not text.strip() or (len(text) < _LONGEST_TRAILING and _TRAILING.match(text) is not None)


def table_head(lines: Sequence[Line], places: Iterable[Place]) -> list[Line]:
    """Return the head of the first section's table, for one that has none yet."""
    first = next((place.entries[0].line - 1 for place in places if place.entries), 0)
    start = first
    while start and lines[start - 1].text.startswith(CELL):
        start -= 1
    return [*lines[start:first]]
