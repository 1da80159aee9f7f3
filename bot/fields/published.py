"""Read where and when a paper was published: venue, date and links, wherever they were written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from bot.fields.date import WANTED, Day, Partial, Unclear
from bot.fields.draft import Draft, is_filler
from bot.fields.venue_choice import Choice, Value, choose, known_of, read_value
from bot.text import one_line, shorten

_LONGEST = 300
_LONGEST_WITH_ADDRESSES = 3000
_SHOWN = 80
_EXAMPLE = "Published: EMNLP, 2024-11-12"
_DATE_EXAMPLE = "2024-10-14"


def read_published(
    draft: Draft, fields: Mapping[str, str], listed: Iterable[str], today: dt.date
) -> list[str]:
    """Read venue and date into the draft and give the addresses that stood among them.

    `listed` are the venues of the list. Venue, date and link may stand after any of
    `Published`, `Source` and `Published Date`.
    """
    listed = list(listed)
    dated = _read_long(draft, fields.get("date", ""), "date")
    placed = [_read_long(draft, fields.get(key, ""), "venue") for key in ("published", "venue")]
    misplaced = known_of(dated, listed)
    choice = choose(placed, listed)
    if not (choice.venue and choice.venue.known) and misplaced.venue:
        left = [choice.written] if choice.venue else []
        choice = Choice(misplaced.venue, misplaced.written, misplaced.named, left + choice.left)
    for day in dict.fromkeys(day for value in (dated, *placed) for day in value.later):
        message = f"{day} is the day of a later version on arXiv; not taken."
        draft.note("date", "later", message)
    given = dated.dates or dated.later or dated.addresses or misplaced.venue
    if given or is_filler(dated.raw):
        _note_left(draft, "date", misplaced.left)
        _read_date(draft, [date for value in (dated, *placed) for date in value.dates], today)
    else:
        _refuse_date(draft, dated.raw)
    if not draft.has_problem("venue"):
        _read_venue(draft, choice, placed)
    return [address for value in (*placed, dated) for address in value.addresses]


def _read_long(draft: Draft, raw: str, name: str) -> Value:
    """Read a value that is not longer than a venue and a date, else say that it is."""
    value = Value(raw) if len(raw) > _LONGEST_WITH_ADDRESSES else read_value(raw)
    if len(raw) <= _LONGEST_WITH_ADDRESSES and len(value.rest) <= _LONGEST:
        return value
    if name == "date" or not any(map(str.isalpha, raw)):
        _refuse_date(draft, raw)
    else:
        message = f"This is longer than a venue and a date: at most {_LONGEST} characters."
        draft.problem("venue", "too-long", message, example=_EXAMPLE)
    return Value("")


def _refuse_date(draft: Draft, raw: str) -> None:
    draft.unread_date = shorten(raw.replace("\n", ", "), _LONGEST)
    if len(raw) > _SHOWN:  # the bracket that asks for a date shows no more
        draft.also.append(one_line(raw))
    message = f"This is no date. {WANTED}"
    draft.problem("date", "unreadable", message, read=raw[:_LONGEST], example=_DATE_EXAMPLE)


def _read_date(draft: Draft, dates: list[Day | Partial | Unclear], today: dt.date) -> None:
    if draft.has_problem("date"):
        return
    day = next((date for date in dates if isinstance(date, Day)), None)
    unclear = next((date for date in dates if isinstance(date, Unclear)), None)
    partial = next((date for date in dates if isinstance(date, Partial)), None)
    if unclear and not (day and dates.index(day) < dates.index(unclear)):
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
    others = (str(date.date) if isinstance(date, Day) else date.text
              for date in dates if isinstance(date, Day | Unclear) and date != taken)  # fmt: skip
    for other in dict.fromkeys(others):
        message = f"The issue names {other} as well; {taken.date} is taken."
        draft.note("date", "several", message)


def _read_venue(draft: Draft, choice: Choice, placed: Iterable[Value]) -> None:
    _note_left(draft, "venue", choice.left)
    if choice.venue is None:
        message = (
            "Where the paper was published is missing: a preprint server, conference or journal."
        )
        read = one_line(" ".join(value.raw for value in placed))
        draft.problem("venue", "missing", message, read=read, example="Published: arXiv")
        return
    name = draft.venue = choice.venue.name
    if len(choice.named) > 1:
        message = f"The issue names {', '.join(choice.named)}; {name} is taken."
        draft.note("venue", "several", message)
    if not choice.venue.known:
        draft.note("venue", "new", f"{name} is a venue that the list does not know.")
    elif name != choice.written:
        written = shorten(choice.written, _SHOWN)
        draft.note("venue", "normalised", f"“{written}” is written {name} here.")


def _note_left(draft: Draft, name: Literal["date", "venue"], left: Sequence[str]) -> None:
    if left:
        shown = shorten(", ".join(f"“{text}”" for text in left), 2 * _SHOWN)
        draft.note(name, "not-taken", f"Not taken for the {name}: {shown}.")
