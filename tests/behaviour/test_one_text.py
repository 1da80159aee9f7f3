"""What is written is the record of one text that was checked, never a mix of two reads."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.catalog.paper import Paper
from bot.config import branch_name
from bot.messages import blocks
from bot.messages.blocks import digest_of
from bot.messages.commits import read_trailers
from bot.submission.review import Accepted, Filed, review
from localhub.interference import Answer, Asked
from tests.conftest import TODAY, Bench
from tests.ours import issue_text, parse_catalog
from tests.papers import TEMPLATE, TITLE, assert_settled, open_pull, record
from tests.tiers import chosen, thorough

OTHER_TITLE = "Another Title, with Another Paper under It"
OTHER = (
    TEMPLATE.replace(TITLE, OTHER_TITLE)
    .replace("2502.11806v2", "2503.00001")
    .replace("Source Heads ,Retrieval Heads", "Mover Head")
    .replace("Follows translation", "Follows arithmetic")
    .replace("Finds the heads", "Ablates the heads")
    .replace("Fewer than 5%", "More than half")
)
ADD = "Add new paper:"
OTHER_ADD = f"{ADD} {OTHER_TITLE}"


class EditedBefore:
    """Let the author put another text into the issue right before one of a run's requests."""

    def __init__(self, bench: Bench, issue: int, call: int) -> None:
        self.bench, self.issue, self.left = bench, issue, call

    def __call__(self, _: Asked, answer: Callable[[], Answer]) -> Answer:
        self.left -= 1
        if self.left == 0:
            self.bench.hub.edit_issue(self.issue, title=OTHER_ADD, body=OTHER)
        return answer()


def read_whole(issue: int, title: str, body: str) -> tuple[str, Paper]:
    """Return the digest of a text and the record that it makes."""
    text = issue_text(title, body)
    found = review(Filed(text, parse_catalog("[]\n"), TODAY), issue)
    assert isinstance(found, Accepted)
    return digest_of(text), found.paper


def assert_of_one_text(bench: Bench, issue: int) -> str:
    """Assert that commit, record and pull request are of one text, and return its digest."""
    texts = dict(read_whole(issue, *text) for text in ((ADD, TEMPLATE), (OTHER_ADD, OTHER)))
    (pull,) = bench.hub.pulls()
    message = bench.hub.log(branch_name(issue))[0].message
    digest, _ = read_trailers(message)
    paper = texts[digest]
    assert record(bench.hub, issue) == paper
    assert f"Paper: {paper.title}" in message
    assert pull.title == f"Add paper: {paper.title}"
    assert blocks.memory_of(pull.body or "").digest == digest
    assert paper.title in bench.comment(issue)
    assert digest in bench.comment(issue)
    return digest


@pytest.mark.parametrize("call", chosen(range(1, 13), *range(1, 13, 2)))
def test_an_edit_before_any_request_leaves_the_pull_request_of_one_whole_text(
    bench: Bench, call: int
) -> None:
    issue = bench.hub.open_issue(ADD, TEMPLATE)
    bench.hub.clear_requests()
    bench.hub.interference = EditedBefore(bench, issue, call)

    bench.run(issue, action="opened")

    bench.hub.interference = None
    assert len(bench.hub.requests) == 12
    before = assert_of_one_text(bench, issue)
    bench.run(issue)
    after = assert_of_one_text(bench, issue)
    assert after == read_whole(issue, OTHER_ADD, OTHER)[0]
    assert (before == after) == (call == 1)
    assert_settled(bench, issue)


@thorough
def test_an_edit_while_an_edit_is_answered_leaves_one_whole_text_too(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    first = TEMPLATE.replace("5%", "4%")
    for call in range(1, 10):
        bench.hub.edit_issue(issue, title=ADD, body=TEMPLATE)
        bench.run(issue)
        assert "Fewer than 5%" in record(bench.hub, issue).get("summary.result")
        bench.hub.edit_issue(issue, title=ADD, body=first)
        bench.hub.interference = EditedBefore(bench, issue, call)

        bench.run(issue)

        bench.hub.interference = None
        written = record(bench.hub, issue)
        assert written in (
            read_whole(issue, ADD, first)[1],
            read_whole(issue, OTHER_ADD, OTHER)[1],
        )
        bench.run(issue)
        assert assert_of_one_text(bench, issue) == read_whole(issue, OTHER_ADD, OTHER)[0]
