"""The authors of a paper: complete them, and hold them against other sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.fields.findings import Record
from bot.fields.kinds import FieldName
from bot.fields.people import Names, is_suffix
from bot.fields.reading import ISSUE, Note, Reading
from bot.text import Phrase, fold, pattern

# Letters that no accent makes of Latin ones, as services without them write them.
_PLAIN = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i"})
_BETWEEN = pattern(r"[\s.,‐-―-]+")


def complete_authors(given: Reading[Names], records: Iterable[Record]) -> Reading[Names]:
    """Return the authors with those that the records name, or held against them.

    The first record that names any is taken, unless another one names the same people and
    says more of them. What the issue says stands; where it leaves some out by its own words,
    a list that begins with the same people takes its place.
    """
    named = [record for record in records if record.authors.named]
    if not named:
        return Reading(given.field, given.value, source=given.source)
    best = named[0]
    for record in named[1:]:
        if _completes(record.authors, best.authors):
            best = record
    said = given.value
    source, value = given.source, said
    if not said.named or (said.more and _completes(best.authors, said)):
        source, value = best.source, best.authors
    notes = dict.fromkeys(_disagreements(given.field, source, value, named))
    return Reading(given.field, value, notes=tuple(notes), source=source)


def _completes(names: Names, others: Names) -> bool:
    """Whether names are those of others and say more: further people, or given names in full."""
    if _said(names) <= _said(others) or (others.more and len(names.named) == len(others.named)):
        return False
    known = {key for name in names.named for key in _keys(name)}
    return not any(known.isdisjoint(_keys(name)) for name in others.named)


def _said(names: Names) -> tuple[int, int]:
    """Return how many people are named, and how many of them by a given name in full."""
    return len(names.named), sum(len(_words(name)[0]) > 1 for name in names.named)


def _disagreements(
    field: FieldName, source: str, names: Names, records: Sequence[Record]
) -> Iterator[Note]:
    """Yield a note for each record of another number of authors or of another first one."""
    one = Phrase("The issue") if source == ISSUE else source
    first, number = names.named[0], len(names.named)
    for record in records:
        others = record.authors
        if number != len(others.named) and not (names.more or others.more):
            message = Phrase(
                "{one} gives {counted}, {source} {number}.",
                one=one,
                counted=_counted(number),
                source=record.source,
                number=len(others.named),
            )
            yield Note(field, "disagrees", message)
        if _keys(first).isdisjoint(_keys(others.named[0])):
            message = Phrase(
                "{one} names {first} first, {source} {other}.",
                one=one,
                first=first,
                source=record.source,
                other=others.named[0],
            )
            yield Note(field, "disagrees", message)


def _counted(number: int) -> str:
    return Phrase("one name" if number == 1 else "{number} names", number=number)


def _keys(name: str) -> frozenset[str]:
    """Return what spellings of one name have in common.

    Those are the last word with the first letter, and all words in any order.
    """
    words = _words(name)
    return frozenset((f"{words[-1]} {words[0][0]}", " ".join(sorted(words))))


def _words(name: str) -> list[str]:
    words = _BETWEEN.split(name.translate(_PLAIN))
    words = [fold(word) for word in words if any(map(str.isalnum, word))]
    if len(words) > 1 and is_suffix(words[-1]):
        words.pop()
    return words or [name]
