"""Find what a submission of a listed paper brings that the list lacks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.draft import Draft
from bot.index import references
from bot.links import parse_link
from bot.matching import title_identity
from bot.models import FieldName, Link, Paper
from bot.venues import read_venue

PREPRINT = "arXiv"


def completed(draft: Draft, listed: Paper, listed_venues: Iterable[str]) -> Paper | None:
    """Give the listed paper with what the draft adds: its date, venue, links; None for nothing.

    Facts alone are taken, and only where the list has none: a day for a paper without
    one, the venue that accepted a preprint, a link of a kind or place that is not
    there. A draft of another title may be another paper.
    """
    if title_identity(draft.title) != title_identity(listed.title):
        return None
    update: dict[str, Any] = {}
    if listed.date is None and draft.date and not draft.has_problem("date"):
        update["date"] = draft.date
    if listed.venue == PREPRINT and not draft.has_problem("venue"):
        venue = read_venue(draft.venue, listed_venues)
        if venue.known and venue.name != PREPRINT:
            update["venue"] = venue.name
    if links := tuple(link for link in draft.links if _is_new(link, listed)):
        update["links"] = (*listed.links, *links)
    return listed._replace(**update) if update else None


def additions(listed: Paper, update: Paper) -> list[tuple[FieldName, str]]:
    """Give what an update adds to a listed paper: each field with its value."""
    added: list[tuple[FieldName, str]] = []
    if update.date != listed.date:
        added.append(("date", str(update.date)))
    if update.venue != listed.venue:
        added.append(("venue", update.venue))
    added += [("links", link.url) for link in update.links if link not in listed.links]
    return added


def _is_new(link: Link, listed: Paper) -> bool:
    reference = parse_link(link.url)
    if reference is None:
        return False
    if reference.names_paper:
        service = reference.identity.partition(":")[0]
        return service not in {
            known.identity.partition(":")[0] for known in references(listed.links)
        }
    return link.kind not in {known.kind for known in listed.links}
