"""Decide what look-ups add to listed papers: proposals for the one maintenance pull request."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.catalog import Catalog, references
from bot.findings import Findings
from bot.models import FieldName, Link, Paper
from bot.rendering import wanting
from bot.text import fold
from bot.venues import read_venue

_MARK = re.compile(r"<!-- proposal ([0-9a-f]{12}) ([A-Za-z ]{1,40}) -->")


@dataclass(frozen=True)
class Proposal:
    """One fact to add to a listed paper, with the service that gives it."""

    paper: str
    field: FieldName
    value: str
    source: str

    @property
    def mark(self) -> str:
        """Give what the pull request's body names the proposal by, to be known again."""
        text = f"{fold(self.paper)}\0{self.field}\0{self.value}"
        return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Change:
    """A listed paper as it would be, and the proposals that make it so."""

    paper: Paper
    proposals: tuple[Proposal, ...]


def marks(body: str) -> dict[str, str]:
    """Give the proposals that a pull request's body names: mark and source."""
    return {found[1]: found[2] for found in _MARK.finditer(body)}


def candidates(catalog: Catalog) -> tuple[list[int], list[int]]:
    """Give the places of papers that lack a date or link, and of preprints; oldest first."""
    places = sorted(
        range(len(catalog.papers)), key=lambda place: catalog.papers[place].date or dt.date.min
    )
    lacking = [place for place in places if wanting(catalog.papers[place])]
    preprints = [place for place in places if catalog.papers[place].venue == "arXiv"]
    return lacking, [place for place in preprints if place not in lacking]


def propose(
    paper: Paper, findings: Findings, listed: Iterable[str], declined: Iterable[str], today: dt.date
) -> Change:
    """Give what the findings add to a paper: its date, a link, the venue that accepted it.

    A proposal that a maintainer declined is not made again.
    """
    found = {
        **_date(paper, findings, today),
        **_link(paper, findings),
        **_venue(paper, findings, list(listed)),
    }
    kept = {
        proposal: update for proposal, update in found.items() if proposal.mark not in set(declined)
    }
    updates: dict[str, object] = {}
    for update in kept.values():
        updates |= update
    return Change(paper.model_copy(update=updates), tuple(kept))


def changed_before(catalog: Catalog, proposed: Catalog, body: str) -> dict[int, Change]:
    """Give the changes that an open pull request holds, by the paper's place in the list."""
    sources = marks(body)
    by_title = proposed.by_title
    changes: dict[int, Change] = {}
    for place, paper in enumerate(catalog.papers):
        other = by_title.get(fold(paper.title))
        if other is None or other == paper:
            continue
        facts: list[tuple[FieldName, str]] = []
        if other.date != paper.date:
            facts.append(("date", str(other.date)))
        facts += [("links", link.url) for link in other.links if link not in paper.links]
        if other.venue != paper.venue:
            facts.append(("venue", other.venue))
        proposals = [Proposal(paper.title, name, value, "") for name, value in facts]
        named = tuple(
            Proposal(each.paper, each.field, each.value, sources[each.mark])
            for each in proposals
            if each.mark in sources
        )
        if len(named) == len(proposals):
            changes[place] = Change(other, named)
    return changes


def _date(paper: Paper, findings: Findings, today: dt.date) -> Mapping[Proposal, dict[str, object]]:
    if paper.date is not None:
        return {}
    for record in findings.records:
        day = record.date.day if record.date else None
        if day and day <= today:
            return {Proposal(paper.title, "date", str(day), record.source): {"date": day}}
    return {}


def _link(paper: Paper, findings: Findings) -> Mapping[Proposal, dict[str, object]]:
    if references(paper.links):
        return {}
    for record in findings.records:
        for reference in record.references:
            link = Link(
                label=reference.label or paper.venue, kind=reference.kind, url=reference.url
            )
            proposal = Proposal(paper.title, "links", link.url, record.source)
            return {proposal: {"links": (link, *paper.links)}}
    return {}


def _venue(
    paper: Paper, findings: Findings, listed: list[str]
) -> Mapping[Proposal, dict[str, object]]:
    if paper.venue != "arXiv":
        return {}
    for record in findings.records:
        venue = read_venue(record.venue or "", listed)
        if venue.known and venue.name != "arXiv":
            proposal = Proposal(paper.title, "venue", venue.name, record.source)
            return {proposal: {"venue": venue.name}}
    return {}
