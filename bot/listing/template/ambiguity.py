"""Find fields of a template that could not be told apart, and make those apart that can be.

Kinds differ in the signs that they hold between words: authors have commas, and a venue has none.
So where a comma stands between the two, the venue begins behind the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.listing.template.language import TemplateError
from bot.listing.template.program import Program
from bot.listing.template.sinks import BADGE, WHOLE_BADGE
from bot.listing.template.steps import Fill, Fork, Slot, Step, Way, ways_on

_ORDINARY = frozenset(",:;-–—/()'\".&")


class _Pair(NamedTuple):
    """Two slots of which one follows the other, and the words between them."""

    first: Slot
    words: str
    loose: str
    second: Slot


def told_apart(program: Program) -> Program:
    """Return a program whose slots end where the next begins. Raises TemplateError.

    It is raised for two fields between which there is no telling, with an example.
    """
    pairs = [*_pairs(program.steps)]
    for pair in pairs:
        _refuse(pair, pairs)
    for first, second, words in _rivals(program.steps):
        message = (
            f"{{{first.field}}} and {{{second.field}}} both begin with “{words}”: where one alone "
            f"is there, as in “{words}abc”, it may be {first.field} or {second.field}"
        )
        raise TemplateError(0, message)
    return kept_apart(program)


def kept_apart(program: Program) -> Program:
    """Return a program whose slots end where the next begins."""
    pairs = [*_pairs(program.steps)]
    steps = tuple(_kept_apart(step, pairs) for step in program.steps)
    return program._replace(steps=steps)


def _pairs(steps: tuple[Step, ...]) -> Iterator[_Pair]:
    for at, step in enumerate(steps):
        if isinstance(step, Fill):
            for way in ways_on(steps, at + 1):
                if way.words and way.fill:
                    yield _Pair(step.slot, way.words.text, way.words.loose.pattern, way.fill.slot)


def _refuse(pair: _Pair, pairs: list[_Pair]) -> None:
    """Raise TemplateError where both fields may hold what stands between them."""
    first, words, loose, second = pair
    if first is second or first.spelling.is_sharp or second.spelling.is_sharp:
        return
    if first.placed.sink in (BADGE, WHOLE_BADGE):
        return  # which ends by a rule of its own
    is_repeated = any(
        each.first is each.second is first and each.words.strip() == words.strip() for each in pairs
    )
    if not is_repeated and not (_holds(first, words, loose) and _holds(second, words, loose)):
        return
    a, b = first.field, second.field
    raise TemplateError(
        0,
        f"“{words}” does not tell {{{a}}} from {{{b}}}: “A{words}B{words}C” may be {a} “A” and "
        f"{b} “B{words}C”, or {a} “A{words}B” and {b} “C”",
    )


def _holds(slot: Slot, words: str, loose: str) -> bool:
    """Whether a text of a slot's kind may hold some words, as a matter of course."""
    takes_blanks = re.fullmatch(loose, words.replace("\n", " "))  # instead of the end of a line
    if "\n" in words and not takes_blanks and re.search(slot.placed.sink.never, "\n"):
        return False
    return all(sign.isspace() or sign in slot.spelling.holds for sign in words)


def _kept_apart(step: Step, pairs: list[_Pair]) -> Step:
    """Return a step whose slot holds nothing that parts it from the one beside it."""
    if not isinstance(step, Fill) or step.slot.spelling.is_sharp:
        return step
    slot = step.slot
    if slot.placed.sink in (BADGE, WHOLE_BADGE):
        return step  # which ends by a rule of its own
    apart = {
        pair.loose
        for pair in pairs
        if slot in (pair.first, pair.second)
        and not _holds(slot, pair.words, pair.loose)
        and (pair.first is pair.second or _is_ordinary(pair.words))
    }
    if not apart:
        return step
    return step._replace(never=re.compile("|".join((step.never.pattern, *sorted(apart)))))


def _is_ordinary(words: str) -> bool:
    """Whether words are of signs that stand in texts of some kind as a matter of course."""
    return all(sign.isspace() or sign in _ORDINARY for sign in words)


def _rivals(steps: tuple[Step, ...]) -> Iterator[tuple[Slot, Slot, str]]:
    """Return two slots that begin alike, of which the first may take what is the second's."""
    for step in steps:
        if not isinstance(step, Fork) or step.first == step.second:
            continue
        seconds = [*ways_on(steps, step.second)]
        for way in ways_on(steps, step.first):
            if way.fill is None or way.fill.slot.spelling.is_sharp:
                continue
            for other in seconds:
                if other.fill and other.fill is not way.fill and _words(way) == _words(other):
                    yield way.fill.slot, other.fill.slot, _words(way)


def _words(way: Way) -> str:
    return way.words.text if way.words else ""
