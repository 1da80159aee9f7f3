"""Read the entries of a README by the templates of its list."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.listing.description import YEAR, Description, Sections
from bot.listing.readme.document import Part, cut, lines_of, plain_heading, with_entries
from bot.listing.readme.listed import Entry, Listed
from bot.listing.readme.notes import with_notes
from bot.listing.readme.shapes import shape_of
from bot.listing.template.entries import EntryTemplate, read_by
from bot.listing.template.presets import templates_of

_MOST_KNOWN = 20_000  # entries


@lru_cache(maxsize=4)  # one step of a run asks again for what another has read
def listed_in(content: bytes, description: Description) -> Listed:
    """Return what a README says. Raises BrokenState, UnicodeDecodeError."""
    text = content.decode()
    reader = _reader(description)
    sections = description.sections
    folds = _folds(sections)
    levels = sections.levels if sections else (6, 6)
    shape = shape_of(templates_of(description))
    lines = with_entries(lines_of(text, folds), shape.level)
    parts = cut(lines, description.list.under, levels, shape)
    parts = with_notes(parts, lambda part: reader.entry(part).fields is not None)
    read = [None if each.section is None else reader.entry(each) for each in parts]
    whole = (entry.written if entry else part.text for entry, part in zip(read, parts, strict=True))
    same = "".join(whole).encode() == content
    entries = [
        entry
        for entry, part in zip(read, parts, strict=True)
        if entry and (part.sure or entry.fields)
    ]
    writes = reader.templates[0] if description.entry else None
    return Listed(tuple(entries), same, tuple(lines), reader.templates, writes)


def _folds(sections: Sections | None) -> re.Pattern[str] | None:
    """Return what matches the titles of groups, by which README.md may fold its entries."""
    groups = sections.groups if sections else ()
    titles = {title for group in groups for title in group.title.values()}
    year = re.escape(YEAR)
    wanted = (re.escape(plain_heading(title)).replace(year, "[0-9]{4}") for title in titles)
    return re.compile("|".join(sorted(wanted))) if titles else None


@lru_cache(maxsize=4)
def _reader(description: Description) -> _Reader:
    return _Reader(description)


class _Reader:
    """Reads entries, one that was read before at once: two READMEs of a run have most in common."""

    def __init__(self, description: Description) -> None:
        kinds = description.fields
        self.templates = tuple(EntryTemplate(each, kinds) for each in templates_of(description))
        self._read = lru_cache(maxsize=_MOST_KNOWN)(self._read_anew)

    def entry(self, part: Part) -> Entry:
        """Return what a part says, as an entry of its section and line."""
        return self._read(part.text)._replace(section=part.section or (), line=part.line)

    def _read_anew(self, text: str) -> Entry:
        """Return what a text says by the first template that reads it, as it is if one does."""
        body = text.lstrip(" ")
        indented = text[: len(text) - len(body)]
        unix = body.replace("\r\n", "\n")
        found = read_by(self.templates, unix)
        if found is None:
            return Entry((), 0, text, text, None, False)
        template, reading = found
        written = template.composed(reading)
        if indented and written != unix:
            written = _indented(written, indented)
        if unix != body:
            written = written.replace("\n", "\r\n")
        from_fields = written == body
        kept = indented + written if from_fields else text
        return Entry((), 0, text, kept, reading.fields, from_fields, reading.number)


def _indented(written: str, by: str) -> str:
    """Return an entry of which the further lines are indented as the first is."""
    first, *further = written.split("\n")
    return "\n".join((first, *(f"{by}{line}" if line else line for line in further)))
