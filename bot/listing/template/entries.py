"""One template of an entry: read an entry's fields by it, and write an entry from fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from bot.fields import Field, LinksField, NamesField, SentencesField
from bot.listing.template.ambiguity import kept_apart
from bot.listing.template.captures import Fields, Reading, Values
from bot.listing.template.compiling import compiled
from bot.listing.template.composing import Writer
from bot.listing.template.decoration import variants
from bot.listing.template.language import ANYTHING, Gap, Several, TemplateError, flat
from bot.listing.template.literals import EXACT, FORGIVING, LACKING
from bot.listing.template.program import POSITION, Program, compile_template
from bot.listing.template.scanner import Found, scan
from bot.listing.template.sinks import WriteError
from bot.listing.template.spellings import shown
from bot.text import pattern

LENIENCIES = (EXACT, FORGIVING, LACKING)
_LONGEST_GUESSED = 10_000  # characters of an entry that is read leniently
_LEFT_OVER = pattern(r"\*\*|\]\(|^[*_]|[*_]$")
_NO_NAME = pattern(r"[^\w\"'“‘(@]")  # how no name begins


class _Scanned(NamedTuple):
    """A reading with the program that found it."""

    program: Program
    found: list[Found]
    reading: Reading
    text: str  # of the entry, as it was read


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
        self.lines = len(text.splitlines())
        gaps: list[tuple[Gap, int]] = []
        flat(self._program.pieces, gaps=gaps)
        self._forms = {gap.name: gap.form for gap, _ in reversed(gaps)}

    def read(self, entry: str) -> Reading | None:
        """Return what an entry says, None where the template does not read it."""
        scanned = self._scanned(entry)
        return scanned.reading if scanned else None

    def read_as(self, entry: str, leniency: int) -> Reading | None:
        """Return what an entry says if it is read with this leniency and no other."""
        scanned = self._scanned_as(entry, leniency)
        return scanned.reading if scanned else None

    def _scanned(self, entry: str) -> _Scanned | None:
        """Return the reading of an entry as it is, or without what people added to it."""
        for text, leniency, _ in _ways(entry, (self,)):
            if scanned := self._scanned_as(text, leniency):
                return scanned
        return None

    def _scanned_as(self, entry: str, leniency: int) -> _Scanned | None:
        program = self._program_for(leniency)
        if program is None or (found := scan(program, entry)) is None:
            return None
        reading = Values(self._kinds).read(found, entry)
        if reading is None:
            return None
        if leniency != EXACT and not self._is_sound(reading.fields, leniency):
            return None
        return _Scanned(program, found, reading, entry)

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
        single = {slots[piece].field for piece in pieces if isinstance(piece, Gap)}
        several = {piece.name for piece in pieces if isinstance(piece, Several)}
        return frozenset(single | several) - {POSITION}

    def write(self, fields: Mapping[str, Any], number: str = "1") -> str:
        """Return the entry that says just this. Raises WriteError where none does.

        What in a value would end its gap is escaped where it would be read so, and only there.
        """
        wanted = self.shown(fields)
        for escaping in (False, True):
            entry = Writer(self._program, self._kinds, number, escaping).write(wanted)
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
            name: shown(kind, _in_one(kind, value, name in items), self._forms.get(name, ""))
            for name, kind in self._kinds.items()
            if name in self.names and (value := fields.get(name))
        }

    def behind(self, entry: str) -> str:
        """Return what people added behind what an entry says, such as a comment."""
        scanned = self._scanned(entry)
        return entry[len(scanned.text) :] if scanned else ""

    def patched(self, entry: str, changed: Mapping[str, Any]) -> str | None:
        """Return an entry in which some fields have other values, and nothing else is changed.

        None where that cannot be: a field is not there yet, or is to have no value, or what stands
        around its values is only read.
        """
        scanned = self._scanned(entry)
        if scanned is None:
            return None
        program, found, before, seen = scanned
        wanted = {**before.fields, **self.shown(changed)}
        if any(not changed[name] or name not in before.fields for name in changed):
            return None
        for escaping in (False, True):
            writer = Writer(program, self._kinds, before.number, escaping)
            text = entry
            try:
                edits = sorted(writer.replacing(found, wanted, changed), reverse=True)
            except WriteError:
                return None
            for start, end, new in edits:
                end -= len(seen[start:end]) - len(seen[start:end].rstrip())
                text = f"{text[:start]}{new}{text[end:]}"
            after = self.read(text)
            if after and after.fields == wanted:
                return text
        return None

    def composed(self, reading: Reading) -> str:
        """Return the entry of fields that were read, blank where they cannot be written."""
        try:
            return Writer(self._program, self._kinds, reading.number, False).write(reading.fields)
        except WriteError:
            return ""


def read_by(templates: Sequence[EntryTemplate], entry: str) -> tuple[EntryTemplate, Reading] | None:
    """Return what an entry says, with the template that reads it: as it is, if one does so."""
    for text, leniency, template in _ways(entry, templates):
        if reading := template.read_as(text, leniency):
            return template, reading
    return None


def _ways(
    entry: str, templates: Sequence[EntryTemplate]
) -> Iterator[tuple[str, int, EntryTemplate]]:
    """Yield the ways to read an entry, as it is first."""
    if len(entry) >= _LONGEST_GUESSED:
        yield from product((entry,), LENIENCIES[:1], templates)
        return
    for text, has_all in variants(entry, max(each.lines for each in templates)):
        # Where a field may be absent, it might stand in the lines that are left out.
        leniencies = LENIENCIES if has_all else (EXACT, FORGIVING)
        yield from product((text,), leniencies, templates)


def _in_one(kind: Field, value: Any, is_several: bool) -> Any:
    """Return several values as one where the template has one gap for them all."""
    if is_several or isinstance(value, str | int) or isinstance(kind, NamesField | LinksField):
        return value
    return (" " if isinstance(kind, SentencesField) else ", ").join(value)
