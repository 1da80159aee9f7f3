"""Submissions that several tests file."""

from __future__ import annotations

import re
from typing import Any

from bot.catalog.paper import Paper
from bot.config import branch_name
from localhub import LocalHub
from tests.conftest import Bench
from tests.ours import changed, parse_catalog, renderer

TITLE = "Exploring Translation Mechanism of Large Language Models"
TEMPLATE = f"""Title: {TITLE}
Head: Source Heads ,Retrieval Heads
Published: arxiv, 2025-02-17, https://arxiv.org/pdf/2502.11806v2
Summary:
- Innovation: Follows translation through single heads.
- Tasks: Finds the heads that matter, then tunes them.
- Significant Result: Fewer than 5% of the heads are crucial.
"""
WITHOUT_TASKS = TEMPLATE.replace("- Tasks: Finds the heads that matter, then tunes them.\n", "")
# The listed paper of the bench, as its entry has it.
LISTED = """Title: Retrieval head mechanistically explains long-context factuality
Head: Retrieval Heads
Published: arxiv, 2024-04-24, https://arxiv.org/pdf/2404.15574v3
Summary:
- Innovation: Says what is new.
- Tasks: Says what was tried.
- Significant Result: Says what came out.
"""


def another(number: int) -> str:
    """Return a valid submission of another paper for each number."""
    body = TEMPLATE.replace(TITLE, f"{TITLE} {number}")
    return body.replace("2502.11806v2", f"2502.{number:05}")


def open_pull(bench: Bench, body: str = TEMPLATE, author: str = "contributor") -> tuple[int, int]:
    """File an issue, let the bot answer, and return the numbers of issue and pull request."""
    issue = bench.hub.open_issue("Add new paper:", body, author=author)
    (outcome,) = bench.run(issue)
    assert outcome.pull is not None
    return issue, outcome.pull


def record(hub: LocalHub, issue: int) -> Paper:
    """Return the record that an issue's branch holds."""
    papers = parse_catalog(hub.read(branch_name(issue), "papers.json") or "")
    paper = papers.of_issue(issue)
    assert paper is not None
    return paper


def commit_to_record(hub: LocalHub, issue: int, **update: Any) -> None:
    """Let a maintainer change fields of an issue's record, on its branch."""
    branch = branch_name(issue)
    catalog = parse_catalog(hub.read(branch, "papers.json") or "")
    (place,) = (n for n, paper in enumerate(catalog.papers) if paper.issue == issue)
    paper = changed(catalog.papers[place], **update)
    text = catalog.with_changed({place: paper}).text
    hub.commit_files(branch, {"papers.json": text}, "Say it better")


def assert_settled(bench: Bench, *issues: int) -> None:
    """Assert that neither the sweep nor an event for these issues has anything left to write."""
    before = bench.hub.snapshot()
    bench.run(None, "schedule", None)
    for issue in issues:
        bench.run(issue)
    assert bench.hub.snapshot() == before


def mentions(text: str) -> list[str]:
    """Return the numbers of issues and pull requests that a text refers to."""
    return re.findall(r"#\d+", text)


FORM = f"""### Title

{TITLE}

### Published Date

2025-2-17

### Source

arXiv

### Head Name

Source Head

### Paper Link

_No response_

### Code Link

_No response_

### Summary

- Innovation: Follows translation through single heads.
- Tasks: Finds the heads that matter, then tunes them.
- Significant Result: Fewer than 5% of the heads are crucial.
"""


def assert_rendered(bench: Bench, issue: int) -> None:
    branch = branch_name(issue)
    catalog = parse_catalog(bench.hub.read(branch, "papers.json") or "")
    assert bench.hub.read(branch, "README.md") == renderer().files(catalog)["README.md"]


WITH_CODE = LISTED.replace(
    "Summary:", "Code: https://github.com/nightdessert/Retrieval_Head\nSummary:"
)
