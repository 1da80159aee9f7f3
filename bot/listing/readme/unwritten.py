"""What a list's template of an entry cannot do without, and whether it can say what a record does.

The templates are imported where one is needed, as most runs need none.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bot.listing.description import Description
from bot.listing.store.records import fields_of
from bot.listing.template.sinks import WriteError

if TYPE_CHECKING:
    from bot.listing.template.entries import EntryTemplate


def wanted_by_entry(description: Description) -> frozenset[str]:
    """Return the names of the fields without which no entry of a list can be written."""
    writes = _writes(description)
    return writes.wanted if writes else frozenset()


def why_unwritten(record: Mapping[str, Any], description: Description) -> str:
    """Return why no entry of a list can say what a record does, blank where one can."""
    writes = _writes(description)
    try:
        if writes:
            writes.write(fields_of(record, description))
    except WriteError as error:
        return str(error)
    return ""


@lru_cache(maxsize=8)
def _writes(description: Description) -> EntryTemplate | None:
    """Return the template of a new entry, None for a list that is written otherwise."""
    if not description.is_in_place or not description.entry:
        return None
    from bot.listing.template.entries import EntryTemplate

    return EntryTemplate(description.entry, description.fields)
