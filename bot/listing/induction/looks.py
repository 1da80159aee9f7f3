"""What a text of an entry looks like: a date, a venue, people, a number, or words.

The recognisers are those by which an entry is read where it lacks something.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from bot.listing.template.dates import date_forms, usual_date
from bot.listing.template.literals import EMOJI
from bot.listing.template.people import split_names
from bot.listing.template.recognising import are_known_names, is_known_venue
from bot.text import pattern

WORDS = "words"
_OTHERS = "et al."
_MARK = pattern(r"<sup>[^<>]{0,40}</sup>")
_EDGES = " \t\n,;:.*_"
_YEAR = pattern(r"(?:19[5-9][0-9]|20[0-9]{2})")
_NUMERIC = pattern(r"[0-9]{1,2}/[0-9]{1,2}/[12][0-9]{3}")
_INSTITUTION = pattern(
    r"\b(?:University|Universit[éàä]|Institute|College|Academy|Labs?|Laborator(?:y|ies))\b"
)
_PEOPLE = pattern(r"\bet\.? al\b|\band others\b")
_DIGIT = pattern(r"[0-9]")
_PERSON = pattern(
    r"(?:[^\W\d_a-z][\w.'’()-]*[ ]){1,3}(?:[(]?\w+[)]?[ ]){0,2}[^\W\d_a-z][\w.'’()-]*"
)
_MOST_PIECES = 60
_LONGEST = 3_000
# What parts the texts of a line from each other, the strongest first.
_BETWEEN = tuple(
    pattern(f"({each})")
    for each in (
        r"[ \t]*(?:\n\s*|<br ?/?>\s*)",
        rf"[ \t]*(?:\||·|•|{EMOJI}+)[ \t]*",
        r"[ \t]+[-–—]+[ \t]+",
        r";[ \t]+",
        r"(?<!\bal)(?<!\b[A-Z])\.[ \t]+",
    )
)
_COMMA = pattern(r"([,，、][ \t]*)")

# Forms of dates by precision; of one that could be read in two ways, both.
_FORMS = {
    "day": (
        *("%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y"),
        *("%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y"),
    ),
    "month": ("%Y-%m", "%Y.%m", "%Y/%m", "%B %Y", "%b %Y", "%m/%Y", "%b, %Y", "%B, %Y"),
    "year": ("%Y",),
}


@lru_cache(maxsize=1 << 14)
def kind_of(text: str) -> str:
    """Return what a whole text is: date, number, venue, names or words."""
    bare = html.unescape(_MARK.sub("", text)).strip(_EDGES)
    if not bare or len(bare) > _LONGEST:
        return WORDS
    if bare.isdecimal() and not _YEAR.fullmatch(bare):
        return "number" if len(bare) < 10 else WORDS
    if is_date(bare):
        return "date"
    if is_known_venue(bare) and not _PEOPLE.search(bare):
        return "venue"
    return "names" if are_names(bare) else WORDS


def is_date(text: str) -> bool:
    """Whether a text is a date in one of the usual forms."""
    return bool(usual_date(text, "day")) or _NUMERIC.fullmatch(text) is not None


def are_names(text: str) -> bool:
    """Whether a text can be nothing but names of people or institutions."""
    names = split_names(text, _OTHERS)
    return are_known_names(names, text) or (len(names) > 3 and all(map(_PERSON.fullmatch, names)))


def may_be_names(text: str) -> bool:
    """Whether a text may be names, where a label or a place among others says that it is."""
    names = split_names(text, _OTHERS)
    return are_names(text) or all(_may_be_name(each) for each in names)


def _may_be_name(name: str) -> bool:
    words = name.split()
    is_short = 0 < len(words) < 6 and len(name) < 50
    return (is_short and words[0][0].isupper()) or _INSTITUTION.search(name) is not None


def segments(text: str) -> list[tuple[str, str, str]]:
    """Return the texts of a line: what stands before each, the text, and its kind.

    A line that holds nothing but words is one text.
    """
    return _segments(text, 0)


def _segments(text: str, level: int) -> list[tuple[str, str, str]]:
    if (kind := kind_of(text)) != WORDS:
        return _by_commas(text) if kind == "venue" and _is_compound(text) else [("", text, kind)]
    for at in range(level, len(_BETWEEN)):
        pieces = _BETWEEN[at].split(text)
        if 1 < len(pieces) < _MOST_PIECES:
            found: list[tuple[str, str, str]] = []
            before = ""
            for place, piece in enumerate(pieces):
                if place % 2 or not piece.strip():
                    before += piece
                    continue
                (first, *rest) = _segments(piece, at + 1)
                found += [(before + first[0], *first[1:]), *rest]
                before = ""
            merged = _merged(found)
            if len(merged) > 1:
                return merged
    return _by_commas(text)


def _is_compound(text: str) -> bool:
    """Whether a venue with its year has something before it, or a date behind it.

    As in `Google, ICLR'21, 2021`.
    """
    pieces = _COMMA.split(text)[::2]
    is_dated = len(pieces) > 1 and kind_of(pieces[-1]) == "date"
    last = pieces[-2] if is_dated else pieces[-1]
    is_venue = kind_of(last) == "venue" and _DIGIT.search(last) is not None
    return is_venue and len(pieces) > 1


def _merged(found: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return segments with words that follow words as one text."""
    merged: list[tuple[str, str, str]] = []
    for before, text, kind in found:
        if merged and merged[-1][2] == kind == WORDS:
            merged[-1] = (merged[-1][0], f"{merged[-1][1]}{before}{text}", WORDS)
        else:
            merged.append((before, text, kind))
    return merged


