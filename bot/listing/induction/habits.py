"""The habits of a list: the order of its entries, and the language of its headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

from bot.fields import parse_link
from bot.listing.readme.document import Line
from bot.listing.readme.listed import Entry
from bot.text import pattern

_MOSTLY = 0.8
_LEAST_PAIRS = 3
_CJK = pattern(r"[\u4e00-\u9fff]")
_ARXIV = pattern(r"arxiv:([0-9]{4}\.[0-9]{4,5})")
_YEAR = pattern(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def order_of(entries: Sequence[Entry], date: str, *, in_sections: bool) -> tuple[str, bool]:
    """Return the order of the entries in their sections, or in the list, and whether it is sure.

    `date` is the field by which it is told. Without one, the numbers of arXiv tell whether new
    entries stand first or last.
    """
    down = up = 0
    for _, section in groupby(entries, key=lambda entry: entry.section if in_sections else ()):
        known = [_when(entry.fields, date) for entry in section if entry.fields]
        for first, second in pairwise([each for each in known if each]):
            size = min(len(first), len(second))
            down += first[:size] > second[:size]
            up += first[:size] < second[:size]
    least = max(_LEAST_PAIRS, _MOSTLY * (down + up))
    if down >= least:
        return ("newest" if date else "prepend"), True
    if up >= least:
        return ("oldest" if date else "append"), True
    return "append", False


def _when(fields: dict[str, Any], date: str) -> str:
    """Return when a paper came out: its date, or the number by which arXiv counts."""
    if date:
        return str(fields.get(date, ""))
    numbers = (_ARXIV.match(page.identity) for url in _urls(fields) if (page := parse_link(url)))
    return next((found[1] for found in numbers if found), "")


def _urls(fields: dict[str, Any]) -> Iterator[str]:
    for value in fields.values():
        if isinstance(value, str) and value.startswith("http"):
            yield value
        elif isinstance(value, list):
            yield from (each["url"] for each in value if isinstance(each, dict))


def is_chinese(headings: Iterable[str]) -> bool:
    """Whether most headings are Chinese."""
    found = [bool(_CJK.search(heading)) for heading in headings]
    return sum(found) * 2 > len(found)


def are_years(headings: Sequence[str]) -> bool:
    """Whether headings are for years or months."""
    return bool(headings) and all(_YEAR.search(heading) for heading in headings)


def headings_in(lines: Sequence[Line], start: int, end: int, levels: str) -> list[str]:
    """Return the headings that are sections, or all where there are no levels of such."""
    first, _, last = (levels or "1-6").partition("-")
    wanted = range(int(first), int(last or first) + 1)
    return [line.heading for line in lines[start:end] if line.level in wanted and line.heading]
