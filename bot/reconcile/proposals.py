"""Decide what look-ups add to listed papers: proposals for the one maintenance pull request."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.catalog import Catalog, Paper
from bot.fields import (
    FieldName,
    Findings,
    Link,
    LinkField,
    LinksField,
    fillable,
    first_dated,
    first_linked,
    first_published,
    shared_out,
)
from bot.messages import not_known
from bot.text import fold

_ORDER: tuple[FieldName, ...] = ("date", "links", "venue")


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
    lacking = [place for place in places if not_known(catalog.papers[place])]
    preprints = [place for place in places if "venue" in fillable(catalog.papers[place])]
    return lacking, [place for place in preprints if place not in lacking]


def propose(
    paper: Paper, findings: Findings, listed: Iterable[str], declined: Iterable[str], today: dt.date
) -> Change:
    """Return what the findings add to a paper: its date, a link, the venue that accepted it.

    A proposal that a maintainer declined is not made again.
    """
    found: dict[FieldName, tuple[Any, str]] = {}
    dated = first_dated(findings.records, today)
    if dated and dated.date:
        found["date"] = dated.date.day, dated.source
    if linked := first_linked(findings.records):
        reference, source = linked
        link = Link(reference.badge(paper.venue), reference.kind, reference.url)
        found["links"] = link, source
    if published := first_published(findings.records, listed):
        found["venue"] = published
    said_no = set(declined)
    facts = _facts(paper, found)
    return _change(paper, {p: update for p, update in facts.items() if p.mark not in said_no})


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
    gained = fillable(paper) - fillable(other)
    values: dict[FieldName, Any] = {"date": other.date, "venue": other.venue}
    if "links" in gained:
        values["links"] = other.links[0]
    return _facts(paper, {name: (values[name], "") for name in _ORDER if name in gained})


def _facts(paper: Paper, found: Mapping[FieldName, tuple[Any, str]]) -> Updates:
    """Return the found values, with their sources, that a look-up may set in a paper."""
    facts: dict[Proposal, dict[str, Any]] = {}
    may = fillable(paper)
    for name, (value, source) in found.items():
        if name in may and (update := _by_field(paper, name, value)):
            shown = value.url if name == "links" else str(value)
            facts[Proposal(paper.title, name, shown, source)] = update
    return facts


def _by_field(paper: Paper, name: FieldName, value: Any) -> dict[FieldName, Any]:
    """Return a value by the name of the list's field that it is for, none where there is none."""
    roles = paper.form.roles
    if name == "links":
        return _with_link(paper, value)
    field, stored = (roles.date, str(value)) if name == "date" else (roles.venue, value)
    return {field: stored} if field else {}


def _with_link(paper: Paper, link: Link) -> dict[FieldName, Any]:
    """Return the field that a link to the paper goes to: one that is free for it, or a list."""
    fields = {name: paper.form.fields[name] for name in paper.form.roles.links}
    free = {
        name: field
        for name, field in fields.items()
        if isinstance(field, LinkField) and not paper.get(name)
    }
    taken, _ = shared_out((link,), free, {})
    several = next((name for name, each in fields.items() if isinstance(each, LinksField)), "")
    if taken or not several:
        return taken
    return {several: (link, *paper.get(several, ()))}


def _change(paper: Paper, facts: Updates) -> Change:
    updates: dict[str, Any] = {}
    for update in facts.values():
        updates |= update
    return Change(paper.with_values(updates), tuple(facts))
