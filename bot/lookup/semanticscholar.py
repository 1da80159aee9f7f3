"""Ask Semantic Scholar.

https://api.semanticscholar.org/api-docs/graph
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.fields import PublishedDate, Record, Reference, parse_link, read_date
from bot.lookup.answers import Fetch
from bot.lookup.formats import (
    at,
    date_from,
    encode,
    is_preprint_server,
    items_at,
    people,
    plain_text,
    some_at,
)
from bot.lookup.service import Service

_API = "https://api.semanticscholar.org/graph/v1/paper/"
_FIELDS = "fields=title,authors,venue,publicationVenue,publicationDate,year,externalIds,url"
_KINDS = {"arxiv": "ARXIV", "acl": "ACL", "doi": "DOI"}
# Best first: open to everybody and reviewed, open, perhaps behind a wall.
_IDS = {"ACL": "https://aclanthology.org/", "ArXiv": "arXiv:", "DOI": "doi:"}


class SemanticScholar(Service):
    """The index of everything: one record for preprint and publication, with the ids of both.

    The addresses it takes besides (`URL:`) are those of arXiv, ACL, ACM and bioRxiv, which are
    identities of these three kinds already.
    """

    name = "Semantic Scholar"
    known = tuple(f"{kind}:" for kind in _KINDS)

    def __init__(self, fetch: Fetch, key: str = "") -> None:
        super().__init__(fetch)
        self._headers = {"x-api-key": key} if key else None

    def _identified(self, reference: Reference) -> Iterable[Record]:
        kind, _, number = reference.identity.partition(":")
        url = f"{_API}{_KINDS[kind]}:{encode(number)}?{_FIELDS}"
        paper = self._ask(url, headers=self._headers)
        if paper is None:
            return
        record = self._record(paper)
        identities = [given.identity for given in record.references]
        same_kind = [each for each in identities if each.startswith(f"{kind}:")]
        if not same_kind or reference.identity in same_kind:
            yield record

    def _titled(self, words: str) -> Iterable[Record]:
        url = f"{_API}search/match?query={encode(words)}&{_FIELDS}"
        data = self._ask(url, headers=self._headers)
        if data is None or ("data" not in data and data.get("total") == 0):
            return
        for paper in items_at(data, "data"):
            yield self._record(paper)

    def _record(self, paper: object) -> Record:
        title = plain_text(at(paper, "title"))
        authors = people(at(author, "name") for author in some_at(paper, "authors"))
        return Record(self.name, title, _date(paper), _venue(paper), _ids(paper), authors)


def _date(paper: object) -> PublishedDate | None:
    year = at(paper, "year")
    given = date_from(at(paper, "publicationDate"))
    return given or (read_date(f"{year}") if type(year) is int and 0 < year < 10_000 else None)


def _venue(paper: object) -> str | None:
    venue = plain_text(at(paper, "publicationVenue", "name")) or plain_text(at(paper, "venue"))
    return None if is_preprint_server(venue) else venue or None


def _ids(paper: object) -> tuple[Reference, ...]:
    """Return the paper's addresses once each: some DOIs are those of arXiv or of the Anthology."""
    found = (
        parse_link(f"{lead}{number}")
        for name, lead in _IDS.items()
        if isinstance(number := at(paper, "externalIds", name), str)
    )
    return tuple({each.identity: each for each in found if each}.values())
