"""Read a small JSON file by a schema, and name each fault by its line."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Generator, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.catalog.schema import said
from bot.config import LONGEST_FILE
from bot.errors import BrokenState
from bot.text import clean, one_line, pattern, shorten

if TYPE_CHECKING:
    from pydantic_core import CoreSchema, ErrorDetails, SchemaValidator

# Python refuses a whole number of thousands of digits; no file here holds any number.
_DECODER = json.JSONDecoder(parse_int=float)
_BLANKS = pattern(r"[ \t\r\n]*")
_BRACKETS = pattern(r'[\[\]{}]|"(?:[^"\\]|\\.)*"?', re.DOTALL)
_DEEPEST = 100  # brackets around a value
_LONGEST_NAMED = 40  # characters of what a message quotes

# Where a value stands in a file: the fields and numbers that lead to it.
Path = tuple[str | int, ...]


class Fault(NamedTuple):
    """What is wrong at a place of a file."""

    path: Path
    message: str


class BrokenFile(BrokenState):
    """A file beside the list is not in order; `faults` has a line for each thing wrong."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(faults[0])
        self.faults = tuple(faults)


class JsonText:
    """The text of a JSON file, whose values are known by their lines."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name

    def read(self, schema: SchemaValidator) -> Any:
        """Return what the text holds, read by a schema.

        Raises BrokenFile with every fault: what is no strict JSON, a key that stands
        twice, what the schema refuses.
        """
        from pydantic_core import ValidationError

        value = self._value()
        if twice := self._twice():
            raise self.broken(twice)
        try:
            return schema.validate_python(value)
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=False)
            raise self.broken(map(_fault, found)) from None

    def unclean(self) -> list[str]:
        """Return a line for each text and key of valid JSON that a page would show otherwise."""
        said = "invisible characters, comments or blanks around it"
        texts = _texts(self._value(), ())
        return self.named(Fault(path, said) for path, text in texts if cleaned(text) != text)

    def broken(self, faults: Iterable[Fault]) -> BrokenFile:
        """Return the exception that names each fault by file and line."""
        return BrokenFile(self.named(faults))

    def named(self, faults: Iterable[Fault]) -> list[str]:
        """Return each fault in a line, with file and line, in the order of the file."""
        begins = dict(self._places())  # of two alike the later, as it is read
        placed = []
        for fault in faults:
            known = fault.path
            while known not in begins:
                known = known[:-1]  # what is missing: the object that lacks it
            placed.append((begins[known], fault))
        placed.sort(key=lambda each: each[0])
        ends = [found.start() for found in re.finditer("\n", self._text)]
        return [
            f"{self._name}, line {bisect_left(ends, begin) + 1}: {_said(fault)}"
            for begin, fault in placed
        ]

    def _value(self) -> Any:
        text, name = self._text, self._name
        if len(text) > LONGEST_FILE:
            found = f"{name}, line 1: {len(text):,} characters; at most {LONGEST_FILE:,} are read"
            raise BrokenFile([found])
        if text.startswith("\ufeff"):
            raise BrokenFile([f"{name}, line 1: the file begins with a byte order mark"])
        if (begin := _too_deep(text)) is not None:
            line = text.count("\n", 0, begin) + 1
            raise BrokenFile([f"{name}, line {line}: brackets are nested too deeply"])
        try:
            return _DECODER.decode(text)
        except json.JSONDecodeError as error:
            found = f"{name}, line {error.lineno}, column {error.colno}: {error.msg}"
            raise BrokenFile([found]) from error

    def _twice(self) -> list[Fault]:
        seen: set[Path] = set()
        twice: set[Path] = set()
        for path, _ in self._places():
            if path in seen:
                twice.add(path)
            seen.add(path)
        # What is in an object that stands twice is not named as well.
        return [Fault(path, "stands twice") for path in twice if path[:-1] not in twice]

    def _places(self) -> list[tuple[Path, int]]:
        """Return each value's path and where it, or its key, begins."""
        return [*_walk(self._text, _skip(self._text, 0), ())]


def text_schema(longest: int) -> CoreSchema:
    """Return the schema of a text, which is cleaned and brought on one line first."""
    from pydantic_core import core_schema as of

    read = of.str_schema(strict=True, min_length=1, max_length=longest)
    return of.no_info_before_validator_function(_cleaned, read)


def _cleaned(value: object) -> object:
    return cleaned(value) if isinstance(value, str) else value


def cleaned(text: str) -> str:
    """Return a text as pages show it: what cannot be seen is gone, and it is on one line."""
    return one_line(clean(text))


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield each text in a value, and each key, with where it stands."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield (*path, key), key
            yield from _texts(each, (*path, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _texts(each, (*path, number))


def _walk(text: str, begin: int, path: Path) -> Generator[tuple[Path, int], None, int]:
    """Yield path and beginning of each value in valid JSON, and return where the first ends."""
    yield path, begin
    return (yield from _members(text, begin, path))


def _members(text: str, begin: int, path: Path) -> Generator[tuple[Path, int], None, int]:
    if text[begin] not in "[{":
        return _DECODER.raw_decode(text, begin)[1]
    end = _skip(text, begin + 1)
    number = 0
    while text[end] not in "]}":
        start, key = end, number
        if text[begin] == "{":
            key, end = _DECODER.raw_decode(text, end)
            end = _skip(text, _skip(text, end) + 1)  # behind the colon
        yield (*path, key), start
        end = _skip(text, (yield from _members(text, end, (*path, key))))
        if text[end] == ",":
            end = _skip(text, end + 1)
        number += 1
    return end + 1


def _too_deep(text: str) -> int | None:
    """Return where the brackets of a text, JSON or not, are more than a reader takes."""
    depth = 0
    for found in _BRACKETS.finditer(text):
        if found[0] in "[{":
            depth += 1
        elif found[0] in "]}":
            depth -= 1
        if depth > _DEEPEST:
            return found.start()
    return None


def _skip(text: str, begin: int) -> int:
    found = _BLANKS.match(text, begin)
    return found.end() if found else begin


def _fault(found: ErrorDetails) -> Fault:
    return Fault(tuple(part for part in found["loc"] if part != "[key]"), said(found))


def _said(fault: Fault) -> str:
    named = ".".join(
        f"entry {part + 1}" if isinstance(part, int) else _quoted(part) for part in fault.path
    )
    return f"{named}: {fault.message}" if named else fault.message


def _quoted(key: str) -> str:
    """Return a key, or the beginning of one, as a message names it."""
    plain = key.isidentifier() and key.isascii() and len(key) <= _LONGEST_NAMED
    return key if plain else repr(shorten(key, _LONGEST_NAMED))
