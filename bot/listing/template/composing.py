"""Write one entry by the program of a template."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from bot.fields import Field, LinksField
from bot.listing.template.language import ANYTHING, Gap, Maybe, Pieces, Several, Words
from bot.listing.template.link_words import word_of_link
from bot.listing.template.program import POSITION, Program
from bot.listing.template.scanner import Found
from bot.listing.template.sinks import ROW, WriteError
from bot.listing.template.spellings import path_of
from bot.listing.template.steps import Slot
from bot.text import without


def _several(pieces: Pieces) -> Iterator[Several]:
    """Return the pieces that are for several values."""
    for piece in pieces:
        if isinstance(piece, Several):
            yield piece
        elif isinstance(piece, Maybe):
            yield from _several(piece.pieces)


class Writer:
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
                    yield each.start, each.end, self._gap(each.slot, None)

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
        return self._gap(self._program.slots[piece], item)

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
        return self._program.slots[piece].field

    def _value(self, name: str) -> Any:
        value = self._fields.get(name)
        if not value:
            raise WriteError(f"{name} has no value, and the template wants one")
        return value

    def _gap(self, slot: Slot, item: Any) -> str:
        """Return what stands in a gap."""
        text = self._text(slot, item)
        sink, around = slot.placed
        row = sink.write(text, around)
        end = self._program.ends[slot.gap]
        return without(row, end) if self._escaping and sink is ROW and end else row

    def _text(self, slot: Slot, item: Any) -> str:
        """Return the text of a slot before it is escaped."""
        if slot.field == POSITION:
            return self._number
        if slot.field == ANYTHING:
            raise WriteError("{_} stands for anything, and can only be read")
        kind = self._kinds.get(slot.field)
        if slot.part == "word" and isinstance(kind, LinksField):
            return word_of_link(item, kind)
        if slot.is_item:
            return slot.spelling.write(item if slot.part == "item" else item[slot.part])
        value = self._value(slot.field)
        return slot.spelling.write(path_of(value) if slot.part == "path" else value)
