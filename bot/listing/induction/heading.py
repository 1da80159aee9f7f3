"""What a list calls itself: the text of the first heading of its README."""

from __future__ import annotations

import re

from bot.text import pattern, visible_line

_HEADING = pattern(
    r"^ {0,3}# +(\S[^\n]{0,2000})$|<h1\b[^<>]*>(.{1,2000}?)</h1>", re.M | re.S | re.I
)
_PICTURE = pattern(r"!\[[^\[\]]*\]\([^()]*\)|<!--.*?-->|<[^<>]*>|:[a-z0-9_+-]+:", re.S)
_LINK = pattern(r"\[([^\[\]]*)\]\([^()]*\)")
_BEGINNING = 5_000  # characters in which it is looked for
_LONGEST = 80
_EDGES = " #*_`~|–—-:·"


def name_in(readme: str) -> str:
    """Return the text of a README's first heading; blank where that can be no name."""
    found = _HEADING.search(readme[:_BEGINNING])
    if not found:
        return ""
    text = _LINK.sub(lambda link: link[1], _PICTURE.sub("", found[1] or found[2]))
    name = visible_line(text).strip(_EDGES)
    is_name = " " in name or not name.isascii()  # one word is as likely that of a section
    return name if is_name and len(name) <= _LONGEST else ""
