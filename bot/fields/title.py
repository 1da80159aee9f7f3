"""The title of a paper: read it, take it from a record, tell it from the template's words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from bot.config import LONGEST_TITLE
from bot.fields.addresses import without_addresses
from bot.fields.asked import Asked
from bot.fields.copied_titles import read_copied
from bot.fields.fillers import is_filler
from bot.fields.findings import Record
from bot.fields.kinds import FieldName, TitleField
from bot.fields.reading import Note, Problem, Reading, look_alikes, problem, quoted
from bot.fields.reference import looks_like_link
from bot.text import Phrase, clean, fold, is_near, one_line, pattern, shorten, unwrapped

TITLE_PREFIX = "add new paper"
_MARKS = "[](){}<>【】（）*_`#\"'“”‘’:.-–—!• "
_SEPARATOR = pattern(r"[*_` ]{0,4}[:：]+[*_`]{0,3} ?| (?:->|=>|→|[-–—|]+) ?|[-–—|]+ | ?$")
_OPENING = pattern(r" ?(?=[\"'“‘「『《\[【(*])")
_AFTER_BRACKET = pattern(" ?")

_SHOWN = 80


def read_title(raw: str, asked: Asked[TitleField]) -> tuple[Reading[str], list[str]]:
    """Return the title that an issue gives, and the addresses that were pasted with it."""
    name, example = asked.name, asked.example()
    longest = asked.field.longest or LONGEST_TITLE
    copied = read_copied(raw)
    title, addresses = copied.text, copied.addresses
    problems: tuple[Problem, ...] = ()
    lack: Problem | None = None
    notes: list[Note] = []
    if is_filler(title):
        where = Phrase('after "{label}:"', label=asked.label)
        if asked.field.from_issue_title:
            where = Phrase("as the issue's own")
        message = Phrase(
            "The title of the paper is missing. Write it in full {where}.", where=where
        )
        lack = problem(name, "missing", message, read=raw, example=example)
    elif len(title) > longest:
        message = Phrase(
            "This is longer than any title: {number} characters, at most {longest}.",
            number=len(title),
            longest=longest,
        )
        problems = (problem(name, "too-long", message, example=example),)
    elif " " not in title and looks_like_link(title):
        message = Phrase('This is an address. Write the title, and put the address after "Link:".')
        lack = problem(name, "not-a-title", message, read=raw, example=example)
        addresses = [*addresses, title]
    else:
        notes += look_alikes(name, title)
        notes += _lost_letters(name, raw, title, " ".join((title, *copied.left, copied.site)))
    if copied.left:
        message = Phrase("Not taken for the title: {left}.", left=quoted(copied.left, 2 * _SHOWN))
        notes.append(Note(name, "not-taken", message))
    if copied.site:
        message = Phrase(
            "“{site}” beside the title is left out.", site=shorten(copied.site, _SHOWN)
        )
        notes.append(Note(name, "normalised", message))
    value = "" if problems or lack else title
    return Reading(name, value, problems, tuple(notes), lack), addresses


def _lost_letters(name: FieldName, raw: str, title: str, taken: str) -> Iterable[Note]:
    """Say what was written for a title whose mark-up held letters, as commands and tags do."""
    written = one_line(raw)
    most = 2 * LONGEST_TITLE  # what is longer is noted as left out, and costs too much to compare
    if len(written) <= most and fold(without_addresses(written)[0]) != fold(taken[:most]):
        message = Phrase(
            "“{written}” is written “{title}” here.",
            written=shorten(written, _SHOWN),
            title=shorten(title, _SHOWN),
        )
        yield Note(name, "normalised", message)


def complete_title(
    read: Reading[str], records: Iterable[Record], given: Collection[str]
) -> Reading[str]:
    """Return the title of the paper that the issue's own addresses name, where it gives none.

    `given` are the identities of these addresses.
    """
    named = [
        record
        for record in records
        if any(reference.identity in given for reference in record.references)
    ]
    if not read.lack or not named:
        return Reading(read.field, read.value)
    title = read_copied(named[0].title).text
    if is_filler(title) or not all(is_near(title, each.title) for each in named):
        # Nothing that an issue could say, or two addresses of two papers.
        return Reading(read.field, read.value)
    source = named[0].source
    note = Note(
        read.field,
        "looked-up",
        Phrase("{source} calls the paper of this link: {title}", source=source, title=title),
    )
    return Reading(read.field, title, notes=(note,), source=source)


def has_prefix(title: str, words: str) -> bool:
    """Whether an issue's title begins with the template's words, whatever follows them."""
    own = _own(words).casefold()
    starts = (own,) if own else (TITLE_PREFIX, "add paper")  # as the forms of such a list begin
    return _bare(title).casefold().lstrip(_MARKS).startswith(starts)


def without_prefix(text: str, words: str) -> str | None:
    """Return what a title says after the template's words; None where it does not begin with them.

    These are the list's own `words`, and those that people write by heart.

    Blank where it says nothing. "Add new paper about tags" talks: what follows the
    words is a title only after a colon or a dash, in quotation marks, or where the
    words stand in brackets.
    """
    text, prefix = _bare(text), _prefix(words)
    start = _end_of_prefix(text, 0, prefix)
    if start is None:
        return None
    while (further := _end_of_prefix(text, start, prefix)) is not None and further > start:
        start = further
    return unwrapped(text[start:].strip())


@lru_cache(maxsize=8)
def _own(words: str) -> str:
    """Return the words by which a list's template names an issue, without marks around them."""
    return _bare(words).strip(_MARKS)


@lru_cache(maxsize=8)
def _prefix(words: str) -> re.Pattern[str]:
    """Return what matches the words by which a list's template names an issue."""
    own = re.escape(_own(words)) or r"(?!)"
    return re.compile(
        rf"[\W_]{{0,8}}(?:{own}|add (?:an? |the |this )?(?:new )?paper)(?!\w)"
        r"[*_`]{0,3}(?P<closed>[\])】）]?)",
        re.IGNORECASE,
    )


def _end_of_prefix(text: str, start: int, prefix: re.Pattern[str]) -> int | None:
    """Return where the words of the template and what separates them from a title end."""
    found = prefix.match(text, start)
    if not found:
        return None
    patterns = (_SEPARATOR, _AFTER_BRACKET if found["closed"] else _OPENING)
    ends = (pattern.match(text, found.end()) for pattern in patterns)
    return next((end.end() for end in ends if end), None)


def _bare(title: str) -> str:
    return unwrapped(one_line(clean(title)))
