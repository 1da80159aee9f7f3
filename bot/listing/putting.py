"""Show how one more entry would be put into a README."""

from __future__ import annotations

from typing import NamedTuple

from bot.listing.description import Description
from bot.listing.draft import Draft
from bot.listing.listed import Entry, Listed


class Put(NamedTuple):
    """An entry that was put into a README: its text, and the line it begins in."""

    entry: str
    line: int


def put_beside(listed: Listed, description: Description, entry: Entry) -> Put:
    """Return how an entry with the fields of another is put into its section.

    Raises WriteError where the fields cannot be written.
    """
    draft = Draft(listed, description)
    draft.put_into(draft.place_of(entry), entry.fields or {})
    (text,) = (row.text for rows in draft.rows() for row in rows if row.entry is None)
    after = draft.text().split("\n")
    line = 0
    while line < len(listed.lines) and listed.lines[line].text.rstrip() == after[line].rstrip():
        line += 1
    while not after[line].strip():
        line += 1
    return Put(text, line + 1)
