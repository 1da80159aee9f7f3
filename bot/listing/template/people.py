"""Names of people or institutions in one line: take them apart, and join them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.text import one_line, pattern

_BETWEEN = pattern(r"[,，;；、]")
# How a line ends that leaves some names out; what is cut in the midst of a name loses it, too.
_OTHERS = pattern(r"(?:,? |^)(?:(?:and |& )?et\.? al|and others)\.?$|(?:,|^)[^,]*…$", re.IGNORECASE)
# At the end of a line these have a full stop of their own.
_SHORT = pattern(r"(?:(?:^|[\s.])[A-Z]|\b(?:Co|Corp|Inc|Jr|Ltd|Sr))\.$")
# What points from a name to an institution or a note.
_MARK = pattern(r"<sup>[^<>]{0,40}</sup>|[†‡§¶∗⋆]+|(?<=[a-z])\*+(?=[,;\s]|$)")
_AND = pattern(r",? (?:and|&) ")
# fmt: off
_PARTICLES = frozenset((
    "al", "bin", "da", "das", "de", "del", "den", "der", "di", "dos", "du", "el", "la", "le",
    "los", "mac", "ten", "ter", "van", "von", "zu", "zum",
))
# fmt: on


def split_names(text: str, others: str) -> tuple[str, ...]:
    """Return the names of a line; `others` is what stands last where it leaves some out."""
    text = one_line(_MARK.sub("", text)).strip(" ,;")
    found = _OTHERS.search(text)
    ending = (others,) if found else ()
    text = text[: found.start()] if found else text
    if found or not _SHORT.search(text):
        text = text.rstrip(" ,;.")
    turned = _turned(text)
    names = turned or [part for each in _BETWEEN.split(text) for part in _parts(each)]
    return (*filter(None, (name.strip() for name in names)), *ending)


def _turned(text: str) -> list[str]:
    """Return the names of `Last, First and Last, First`, given names first; none of others."""
    parts = [part.split(", ") for part in text.split(" and ")]
    if len(parts) < 2 or not all(len(part) == 2 and _is_turned(*part) for part in parts):
        return []
    return [f"{given} {last}" for last, given in parts]


def _is_turned(last: str, given: str) -> bool:
    words = [*last.split(), *given.split()]
    return len(last.split()) < 3 and len(words) < 6 and _are_names(words)


def _parts(text: str) -> list[str]:
    """Return two people whom `and` joins, or the name as it is: institutions have that word."""
    text = re.sub(r"^(?:and|&) ", "", text.strip())
    parts = _AND.split(text)
    return parts if len(parts) > 1 and all(map(_is_person, parts)) else [text]


def _is_person(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and _are_names(words)


def _are_names(words: Sequence[str]) -> bool:
    """Whether words can be of a person's name: none is small but a particle."""
    return all(not word[0].islower() or word in _PARTICLES for word in words)


def join_names(names: Sequence[str], others: str, *, cited: bool = False) -> str:
    """Return names as a line has them: with commas, and no comma before what leaves some out.

    Two names are joined by a word where they are `cited`: `A. Noether and E. Artin`.
    """
    named = [name for name in names if name != others]
    line = (" and " if cited and len(named) == 2 else ", ").join(named)
    return f"{line} {others}".strip() if others in names else line


def initialled(name: str) -> str:
    """Return a person's name with the first name's initial alone: `A. Lovelace`."""
    first, _, rest = name.partition(" ")
    return f"{first[0]}. {rest}" if rest and len(first) > 2 and first[-1] != "." else name
