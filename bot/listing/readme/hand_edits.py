"""What people changed in README.md by hand: found, and taken over into the store.

The text that the bot last wrote is not kept, and need not be: it is how the store's record is
shown. An entry that says something else in a field that it shows is a person's word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bot.fields import ChoiceField
from bot.listing.description import Description
from bot.listing.readme.comparing import says_the_same, taken_over
from bot.listing.readme.in_place import Record
from bot.listing.readme.listed import Entry, Listed, read_readme
from bot.listing.readme.matching import entries_of, names_of
from bot.listing.readme.places import find_place, places_of, section_names
from bot.listing.store.records import (
    as_stored,
    fields_of,
    stored_names,
    value_of,
    with_read,
    with_value,
)
from bot.listing.template.sinks import WriteError


class Difference(NamedTuple):
    """What README.md says otherwise than the store of a field of the record at a place."""

    place: int
    field: str
    in_store: Any
    in_readme: Any


class HandEdits(NamedTuple):
    """What differs, and the fields of papers that README.md alone has."""

    differences: tuple[Difference, ...]
    added: tuple[dict[str, Any], ...]


def hand_edits(
    readme: bytes | str, description: Description, records: Sequence[Record]
) -> HandEdits:
    """Return what people changed in a README. Raises BrokenState for one that cannot be read.

    A field that an entry does not show says nothing, and neither does an entry that is kept as
    written. Where a paper may stand in several sections, one of its entries is enough; where it
    may not, what is listed twice is no edit as long as one entry says what the store does.
    """
    listed = read_readme(readme, description)
    sections = _Sections(listed, description)
    fields = [fields_of(record, description) for record in records]
    own, others = entries_of(listed.entries, fields, description)
    differences = [
        difference
        for place, (stored, entries) in enumerate(zip(fields, own, strict=True))
        for difference in (
            *_of_entries(place, description, stored, entries, several=sections.several),
            *sections.differences(place, stored, entries),
        )
    ]
    return HandEdits(tuple(differences), tuple(_added(others, description, sections)))


def merged(
    records: Sequence[Record], edits: HandEdits, description: Description
) -> list[dict[str, Any]]:
    """Return the records of the store with what people changed, and those that they added."""
    taken = [dict(record) for record in records]
    for place, name, _, read_ in edits.differences:
        kind = description.fields[name]
        value = taken_over(kind, value_of(taken[place], name), read_)
        taken[place] = with_read(taken[place], name, value, description)
    for fields in edits.added:
        record: dict[str, Any] = {}
        for name, value in fields.items():
            record = with_value(record, name, value)
        taken.append(record)
    return taken


def _of_entries(
    place: int,
    description: Description,
    stored: Mapping[str, Any],
    entries: Sequence[Entry],
    *,
    several: bool,
) -> Iterator[Difference]:
    """Yield the fields of which the entries of a paper say something else.

    Where neither the store nor one of the entries has a field, that entry says what it does.
    """
    said: dict[str, list[Any]] = {}
    read_ = [entry.fields for entry in entries if entry.fields]
    for fields in read_:
        for name, value in fields.items():
            said.setdefault(name, []).append(value)
    for name, values in said.items():
        kind, known = description.fields[name], stored.get(name)
        others = [
            value for value in values if known is None or not says_the_same(kind, known, value)
        ]
        all_but = len(read_) if known is None else len(values)
        if others and (several or len(others) == all_but):
            yield Difference(place, name, known, others[0])


def _added(
    entries: Sequence[Entry], description: Description, sections: _Sections
) -> list[dict[str, Any]]:
    """Return the fields of papers, each once, with the sections that they stand in."""
    papers: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        if entry.fields:
            papers.setdefault(names_of(entry.fields, description).titles, []).append(entry)
    return [
        _stored({**(own[0].fields or {}), **sections.field(own)}, description)
        for own in papers.values()
    ]


def _stored(fields: Mapping[str, Any], description: Description) -> dict[str, Any]:
    """Return the fields of an entry as the store has them."""
    stored: dict[str, Any] = {}
    for name, kind in description.fields.items():
        if name in fields:
            stored |= stored_names(name, as_stored(fields[name], kind), description)
    return stored


class _Sections:
    """The sections of a README, by the field of papers that says theirs."""

    def __init__(self, listed: Listed, description: Description) -> None:
        self._places = places_of(listed, description)
        named = section_names(self._places)
        self._names = {place.start: name for name, place in named.items()}
        # Where two sections have the same headings, they are one.
        starts = {place.path: place.start for place in named.values()}
        self._starts = {
            entry.line: starts[place.path]
            for place in self._places
            for entry in place.entries
            if place.path
        }
        self._known: dict[str, int] = {}
        self._by = description.divided_by
        kind = description.fields.get(self._by)
        self._is_choice = isinstance(kind, ChoiceField)
        self.several = isinstance(kind, ChoiceField) and kind.many

    def field(self, entries: Sequence[Entry]) -> dict[str, Any]:
        """Return the field that says the sections of entries, none where no field does."""
        starts = dict.fromkeys(self._starts.get(entry.line) for entry in entries)
        names = [self._names[start] for start in starts if start in self._names]
        if not names or not self._is_choice:
            return {}
        return {self._by: names if self.several else names[0]}

    def differences(
        self, place: int, stored: Mapping[str, Any], entries: Sequence[Entry]
    ) -> Iterator[Difference]:
        """Yield the field of the section where a paper stands elsewhere than the store says."""
        there = {self._starts[entry.line] for entry in entries if entry.line in self._starts}
        if not there or not self._is_choice:
            return
        known = stored.get(self._by)
        wanted = (
            {self._start(known)} if isinstance(known, str) else {*map(self._start, known or ())}
        )
        is_same = wanted == there if self.several else wanted <= there and bool(wanted)
        if not is_same:
            yield Difference(place, self._by, known, self.field(entries)[self._by])

    def _start(self, name: str) -> int:
        """Return where the section of a name begins, -1 for none."""
        if name not in self._known:
            try:
                self._known[name] = find_place(self._places, name).start
            except WriteError:
                self._known[name] = -1
        return self._known[name]
