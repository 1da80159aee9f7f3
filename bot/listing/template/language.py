r"""The language of entry templates: text, gaps, what may be absent, and what may be several.

    {name}                 a field's value; {name.path} a part of it, {name:%Y-%m} a date's form
    {? ...}                present if a field in it has a value
    {name|between|item}    each of several values, with what stands between two of them
    {_}                    anything, in a template by which entries are only read

A backslash takes its meaning from a brace, a bar or itself, and `\n` is the end of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from bot.text import pattern

ANYTHING = "_"  # the name of a gap for what is no field's
_WRITTEN_NAME = pattern(r"[^\s{}|:?]{1,60}")
_NAME = pattern(r"_|[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")
_ESCAPED = {"n": "\n", "t": "\t", "{": "{", "}": "}", "|": "|", "\\": "\\"}
_DEEPEST = 6
_MOST = 100  # braces; the longest template of a real list has a fifth of them
# The label with which a further line of an entry begins, such as `- **Venue:**`.
_LABEL = pattern(r"\n+[^\n:：]*\w[^\n:：]*[:：](?:\*\*|__|</b>|</strong>)?(?=[ \t])")


class Words(NamedTuple):
    """Text that stands in every entry as it is."""

    text: str
    line: int


class Gap(NamedTuple):
    """Where a value goes: a field's, or in the item of several a part of one of them.

    `at` is where its name stands in the template, by which gaps of one name are told apart.
    """

    name: str
    form: str
    line: int
    at: int


class Maybe(NamedTuple):
    """Pieces that an entry has where a field in them has a value.

    `instead` are words that people write where none has, which are only read.
    """

    pieces: Pieces
    line: int
    instead: tuple[str, ...] = ()


class Several(NamedTuple):
    """Each of a field's values by `item`, and `between` two of them."""

    name: str
    between: str
    item: Pieces
    line: int


Piece = Words | Gap | Maybe | Several
Pieces = tuple[Piece, ...]


class TemplateError(ValueError):
    """A template that cannot be used; `line` counts from the template's own first, as 0."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


GAP = "\ufffc"  # stands for a gap in the text of a template
NO_VALUE = "\ufffb"  # stands for what people write where a field has no value


def flat(pieces: Pieces, text: str = "", gaps: list[tuple[Gap, int]] | None = None) -> str:
    """Return a template's text with all in it that may be absent; note where its gaps are."""
    for piece in pieces:
        if isinstance(piece, Words):
            text += piece.text
        elif isinstance(piece, Gap):
            if gaps is not None:
                gaps.append((piece, len(text)))
            text += GAP
        elif isinstance(piece, Maybe):
            text = flat(piece.pieces, text, gaps)
        else:
            text = flat(piece.item, text, gaps) + piece.between
    return text


def parse_template(text: str) -> Pieces:
    """Return the pieces of a template. Raises TemplateError."""
    reader = _Reader(text)
    pieces = reader.pieces(frozenset(), 0)
    if reader.at < len(text):
        raise TemplateError(reader.line, "} closes nothing; write \\} for the brace itself")
    return pieces


def with_optional_lines(pieces: Pieces, optional: frozenset[str]) -> Pieces:
    """Return pieces in which a further line that is for optional fields alone may be absent.

    A blank line before it is, too, then.
    """
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if not isinstance(piece, Words):
            lines[-1].append(piece)
            continue
        first, *further = re.split(r"(?<!\n)(?=\n)", piece.text)
        lines[-1].append(Words(first, piece.line))
        at = piece.line
        for text in further:
            at += len(text) - len(text.lstrip("\n"))
            lines.append([Words(text, at)])
    return joined((*lines[0], *(piece for line in lines[1:] for piece in _line(line, optional))))


def joined(pieces: Iterable[Piece]) -> Pieces:
    """Return pieces with words that follow words as one."""
    made: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Words) and made and isinstance(before := made[-1], Words):
            made[-1] = Words(before.text + piece.text, before.line)
        else:
            made.append(piece)
    return tuple(made)


