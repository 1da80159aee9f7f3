"""The links of a paper: read them, complete them, label them by its venue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.config import MOST_LINKS
from bot.fields.findings import Record
from bot.fields.kinds import FieldName, LinkField
from bot.fields.reading import NOTHING, Link, Note, Problem, Reading, problem
from bot.fields.reference import Reference, parse_link
from bot.text import Phrase, one_line, pattern, shorten

_SHOWN = 80  # characters of an address that a note repeats
_SCHEME = pattern(r"^https?://(?:www\.)?", re.IGNORECASE)

Links = tuple[Link, ...]


def references(links: Iterable[Link]) -> list[Reference]:
    """Return what links name the paper itself by, code and pages left out."""
    found = (parse_link(link.url) for link in links)
    return [reference for reference in found if reference and reference.names_paper]


def identities(links: Iterable[Link]) -> list[str]:
    """Return the identities by which links name a paper.

    A paper's address of no known service, such as one of a host that a list takes, names itself.
    """
    named, own = list[str](), list[str]()
    for link in links:
        reference = parse_link(link.url)
        if reference is None and link.kind == "Paper":
            own.append(bare_address(link.url))
        elif reference and reference.names_paper:
            named.append(reference.identity)
    return named + own


def bare_address(url: str) -> str:
    """Return what an address of no known service is known by."""
    return _SCHEME.sub("", url).rstrip("/")


def read_loose(
    loose: Iterable[str], pasted: Iterable[str], name: FieldName
) -> tuple[list[str], Reading[None]]:
    """Return the addresses outside of every key that can be meant for the paper.

    That is one that stands alone of its sort, where no key gives such a one. The reading
    holds what is said of the others.
    """
    found = {ref.identity: (ref, text) for text in loose if (ref := parse_link(text))}
    keyed = map(parse_link, pasted if found else ())
    given = {reference.identity: reference for reference in keyed if reference}
    named = [ref for key, (ref, _) in found.items() if key not in given]
    sorts = Counter(map(_sort, (*given.values(), *named)))
    taken = [found[ref.identity][1] for ref in named if sorts[_sort(ref)] == 1]
    left = tuple(found[ref.identity][1] for ref in named if sorts[_sort(ref)] > 1)
    told = (
        Phrase(
            "{text} stands outside of every line, one among several; left out.",
            text=shorten(text, _SHOWN),
        )
        for text in left
    )
    notes = (Note(name, "not-taken", each) for each in told)
    return taken, Reading("issue", None, notes=tuple(notes), also=left)


def _sort(reference: Reference) -> str:
    return "Paper" if reference.names_paper else reference.kind


def read_links(
    pasted: Iterable[str],
    name: FieldName,
    hosts: Collection[str] = (),
    most: int = MOST_LINKS,
    kinds: Mapping[str, str] = NOTHING,
) -> Reading[Links]:
    """Return the links among addresses, those of the paper before code and pages.

    `hosts` are those whose pages the list takes beside the known ones. A page there is of one
    of the `kinds`, by its identity, since the address does not tell.
    """
    found = {
        (ref.identity if (ref := parse_link(text, hosts)) else text): (ref, text) for text in pasted
    }
    read = list(found.values())[:most]
    notes = tuple(_not_listed(name, address) for reference, address in read if not reference)
    known = [reference for reference, _ in read if reference]
    papers = [reference for reference in known if reference.names_paper]
    others = _of_other_papers(papers)
    problems: tuple[Problem, ...] = ()
    also: tuple[str, ...] = ()
    if len(found) > most:
        text = Phrase(
            "These are {number} links. Give the {most} most important at most.",
            number=len(found),
            most=most,
        )
        problems = (problem(name, "too-many", text),)
    elif others:
        problems = (_several_papers(name, papers, others),)
        also = tuple(reference.url for reference in others)
    # Papers first: sorted() keeps the order of the issue within each half.
    own = sorted((ref for ref in known if ref not in others), key=lambda ref: not ref.names_paper)
    links = tuple(
        _link(ref, "") if not hosts or parse_link(ref.url) else _page(ref, kinds) for ref in own
    )
    is_there = papers or any(link.kind == "Paper" for link in links)
    lacking = Note(name, "not-found", Phrase("The issue gives no link to the paper."))
    return Reading(name, links, problems, notes, None if is_there else lacking, also)


def _not_listed(name: FieldName, address: str) -> Note:
    message = Phrase(
        "{address} is no address of a paper, code or page that the list knows; left out.",
        address=shorten(one_line(address), _SHOWN),
    )
    return Note(name, "not-listed", message)


def _of_other_papers(papers: Sequence[Reference]) -> list[Reference]:
    """Return the addresses of all papers but the first: one service gives a paper one address."""
    first: dict[str, Reference] = {}
    return [ref for ref in papers if first.setdefault(ref.service, ref) != ref]


def _several_papers(
    name: FieldName, papers: Sequence[Reference], others: Sequence[Reference]
) -> Problem:
    services = {reference.service for reference in others}
    several = [reference.url for reference in papers if reference.service in services]
    message = Phrase(
        "These are addresses of {number} papers: {several}. One issue is for one paper: keep"
        " its own, and file an issue for each other one.",
        number=len(several),
        several=", ".join(several),
    )
    return problem(name, "several-papers", message, read=others[0].url)


def _link(reference: Reference, venue: str) -> Link:
    return Link(label=reference.badge(venue), kind=reference.kind, url=reference.url)


def _page(reference: Reference, kinds: Mapping[str, str]) -> Link:
    link = _link(reference, "")
    kind = kinds.get(reference.identity, link.kind)
    return link if kind == link.kind else link._replace(label=kind, kind=kind)


def labelled(links: Iterable[Link], venue: str) -> Links:
    """Return links whose badges show the venue, where the address does not say more."""
    return tuple(
        link._replace(label=reference.badge(venue))
        if (reference := parse_link(link.url)) and reference.names_paper
        else link
        for link in links
    )


def complete_links(
    given: Links, records: Iterable[Record], venue: str, name: FieldName
) -> Reading[Links]:
    """Return the links with the paper's address of the first record that has one, if none is."""
    links = labelled(given, venue)
    found = None if references(given) else first_linked(records)
    if not found:
        return Reading(name, links)
    reference, source = found
    return Reading(name, (_link(reference, venue), *links), source=source)


