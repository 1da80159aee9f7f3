"""Find what an issue says of a listed paper otherwise than the list: a change to offer.

The change is a maintainer's to take. What is not part of it is told in notes, so that
nothing an issue says is dropped without a word.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.catalog import Paper
from bot.fields import (
    ISSUE,
    PREPRINT,
    SUMMARY_PARTS,
    FieldName,
    Note,
    fillable,
    head_key,
    parse_link,
    read_venue,
    references,
)
from bot.submission.draft import Draft
from bot.text import fold, is_same, one_line, shorten

_SHOWN = 300  # characters of what has no place in an entry


@dataclass(frozen=True)
class Said:
    """What an issue says of a listed paper.

    `corrects` tells that the issue is there to correct an entry, and `title` is the right
    one, blank where it does not say.
    """

    draft: Draft
    corrects: bool = False
    title: str = ""

    def may_set(self, name: FieldName, listed: Paper) -> bool:
        """Whether what the draft has for a field may take the place of what the list has.

        The issue's own words may, a look-up only where it may fill the field.
        """
        return self.draft.source(name) == ISSUE or name in fillable(listed)


@dataclass
class _Update:
    """The fields to set so far, and what is said of those that are not."""

    fields: dict[str, Any] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def changed(
    said: Said, listed: Paper, listed_venues: Iterable[str]
) -> tuple[Paper | None, tuple[Note, ...]]:
    """Return the listed paper as the issue has it, None where that is the same, and the rest.

    Every value that the issue states is taken: a day, a known venue, heads, sentences,
    a link of a kind or place that is not there. Links are added only, and a preprint
    server takes no venue's place. An issue of another title may be of another paper,
    unless it is there to correct.
    """
    draft = said.draft
    if not (said.corrects or is_same(draft.title, listed.title)):
        return None, ()
    update = _Update()
    if said.title and said.title != listed.title:
        update.fields["title"] = said.title
    _change_date(update, said, listed)
    _change_heads(update, said, listed)
    _change_venue(update, said, listed, listed_venues)
    _change_summary(update, said, listed)
    _change_links(update, said, listed)
    for name, code, message, read, _ in draft.problems:
        if code != "missing":
            shown = f" Read: {read}" if read else ""
            update.notes.append(Note(name, code, f"Not taken over: {message}{shown}"))
    for text in draft.also:
        message = f"Belongs to no field of an entry: {shorten(one_line(text), _SHOWN)}"
        update.notes.append(Note("issue", "kept", message))
    update.notes += _doubts(draft, {name.partition(".")[0] for name in update.fields})
    paper = listed.with_values(update.fields)
    return paper if update.fields else None, tuple(update.notes)


def changes(listed: Paper, update: Paper) -> list[tuple[FieldName, str, str]]:
    """Return what an update changes of a listed paper: each field, as it is and as it would be.

    Blank is what is not there.
    """
    pairs: list[tuple[FieldName, str, str]] = [
        ("title", listed.title, update.title),
        ("date", str(listed.date or ""), str(update.date or "")),
        ("heads", ", ".join(listed.tags), ", ".join(update.tags)),
        ("venue", listed.venue, update.venue),
    ]
    pairs += [
        (name, listed.get(name, ""), update.get(name, "")) for name, _, _ in SUMMARY_PARTS.values()
    ]
    pairs += [("links", "", link.url) for link in update.links if link not in listed.links]
    return [(name, old, new) for name, old, new in pairs if old != new]


def as_notes(listed: Paper, update: Paper) -> list[Note]:
    """Return a note on each field that an update changes: what the list has and would have."""
    return [
        Note(name, "differs", f"The list has {old or 'nothing'}; the issue says {new}.")
        for name, old, new in changes(listed, update)
    ]


def _change_date(update: _Update, said: Said, listed: Paper) -> None:
    draft = said.draft
    day = None if draft.is_misread("date") else draft.date
    if day and day != listed.date and said.may_set("date", listed):
        update.fields["date"] = day.isoformat()
    elif draft.dated.partial and listed.date and not day:
        message = f"The issue says {draft.dated.partial} only; the list keeps {listed.date}."
        update.notes.append(Note("date", "kept", message))


def _change_heads(update: _Update, said: Said, listed: Paper) -> None:
    """Add the issue's heads; those it leaves out go where it repeats the entry otherwise."""
    given = {head_key(head.name): head.name for head in said.draft.heads}
    known = {head_key(name): name for name in listed.tags}
    added = [name for key, name in given.items() if key not in known]
    gone = [name for key, name in known.items() if key not in given]
    if not given or said.draft.is_misread("heads") or not (added or gone):
        return
    if gone and not (said.corrects or _repeats_a_sentence(said.draft, listed)):
        message = f"The issue does not name {', '.join(gone)}; the list keeps it."
        update.notes.append(Note("heads", "kept", message))
        gone = []
    kept = [name for name in listed.tags if name not in gone]
    if kept != list(listed.tags) or added:
        update.fields["heads"] = (*kept, *added)


def _repeats_a_sentence(draft: Draft, listed: Paper) -> bool:
    return any(
        fold(text) == fold(listed.get(f"summary.{part}", ""))
        for part, text in draft.summary.items()
    )


def _change_venue(update: _Update, said: Said, listed: Paper, listed_venues: Iterable[str]) -> None:
    draft = said.draft
    if not draft.venue or draft.is_misread("venue"):
        return
    venue = read_venue(draft.venue, listed_venues)
    if fold(venue.name) == fold(listed.venue):
        return
    if said.corrects or (venue.known and venue.name != PREPRINT and said.may_set("venue", listed)):
        update.fields["venue"] = venue.name
    elif draft.source("venue") == ISSUE:
        message = f"The issue says {venue.name}; the list keeps {listed.venue}."
        update.notes.append(Note("venue", "kept", message))


def _change_summary(update: _Update, said: Said, listed: Paper) -> None:
    """Take the issue's sentences; a difference in spelling counts where it is there to correct."""
    parts: dict[str, Any] = {
        f"summary.{part}": text
        for part, text in said.draft.summary.items()
        if text != listed.get(f"summary.{part}", "")
        and (said.corrects or fold(text) != fold(listed.get(f"summary.{part}", "")))
    }
    update.fields |= parts


def _change_links(update: _Update, said: Said, listed: Paper) -> None:
    services = {_service(known.identity) for known in references(listed.links)}
    there = {found.identity for each in listed.links if (found := parse_link(each.url))}
    kinds = {link.kind for link in listed.links}
    added = []
    for link in said.draft.links:
        reference = parse_link(link.url)
        if reference is None or reference.identity in there:
            continue
        rivals = services if reference.names_paper else kinds
        name = _service(reference.identity) if reference.names_paper else link.kind
        if said.corrects or name not in rivals:
            added.append(link)
        if said.corrects and name in rivals:
            message = "The link of this sort that the list has is kept; take it out if it is wrong."
            update.notes.append(Note("links", "beside", message))
        elif name in rivals:
            message = "The issue gives another link of a sort that the list has; it keeps its own."
            update.notes.append(Note("links", "kept", message, link.url))
    if added:
        update.fields["links"] = (*listed.links, *added)


def _service(identity: str) -> str:
    return identity.partition(":")[0]


def _doubts(draft: Draft, fields: set[str]) -> list[Note]:
    """Return what a reviewer should know of the values that are taken, and what was left out."""
    said_apart = ("not-found", "partial", "normalised", "offered", "looked-up")
    return [
        note
        for note in draft.notes
        if note.code == "not-listed"
        or (note.field.partition(".")[0] in fields and note.code not in said_apart)
    ]
