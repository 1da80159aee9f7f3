"""What a list offers to choose from: know what was chosen, however it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.fields.asked import Asked
from bot.fields.fillers import Fillers, is_filler
from bot.fields.kinds import ChoiceField
from bot.fields.reading import Note, Problem, Reading, problem, quoted
from bot.text import (
    HTML_BREAK,
    Phrase,
    clean,
    fold,
    in_a_row,
    one_line,
    pattern,
    shorten,
    unwrapped,
    without_bullet,
)

NEAR_MISS_SCORE = 84.0
_MOST_OFFERED = 12  # options that a problem names
_MOST_CHOSEN = 20
_BEGINNING = 4  # letters of an option that may stand for all of it, where no other begins so
_SHOWN = 80
_LONGEST = 200
_NUMBER = pattern(r"^[\W_]*(?:[0-9]{1,3}[.)]?(?:[0-9]{1,3}[.)]?){0,5} )?")
_SEPARATORS = pattern(r"[,;，；、|\n]| / ")
_AND = pattern(r" (?:and|&) ")


def read_chosen(
    raw: str, asked: Asked[ChoiceField], options: Mapping[str, str], fillers: Fillers
) -> Reading[tuple[str, ...]]:
    """Return what was chosen among `options`, which are by every name that each may have.

    Without options, as in a list that is empty, what is said is taken and told.
    """
    name = asked.name
    known = _keys(options)
    chosen: list[str] = []
    unknown: list[str] = []
    notes: list[Note] = []
    for text in _pieces(raw, known, fillers):
        option, is_near = _option(text, known) if known else (text, False)
        if not option:
            unknown.append(text)
        elif option not in chosen:
            chosen.append(option)
            if is_near:
                message = Phrase(
                    "“{text}” was taken for {option}.", text=shorten(text, _SHOWN), option=option
                )
                notes.append(Note(name, "near-miss", message))
    if not options and chosen:
        notes.append(
            Note(name, "new", Phrase("{chosen} is new to the list.", chosen=quoted(chosen, _SHOWN)))
        )
    problems = _problems(raw, asked, chosen, unknown, [*dict.fromkeys(options.values())])
    return Reading(name, () if problems else tuple(chosen), problems, tuple(notes))


def _problems(
    raw: str,
    asked: Asked[ChoiceField],
    chosen: Sequence[str],
    unknown: Sequence[str],
    options: Sequence[str],
) -> tuple[Problem, ...]:
    name, field, one = asked.name, asked.field, asked.field.one or "option"
    offered = _offered(options)
    example = asked.example(options[0] if options else "")
    if unknown:
        message = in_a_row(Phrase("The list has no {one} of this name.", one=one), offered)
        return (problem(name, "not-an-option", message, read=unknown[0], example=example),)
    if len(chosen) > 1 and not field.many:
        message = Phrase("These are {number}; one is wanted.", number=len(chosen))
        return (problem(name, "too-many", message, read=", ".join(chosen), example=example),)
    if not chosen and field.required:
        message = in_a_row(Phrase('There is no "{label}:".', label=asked.label), offered)
        return (problem(name, "missing", message, read=raw, example=example),)
    return ()


def _offered(options: Sequence[str]) -> str:
    named = ", ".join(options[:_MOST_OFFERED])
    if (more := len(options) - _MOST_OFFERED) > 0:
        return Phrase("Choose from: {named} and {more} more.", named=named, more=more)
    return Phrase("Choose from: {named}.", named=named) if options else ""


def _pieces(raw: str, known: Mapping[str, str], fillers: Fillers) -> list[str]:
    """Return what is named: a line as a whole where that is an option, else its parts."""
    found: list[str] = []
    for line in HTML_BREAK.sub("\n", raw).split("\n"):
        text = _bare(line)
        whole = _key(text) in known or not text
        found += [text] if whole else _parts(text, known)
    # An option may be a sign alone, such as a coloured circle.
    named = [text for text in found if _key(text) in known or not is_filler(text, fillers)]
    return list(dict.fromkeys(named))[:_MOST_CHOSEN]


def _parts(text: str, known: Mapping[str, str]) -> list[str]:
    """Return the parts of a line: as many as are needed for each to be an option, if any are."""
    pieces = [piece for piece in map(_bare, _SEPARATORS.split(text)) if piece]
    joined: list[str] = []
    at = 0
    while at < len(pieces):  # an option may hold a comma
        ends = range(len(pieces), at, -1)
        end = next((e for e in ends if _key(", ".join(pieces[at:e])) in known), at + 1)
        joined.append(", ".join(pieces[at:end]))
        at = end
    return [each for piece in joined for each in _at_and(piece, known)]


def _at_and(text: str, known: Mapping[str, str]) -> list[str]:
    parts = [_bare(part) for part in _AND.split(text)]
    return parts if _key(text) not in known and all(_key(p) in known for p in parts) else [text]


def _bare(text: str) -> str:
    return unwrapped(one_line(clean(unwrapped(without_bullet(text.strip())))))


def _keys(options: Mapping[str, str]) -> dict[str, str]:
    """Return the options by what two spellings of one have in common, ambiguous ones left out."""
    found = {_key(name): option for name, option in options.items()}
    bare: dict[str, set[str]] = {}
    for name, option in options.items():
        bare.setdefault(_key(_NUMBER.sub("", name)), set()).add(option)
    shorter = {key: min(each) for key, each in bare.items() if key and len(each) == 1}
    return {**shorter, **found}


def _key(text: str) -> str:
    return fold(text[:_LONGEST])


def _option(text: str, known: Mapping[str, str]) -> tuple[str, bool]:
    """Return the option that a text names, and whether it may be another; blank for none."""
    key = _key(text)
    if option := known.get(key) or known.get(_key(_NUMBER.sub("", text))):
        return option, False
    from rapidfuzz import fuzz, process

    found = process.extractOne(key, known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_MISS_SCORE)
    if found:
        return known[found[0]], True
    begun = {option for name, option in known.items() if name.startswith(key)}
    is_one = len(key) >= _BEGINNING and len(begun) == 1
    return (begun.pop(), True) if is_one else ("", False)
