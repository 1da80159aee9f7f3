"""Fill what an issue leaves open from looked-up records, and note where the two disagree.

What the issue says stands. Nothing is invented: a month stays a month, and a
record that may be another paper is offered to the reviewer, not used. A title comes
from an address of the issue alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.catalog import Paper
from bot.fields import (
    ISSUE,
    LINK,
    FieldName,
    Findings,
    Note,
    Reading,
    Record,
    complete_date,
    complete_links,
    complete_title,
    complete_venue,
    identities,
    labelled,
    lacking,
    references,
)
from bot.submission.draft import Draft
from bot.text import is_same, is_sibling, title_identity

EARLIER = "an earlier look-up"


@dataclass(frozen=True)
class Sourced:
    """One value of a paper and where it comes from, for the reviewer's table."""

    field: FieldName
    value: str
    source: str


def complete(
    draft: Draft, records: Sequence[Record], listed_venues: Iterable[str], today: dt.date
) -> Draft:
    """Return the draft with its blanks filled, and held against what the records say."""
    draft = draft.take(
        complete_title(draft.reading("title"), records, identities(draft.links)),
        complete_venue(draft.venue, records, listed_venues, is_misread=draft.is_misread("venue")),
        complete_date(draft.dated, records, today),
    )
    return draft.take(complete_links(tuple(draft.links), records, draft.venue))


def resume(draft: Draft, earlier: Paper) -> Draft:
    """Return the draft with what an earlier run had found: its facts serve when a service is down.

    They do as long as the issue still means the same paper. A date or venue that it gets wrong
    is for its contributor to fix.
    """
    is_linked = not {*identities(draft.links)}.isdisjoint(identities(earlier.links))
    if not draft.title and is_linked:
        draft = draft.take(Reading("title", earlier.title, source=EARLIER))
    if title_identity(draft.title) != title_identity(earlier.title) and not is_linked:
        return draft
    wrong = {name for name in ("date", "venue") if draft.is_misread(name)}
    taken = lacking(draft) - lacking(earlier) - wrong
    if "date" in taken:
        dated = replace(draft.dated, day=earlier.date)
        draft = draft.take(Reading("date", dated, source=EARLIER))
    if "venue" in taken:
        named = labelled(draft.links, earlier.venue)
        draft = draft.take(
            Reading("venue", earlier.venue, source=EARLIER),
            Reading("links", named, source=draft.source("links")),
        )
    if "links" in taken:
        linked = (*(link for link in earlier.links if references([link])), *draft.links)
        draft = draft.take(Reading("links", linked, source=EARLIER))
    return draft


def told(draft: Draft, findings: Findings) -> Draft:
    """Return the draft with notes on other titles, offers and services that did not answer."""
    notes = (*_on_titles(draft.title, findings), *_on_silence(draft, findings))
    return draft.take(Reading("issue", None, notes=notes))


def _on_titles(title: str, findings: Findings) -> Iterator[Note]:
    others = (record for record in findings.records if not is_same(title, record.title))
    if title and (other := next(others, None)):
        yield Note("title", "other-title", f"The title on {other.source} reads: {other.title}")
    for record in findings.offers:
        address = next((reference.url for reference in record.references), "")
        other_one = " Its numbers or negations differ." if is_sibling(title, record.title) else ""
        message = f"{record.source} has {record.title}: is it this paper?{other_one}"
        yield Note("links", "offered", message, address)


def _on_silence(draft: Draft, findings: Findings) -> Iterator[Note]:
    if findings.unavailable and lacks_facts(draft):
        named = ", ".join(f"{each.source} ({each.why})" for each in findings.unavailable)
        later = "" if draft.problems else " A scheduled run tries again."
        yield Note("issue", "not-looked-up", f"Not looked up at {named}.{later}")


def lacks_facts(draft: Draft) -> bool:
    """Whether something is missing that a service may know."""
    return not draft.title or bool(lacking(draft))


def looked_up(draft: Draft) -> tuple[Sourced, ...]:
    """Return the values that do not stand in the issue."""
    return tuple(each for each in sources(draft) if each.source not in ("", ISSUE))


def sources(draft: Draft) -> tuple[Sourced, ...]:
    """Return each value that is known or could be looked up, with its source."""
    values: list[tuple[FieldName, str]] = [
        ("date", str(draft.date or "")),
        ("venue", draft.venue),
        ("links", ", ".join(link.url for link in draft.links)),
    ]
    if draft.source("title") != ISSUE:
        values.insert(0, ("title", draft.title))
    return tuple(Sourced(name, value, _shown(draft.source(name)) if value else "")
                 for name, value in values)  # fmt: skip


def _shown(source: str) -> str:
    return ISSUE if source == LINK else source
