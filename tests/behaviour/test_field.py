"""What contributors of other lists typed is read as they meant it, or they are told.

Each file of tests for a kind of value holds small cases of its own beside these.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import pytest

from bot.catalog.catalog import Catalog
from bot.submission.review import Accepted, Review, review_issue
from tests.beside import file_of, loaded
from tests.ours import parse_catalog
from tests.paths import PROJECT

TODAY = dt.date(2026, 11, 29)
LABELS = frozenset({"add-new-paper"})
SUMMARY = """Summary:
- Innovation: Names the heads that carry toys.
- Tasks: Path patching on three models.
- Significant Result: Six heads do nearly all of it.
"""


@cache
def the_list() -> Catalog:
    return parse_catalog((PROJECT / "tests/data/papers.json").read_text(encoding="utf-8"))


def judge(title: str, body: str, labels: frozenset[str] = LABELS) -> Review:
    return review_issue(title, body, labels, the_list(), TODAY, 42)


def told(review: Review) -> dict[str, Any]:
    """Return what a review says, under the names that the examples use."""
    said: dict[str, Any] = {"verdict": type(review).__name__.lower()}
    if isinstance(review, Accepted):
        paper = review.paper
        said |= {
            "title": paper.title,
            "venue": paper.venue,
            "date": str(paper.date) if paper.date else None,
            "heads": list(paper.tags),
            "links": [link.url for link in paper.links],
            "badges": [link.label for link in paper.links],
        }
    return said


INPUTS: dict[str, dict[str, Any]] = loaded("field/inputs/expected.json")


@pytest.mark.parametrize("name", INPUTS)
def test_an_input_is_judged_as_its_person_meant_it(name: str) -> None:
    record = INPUTS[name]
    body = file_of(f"field/inputs/{name}.md").read_text(encoding="utf-8")
    review = judge(record["issue_title"], body, frozenset(record["labels"]))
    said, wanted = told(review), dict(record["expected"])
    note = wanted.pop("has_note", None)
    unwanted = {key[4:]: wanted.pop(key) for key in list(wanted) if key.startswith("not_")}
    assert {key: said.get(key) for key in wanted} == wanted, review
    assert not [key for key, value in unwanted.items() if said.get(key) == value]
    notes = {f"{each.field}/{each.code}" for each in getattr(review, "notes", ())}
    assert note is None or note in notes


# What is left of a title once the marks around it are off.
BARE_TITLES = {
    "BradyFU#252": (
        "Are VLMs Ready for Autonomous Driving? An Empirical Study from the Reliability, "
        "Data, and Metric Perspectives"
    ),
    "YangLing#10": "DiffusionNER: Boundary Diffusion for Named Entity Recognition",
    "DavidZWZ#6": (
        "mrag: Elucidating the design space of multi-modal retrieval-augmented generation"
    ),
    "amusi#247": "PAVE: Patching and Adapting Video Large Language Models",
    "zjunlp#44": "In-the-Flow Agentic System Optimization for Effective Planning and Tool Use",
    "Thinklab#12": (
        "FutureSightDrive: Visualizing Trajectory Planning with Spatio-Temporal CoT for "
        "Autonomous Driving"
    ),
    "Thinklab#2": (
        "DiLu: A Knowledge-Driven Approach to Autonomous Driving with Large Language Models"
    ),
    "DLPaper#14": "Semi-Supervised Classification with Graph Convolutional Networks",
    "hijkzzz#61": (
        "Scaling of Search and Learning: A Roadmap to Reproduce o1 from Reinforcement "
        "Learning Perspective"
    ),
    "mbzuai#4b": ("Safety Tax: Safety Alignment Makes Your Large Reasoning Models Less Reasonable"),
    "corca#31": (
        "Don't Listen To Me: Understanding and Exploring Jailbreak Prompts of Large Language Models"
    ),
    "GT-RIPL#13": (
        "Instruct2Act: Mapping Multi-modality Instructions to Robotic Actions with Large "
        "Language Model"
    ),
    "chrisliu#10": (
        "LLM-Eraser: Optimizing Large Language Model Unlearning through Selective Pruning"
    ),
    "ydyjya#32": (
        "OpenUnlearning: Accelerating LLM Unlearning via Unified Benchmarking of Methods "
        "and Metrics"
    ),
    "Watermark#15": "Learning to Watermark LLM-generated Text via Reinforcement Learning",
}
FILLED: list[dict[str, Any]] = loaded("field/template-filled.json")


@pytest.mark.parametrize("record", FILLED, ids=lambda record: record["source"])
def test_the_filled_template_gives_its_venue_its_day_and_its_links(record: dict[str, Any]) -> None:
    body = (
        f"Title: {record['title']}\nHead: Toy Head\nPublished: {record['published']}\n"
        f"{record['lines']}\n{SUMMARY}"
    )
    review = judge("Add new paper:", body)
    assert isinstance(review, Accepted), review
    paper = review.paper
    assert paper.venue == record["want_venue"]
    day = record["want_date"]  # a year alone is true, but no day to list a paper under
    assert (str(paper.date) if paper.date else None) == (day if len(day or "") == 10 else None)
    assert len(paper.links) == record["want_links"]
    assert paper.title == BARE_TITLES.get(record["source"], record["title"])


BODIES: list[dict[str, Any]] = loaded("field/bodies/expected.json")


@pytest.mark.parametrize("labels", [LABELS, frozenset()], ids=["labelled", "unlabelled"])
@pytest.mark.parametrize("record", BODIES, ids=lambda record: record["file"][:-3])
def test_no_body_as_filed_is_accepted_with_a_wrong_fact(
    record: dict[str, Any], labels: frozenset[str]
) -> None:
    body = file_of(f"field/bodies/{record['file']}").read_text(encoding="utf-8")
    review = judge(record["issue_title"], body, labels)
    wanted = record["expected"]
    if isinstance(review, Accepted):
        said = told(review)
        assert said["title"] == wanted["title"]
        assert not wanted["several"]
        assert set(wanted["paper"]) <= set(said["links"])
        assert said["venue"] == wanted["venue"]
