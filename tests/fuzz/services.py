"""Fuzz the answers of look-up services, and what is written with what was read of them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.catalog import parse_catalog
from bot.metadata.acl import AclAnthology
from bot.metadata.answers import Response, Service
from bot.metadata.arxiv import ArXiv
from bot.metadata.crossref import Crossref
from bot.metadata.datacite import DataCite
from bot.metadata.lookup import LookUp
from bot.metadata.openreview import OpenReview
from bot.metadata.semanticscholar import SemanticScholar
from bot.rendering import Renderer, pull_title
from bot.validation import Accepted, Duplicate, review_issue
from tests.fuzz.parser import LISTED
from tests.fuzz.words import shared_lines, text_of
from tests.metadata.recordings import Always
from tests.metadata.shapes import Paper, answers_of
from tests.metadata.test_services_hostile import answers
from tests.test_hostile_output import (
    DIGEST,
    ISSUE,
    ORDINARY,
    PULL,
    TEMPLATE,
    TODAY,
    check_characters,
    check_comment,
    check_inert,
    check_table,
    generated_part,
    without_code,
)

ROOMS = (
    "metadata/acl.py", "metadata/arxiv.py", "metadata/crossref.py", "metadata/datacite.py",
    "metadata/formats.py", "metadata/markup.py", "metadata/openreview.py",
    "metadata/semanticscholar.py", "findings.py", "completion.py",
)  # fmt: skip
_RENDERER = Renderer()
_TITLE = ORDINARY["title"]
_BODY = f"{TEMPLATE.format(**ORDINARY)}Link: https://arxiv.org/abs/2407.15018\n"


def target(data: bytes) -> None:
    """Give every service one answer: status and media type are its first line, the rest its text.

    No service raises, and nothing of the answer is live in what is written of the paper.
    """
    first, _, text = text_of(data).partition("\n")
    status, _, kind = first.partition(" ")
    response = Response(int(status) if status in ("400", "404") else 200, kind.lower(), text)
    answers(response)
    for body in (_BODY, TEMPLATE.format(**ORDINARY)):
        check_written(body, response)


def check_written(body: str, response: Response) -> None:
    """Check row, comment, pull request and commit of a paper that is looked up."""
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
        assert review.listed in LISTED.papers
        return
    assert isinstance(review, Accepted)
    paper, notes = review.paper, review.notes
    assert (paper.title, paper.venue) == (_TITLE, "arXiv")
    grown = LISTED.with_paper(paper)
    assert parse_catalog(grown.text).papers == grown.papers
    check_table(generated_part(_RENDERER.readme(grown)))
    links = {link.url for link in paper.links} | {note.url for note in notes if note.url}
    comment = _RENDERER.accepted(paper, notes, PULL, DIGEST, hands_off=False)
    check_inert(without_code(check_comment(comment, links)), [PULL])
    pull = _RENDERER.pull_request(ISSUE, review, DIGEST)
    check_inert(without_code(check_comment(pull, links)), [f"Closes #{ISSUE}"])
    squashed = f"{pull_title(paper)}\n\n{pull.replace(DIGEST, '')}"
    check_inert(squashed, [f"Closes #{ISSUE}"])
    for text in (comment, pull):
        check_characters(text)
        text.encode()


def seeds() -> Iterator[bytes]:
    """Give each service's answer for the paper."""
    paper = Paper(
        _TITLE, arxiv="2407.15018", venue="ICLR", doi="10.1000/1", acl="P16-1154",
        openreview="NpsVSN6o4ul",
    )  # fmt: skip
    for _, answer in answers_of(paper):
        yield f"200 {answer.content_type}\n{answer.body!s}".encode()


def shared_seeds() -> Iterator[bytes]:
    """Give the hostile ones where they lie beside the repository."""
    for line in shared_lines("lookups.jsonl"):
        record = json.loads(line)
        if not record["body"].startswith("@@"):
            text = f"{record['status']} {record['content_type']}\n{record['body']}"
            yield text.encode("utf-8", "surrogatepass")
