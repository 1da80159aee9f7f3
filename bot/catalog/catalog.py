"""Read papers.json into a Catalog, add to it, and tell whether a paper is listed.

Strict in: one wrong byte is named by line and column or by entry. Careful out:
a paper is appended to the text as it stands, so that no other byte changes.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NoReturn

from bot.catalog.index import Index, paper_keys
from bot.catalog.paper import Paper
from bot.catalog.record import RecordError, read_papers
from bot.catalog.yaml_records import is_yaml, read_records, with_changed, with_record
from bot.errors import BrokenState
from bot.fields import NO_HABITS, Link, VenueField, VenueHabits, identities, venue_habits
from bot.listing import Description, WriteError, place_in, yaml_without
from bot.text import pattern, title_identity

_ENTRY_START = pattern(r"[^\s,]")
# How one half of what cannot be written in UTF-8 is written in JSON; a sound pair, too.
_HALF_OF_A_PAIR = pattern(r"\\u[dD][89a-fA-F]")


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r} stands twice in one entry")
    return record


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


# Reads JSON as its standard has it, and no key twice. Raises ValueError.
_STRICT = json.JSONDecoder(object_pairs_hook=_unique_keys, parse_constant=_no_constant)


class BrokenCatalog(BrokenState):
    """papers.json cannot be read as a list of papers; the message names the place."""


@dataclass(frozen=True)
class Catalog:
    """The papers of the list, in the order of the file, with the text they were read from.

    `form` describes the list. `beside` are papers that README.md alone has: of an entry that
    no template reads, its title and its links. `sections` are the headings of README.md under
    which papers stand, as far as those are not in the description.
    """

    papers: tuple[Paper, ...]
    text: str
    form: Description
    beside: tuple[Paper, ...] = ()
    sections: tuple[str, ...] = ()

    @cached_property
    def index(self) -> Index:
        """Return what the papers are searched by."""
        return Index((*self.papers, *self.beside))

    @cached_property
    def keys(self) -> frozenset[str]:
        """Return the short names of all its papers."""
        return frozenset(key for paper in self.papers for key in paper_keys(paper))

    @property
    def tags(self) -> list[str]:
        """Return every tag of every paper, with repetitions."""
        return self.index.tags

    @property
    def venues(self) -> list[str]:
        """Return each venue once, in order of appearance."""
        return self.index.venues

    @cached_property
    def venue_habits(self) -> VenueHabits:
        """Return how a README of the list's own has its venues; one that is generated has none."""
        field = self.form.fields.get(self.form.roles.venue)
        if not (self.form.is_in_place and isinstance(field, VenueField)):
            return NO_HABITS
        return venue_habits((paper.venue for paper in self.papers), field)

    def find(self, title: str, links: Iterable[Link]) -> Paper | None:
        """Return the listed paper with one of these links' identities or the same title."""
        known = self.index.identities
        place = next((known[key] for key in identities(links) if key in known), None)
        return self.titled(title) if place is None else self.at(place)

    def titled(self, title: str) -> Paper | None:
        """Return the first paper with this title, however it is spelled."""
        place = self.index.titles.get(title_identity(title))
        return None if place is None else self.at(place)

    def at(self, place: int) -> Paper:
        """Return the paper at a place of the index: those beside the list follow its own."""
        return (*self.papers, *self.beside)[place]

    def of_issue(self, number: int) -> Paper | None:
        """Return the paper that an issue brought: the last by its number, where there are two."""
        return next((paper for paper in reversed(self.papers) if paper.issue == number), None)

    def with_paper(self, paper: Paper) -> Catalog:
        """Return the catalog with one more paper at its place, every other byte kept.

        Raises BrokenState for a record that could not be read again.
        """
        at = place_in(
            [each.published for each in self.papers],
            paper.published,
            self.form.list.order_of_data,
        )
        text = self._with_record(paper, at)
        papers = (*self.papers[:at], paper, *self.papers[at:])
        return replace(self, papers=papers, text=text)

    def _with_record(self, paper: Paper, at: int) -> str:
        if is_yaml(self.form):
            with _refused(paper):
                return with_record(self.text, paper, at)
        if at < len(self.papers):
            begin = [*entry_spans(self.text)][at][0]
            return f"{self.text[:begin]}{_entry(paper).lstrip()},\n  {self.text[begin:]}"
        kept = self.text.rstrip().removesuffix("]").rstrip()
        joint = "\n" if kept.endswith("[") else ",\n"
        return f"{kept}{joint}{_entry(paper)}\n]\n"

    def with_changed(self, changed: Mapping[int, Paper]) -> Catalog:
        """Return the catalog with other papers at these places, every other entry's bytes kept.

        Raises BrokenState for a record that could not be read again.
        """
        papers = tuple(changed.get(index, paper) for index, paper in enumerate(self.papers))
        if is_yaml(self.form):
            with _refused(*changed.values()):
                text = with_changed(self.text, self.papers, changed)
            return replace(self, papers=papers, text=text)
        pieces: list[str] = []
        written = 0
        for index, (begin, end) in enumerate(entry_spans(self.text)):
            if index in changed:
                pieces += [self.text[written:begin], _entry(changed[index]).lstrip()]
                written = end
        text = "".join([*pieces, self.text[written:]])
        return replace(self, papers=papers, text=text)

    def without(self, places: Collection[int]) -> Catalog:
        """Return the catalog without the papers at some places, every other entry's bytes kept.

        Raises BrokenState for a file that would not be read again as it is wanted.
        """
        gone = [self.papers[place] for place in places]
        papers = tuple(paper for place, paper in enumerate(self.papers) if place not in places)
        if is_yaml(self.form):
            with _refused(*gone):
                text = yaml_without(self.text, places, self.form.list.data)
            return replace(self, papers=papers, text=text)
        text, spans = self.text, [*entry_spans(self.text)]
        last = max((place for place in range(len(spans)) if place not in places), default=-1)
        if last + 1 < len(spans):
            start = spans[last][1] if last >= 0 else text.index("[") + 1
            text = text[:start] + text[spans[-1][1] :]
        for place in sorted((each for each in places if each < last), reverse=True):
            text = text[: spans[place][0]] + text[spans[place + 1][0] :]
        return replace(self, papers=papers, text=text)


