"""Decide what look-ups add to listed papers: proposals for the one maintenance pull request."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.catalog import Catalog, Paper
from bot.fields import FieldName, Findings, Link, read_venue, references
from bot.messages import wanting
from bot.submission import PREPRINT
from bot.text import fold


@dataclass(frozen=True)
class Proposal:
    """One fact to add to a listed paper, with the service that gives it."""

    paper: str
    field: FieldName
    value: str
    source: str

    @property
    def mark(self) -> str:
        """Return what the pull request's body names the proposal by, to be known again."""
        text = f"{fold(self.paper)}\0{self.field}\0{self.value}"
        return hashlib.sha256(text.encode()).hexdigest()[:12]


# Proposals with the fields of the paper that each would set.
Updates = Mapping[Proposal, dict[str, Any]]


@dataclass(frozen=True)
class Change:
    """A listed paper as it would be, and the proposals that make it so."""

    paper: Paper
    proposals: tuple[Proposal, ...]


def candidates(catalog: Catalog) -> tuple[list[int], list[int]]:
    """Return the places of papers that lack a date or link, and of preprints; oldest first."""
    places = sorted(
        range(len(catalog.papers)), key=lambda place: catalog.papers[place].date or dt.date.min
    )
    lacking = [place for place in places if wanting(catalog.papers[place])]
    preprints = [place for place in places if catalog.papers[place].venue == PREPRINT]
    return lacking, [place for place in preprints if place not in lacking]


def propose(
    paper: Paper, findings: Findings, listed: Iterable[str], declined: Iterable[str], today: dt.date
) -> Change:
    """Return what the findings add to a paper: its date, a link, the venue that accepted it.

    A proposal that a maintainer declined is not made again.
    """
    found = {
        **_date(paper, findings, today),
        **_link(paper, findings),
        **_venue(paper, findings, list(listed)),
    }
    said_no = set(declined)
    return _change(paper, {p: update for p, update in found.items() if p.mark not in said_no})


def changed_before(
    catalog: Catalog, proposed: Catalog, sources: Mapping[str, str]
) -> dict[int, Change]:
    """Return what an open pull request proposes, by place, as far as the list still lacks it.

    `sources` are the proposals that its body remembers. Only these are taken from its
    branch; all else is as the list has it now, whoever has edited it since.
    """
    changes: dict[int, Change] = {}
    for place, paper in enumerate(catalog.papers):
        other = proposed.titled(paper.title)
        facts = _facts_of(paper, other) if other else {}
        named = {
            dataclasses.replace(proposal, source=sources[proposal.mark]): update
            for proposal, update in facts.items()
            if proposal.mark in sources
        }
        if named:
            changes[place] = _change(paper, named)
    return changes


def _facts_of(paper: Paper, other: Paper) -> Updates:
    """Return what another state of a paper adds to it, each fact with what it updates."""
    facts: dict[Proposal, dict[str, Any]] = {}
    if paper.date is None and other.date:
        facts[Proposal(paper.title, "date", str(other.date), "")] = {"date": other.date}
    if not references(paper.links) and references(other.links):
        link = other.links[0]
        facts[Proposal(paper.title, "links", link.url, "")] = {"links": (link, *paper.links)}
    if paper.venue == PREPRINT and other.venue != PREPRINT:
        facts[Proposal(paper.title, "venue", other.venue, "")] = {"venue": other.venue}
    return facts


def _change(paper: Paper, facts: Updates) -> Change:
    updates: dict[str, Any] = {}
    for update in facts.values():
        updates |= update
    return Change(paper._replace(**updates), tuple(facts))


def _date(paper: Paper, findings: Findings, today: dt.date) -> Updates:
    if paper.date is not None:
        return {}
    for record in findings.records:
        day = record.date.day if record.date else None
        if day and day <= today:
            return {Proposal(paper.title, "date", str(day), record.source): {"date": day}}
    return {}


def _link(paper: Paper, findings: Findings) -> Updates:
    if references(paper.links):
        return {}
    for record in findings.records:
        for reference in record.references:
            label = reference.badge(paper.venue)
            link = Link(label=label, kind=reference.kind, url=reference.url)
            proposal = Proposal(paper.title, "links", link.url, record.source)
            return {proposal: {"links": (link, *paper.links)}}
    return {}


def _venue(paper: Paper, findings: Findings, listed: list[str]) -> Updates:
    if paper.venue != PREPRINT:
        return {}
    for record in findings.records:
        venue = read_venue(record.venue or "", listed)
        if venue.known and venue.name != PREPRINT:
            proposal = Proposal(paper.title, "venue", venue.name, record.source)
            return {proposal: {"venue": venue.name}}
    return {}