def _by_commas(text: str) -> list[tuple[str, str, str]]:
    """Return the segments of a text that commas part: people have commas among them."""
    pieces = _COMMA.split(text)
    if not 1 < len(pieces) < 2 * _MOST_PIECES:
        return [("", text, WORDS)]
    parts = [
        (pieces[at - 1] if at else "", pieces[at], kind_of(pieces[at]))
        for at in range(0, len(pieces), 2)
    ]
    found: list[tuple[str, str, str]] = []
    for is_known, group in groupby(parts, key=lambda part: part[2] in ("date", "venue", "number")):
        run = [*group]
        found += run if is_known else _run_of_names(run)
    return _merged(found)


def _run_of_names(run: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return texts between commas as words, names, or words with names behind them."""
    for start in range(len(run)):
        names = _joined(run[start:])
        if kind_of(names) == "names":
            words = [(run[0][0], _joined(run[:start]), WORDS)] if start else []
            return [*words, (run[start][0], names, "names")]
    return [(run[0][0], _joined(run), WORDS)]


def _joined(run: Sequence[tuple[str, str, str]]) -> str:
    return "".join(f"{before if at else ''}{text}" for at, (before, text, _) in enumerate(run))


def date_form(texts: Sequence[str]) -> tuple[str, str, bool]:
    """Return the form that most dates have, its precision, and whether it is sure.

    It is not where a day and a month could change places.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        bare = text.strip(_EDGES)
        for precision, forms in _FORMS.items():
            fitting = [form for form in forms if _fits(bare, form, precision)]
            counts.update((form, precision) for form in fitting)
            if fitting:
                break
    if not counts:
        return "", "year", False
    (form, precision), count = counts.most_common(1)[0]
    other = {"%m/%d/%Y": "%d/%m/%Y", "%d/%m/%Y": "%m/%d/%Y"}.get(form)
    is_sure = not other or counts[other, precision] < count
    return _without_zeros(form, precision, texts), precision, is_sure


def _without_zeros(form: str, precision: str, texts: Sequence[str]) -> str:
    """Return a form of dates, with days and months as `5` where that is how most have them."""
    bare = [text.strip(_EDGES) for text in texts]
    forms = (form, form.replace("%d", "%-d").replace("%m", "%-m"))
    return max(forms, key=lambda each: sum(_comes_back(text, each, precision) for text in bare))


def _comes_back(text: str, form: str, precision: str) -> bool:
    forms = date_forms(form, precision)
    shown = forms[max(forms)]
    date = shown.read(text)
    return date is not None and shown.write(date) == text


def _fits(text: str, form: str, precision: str) -> bool:
    forms = date_forms(form, precision)
    return bool(forms[max(forms)].read(text))


def names_institution(text: str) -> bool:
    """Whether a text names a university, an institute or the like."""
    return _INSTITUTION.search(text) is not None


def begins_with_people(title: str) -> bool:
    """Whether several people stand before the words of a title."""
    pieces = _COMMA.split(title)[::2]
    return any(kind_of(", ".join(pieces[:size])) == "names" for size in range(2, len(pieces)))
