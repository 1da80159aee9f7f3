"""Name fields, notes and changes as people read them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.catalog import Paper
from bot.fields import SUMMARY_PARTS, Note, references
from bot.submission import changes

FIELD_NAMES: dict[str, str] = {
    "title": "Title",
    "authors": "Authors",
    "more_authors": "More authors",
    "heads": "Head",
    "venue": "Published",
    "date": "Published Date",
    "links": "Link",
    "issue": "The issue",
    **{name: label for name, label, _ in SUMMARY_PARTS.values()},
}


def named(notes: Iterable[Note]) -> list[tuple[str, str, str]]:
    """Return notes, each with its field's name, its message and its address."""
    return [(FIELD_NAMES[note.field], note.message, note.url) for note in notes]


def named_notes(notes: Iterable[Note]) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Return the notes to look at, each with its field's name, and those on spelling alone."""
    # What is not known is said once, by itself.
    apart = ("normalised", "not-found")
    open_points = named(note for note in notes if note.code not in apart)
    return open_points, [note.message for note in notes if note.code == "normalised"]


def named_changes(listed: Paper, update: Paper | None) -> list[tuple[str, str, str]]:
    """Return what an update changes, each with its field's name."""
    found = changes(listed, update) if update else []
    return [(FIELD_NAMES[name], old, new) for name, old, new in found]


def kept_names(kept: Iterable[str]) -> list[str]:
    """Return the names of the fields in which a person's commit stands."""
    return [FIELD_NAMES.get(name, name) for name in kept]


def not_known(paper: Paper) -> list[str]:
    """Return what is not known of a paper and may be looked up: its date, a link to it."""
    return [
        name
        for name, known in (("date", paper.date), ("link", references(paper.links)))
        if not known
    ]