@contextmanager
def _refused(*papers: Paper) -> Iterator[None]:
    """Name the paper that a YAML file cannot take."""
    try:
        yield
    except WriteError as error:
        titles = ", ".join(repr(paper.title) for paper in papers)
        raise BrokenState(f"refused: {titles}: {error}") from error


def _entry(paper: Paper) -> str:
    """Write one entry of papers.json, indented as it stands in the list.

    Raises BrokenState for what could not be read again.
    """
    record = paper.record()
    try:
        read_papers([record], paper.form)
    except RecordError as error:
        raise BrokenState(f"refused: the record of {paper.title!r} is not in order") from error
    text = json.dumps(record, indent=2, ensure_ascii=False)
    return "\n".join(f"  {line}" for line in text.split("\n"))


def entry_spans(text: str) -> Iterator[tuple[int, int]]:
    """Return where each entry of a list begins and ends in its text."""
    decoder = json.JSONDecoder()
    end = text.index("[") + 1
    while (found := _ENTRY_START.search(text, end)) and found[0] != "]":
        _, end = decoder.raw_decode(text, found.start())
        yield found.start(), end


def parse_catalog(text: str, form: Description, name: str = "papers.json") -> Catalog:
    """Read the text of papers.json, the store of a list that `form` describes.

    Raises BrokenCatalog with file, line and column for what is no strict JSON, and
    with the entry's number and field for what is no paper.
    """
    values = read_values(text, name) if not is_yaml(form) else read_records(text, form, name)
    try:
        return Catalog(read_papers(values, form), text, form)
    except RecordError as error:
        first = error.faults[0]
        place = f"{named_entry(values, first.entry, form)}, {first.field or 'entry'}"
        raise BrokenCatalog(f"{name}: {place}: {first.message}") from error


def read_values(text: str, name: str) -> list[Any]:
    """Read the text of papers.json as a list of whatever it holds. Raises BrokenCatalog."""
    if text.startswith("\ufeff"):
        raise BrokenCatalog(f"{name}, line 1, column 1: the file begins with a byte order mark")
    try:
        values = _STRICT.decode(text)
    except json.JSONDecodeError as error:
        place = f"{name}, line {error.lineno}, column {error.colno}"
        raise BrokenCatalog(f"{place}: {error.msg}") from error
    except RecursionError as error:
        raise BrokenCatalog(f"{name}: brackets are nested too deeply") from error
    except ValueError as error:
        raise BrokenCatalog(f"{name}{_line_of_entry(text)}: {error}") from error
    if not isinstance(values, list):
        found = _KINDS.get(type(values), "something else")
        raise BrokenCatalog(f"{name}: expected a list of papers, found {found}")
    if "\\u" in text and _HALF_OF_A_PAIR.search(text):
        for number, value in enumerate(values, start=1):
            if not _is_encodable(value):
                place = f"{name}: entry {number}"
                raise BrokenCatalog(f"{place}: half of a surrogate pair cannot be written")
    return values


# What a file may hold that is no list, in words.
_KINDS = {
    dict: "one object",
    str: "a text",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}


def _line_of_entry(text: str) -> str:
    """Name the line where the first entry begins that the reader of entries refuses."""
    end = text.find("[") + 1
    while (begin := _ENTRY_START.search(text, end)) is not None:
        try:
            _, end = _STRICT.raw_decode(text, begin.start())
        except ValueError:
            return f", line {text.count(chr(10), 0, begin.start()) + 1}"
    return ""


def _is_encodable(value: object) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def named_entry(values: list[Any], place: int, form: Description) -> str:
    """Name an entry by its number and, where it has one, its title."""
    entry = values[place]
    title = entry.get(form.roles.title) if isinstance(entry, dict) else None
    return f"entry {place + 1} ({title!r})" if isinstance(title, str) else f"entry {place + 1}"
