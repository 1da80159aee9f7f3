"""Fuzz the answers of look-up services, and what is written with what was read of them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.lookup.acl import AclAnthology
from bot.lookup.answers import Response
from bot.lookup.arxiv import ArXiv
from bot.lookup.crossref import Crossref
from bot.lookup.datacite import DataCite
from bot.lookup.lookup import LookUp
from bot.lookup.openreview import OpenReview
from bot.lookup.semanticscholar import SemanticScholar
from bot.lookup.service import Service
from bot.messages.markers import fill_pull
from bot.submission.review import Accepted, Duplicate, review_issue
from tests.behaviour.hostile.cases import FIELDS, TITLE, template
from tests.behaviour.hostile.witness import acted_on_in
from tests.behaviour.hostile.written import check_page
from tests.fuzz.parser import LISTED, TODAY
from tests.fuzz.words import shared_lines, text_of
from tests.fuzz.written import DIGEST, FILED, ISSUE, NUMBER, PULL, RENDERER, check_written
from tests.lookup.invented import answers
from tests.lookup.recordings import Always
from tests.lookup.shapes import Paper, answers_of

ROOMS = (
    "lookup/acl.py", "lookup/arxiv.py", "lookup/crossref.py", "lookup/datacite.py",
    "lookup/formats.py", "lookup/service.py", "lookup/openreview.py",
    "lookup/semanticscholar.py", "fields/findings.py", "submission/complete.py",
)  # fmt: skip
_BODIES = (template(), template(extra="Link: https://arxiv.org/abs/2407.15018\n"))


def target(data: bytes) -> None:
    """Give every service one answer: status and media type are its first line, the rest its text.

    No service raises, and nothing of the answer is live in what is written of the paper.
    """
    first, _, text = text_of(data).partition("\n")
    status, _, kind = first.partition(" ")
    response = Response(int(status) if status in ("400", "404") else 200, kind.lower(), text)
    answers(response)
    for body in _BODIES:
        check_looked_up(body, response)


def check_looked_up(body: str, response: Response) -> None:
    """Check all that is written for a paper that every service gives this answer for."""
    services: dict[str, Service] = {
        "arxiv": ArXiv(Always(response)),
        "datacite": DataCite(Always(response)),
        "acl": AclAnthology(Always(response)),
        "crossref": Crossref(Always(response)),
        "openreview": OpenReview(Always(response)),
        "semanticscholar": SemanticScholar(Always(response)),
    }
    review = review_issue("", body, frozenset(), LISTED, TODAY, ISSUE, LookUp(services))
    if isinstance(review, Duplicate):  # by an address that a service gives for the title
        assert "Link:" not in body
        check_written(review, "", LISTED)
        return
    assert isinstance(review, Accepted)
    paper, notes = review.paper, review.notes
    assert (paper.title, paper.venue) == (TITLE, FIELDS["published"])
    # What a service offers has its own address, which no text has but those for the reviewer.
    unlinked = tuple(note._replace(url="") for note in notes)
    check_written(review._replace(notes=unlinked), "", LISTED)
    links = [note.url for note in notes if note.url]
    comment = check_page(fill_pull(RENDERER.accepted(review, DIGEST), NUMBER), [paper], *links)
    assert acted_on_in(comment) == [f"reference: {PULL}"]
    check_page(RENDERER.pulls.pull_request(FILED, review, DIGEST), [paper], *links)


def seeds() -> Iterator[bytes]:
    """Yield each service's answer for the paper."""
    paper = Paper(
        TITLE, arxiv="2407.15018", venue="ICLR", doi="10.1000/1", acl="P16-1154",
        openreview="NpsVSN6o4ul",
    )  # fmt: skip
    for _, answer in answers_of(paper):
        yield f"200 {answer.content_type}\n{answer.body!s}".encode()


def shared_seeds() -> Iterator[bytes]:
    """Yield the hostile ones where they lie beside the repository."""
    for line in shared_lines("lookups.jsonl"):
        record = json.loads(line)
        if not record["body"].startswith("@@"):
            text = f"{record['status']} {record['content_type']}\n{record['body']}"
            yield text.encode("utf-8", "surrogatepass")
