"""Find what an issue says of a listed paper otherwise than the list: a change to offer.

The change is a maintainer's to take. What is not part of it is told in notes, so that
nothing an issue says is dropped without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.catalog import Paper
from bot.fields import (
    ISSUE,
    PREPRINT,
    ChoiceField,
    DateField,
    Field,
    FieldName,
    LinkField,
    LinksField,
    NamesField,
    Note,
    NumberField,
    SentenceField,
    SentencesField,
    TagsField,
    TextField,
    VenueField,
    fillable,
    more_of,
    parse_link,
    read_venue,
    references,
    tag_key,
)
from bot.submission.draft import YEAR, Draft, name_of_links
from bot.text import Phrase, fold, in_a_row, is_same, one_line, shorten

_PROSE = (SentenceField, SentencesField, TextField, NumberField)
_SHOWN = 300  # characters of what has no place in an entry


class Said(NamedTuple):
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
        roles = listed.form.roles
        known_as = {roles.date: "date", roles.venue: "venue"}
        return self.draft.source(name) == ISSUE or known_as.get(name) in fillable(listed)


@dataclass
class _Update:
    """The fields to set so far, and what is said of those that are not."""

    fields: dict[str, Any] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def changed(
    said: Said, listed: Paper, listed_venues: Iterable[str]
) -> tuple[Paper | None, tuple[Note, ...]]:
    """Return the listed paper as the issue has it, None where that is the same, and the rest.

    Every value that the issue states is taken: a day, a known venue, tags, sentences,
    a link of a kind or place that is not there. Links are added only, and a preprint
    server takes no venue's place. Names and choices that are there change by a correction
    alone. An issue of another title may be of another paper, unless it is there to correct.
    """
    draft = said.draft
    if not (said.corrects or is_same(draft.title, listed.title)):
        return None, ()
    update = _Update()
    if said.title and said.title != listed.title:
        update.fields[listed.form.roles.title] = said.title
    venues = list(listed_venues)
    for name, each in listed.form.fields.items():
        if isinstance(each, VenueField):
            _change_venue(update, said, listed, name, venues)
        elif change := _CHANGES.get(type(each)):
            change(update, said, listed, name)
    _change_links(update, said, listed)
    for name, code, message, read, _ in draft.problems:
        if code != "missing":
            shown = Phrase("Read: {read}", read=read) if read else ""
            left = Phrase("Not taken over: {message}", message=message)
            update.notes.append(Note(name, code, in_a_row(left, shown)))
    for text in draft.also:
        message = Phrase(
            "Belongs to no field of an entry: {text}", text=shorten(one_line(text), _SHOWN)
        )
        update.notes.append(Note("issue", "kept", message))
    update.notes += _doubts(draft, {name.partition(".")[0] for name in update.fields})
    paper = listed.with_values(update.fields)
    return paper if update.fields else None, tuple(update.notes)


def changes(listed: Paper, update: Paper) -> list[tuple[FieldName, str, str]]:
    """Return what an update changes of a listed paper: each field, as it is and as it would be.

    Blank is what is not there.
    """
    pairs: list[tuple[FieldName, str, str]] = []
    for name, each in listed.form.fields.items():
        old, new = listed.get(name, ""), update.get(name, "")
        if isinstance(each, LinksField):
            pairs += [(name, "", link.url) for link in new or () if link not in (old or ())]
        else:
            more = more_of(name)
            pairs.append((name, _told(old, listed.get(more)), _told(new, update.get(more))))
    return [(name, old, new) for name, old, new in pairs if old != new]


def _told(value: Any, more: object = None) -> str:
    """Return a value in a line; `more` tells that it leaves some names out."""
    line = ", ".join(value) if isinstance(value, tuple) else str(value)
    return f"{line} et al." if more else line


def as_notes(listed: Paper, update: Paper) -> list[Note]:
    """Return a note on each field that an update changes: what the list has and would have."""
    told = "The list has {old}; the issue says {new}."
    return [
        Note(name, "differs", Phrase(told, old=old or Phrase("nothing"), new=new))
        for name, old, new in changes(listed, update)
    ]


def _change_date(update: _Update, said: Said, listed: Paper, name: FieldName) -> None:
    draft, known = said.draft, listed.get(name, "")
    if name != listed.form.roles.date:
        _change_value(update, said, listed, name)
        return
    day = "" if draft.is_misread(name) else draft.published
    if day and day != known and said.may_set(name, listed):
        update.fields[name] = day
    elif draft.dated.partial and known and not day:
        message = Phrase(
            "The issue says {partial} only; the list keeps {known}.",
            partial=draft.dated.partial,
            known=known,
        )
        update.notes.append(Note(name, "kept", message))


def _change_tags(update: _Update, said: Said, listed: Paper, name: FieldName) -> None:
    """Add the issue's tags; those it leaves out go where it repeats the entry otherwise."""
    each = listed.form.fields[name]
    suffix = each.suffix if isinstance(each, TagsField) else ""
    has: tuple[str, ...] = listed.get(name, ())
    given = {tag_key(tag.name, suffix): tag.name for tag in said.draft.values.get(name, ())}
    known = {tag_key(tag, suffix): tag for tag in has}
    added = [tag for key, tag in given.items() if key not in known]
    gone = [tag for key, tag in known.items() if key not in given]
    if not given or said.draft.is_misread(name) or not (added or gone):
        return
    if gone and not (said.corrects or _repeats_a_sentence(said.draft, listed)):
        message = Phrase("The issue does not name {gone}; the list keeps it.", gone=", ".join(gone))
        update.notes.append(Note(name, "kept", message))
        gone = []
    kept = [tag for tag in has if tag not in gone]
    if kept != list(has) or added:
        update.fields[name] = (*kept, *added)


