"""Split and spell the names of attention heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.text import one_line

_SEPARATORS = ",;、，；\n"
_PLURAL = re.compile(r"\bheads$", re.IGNORECASE)
_SINGULAR = re.compile(r"\bhead$", re.IGNORECASE)
_LEADING_AND = re.compile(r"^(?:and|&)\s+", re.IGNORECASE)
_JOINTS = re.compile(r" (?:and|&|/) ", re.IGNORECASE)
_PUNCTUATION = re.compile(r"[\s_‐-―-]+")
NEAR_MISS_SCORE = 84.0


@dataclass(frozen=True)
class Head:
    """One head as it will be stored.

    `written` is what the issue says. `known` tells whether the list has it;
    `likely` is a listed name that it may be a slip of, else None.
    """

    name: str
    written: str
    known: bool
    likely: str | None = None


def head_key(name: str) -> str:
    """Give what two spellings of one head have in common.

    Case, hyphens, blanks, a plural and a final "Head" make no difference.
    """
    key = _PUNCTUATION.sub("", name).casefold()
    bare = key.removesuffix("heads").removesuffix("head") or key
    return bare.removesuffix("s") if len(bare) > 3 and not bare.endswith("ss") else bare


def split_heads(text: str) -> list[str]:
    """Split a field into names at commas, semicolons and line ends outside of brackets.

    A second name in brackets is a name of its own, as in `n-gram head(Induction head)`.
    """
    names: list[str] = []
    for piece in _split_outside_brackets(text):
        names.extend(_second_name(piece))
    return names


def _split_outside_brackets(text: str) -> list[str]:
    pieces = []
    start = depth = 0
    balanced = text.count("(") == text.count(")")
    for index, char in enumerate(text):
        if balanced and char in "()":
            depth = max(0, depth + (1 if char == "(" else -1))
        elif char in _SEPARATORS and depth == 0:
            pieces.append(text[start:index])
            start = index + 1
    pieces.append(text[start:])
    trimmed = (_LEADING_AND.sub("", _without_bullet(one_line(piece))) for piece in pieces)
    return [name for piece in trimmed for name in _joined_names(piece) if name]


def _without_bullet(piece: str) -> str:
    piece = piece.lstrip("-+• ")
    return piece[1:].lstrip() if piece.startswith("* ") else piece


def _joined_names(piece: str) -> list[str]:
    """Split `A Head and B Head`, but not `Copy and Paste Head`: each side must say "head"."""
    names = _JOINTS.split(piece)
    return names if all(_ends_in_head(name) for name in names) else [piece]


def _ends_in_head(name: str) -> bool:
    return name.casefold().rstrip("*_`]").endswith(("head", "heads"))


def _second_name(piece: str) -> list[str]:
    opening = piece.find("(")
    if opening > 0 and piece.endswith(")"):
        inner = piece[opening + 1 : -1]
        if _ends_in_head(inner) and "(" not in inner:
            return [piece[:opening].strip(), *_split_outside_brackets(inner)]
    return [piece]


def spellings(listed: Iterable[str]) -> dict[str, str]:
    """Give the list's spelling of each head by its key; the commonest one wins."""
    by_key: dict[str, str] = {}
    for name, _ in Counter(listed).most_common():
        by_key.setdefault(head_key(name), name)
    return by_key


def read_heads(text: str, known: Mapping[str, str]) -> list[Head]:
    """Give the heads that a field names, each once, in the list's spelling where it has one."""
    heads: dict[str, Head] = {}
    for written in split_heads(text):
        key = head_key(written)
        if key in heads:
            continue
        if key in known:
            heads[key] = Head(known[key], written, known=True)
        else:
            heads[key] = Head(_spell(written), written, known=False, likely=_likely(key, known))
    return list(heads.values())


def _spell(name: str) -> str:
    """Bring a new name to the list's habit: singular, capitals where it has none at all."""
    name = _SINGULAR.sub("Head", _PLURAL.sub("Head", name))
    if name.removesuffix("Head").islower():
        name = " ".join(
            word if "-" in word else word[:1].upper() + word[1:] for word in name.split(" ")
        )
    return name


def _likely(key: str, known: Mapping[str, str]) -> str | None:
    from rapidfuzz import fuzz, process

    found = process.extractOne(key, known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_MISS_SCORE)
    return known[found[0]] if found else None
