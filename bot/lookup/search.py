"""Search for one paper: ask one service after the other until enough is known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import combinations

from bot.fields import Findings, Record, Reference, Unavailable, read_venue
from bot.lookup.answers import Answer, Found, NotFound
from bot.lookup.service import Service
from bot.text import fold, is_near, is_same, is_sibling

# Who knows an identity; the next one is asked where the one before gives no answer.
_OWN = {
    "arxiv": ("arxiv", "datacite"),
    "acl": ("acl",),
    "doi": ("datacite", "crossref"),  # DataCite for the DOIs of data archives
    "openreview": ("openreview",),
}
_ANY = "semanticscholar"
_ANY_KNOWS = ("arxiv", "acl", "doi")  # best first
_MOST_OFFERS = 5
_YEARS_APART = 3  # a preprint and its venue are not further apart


class Search:
    """What is known of one paper so far, and whom to ask next.

    Enough is known with the day, the venue and an address. No service that gave no
    answer is asked again. `years` are those in which the paper may have been published,
    none where that is not known; they judge only what is found by its title.
    """

    def __init__(
        self, services: Mapping[str, Service], title: str, years: Collection[int] = ()
    ) -> None:
        self._services, self._title, self._years = services, title, years
        self._named: list[Record] = []
        self._titled: list[Record] = []
        self._offers: list[Record] = []
        self._unavailable: dict[str, Unavailable] = {}
        self._asked: dict[str, None] = {}
        self._identified: set[tuple[str, str]] = set()
        self._undecided = False

    def identify(self, reference: Reference) -> None:
        """Look a reference of the issue up at its own service, else at one that knows all."""
        if not self._enough():
            self._named += self._by_identity((*_OWN.get(_scheme(reference), ()), _ANY), reference)

    def complete(self) -> None:
        """Look for what is still missing: the day at arXiv, the venue, at last anything."""
        title = self._trusted_title()
        if not self._day():
            self._complete_day(title)
        if not self._venue() and not self._undecided:
            self._complete_venue(title)
        if not self._named and not self._enough():
            self._by_title("crossref", title)

    def findings(self) -> Findings:
        """Return what was found."""
        records = self._records()
        known = {identity for record in records for identity in _identities(record)}
        offers = [offer for offer in self._offers if not known & _identities(offer)]
        return Findings(
            tuple(records),
            tuple(dict.fromkeys(offers))[:_MOST_OFFERS],
            tuple(self._unavailable.values()),
            tuple(self._asked),
        )

    def _complete_day(self, title: str) -> None:
        """Ask arXiv for the first version, by a number that a record names, else by title."""
        arxiv = (each for each in self._references() if _scheme(each) == "arxiv")
        new = (each for each in arxiv if ("arxiv", each.identity) not in self._identified)
        if reference := next(new, None):
            self._titled += self._by_identity(_OWN["arxiv"], reference)
        else:
            self._by_title("arxiv", title)

    def _complete_venue(self, title: str) -> None:
        """Ask once where the paper was accepted: by an identity if one is known, else by title."""
        known = [each for each in self._references() if _scheme(each) in _ANY_KNOWS]
        if not known:
            self._by_title(_ANY, title)
            return
        reference = min(known, key=lambda each: _ANY_KNOWS.index(_scheme(each)))
        if (_ANY, reference.identity) not in self._identified:
            self._titled += self._by_identity((_ANY,), reference)

    def _by_identity(self, keys: Sequence[str], reference: Reference) -> tuple[Record, ...]:
        """Return the records of the first of the services that answers."""
        for key in keys:
            self._identified.add((key, reference.identity))
            answer = self._ask(key, lambda service: self._answer(service, reference))
            if isinstance(answer, Found) and key == "openreview":
                return tuple(r for r in answer.records if reference.identity in _identities(r))
            if isinstance(answer, Found):
                return answer.records
            if isinstance(answer, NotFound):
                break
        return ()

    def _answer(self, service: Service, reference: Reference) -> Answer | None:
        """Ask by identity; OpenReview by the title, since it finds nothing else.

        Where the issue gives none, that is the title of what another address named.
        """
        title = self._title or next((record.title for record in self._named), "")
        answer = service.by_identity(reference)
        if answer is None and _scheme(reference) == "openreview" and title:
            return service.by_title(title)
        return answer

    def _by_title(self, key: str, title: str) -> None:
        if not title or self._undecided:
            return
        answer = self._ask(key, lambda service: service.by_title(title))
        if isinstance(answer, Found):
            self._weigh(answer.records, title)

    def _weigh(self, records: Sequence[Record], title: str) -> None:
        """Accept records with this very title; offer the near ones and what cannot be decided."""
        titled = [record for record in dict.fromkeys(records) if is_same(record.title, title)]
        same = [record for record in titled if self._is_in_time(record)]
        near = [
            record
            for record in dict.fromkeys(records)
            if record not in same and (record in titled or is_near(record.title, title))
        ]
        if any(_disagree(a, b) for a, b in combinations([*self._titled, *same], 2)):
            self._offers = [*self._titled, *same, *self._offers]
            self._titled = []
            self._undecided = True
        elif any(_disagree(a, b) for a in self._named for b in same):
            self._offers = [*same, *self._offers]
        else:
            self._titled += same
        self._offers += near

    def _ask(self, key: str, question: Callable[[Service], Answer | None]) -> Answer | None:
        """Ask a service, unless it is switched off or gave no answer before."""
        service = self._services.get(key)
        if service is None or key in self._unavailable:
            return None
        answer = question(service)
        if answer is not None:
            self._asked[service.name] = None
        if isinstance(answer, Unavailable):
            self._unavailable[key] = answer
        return answer

    def _trusted_title(self) -> str:
        """Return the title to search for; none where the issue's address is of another paper.

        Where an address names the paper, its own title is the better spelling.
        """
        if not self._named or not self._title:
            return self._named[0].title if self._named else self._title
        for title in (record.title for record in self._named):
            near = is_near(title, self._title) and not is_sibling(title, self._title)
            if near or is_same(title, self._title):
                return title
        return ""

    def _is_in_time(self, record: Record) -> bool:
        """Whether a record is not more than a year away from what the issue says."""
        year = int(record.date.text[:4]) if record.date else None
        return year is None or not self._years or any(abs(year - y) <= 1 for y in self._years)

    def _records(self) -> list[Record]:
        return [*self._named, *self._titled]

    def _references(self) -> Iterator[Reference]:
        return (each for one in self._records() for each in one.references if each.names_paper)

    def _day(self) -> bool:
        return any(record.date and record.date.day for record in self._records())

    def _venue(self) -> bool:
        return any(record.venue for record in self._records())

    def _enough(self) -> bool:
        return self._day() and self._venue() and any(self._references())


def _scheme(reference: Reference) -> str:
    return reference.identity.partition(":")[0]


def _identities(record: Record) -> frozenset[str]:
    return frozenset(reference.identity for reference in record.references)


def _disagree(a: Record, b: Record) -> bool:
    """Whether two records with one title are of two papers, or name two venues."""
    if a.venue and b.venue and _venue_key(a.venue) != _venue_key(b.venue):
        return True
    if a.date and b.date and abs(int(a.date.text[:4]) - int(b.date.text[:4])) > _YEARS_APART:
        return True
    one, other = _identities(a), _identities(b)
    if one & other:
        return False
    # One service has a preprint and its accepted version as two papers.
    if a.source == b.source and bool(a.venue) == bool(b.venue):
        return True
    schemes = ({identity.partition(":")[0] for identity in each} for each in (one, other))
    return bool(set.intersection(*schemes) & {"arxiv", "acl"})


def _venue_key(venue: str) -> str:
    return fold(read_venue(venue, ()).name)
