"""What all bibliographic services have in common: how one is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from bot.config import LONGEST_TITLE
from bot.fields import Record, Reference, Unavailable
from bot.lookup.answers import Answer, Fetch, Found, NoAnswer, NotFound, Response
from bot.lookup.formats import read_json, refuse_html, search_words
from bot.text import pattern

_LONGEST_VENUE = 200  # longer than the names of joint proceedings
_ADDRESS = pattern(r"https?://[!-~]{1,1000}")  # as papers.json takes them, and bounded


class Service:
    """One bibliographic service.

    `name` is what people know it by, `known` what the identities begin with that it can be
    asked for, and `searches` tells whether it looks for titles.
    """

    name: ClassVar[str]
    known: ClassVar[tuple[str, ...]] = ()
    searches: ClassVar[bool] = True

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch

    def by_identity(self, reference: Reference) -> Answer | None:
        """Look a paper up by its identity; None where it is not of this service's kind.

        A record of another paper is not found.
        """
        if not reference.identity.startswith(self.known):
            return None
        return self._answer(lambda: self._identified(reference))

    def by_title(self, title: str) -> Answer | None:
        """Look for papers with this title; None where it has no words, or none is looked for."""
        words = search_words(title) if self.searches else ""
        return self._answer(lambda: self._titled(words)) if words else None

    def _identified(self, reference: Reference) -> Iterable[Record]:
        """Return the record of a paper. Raises NoAnswer."""
        raise NotImplementedError

    def _titled(self, words: str) -> Iterable[Record]:
        """Return the records that the words of a title find. Raises NoAnswer."""
        raise NotImplementedError

    def _ask(
        self, url: str, accept: str = "application/json", headers: dict[str, str] | None = None
    ) -> dict[str, object] | None:
        """Return the JSON object at an address, None for a 404; raise NoAnswer for all else."""
        response = self._get(url, accept, headers)
        return read_json(response) if response else None

    def _get(self, url: str, accept: str, headers: dict[str, str] | None = None) -> Response | None:
        """Return what is at an address, None for a 404; raise NoAnswer for pages for people."""
        response = self._fetch(url, accept=accept, headers=headers)
        if response.status == 404:
            return None
        if response.status != 200:
            raise NoAnswer("refused the question")
        refuse_html(response)
        return response

    def _answer(self, look: Callable[[], Iterable[Record]]) -> Answer:
        """Make an answer of the records a look-up gives, of their absence, or of its failure.

        A record without a title that the list could hold is none.
        """
        try:
            records = tuple(
                _listable(record) for record in look() if 0 < len(record.title) <= LONGEST_TITLE
            )
        except NoAnswer as problem:
            return Unavailable(self.name, str(problem) or "gave no answer")
        return Found(self.name, records) if records else NotFound(self.name)


def _listable(record: Record) -> Record:
    """Return the record without what the list could not hold: no such address, no endless venue."""
    references = tuple(each for each in record.references if _ADDRESS.fullmatch(each.url))
    venue = record.venue if len(record.venue or "") <= _LONGEST_VENUE else None
    return record._replace(references=references, venue=venue)
