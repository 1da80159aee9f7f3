"""Fill what an issue leaves open from looked-up records, and note where the two disagree.

What the issue says stands. Nothing is invented: a month stays a month, and a
record that may be another paper is offered to the reviewer, not used. A title comes
from an address of the issue alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from bot.catalog import Paper
from bot.fields import (
    Draft,
    FieldName,
    Findings,
    Link,
    Note,
    Record,
    Venue,
    identities,
    is_filler,
    parse_link,
    read_title,
    read_venue,
    references,
)
from bot.text import is_near, is_same, is_sibling, title_identity

ISSUE = "the issue"
EARLIER = "an earlier look-up"


@dataclass(frozen=True)
class Sourced:
    """One value of a paper and where it comes from, for the reviewer's table."""

    field: FieldName
    value: str
    source: str


def complete(
    draft: Draft,
    findings: Findings,
    earlier: Paper | None,
    listed_venues: Iterable[str],
    today: dt.date,
) -> list[Sourced]:
    """Fill the draft's blanks and give each value that is known with its source.

    `earlier` is the record that an earlier run wrote for this paper, whose facts
    serve again when a service is down.
    """
    venues = list(listed_venues)
    sources: dict[FieldName, str] = {}
    _complete_title(draft, findings.records, sources)
    _complete_links(draft, findings.records, sources)
    _complete_venue(draft, findings.records, venues, sources)
    _complete_date(draft, findings.records, today, sources)
    if earlier:
        _complete_from_earlier(draft, earlier, sources)
    _note_titles(draft, findings)
    _note_unavailable(draft, findings)
    return list(_sourced(draft, sources))


def _complete_title(draft: Draft, records: Iterable[Record], sources: dict[FieldName, str]) -> None:
    """Take the title of the paper that the issue's own address names."""
    given = set(identities(draft.links))
    named = [
        record
        for record in records
        if given.intersection(reference.identity for reference in record.references)
    ]
    codes = {problem.code for problem in draft.problems if problem.field == "title"}
    if draft.title or not named or not codes <= {"missing", "not-a-title"}:
        return
    first = named[0]
    title = read_title(first.title).text
    if is_filler(title) or not all(is_near(title, each.title) for each in named):
        return  # nothing that an issue could say, or two addresses of two papers
    draft.title = title
    draft.problems = [problem for problem in draft.problems if problem.field != "title"]
    draft.note("title", "looked-up", f"{first.source} calls the paper of this link: {title}")
    sources["title"] = first.source


def _complete_links(draft: Draft, records: Iterable[Record], sources: dict[FieldName, str]) -> None:
    if references(draft.links):
        return
    for record in records:
        reference = next((ref for ref in record.references if ref.names_paper), None)
        if reference:
            label = reference.badge(draft.venue)
            draft.links.insert(0, Link(label=label, kind=reference.kind, url=reference.url))
            sources["links"] = record.source
            draft.settle("links", "not-found")
            return


def _complete_venue(
    draft: Draft, records: Iterable[Record], listed: list[str], sources: dict[FieldName, str]
) -> None:
    for record in records:
        if not record.venue:
            continue
        venue = read_venue(record.venue, listed)
        if not draft.venue:
            _take_venue(draft, venue, record, sources)
        elif draft.venue == "arXiv":
            message = f"{record.source} says that it is published at {venue.name} by now."
            draft.note("venue", "published", message)
        elif venue.known and venue.name != draft.venue:
            message = f"The issue says {draft.venue}, {record.source} says {venue.name}."
            draft.note("venue", "disagrees", message)
        return
    _complete_preprint(draft, records, listed, sources)


def _complete_preprint(
    draft: Draft, records: Iterable[Record], listed: list[str], sources: dict[FieldName, str]
) -> None:
    """Take the venue that a found address proves, where no record names one and none is given."""
    for record in records:
        proven = next((each.venue for each in record.references if each.venue), None)
        if proven and not draft.venue and not _is_misread(draft):
            _take_venue(draft, read_venue(proven, listed), record, sources)


def _take_venue(draft: Draft, venue: Venue, record: Record, sources: dict[FieldName, str]) -> None:
    draft.venue = venue.name
    draft.settle("venue")
    sources["venue"] = record.source
    if not venue.known:
        message = f"{venue.name}, by {record.source}, is a venue that the list does not know."
        draft.note("venue", "new", message)
    _name_links(draft)


