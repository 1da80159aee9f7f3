"""Read papers.json piece by piece, so that a list of any length takes little memory.

That goes for a file in the usual form, as the bot writes it: its papers stay on disk and
are looked up there. Any other is for `catalog` to read, as a whole.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from bot.catalog.paper import Paper
from bot.catalog.record import HALF_OF_A_PAIR, STRICT, Reader

if TYPE_CHECKING:
    from bot.catalog.catalog import Listing

_PIECE = 1 << 15  # bytes; larger ones are read more slowly
_OPENING, _JOINT, _ENDING = b"[\n", b"\n  },\n", b"\n  }\n]\n"
_ENTRY = re.compile(rb"^  \{$", re.MULTILINE)


def read_listing(path: Path) -> Listing:
    """Give the papers of a file, to be searched.

    Raises ValueError where it is not in the usual form, or no list of papers, and OSError.
    """
    from bot.catalog.catalog import Listing

    listing = Listing(_OnDisk(path))
    _ = listing.index  # reads all of it, and so finds what is wrong
    return listing


def read_in_pieces(path: Path) -> tuple[Paper, ...]:
    """Give the papers of a file, without ever holding its text. Raises as `read_listing`."""
    reader = Reader()
    return tuple([reader.paper(each) for piece in _pieces(path) for each in _values(piece)])


class _OnDisk(Sequence[Paper]):
    """The papers of a file; each is read when it is asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._begins = array("Q")

    def __len__(self) -> int:
        return len(self._begins)

    @overload
    def __getitem__(self, place: int) -> Paper: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Paper]: ...

    def __getitem__(self, place: int | slice) -> Paper | Sequence[Paper]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        begins = self._begins[place:]
        with self._path.open("rb") as file:
            file.seek(begins[0])
            entry = file.read(begins[1] - begins[0] if len(begins) > 1 else -1)
        value, _ = STRICT.raw_decode(entry.decode().lstrip())
        return Reader().paper(value)

    def __iter__(self) -> Iterator[Paper]:
        self._begins, reader, place = array("Q"), Reader(), len(_OPENING)
        for piece in _pieces(self._path):
            values = _values(piece)
            begins = [found.start() for found in _ENTRY.finditer(piece)]
            if len(begins) != len(values):
                raise ValueError("not in the usual form")
            self._begins.extend(place + begin for begin in begins)
            place += len(piece) + len(b",\n")
            yield from map(reader.paper, values)


def _values(piece: bytes) -> list[Any]:
    text = piece.decode()
    if "\\u" in text and HALF_OF_A_PAIR.search(text):
        raise ValueError("not in the usual form")
    values: list[Any] = STRICT.decode(f"[{text}]")
    return values


def _pieces(path: Path) -> Iterator[bytes]:
    """Give the file in pieces of whole entries, without what joins the pieces."""
    with path.open("rb") as file:
        if file.read(len(_OPENING)) != _OPENING:
            raise ValueError("not in the usual form")
        rest = b""
        while block := file.read(_PIECE):
            rest += block
            end = rest.rfind(_JOINT)
            if end >= 0:
                yield rest[:end] + b"\n  }"
                rest = rest[end + len(_JOINT) :]
            elif len(rest) > 64 * _PIECE:
                raise ValueError("not in the usual form")
    if not rest.endswith(_ENDING):
        raise ValueError("not in the usual form")
    yield rest.removesuffix(b"\n]\n")
