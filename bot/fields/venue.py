"""Where a paper was published: read it, complete it, hold it against other sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.fields.asked import Asked
from bot.fields.findings import Record
from bot.fields.identifiers import PREPRINT, PREPRINT_SERVERS, Reference
from bot.fields.kinds import FieldName, VenueField
from bot.fields.places import Choice
from bot.fields.reading import LINK, Note, Problem, Reading, problem
from bot.fields.venue_names import Venue, read_venue
from bot.text import Phrase, shorten

_SHOWN = 80


def read_choice(choice: Choice, raw: str, asked: Asked[VenueField]) -> Reading[str]:
    """Return the venue that was chosen among an issue's words; `raw` is all of them."""
    field = asked.name
    if choice.venue is None:
        message = Phrase(
            "Where the paper was published is missing: a preprint server, conference or journal."
        )
        lack = problem(field, "missing", message, read=raw, example=asked.example(PREPRINT))
        return Reading(field, "", lack=lack if asked.field.required else None)
    name = choice.venue.name
    notes = []
    if len(choice.named) > 1:
        message = Phrase(
            "The issue names {named}; {name} is taken.", named=", ".join(choice.named), name=name
        )
        notes.append(Note(field, "several", message))
    if not choice.venue.known:
        message = Phrase("{name} is a venue that the list does not know.", name=name)
        return Reading(field, name, notes=tuple(notes), lack=Note(field, "new", message))
    if name != choice.written:
        message = Phrase(
            "“{written}” is written {name} here.",
            written=shorten(choice.written, _SHOWN),
            name=name,
        )
        notes.append(Note(field, "normalised", message))
    return Reading(field, name, notes=tuple(notes))


def prove_venue(read: Reading[str], references: Sequence[Reference]) -> Reading[str]:
    """Return the venue that the paper's own addresses are proof of, or held against them.

    What the issue says stands, but an unknown word never outranks a venue's own address.
    """
    proofs = [reference for reference in references if reference.venue]
    strong = [each for each in proofs if each.venue not in PREPRINT_SERVERS]
    proof = next(iter(strong or proofs), None)
    name = read.field
    if proof is None:
        return Reading(name, read.value)
    venue = proof.venue or ""
    is_missing = isinstance(read.lack, Problem) or not (read.value or read.problems)
    if is_missing or (read.lack and venue not in PREPRINT_SERVERS):
        notes = [
            Note(
                name,
                "from-link",
                Phrase("{venue} is the venue of {url}.", venue=venue, url=proof.url),
            )
        ]
        if read.value:
            notes.insert(
                0,
                Note(
                    name,
                    "not-taken",
                    Phrase("Not taken for the venue: “{value}”.", value=read.value),
                ),
            )
        return Reading(name, venue, notes=tuple(notes), source=LINK)
    # LREC-COLING is LREC, too.
    agrees = venue == read.value or venue in read.value.split("-")
    if read.value and venue not in PREPRINT_SERVERS and not agrees:
        message = Phrase(
            "The issue says {value}; {url} is an address of {venue}.",
            value=read.value,
            url=proof.url,
            venue=venue,
        )
        return Reading(name, read.value, notes=(Note(name, "disagrees", message),))
    return Reading(name, read.value)


def complete_venue(
    name: FieldName,
    given: str,
    records: Iterable[Record],
    listed: Iterable[str],
    *,
    is_misread: bool,
) -> Reading[str]:
    """Return the venue with that of the first record that has one, or held against it.

    Where no record names one, and the issue does not get it wrong, an address that was
    found may be proof of it. `listed` are the venues of the list.
    """
    records, listed = list(records), list(listed)
    if record := next((each for each in records if each.venue), None):
        venue = read_venue(record.venue or "", listed)
        if not given:
            return _taken(name, venue, record)
        notes = []
        if given == PREPRINT:
            message = Phrase(
                "{source} says that it is published at {name} by now.",
                source=record.source,
                name=venue.name,
            )
            notes = [Note(name, "published", message)]
        elif venue.known and venue.name != given:
            message = Phrase(
                "The issue says {given}, {source} says {name}.",
                given=given,
                source=record.source,
                name=venue.name,
            )
            notes = [Note(name, "disagrees", message)]
        return Reading(name, given, notes=tuple(notes))
    proofs = ((each.venue, record) for record in records for each in record.references)
    proven, record = next((each for each in proofs if each[0]), (None, None))
    if proven and record and not given and not is_misread:
        return _taken(name, read_venue(proven, listed), record)
    return Reading(name, given)


def _taken(name: FieldName, venue: Venue, record: Record) -> Reading[str]:
    message = Phrase(
        "{name}, by {source}, is a venue that the list does not know.",
        name=venue.name,
        source=record.source,
    )
    notes = () if venue.known else (Note(name, "new", message),)
    return Reading(name, venue.name, notes=notes, source=record.source)


def first_published(records: Iterable[Record], listed: Iterable[str]) -> tuple[str, str] | None:
    """Return the first known venue beyond a preprint server that a record has, and its source."""
    listed = list(listed)
    named = ((read_venue(each.venue or "", listed), each.source) for each in records)
    known = ((venue.name, source) for venue, source in named if venue.known)
    return next((each for each in known if each[0] != PREPRINT), None)
