"""A whole number, such as how often a paper was cited."""

from __future__ import annotations

from bot.fields.asked import Asked
from bot.fields.fillers import Fillers, is_filler
from bot.fields.kinds import NumberField
from bot.fields.reading import Reading, problem
from bot.text import Phrase, half_width, one_line, pattern, unwrapped

_NUMBER = pattern(r"[0-9]{1,9}|[0-9]{1,3}(?:[, ][0-9]{3}){1,2}")
_NOT_A_DIGIT = pattern(r"[, ]")


def read_number(raw: str, asked: Asked[NumberField], fillers: Fillers) -> Reading[int | None]:
    """Return the number that a field holds, None where it holds none."""
    name, text = asked.name, half_width(unwrapped(one_line(raw)))
    if is_filler(text, fillers):
        message = Phrase('There is no "{label}:". Write a whole number.', label=asked.label)
        missing = problem(name, "missing", message, read=raw, example=asked.example("12"))
        return Reading(name, None, (missing,) if asked.field.required else ())
    if _NUMBER.fullmatch(text):
        return Reading(name, int(_NOT_A_DIGIT.sub("", text)))
    message = Phrase("This is no whole number. Write it in digits alone.")
    wrong = problem(name, "not-a-number", message, read=raw, example=asked.example("12"))
    return Reading(name, None, (wrong,))
