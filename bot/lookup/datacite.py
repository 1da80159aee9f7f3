"""Ask DataCite.

https://support.datacite.org/docs/api-get-doi
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.fields import PublishedDate, Record, Reference, given_first
from bot.lookup.answers import Fetch, NoAnswer
from bot.lookup.formats import (
    UNEXPECTED_FORMAT,
    at,
    date_of_moment,
    encode,
    items_at,
    joined,
    number_of,
    people,
    plain_text,
    some_at,
)
from bot.lookup.service import Service

_API = "https://api.datacite.org/dois/"
_ARXIV = "10.48550/arxiv."


class DataCite(Service):
    """The DOIs of arXiv and of data archives: days, never a venue."""

    name = "DataCite"
    # Zenodo, figshare, Hugging Face: DOIs that Crossref does not know.
    known = ("arxiv:", "doi:10.5281/", "doi:10.6084/", "doi:10.57967/")
    searches = False  # arXiv's own search knows the same titles

    def __init__(self, fetch: Fetch, contact: str = "") -> None:
        super().__init__(fetch)
        self._contact = contact

    def _identified(self, reference: Reference) -> Iterable[Record]:
        is_arxiv = reference.identity.startswith("arxiv:")
        doi = f"{_ARXIV if is_arxiv else ''}{number_of(reference)}"
        contact = f"?mailto={encode(self._contact)}" if self._contact else ""
        data = self._ask(f"{_API}{encode(doi)}{contact}", accept="application/vnd.api+json")
        if data is None:
            return
        given = at(data, "data", "attributes", "doi")
        if not isinstance(given, str):
            raise NoAnswer(UNEXPECTED_FORMAT)
        if given.lower() == doi.lower():
            attributes = at(data, "data", "attributes")
            date = _date(attributes, is_arxiv=is_arxiv)
            authors = people(map(_creator, some_at(attributes, "creators")))
            title = _title(attributes)
            yield Record(self.name, title, date, references=(reference,), authors=authors)


def _title(attributes: object) -> str:
    """Return the title itself, not its translation, subtitle or alternative."""
    titles = items_at(attributes, "titles")
    return next(
        (plain_text(at(title, "title")) for title in titles if not at(title, "titleType")), ""
    )


def _creator(creator: object) -> object:
    """Return a person's name, given name first, or that of an organisation as it is."""
    name = at(creator, "name")
    if at(creator, "nameType") == "Organizational":
        return name
    parts = joined(at(creator, "givenName"), at(creator, "familyName"))
    return parts or (given_first(name) if isinstance(name, str) else None)


def _date(attributes: object, *, is_arxiv: bool) -> PublishedDate | None:
    """Return the day a paper was first submitted to arXiv, or an archive's day of issue.

    `Available` is when arXiv announced it, `Updated` when the record changed, and a
    later version has a `Submitted` of its own.
    """
    wanted = ("Submitted", "v1") if is_arxiv else ("Issued", None)
    for date in items_at(attributes, "dates"):
        if (at(date, "dateType"), at(date, "dateInformation")) == wanted:
            return date_of_moment(at(date, "date"))
    return None
