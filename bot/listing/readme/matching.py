"""Which entry of a README is which paper: by what its links name, else by its title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bot.fields import LinkField, Reference, bare_address, parse_link
from bot.listing.description import Description
from bot.listing.readme.listed import Entry
from bot.text import is_near, pattern, title_identity

_ADDRESS = pattern(r"https?://[^\s<>()\[\]\"']+(?:\([^\s<>()]*\)[^\s<>()\[\]\"']*)*")
_TITLE = pattern(r"\[([^\[\]]{8,500})\]|\*\*([^*]{8,500})\*\*|[\"“]([^\"“”]{8,500})[\"”]")


class Names(NamedTuple):
    """What a paper is known by: the identities of its links, and its titles."""

    links: tuple[str, ...]
    titles: tuple[str, ...]

    def are_of(self, other: Names) -> bool:
        """Whether both are of one paper."""
        return not (
            set(self.links).isdisjoint(other.links) and set(self.titles).isdisjoint(other.titles)
        )


def names_of(fields: Mapping[str, Any], description: Description) -> Names:
    """Return what a paper with these fields is known by."""
    title = title_identity(str(fields.get(description.roles.title, "")))
    links = dict.fromkeys(_identities(fields, description))
    return Names(tuple(links), (title,) if title else ())


def names_of_entry(entry: Entry, description: Description) -> Names:
    """Return what an entry is known by; of one that is kept as written, what stands in it."""
    if entry.fields is not None:
        return names_of(entry.fields, description)
    links = (reference.identity for _, reference in papers_in(entry.text))
    titles = filter(None, map(title_identity, titles_in(entry.text)))
    return Names(tuple(dict.fromkeys(links)), tuple(titles))


def papers_in(text: str) -> Iterator[tuple[str, Reference]]:
    """Return the addresses of papers in an entry that no template reads, and what they name."""
    for url in dict.fromkeys(_ADDRESS.findall(text)):
        reference = parse_link(url)
        if reference and reference.names_paper:
            yield url, reference


def titles_in(text: str) -> Iterator[str]:
    """Return what may be the title of an entry that no template reads."""
    return ("".join(found) for found in _TITLE.findall(text))


def _identities(fields: Mapping[str, Any], description: Description) -> Iterator[str]:
    """Return what links to the paper itself name; an address of no known service names itself."""
    for url, is_paper in _addresses(fields, description):
        reference = parse_link(url)
        if reference and reference.names_paper:
            yield reference.identity
        elif is_paper and not (reference and reference.kind == "Code"):
            yield bare_address(url)


def _addresses(fields: Mapping[str, Any], description: Description) -> Iterator[tuple[str, bool]]:
    """Return each address, and whether it is meant for the paper itself."""
    for name in description.roles.links:
        kind, value = description.fields[name], fields.get(name)
        if isinstance(kind, LinkField):
            if isinstance(value, str):
                yield value, kind.names == "Paper"
        else:
            for link in value or ():
                yield link["url"], link.get("kind") == "Paper"


class Known:
    """Papers, to be found again by what others are known by."""

    def __init__(self, papers: Iterable[Names]) -> None:
        """Take the papers in their order."""
        self._links: dict[str, list[int]] = defaultdict(list)
        self._titles: dict[str, int] = {}
        self._own: list[Names] = [*papers]
        for place, names in enumerate(self._own):
            for link in names.links:
                self._links[link].append(place)
            for title in names.titles:
                self._titles.setdefault(title, place)

    def find(self, names: Names) -> int | None:
        """Return the place of a paper, None where it is none of these.

        Where two have one address, that with the title is meant; where a title leads to another
        than an address, the title counts, since addresses are copied wrongly.
        """
        titled = self.titled(names)
        return self.linked(names) if titled is None else titled

    def titled(self, names: Names) -> int | None:
        """Return the place of the paper with one of these titles."""
        return next((self._titles[each] for each in names.titles if each in self._titles), None)

    def linked(self, names: Names) -> int | None:
        """Return the place of the first paper with one of these links."""
        return next((self._links[each][0] for each in names.links if each in self._links), None)


def entries_of(
    entries: Sequence[Entry], records: Sequence[Mapping[str, Any]], description: Description
) -> tuple[list[list[Entry]], list[Entry]]:
    """Return the entries of each record, and those of none; `records` by the list's fields.

    Beside an entry with the record's title, one of quite another title is another paper: a
    person has copied an entry and left its address.
    """
    known = Known(names_of(record, description) for record in records)
    named = [(entry, names_of_entry(entry, description)) for entry in entries]
    places = [known.titled(names) for _, names in named]
    titled = {place for place in places if place is not None}
    title = description.roles.title
    own: list[list[Entry]] = [[] for _ in records]
    others = []
    for (entry, names), by_title in zip(named, places, strict=True):
        place = known.linked(names) if by_title is None else by_title
        is_other = by_title is None and place in titled and entry.fields is not None
        if place is None or (is_other and not _is_like(entry, records[place], title)):
            others.append(entry)
        else:
            own[place].append(entry)
    return own, others


def _is_like(entry: Entry, record: Mapping[str, Any], title: str) -> bool:
    """Whether an entry has the title of a record, but for a slip."""
    said, known = (entry.fields or {}).get(title), record.get(title)
    return not (said and known) or is_near(said, known)


def entries_named(entries: Sequence[Entry], names: Names, description: Description) -> list[Entry]:
    """Return the entries of one paper: those with its title, else those with one of its links."""
    known = [(entry, names_of_entry(entry, description)) for entry in entries]
    titled = [each for each, own in known if not set(own.titles).isdisjoint(names.titles)]
    return titled or [each for each, own in known if not set(own.links).isdisjoint(names.links)]