def _line(line: list[Piece], optional: frozenset[str]) -> Pieces:
    names = [piece.name for piece in line if isinstance(piece, Gap | Several)]
    if names and all(_is_of(name, optional) for name in names):
        first = line[0]
        instead = without_value(first.text) if isinstance(first, Words) else ()
        return (Maybe(tuple(line), first.line, instead),)
    return tuple(line)


def without_value(words: str) -> tuple[str, ...]:
    """Return how a line that begins with these words says that there is no value.

    That is in no way for one without a label.
    """
    label = _LABEL.match(words)
    return (f"{label[0]}{NO_VALUE}",) if label else ()


def _is_of(name: str, fields: frozenset[str]) -> bool:
    """Whether a gap is for one of these fields, or for a part of it, such as the path."""
    return name in fields or name.rpartition(".")[0] in fields


class _Reader:
    """Where the reading of a template stands."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.at = 0
        self._braces_read = 0

    @property
    def line(self) -> int:
        """Return the line, counted from 0."""
        return self._text.count("\n", 0, self.at)

    def pieces(self, ends: frozenset[str], depth: int) -> Pieces:
        """Return the pieces up to one of the signs that end them, a brace at the latest."""
        pieces: list[Piece] = []
        while self._sign() not in ("", "}") and self._sign() not in ends:
            if self._sign() != "{":
                line = self.line
                pieces.append(Words(self._words(ends), line))
            elif depth == _DEEPEST:
                raise TemplateError(self.line, f"more than {_DEEPEST} braces within each other")
            else:
                pieces.append(self._braces(depth + 1))
        return tuple(pieces)

    def _sign(self) -> str:
        return self._text[self.at : self.at + 1]

    def _words(self, ends: frozenset[str]) -> str:
        """Return the text up to a brace, or to one of the signs that end it."""
        found: list[str] = []
        while (sign := self._sign()) and sign not in "{}" and sign not in ends:
            following = self._text[self.at + 1 : self.at + 2]
            if sign == "\\" and following in _ESCAPED and following:
                found.append(_ESCAPED[following])
                self.at += 2
            else:
                found.append(sign)
                self.at += 1
        return "".join(found)

    def _braces(self, depth: int) -> Piece:
        line = self.line
        self._braces_read += 1
        if self._braces_read > _MOST:
            raise TemplateError(line, f"more than {_MOST} braces")
        self.at += 1
        if self._sign() == "?":
            self.at += 1
            inner = self.pieces(frozenset(), depth)
            self._close(line)
            if not any(isinstance(each, Gap | Several) for each in inner):
                raise TemplateError(line, "{? …} holds no field by which it would be present")
            return Maybe(inner, line)
        place = self.at
        name = self._name(line)
        if self._sign() == "|":
            return self._several(name, line, depth)
        form = ""
        if self._sign() == ":":
            self.at += 1
            form = self._words(frozenset())
        self._close(line)
        return Gap(name, form, line, place)

    def _name(self, line: int) -> str:
        """Return the name behind a brace. Raises TemplateError for what is none."""
        found = _WRITTEN_NAME.match(self._text, self.at)
        if not found:
            raise TemplateError(line, "{ is followed by no name; write \\{ for the brace itself")
        if not _NAME.fullmatch(found[0]):
            wanted = "names have small letters, digits, _ and dots"
            raise TemplateError(line, f"{{{found[0]}}} is no name of a field; {wanted}")
        self.at = found.end()
        return found[0]

    def _several(self, name: str, line: int, depth: int) -> Several:
        self.at += 1
        between = self._words(frozenset("|"))
        if self._sign() != "|":
            raise TemplateError(line, f"{{{name}|…}} needs two bars: {{{name}|between|item}}")
        self.at += 1
        item = self.pieces(frozenset("|"), depth)
        self._close(line)
        return Several(name, between, item, line)

    def _close(self, line: int) -> None:
        if self._sign() != "}":
            raise TemplateError(line, "{ is not closed")
        self.at += 1