def _repeats_a_sentence(draft: Draft, listed: Paper) -> bool:
    stored = draft.stored()
    names = (name for name, each in listed.form.fields.items() if isinstance(each, _PROSE))
    return any(
        name in stored and _folded(stored[name]) == _folded(listed.get(name, "")) for name in names
    )


def _folded(value: Any) -> str:
    return fold(_told(value))


def _change_venue(
    update: _Update, said: Said, listed: Paper, name: FieldName, listed_venues: Iterable[str]
) -> None:
    draft, known = said.draft, listed.get(name, "")
    if name != listed.form.roles.venue or not draft.venue or draft.is_misread(name):
        return
    venue = read_venue(draft.venue, listed_venues)
    each = listed.form.fields[name]
    value = draft.with_year(venue.name, each) if isinstance(each, VenueField) else ""
    is_there = fold(venue.name) in (fold(known), fold(read_venue(known, ()).name))
    says_year = draft.source(YEAR) == ISSUE and draft.values.get(YEAR)
    if is_there and not (said.corrects and says_year and value != known):
        return
    if said.corrects or (venue.known and venue.name != PREPRINT and said.may_set(name, listed)):
        update.fields[name] = value
    elif draft.source(name) == ISSUE:
        update.notes.append(_kept(name, venue.name, known))


def _change_prose(update: _Update, said: Said, listed: Paper, name: FieldName) -> None:
    """Take the issue's sentences; a difference in spelling counts where it is there to correct."""
    text, known = said.draft.stored().get(name), listed.get(name, "")
    if text and text != known and (said.corrects or _folded(text) != _folded(known)):
        update.fields[name] = text


def _change_value(update: _Update, said: Said, listed: Paper, name: FieldName) -> None:
    """Take names or a choice where the list has none, or where the issue is there to correct."""
    stored, known, more = said.draft.stored(), listed.get(name, ""), more_of(name)
    value, has_more = stored.get(name), stored.get(more)
    is_same_value = _folded(value) == _folded(known) and has_more == listed.get(more)
    if not value or said.draft.source(name) != ISSUE or is_same_value:
        return
    if said.corrects or not known:
        update.fields |= {name: value, more: has_more}
    elif _folded(value) != _folded(known):
        update.notes.append(_kept(name, _told(value), _told(known)))


def _kept(name: FieldName, value: str, known: str) -> Note:
    message = "The issue says {value}; the list keeps {known}."
    return Note(name, "kept", Phrase(message, value=value, known=known))


_Change = Callable[[_Update, Said, Paper, FieldName], None]
_CHANGES: Mapping[type[Field], _Change] = {
    DateField: _change_date,
    TagsField: _change_tags,
    NamesField: _change_value,
    ChoiceField: _change_value,
    **dict.fromkeys(_PROSE, _change_prose),
}


def _change_links(update: _Update, said: Said, listed: Paper) -> None:
    services = {_service(known.identity) for known in references(listed.links)}
    there = {found.identity for each in listed.links if (found := parse_link(each.url))}
    kinds = {link.kind for link in listed.links}
    name = name_of_links(listed.form)
    added = []
    for link in said.draft.links:
        reference = parse_link(link.url)
        if reference is None or reference.identity in there:
            continue
        rivals = services if reference.names_paper else kinds
        sort = _service(reference.identity) if reference.names_paper else link.kind
        if said.corrects or sort not in rivals:
            added.append(link)
        if said.corrects and sort in rivals:
            message = Phrase(
                "The link of this sort that the list has is kept; take it out if it is wrong."
            )
            update.notes.append(Note(name, "beside", message))
        elif sort in rivals:
            message = Phrase(
                "The issue gives another link of a sort that the list has; it keeps its own."
            )
            update.notes.append(Note(name, "kept", message, link.url))
    if added and isinstance(listed.form.fields.get(name), LinksField):
        update.fields[name] = (*listed.get(name, ()), *added)
    elif added:
        _fill_links(update, said, listed)


def _fill_links(update: _Update, said: Said, listed: Paper) -> None:
    """Take addresses for fields of one link that are blank, or that are to be corrected."""
    stored = said.draft.stored()
    for name, each in listed.form.fields.items():
        url, known = stored.get(name), listed.get(name, "")
        if isinstance(each, LinkField) and url and url != known and (said.corrects or not known):
            update.fields[name] = url


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
