"""Show how one more entry would be put into a README."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bot.listing.description import Description
from bot.listing.readme.document import plain_heading
from bot.listing.readme.draft import Draft
from bot.listing.readme.listed import Entry, Listed
from bot.listing.readme.places import Place
from bot.listing.template.sinks import WriteError


class Put(NamedTuple):
    """An entry that was put into a README: its text, its section, and the line it begins in."""

    entry: str
    section: str
    line: int


def put_beside(listed: Listed, description: Description, entry: Entry) -> Put:
    """Return how an entry with the fields of another is put into its section.

    Raises WriteError where the fields cannot be written.
    """
    draft = Draft(listed, description)
    return _put(draft, draft.place_of(entry), entry.fields or {}, entry.section)


def put_first(listed: Listed, description: Description, fields: Mapping[str, Any]) -> Put:
    """Return how an entry is put into the first section of a list that may have none yet.

    Raises WriteError where there is no section, or where the fields cannot be written.
    """
    draft = Draft(listed, description)
    if not draft.places:
        raise WriteError("the list has no section")
    place = draft.places[0]
    under = plain_heading(description.list.under.lstrip("#"))
    return _put(draft, place, fields, place.path or (under,))


def _put(draft: Draft, place: Place, fields: Mapping[str, Any], section: Sequence[str]) -> Put:
    listed = draft.listed
    draft.put_into(place, fields)
    (text,) = (row.text for rows in draft.rows() for row in rows if row.entry is None)
    after = draft.text().split("\n")
    line = 0
    while line < len(listed.lines) and listed.lines[line].text.rstrip() == after[line].rstrip():
        line += 1
    while not after[line].strip():
        line += 1
    return Put(text, section[-1] if section else "", line + 1)
