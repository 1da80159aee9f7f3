"""A README that shows the newest papers of a longer list: which these are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.listing.readme.draft import Draft, Row
from bot.listing.readme.matching import Known, names_of_entry


def put_shown(draft: Draft, fields: Mapping[str, Any], stored: Known) -> None:
    """Put a paper in if it is new enough, and take out the oldest one if it is too many.

    That one stays where it is not in the store: it would be nowhere then.
    """
    most = draft.description.list.most_shown
    if most is None:
        draft.put(fields)
        return
    if is_too_old(draft, fields):
        return
    draft.put(fields)
    rows = [row for section in draft.rows() for row in section]
    oldest = _oldest(draft, rows).entry if len(rows) > most else None
    if oldest and stored.find(names_of_entry(oldest, draft.description)) is not None:
        draft.take_out(oldest)


def is_too_old(draft: Draft, fields: Mapping[str, Any]) -> bool:
    """Whether a paper is no newer than all that a README shows, which shows no more of them."""
    most, order = draft.description.list.most_shown, draft.description.order
    rows = [row for section in draft.rows() for row in section]
    if most is None or len(rows) < most or order not in ("newest", "oldest"):
        return False
    date, oldest = str(fields.get(draft.description.roles.date, "")), _oldest(draft, rows).date
    size = min(len(date), len(oldest))
    return not date or (bool(oldest) and date[:size] <= oldest[:size])


def _oldest(draft: Draft, rows: list[Row]) -> Row:
    """Return the oldest entry, of several the one at the end where old ones stand."""
    order = draft.description.order
    if order == "append":
        return rows[0]
    if order == "prepend":
        return rows[-1]
    oldest = min(row.date for row in rows)
    found = [row for row in rows if row.date == oldest]
    return found[-1] if order == "newest" else found[0]
