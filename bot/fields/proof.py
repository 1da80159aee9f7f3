"""Hold what an issue says of venue and date against what its addresses are proof of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.fields.draft import Draft
from bot.fields.identifiers import PREPRINT_SERVERS
from bot.fields.link import Reference

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_FAR = 12  # months between a preprint and the day that an issue gives


def prove(draft: Draft, references: Sequence[Reference]) -> None:
    """Fill venue and month from the addresses of the paper, and note what they contradict.

    What the issue says stands, but an unknown word never outranks a venue's own address.
    """
    proofs = [reference for reference in references if reference.venue]
    strong = [each for each in proofs if each.venue not in PREPRINT_SERVERS]
    if proof := next(iter(strong or proofs), None):
        _prove_venue(draft, proof)
    if number := next((each for each in references if each.month), None):
        _prove_month(draft, number)


def _prove_venue(draft: Draft, proof: Reference) -> None:
    venue = proof.venue or ""
    is_missing = any((p.field, p.code) == ("venue", "missing") for p in draft.problems)
    is_new = any((n.field, n.code) == ("venue", "new") for n in draft.notes)
    if is_missing or (is_new and venue not in PREPRINT_SERVERS):
        if draft.venue:
            draft.note("venue", "not-taken", f"Not taken for the venue: “{draft.venue}”.")
        draft.settle("venue", "new")
        draft.venue = venue
        draft.note("venue", "from-link", f"{venue} is the venue of {proof.url}.")
    elif draft.venue and venue not in PREPRINT_SERVERS and not _agree(draft.venue, venue):
        message = f"The issue says {draft.venue}; {proof.url} is an address of {venue}."
        draft.note("venue", "disagrees", message)


def _agree(said: str, proven: str) -> bool:
    """Tell whether two names are of one event: LREC-COLING is LREC, too."""
    return said == proven or proven in said.split("-")


def _prove_month(draft: Draft, number: Reference) -> None:
    month = number.month or ""
    said = str(draft.date) if draft.date else draft.partial_date
    if not said and not draft.has_problem("date"):
        draft.settle("date", "not-found")
        message = f"The arXiv number is of {month}; the day is not known."
        draft.note("date", "partial", message)
    elif said and _is_far(said, month):
        message = f"The issue says {said}; {number.url} is of {month}."
        draft.note("date", "disagrees", message)


def _is_far(said: str, month: str) -> bool:
    """Tell whether a day or a year is more than a year away from a month."""
    year = _YEAR.search(said)
    if not year:
        return False
    day = re.fullmatch(r"([0-9]{4})-([0-9]{2})-[0-9]{2}", said)
    months = 12 * (int(year[0]) - int(month[:4]))
    return abs(months + (int(day[2]) - int(month[5:]) if day else 0)) > _FAR
