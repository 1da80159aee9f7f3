"""Read papers.json into a Catalog, add to it, and tell whether a paper is listed.

Strict in: one wrong byte is named by line and column or by entry. Careful out:
a paper is appended to the text as it stands, so that no other byte changes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NoReturn

from pydantic import TypeAdapter, ValidationError

from bot.errors import BrokenState
from bot.links import Reference, parse_link
from bot.models import Link, Paper
from bot.text import fold

_ENTRY_START = re.compile(r"[^\s,]")
_PAPERS = TypeAdapter(tuple[Paper, ...])


class BrokenCatalog(BrokenState):
    """papers.json cannot be read as a list of papers; the message names the place."""


@dataclass(frozen=True)
class Catalog:
    """The papers of the list, in file order, with the text they were read from."""

    text: str
    papers: tuple[Paper, ...]

    @cached_property
    def heads(self) -> list[str]:
        """Give every head of every paper, with repetitions."""
        return [head for paper in self.papers for head in paper.heads]

    @cached_property
    def venues(self) -> list[str]:
        """Give each venue once, in order of appearance."""
        return list(dict.fromkeys(paper.venue for paper in self.papers))

    @cached_property
    def _by_identity(self) -> dict[str, Paper]:
        return {key: paper for paper in reversed(self.papers) for key in identities(paper.links)}

    @cached_property
    def by_title(self) -> dict[str, Paper]:
        """Give the papers by folded title; the first of two alike."""
        return {fold(paper.title): paper for paper in reversed(self.papers)}

    def find(self, title: str, links: Iterable[Link]) -> Paper | None:
        """Give the listed paper with one of these links' identities or the same folded title."""
        for key in identities(links):
            if key in self._by_identity:
                return self._by_identity[key]
        return self.by_title.get(fold(title))

    def of_issue(self, number: int) -> Paper | None:
        """Give the paper that an issue brought."""
        return next((paper for paper in self.papers if paper.issue == number), None)

    def with_paper(self, paper: Paper) -> Catalog:
        """Give the catalog with one more paper at the end, every other byte kept."""
        kept = self.text.rstrip().removesuffix("]").rstrip()
        joint = "\n" if kept.endswith("[") else ",\n"
        return Catalog(f"{kept}{joint}{_entry(paper)}\n]\n", (*self.papers, paper))

    def with_changed(self, changed: Mapping[int, Paper]) -> Catalog:
        """Give the catalog with other papers at these places, every other entry's bytes kept."""
        pieces: list[str] = []
        written = 0
        for index, (begin, end) in enumerate(entry_spans(self.text)):
            if index in changed:
                pieces += [self.text[written:begin], _entry(changed[index]).lstrip()]
                written = end
        text = "".join([*pieces, self.text[written:]])
        papers = tuple(changed.get(index, paper) for index, paper in enumerate(self.papers))
        return Catalog(text, papers)


def _entry(paper: Paper) -> str:
    """Write one entry of papers.json, indented as it stands in the list."""
    record = json.dumps(paper.model_dump(mode="json"), indent=2, ensure_ascii=False)
    return "\n".join(f"  {line}" for line in record.split("\n"))


def entry_spans(text: str) -> Iterator[tuple[int, int]]:
    """Give where each entry of a list begins and ends in its text."""
    decoder = json.JSONDecoder()
    end = text.index("[") + 1
    while (found := _ENTRY_START.search(text, end)) and found[0] != "]":
        _, end = decoder.raw_decode(text, found.start())
        yield found.start(), end


def references(links: Iterable[Link]) -> list[Reference]:
    """Give what links name the paper itself by, code and pages left out."""
    found = (parse_link(link.url) for link in links)
    return [reference for reference in found if reference and reference.names_paper]


def identities(links: Iterable[Link]) -> list[str]:
    """Give the identities by which links name a paper."""
    return [reference.identity for reference in references(links)]


def parse_catalog(text: str, name: str = "papers.json") -> Catalog:
    """Read the text of papers.json.

    Raises BrokenCatalog with file, line and column for what is no strict JSON, and
    with the entry's number and field for what is no paper.
    """
    if text.startswith("\ufeff"):
        raise BrokenCatalog(f"{name}, line 1, column 1: the file begins with a byte order mark")
    try:
        values = json.loads(text, object_pairs_hook=_unique_keys, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        place = f"{name}, line {error.lineno}, column {error.colno}"
        raise BrokenCatalog(f"{place}: {error.msg}") from error
    except RecursionError as error:
        raise BrokenCatalog(f"{name}: brackets are nested too deeply") from error
    except ValueError as error:
        raise BrokenCatalog(f"{name}{_line_of_entry(text)}: {error}") from error
    if not isinstance(values, list):
        raise BrokenCatalog(f"{name}: expected a list of papers, found {type(values).__name__}")
    for number, value in enumerate(values, start=1):
        if not _is_encodable(value):
            place = f"{name}: entry {number}"
            raise BrokenCatalog(f"{place}: half of a surrogate pair cannot be written")
    try:
        papers = _PAPERS.validate_python(values)
    except ValidationError as error:
        raise BrokenCatalog(f"{name}: {_first_error(error, values)}") from error
    return Catalog(text, papers)


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r} stands twice in one entry")
    return record


def _line_of_entry(text: str) -> str:
    """Name the line where the first entry begins that the reader of entries refuses."""
    decoder = json.JSONDecoder(object_pairs_hook=_unique_keys, parse_constant=_no_constant)
    end = text.find("[") + 1
    while (begin := _ENTRY_START.search(text, end)) is not None:
        try:
            _, end = decoder.raw_decode(text, begin.start())
        except ValueError:
            return f", line {text.count(chr(10), 0, begin.start()) + 1}"
    return ""


def _is_encodable(value: object) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _first_error(error: ValidationError, values: list[Any]) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    index, *path = first["loc"]
    entry = values[int(index)]
    title = entry.get("title") if isinstance(entry, dict) else None
    named = f" ({title!r})" if isinstance(title, str) else ""
    where = ".".join(map(str, path)) or "entry"
    return f"entry {int(index) + 1}{named}, {where}: {first['msg']}"
