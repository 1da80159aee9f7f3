"""What README.md alone has: papers that are not in the store, however they are written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.fields import LinkField, parse_link
from bot.listing.description import Description
from bot.listing.in_place import read
from bot.listing.known import TITLES, entries_of
from bot.listing.listed import Entry
from bot.listing.records import fields_of
from bot.text import one_line, shorten, visible

_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"']+")
_LONGEST = 300


def beside(
    readme: bytes | str, description: Description, records: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return the fields of each entry of a README that none of the records is for.

    Of one that no template reads, they are its title and its addresses. Raises BrokenState for
    a README that cannot be read.
    """
    known = [fields_of(record, description) for record in records]
    _, others = entries_of(read(readme, description).entries, known, description)
    return [
        _written(entry, description) if entry.fields is None else entry.fields for entry in others
    ]


def _written(entry: Entry, description: Description) -> dict[str, Any]:
    found = TITLES.search(entry.text)
    title = "".join(filter(None, found.groups())) if found else entry.text
    fields: dict[str, Any] = {description.roles.title: shorten(one_line(visible(title)), _LONGEST)}
    urls = dict.fromkeys(_ADDRESS.findall(entry.text))
    links = [
        {"label": reference.kind, "kind": reference.kind, "url": url}
        for url in urls
        if (reference := parse_link(url)) and reference.names_paper
    ]
    for name in description.roles.links:
        if links:
            is_one = isinstance(description.fields[name], LinkField)
            fields[name] = links[0]["url"] if is_one else links
            break
    return fields
