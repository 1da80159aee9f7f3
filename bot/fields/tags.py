"""The tags of a paper, here attention heads: read them, and tell spellings from different heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.config import LONGEST_HEAD, MOST_HEADS
from bot.fields.addresses import without_links
from bot.fields.fillers import is_filler
from bot.fields.reading import Note, Problem, Reading, look_alikes, problem, quoted
from bot.fields.reference import looks_like_link
from bot.fields.tag_names import bare_names, is_generic, split_heads
from bot.text import one_line, shorten, unwrapped

NEAR_MISS_SCORE = 84.0
_ALL_HEADS = "Attention Head"
_EXAMPLE = "Head: Retrieval Head, Induction Head"
_SHOWN = 80
_PUNCTUATION = re.compile(r"[\s_‐-―-]+")


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


def read_tags(raw: str, listed: Iterable[str]) -> Reading[tuple[Head, ...]]:
    """Return the heads that an issue names; `listed` are those of the list, as often as it does."""
    text, notes = _without_addresses(raw)
    pieces = split_heads(text)
    if len(pieces) > MOST_HEADS:
        message = f"These are {len(pieces)} names. Give the {MOST_HEADS} most important at most."
        wrong_ = (problem("heads", "too-many", message, example=_EXAMPLE),)
        return Reading("heads", (), wrong_, tuple(notes))
    names = [name for name in map(unwrapped, pieces) if not is_filler(name)]
    wrong = [name for name in names if len(name) > LONGEST_HEAD or looks_like_link(name)]
    kept = "\n".join(name for name in names if name not in wrong)
    read = read_heads(kept, spellings(listed))
    wrong += [head.written for head in read if looks_like_link(head.name)]
    named = [h for h in read if not (is_filler(h.name) or looks_like_link(h.name))]
    generic = [head for head in named if is_generic(head.name)]
    heads = _particular(named, generic)
    problems: tuple[Problem, ...] = ()
    if wrong:
        message = f"This is not the name of a head: a few words, at most {LONGEST_HEAD} characters."
        problems = (problem("heads", "not-a-head", message, read=wrong[0], example=_EXAMPLE),)
    elif not heads:
        message = "At least one attention head is needed. Write its name, several with commas."
        problems = (problem("heads", "missing", message, read=raw, example=_EXAMPLE),)
    if generic:
        shown = quoted([head.written for head in generic], _SHOWN)
        notes.append(Note("heads", "generic", f"{shown} names no particular head."))
    notes += [note for head in heads for note in _notes(head)]
    return Reading("heads", heads, problems, tuple(notes))


def _without_addresses(raw: str) -> tuple[str, list[Note]]:
    """Replace links by their texts; their addresses stand in no place where they count."""
    text, addresses = without_links(raw)
    if not addresses or "<!--" in text:
        return raw, []
    shown = shorten(", ".join(map(one_line, addresses)), _SHOWN)
    return text, [Note("links", "not-taken", f"{shown} stands among the heads; left out.")]


def _particular(heads: list[Head], generic: list[Head]) -> tuple[Head, ...]:
    """Return the heads without words for heads that name none.

    Where there is nothing but `attention heads`, all of them are meant.
    """
    named = [head for head in heads if head not in generic]
    of_heads = [head for head in generic if "head" in head.name.casefold()]
    return tuple(named or [replace(head, name=_ALL_HEADS) for head in of_heads[:1]])


def _notes(head: Head) -> list[Note]:
    notes = []
    if not head.known:
        likely = f" Is it {head.likely}?" if head.likely else ""
        code = "near-miss" if head.likely else "new"
        notes.append(Note("heads", code, f"{head.name} is new to the list.{likely}"))
    if head.name != head.written:
        message = f"“{head.written}” is written {head.name} here."
        notes.append(Note("heads", "normalised", message))
    return [*notes, *look_alikes("heads", head.name)]


def read_heads(text: str, known: Mapping[str, str]) -> list[Head]:
    """Return the heads that a field names, each once, in the list's spelling where it has one."""
    heads: dict[str, Head] = {}
    for written in split_heads(text):
        for name in bare_names(written):
            key = head_key(name)
            if key in heads:
                continue
            if key in known:
                heads[key] = Head(known[key], written, known=True)
            else:
                heads[key] = Head(name, written, known=False, likely=_likely(key, known))
    return list(heads.values())


def head_key(name: str) -> str:
    """Return what two spellings of one head have in common.

    Case, hyphens, blanks, a plural and a final "Head" make no difference.
    """
    key = _PUNCTUATION.sub("", name).casefold()
    bare = key.removesuffix("heads").removesuffix("head") or key
    return bare.removesuffix("s") if len(bare) > 3 and not bare.endswith("ss") else bare


def spellings(listed: Iterable[str]) -> dict[str, str]:
    """Return the list's spelling of each head by its key; the commonest one wins."""
    by_key: dict[str, str] = {}
    for name, _ in Counter(listed).most_common():
        by_key.setdefault(head_key(name), name)
    return by_key


def _likely(key: str, known: Mapping[str, str]) -> str | None:
    from rapidfuzz import fuzz, process

    found = process.extractOne(key, known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_MISS_SCORE)
    return known[found[0]] if found else None
