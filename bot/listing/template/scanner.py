"""Run the program of a template over an entry, in time that is linear in the entry's length.

No state is entered twice: what led nowhere once does so always. Beyond that an entry has as many
steps as it has characters, several times; one that needs more is read by no template.
"""

from __future__ import annotations

from typing import NamedTuple

from bot.listing.template.program import Program
from bot.listing.template.steps import Done, Fill, Fork, Slot, Take

_STEPS, _STEPS_A_CHARACTER = 500, 8
_SEARCHED = 32  # characters that are searched in the time of a step

# What people leave behind at the end of an entry.
_TAIL, _LONGEST_TAIL = " \t.,;:)\\", 3

_Place = tuple[int, int]  # a step of the program, and where it begins in the text


class Found(NamedTuple):
    """A slot, and where in the entry the text stands that fills it."""

    slot: Slot
    start: int
    end: int


class _Choice(NamedTuple):
    """Where to go on once a way has led nowhere.

    That is at a step, or for one that fills a slot, with an end at `beyond` or further on.
    """

    at: int
    start: int
    found: int  # slots that were filled before
    beyond: int = -1
    bound: int = -1  # the last place where the slot's text may end


def scan(program: Program, text: str) -> list[Found] | None:
    """Return what fills the slots of a template in a whole entry, None where it does not fit."""
    run = _Run(program, text)
    here: _Place | None = (0, 0)
    while here is not None:
        if run.is_done(here):
            return run.found
        here = run.go_on(*here) or run.go_back()
    return None


class _Run:
    """One run of a program over one entry."""

    def __init__(self, program: Program, text: str) -> None:
        self.found: list[Found] = []
        self._steps = program.steps
        self._text = text
        self._choices: list[_Choice] = []
        self._seen: set[_Place] = set()
        self._left = _STEPS + _STEPS_A_CHARACTER * len(text)

    def is_done(self, here: _Place) -> bool:
        """Whether the program is at its end, and the entry, too."""
        at, place = here
        if not isinstance(self._steps[at], Done) or len(self._text) - place > _LONGEST_TAIL:
            return False
        return not self._text[place:].strip(_TAIL)

    def go_on(self, at: int, place: int) -> _Place | None:
        """Return where a step leads, None for nowhere."""
        step = self._steps[at]
        if isinstance(step, Take):
            words = step.literal
            if words.is_plain and self._text.startswith(words.text, place):
                return at + 1, place + len(words.text)
            found = words.loose.match(self._text, place)
            return (at + 1, found.end()) if found else None
        if isinstance(step, Done) or (at, place) in self._seen:
            return None
        self._seen.add((at, place))
        if isinstance(step, Fork):
            self._choices.append(_Choice(step.second, place, len(self.found)))
            return step.first, place
        bound = min(len(self._text), place + step.slot.spelling.longest)
        if stop := step.never.search(self._text, place, bound):
            bound = stop.start()
        self._left -= (bound - place) // _SEARCHED
        beyond = place if step.slot.spelling.may_be_blank else place + 1
        return self._fill(step, _Choice(at, place, len(self.found), beyond, bound))

    def go_back(self) -> _Place | None:
        """Return where the last way that was not tried leads, None where all were."""
        while self._choices and self._left > 0:
            choice = self._choices.pop()
            del self.found[choice.found :]
            step = self._steps[choice.at]
            if choice.beyond < 0 or not isinstance(step, Fill):
                return choice.at, choice.start
            if here := self._fill(step, choice):
                return here
        return None

    def _fill(self, step: Fill, choice: _Choice) -> _Place | None:
        """Fill a slot with the shortest text that may do, and return where that leads."""
        beyond = choice.beyond
        while beyond <= choice.bound and self._left > 0:
            end = self._end(step, beyond, choice.bound)
            if end < 0:
                return None
            self._left -= 1 + (end - choice.start) // _SEARCHED
            beyond = end + 1
            sink, spelling = step.slot.placed.sink, step.slot.spelling
            is_one = sink.may_end(self._text, choice.start, end)
            if is_one and spelling.is_one(self._text[choice.start : end]):
                self._choices.append(choice._replace(beyond=beyond))
                self.found.append(Found(step.slot, choice.start, end))
                return choice.at + 1, end
        return None

    def _end(self, step: Fill, beyond: int, bound: int) -> int:
        """Return the first place where a slot's text may end, -1 for none."""
        if step.follow:
            found = step.follow.search(self._text, beyond, bound + step.reach)
            if found and found.start() <= bound:
                return found.start()
        return bound if step.may_end and bound == len(self._text) else -1
