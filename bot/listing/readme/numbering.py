"""The numbers that entries have in their section: that of a new one, and what it shifts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.listing.readme.listed import Entry
from bot.text import pattern

_NUMBER = pattern(r"(?<![\w.])[0-9]{1,9}(?!\w)", re.ASCII)
_LEADING = pattern(r"[^\w\n]{0,40}([0-9]{1,9})(?!\w)", re.ASCII)


def number_of(entry: Entry) -> int | None:
    """Return the number of an entry: that which its template reads, or with which it begins."""
    if entry.number:
        return int(entry.number)
    leading = _LEADING.match(entry.text)
    return int(leading[1]) if leading else None


def is_numbered_alike(sections: Sequence[Sequence[Entry]]) -> bool:
    """Whether a list gives all entries of a section one number, for Markdown to count them."""
    numbers = [[number_of(entry) for entry in section] for section in sections]
    pairs = [pair for section in numbers for pair in pairwise(section) if None not in pair]
    return sum(a == b for a, b in pairs) * 2 > len(pairs)


def step_of(numbers: Sequence[int | None]) -> int:
    """Return 1 where numbers count up to their end, -1 for down, 0 for neither."""
    steps = {b - a if a is not None and b is not None else 0 for a, b in pairwise(numbers)}
    if len(numbers) == 1:
        return 1 if numbers[0] == 1 else 0
    return steps.pop() if steps in ({1}, {-1}) else 0


def next_number(numbers: Sequence[int | None], at: int, *, alike: bool) -> int:
    """Return the number of an entry that comes in before the one at a place, or last.

    Where the numbers count up, those behind it will be one more; where they count down, those
    before it.
    """
    if alike:
        return next((number for number in numbers if number is not None), 1)
    step = step_of(numbers)
    before = next((each for each in reversed(numbers[:at]) if each is not None), None)
    behind = next((each for each in numbers[at:] if each is not None), None)
    if step < 0:
        return (behind or 0) + 1
    return (behind or 1) if before is None else before + 1


def renumbered(text: str, old: int, new: int | str) -> str:
    """Return an entry's text with another number, the first that stands in it so."""
    for found in _NUMBER.finditer(text):
        if int(found[0]) == old:
            return f"{text[: found.start()]}{new}{text[found.end() :]}"
    return text


def without_number(entry: Entry, text: str) -> str:
    """Return the text of an entry without its number."""
    number = number_of(entry)
    return text if number is None else renumbered(text, number, "")
