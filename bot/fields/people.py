"""Names of people and institutions: how they are written, and whether two are of one person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.fields.kinds import FieldName
from bot.text import fold, pattern

_OPENING, _CLOSING = "{([（【", "})]）】"
_BRACKET = rf"[{re.escape(_OPENING + _CLOSING)}]"
# `Xiaopeng Zhang 0009` is DBLP's ninth of that name.
_NUMBER = pattern(r" 0[0-9]{3}$")
# What stands behind a comma and belongs to the name before it.
_SUFFIX = pattern(
    r"(?:jr|sr|i{2,3}|iv|ph\.?d|inc|ltd|llc|llp|corp|co|gmbh|s\.?a|plc)\.?", re.IGNORECASE
)
_OTHERS = frozenset(
    map(fold, ("others", "and others", "et al", "etal", "and et al", "etc", "more", "and more",
               "among others", "and so on", "等", "等人"))
)  # fmt: skip
_NOBODY = frozenset(map(fold, ("anonymous", "anonymous author", "anonymous author(s)")))


@dataclass(frozen=True)
class Names:
    """People or institutions in their order; `more` tells that others are left out."""

    named: tuple[str, ...] = ()
    more: bool = False


NO_NAMES = Names()


def more_of(name: FieldName) -> FieldName:
    """Return the key by which a record says that a field of names has but the first of them."""
    return f"more_{name}"


def as_names(written: Iterable[str], most: int, longest: int) -> Names:
    """Return at most so many of the names, once each; `et al.` and what is too long are others.

    What holds no letter is no name, and neither is "Anonymous".
    """
    named: dict[str, str] = {}
    more = False
    for each in written:
        name = without_number(each)
        if not any(map(str.isalpha, name)) or (key := fold(name)) in _NOBODY or key in named:
            continue
        if key in _OTHERS or len(name) > longest:
            more = True
        elif len(named) == most:
            return Names(tuple(named.values()), more=True)
        else:
            named[key] = name
    return Names(tuple(named.values()), more)


def without_number(name: str) -> str:
    """Return a name without the number that tells its bearer from others of that name."""
    return _NUMBER.sub("", name)


def split_outside(text: str, separator: str) -> list[str]:
    """Split a text where a separator matches outside of braces and brackets.

    Brackets that do not close hold nothing together.
    """
    pieces: list[str] = []
    start = depth = 0
    for found in re.finditer(f"{_BRACKET}|{separator}", text):
        if found[0] in _OPENING:
            depth += 1
        elif found[0] in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0:
            pieces.append(text[start : found.start()])
            start = found.end()
    return [*pieces, text[start:]] if depth == 0 else re.split(separator, text)


def split_bibtex(text: str) -> list[str]:
    """Return the names of a BibTeX entry, given names first, each in its LaTeX."""
    names = split_outside(text.replace("~", " "), r"(?<=\s)and(?=\s)")
    return [given_first(name.strip()) for name in names]


def given_first(name: str) -> str:
    """Return `Last, First` as `First Last`, and any other name as it is."""
    last, *rest = map(str.strip, split_outside(without_number(name), ","))
    if not rest or not rest[-1] or len(rest) > 2 or is_suffix(rest[-1]):
        return name
    return " ".join((rest[-1], last, *rest[:-1]))


def is_suffix(text: str) -> bool:
    """Whether a text behind a comma belongs to the name before it: `Jr.`, `Inc.`."""
    return bool(_SUFFIX.fullmatch(text.strip()))
