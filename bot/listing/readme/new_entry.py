"""One record as an entry of README.md: how it is written, and why it cannot be.

The templates are imported where one is needed, as most runs need none.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bot.listing.description import Description
from bot.listing.store.records import fields_of

if TYPE_CHECKING:
    from bot.listing.template.entries import EntryTemplate


def wanted_by_entry(description: Description) -> frozenset[str]:
    """Return the names of the fields without which no entry of a list can be written."""
    writes = _writes(description)
    return writes.wanted if writes else frozenset()


def entry_of(record: Mapping[str, Any], description: Description) -> str:
    """Return a record as an entry, in a section that counts from one.

    It is blank in a list that is written otherwise. Raises WriteError where no entry can say what
    the record does.
    """
    writes = _writes(description)
    return writes.write(fields_of(record, description)) if writes else ""


@lru_cache(maxsize=8)
def _writes(description: Description) -> EntryTemplate | None:
    """Return the template of a new entry, None for a list that is written otherwise."""
    if not description.is_in_place or not description.entry:
        return None
    from bot.listing.template.entries import EntryTemplate

    return EntryTemplate(description.entry, description.fields)
