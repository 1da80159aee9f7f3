"""By which identities links name a paper."""

from __future__ import annotations

from collections.abc import Iterable

from bot.fields.link import Reference, parse_link
from bot.fields.reading import Link


def references(links: Iterable[Link]) -> list[Reference]:
    """Give what links name the paper itself by, code and pages left out."""
    found = (parse_link(link.url) for link in links)
    return [reference for reference in found if reference and reference.names_paper]


def identities(links: Iterable[Link]) -> list[str]:
    """Give the identities by which links name a paper."""
    return [reference.identity for reference in references(links)]
