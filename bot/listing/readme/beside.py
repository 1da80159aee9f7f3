"""What README.md alone has: papers that are not in the store, however they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.fields import LinkField
from bot.listing.description import Description
from bot.listing.readme.listed import Entry, read_readme
from bot.listing.readme.matching import entries_of, papers_in, titles_in
from bot.listing.store.records import fields_of
from bot.text import shorten, visible_line

_LONGEST = 300


def beside(
    readme: bytes | str, description: Description, records: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return the fields of each entry of a README that none of the records is for.

    Of one that no template reads, they are its title and its addresses. Raises BrokenState for
    a README that cannot be read.
    """
    known = [fields_of(record, description) for record in records]
    _, others = entries_of(read_readme(readme, description).entries, known, description)
    return [
        _written(entry, description) if entry.fields is None else entry.fields for entry in others
    ]


def _written(entry: Entry, description: Description) -> dict[str, Any]:
    title = next(titles_in(entry.text), entry.text)
    fields: dict[str, Any] = {description.roles.title: shorten(visible_line(title), _LONGEST)}
    links = [
        {"label": reference.kind, "kind": reference.kind, "url": url}
        for url, reference in papers_in(entry.text)
    ]
    for name in description.roles.links:
        if links:
            is_one = isinstance(description.fields[name], LinkField)
            fields[name] = links[0]["url"] if is_one else links
            break
    return fields
