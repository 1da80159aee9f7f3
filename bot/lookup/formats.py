"""Read JSON, XML, dates and titles from answers that may be anything at all."""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote
from xml.etree import ElementTree

from bot.config import LONGEST_AUTHOR, MOST_AUTHORS
from bot.fields import Names, PublishedDate, Reference, as_names, read_date
from bot.lookup.answers import NoAnswer, Response
from bot.text import clean, fold, one_line, pattern, without_latex, without_tags

UNEXPECTED_FORMAT = "answered in a form the bot does not know"
_DTD = pattern(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HTML = pattern(r"\s*(?:<!DOCTYPE\s+html|<html)\b", re.IGNORECASE)
_OPERATOR = pattern(r"\b(?:AND|OR|NOT|ANDNOT|NEAR|TO)\b")
_LONGEST_QUESTION = 300
_LONGEST_TEXT = 2000
_PREPRINT_SERVERS = {
    "arxiv", "arxivorg", "corr", "biorxiv", "medrxiv", "chemrxiv", "psyarxiv", "ssrn",
    "ssrnelectronicjournal", "socialscienceresearchnetwork", "researchsquare",
}  # fmt: skip


def plain_text(value: object) -> str:
    """Return a service's text on one plain line, cleaned like an issue's own; "" for no text."""
    if not isinstance(value, str):
        return ""
    return one_line(clean(without_latex(without_tags(clean(value[:_LONGEST_TEXT])))))


def people(names: Iterable[object]) -> Names:
    """Return the names of a paper's people, each cleaned; what is no text is none."""
    return as_names(map(plain_text, names), MOST_AUTHORS, LONGEST_AUTHOR)


def joined(*parts: object) -> str:
    """Return the texts among the parts of a name, with a blank between two."""
    return " ".join(part for part in parts if part and isinstance(part, str))


def number_of(reference: Reference) -> str:
    """Return the identity's number within its service."""
    return reference.identity.partition(":")[2]


def encode(value: str) -> str:
    """Write an identifier or a title as one value of an address, slashes included."""
    return quote(value, safe="")


def search_words(title: str) -> str:
    """Return the words of a title as a question: no quotes, no operators, at most 300 characters.

    Hyphens and apostrophes stay inside words, where no service reads them as operators.
    """
    kept = "".join(
        char if char in "-'’" or unicodedata.category(char)[0] in "LMN" else " "
        for char in plain_text(title)
    )
    words = (word.strip("-'’") for word in kept.split())
    line = _OPERATOR.sub(lambda found: found[0].lower(), " ".join(filter(None, words)))
    return textwrap.shorten(line, _LONGEST_QUESTION, placeholder="")


def read_json(response: Response) -> dict[str, object]:
    """Parse a JSON object, of a key given twice the last value; raise NoAnswer for all else."""
    try:
        value: object = json.loads(response.text)
    except (ValueError, RecursionError):  # numbers of 5,000 digits are a ValueError too
        raise NoAnswer("answered no JSON") from None
    if not isinstance(value, dict):
        raise NoAnswer(UNEXPECTED_FORMAT)
    return value


def read_xml(response: Response) -> ElementTree.Element:
    """Parse XML; raise NoAnswer for anything else and, before parsing, for any DTD."""
    refuse_html(response)
    if _DTD.search(response.text):
        raise NoAnswer("answered XML with a DTD")
    try:
        return ElementTree.fromstring(response.text)  # noqa: S314 - no DTD, hence no entities
    except (ElementTree.ParseError, ValueError):
        raise NoAnswer("answered no XML") from None


def refuse_html(response: Response) -> None:
    """Raise NoAnswer for a page made for people: a captcha, a block, an outage."""
    if "html" in response.content_type or _HTML.match(response.text):
        raise NoAnswer("answered HTML")


def at(value: object, *path: str | int) -> object:
    """Follow keys and positions into JSON; None where there is no such thing."""
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def items_at(value: object, *path: str | int) -> list[object]:
    """Return the list at a path; raise NoAnswer where there is none."""
    found = at(value, *path)
    if not isinstance(found, list):
        raise NoAnswer(UNEXPECTED_FORMAT)
    return found


def some_at(value: object, *path: str | int) -> list[object]:
    """Return the list at a path, an empty one where there is none."""
    found = at(value, *path)
    return found if isinstance(found, list) else []


def date_from(value: object) -> PublishedDate | None:
    """Read a date without a time; 1 January is what services write for the year alone."""
    date = read_date(value) if isinstance(value, str) else None
    return read_date(date.text[:4]) if date and date.text.endswith("-01-01") else date


def date_of_moment(value: object) -> PublishedDate | None:
    """Read the day of a moment as services write it, `2017-06-12T17:57:34Z`."""
    day, mark, _ = value.partition("T") if isinstance(value, str) else ("", "", "")
    return read_date(day) if mark else date_from(day)


def is_preprint_server(venue: str) -> bool:
    """Whether a venue's name is that of a server where nothing is accepted."""
    return fold(venue) in _PREPRINT_SERVERS
