"""One template of an entry: read an entry's fields by it, and write an entry from fields."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bot.fields import Field, LinksField, NamesField, SentencesField
from bot.listing.consistency import compiled
from bot.listing.link_words import kind_of_word, word_of_link
from bot.listing.program import POSITION, Program
from bot.listing.scanner import Found, scan
from bot.listing.sinks import ROW, WriteError
from bot.listing.steps import Slot
from bot.listing.template import ANYTHING, Gap, Maybe, Pieces, Several, Words
from bot.listing.values import path_of, shown
from bot.text import without

Fields = dict[str, Any]


class Reading(NamedTuple):
    """What an entry says: its fields, and the number that it has in its run, blank for none."""

    fields: Fields
    number: str


class EntryTemplate:
    """A template that reads entries and writes them."""

    def __init__(
        self,
        text: str,
        fields: Mapping[str, Field],
        compile_: Callable[[str, Mapping[str, Field]], Program] = compiled,
    ) -> None:
        """Compile a template over these fields. Raises TemplateError."""
        self._program = compile_(text, fields)
        self._kinds = fields
        names = {slot.field for slot in self._program.slots.values()}
        self.names = frozenset(names - {POSITION, ANYTHING})
        self.is_numbered = POSITION in names

    def read(self, entry: str) -> Reading | None:
        """Return what an entry says, None where the template does not read it."""
        found = scan(self._program, entry)
        return None if found is None else _Values(self._kinds).read(found, entry)

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
        found = scan(self._program, entry)
        before = _Values(self._kinds).read(found, entry) if found else None
        if found is None or before is None:
            return None
        wanted = {**before.fields, **self.shown(changed)}
        if any(not changed[name] or name not in before.fields for name in changed):
            return None
        for escaping in (False, True):
            writer = _Writer(self._program, self._kinds, before.number, escaping)
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


class _Values:
    """Put the texts of slots together to fields."""

    def __init__(self, kinds: Mapping[str, Field]) -> None:
        self._kinds = kinds
        self._fields: Fields = {}
        self._number = ""
        self._paths: dict[str, str] = {}

    def read(self, found: Sequence[Found], entry: str) -> Reading | None:
        """Return the fields, None where a text is none of the kind of its field."""
        for slot, start, end in found:
            raw = entry[start:end].strip()
            value = slot.spelling.read(slot.placed.sink.read(raw))
            if value is None:
                return None
            self._take(slot, value)
        for name, path in self._paths.items():
            self._fields.setdefault(name, f"https://github.com/{path}")
        for name, kind in self._kinds.items():
            if isinstance(kind, LinksField) and name in self._fields:
                links = (_whole(link, kind) for link in self._fields[name])
                self._fields[name] = [link for link in links if link["url"]]
        said = {name: value for name, value in self._fields.items() if value}
        return Reading(said, self._number)

    def _take(self, slot: Slot, value: Any) -> None:
        name, part = slot.field, slot.part
        if name == ANYTHING:
            return
        if name == POSITION:
            self._number = value
        elif part == "path":
            self._paths[name] = value
        elif part == "item":
            self._fields.setdefault(name, []).append(value)
        elif part:
            links = self._fields.setdefault(name, [{}])
            if part in links[-1]:
                links.append({})
            links[-1][part] = value
        else:
            self._fields.setdefault(name, [*value] if isinstance(value, tuple) else value)


def _in_one(kind: Field, value: Any, is_several: bool) -> Any:
    """Return several values as one where the template has one gap for them all."""
    if is_several or isinstance(value, str) or isinstance(kind, NamesField | LinksField):
        return value if not isinstance(value, int) else str(value)
    return (" " if isinstance(kind, SentencesField) else ", ").join(value)


def _whole(link: dict[str, str], field: LinksField) -> dict[str, str]:
    """Return a link with label and kind, of which an entry may show but one."""
    word = link.get("word") or link.get("label") or link.get("kind", "")
    kind = link.get("kind") or kind_of_word(word, field)
    return {"label": link.get("label") or word or kind, "kind": kind, "url": link["url"]}


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
