"""Look one paper up: by the identities it is given with, else by its title, in few requests."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.errors import UsageFault
from bot.fields import Findings, Reference
from bot.lookup.acl import AclAnthology
from bot.lookup.arxiv import ArXiv
from bot.lookup.client import Client
from bot.lookup.crossref import Crossref
from bot.lookup.datacite import DataCite
from bot.lookup.openreview import OpenReview
from bot.lookup.search import Search
from bot.lookup.semanticscholar import SemanticScholar
from bot.lookup.service import Service
from bot.text import fold


@dataclass(frozen=True)
class LookUp:
    """Find papers at services, given by name: `arxiv`, `datacite`, `acl` and so on.

    A service that is not given is not asked. `begin` starts the time of each paper.
    """

    services: Mapping[str, Service]
    begin: Callable[[], None] = lambda: None

    def find(
        self, title: str, references: Sequence[Reference], years: Collection[int] = ()
    ) -> Findings:
        """Return what the services say of a paper with this title and these addresses.

        `years` are those in which it may have been published; none rules nothing out.
        """
        self.begin()
        search = Search(self.services, title, years)
        papers = [reference for reference in references if reference.names_paper]
        # arXiv first: it gives the day, and sorted() keeps the order of the issue.
        for reference in sorted(papers, key=lambda each: not each.identity.startswith("arxiv:")):
            search.identify(reference)
        search.complete()
        return search.findings()


def make_lookup(
    contact: str = "",
    semantic_scholar_key: str = "",
    off: Collection[str] = (),
    base_url: str | None = None,
    repository: str = "",
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> LookUp:
    """Return a LookUp at the real services, or at those played at `base_url`, less those off.

    Raises UsageFault for a service that is not known and for settings that make no sense.
    """
    try:
        client = Client(contact, repository=repository, base_url=base_url, clock=clock, sleep=sleep)
    except ValueError as error:
        raise UsageFault(f"Look-ups: {error}") from None
    services: dict[str, Service] = {
        "arxiv": ArXiv(client),
        "datacite": DataCite(client, contact),
        "acl": AclAnthology(client),
        "crossref": Crossref(client, contact),
        "openreview": OpenReview(client),
        "semanticscholar": SemanticScholar(client, semantic_scholar_key),
    }
    keys = {fold(name): key for key, each in services.items() for name in (key, each.name)}
    if unknown := [name for name in off if fold(name) not in keys]:
        raise UsageFault(f"Not a service that can be switched off: {', '.join(unknown)}")
    for name in off:
        services.pop(keys[fold(name)], None)
    return LookUp(services, client.begin)
