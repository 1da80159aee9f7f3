"""The links of a paper: read them, complete them, label them by its venue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.config import MOST_LINKS
from bot.fields.findings import Record
from bot.fields.reading import Link, Note, Problem, Reading, problem
from bot.fields.reference import Reference, parse_link
from bot.text import one_line, shorten

_SHOWN = 80  # characters of an address that a note repeats

Links = tuple[Link, ...]


def references(links: Iterable[Link]) -> list[Reference]:
    """Return what links name the paper itself by, code and pages left out."""
    found = (parse_link(link.url) for link in links)
    return [reference for reference in found if reference and reference.names_paper]


def identities(links: Iterable[Link]) -> list[str]:
    """Return the identities by which links name a paper."""
    return [reference.identity for reference in references(links)]


def read_loose(loose: Iterable[str], pasted: Iterable[str]) -> tuple[list[str], Reading[None]]:
    """Return the addresses outside of every key that can be meant for the paper.

    That is one that stands alone of its sort, where no key gives such a one. The reading
    holds what is said of the others.
    """
    found = {ref.identity: (ref, text) for text in loose if (ref := parse_link(text))}
    keyed = map(parse_link, pasted if found else ())
    given = {reference.identity: reference for reference in keyed if reference}
    named = [ref for name, (ref, _) in found.items() if name not in given]
    sorts = Counter(map(_sort, (*given.values(), *named)))
    taken = [found[ref.identity][1] for ref in named if sorts[_sort(ref)] == 1]
    left = tuple(found[ref.identity][1] for ref in named if sorts[_sort(ref)] > 1)
    ending = "stands outside of every line, one among several; left out."
    notes = (Note("links", "not-taken", f"{shorten(text, _SHOWN)} {ending}") for text in left)
    return taken, Reading("issue", None, notes=tuple(notes), also=left)


def _sort(reference: Reference) -> str:
    return "Paper" if reference.names_paper else reference.kind


def read_links(pasted: Iterable[str]) -> Reading[Links]:
    """Return the links among addresses, those of the paper before code and pages."""
    found = {(ref.identity if (ref := parse_link(text)) else text): (ref, text) for text in pasted}
    read = list(found.values())[:MOST_LINKS]
    shown = (shorten(one_line(address), _SHOWN) for reference, address in read if not reference)
    ending = "is no address of a paper, code or page that the list knows; left out."
    notes = tuple(Note("links", "not-listed", f"{address} {ending}") for address in shown)
    known = [reference for reference, _ in read if reference]
    papers = [reference for reference in known if reference.names_paper]
    others = _of_other_papers(papers)
    problems: tuple[Problem, ...] = ()
    also: tuple[str, ...] = ()
    if len(found) > MOST_LINKS:
        text = f"These are {len(found)} links. Give the {MOST_LINKS} most important at most."
        problems = (problem("links", "too-many", text),)
    elif others:
        problems = (_several_papers(papers, others),)
        also = tuple(reference.url for reference in others)
    # Papers first: sorted() keeps the order of the issue within each half.
    own = sorted((ref for ref in known if ref not in others), key=lambda ref: not ref.names_paper)
    lack = None if papers else Note("links", "not-found", "The issue gives no link to the paper.")
    links = tuple(_link(reference, "") for reference in own)
    return Reading("links", links, problems, notes, lack, also)


def _of_other_papers(papers: Sequence[Reference]) -> list[Reference]:
    """Return the addresses of all papers but the first: one service gives a paper one address."""
    first: dict[str, Reference] = {}
    return [ref for ref in papers if first.setdefault(ref.service, ref) != ref]


def _several_papers(papers: Sequence[Reference], others: Sequence[Reference]) -> Problem:
    services = {reference.service for reference in others}
    several = [reference.url for reference in papers if reference.service in services]
    message = (
        f"These are addresses of {len(several)} papers: {', '.join(several)}."
        " One issue is for one paper: keep its own, and file an issue for each other one."
    )
    return problem("links", "several-papers", message, read=others[0].url)


def _link(reference: Reference, venue: str) -> Link:
    return Link(label=reference.badge(venue), kind=reference.kind, url=reference.url)


def labelled(links: Iterable[Link], venue: str) -> Links:
    """Return links whose badges show the venue, where the address does not say more."""
    return tuple(
        link._replace(label=reference.badge(venue))
        if (reference := parse_link(link.url)) and reference.names_paper
        else link
        for link in links
    )


def complete_links(given: Links, records: Iterable[Record], venue: str) -> Reading[Links]:
    """Return the links with the paper's address of the first record that has one, if none is."""
    links = labelled(given, venue)
    found = None if references(given) else first_linked(records)
    if not found:
        return Reading("links", links)
    reference, source = found
    return Reading("links", (_link(reference, venue), *links), source=source)


def first_linked(records: Iterable[Record]) -> tuple[Reference, str] | None:
    """Return the first address of the paper that a record has, and the record's source."""
    found = ((each, record.source) for record in records for each in record.references)
    return next((each for each in found if each[0].names_paper), None)
