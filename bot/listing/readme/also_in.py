"""A second place in README.md where papers stand, such as the news under the day of listing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from bot.errors import BrokenState
from bot.fields import DateField, Field
from bot.listing.description import AlsoIn
from bot.listing.readme.document import Line, region
from bot.listing.readme.draft import Draft
from bot.listing.readme.listed import Entry
from bot.listing.readme.matching import Names, names_of_entry
from bot.listing.readme.order import place_in
from bot.listing.readme.rewriting import rewritten
from bot.listing.template.sinks import WriteError
from bot.text import pattern

_DAY = "date"  # the name of the day of listing, in a list whose papers have no such field
_CLOSES = pattern(r"\s*</")


class Group(NamedTuple):
    """Entries under one heading of a second place: its value, its lines counted from 0."""

    value: str
    start: int
    entries: list[Entry]
    end: int


class SecondPlace:
    """A second place of a README."""

    def __init__(self, place: AlsoIn, draft: Draft) -> None:
        """Find the place. Raises WriteError where its heading is gone."""
        from bot.listing.template.entries import EntryTemplate
        from bot.listing.template.program import compile_template

        self._place = place
        self._draft = draft
        self._own = draft.description
        # The stop behind each title or name is of an entry in its section.
        fields = {name: kind.replaced(ends_with="") for name, kind in self._own.fields.items()}
        days: Mapping[str, Field] = {**fields, _DAY: DateField(kind="date")}
        self._is_by_day = place.by == _DAY
        self._indent = place.entry[: len(place.entry) - len(place.entry.lstrip(" "))]
        within = days if _DAY not in fields else fields
        self._entry = EntryTemplate(place.entry.lstrip(" "), within)
        self._heading = None
        if place.heading:
            by = days if self._is_by_day else within
            self._heading = EntryTemplate(place.heading, by, compile_template)
        lines = draft.listed.lines
        level = len(place.under.partition(" ")[0])
        try:
            under, self._end = region(lines, place.under, (level + 1, level + 1))
        except BrokenState as broken:
            raise WriteError(str(broken)) from broken
        self._start = under + 1
        self._groups = [*self._read(lines)]
        self._kept = ""  # the heading under which an entry was put

    def put(self, fields: Mapping[str, Any], day: str) -> None:
        """Put an entry under the heading for it, which is made where it is not there yet."""
        within = {_DAY: day, **fields}
        text = self._indent + self._entry.write(within).replace("\n", f"\n{self._indent}")
        if self._heading is None:
            entries = self._groups[0].entries
            at = entries[0].line - 1 if entries else self._behind(self._start, self._end)
            self._insert(at, [text])
            return
        value = day if self._is_by_day else str(fields.get(self._place.by) or "")
        if not value:
            raise WriteError(f"{self._place.by} has no value, by which “{self._place.under}” goes")
        self._kept = value
        group = next((group for group in self._groups if group.value == value), None)
        if group:
            self._insert(self._behind(group.start, group.end), [text])
        else:
            self._put_group(self._heading.write({self._place.by: value}), value, text)

    def change(self, old: Names, changed: Mapping[str, Any], fields: Mapping[str, Any]) -> None:
        """Write what changed into the entries of a paper that are read."""
        for entry in self.entries():
            if entry.fields and names_of_entry(entry, self._own).are_of(old):
                text = rewritten(entry, (self._entry,), changed, fields)
                self._draft.change(entry, text)

    def cut_to_most(self) -> None:
        """Take out what is more than the place shows, the last ones first, one more put in."""
        entries = [*self.entries()]
        most = self._place.most
        if most is None or len(entries) < most:
            return
        for group in reversed(self._groups):
            if not group.entries:
                continue
            entry = group.entries[-1]
            start, end = entry.line - 1, entry.line - 1 + entry.lines
            if len(group.entries) == 1 and group.value not in ("", self._kept):
                start = group.start - 1
                while start > self._start and not self._draft.listed.lines[start - 1].text.strip():
                    start -= 1
            self._draft.replace(start, end, "")
            return

    def entries(self) -> Iterator[Entry]:
        """Return the entries that stand there."""
        for group in self._groups:
            yield from group.entries

    def headings(self) -> list[int]:
        """Return the lines of its headings, counted from 1."""
        return [group.start for group in self._groups if group.value]

    def _read(self, lines: tuple[Line, ...]) -> Iterator[Group]:
        """Return the headings of the place with their entries."""
        from bot.listing.readme.shapes import shape_of

        shape = shape_of((self._place.entry,))
        value, start = "", self._start
        entries: list[Entry] = []
        for at in range(self._start, self._end):
            line = lines[at]
            heading = None
            if self._heading and not line.dead and line.text.strip():
                heading = self._heading.read(line.text.strip())
            if heading:
                yield Group(value, start, entries, at)
                value, start, entries = str(heading.fields.get(self._place.by, "")), at + 1, []
            elif shape.is_beginning(lines, at):
                entries.append(self._entry_at(at, line))
        yield Group(value, start, entries, self._end)

    def _entry_at(self, at: int, line: Line) -> Entry:
        text = line.text.rstrip()
        reading = self._entry.read(text.lstrip(" "))
        fields = reading.fields if reading else None
        return Entry((), at + 1, text, text, fields, False, reading.number if reading else "")

    def _put_group(self, heading: str, value: str, text: str) -> None:
        """Put a heading with its first entry in: the newest day first, another one last."""
        named = [group for group in self._groups if group.value]
        order = "newest" if self._is_by_day else "append"
        at = place_in([group.value for group in named], value, order)
        gaps = (second.start - 1 - self._behind(first.start, first.end)
                for first, second in pairwise(named))  # fmt: skip
        apart = Counter(gaps).most_common(1)[0][0] if len(named) > 1 else 1
        if at < len(named):
            self._insert(named[at].start - 1, [heading, text, *[""] * apart])
        elif named:
            behind = self._behind(named[-1].start, named[-1].end)
            self._insert(behind, [*[""] * apart, heading, text])
        else:
            self._insert(self._behind(self._start, self._end), ["", heading, text])

    def _behind(self, start: int, end: int) -> int:
        """Return the line behind what stands in some lines, without tags that close others."""
        lines = self._draft.listed.lines
        while end > start and (
            not lines[end - 1].text.strip() or _CLOSES.match(lines[end - 1].text)
        ):
            end -= 1
        return end

    def _insert(self, at: int, added: list[str]) -> None:
        lines = self._draft.listed.lines
        newline = "\r\n" if lines[at - 1].text.endswith("\r\n") else "\n"
        text = "".join(f"{line}\n" for line in added).replace("\n", newline)
        begin = "" if lines[at - 1].text.endswith("\n") else newline
        self._draft.replace(at, at, begin + text)


def second_places(draft: Draft) -> list[SecondPlace]:
    """Return the second places of a list. Raises WriteError where a heading is gone."""
    return [SecondPlace(place, draft) for place in draft.description.also_in]
