"""A README that stays its list's own: papers put into it and changed, and no other line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.listing.description import Description
from bot.listing.readme.also_in import second_places
from bot.listing.readme.draft import Draft
from bot.listing.readme.listed import Entry, read_readme
from bot.listing.readme.matching import Known, entries_named, entries_of, names_of, names_of_entry
from bot.listing.readme.newest import is_too_old, put_shown
from bot.listing.readme.opening import with_section_for
from bot.listing.readme.places import places_for
from bot.listing.readme.rewriting import changes, rewritten
from bot.listing.store.records import fields_of
from bot.listing.template.sinks import WriteError

Record = Mapping[str, Any]


def with_entry(
    readme: bytes | str,
    description: Description,
    record: Record,
    day: str = "",
    records: Sequence[Record] = (),
) -> str:
    """Return a README with one more paper, in its section, and in second places by its day.

    `day` is that of its listing, blank for none: then it stands in no second place. Where the
    README shows a number of papers alone, the oldest goes, if it is one of `records`. Raises
    WriteError, and BrokenState for a README that cannot be read.
    """
    fields = fields_of(record, description)
    draft = _drafted(readme, description, fields)
    put_shown(draft, fields, _stored(description, records))
    if day:
        for place in second_places(draft):
            place.put(fields, day)
            place.cut_to_most()
    return draft.text()


def with_changed_entry(
    readme: bytes | str, description: Description, old: Record, new: Record
) -> str:
    """Return a README in which the entries of a paper say what changed.

    Where its section is another one now, the entry moves there. Raises WriteError where the
    paper is not found, or cannot be written; BrokenState for a README that cannot be read.
    """
    before, after = fields_of(old, description), fields_of(new, description)
    draft = _drafted(readme, description, after)
    names = names_of(before, description)
    entries = entries_named(draft.listed.entries, names, description)
    changed = changes(description.fields, before, after)
    if entries:
        _change_entries(draft, entries, changed, after)
    elif not is_too_old(draft, before):
        title = before.get(description.roles.title, "")
        raise WriteError(f"no entry of {description.list.readme} is for “{title}”")
    for place in second_places(draft):
        place.change(names, changed, after)
    return draft.text()


def _change_entries(draft: Draft, entries: Sequence[Entry], changed: Record, after: Record) -> None:
    """Change the entries of a paper, and move those whose section is another one now."""
    templates = draft.listed.templates
    texts = [rewritten(entry, templates, changed, after) for entry in entries]
    if draft.description.divided_by not in changed:
        for entry, text in zip(entries, texts, strict=True):
            draft.change(entry, text)
        return
    wanted = places_for(draft.places, draft.description, after)
    there = [draft.place_of(entry) for entry in entries]
    for place in wanted:
        if place not in there:
            draft.put_into(place, after, (entries[0], texts[0]))
    for entry, place, text in zip(entries, there, texts, strict=True):
        if place in wanted:
            draft.change(entry, text)
        else:
            draft.take_out(entry)


def written(readme: bytes | str, description: Description, records: Sequence[Record]) -> str:
    """Return a README with the records that it lacks put in.

    One that is too old for a README that shows a number of papers alone is not lacking. Raises
    WriteError, and BrokenState for a README that cannot be read.
    """
    lacking = _missing(Draft(read_readme(readme, description), description), records)
    draft = _drafted(readme, description, *lacking.values())
    stored = _stored(description, records)
    for fields in lacking.values():
        put_shown(draft, fields, stored)
    return draft.text()


def _drafted(readme: bytes | str, description: Description, *papers: Record) -> Draft:
    """Return a README to write in, with a section for the date of each paper."""
    draft = Draft(read_readme(readme, description), description)
    for fields in papers:
        if opened := with_section_for(draft.listed, draft.places, description, fields):
            draft = Draft(read_readme(opened, description), description)
    return draft


def missing(
    readme: bytes | str, description: Description, records: Sequence[Record]
) -> frozenset[int]:
    """Return the places of what `written` would put into a README. Raises BrokenState."""
    return frozenset(_missing(Draft(read_readme(readme, description), description), records))


def unlisted(
    readme: bytes | str, description: Description, records: Sequence[Record]
) -> frozenset[int]:
    """Return the places of the records for which a README has no entry. Raises BrokenState."""
    return frozenset(_unlisted(Draft(read_readme(readme, description), description), records))


def _missing(draft: Draft, records: Sequence[Record]) -> dict[int, dict[str, Any]]:
    """Return the fields of each record that a README lacks, by its place."""
    found = _unlisted(draft, records).items()
    size = len(records)
    return {place: each for place, each in found if not _is_left_out(draft, each, place, size)}


def _unlisted(draft: Draft, records: Sequence[Record]) -> dict[int, dict[str, Any]]:
    """Return the fields of each record without an entry, by its place."""
    description = draft.description
    fields = [fields_of(record, description) for record in records]
    own, _ = entries_of(draft.listed.entries, fields, description)
    without = {place: each for place, each in enumerate(fields) if not own[place]}
    if not without:
        return without
    # Where two records have one title, its entry is of both.
    titled = Known(names_of_entry(each, description)._replace(links=())
                   for each in draft.listed.entries)  # fmt: skip
    return {
        place: each
        for place, each in without.items()
        if titled.find(names_of(each, description)) is None
    }


def _is_left_out(draft: Draft, fields: Record, place: int, size: int) -> bool:
    """Whether a record is not among the newest that the README shows alone."""
    about, order = draft.description.list, draft.description.order
    if about.most_shown is None:
        return False
    if order in ("newest", "oldest"):
        return is_too_old(draft, fields)
    is_last = about.order_of_data in ("append", "oldest")
    return place < size - about.most_shown if is_last else place >= about.most_shown


def _stored(description: Description, records: Sequence[Record]) -> Known:
    """Return the papers of the store, none for a README that shows them all."""
    several = records if description.list.most_shown else ()
    return Known(names_of(fields_of(record, description), description) for record in several)
