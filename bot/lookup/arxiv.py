"""Ask arXiv.

https://info.arxiv.org/help/api/user-manual.html
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from bot.fields import Record, Reference, parse_link
from bot.lookup.answers import Answer, Fetch, NoAnswer
from bot.lookup.formats import (
    UNEXPECTED_FORMAT,
    answer,
    date_of_moment,
    encode,
    number_of,
    read_xml,
    search_words,
)
from bot.lookup.markup import plain_text

_API = "https://export.arxiv.org/api/query"
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"


class ArXiv:
    """The preprint server's own API: the day of the first version, never a venue.

    What authors write of a venue (`journal_ref`, `comment`) is free text and proves nothing.
    """

    name = "arXiv"

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch

    def by_identity(self, reference: Reference) -> Answer | None:
        """Look an arXiv number up; an entry for another number is not found."""
        number = number_of(reference, "arxiv")
        if number is None:
            return None
        url = f"{_API}?id_list={encode(number)}&max_results=1"
        return answer(
            self.name,
            lambda: (
                record
                for record in self._records(url)
                if record.references[0].identity == reference.identity
            ),
        )

    def by_title(self, title: str) -> Answer | None:
        """Look for a title as a phrase; None for one without words."""
        words = search_words(title)
        if not words:
            return None
        url = f"{_API}?search_query=ti:%22{encode(words)}%22&max_results=5"
        return answer(self.name, lambda: self._records(url))

    def _records(self, url: str) -> Iterable[Record]:
        feed = read_xml(self._fetch(url, accept="application/atom+xml"))
        if feed.tag != f"{_ATOM}feed":
            raise NoAnswer(UNEXPECTED_FORMAT)
        return filter(None, map(self._record, feed.iterfind(f"{_ATOM}entry")))

    def _record(self, entry: Element) -> Record | None:
        """Read one entry; None for the one titled "Error", which names no paper."""
        paper = parse_link(entry.findtext(f"{_ATOM}id", ""))
        if paper is None or number_of(paper, "arxiv") is None:
            return None
        published = parse_link(f"doi:{entry.findtext(f'{_ARXIV}doi', '')}")
        return Record(
            self.name,
            plain_text(entry.findtext(f"{_ATOM}title")),
            date_of_moment(entry.findtext(f"{_ATOM}published")),
            references=(paper, published) if published else (paper,),
        )
