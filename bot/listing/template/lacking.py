"""A template by which entries are read that lack something: each field but the title may be absent.

What stands where a field is expected is taken for it only where it is known as such: by words
before it, by the marks around it, or by what it says.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.fields import (
    ChoiceField,
    DateField,
    Field,
    LinkField,
    LinksField,
    NamesField,
    NumberField,
    TagsField,
    TitleField,
    VenueField,
)
from bot.listing.template.language import (
    NO_VALUE,
    Gap,
    Maybe,
    Piece,
    Pieces,
    Several,
    Words,
    joined,
    without_value,
)
from bot.text import pattern

_OPENS = pattern(r"[(\[（【*_`\"“]+$")
_CLOSES = {"(": ")", "[": "]", "（": "）", "【": "】", "“": "”"}
_BEGINS = pattern(r"\s*(?:[-*+][ \t]+|[^\w\s\[(*_`\"“<]{1,4}[ \t]+)?")
_WORD_OF_LINK = pattern(r"\[{1,2}([^\[\]!]+)\]\($")
_ENDS = pattern(r"[ \t]*\|")  # of a cell
_LETTER = pattern(r"[^\W\d_]")


class _Part(NamedTuple):
    """A field's piece, the marks around it, and the words before these."""

    piece: Piece
    before: str
    opens: str
    closes: str
    line: int

    @property
    def marked(self) -> list[Piece]:
        """Return the piece with its marks."""
        opens, closes = _words(self.opens, self.line), _words(self.closes, self.line)
        return [*opens, self.piece, *closes]


def with_lacks(pieces: Pieces, fields: Mapping[str, Field]) -> tuple[Pieces, frozenset[Piece]]:
    """Return pieces of which most may be absent, and those to be known by what stands there."""
    parts, tail = _parts(pieces)
    title = next(
        (at for at, part in enumerate(parts) if isinstance(_field(part, fields), TitleField)), None
    )
    if title is None:
        return pieces, frozenset()
    in_table = parts[0].before.lstrip().startswith("|")
    if in_table:
        parts, tail = _in_cells(parts, tail)
    made: list[Piece] = []
    unsure: set[Piece] = set()
    for at, part in enumerate(parts):
        before = _words(part.before, part.line)
        if at == title:
            unsure.add(part.piece)
            made += [*before, *_title(part, parts[at + 1 :])]
        elif isinstance(part.piece, Maybe) or not _may_lack(part, fields):
            made += [*before, *part.marked]
        elif in_table:
            made += [*before, _cell(part)]
        elif at < title:
            following = parts[at + 1]
            fixed = _BEGINS.match(part.before)
            begins = fixed[0] if fixed and at == 0 else part.before
            own = _words(part.before[len(begins) :], part.line)
            behind = _words(following.before, following.line)
            made += [
                *_words(begins, part.line),
                Maybe((*own, *_marked(part, fields), *behind), part.line),
            ]
            parts[at + 1] = following._replace(before="")
        else:
            instead = without_value(part.before)
            made.append(Maybe((*before, *_marked(part, fields)), part.line, instead))
        if at != title and _is_unsure(part, fields, in_table):
            unsure.add(part.piece)
    return (*made, *_words(tail, pieces[-1].line)), frozenset(unsure)


def with_blank_cells(pieces: Pieces, optional: Container[str]) -> Pieces:
    """Return pieces of a row of a table in which cells of optional fields may be blank."""
    parts, tail = _parts(pieces)
    if not parts or not parts[0].before.lstrip().startswith("|"):
        return pieces
    parts, tail = _in_cells(parts, tail)
    made: list[Piece] = []
    for part in parts:
        is_optional = isinstance(part.piece, Gap | Several) and part.piece.name in optional
        cell = [_cell(part)] if is_optional else part.marked
        made += [*_words(part.before, part.line), *cell]
    return joined((*made, *_words(tail, pieces[-1].line)))


def _cell(part: _Part) -> Maybe:
    """Return a part that is alone in its cell, and may have no value."""
    return Maybe(tuple(part.marked), part.line, _no_value_in(part.marked))


