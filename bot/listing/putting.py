"""Put one entry into a README: no other line of it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from bot.fields import DateField
from bot.listing.description import Description
from bot.listing.listed import Entry, Listed
from bot.listing.sinks import WriteError


class Put(NamedTuple):
    """A README with an entry put in: the whole text, the entry's own, and the line it begins in."""

    text: str
    entry: str
    line: int


def put_entry(
    listed: Listed, description: Description, section: str, fields: Mapping[str, Any]
) -> Put:
    """Return the README with an entry in a section, at its place by the list's order.

    A section goes by its heading. Raises WriteError where there is none such, or where the
    fields cannot be written.
    """
    if listed.writes is None:
        raise WriteError("the list has no template by which an entry is written")
    own = [entry for entry in listed.entries if entry.section[-1:] == (section,)]
    at = _place(own, description, fields)
    entry = listed.writes.write(fields, _number(listed.entries, own[:at]))
    apart = _apart(listed.entries if len(own) < 2 else own)
    if at < len(own):
        line = own[at].line
    elif own:
        line = own[-1].line + own[-1].lines
    else:
        line, apart = _end_of_section(listed, section), 1
    return _inserted(listed, entry, line, apart, is_last=at == len(own))


def _place(own: Sequence[Entry], description: Description, fields: Mapping[str, Any]) -> int:
    """Return before which of a section's entries a new one comes, by their order."""
    order = description.order
    if order in ("append", "prepend"):
        return len(own) if order == "append" else 0
    name = next(key for key, field in description.fields.items() if isinstance(field, DateField))
    date = str(fields.get(name, ""))
    dates = [str((entry.fields or {}).get(name, "")) for entry in own]
    for at, other in enumerate(dates):
        size = min(len(date), len(other))
        is_behind = other[:size] <= date[:size] if order == "newest" else other[:size] > date[:size]
        if other and is_behind:
            return at
    return len(own)


def _number(entries: Sequence[Entry], before: Sequence[Entry]) -> str:
    """Return the number of a new entry: one more than that before it, or what all have."""
    numbers = {entry.number for entry in entries if entry.number}
    if len(numbers) == 1 and len(entries) > 1:
        return numbers.pop()
    return str(next((int(each.number) + 1 for each in reversed(before) if each.number), 1))


def _apart(entries: Sequence[Entry]) -> int:
    """Return how many blank lines stand between two entries."""
    gaps = (
        second.line - first.line - first.lines
        for first, second in pairwise(entries)
        if first.section == second.section
    )
    return min(gaps, default=0)


def _end_of_section(listed: Listed, section: str) -> int:
    """Return the line behind what stands in a section without entries."""
    headings = [at for at, line in enumerate(listed.lines) if line.level]
    at = next((at for at in headings if listed.lines[at].heading == section), None)
    if at is None:
        raise WriteError(f"no heading of README.md is “{section}”")
    end = next((each for each in headings if each > at), len(listed.lines))
    while not listed.lines[end - 1].text.strip():
        end -= 1
    return end + 1


def _inserted(listed: Listed, entry: str, line: int, apart: int, *, is_last: bool) -> Put:
    """Return the README with an entry at a line, and blank lines on the side of the others."""
    before = "".join(each.text for each in listed.lines[: line - 1])
    after = "".join(each.text for each in listed.lines[line - 1 :])
    newline = "\r\n" if "\r\n" in before else "\n"
    entry = entry.replace("\n", newline)
    blank = newline * apart
    if before and not before.endswith("\n"):
        before += newline
    if is_last:
        return Put(f"{before}{blank}{entry}{newline}{after}", entry, line + apart)
    return Put(f"{before}{entry}{newline}{blank}{after}", entry, line)
