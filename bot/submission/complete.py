"""Fill what an issue leaves open from looked-up records, and note where the two disagree.

What the issue says stands. Nothing is invented: a month stays a month, and a
record that may be another paper is offered to the reviewer, not used. A title comes
from an address of the issue alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bot.catalog import Paper
from bot.fields import (
    ISSUE,
    LINK,
    PREPRINT,
    DateField,
    FieldName,
    Findings,
    LinkField,
    LinksField,
    Names,
    Note,
    Problem,
    Reading,
    Record,
    VenueField,
    complete_authors,
    complete_date,
    complete_links,
    complete_title,
    complete_venue,
    identities,
    labelled,
    lacking,
    read_venue,
    references,
    year_said,
)
from bot.listing import wanted_by_entry
from bot.submission.draft import YEAR, Draft, asked, name_of_links
from bot.text import Phrase, in_a_row, is_same, is_sibling, title_identity

EARLIER = "an earlier look-up"


class Sourced(NamedTuple):
    """One value of a paper and where it comes from, for the reviewer's table."""

    field: FieldName
    value: str
    source: str


def complete(
    draft: Draft, records: Sequence[Record], listed_venues: Iterable[str], today: dt.date
) -> Draft:
    """Return the draft with its blanks filled, and held against what the records say."""
    form, roles, taken = draft.form, draft.form.roles, list[Reading[Any]]()
    if roles.title:
        taken.append(complete_title(draft.reading(roles.title), records, identities(draft.links)))
    if venue := roles.venue:
        misread = draft.is_misread(venue)
        given = venue, draft.venue, records, listed_venues
        taken.append(complete_venue(*given, is_misread=misread))
    if roles.date:
        taken.append(complete_date(draft.dated, records, today, asked(form, roles.date)))
    if roles.authors and form.fields[roles.authors].look_up:
        taken.append(complete_authors(draft.reading(roles.authors), records))
    draft = draft.take(*taken)
    draft = draft.take(*_year(draft, records, listed_venues))
    return draft.take(complete_links(draft.links, records, draft.venue, name_of_links(form)))


def _year(draft: Draft, records: Iterable[Record], listed: Iterable[str]) -> Iterator[Reading[str]]:
    """Yield the year of the venue, by a record of the paper there; of a preprint, by its number."""
    if not lacks_year(draft):
        return
    listed = list(listed)
    named = ((each, read_venue(each.venue, listed).name if each.venue else PREPRINT)
             for each in records if each.date)  # fmt: skip
    found = next((each.date.text for each, name in named if each.date and name == draft.venue), "")
    if not found and draft.venue == PREPRINT:
        found = next((each.month for each in references(draft.links) if each.month), "")
    if found:
        yield Reading(YEAR, found[:4], source=LINK)


def lacks_year(draft: Draft) -> bool:
    """Whether the list writes the year of a venue, and it is not known."""
    field = draft.form.fields.get(draft.form.roles.venue)
    wants = isinstance(field, VenueField) and field.year != "false"
    return wants and bool(draft.venue) and not draft.year


def resume(draft: Draft, earlier: Paper) -> Draft:
    """Return the draft with what an earlier run had found: its facts serve when a service is down.

    They do as long as the issue still means the same paper. A date or venue that it gets wrong
    is for its contributor to fix.
    """
    roles, links = draft.form.roles, name_of_links(draft.form)
    is_linked = not {*identities(draft.links)}.isdisjoint(identities(earlier.links))
    if not draft.title and is_linked:
        draft = draft.take(Reading(roles.title, earlier.title, source=EARLIER))
    if title_identity(draft.title) != title_identity(earlier.title) and not is_linked:
        return draft
    fields = {"date": roles.date, "venue": roles.venue}
    wrong = {kind for kind, name in fields.items() if not name or draft.is_misread(name)}
    taken = lacking(draft) - lacking(earlier) - wrong
    if "date" in taken:
        known = earlier.published
        dated = draft.dated._replace(day=earlier.date, known=known if not earlier.date else "")
        draft = draft.take(Reading(roles.date, dated, source=EARLIER))
    if "venue" in taken:
        venue = read_venue(earlier.venue, ()).name
        draft = draft.take(
            Reading(roles.venue, venue, source=EARLIER),
            Reading(links, labelled(draft.links, venue), source=draft.source(links)),
        )
    if lacks_year(draft) and read_venue(earlier.venue, ()).name == draft.venue:
        draft = draft.take(Reading(YEAR, year_said([earlier.venue])))
    if "links" in taken:
        linked = (*(link for link in earlier.links if references([link])), *draft.links)
        draft = draft.take(Reading(links, linked, source=EARLIER))
    if lacks_authors(draft) and earlier.authors and not draft.is_misread(roles.authors):
        names = Names(earlier.authors, earlier.more_authors)
        draft = draft.take(Reading(roles.authors, names, source=EARLIER))
    return draft