def _no_value_in(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Return what stands in a cell without a value: for a link, its word may stand there alone."""
    first = pieces[0]
    word = _WORD_OF_LINK.match(first.text) if isinstance(first, Words) else None
    return (NO_VALUE, word[1]) if word else (NO_VALUE,)


def _in_cells(parts: Sequence[_Part], tail: str) -> tuple[list[_Part], str]:
    """Return the parts of a row, of which one that is alone in its cell has all words there."""
    ends = [*(part.before for part in parts[1:]), tail]
    made: list[_Part] = []
    taken = 0  # characters before a part that are of the cell before it
    for part, end in zip(parts, ends, strict=True):
        before, opens, closes = part.before[taken:], part.opens, part.closes
        taken = 0
        start = before.rfind("|") + 1
        if start and "|" in end and isinstance(part.piece, Gap):
            words = before[start:].lstrip(" \t")
            rest = end[: end.index("|")].rstrip(" \t")
            before, opens = before[: len(before) - len(words)], words + opens
            closes, taken = closes + rest, len(rest)
        piece = part.piece
        if isinstance(piece, Maybe) and start and not before[start:].strip() and _ENDS.match(end):
            piece = piece._replace(instead=_no_value_in(piece.pieces))
        made.append(part._replace(piece=piece, before=before, opens=opens, closes=closes))
    return made, tail[taken:]


def _parts(pieces: Pieces) -> tuple[list[_Part], str]:
    """Return the parts of a template, and the words behind the last."""
    parts: list[_Part] = []
    before = ""
    for piece in pieces:
        if isinstance(piece, Words):
            before += piece.text
            if parts:
                opens = parts[-1].opens
                closes = "".join(_CLOSES.get(sign, sign) for sign in reversed(opens))
                if opens and before.startswith(closes):
                    parts[-1] = parts[-1]._replace(closes=closes)
                    before = before[len(closes) :]
                elif opens:
                    words = parts[-1].before + opens
                    parts[-1] = parts[-1]._replace(before=words, opens="")
            continue
        found = _OPENS.search(before)
        opens = found[0] if found and not isinstance(piece, Maybe) else ""
        parts.append(_Part(piece, before[: len(before) - len(opens)], opens, "", piece.line))
        before = ""
    return parts, before


def _words(text: str, line: int) -> list[Piece]:
    return [Words(text, line)] if text else []


def _title(part: _Part, following: Sequence[_Part]) -> Iterator[Piece]:
    """Yield the pieces of a title, which may be without emphasis, and without its link."""
    is_linked = part.opens.startswith("[") and following and following[0].opens == "("
    opens, closes = part.opens, part.closes
    if is_linked:
        yield _maybe("[", part.line)
        opens, closes = opens[1:], closes[:-1]
    is_emphasised = bool(opens) and not opens.strip("*_")
    if is_emphasised:
        yield _maybe(opens, part.line)
        yield part.piece
        yield _maybe(closes, part.line)
    else:
        yield from part._replace(opens=opens, closes=closes).marked
    if is_linked:
        yield _maybe("]", part.line)


def _marked(part: _Part, fields: Mapping[str, Field]) -> list[Piece]:
    """Return a part with its marks, of which the last may be forgotten behind a date."""
    if isinstance(_field(part, fields), DateField) and part.closes:
        return [*part._replace(closes="").marked, _maybe(part.closes, part.line)]
    return part.marked


def _maybe(text: str, line: int) -> Maybe:
    return Maybe((Words(text, line),), line)


def _field(part: _Part, fields: Mapping[str, Field]) -> Field | None:
    piece = part.piece
    return fields.get(piece.name) if isinstance(piece, Gap | Several) else None


def _is_named(part: _Part) -> bool:
    """Whether words or a code span say what stands there."""
    return bool(_LETTER.search(part.before)) or "`" in part.opens


def _may_lack(part: _Part, fields: Mapping[str, Field]) -> bool:
    """Whether the rest can be told where a part is absent."""
    field = _field(part, fields)
    if isinstance(part.piece, Several):
        first = part.piece.item[0] if part.piece.item else None
        is_marked = isinstance(first, Words) and not first.text[:1].isalnum()
        return isinstance(field, LinksField | TagsField) and (is_marked or _is_named(part))
    if isinstance(field, DateField | LinkField | NamesField | VenueField):
        return True
    if isinstance(field, NumberField):
        return bool(part.opens) or _is_named(part)
    if isinstance(field, ChoiceField) and field.options and not field.many:
        return True
    return field is not None and _is_named(part)


def _is_unsure(part: _Part, fields: Mapping[str, Field], in_table: bool) -> bool:
    """Whether a text there has to be known by what it says."""
    field = _field(part, fields)
    if not isinstance(part.piece, Gap) or in_table:
        return False
    if isinstance(field, DateField):
        return part.opens in ("(", "[")
    return isinstance(field, NamesField | VenueField) and not _is_named(part)
