"""Ask arXiv.

https://info.arxiv.org/help/api/user-manual.html
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from bot.fields import Record, Reference, parse_link
from bot.lookup.answers import NoAnswer
from bot.lookup.formats import (
    UNEXPECTED_FORMAT,
    date_of_moment,
    encode,
    number_of,
    people,
    plain_text,
    read_xml,
)
from bot.lookup.service import Service

_API = "https://export.arxiv.org/api/query"
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"


class ArXiv(Service):
    """The preprint server's own API: the day of the first version, never a venue.

    What authors write of a venue (`journal_ref`, `comment`) is free text and proves nothing.
    """

    name = "arXiv"
    known = ("arxiv:",)

    def _identified(self, reference: Reference) -> Iterable[Record]:
        found = self._records(f"{_API}?id_list={encode(number_of(reference))}&max_results=1")
        return (each for each in found if each.references[0].identity == reference.identity)

    def _titled(self, words: str) -> Iterable[Record]:
        return self._records(f"{_API}?search_query=ti:%22{encode(words)}%22&max_results=5")

    def _records(self, url: str) -> Iterable[Record]:
        feed = read_xml(self._fetch(url, accept="application/atom+xml"))
        if feed.tag != f"{_ATOM}feed":
            raise NoAnswer(UNEXPECTED_FORMAT)
        return filter(None, map(self._record, feed.iterfind(f"{_ATOM}entry")))

    def _record(self, entry: Element) -> Record | None:
        """Read one entry; None for the one titled "Error", which names no paper."""
        paper = parse_link(entry.findtext(f"{_ATOM}id", ""))
        if paper is None or not paper.identity.startswith(self.known):
            return None
        published = parse_link(f"doi:{entry.findtext(f'{_ARXIV}doi', '')}")
        return Record(
            self.name,
            plain_text(entry.findtext(f"{_ATOM}title")),
            date_of_moment(entry.findtext(f"{_ATOM}published")),
            references=(paper, published) if published else (paper,),
            authors=people(each.text for each in entry.iterfind(f"{_ATOM}author/{_ATOM}name")),
        )
