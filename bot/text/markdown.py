"""Separate words from the marks around them: bullets, numbers, emphasis, quotation marks."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.text.clean import one_line
from bot.text.patterns import pattern

_BULLETS = "-*+•·–‣⁃●○◦■□▪▫➢➤►▸├└│─"
_OPENINGS = frozenset(f"{_BULLETS}0123456789[ \t\n")
HTML_BREAK = pattern(r"<br ?/?>", re.IGNORECASE)
_BREAKS_REVERSED = pattern(r"(?:(?:\\|>(?:/ ?)?rb<)\s*)+", re.I)
_PAIRS = (
    *((mark, mark) for mark in ("**", "__", "`", "'", '"', "*", "_")),
    *map(tuple, ("[]", "“”", "‘’", "«»", "《》", "「」", "『』", "【】")),
)

# Elements of HTML that hold a line of their own.
_NAMES = r"(?:p|li|ul|ol|dl|dt|dd|div|h[1-6]|tr|td)"
_OPENED = pattern(rf"(?:<{_NAMES}(?: [^<>]{{0,100}})?> ?){{1,4}}(?=[^\s<])", re.I)
_CLOSED = pattern(rf"(?: ?</{_NAMES}>){{1,4}}$", re.I)
_BOLD = pattern(r"</?(?:b|strong)>", re.I)
_LONGEST_ELEMENTS = 2000


def without_break(text: str) -> str:
    """Drop what ends a line without ending its paragraph in Markdown."""
    if not text.endswith(("\\", ">")):
        return text
    # From its end: a pattern that ends in `$` is tried at each place of a long line.
    broken = _BREAKS_REVERSED.match(text[::-1])
    return text[: len(text) - broken.end()] if broken else text


def unwrapped(text: str) -> str:
    """Drop emphasis, quotation marks and square brackets that hold the whole text."""
    text = without_break(one_line(text))
    for opening, closing in _PAIRS:
        inner = text[len(opening) : -len(closing)]
        held = text.startswith(opening) and text.endswith(closing) and len(text) > 2
        if held and opening not in inner and closing not in inner:
            return unwrapped(inner)
    return text


@lru_cache(maxsize=64)  # of one line it is asked again and again
def without_marks(text: str) -> str:
    """Drop whatever may stand before a key: bullets of any kind, numbers, letters, emoji."""
    text = without_bullet(text)
    start = 0
    while start < len(text) and not (text[start].isalnum() or text[start] in "#*_`[|"):
        start += 1
    return without_bullet(_without_number(text[start:], brackets=True))


@lru_cache(maxsize=64)
def without_bullet(text: str) -> str:
    """Drop one bullet, number or check box, and the blanks around it."""
    if text[:1] not in _OPENINGS:
        return text.rstrip()
    bare = text.lstrip(_BULLETS[3:] + " ") if text[:1] in _BULLETS[3:] else text
    if bare[:1] in ("-", "*", "+") and bare[1:2] in ("", " "):
        bare = bare[1:].lstrip()
    else:
        bare = _without_number(bare)
    if bare[:4].lower() in ("[ ] ", "[x] "):
        bare = bare[4:]
    return bare.strip()


def _without_number(text: str, *, brackets: bool = False) -> str:
    """Drop `1. ` or `1) `; with `brackets` also what is left of `(1) `, and one letter."""
    digits = len(text) - len(text.lstrip("0123456789"))
    if brackets and not digits and text[:1].isalpha():
        digits = 1
    if not 0 < digits <= 3 or text[digits : digits + 1] not in (".", ")", "、", "．"):
        return text
    rest = text[digits + 1 :]
    return rest.lstrip() if brackets or rest[:1] == " " else text


def without_elements(text: str) -> str:
    """Take the elements of HTML off that hold a whole line, and write bold as Markdown does."""
    if text[:1] != "<" or len(text) > _LONGEST_ELEMENTS:
        return text
    if first := _OPENED.match(text):
        text = _CLOSED.sub("", text[first.end() :]) or text
    if text[:3].lower() == "<b>" or text[:8].lower() == "<strong>":
        text = _BOLD.sub("**", text, count=2)
    return text
