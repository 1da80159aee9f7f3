"""Tell papers by their links and titles, and gather what a list is searched by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from bot.links import Reference, parse_link
from bot.matching import title_identity
from bot.models import Link, Paper


class Index:
    """What a list of papers is searched by, gathered in one pass over them.

    `titles` are keys of titles; of two papers alike, the first one is found.
    """

    def __init__(self, papers: Iterable[Paper]) -> None:
        self.heads: list[str] = []
        self.titles: dict[str, int] = {}
        self.identities: dict[str, int] = {}
        venues: dict[str, None] = {}
        for place, paper in enumerate(papers):
            self.heads += paper.heads
            venues[paper.venue] = None
            self.titles.setdefault(title_identity(paper.title), place)
            for identity in identities(paper.links):
                self.identities.setdefault(identity, place)
        self.venues = list(venues)


def references(links: Iterable[Link]) -> list[Reference]:
    """Give what links name the paper itself by, code and pages left out."""
    found = (parse_link(link.url) for link in links)
    return [reference for reference in found if reference and reference.names_paper]


def identities(links: Iterable[Link]) -> list[str]:
    """Give the identities by which links name a paper."""
    return [reference.identity for reference in references(links)]


def paper_keys(paper: Paper) -> tuple[str, ...]:
    """Give short names for what makes a paper the same as another: its title, its identities.

    Of several addresses at one service only the first names the paper: nobody claims ten
    papers by ten addresses.
    """
    names: dict[str, str] = {}
    for reference in references(paper.links):
        names.setdefault(reference.identity.partition(":")[0], reference.identity)
    return title_key(paper.title), *map(_key, names.values())


def title_key(title: str) -> str:
    """Give the short name of a title, however it is spelled."""
    return _key(f"title:{title_identity(title)}")


def _key(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:12]
