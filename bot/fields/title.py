"""The title of a paper: read it, take it from a record, tell it from the template's words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from bot.config import LONGEST_TITLE
from bot.fields.addresses import without_addresses
from bot.fields.copied_titles import read_copied
from bot.fields.fillers import is_filler
from bot.fields.findings import Record
from bot.fields.reading import Note, Problem, Reading, look_alikes, problem, quoted
from bot.fields.reference import looks_like_link
from bot.text import clean, fold, is_near, one_line, shorten, unwrapped

TITLE_PREFIX = "add new paper"
_MARKS = "[](){}<>【】（）*_`#\"'“”‘’:.-–—!• "
# `Add new paper: X` as the template has it, and as people write it by heart.
_PREFIX = re.compile(
    r"[\W_]{0,8}add (?:an? |the |this )?(?:new )?paper(?!\w)[*_`]{0,3}(?P<closed>[\])】）]?)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[*_` ]{0,4}[:：]+[*_`]{0,3} ?| (?:->|=>|→|[-–—|]+) ?|[-–—|]+ | ?$")
_OPENING = re.compile(r" ?(?=[\"'“‘「『《\[【(*])")
_AFTER_BRACKET = re.compile(" ?")

_SHOWN = 80
_EXAMPLE = "Title: Retrieval Head Mechanistically Explains Long-Context Factuality"


def read_title(raw: str) -> tuple[Reading[str], list[str]]:
    """Return the title that an issue gives, and the addresses that were pasted with it."""
    copied = read_copied(raw)
    title, addresses = copied.text, copied.addresses
    problems: tuple[Problem, ...] = ()
    lack: Problem | None = None
    notes: list[Note] = []
    if is_filler(title):
        message = 'The title of the paper is missing. Write it in full after "Title:".'
        lack = problem("title", "missing", message, read=raw, example=_EXAMPLE)
    elif len(title) > LONGEST_TITLE:
        message = (
            f"This is longer than any title: {len(title)} characters, at most {LONGEST_TITLE}."
        )
        problems = (problem("title", "too-long", message, example=_EXAMPLE),)
    elif " " not in title and looks_like_link(title):
        message = 'This is an address. Write the title, and put the address after "Link:".'
        lack = problem("title", "not-a-title", message, read=raw, example=_EXAMPLE)
        addresses = [*addresses, title]
    else:
        notes += look_alikes("title", title)
        notes += _lost_letters(raw, title, " ".join((title, *copied.left, copied.site)))
    if copied.left:
        message = f"Not taken for the title: {quoted(copied.left, 2 * _SHOWN)}."
        notes.append(Note("title", "not-taken", message))
    if copied.site:
        message = f"“{shorten(copied.site, _SHOWN)}” beside the title is left out."
        notes.append(Note("title", "normalised", message))
    value = "" if problems or lack else title
    return Reading("title", value, problems, tuple(notes), lack), addresses


def _lost_letters(raw: str, title: str, taken: str) -> Iterable[Note]:
    """Say what was written for a title whose mark-up held letters, as commands and tags do."""
    written = one_line(raw)
    most = 2 * LONGEST_TITLE  # what is longer is noted as left out, and costs too much to compare
    if len(written) <= most and fold(without_addresses(written)[0]) != fold(taken[:most]):
        message = f"“{shorten(written, _SHOWN)}” is written “{shorten(title, _SHOWN)}” here."
        yield Note("title", "normalised", message)


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
        return Reading("title", read.value)
    title = read_copied(named[0].title).text
    if is_filler(title) or not all(is_near(title, each.title) for each in named):
        # Nothing that an issue could say, or two addresses of two papers.
        return Reading("title", read.value)
    source = named[0].source
    note = Note("title", "looked-up", f"{source} calls the paper of this link: {title}")
    return Reading("title", title, notes=(note,), source=source)


def has_prefix(title: str) -> bool:
    """Whether an issue's title begins with the template's words, whatever follows them."""
    return _bare(title).casefold().lstrip(_MARKS).startswith(TITLE_PREFIX)


def without_prefix(text: str) -> str | None:
    """Return what a title says after the template's words; None where it does not begin with them.

    Blank where it says nothing. "Add new paper about heads" talks: what follows the
    words is a title only after a colon or a dash, in quotation marks, or where the
    words stand in brackets.
    """
    text = _bare(text)
    start = _end_of_prefix(text, 0)
    if start is None:
        return None
    while (further := _end_of_prefix(text, start)) is not None and further > start:
        start = further
    return unwrapped(text[start:].strip())


def _end_of_prefix(text: str, start: int) -> int | None:
    """Return where the words of the template and what separates them from a title end."""
    found = _PREFIX.match(text, start)
    if not found:
        return None
    patterns = (_SEPARATOR, _AFTER_BRACKET if found["closed"] else _OPENING)
    ends = (pattern.match(text, found.end()) for pattern in patterns)
    return next((end.end() for end in ends if end), None)


def _bare(title: str) -> str:
    return unwrapped(one_line(clean(title)))
