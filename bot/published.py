"""Read where and when a paper was published: venue, date and links, wherever they were written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.dates import WANTED, Day, Partial, Unclear, find_date, find_filled
from bot.draft import Draft, is_filler
from bot.links import parse_link
from bot.marks import unwrapped
from bot.pasted import without_addresses
from bot.text import one_line
from bot.venues import Venue, read_venue

_LONGEST = 300
_SEPARATORS = str.maketrans(";|、，\n", ",,,,,")
_EXAMPLE = "Published: EMNLP, 2024-11-12"
_DATE_EXAMPLE = "2024-10-14"


@dataclass(frozen=True)
class _Value:
    """What one key says: a date or none, addresses, and the words that are neither."""

    raw: str
    date: Day | Partial | Unclear | None
    addresses: list[str]
    rest: str


def read_published(
    draft: Draft, fields: Mapping[str, str], listed: Iterable[str], today: dt.date
) -> list[str]:
    """Read venue and date into the draft and give the addresses that stood among them.

    `listed` are the venues of the list. Venue, date and link may stand after any of
    `Published`, `Source` and `Published Date`.
    """
    texts = [fields.get(key, "") for key in ("date", "published", "venue")]
    if any(len(text) > _LONGEST for text in texts):
        message = f"This is longer than a venue and a date: at most {_LONGEST} characters."
        draft.problem("venue", "too-long", message, example=_EXAMPLE)
        return []
    dated, *placed = map(_read_value, texts)
    addresses = [address for value in (*placed, dated) for address in value.addresses]
    misplaced = _known_only(_venues([dated], listed))
    venues = _venues(placed, listed) or misplaced or _venues_of_links(addresses)
    if dated.date or dated.addresses or misplaced or is_filler(dated.raw):
        _read_date(draft, [value.date for value in (dated, *placed) if value.date], today)
    else:
        message = f"This is no date. {WANTED}"
        draft.unread_date = dated.raw.replace("\n", ", ")
        draft.problem("date", "unreadable", message, read=dated.raw, example=_DATE_EXAMPLE)
    _read_venue(draft, venues, placed)
    return addresses


def _read_value(raw: str) -> _Value:
    text, addresses = without_addresses(raw.replace("\n", ", "))
    date, rest = find_filled(text)
    return _Value(raw, date, addresses, rest)


def _read_date(draft: Draft, dates: list[Day | Partial | Unclear], today: dt.date) -> None:
    day = next((date for date in dates if isinstance(date, Day)), None)
    unclear = next((date for date in dates if isinstance(date, Unclear)), None)
    partial = next((date for date in dates if isinstance(date, Partial)), None)
    if unclear:
        message = f"{unclear.why} {WANTED}"
        draft.unread_date = unclear.text
        draft.problem("date", unclear.code, message, read=unclear.text, example=_DATE_EXAMPLE)
    elif day and day.date > today + dt.timedelta(days=1):
        message = f"{day.date} lies in the future. Give the day of first publication, or none."
        draft.unread_date = str(day.date)
        draft.problem("date", "future", message, read=str(day.date), example=_DATE_EXAMPLE)
    elif day:
        draft.date = day.date
        _note_other_days(draft, day, dates)
    elif partial:
        draft.partial_date = partial.text
        draft.note("date", "partial", f"The issue says {partial.text} only; the day is not known.")
    else:
        draft.note("date", "not-found", "The issue gives no date.")


def _note_other_days(draft: Draft, taken: Day, dates: list[Day | Partial | Unclear]) -> None:
    for date in dates:
        if isinstance(date, Day) and date != taken:
            message = f"The issue names {date.date} as well; {taken.date} is taken."
            draft.note("date", "several", message)


def _venues(values: Iterable[_Value], listed: Iterable[str]) -> dict[str, tuple[Venue, str]]:
    """Give each venue by its name, with what the issue says for it."""
    listed = list(listed)
    venues: dict[str, tuple[Venue, str]] = {}
    for value in values:
        if is_filler(value.raw) or is_filler(value.rest):
            continue
        for piece in value.rest.translate(_SEPARATORS).replace(" / ", ",").split(","):
            written = unwrapped(piece)
            venue = _settled(written, listed)
            if any(char.isalpha() for char in venue.name) and not is_filler(venue.name):
                venues.setdefault(venue.name, (venue, written))
    return venues


def _settled(written: str, listed: list[str]) -> Venue:
    """Read a venue until reading it again changes nothing, as the corrected text will be read."""
    name, venue = "", Venue(written, known=False)
    while venue.name != name and not venue.known:
        name = venue.name
        bare = without_addresses(name)[0].partition(" / ")[0]  # a dropped year may leave the blanks
        _, bare = find_date(bare)  # the line's second one
        venue = read_venue(unwrapped(bare), listed)
    return venue


def _known_only(venues: dict[str, tuple[Venue, str]]) -> dict[str, tuple[Venue, str]]:
    return {name: choice for name, choice in venues.items() if choice[0].known}


def _venues_of_links(addresses: Iterable[str]) -> dict[str, tuple[Venue, str]]:
    names = (found.venue for found in map(parse_link, addresses) if found)
    return {name: (Venue(name, known=True), name) for name in names if name}


def _read_venue(
    draft: Draft, venues: dict[str, tuple[Venue, str]], placed: Iterable[_Value]
) -> None:
    if not venues:
        message = (
            "Where the paper was published is missing: a preprint server, conference or journal."
        )
        read = one_line(" ".join(value.raw for value in placed))
        draft.problem("venue", "missing", message, read=read, example="Published: arXiv")
        return
    # A paper has its preprint too; where it was reviewed is what the list shows.
    choices = [choice for name, choice in venues.items() if name != "arXiv"] or [*venues.values()]
    venue, written = choices[0]
    draft.venue = venue.name
    if len(venues) > 1:
        message = f"The issue names {', '.join(venues)}; {venue.name} is taken."
        draft.note("venue", "several", message)
    if not venue.known:
        draft.note("venue", "new", f"{venue.name} is a venue that the list does not know.")
    elif venue.name != written:
        draft.note("venue", "normalised", f"{written} is written {venue.name} here.")
