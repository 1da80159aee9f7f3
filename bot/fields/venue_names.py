"""Bring the name of a venue to the list's spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from bot.fields.cited_venues import VENUES, cited_as, stripped
from bot.fields.identifiers import PREPRINT_SERVERS
from bot.text import fold, half_width, one_line, pattern

_YEAR = pattern(
    r"(?:\b(?:19|20)\d{2}\b|['’](\d{2})\b|(?<=[A-Za-z])[- ]?(?:20)?[12]\d\b(?!\d))", re.ASCII
)
_TRACK = pattern(
    r"[\s(\[,;:-]{1,3}"
    r"(?:oral|poster|spotlight|main(?: conference| track)?|(?:long|short) paper)[)\]]?$",
    re.IGNORECASE,
)
# Such a text names a venue that the paper is not in.
_WORKSHOP = pattern(r"workshop|-w\b", re.IGNORECASE)
_SUBMITTED = pattern(
    r"\b(?:under|in) (?:double-blind |blind |peer )?review|\breviewing|submi(?:t|ssion)|reject"
    r"|withdr[ae]w|under consideration|not (?:yet )?(?:accepted|published)|unpublished"
    r"|投稿|在审|审稿|拒稿",
    re.IGNORECASE,
)
_POSTED = pattern(
    r"^(?:(?:submitted|posted|uploaded|released|available|published)(?: on| to| at| in)?|on) ",
    re.IGNORECASE,
)
_TO_SERVER = pattern(r"submitted (?:to|on) (?:arxiv|biorxiv|medrxiv)", re.IGNORECASE)
_CHINESE = pattern(
    r"^(?:发表[于在]|录用于|已?被|会议|期刊|来源)[:： ]*|[ ]?(?:接收|接受|录用|录取|收录)$"
)
# Words that name too much elsewhere to be taken out of a longer text.
_COMMON = frozenset(("Nature", "Science", "Blog", "Distill", "OpenAI", "Anthropic", "DeepMind"))
# Words of a preprint's venue that say more: "arXiv cs.CL", "arXiv, spring 2024".
_LETTERS = pattern(r"[A-Za-z]{3,}")
# A day without its year: beside a year it would read as a date.
_DAY_LAST = pattern(
    r"(?:[ ,.;:-]{1,3}\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
    r" ?[0-9]{1,2}(?:st|nd|rd|th)?(?: ?[-–] ?[0-9]{1,2})?)+$",
    re.IGNORECASE,
)
_NOT_THERE = pattern(r"[,;|?]|\b(?:no|not|never|soon|without|except|workshop)\b", re.IGNORECASE)
_LONGEST_TALK = 60
_FINDINGS = ("EMNLP", "NAACL", "EACL", "AACL", "ACL")  # a name before those it holds


class Venue(NamedTuple):
    """A venue's name as it is stored, and whether the list or the bot knows it."""

    name: str
    known: bool


def read_venue(text: str, listed: Iterable[str]) -> Venue:
    """Return the venue a text names: year and track dropped, the known spelling taken.

    `listed` are the venues of the list; their spelling is known too. A name that
    is left empty once the year is dropped gives an empty name.
    """
    name = one_line(_YEAR.sub(" ", _TRACK.sub("", one_line(text))))
    name = _without_loose_brackets(_TRACK.sub("", name).strip(" ,;:.-–—'’"))
    name = _DAY_LAST.sub("", name)
    known = _known(tuple(listed))
    if spelling := known.get(fold(name)):
        return Venue(spelling, known=True)
    not_there = is_submitted(name) or names_workshop(name)
    for candidate in _candidates(name):
        spelling = _spelling(candidate, known)
        if spelling and (spelling in PREPRINT_SERVERS or not not_there):
            return Venue(spelling, known=True)
    server = _server_in(name, known)
    if server is None and 0 < len(name) < len(one_line(text)):
        return read_venue(name, listed)  # what is left is read as the stored name will be
    return Venue(server or name, known=server is not None)


def _server_in(name: str, known: Mapping[str, str]) -> str | None:
    """Return the preprint server that a few words speak of, where they name no other venue."""
    words = _LETTERS.findall(name[:_LONGEST_TALK])
    named = {known[word] for word in map(fold, words) if word in known}
    is_short = len(name) < _LONGEST_TALK and not _NOT_THERE.search(name)
    return next(iter(named)) if is_short and len(named) == 1 and named <= PREPRINT_SERVERS else None


@lru_cache(maxsize=4)  # the pieces of a text are read one after the other
def _known(listed: tuple[str, ...]) -> Mapping[str, str]:
    return {fold(venue): venue for venue in (*VENUES, *listed)}


def is_submitted(text: str) -> bool:
    """Whether a text says that the paper was but sent to a venue, or turned down there."""
    return _SUBMITTED.search(text) is not None and not _TO_SERVER.search(text)


def names_workshop(text: str) -> bool:
    """Whether a text speaks of a workshop, which is not the venue that it is held at."""
    return _WORKSHOP.search(text) is not None


def is_common(name: str) -> bool:
    """Whether a venue's name is a word that stands in other names as well."""
    return name in _COMMON


def _spelling(name: str, known: Mapping[str, str]) -> str | None:
    key = fold(name)
    if spelling := known.get(key) or _findings(key):
        return spelling
    if "findings" not in key and (spelling := cited_as(name)):
        return known.get(fold(spelling), spelling)
    shorter = (known.get(short) or _findings(short) for short in stripped(name))
    return next(filter(None, shorter), None)


def _without_loose_brackets(name: str) -> str:
    """Drop brackets that lost their partner, and those that hold nothing or everything."""
    name = one_line(re.sub(r"\( ?\)|\[ ?\]", " ", name)).replace(" )", ")").replace(" ]", "]")
    for opening, closing in ("()", "[]"):
        if name.count(opening) != name.count(closing) or name.find(opening) == 0:
            name = one_line(name.strip(f" {opening}{closing}"))
    return name.strip(" ,;:.-–—")


def _candidates(name: str) -> Iterator[str]:
    """Return a name, what stands before its brackets, and what in them."""
    yield name
    if posted := _POSTED.match(name):
        yield name[posted.end() :]
    yield _CHINESE.sub("", name)
    before, bracket, rest = half_width(name).partition("(")
    if bracket and ")" not in before and "findings" not in rest.casefold():
        yield before
        if "(" not in rest:
            yield rest.partition(")")[0]


def _findings(key: str) -> str | None:
    """Return the Findings that a folded name stands for, however its words are ordered."""
    if "findings" not in key:
        return None
    rest = (
        key.replace("findings", "")
        .replace("ijcnlp", "")
        .replace("associationforcomputationallinguistics", "acl")
    )
    words = rest.replace("ofthe", "").replace("of", "")
    name = next((name for name in _FINDINGS if name.lower() in words), None)
    return f"{name} Findings" if name and words in (name.lower(), f"acl{name.lower()}") else None
