"""Say what is not sure of a field, in a few words: in its description and in the pull request."""

from __future__ import annotations

from bot.text import Phrase, shorten, visible_line

_SHOWN = 60  # characters of a value
_OTHERS = {
    "names": "{number} of {all} read as names; what are the others?",
    "venue": "{number} of {all} read as venues; what are the others?",
    "date": "{number} of {all} read as dates; what are the others?",
}


def day_or_month(value: str) -> Phrase:
    """Return the doubt of dates that may begin with either."""
    return Phrase("is the day or the month first in “{text}”?", text=_shown(value))


def is_it_a_venue(number: int, total: int) -> Phrase:
    """Return the doubt of values of which some are known as venues."""
    said = "{number} of {all} are known as venues; is it one?"
    return Phrase(said, number=number, all=total)


def are_they_names(number: int, total: int) -> Phrase:
    """Return the doubt of values of which some are surely names."""
    return Phrase("{number} of {all} are surely names", number=number, all=total)


def what_is_it(value: str) -> Phrase:
    """Return the doubt of values that are nothing in particular."""
    return Phrase("what is this? for example: {text}", text=_shown(value))


def what_are_the_others(kind: str, number: int, total: int) -> Phrase:
    """Return the doubt of values of which some read as a kind."""
    return Phrase(_OTHERS[kind], number=number, all=total)


def _shown(value: str) -> str:
    return shorten(visible_line(value), _SHOWN)
