"""Tell papers apart by their links and titles, and gather what a list is searched by."""

from __future__ import annotations

from collections.abc import Iterable

from bot.catalog.paper import Paper
from bot.fields import identities, references
from bot.text import title_identity


class Index:
    """What a list of papers is searched by, gathered in one pass over them.

    `titles` are keys of titles; of two papers alike, the first one is found.
    """

    def __init__(self, papers: Iterable[Paper]) -> None:
        self.tags: list[str] = []
        self.titles: dict[str, int] = {}
        self.identities: dict[str, int] = {}
        venues: dict[str, None] = {}
        for place, paper in enumerate(papers):
            self.tags += paper.tags
            venues[paper.venue] = None
            if paper.title:
                self.titles.setdefault(title_identity(paper.title), place)
            for identity in identities(paper.links):
                self.identities.setdefault(identity, place)
        self.venues = list(venues)


def paper_keys(paper: Paper) -> tuple[str, ...]:
    """Return short names for what makes a paper the same as another: its title, its identities.

    Of several addresses at one service only the first names the paper: nobody claims ten
    papers by ten addresses.
    """
    names: dict[str, str] = {}
    for reference in references(paper.links):
        names.setdefault(reference.identity.partition(":")[0], reference.identity)
    title = f"title:{title_identity(paper.title)}"
    return tuple(map(_key, (title, *names.values())))


def _key(name: str) -> str:
    import hashlib  # loads OpenSSL, which check and lint do without

    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:12]
