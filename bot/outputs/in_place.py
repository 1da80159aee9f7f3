"""Put the papers of a list into a README that is the list's own, and change no other line."""

from __future__ import annotations

import datetime as dt
from itertools import zip_longest

from bot.catalog import Catalog, Paper
from bot.errors import BrokenReadme, BrokenState
from bot.listing import (
    WriteError,
    entry_of,
    only_one_entry_changed,
    with_changed_entry,
    with_entry,
    written,
)


def readme_with(readme: str, before: Catalog, after: Catalog, today: dt.date) -> str:
    """Return a README with the papers that a list has gained or changed.

    Raises BrokenReadme for one that cannot be read, and for a paper that has no place in it.
    """
    form = after.form
    records = [paper.record() for paper in before.papers] if form.list.most_shown else []
    for old, new in _differences(before, after):
        try:
            if old is None:
                readme = with_entry(readme, form, new.record(), today.isoformat(), records)
            else:
                readme = with_changed_entry(readme, form, old.record(), new.record())
        except WriteError as error:
            raise BrokenReadme(f"{form.list.readme}: {new.title!r}: {error}") from error
    return readme


def entry_in_place(paper: Paper) -> str:
    """Return a paper as the list's own README will have it, blank where that cannot be said."""
    try:
        return entry_of(paper.record(), paper.form)
    except WriteError:
        return ""


def readme_of(readme: str, catalog: Catalog) -> str:
    """Return a README with every paper that it lacks put in. Raises BrokenReadme."""
    records = [paper.record() for paper in catalog.papers]
    try:
        return written(readme, catalog.form, records)
    except WriteError as error:
        raise BrokenReadme(f"{catalog.form.list.readme}: {error}") from error


def is_one_entry(before: str, after: str, catalog: Catalog) -> bool:
    """Whether a README differs from another by one paper at most."""
    try:
        return only_one_entry_changed(before, after, catalog.form)
    except (WriteError, BrokenState):
        return False


def _differences(before: Catalog, after: Catalog) -> list[tuple[Paper | None, Paper]]:
    """Return each paper that is new, and each that was another one before."""
    if len(before.papers) == len(after.papers):
        pairs = zip_longest(before.papers, after.papers)
        return [(old, new) for old, new in pairs if old != new]
    known = [*before.papers]
    found: list[tuple[Paper | None, Paper]] = []
    at = 0
    for paper in after.papers:
        if at < len(known) and known[at] == paper:
            at += 1
        else:
            found.append((None, paper))
    return found