def first_linked(records: Iterable[Record]) -> tuple[Reference, str] | None:
    """Return the first address of the paper that a record has, and the record's source."""
    found = ((each, record.source) for record in records for each in record.references)
    return next((each for each in found if each[0].names_paper), None)


def shared_out(
    links: Iterable[Link], fields: Mapping[FieldName, LinkField], said: Mapping[str, str]
) -> tuple[dict[FieldName, str], Links]:
    """Return the address of each field of one link, and the links that are of none.

    `said` has the field under which an identity was given; other links go by what they are,
    each to the first field that is free, one that bears the service's name before others.
    """
    taken: dict[FieldName, str] = {}
    waiting: list[tuple[Link, str]] = []
    for link in links if fields else ():
        reference = parse_link(link.url)
        name = said.get(reference.identity if reference else "", "")
        if name in fields and name not in taken:
            taken[name] = link.url
        else:
            waiting.append((link, reference.service if reference else ""))
    left = [link for link, _ in waiting] if fields else [*links]
    for link, service in waiting:
        free = {name: f for name, f in fields.items() if name not in taken and not f.first_of}
        if name := _field_of(link.kind, service, free):
            taken[name] = link.url
            left.remove(link)
    for name, field in fields.items():
        if name not in taken and (first := next(filter(None, map(taken.get, field.first_of)), "")):
            taken[name] = first
    return taken, tuple(left)


def _field_of(kind: str, service: str, free: Mapping[FieldName, LinkField]) -> FieldName:
    """Return the field among the free ones that a link of a kind goes to, blank for none."""
    kinds = _KINDS_OF_NAME.get(kind, (kind,))
    names = [name for name, field in free.items() if field.names in kinds]
    named = {name.rpartition(".")[2]: name for name in names}
    others = (name for last, name in named.items() if last not in _SERVICES)
    return named.get(service) or next(others, "")


# Fields with such a name take no address of another service.
_SERVICES = frozenset(("acl", "arxiv", "doi", "openreview"))
# What a field may be called that takes a link of a kind.
_KINDS_OF_NAME = {
    "Poster": ("Paper", "Poster"),
    "Post": ("Paper", "Post", "Page"),
    "Page": ("Page", "Project", "Home"),
    "View": ("Demo", "View", "Page"),
    "Demo": ("Demo", "View", "Page"),
    "Data": ("Data", "Dataset"),
}
