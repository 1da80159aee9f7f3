"""A README that is being written: entries put in, changed and taken out, all else as it is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bot.listing.description import Description
from bot.listing.edits import Edit, applied, newline_at
from bot.listing.readme.listed import Entry, Listed
from bot.listing.readme.numbering import (
    is_numbered_alike,
    next_number,
    number_of,
    renumbered,
    step_of,
)
from bot.listing.readme.order import place_in
from bot.listing.readme.places import Place, places_for, places_of
from bot.listing.readme.spacing import CELL, end_of, gaps_below_headings, gaps_in, table_head, usual
from bot.listing.template.sinks import WriteError
from bot.text import pattern

_INDENTED = pattern(r"(?m)^(?=[^\r\n])")


class Row(NamedTuple):
    """An entry in its section: its date and number; `entry` is None where it is new."""

    date: str
    number: int | None
    entry: Entry | None
    text: str


class _Changed(NamedTuple):
    entry: Entry
    text: str


class Draft:
    """A README with entries put in, changed and taken out."""

    def __init__(self, listed: Listed, description: Description) -> None:
        """Take a README as it was read. Raises WriteError where no template writes an entry."""
        if listed.writes is None:
            raise WriteError("the list has no template by which an entry is written")
        self.listed = listed
        self.description = description
        self.places = places_of(listed, description)
        self._lines = [line.text for line in listed.lines]
        self._writes = listed.writes
        self._date = description.roles.date
        self._rows: dict[int, list[Row]] = {}
        self._edits: list[Edit] = []
        self._changed: dict[int, _Changed] = {}
        self._alike = is_numbered_alike([place.entries for place in self.places])
        self._apart = usual(gaps_in(self.places), 0)
        self._below = usual(gaps_below_headings(listed.lines, self.places), 1)

    def put(self, fields: Mapping[str, Any]) -> None:
        """Put an entry into each of its sections, at its place by the order of the list.

        Raises WriteError where a section is not there, or where the fields cannot be written.
        """
        for place in places_for(self.places, self.description, fields):
            self.put_into(place, fields)

    def put_into(
        self, place: Place, fields: Mapping[str, Any], moved: tuple[Entry, str] | None = None
    ) -> None:
        """Put an entry into a section: one that is `moved` with the text that it has now."""
        rows = self._rows_of(place)
        date = str(fields.get(self._date, ""))
        at = place_in([row.date for row in rows], date, self.description.order)
        number = None
        if self._writes.is_numbered:
            numbers = [row.number for row in rows]
            number = next_number(numbers, at, alike=self._alike)
            _shift(rows, at, self._step(rows), 1)
        if moved is None:
            text = self._writes.write(fields, "1" if number is None else str(number))
        else:
            entry, text = moved
            old = number_of(entry)
            if number is not None and old is not None:
                text = renumbered(text, old, number)
        rows.insert(at, Row(date, number, None, text.replace("\r\n", "\n")))

    def change(self, entry: Entry, text: str) -> None:
        """Have another text where an entry stands."""
        if text != entry.text:
            self._changed[entry.line] = _Changed(entry, text)

    def take_out(self, entry: Entry) -> None:
        """Take an entry out of its section, and the numbers behind it down where they count up."""
        place = self.place_of(entry)
        rows = self._rows_of(place)
        at = next(at for at, row in enumerate(rows) if row.entry and row.entry.line == entry.line)
        step = self._step(rows)
        del rows[at]
        _shift(rows, at, step, -1)
        self._edits.append(self._without(entry, place))

    def replace(self, start: int, end: int, text: str) -> None:
        """Have other lines than those from `start` to before `end`, counted from 0."""
        self._edits.append(Edit(start, end, text))

    def place_of(self, entry: Entry) -> Place:
        """Return the section that an entry stands in. Raises WriteError where that is none."""
        starts = [place.start for place in self.places]
        at = bisect_left(starts, entry.line) - 1
        if at < 0 or entry not in self.places[at].entries:
            raise WriteError(f"the entry in line {entry.line} of README.md stands in no section")
        return self.places[at]

    def rows(self) -> list[list[Row]]:
        """Return the entries of each section as they will stand."""
        return [self._rows_of(place) for place in self.places]

    def text(self) -> str:
        """Return the whole README."""
        edits = [*self._edits]
        for place in self.places:
            if place.start in self._rows:
                edits += self._of_rows(place, self._rows[place.start])
        for entry, text in self._changed.values():
            start = entry.line - 1
            edits.append(Edit(start, start + entry.lines, text + self._end(entry)))
        return applied(self._lines, edits)

    def _rows_of(self, place: Place) -> list[Row]:
        if place.start not in self._rows:
            self._rows[place.start] = [self._row(entry) for entry in place.entries]
        return self._rows[place.start]

    def _row(self, entry: Entry) -> Row:
        date = str((entry.fields or {}).get(self._date, ""))
        number = number_of(entry) if self._writes.is_numbered else None
        return Row(date, number, entry, entry.text)

    def _step(self, rows: Sequence[Row]) -> int:
        """Return by how much the numbers of a section count on, 0 where they do not."""
        return 0 if self._alike else step_of([row.number for row in rows])

    def _of_rows(self, place: Place, rows: Sequence[Row]) -> list[Edit]:
        """Return the edits by which a section has its new entries and numbers."""
        edits: list[Edit] = []
        waiting: list[str] = []
        apart = usual(gaps_in([place]), self._apart)
        last = None
        for row in rows:
            if row.entry is None:
                waiting.append(row.text)
                continue
            start = row.entry.line - 1
            if waiting:
                inserted = self._inserted(waiting, row.entry, start)
                after = newline_at(self._lines, start) * (apart + 1)
                edits.append(Edit(start, start, "".join(f"{each}{after}" for each in inserted)))
                waiting = []
            old = number_of(row.entry)
            if old is not None and row.number not in (None, old):
                now = self._changed.get(row.entry.line, _Changed(row.entry, row.text))
                text = renumbered(now.text, old, row.number)
                self._changed[row.entry.line] = _Changed(row.entry, text)
            last = row.entry
        if waiting:
            edits.append(self._behind(waiting, place, last, apart))
        return edits

    def _behind(self, texts: Sequence[str], place: Place, last: Entry | None, apart: int) -> Edit:
        """Return the edit by which entries come behind the last one of a section."""
        lines = self.listed.lines
        at = last.line - 1 + last.lines if last else end_of(lines, place)
        newline = newline_at(self._lines, at)
        inserted = self._inserted(texts, last, at)
        first = apart if last else self._first_gap(at, texts[0])
        begin = "" if not at or lines[at - 1].text.endswith("\n") else newline
        begin += newline * first
        if not last and texts[0].startswith(CELL) and first:
            begin += "".join(line.text for line in table_head(lines, self.places))
        end = newline
        if not last and at < len(lines) and lines[at].text.strip():
            end += newline * self._below
        return Edit(at, at, begin + (newline * (apart + 1)).join(inserted) + end)

    def _first_gap(self, at: int, text: str) -> int:
        """Return how many blank lines stand before the first entry of a section."""
        is_row = text.startswith(CELL) and at and self.listed.lines[at - 1].text.startswith(CELL)
        return 0 if is_row else self._below

    def _inserted(self, texts: Sequence[str], beside: Entry | None, at: int) -> list[str]:
        """Return texts with the indent of an entry beside them, and its ends of lines."""
        indent = ""
        if beside:
            indent = beside.text[: len(beside.text) - len(beside.text.lstrip(" "))]
        newline = newline_at(self._lines, at)
        return [
            (
                _INDENTED.sub(lambda _: indent, text)
                if indent and not text.startswith(" ")
                else text
            ).replace("\n", newline)
            for text in texts
        ]

    def _end(self, entry: Entry) -> str:
        """Return what stands behind an entry in its last line."""
        last = self.listed.lines[entry.line - 2 + entry.lines].text
        return last[len(entry.text.rpartition("\n")[2]) :]

    def _without(self, entry: Entry, place: Place) -> Edit:
        """Return the edit that takes an entry out, with the blank lines on the side of others."""
        start, end = entry.line - 1, entry.line - 1 + entry.lines
        lines = self.listed.lines
        at = place.entries.index(entry)
        if at + 1 < len(place.entries):
            while not lines[end].text.strip():
                end += 1
        else:
            while start > place.start and not lines[start - 1].text.strip():
                start -= 1
        return Edit(start, end, "")


def _shift(rows: list[Row], at: int, step: int, by: int) -> None:
    """Have other numbers behind a place where they count up, and before it where down."""
    moved = slice(at, None) if step > 0 else slice(0, at) if step < 0 else slice(0, 0)
    rows[moved] = [
        row if row.number is None else row._replace(number=row.number + by) for row in rows[moved]
    ]
