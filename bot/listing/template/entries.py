"""One template of an entry: read an entry's fields by it, and write an entry from fields."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from bot.fields import Field, LinksField, NamesField, SentencesField
from bot.listing.template.ambiguity import kept_apart
from bot.listing.template.captures import Fields, Reading, Values
from bot.listing.template.compiling import compiled
from bot.listing.template.language import (
    ANYTHING,
    Gap,
    Maybe,
    Pieces,
    Several,
    TemplateError,
    Words,
)
from bot.listing.template.link_words import word_of_link
from bot.listing.template.literals import EXACT, FORGIVING, LACKING
from bot.listing.template.program import POSITION, Program, compile_template
from bot.listing.template.scanner import Found, scan
from bot.listing.template.sinks import ROW, WriteError
from bot.listing.template.spellings import path_of, shown
from bot.listing.template.steps import Slot
from bot.text import pattern, without

LENIENCIES = (EXACT, FORGIVING, LACKING)
_LONGEST_GUESSED = 10_000  # characters of an entry that is read leniently
_LEFT_OVER = pattern(r"\*\*|\]\(|^[*_]|[*_]$")
_NO_NAME = pattern(r"[^\w\"'“‘(@]")  # how no name begins


class _Scanned(NamedTuple):
    """A reading with the program that found it."""

    program: Program
    found: list[Found]
    reading: Reading


class EntryTemplate:
    """A template that reads entries and writes them."""

    def __init__(
        self,
        text: str,
        fields: Mapping[str, Field],
        compile_: Callable[[str, Mapping[str, Field]], Program] = compiled,
    ) -> None:
        """Compile a template over these fields. Raises TemplateError."""
        self._text = text
        self._program = compile_(text, fields)
        self._kinds = fields
        self._programs: dict[int, Program | None] = {EXACT: self._program}
        names = {slot.field for slot in self._program.slots.values()}
        self.names = frozenset(names - {POSITION, ANYTHING})
        self.is_numbered = POSITION in names

    def read(self, entry: str) -> Reading | None:
        """Return what an entry says, None where the template does not read it."""
        scanned = self._scanned(entry, LENIENCIES)
        return scanned.reading if scanned else None

    def read_as(self, entry: str, leniency: int) -> Reading | None:
        """Return what an entry says if it is read with this leniency and no other."""
        scanned = self._scanned(entry, (leniency,))
        return scanned.reading if scanned else None

    def _scanned(self, entry: str, leniencies: Sequence[int]) -> _Scanned | None:
        """Return the reading of an entry with the first leniency by which there is one."""
        for leniency in leniencies:
            program = self._program_for(leniency)
            if program is None:
                continue
            found = scan(program, entry)
            reading = None if found is None else Values(self._kinds).read(found, entry)
            if found is None or reading is None:
                continue
            if leniency == EXACT or self._is_sound(reading.fields, leniency):
                return _Scanned(program, found, reading)
        return None

    def _program_for(self, leniency: int) -> Program | None:
        """Return the program of a leniency, None where fields could not be told apart by it."""
        if leniency not in self._programs:
            try:
                program = kept_apart(compile_template(self._text, self._kinds, leniency))
            except TemplateError:
                program = None
            self._programs[leniency] = program
        return self._programs[leniency]

    def _is_sound(self, fields: Fields, leniency: int) -> bool:
        """Whether no value has marks that are left over, and there is more than a title."""
        if leniency == LACKING and len(fields) < 2:
            return False
        for name, value in fields.items():
            texts = [value] if isinstance(value, str) else value
            if any(isinstance(text, str) and _LEFT_OVER.search(text) for text in texts):
                return False
            if isinstance(self._kinds[name], NamesField) and any(map(_NO_NAME.match, value)):
                return False
        return True

    @property
    def wanted(self) -> frozenset[str]:
        """Return the names of the fields without which no entry can be written."""
        slots, pieces = self._program.slots, self._program.pieces
        single = {slots[id(piece)].field for piece in pieces if isinstance(piece, Gap)}
        several = {piece.name for piece in pieces if isinstance(piece, Several)}
        return frozenset(single | several) - {POSITION}

    def write(self, fields: Mapping[str, Any], number: str = "1") -> str:
        """Return the entry that says just this. Raises WriteError where none does.

        What in a value would end its gap is escaped where it would be read so, and only there.
        """
        wanted = self.shown(fields)
        for escaping in (False, True):
            entry = _Writer(self._program, self._kinds, number, escaping).write(wanted)
            read = self.read(entry)
            if read and read.fields == wanted:
                return entry
        got = read.fields if read else {}
        other = next(name for name in (*wanted, *got) if wanted.get(name) != got.get(name))
        raise WriteError(f"{other} would not be read again as it was written")

    def shown(self, fields: Mapping[str, Any]) -> Fields:
        """Return the values among some fields that an entry shows, as it shows them."""
        items = {slot.field for slot in self._program.slots.values() if slot.is_item}
        return {
            name: shown(self._kinds[name], _in_one(self._kinds[name], value, name in items))
            for name in self._kinds
            if name in self.names and (value := fields.get(name))
        }

    def patched(self, entry: str, changed: Mapping[str, Any]) -> str | None:
        """Return an entry in which some fields have other values, and nothing else is changed.

        None where that cannot be: a field is not there yet, or is to have no value.
        """
        scanned = self._scanned(entry, LENIENCIES)
        if scanned is None:
            return None
        program, found, before = scanned
        wanted = {**before.fields, **self.shown(changed)}
        if any(not changed[name] or name not in before.fields for name in changed):
            return None
        for escaping in (False, True):
            writer = _Writer(program, self._kinds, before.number, escaping)
            text = entry
            for start, end, new in sorted(writer.replacing(found, wanted, changed), reverse=True):
                text = f"{text[:start]}{new}{text[end:]}"
            after = self.read(text)
            if after and after.fields == wanted:
                return text
        return None

    def composed(self, reading: Reading) -> str:
        """Return the entry of fields that were read, blank where they cannot be written."""
        try:
            return _Writer(self._program, self._kinds, reading.number, False).write(reading.fields)
        except WriteError:
            return ""


def read_by(templates: Sequence[EntryTemplate], entry: str) -> tuple[EntryTemplate, Reading] | None:
    """Return what an entry says, with the template that reads it: as it is, if one does so."""
    leniencies = LENIENCIES if len(entry) < _LONGEST_GUESSED else LENIENCIES[:1]
    for leniency, template in product(leniencies, templates):
        if reading := template.read_as(entry, leniency):
            return template, reading
    return None


def _in_one(kind: Field, value: Any, is_several: bool) -> Any:
    """Return several values as one where the template has one gap for them all."""
    if isinstance(value, int):
        return str(value)
    if is_several or isinstance(value, str) or isinstance(kind, NamesField | LinksField):
        return value
    return (" " if isinstance(kind, SentencesField) else ", ").join(value)


def _several(pieces: Pieces) -> Iterator[Several]:
    """Return the pieces that are for several values."""
    for piece in pieces:
        if isinstance(piece, Several):
            yield piece
        elif isinstance(piece, Maybe):
            yield from _several(piece.pieces)


class _Writer:
    """Write one entry."""

    def __init__(
        self, program: Program, kinds: Mapping[str, Field], number: str, escaping: bool
    ) -> None:
        self._program = program
        self._kinds = kinds
        self._number = number
        self._escaping = escaping
        self._fields: Mapping[str, Any] = {}

    def write(self, fields: Mapping[str, Any]) -> str:
        """Return the entry. Raises WriteError."""
        self._fields = fields
        return self._pieces(self._program.pieces, None)

    def replacing(
        self, found: Sequence[Found], fields: Mapping[str, Any], names: Collection[str]
    ) -> Iterator[tuple[int, int, str]]:
        """Yield where in an entry the texts of some fields stand, and what is to stand there."""
        self._fields = fields
        several = {piece.name: piece for piece in _several(self._program.pieces)}
        gaps = {id(slot): gap for gap, slot in self._program.slots.items()}
        for name in names:
            own = [each for each in found if each.slot.field == name]
            if own and own[0].slot.is_item:
                piece = several[name]
                first, last = piece.item[0], piece.item[-1]
                text = self._piece(piece, None)
                begin = len(first.text) if isinstance(first, Words) else 0
                end = len(text) - (len(last.text) if isinstance(last, Words) else 0)
                yield own[0].start, own[-1].end, text[begin:end]
            else:
                for each in own:
                    yield each.start, each.end, self._gap(gaps[id(each.slot)], each.slot, None)

    def _pieces(self, pieces: Pieces, item: Any) -> str:
        return "".join(self._piece(piece, item) for piece in pieces)

    def _piece(self, piece: Any, item: Any) -> str:
        if isinstance(piece, Words):
            return piece.text
        if isinstance(piece, Maybe):
            return self._pieces(piece.pieces, item) if self._is_there(piece.pieces) else ""
        if isinstance(piece, Several):
            values = self._value(piece.name)
            return piece.between.join(self._pieces(piece.item, value) for value in values)
        return self._gap(id(piece), self._program.slots[id(piece)], item)

    def _is_there(self, pieces: Pieces) -> bool:
        """Whether a field in some pieces has a value."""
        return any(
            self._is_there(piece.pieces)
            if isinstance(piece, Maybe)
            else not isinstance(piece, Words) and bool(self._fields.get(self._field(piece)))
            for piece in pieces
        )

    def _field(self, piece: Gap | Several) -> str:
        if isinstance(piece, Several):
            return piece.name
        return self._program.slots[id(piece)].field

    def _value(self, name: str) -> Any:
        value = self._fields.get(name)
        if not value:
            raise WriteError(f"{name} has no value, and the template wants one")
        return value

    def _gap(self, gap: int, slot: Slot, item: Any) -> str:
        """Return what stands in a gap, which goes by its identity."""
        text = self._text(slot, item)
        sink, around = slot.placed
        row = sink.write(text, around)
        end = self._program.ends[gap]
        return without(row, end) if self._escaping and sink is ROW and end else row

    def _text(self, slot: Slot, item: Any) -> str:
        """Return the text of a slot before it is escaped."""
        if slot.field == POSITION:
            return self._number
        kind = self._kinds.get(slot.field)
        if slot.part == "word" and isinstance(kind, LinksField):
            return word_of_link(item, kind)
        if slot.is_item:
            return slot.spelling.write(item if slot.part == "item" else item[slot.part])
        value = self._value(slot.field)
        return slot.spelling.write(path_of(value) if slot.part == "path" else value)
