"""Merge entries that are made of like parts into one template, with what may be absent in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

START, END = "^", "$"
_SELDOM = 0.04  # of entries: a part in fewer is none of the template
_SELDOM_LINKED = 0.015  # the same for links, which are known for sure
_ALWAYS = 0.95


class Part(NamedTuple):
    """A part of an entry, by a key that is the same in all entries, and the words before it."""

    key: str
    before: str


class Sequences(NamedTuple):
    """The parts of each entry in their order, and the words behind the last."""

    parts: Sequence[tuple[Part, ...]]
    tails: Sequence[str]


class Merged(NamedTuple):
    """The parts of a template in their order, by key, and how many entries have each.

    `words` has the words between two of them, as most entries do.
    """

    keys: tuple[str, ...]
    counts: Mapping[str, int]
    total: int
    words: Mapping[tuple[str, str], str]
    always: float = _ALWAYS  # the share of entries from which a part is in all of them

    def is_optional(self, key: str) -> bool:
        """Whether some entries lack a part."""
        return self.counts[key] < self.always * self.total

    def before(self, key: str, others: Iterable[str]) -> str:
        """Return the words before a part: behind the first of some that it ever stands behind."""
        found = (self.words.get((other, key)) for other in others)
        near = next((words for words in found if words is not None), None)
        if near is not None:
            return near
        return next((words for (_, second), words in self.words.items() if second == key), " ")


def merged(sequences: Sequences, wanted: Iterable[str]) -> Merged:
    """Return the parts of all entries in one order; `wanted` are the keys that may be parts."""
    total = len(sequences.parts)
    counts = Counter(key for parts in sequences.parts for key in {part.key for part in parts})
    kept = {key for key in wanted if counts[key] >= _least(key, total)}
    keys = _ordered([[part.key for part in parts if part.key in kept] for parts in sequences.parts])
    words: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for parts, tail in zip(sequences.parts, sequences.tails, strict=True):
        last = START
        for part in (*parts, Part(END, tail)):
            is_kept = part.key in kept or part.key == END
            if is_kept and last:
                words[last, part.key][part.before] += 1
            last = part.key if is_kept else ""
    usual = {pair: found.most_common(1)[0][0] for pair, found in words.items()}
    return Merged(keys, {key: counts[key] for key in keys}, total, usual)


def _least(key: str, total: int) -> float:
    """Return in how many entries a part has to be."""
    share = _SELDOM_LINKED if key.startswith(("badge:", "links")) else _SELDOM
    return max(1 if total < 8 else 2, share * total)


def _ordered(entries: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return all keys in the order that agrees with most entries: the commonest entry's first."""
    whole = Counter(tuple(dict.fromkeys(each)) for each in entries)
    ordered = [*max(whole, key=lambda each: (whole[each] * len(each), len(each)), default=())]
    before: Counter[tuple[str, str]] = Counter()
    for keys, count in whole.items():
        for at, first in enumerate(keys):
            for second in keys[at + 1 :]:
                before[first, second] += count
    counts = Counter(key for keys in entries for key in keys)
    for key, _ in counts.most_common():
        if key not in ordered:
            costs = [
                sum(before[key, each] for each in ordered[:at])
                + sum(before[each, key] for each in ordered[at:])
                for at in range(len(ordered) + 1)
            ]
            best = min(costs)
            ordered.insert(max(at for at, cost in enumerate(costs) if cost == best), key)
    return tuple(ordered)


def assembled(whole: Merged, texts: Mapping[str, str], *, behind: bool = False) -> str:
    """Return a template of the parts with these texts.

    Where a part may be absent, the words before it are absent with it, or those behind it: as
    entries without it have it, and where both would do, by `behind`.
    """
    made = ""
    last = START
    waiting: list[str] = []
    for key in (*(key for key in whole.keys if key in texts), END):
        if key != END and whole.is_optional(key):
            waiting.append(key)
            continue
        made += _stretch(whole, texts, (last, *waiting, key), behind=behind)
        last, waiting = key, []
    return made.rstrip()


def _stretch(whole: Merged, texts: Mapping[str, str], keys: Sequence[str], *, behind: bool) -> str:
    """Return the template from behind one part to the next that is always there."""
    last, *optional, key = keys
    text = texts.get(key, "")
    if not optional:
        return f"{escaped(whole.before(key, (last,)))}{text}"
    straight = whole.words.get((last, key))
    ahead = [whole.before(each, (last, *optional[:at][::-1])) for at, each in enumerate(optional)]
    after = [whole.before(each, (before,)) for before, each in pairwise((*optional, key))]
    common = _shared(straight, ahead[0], after[-1])
    if common:
        straight = (straight or "")[len(common) :]
        ahead = [each.removeprefix(common) for each in ahead]
    begins_alike = straight == ahead[0] or (straight is None and last == START)
    ends_alike = straight in (None, after[-1]) and last != START
    parts = [f"{texts[each]}{escaped(end)}" for each, end in zip(optional, after, strict=True)]
    if begins_alike and (behind or not ends_alike):
        return f"{escaped(common + ahead[0])}{_maybe(parts)}{text}"
    if last == START:  # before the first stands what is its own, such as a mark
        parts[0] = f"{escaped(ahead[0])}{parts[0]}"
        return f"{_maybe(parts)}{escaped(straight or '')}{text}"
    words = after[-1] if straight is None else straight
    made = escaped(common)
    for each, before, behind_it in zip(optional, ahead, after, strict=True):
        in_line = before.startswith("\n") and behind_it[:1] in ("", "\n")
        part = f"{escaped(before)}{texts[each]}"
        made += part if in_line else f"{{?{part}}}"
    return f"{made}{escaped(words)}{text}"


def _maybe(parts: Iterable[str]) -> str:
    return "".join(f"{{?{part}}}" for part in parts)


def _shared(straight: str | None, ahead: str, behind: str) -> str:
    """Return the words that stand both before what may be absent and where it is, such as a stop.

    Without them the words behind it are the same as where it is absent.
    """
    if straight is None or straight in (ahead, behind):
        return ""
    size = next(
        (at for at, (one, other) in enumerate(zip(straight, ahead, strict=False)) if one != other),
        min(len(straight), len(ahead)),
    )
    common = straight[:size]
    return common if straight[len(common) :] == behind else ""


def escaped(words: str) -> str:
    """Return words as a template has them."""
    return words.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
