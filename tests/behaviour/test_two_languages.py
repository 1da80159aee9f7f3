"""The whole way of papers to a generated list in two languages, from issue to merge."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.catalog.catalog import parse_catalog
from bot.config import branch_name
from bot.messages.comments import Renderer
from localhub.records import TickingClock
from tests.conftest import TODAY, Bench
from tests.papers import assert_settled
from tests.reworded import ReadableHub
from tests.two_languages import DESCRIPTION, FORM, LISTED

BODY = """### Title

A Study of Memories

### Date

2026-01-10

### Head

agent memory, Forgetting

### Published

arXiv

### Section

Systems & Models

### Summary

- Innovation: Says what is **new**.
- Tasks: Says what was tried.
- Significant Result: Says what came out.

### 摘要

_No response_

### Paper Link

https://arxiv.org/abs/2601.12345
"""


@pytest.fixture
def memories(tmp_path: Path) -> Iterator[Bench]:
    """A list in two languages with two papers."""
    pages = Renderer(FORM).files(parse_catalog(LISTED, FORM))
    files = {**DESCRIPTION, "papers.json": LISTED, **pages}
    with ReadableHub.create(tmp_path, files) as hub:
        hub.clock = TickingClock(dt.datetime.combine(TODAY, dt.time(), dt.UTC))
        yield Bench(hub, tmp_path)


def opened(bench: Bench, body: str) -> tuple[int, int]:
    issue = bench.hub.open_issue("Add new paper: ", body, author="contributor")
    (outcome,) = bench.run(issue)
    assert outcome.pull is not None, bench.comment(issue)
    return issue, outcome.pull


def assert_generated(bench: Bench, ref: str) -> None:
    """Assert that every page at a commit is what its list makes."""
    papers = bench.hub.read(ref, "papers.json") or ""
    for path, text in Renderer(FORM).files(parse_catalog(papers, FORM)).items():
        assert bench.hub.read(ref, path) == text


def test_a_paper_stands_on_the_pages_of_both_languages(memories: Bench) -> None:
    issue, _ = opened(memories, BODY)
    branch = branch_name(issue)
    (*_, added) = json.loads(memories.hub.read(branch, "papers.json") or "")
    assert (added["tags"], added["section"]) == (["Agent Memory", "Forgetting"], "Systems & Models")
    assert added["bullets"][0] == "Says what is **new**."
    assert_generated(memories, branch)
    for page in ("README.md", "README_cn.md"):
        assert "• Says what is <b>new</b>.<br>" in (memories.hub.read(branch, page) or "")


def test_a_second_paper_is_rebuilt_after_the_merge_of_the_first(memories: Bench) -> None:
    other = BODY.replace("A Study of Memories", "Another Study").replace("12345", "12346")
    first, second = opened(memories, BODY), opened(memories, other)
    memories.hub.merge_pull(first[1])
    memories.run(first[1], "pull_request", "closed")
    memories.run(None, "schedule", None)
    assert_generated(memories, branch_name(second[0]))
    memories.hub.merge_pull(second[1])
    memories.run(None, "schedule", None)
    assert_generated(memories, "main")
    assert_settled(memories, first[0], second[0])
    readme = memories.hub.read("main", "README_cn.md") or ""
    assert all(title in readme for title in ("A Study of Memories", "Another Study"))
