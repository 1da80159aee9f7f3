"""The headings that a description names, and a README may have lost."""

from __future__ import annotations

from collections.abc import Iterator

from bot.errors import BrokenState
from bot.listing.description import YEAR, Description
from bot.listing.readme.document import plain_heading, region
from bot.listing.readme.listed import Listed


def missing_headings(listed: Listed, description: Description) -> tuple[str, ...]:
    """Return the headings of groups and of second places that a README does not have."""
    return (*_groups(listed, description), *_second_places(listed, description))


def _groups(listed: Listed, description: Description) -> Iterator[str]:
    there = {line.heading for line in listed.lines if line.level}
    for group in description.sections.groups if description.sections else ():
        titles = group.title.values()
        is_dated = any(YEAR in title for title in titles)
        if not is_dated and there.isdisjoint(map(plain_heading, titles)):
            yield next(iter(titles))


def _second_places(listed: Listed, description: Description) -> Iterator[str]:
    for place in description.also_in:
        try:
            region(listed.lines, place.under, (6, 6))
        except BrokenState:
            yield place.under
