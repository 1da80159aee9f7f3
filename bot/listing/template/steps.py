"""The steps of a compiled template, and the ways in which it may go on from one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.listing.template.contexts import Placed
from bot.listing.template.language import Gap, TemplateError
from bot.listing.template.literals import Literal
from bot.listing.template.spellings import Spelling

_SLACK = 120  # characters by which a text may be longer than the words it is read as


class Slot(NamedTuple):
    """A gap as it is compiled: the field and the part of it, and where the value goes."""

    gap: Gap
    field: str
    part: str
    spelling: Spelling
    placed: Placed
    is_item: bool = False


class Take(NamedTuple):
    """Go on behind these words."""

    literal: Literal


class Fill(NamedTuple):
    """Take the text up to where `follow` begins, or the end of the entry, for a slot's.

    `never` matches what no such text holds.
    """

    slot: Slot
    never: re.Pattern[str]
    follow: re.Pattern[str] | None = None
    reach: int = 0  # of the longest of what follows
    may_end: bool = False


class Fork(NamedTuple):
    """Go on at the first place, and where that leads nowhere, at the second."""

    first: int
    second: int


class Done(NamedTuple):
    """The entry has to end here."""


Step = Take | Fill | Fork | Done


def with_follow(steps: list[Step], at: int) -> Step:
    """Return a step; where it fills a slot, with what may follow there."""
    step = steps[at]
    if not isinstance(step, Fill):
        return step
    ways = [*ways_on(steps, at + 1)]
    for way in ways:
        if way.fill and not way.words:
            name = way.fill.slot.field
            message = f"nothing stands before {{{name}}} that ends {{{step.slot.field}}}"
            raise TemplateError(0, message)
    words = sorted({way.words for way in ways if way.words}, key=lambda each: len(each.text))
    pattern = "|".join(dict.fromkeys(each.loose.pattern for each in reversed(words)))
    return step._replace(
        follow=re.compile(pattern) if words else None,
        reach=max((len(each.text) for each in words), default=0) + _SLACK,
        may_end=any(not way.words for way in ways),
    )


class Way(NamedTuple):
    """The words with which a program may go on, and the slot that it may fill then.

    Without either the entry ends.
    """

    words: Literal | None = None
    fill: Fill | None = None


def ways_on(steps: Sequence[Step], at: int) -> Iterator[Way]:
    """Return the ways in which a program may go on from a step."""
    for next_ in _through(steps, at):
        step = steps[next_]
        if isinstance(step, Fill):
            yield Way(None, step)
        elif isinstance(step, Take):
            text = pattern = ""
            while isinstance(step, Take):
                text += step.literal.text
                pattern += step.literal.loose.pattern
                next_ += 1
                step = steps[next_]
            words = Literal(text, re.compile(pattern))
            after = [steps[each] for each in _through(steps, next_)]
            fills = [each for each in after if isinstance(each, Fill)]
            yield from (Way(words, each) for each in fills)
            if len(fills) < len(after):
                yield Way(words)
        else:
            yield Way()


def _through(steps: Sequence[Step], at: int) -> list[int]:
    """Return the steps at which a program may be next, forks left out."""
    waiting, seen = [at], set()
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        step = steps[at]
        if isinstance(step, Fork):
            waiting += step.second, step.first
    return sorted(at for at in seen if not isinstance(steps[at], Fork))
