"""One template of an entry: read an entry's fields by it, and write an entry from fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bot.fields import Field, LinksField
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

    def __init__(self, text: str, fields: Mapping[str, Field]) -> None:
        """Compile a template over these fields. Raises TemplateError."""
        self._program = compiled(text, fields)
        self._kinds = fields
        self.names = frozenset(slot.field for slot in self._program.slots.values()) - {
            POSITION,
            ANYTHING,
        }

    def read(self, entry: str) -> Reading | None:
        """Return what an entry says, None where the template does not read it."""
        found = scan(self._program, entry)
        return None if found is None else _Values(self._kinds).read(found, entry)

    def write(self, fields: Mapping[str, Any], number: str = "1") -> str:
        """Return the entry that says just this. Raises WriteError where none does.

        What in a value would end its gap is escaped where it would be read so, and only there.
        """
        there = (name for name in self.names if fields.get(name))
        wanted = {name: shown(self._kinds[name], fields[name]) for name in there}
        for escaping in (False, True):
            entry = _Writer(self._program, self._kinds, number, escaping).write(wanted)
            read = self.read(entry)
            if read and read.fields == wanted:
                return entry
        got = read.fields if read else {}
        other = next(name for name in (*wanted, *got) if wanted.get(name) != got.get(name))
        raise WriteError(f"{other} would not be read again as it was written")

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


def _whole(link: dict[str, str], field: LinksField) -> dict[str, str]:
    """Return a link with label and kind, of which an entry may show but one."""
    word = link.get("word") or link.get("label") or link.get("kind", "")
    kind = link.get("kind") or kind_of_word(word, field)
    return {"label": link.get("label") or word or kind, "kind": kind, "url": link["url"]}


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
        return self._gap(piece, self._program.slots[id(piece)], item)

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

    def _gap(self, gap: Gap, slot: Slot, item: Any) -> str:
        text = self._text(slot, item)
        sink, around = slot.placed
        row = sink.write(text, around)
        end = self._program.ends[id(gap)]
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
