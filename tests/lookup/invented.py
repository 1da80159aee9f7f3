"""Answers of services that nobody has ever sent."""

from __future__ import annotations

from collections.abc import Callable

from bot.config import LONGEST_AUTHOR, MOST_AUTHORS
from bot.fields.findings import Record, Unavailable, read_date
from bot.lookup.acl import AclAnthology
from bot.lookup.answers import Answer, Fetch, Found, NoAnswer, NotFound, Response
from bot.lookup.arxiv import ArXiv
from bot.lookup.crossref import Crossref
from bot.lookup.datacite import DataCite
from bot.lookup.openreview import OpenReview
from bot.lookup.semanticscholar import SemanticScholar
from bot.lookup.service import Service
from bot.text.clean import clean, fold, one_line
from tests.lookup.recordings import Always, reference

SERVICES: tuple[Callable[[Fetch], Service], ...] = (
    ArXiv,
    DataCite,
    AclAnthology,
    Crossref,
    OpenReview,
    SemanticScholar,
)


LINKS = ("arXiv:2407.15018", "https://aclanthology.org/P16-1154", "doi:10.1000/1")


def answers(response: Response | NoAnswer) -> list[Answer]:
    """Ask every service everything it takes, and look at what it gives."""
    given = []
    for service in SERVICES:
        built = service(Always(response))
        given += [built.by_identity(reference(link)) for link in LINKS]
        given += [built.by_title("x")]
    taken = [answer for answer in given if answer is not None]
    for answer in taken:
        check(answer)
    return taken


def check(answer: Answer) -> None:
    """Every text is one clean line, every date a real one."""
    assert isinstance(answer, Found | NotFound | Unavailable)
    if isinstance(answer, Unavailable):
        assert 5 < len(answer.why) < 60
    if isinstance(answer, Found):
        assert answer.records
        for record in answer.records:
            check_record(record)


def check_record(record: Record) -> None:
    assert record.title
    for text in (record.title, record.venue or "-"):
        assert text == one_line(clean(text))
        assert len(text) <= 4100
    assert len(record.authors.named) <= MOST_AUTHORS
    assert len({*map(fold, record.authors.named)}) == len(record.authors.named)
    for name in record.authors.named:
        assert name == one_line(clean(name))
        assert any(map(str.isalpha, name))
        assert len(name) <= LONGEST_AUTHOR
    assert record.date is None or read_date(record.date.text) == record.date
