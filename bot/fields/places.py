"""Choose the venue among the words that an issue gives for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.fields.addresses import apart_from_links, is_word_of_link, without_words
from bot.fields.fillers import is_filler
from bot.fields.identifiers import PREPRINT_SERVERS
from bot.fields.reference import parse_link
from bot.fields.venue_names import Venue, is_common, is_submitted, names_workshop, read_venue
from bot.fields.written_dates import Day, Partial, Unclear, find_filled
from bot.text import clean, half_width, one_line, pattern, unwrapped

# After its number, arXiv names the class of a paper.
_CLASS = pattern(r"[\[(](?:[a-z-]{2,8}\.[A-Za-z-]{2,8}|math-ph|quant-ph|hep-[a-z]{2,3}|gr-qc)[\])]")
_SEPARATOR = pattern(r"[,;|、\n→⇒•]|->|=>| / |<br ?/?>")
_INNER = pattern(
    r"[:.。] | [-–—+&] | (?:then|now|and|but) |(?<=[0-9]{4})[-–](?=[0-9]{4} )"
    r"| (?:(?:is|was|got|been) )?(?:accepted|published|presented) (?:at|by|to|in) ",
    re.IGNORECASE,
)
_SLASH = pattern(r" ?[/>] ?")
_ACCEPTED = pattern(r"accepted|published|to appear|camera", re.IGNORECASE)
# How people begin a sentence, not a venue's name.
_TALK = pattern(
    r"(?:thanks?|thx|hi|hello|dear|please|sorry|best|kind|regards|cheers|we|i|our|my|this|it"
    r"|its|see|not|note|still|will|hope)\b",
    re.IGNORECASE,
)
_MEETING = pattern(
    r"\b(?:journal|conference|proceedings|symposium|transactions|workshop|letters)\b",
    re.IGNORECASE,
)
_WORDS_OF_PAGES = frozenset(
    ("last modified", "last revised", "modified", "revised", "published", "submitted", "accepted",
     "conference", "journal", "online", "time", "date", "year")
)  # fmt: skip
# Of which no venue's name is made up: "work in progress", "none yet", "no venue so far".
_WORDS_OF_NONE = frozenset(
    re.findall(
        "[a-z]+",
        "a an the and or of at in on to as it is be i we this work working progress wip ongoing"
        " current currently still draft manuscript preparation prepared anonymous anonymized press"
        " forthcoming soon coming later pending tba tbd todo announced determined decided confirmed"
        " added waiting decision n na no non none nil not yet so far for now known unknown unsure"
        " sure idk dont don t know maybe yes ok see link links below above attached pdf abstract"
        " paper venue venues conference journal published unpublished publication publicly"
        " available online recent recently new self website web page internet moment review"
        " reviewed peer arxiv preprint cs cl lg ai ml cv ir ne",
    )
)
_BRACKETED = pattern(r"\[([^\[\]\n]{1,60})\](?!\()")
_WORD_OF_NAME = pattern(r"[^\W_]+")
_EMPTY = pattern(r" ?[(\[][ ,;|]*[)\]]")  # where a date or a link stood
_LATER_VERSION = pattern(r"[0-9]{4}\.[0-9]{4,5}v(?:[2-9]|[1-9][0-9])(?:$|\.pdf)")
_RANKS = {**dict.fromkeys(PREPRINT_SERVERS, 1), "OpenReview": 2}  # below all other venues
_MOST_WORDS = 12
_ROUNDS = 8
_ANY_DAY = "2000-01-01"


@dataclass(frozen=True)
class Value:
    """What one key says: dates, addresses, the texts of links, and the words beside them.

    `later` are the days of a later version, as arXiv stamps them on its pages.
    """

    raw: str
    dates: list[Day | Partial | Unclear] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    rest: str = ""
    later: list[str] = field(default_factory=list)


class Choice(NamedTuple):
    """The venue that is taken, None for none, the words it was read from, and what was left.

    `named` are the known venues that the words name, the taken one among them.
    """

    venue: Venue | None
    written: str
    named: list[str]
    left: list[str]


def read_value(raw: str) -> Value:
    """Read the value of a key that may hold a venue, dates and addresses in any mix."""
    raw = _BRACKETED.sub(lambda found: " " if is_filler(found[1]) else found[0], raw)
    outside, texts, addresses = apart_from_links(raw.replace("\n", " , "))
    words, found = without_words(outside)
    dates, rest = find_filled(words)
    rest = one_line(_CLASS.sub(" ", half_width(rest)))
    # arXiv stamps number, class and its day on a version: `arXiv:2402.02872v2 [cs.CL] 3 Mar 2024`.
    later = _of_later_version(dates, found) if _CLASS.search(raw) else []
    days_read = [date for date in dates if isinstance(date, Day)]
    later += days_read if all(day.later for day in days_read) else []
    dates = [date for date in dates if date not in later]
    days = [str(date.date) for date in later]
    return Value(raw, dates, [*addresses, *found], texts, rest, days)


def _of_later_version(dates: list[Day | Partial | Unclear], words: list[str]) -> list[Day]:
    """Return the days that lie in another month than the number beside them, of a later version."""
    versions = [word for word in words if _LATER_VERSION.search(word)]
    months = [reference.month for word in versions if (reference := parse_link(word))]
    days = [date for date in dates if isinstance(date, Day)]
    return [day for day in days if months and str(day.date)[:7] != months[0]]


def choose(values: Iterable[Value], listed: Sequence[str]) -> Choice:
    """Choose among the venues that values name: a known one first, arXiv after the others.

    What says that the paper was sent to a venue or turned down there does not name it.
    """
    found: list[tuple[str, Venue]] = []
    left: list[str] = []
    for value in values:
        if is_filler(value.raw):
            continue
        submitted = is_submitted(value.rest)
        texts = [(text, read_venue(text, listed)) for text in value.texts]
        named = [(text, venue) for text, venue in texts if venue.known]
        left += [text for text, venue in texts if not venue.known]
        for written, venue in [*_pieces(value.rest, listed), *named]:
            elsewhere = submitted and not (_ACCEPTED.search(written) and not is_submitted(written))
            if elsewhere and venue.name not in PREPRINT_SERVERS:
                left.append(written)
            else:
                found.append((written, venue))
    return _best(found, left)


def known_of(value: Value, listed: Sequence[str]) -> Choice:
    """Choose among the known venues alone that a value names."""
    choice = choose([value], listed)
    if choice.venue is None or choice.venue.known:
        return choice
    return Choice(None, "", [], [choice.written, *choice.left])


def _best(found: list[tuple[str, Venue]], left: list[str]) -> Choice:
    known = [each for each in found if each[1].known]
    # A paper has its preprint too; where it was reviewed is what the list shows.
    ranked = sorted(known, key=lambda each: _RANKS.get(each[1].name, 0))
    others = [each for each in found if not each[1].known]
    fit = [each for each in others if could_be_venue(each[1].name)]
    taken = next(iter(ranked or fit), None)
    left = [each[0] for each in others if each != taken] + left
    left = [text for text in left if any(map(str.isalnum, text)) and not is_word_of_link(text)]
    named = list(dict.fromkeys(venue.name for _, venue in known))
    written, venue = taken or ("", None)
    return Choice(venue, written, named, list(dict.fromkeys(left)))


def could_be_venue(name: str) -> bool:
    """Whether an unknown name is one at all, and no sentence, label or word of a link."""
    return (
        any(map(str.isalpha, name))
        and not is_filler(name)
        and not is_word_of_link(name)
        and not is_submitted(name)
        and not name.endswith(("!", "?"))
        and one_line(name).casefold() not in _WORDS_OF_PAGES
        and not _is_talk(name)
        and not _WORDS_OF_NONE.issuperset(_WORD_OF_NAME.findall(name.casefold()))
    )


def _is_talk(name: str) -> bool:
    """Whether words are a sentence; the names of proceedings are long, too."""
    words = len(name.split())
    if _MEETING.search(name):
        return words > 2 * _MOST_WORDS
    return words > _MOST_WORDS or (words > 1 and _TALK.match(name) is not None)


def _pieces(rest: str, listed: Sequence[str]) -> list[tuple[str, Venue]]:
    """Return what each piece of a text says, with the venue that it names, known or not."""
    whole = unwrapped(rest)
    if is_filler(whole):
        return []
    if (venue := read_venue(whole, listed)).known:
        return [(_EMPTY.sub("", whole).strip(" ,;|"), venue)]
    if names_workshop(rest):
        parts = [(part, read_venue(part, listed)) for part in _parts(rest, listed)]
        servers = [(part, venue) for part, venue in parts if venue.name in PREPRINT_SERVERS]
        return [*servers, (whole, _settled(venue, listed))]
    pieces: list[tuple[str, Venue]] = []
    sides = [text for text, _ in _inner(rest, listed)] or [rest]
    for part in (part for side in sides for part in _parts(side, listed)):
        venue = read_venue(part, listed)
        inner = [] if venue.known or is_submitted(part) else _inner(part, listed)
        if not inner and part:
            settled = _settled(venue, listed)
            # What is left without its year may fall apart, as the stored name will.
            falls = not settled.known and 0 < len(settled.name) < len(part)
            inner = _pieces(settled.name, listed) if falls else []
            inner = inner if len(inner) > 1 else [(part, settled)]
        pieces += inner
    return [(part, venue) for part, venue in pieces if venue.name and not is_filler(venue.name)]


def _parts(text: str, listed: Sequence[str]) -> list[str]:
    """Split at commas and their like, but no venue whose name holds one."""
    known = read_venue(text, listed).known
    return [text] if known else [unwrapped(part) for part in _SEPARATOR.split(text)]


def _inner(part: str, listed: Sequence[str]) -> list[tuple[str, Venue]]:
    """Split further where a known venue comes to light, as in `Miami, Florida: EMNLP 2024`."""
    inner = [
        (text, read_venue(text, listed)) for text in map(unwrapped, _INNER.split(part)) if text
    ]
    known = any(venue.known and not is_common(venue.name) for _, venue in inner)
    if known and len(inner) > 1:
        return inner
    sides = [(text, read_venue(text, listed)) for text in _SLASH.split(part)]
    return sides if len(sides) > 1 and all(venue.known for _, venue in sides) else []


def _settled(venue: Venue, listed: Sequence[str]) -> Venue:
    """Read an unknown venue until reading it again changes nothing, as it will be read.

    That is before a date, which takes words such as "published" to itself.
    """
    name = venue.name
    for _ in range(_ROUNDS):
        value = read_value(f"{one_line(clean(name))}, {_ANY_DAY}")
        rest = value.rest.rstrip(" ,")  # the date's own comma
        again = rest if names_workshop(rest) else _SEPARATOR.split(rest)[0]
        venue = read_venue(unwrapped(again), listed)
        if venue.known or venue.name == name:
            return venue
        name = venue.name
    return Venue("", known=False)
