"""Tell the paper's title from the words that the template puts before it in an issue's own."""

from __future__ import annotations

import re

from bot.text import clean, one_line, unwrapped

TITLE_PREFIX = "add new paper"
_MARKS = "[](){}<>【】（）*_`#\"'“”‘’:.-–—!• "
# `Add new paper: X` as the template has it, and as people write it by heart.
_PREFIX = re.compile(
    r"[\W_]{0,8}add (?:an? |the |this )?(?:new )?paper(?!\w)[*_`]{0,3}(?P<closed>[\])】）]?)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[*_` ]{0,4}[:：]+[*_`]{0,3} ?| (?:->|=>|→|[-–—|]+) ?|[-–—|]+ | ?$")
_OPENING = re.compile(r" ?(?=[\"'“‘「『《\[【(*])")
_AFTER_BRACKET = re.compile(" ?")


def has_prefix(title: str) -> bool:
    """Tell whether an issue's title begins with the template's words, whatever follows them."""
    return _bare(title).casefold().lstrip(_MARKS).startswith(TITLE_PREFIX)


def without_prefix(text: str) -> str | None:
    """Give what a title says after the template's words; None where it does not begin with them.

    Blank where it says nothing. "Add new paper about heads" talks: what follows the
    words is a title only after a colon or a dash, in quotation marks, or where the
    words stand in brackets.
    """
    text = _bare(text)
    start = _end_of_prefix(text, 0)
    if start is None:
        return None
    while (further := _end_of_prefix(text, start)) is not None and further > start:
        start = further
    return unwrapped(text[start:].strip())


def _end_of_prefix(text: str, start: int) -> int | None:
    """Give where the words of the template and what separates them from a title end."""
    found = _PREFIX.match(text, start)
    if not found:
        return None
    patterns = (_SEPARATOR, _AFTER_BRACKET if found["closed"] else _OPENING)
    ends = (pattern.match(text, found.end()) for pattern in patterns)
    return next((end.end() for end in ends if end), None)


def _bare(title: str) -> str:
    return unwrapped(one_line(clean(title)))
