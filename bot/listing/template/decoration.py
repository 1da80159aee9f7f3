"""What people add to an entry beside what it says: notes of their own, emoji, wrapped lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from bot.listing.template.literals import EMOJI
from bot.text import pattern

_LONGEST = 400  # characters at the end of an entry that are looked at
_ADDED = (
    r"(?:[ \t]{0,20}+(?:"
    r"<!--(?:(?!--).){0,300}-{2,3}>"  # a comment
    rf"|:[a-z0-9_+-]{{1,30}}:|{EMOJI}{{1,8}}+"
    r"|(?:\\?\[){1,2}[A-Za-z][A-Za-z0-9 ]{0,20}(?:\\?\]){1,2}(?![(\[])"  # a link yet to come
    r"|!\[[^\[\]\n]{0,60}\]\([^()\s]{1,200}\)"  # a picture, such as a badge
    r"|(?<![\]\w])[*_]{0,2}\([^()\n:/]{1,60}\)[*_]{0,2}"  # a note: (Oral)
    r")){1,8}+"
)
_AT_END = pattern(rf"{_ADDED}[ \t.]{{0,20}}$", re.DOTALL)
_BEHIND_LINK = pattern(rf"(?<=[)\]]){_ADDED}(?=[ \t.]{{0,20}}(?:\r?\n|\|))", re.DOTALL)
_NOTE = pattern(r"\n(?:[ \t]*\n)*+(?= {2}|\t)")
_IN_BOLD = pattern(r"([-*+][ \t]+|[0-9]{1,9}[.)][ \t]+)(\*{2,3})(?!\*)([^*]+)\2$")
_GOES_ON = r"\n(?![ \t]*(?:[-*+>|#<]|[0-9]{1,9}[.)]|$))"
# A line that goes on in the next one; blanks at its end are mostly a break, and may be forgotten.
_WRAPPED = (pattern(rf"(?<=\S){_GOES_ON}"), pattern(rf"(?<=[^\n]){_GOES_ON}"))


class Variant(NamedTuple):
    """An entry as it is looked at; a place in it is the same place in the entry.

    `lines` tells whether it has all lines of the entry.
    """

    text: str
    lines: bool = True


def variants(entry: str, most: int) -> Iterator[Variant]:
    """Yield an entry as it is, and without what people added to it.

    Where more stands below it than the `most` lines that an entry has, further ones are notes.
    """
    yield Variant(entry)
    if (bare := _bare(entry)) != entry:
        yield Variant(bare)
    if (without := _BEHIND_LINK.sub(_blanks, bare)) != bare:
        yield Variant(without)
    if "\n" not in bare:
        if (plain := _IN_BOLD.sub(_without_marks, bare)) != bare:
            yield Variant(plain)
        return
    joined = dict.fromkeys(wrapped.sub(" ", bare) for wrapped in _WRAPPED)
    yield from (Variant(text) for text in joined if text != bare)
    ends = [found.start() for found in islice(_NOTE.finditer(entry), most)]
    for end in reversed(ends):
        text = entry[:end].rstrip()
        yield Variant(text, lines=False)
        if (bare := _bare(text)) != text:
            yield Variant(bare, lines=False)


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _without_marks(found: re.Match[str]) -> str:
    """Return a line without the marks that make all of it bold, and blanks in their place."""
    blanks = " " * len(found[2])
    return f"{found[1]}{blanks}{found[3]}{blanks}"


def _bare(entry: str) -> str:
    found = _AT_END.search(entry, max(0, len(entry) - _LONGEST))
    return entry[: found.start()] if found else entry
