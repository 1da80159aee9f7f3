"""Know by its text alone what it is: people, a venue, a title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.fields import is_people, names_alone, read_venue
from bot.text import one_line, pattern

_INSTITUTION = pattern(r"\b(?:University|Institute|College|Academy|Laborator(?:y|ies))\b")
_INITIAL = pattern(r"(?:^|[\s.-])[A-Z]\.")
_YEAR = pattern(r"(?:\b(?:19|20)[0-9]{2}|['’][0-9]{2})\b")
_LAST_NAMES = pattern(r"[A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)?,? (?:and|&) [A-Z][^\W\d_]+\.?")
_NO_TITLE = pattern(r"\]\(|://|`|\*\*|^\W*$")
_LONGEST_VENUE = 80
_LONGEST_TITLE = 300


def are_known_names(names: Sequence[str], text: str) -> bool:
    """Whether names can be nothing else: several people, initials, or an institution.

    `text` is the line that they stand in.
    """
    if len(names) == 1:
        (name,) = names
        is_named = is_people(name) and _INITIAL.search(name)
        return bool(is_named or _INSTITUTION.search(name))
    text = one_line(text).strip(" ,;.").replace("et. al", "et al")
    return names_alone(text) or is_people(text)


def is_known_venue(text: str) -> bool:
    """Whether a text names a venue that is known, or any with its year."""
    text = one_line(text).strip(" ,;.*_")
    if not 0 < len(text) <= _LONGEST_VENUE:
        return False
    venue = read_venue(text, ())
    has_year = _YEAR.search(text) is not None
    return venue.known or (has_year and len(text.split()) < 8 and any(map(str.isalpha, text)))


def is_title_alone(text: str) -> bool:
    """Whether a text holds a title and no more: no people behind it, and no marks."""
    text = one_line(text).strip()
    is_whole = text.count("(") == text.count(")") and text.count("[") == text.count("]")
    if len(text) > _LONGEST_TITLE or _NO_TITLE.search(text) or not is_whole:
        return False
    last = re.split(r"[,.;] ", text.rstrip(" .,;"))[-1]
    behind = last if last != text else ""
    if are_known_names((text,), text) or _LAST_NAMES.fullmatch(last):
        return False
    return not behind or not (is_people(behind) or names_alone(behind))
