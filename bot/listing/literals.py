"""The words of a template, and the ways in which people write them."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.listing.template import Several, Words

_LOOSE_BLANKS = r"[ \t\u00a0]{1,20}"
_BLANKS = r"[ \t\r\n]{0,80}"
_CELLS = re.compile(r"\s*(?:(?:</t[dr]>|<tr>|</a>)\s*)+")
_LOOSE_CELLS = rf"{_BLANKS}(?:<(?:/td|/?tr|/a|br ?/?)>{_BLANKS})"
_LOOSE_LINK = rf"{_BLANKS}(?:<(?:/td|/?tr|/a)>{_BLANKS})"
_HTML_WORDS = re.compile(rf"{_CELLS.pattern}|\s*<|>\s*|\s+|[^\s<>]+")
_LOOSE_LINES = r"[ \t\r]{0,20}\n[ \t\r\n]{0,80}"
_WORDS = re.compile(r"\s*\n\s*|[ \t]+|\*\*|__|.", re.DOTALL)
_VARIED = {'"': '["“”]', "'": "['‘’]"}
_FORGOTTEN = {"**": r"(?:\*\*|__)?", "__": r"(?:\*\*|__)?", ",": ",?", ";": ";?", ":": "[ \\t]?:"}


class Literal(NamedTuple):
    """Words of a template, and how they may stand in an entry: blanks and quotation marks vary."""

    text: str
    loose: re.Pattern[str]
    in_html: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the words themselves are all that they read where they stand so."""
        return not self.text[-1:].isspace() and not self.in_html


def between(piece: Several) -> re.Pattern[str] | None:
    """Return how people write what stands between two items, where these have marks of their own.

    That is blanks or a comma, whichever the template has.
    """
    first = piece.item[0] if piece.item else None
    is_marked = isinstance(first, Words) and not first.text[:1].isalnum()
    if is_marked and not piece.between.strip(" ,;") and piece.between:
        return re.compile(r"[ \t]{0,20}[,;]?[ \t]{0,20}")
    return None


def literal(text: str, *, in_html: bool = False) -> Literal:
    """Return words with the ways in which people write them.

    Blanks and quotation marks vary. Bold and a comma may be forgotten where other signs are left
    by which the words are known.
    """
    if in_html:
        return Literal(text, re.compile(_in_html(text)), in_html=True)
    bare = re.sub(r"[\s\w,;*_]", "", text)
    parts = (_loosely(found[0], known=bool(bare)) for found in _WORDS.finditer(text))
    return Literal(text, re.compile("".join(parts)))


def _in_html(text: str) -> str:
    """Return the pattern of words in a table of HTML.

    Between two tags blanks and lines mean nothing, and rows and cells need not be closed.
    """
    tokens = [found[0] for found in _HTML_WORDS.finditer(text)]
    least = 0 if any("<" in token and not _CELLS.fullmatch(token) for token in tokens) else 1
    return "".join(
        f"{_LOOSE_CELLS if 't' in token else _LOOSE_LINK}{{{least},8}}"
        if _CELLS.fullmatch(token)
        else _in_tag(token)
        for token in tokens
    )


def _in_tag(token: str) -> str:
    bare = token.strip()
    before = _BLANKS if token != token.lstrip() or bare == "<" else ""
    after = _BLANKS if token != token.rstrip() or bare == ">" else ""
    return f"{before}{re.escape(bare)}{after}"


def _loosely(words: str, *, known: bool) -> str:
    if "\n" in words:
        return _LOOSE_LINES
    if words.isspace():
        return _LOOSE_BLANKS
    if known and words in _FORGOTTEN:
        return _FORGOTTEN[words]
    return _VARIED.get(words) or re.escape(words)