def needed(draft: Draft) -> Draft:
    """Return the draft with a problem for each fact that the list needs and nobody has given."""
    said = {problem.field for problem in draft.problems}
    stored, fields = draft.stored(), draft.form.fields
    readings = []
    for name, field in fields.items():
        is_address = isinstance(field, LinkField)
        if not (field.required and (is_address or isinstance(field, DateField))):
            continue
        if name not in stored and name not in said:
            each = asked(draft.form, name)
            wanted = Phrase("An address" if is_address else "The date of publication")
            message = Phrase(
                '{wanted} is missing. Write it after "{label}:".', wanted=wanted, label=each.label
            )
            missing = Problem(name, "missing", message, example=each.example())
            readings.append(Reading("issue", None, (missing,)))
    several = fields.get(name_of_links(draft.form))
    least = several.least or 0 if isinstance(several, LinksField) else 0
    if len(draft.links) < least and not draft.is_misread(name_of_links(draft.form)):
        message = (
            Phrase("At least one link is needed.")
            if least == 1
            else Phrase("At least {least} links are needed.", least=least)
        )
        missing = Problem(name_of_links(draft.form), "missing", message)
        readings.append(Reading("issue", None, (missing,)))
    said |= {problem.field for reading in readings for problem in reading.problems}
    return draft.take(*readings, *_wanted(draft, stored, said))


def _wanted(
    draft: Draft, stored: Mapping[FieldName, Any], said: Collection[FieldName]
) -> Iterator[Reading[None]]:
    """Yield a problem for each field without which the list's entry cannot be written."""
    for name in draft.form.fields:
        others = getattr(draft.form.fields[name], "first_of", ())
        is_there = name in stored or any(each in stored for each in others)
        if name in wanted_by_entry(draft.form) and not is_there and name not in said:
            each = asked(draft.form, name)
            # Several addresses stand each behind a word of its own.
            label = Phrase("Link") if isinstance(each.field, LinksField) else each.label
            message = Phrase(
                'An entry of the list needs this. Write it after "{label}:".', label=label
            )
            missing = Problem(name, "missing", message, example=each.example())
            yield Reading("issue", None, (missing,))


def told(draft: Draft, findings: Findings) -> Draft:
    """Return the draft with notes on other titles, offers and services that did not answer."""
    notes = (*_on_titles(draft, findings), *_on_silence(draft, findings))
    return draft.take(Reading("issue", None, notes=notes))


def _on_titles(draft: Draft, findings: Findings) -> Iterator[Note]:
    title, name = draft.title, draft.form.roles.title
    others = (record for record in findings.records if not is_same(title, record.title))
    if title and (other := next(others, None)):
        yield Note(
            name,
            "other-title",
            Phrase("The title on {source} reads: {title}", source=other.source, title=other.title),
        )
    for record in findings.offers:
        address = next((reference.url for reference in record.references), "")
        differs = is_sibling(title, record.title)
        other_one = Phrase("Its numbers or negations differ.") if differs else ""
        message = in_a_row(
            Phrase(
                "{source} has {title}: is it this paper?",
                source=record.source,
                title=record.title,
            ),
            other_one,
        )
        yield Note(name_of_links(draft.form), "offered", message, address)


def _on_silence(draft: Draft, findings: Findings) -> Iterator[Note]:
    if findings.unavailable and lacks_facts(draft):
        named = ", ".join(f"{each.source} ({each.why})" for each in findings.unavailable)
        later = "" if draft.problems else Phrase("A scheduled run tries again.")
        yield Note(
            "issue",
            "not-looked-up",
            in_a_row(Phrase("Not looked up at {named}.", named=named), later),
        )


def lacks_facts(draft: Draft) -> bool:
    """Whether something is missing that a service may know, and that the list asks for."""
    form, roles = draft.form, draft.form.roles
    has = {"date": bool(roles.date), "venue": bool(roles.venue), "links": bool(roles.links)}
    if not draft.title or any(has[name] for name in lacking(draft)):
        return True
    return lacks_authors(draft) and form.fields[roles.authors].required


def lacks_authors(draft: Draft) -> bool:
    """Whether the authors are not known, of a list that looks them up."""
    field = draft.form.fields.get(draft.form.roles.authors)
    return field is not None and field.look_up and not draft.authors.named


def looked_up(draft: Draft) -> tuple[Sourced, ...]:
    """Return the values that do not stand in the issue."""
    return tuple(each for each in sources(draft) if each.source not in ("", ISSUE))


def sources(draft: Draft) -> tuple[Sourced, ...]:
    """Return each value that is known or could be looked up, with its source."""
    roles = draft.form.roles
    values: list[tuple[FieldName, str]] = [
        (roles.title, draft.title if draft.source(roles.title) != ISSUE else ""),
        (roles.authors, ", ".join(draft.authors.named)),
    ]
    values = [each for each in values if each[1]]
    values += [
        (roles.date, draft.published),
        (roles.venue, draft.stored().get(roles.venue, "")),
        (name_of_links(draft.form), ", ".join(link.url for link in draft.links)),
    ]
    return tuple(Sourced(name, value, _shown(draft.source(name)) if value else "")
                 for name, value in values if name)  # fmt: skip


def _shown(source: str) -> str:
    return ISSUE if source == LINK else source