def _name_links(draft: Draft) -> None:
    """Let badges show the venue, now that it is known, where the address does not say more."""
    draft.links = [
        link._replace(label=reference.badge(draft.venue))
        if (reference := parse_link(link.url)) and reference.names_paper
        else link
        for link in draft.links
    ]


def _complete_date(
    draft: Draft, records: Iterable[Record], today: dt.date, sources: dict[FieldName, str]
) -> None:
    coarse: Record | None = None
    for record in records:
        if record.date is None:
            continue
        day = record.date.day
        if day is None:
            coarse = coarse or record
        elif day > today + dt.timedelta(days=1):
            message = f"{record.source} gives {day}, which lies in the future; not taken."
            draft.note("date", "future", message)
        elif draft.date is None:
            # Where the issue's own date cannot be read, the contributor has the last word.
            draft.date = day
            sources["date"] = record.source
            draft.settle("date", "not-found", "partial")
            return
        else:
            if draft.date != day:
                message = f"The issue says {draft.date}, {record.source} says {day}."
                draft.note("date", "disagrees", message)
            return
    if coarse and coarse.date and draft.date is None:
        message = f"{coarse.source} gives {coarse.date.text} only; the day is not known."
        draft.settle("date", "not-found")
        draft.note("date", "partial", message)


def _complete_from_earlier(draft: Draft, earlier: Paper, sources: dict[FieldName, str]) -> None:
    """Keep what an earlier run had found, as long as the issue still means the same paper."""
    own, known = identities(draft.links), identities(earlier.links)
    if not draft.title and set(own) & set(known):
        draft.title = earlier.title
        draft.settle("title")
        sources["title"] = EARLIER
    if title_identity(draft.title) != title_identity(earlier.title) and not set(own) & set(known):
        return
    if draft.date is None and earlier.date and not draft.has_problem("date"):
        draft.date = earlier.date
        sources["date"] = EARLIER
        draft.settle("date", "not-found", "partial")
    if not draft.venue and earlier.venue and not _is_misread(draft):
        draft.venue = earlier.venue
        sources["venue"] = EARLIER
        draft.settle("venue")
        _name_links(draft)
    if known and not own:
        draft.links[:0] = [link for link in earlier.links if references([link])]
        sources["links"] = EARLIER
        draft.settle("links", "not-found")


def _is_misread(draft: Draft) -> bool:
    """Tell whether the venue is wrong as it stands, and not only left out."""
    return any(p.field == "venue" and p.code != "missing" for p in draft.problems)


def _note_titles(draft: Draft, findings: Findings) -> None:
    for record in findings.records:
        if draft.title and not is_same(draft.title, record.title):
            message = f"The title on {record.source} reads: {record.title}"
            draft.note("title", "other-title", message)
            break
    for record in findings.offers:
        address = next((reference.url for reference in record.references), "")
        other = " Its numbers or negations differ." if is_sibling(draft.title, record.title) else ""
        message = f"{record.source} has {record.title}: is it this paper?{other}"
        draft.notes.append(Note("links", "offered", message, address))


def _note_unavailable(draft: Draft, findings: Findings) -> None:
    if findings.unavailable and lacks_facts(draft):
        named = ", ".join(f"{each.source} ({each.why})" for each in findings.unavailable)
        later = "" if draft.problems else " A scheduled run tries again."
        draft.note("issue", "not-looked-up", f"Not looked up at {named}.{later}")


def lacks_facts(draft: Draft) -> bool:
    """Tell whether something is missing that a service may know."""
    known = draft.title and draft.venue and draft.date and references(draft.links)
    return not known


def looked_up(values: Iterable[Sourced]) -> tuple[Sourced, ...]:
    """Give the values that do not stand in the issue."""
    return tuple(each for each in values if each.source not in ("", ISSUE))


def _sourced(draft: Draft, sources: dict[FieldName, str]) -> Iterable[Sourced]:
    if "title" in sources:
        yield Sourced("title", draft.title, sources["title"])
    values: list[tuple[FieldName, str]] = [
        ("date", str(draft.date or "")),
        ("venue", draft.venue),
        ("links", ", ".join(link.url for link in draft.links)),
    ]
    for name, value in values:
        yield Sourced(name, value, sources.get(name, ISSUE) if value else "")
