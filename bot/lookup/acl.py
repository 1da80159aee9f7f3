"""Ask the ACL Anthology for a paper's BibTeX.

https://aclanthology.org/faq/api/
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.fields import PublishedDate, Record, Reference, parse_link, read_date, split_bibtex
from bot.lookup.answers import NoAnswer
from bot.lookup.formats import encode, number_of, people, plain_text
from bot.lookup.service import Service
from bot.text import pattern

_SITE = "https://aclanthology.org/"
_LARGEST = 100_000
# One field begins a line; a line that begins none belongs to the field above it.
_FIELD = pattern(r"^[ \t]{0,20}([a-z]{1,20}) ?= ?(\S.*)$", re.MULTILINE)
_CONTINUATION = pattern(r"\n(?![ \t]{0,20}[a-z]{1,20} ?=)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FINDINGS = pattern(r"[0-9]{4}\.findings-([a-z]+)\.[0-9]+")


class AclAnthology(Service):
    """The proceedings of ACL's conferences: venue, month and year, never a day."""

    name = "ACL Anthology"
    known = ("acl:",)
    searches = False  # the Anthology has no search that answers a program

    def _identified(self, reference: Reference) -> Iterable[Record]:
        url = f"{_SITE}{encode(number_of(reference))}.bib"
        response = self._get(url, "application/x-bibtex, text/plain, */*;q=0.1")
        if response is None:
            return
        fields = _fields(response.text)
        written = parse_link(fields.get("url", "")) or parse_link(f"doi:{fields.get('doi', '')}")
        if written is not None and written.identity == reference.identity:
            venue = _venue(reference, plain_text(fields.get("booktitle") or fields.get("journal")))
            title = plain_text(fields.get("title"))
            authors = people(split_bibtex(fields.get("author", "")))
            yield Record(self.name, title, _date(fields), venue, (reference,), authors)


def _fields(text: str) -> dict[str, str]:
    """Read the fields of the first entry as the Anthology writes them, one a line.

    The value keeps its LaTeX; of a field given twice the first counts.
    """
    begin = text.find("@")
    if begin < 0 or len(text) > _LARGEST:
        raise NoAnswer("answered no BibTeX")
    entry = text[begin:].partition("\n@")[0]
    found: dict[str, str] = {}
    for field in _FIELD.finditer(_CONTINUATION.sub(" ", entry)):
        value = field[2].rstrip(" ,}\t\r")
        bare = value.strip('"') if value.startswith('"') else value.removeprefix("{")
        found.setdefault(field[1], bare)
    if "title" not in found:
        raise NoAnswer("answered no BibTeX")
    return found


def _date(fields: dict[str, str]) -> PublishedDate | None:
    """Return month and year; of two months, as in `jun # "--" # jul`, neither is known."""
    year = fields.get("year", "")
    words = re.findall(r"[a-z]{3,9}", fields.get("month", "").lower())
    months = {word[:3] for word in words if word[:3] in _MONTHS}
    if len(months) != 1:
        return read_date(year)
    return read_date(f"{year}-{_MONTHS.index(months.pop()) + 1:02}")


def _venue(reference: Reference, booktitle: str) -> str | None:
    """Return the venue the id names, else the title of the proceedings.

    The letter of an old id is that of the conference; its workshops share it.
    """
    number = number_of(reference)
    if found := _FINDINGS.fullmatch(number):
        return f"{found[1].upper()} Findings"
    if number[0].isalpha() and "workshop" in booktitle.lower():
        return booktitle
    return reference.venue or booktitle or None
