"""The shared hostile issues are judged as they are marked, and soon."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pytest

from bot.catalog.catalog import Catalog
from bot.outputs.badges import tag_badge
from bot.submission.review import Accepted, Duplicate, Ignored, Rejected, Review, review_issue
from tests.behaviour.hostile.corpus import ISSUES, records, seed
from tests.behaviour.hostile.witness import read_badge, render_file
from tests.ours import parse_catalog, renderer, tag_key

TODAY = dt.date(2026, 1, 15)
ISSUE = 42
EMPTY = parse_catalog("[]\n")
VERDICTS = {"accept": Accepted, "reject": Rejected, "duplicate": Duplicate, "ignore": Ignored}
FIELDS = {
    "title": "title",
    "head": "heads",
    "published": "venue",
    "published date": "date",
    "innovation": "summary.innovation",
    "tasks": "summary.tasks",
    "significant result": "summary.result",
}
TITLED = {"st-bibtex": {"title"}}  # an entry of BibTeX names its paper
CORPUS = records("corpus.jsonl")
JUDGED = [record for record in CORPUS if record["must"]["verdict"] in VERDICTS]
SHOWN = [record for record in CORPUS if record["must"].keys() & {"present", "badge_roundtrip"}]


def by_id(record: dict[str, Any]) -> str:
    return str(record["id"])


def judge(record: dict[str, Any]) -> Review:
    catalog: Catalog = seed() if record["must"].get("seed") else EMPTY
    body = (record["body"] or "").replace("{ISSUE}", str(ISSUE))
    return review_issue(record["title"], body, frozenset(), catalog, TODAY, ISSUE)


@pytest.mark.parametrize("record", JUDGED, ids=by_id)
def test_a_record_gets_the_verdict_and_fields_that_it_must(record: dict[str, Any]) -> None:
    must = record["must"]
    review = judge(record)
    assert isinstance(review, VERDICTS[must["verdict"]]), review
    if isinstance(review, Rejected):
        named = {problem.field for problem in review.problems}
        wanted = {FIELDS[name] for name in must.get("errors", ())}
        assert wanted - TITLED.get(record["id"], set()) <= named
    if isinstance(review, Accepted):
        fields = stored(review)
        for name, wanted in {**must["expect"], **must.get("expect_optional", {})}.items():
            if name == "heads":
                assert fields[name] == [tag_key(head) for head in wanted]
            else:
                choices = wanted if isinstance(wanted, list) else [wanted]
                assert fields[name] in [" ".join(str(choice).split()) for choice in choices]


def stored(review: Accepted) -> dict[str, Any]:
    """Return the fields of an accepted paper by the names of the corpus, blanks collapsed."""
    paper = review.paper
    fields: dict[str, str] = {
        "title": paper.title,
        "published": paper.venue,
        "innovation": paper.get("summary.innovation"),
        "tasks": paper.get("summary.tasks"),
        "significant_result": paper.get("summary.result"),
        "date": str(paper.date),
        "paper_url": next((link.url for link in paper.links if link.kind == "Paper"), ""),
        "code_url": next((link.url for link in paper.links if link.kind == "Code"), ""),
    }
    heads = [tag_key(head) for head in paper.tags]
    return {**{key: " ".join(text.split()) for key, text in fields.items()}, "heads": heads}


@pytest.mark.parametrize("record", CORPUS, ids=by_id)
def test_a_record_is_judged_in_time_and_quoted_in_short(record: dict[str, Any]) -> None:
    begin = time.process_time()
    review = judge(record)
    assert time.process_time() - begin < record["must"].get("max_seconds", 1)
    if isinstance(review, Rejected):
        assert all(len(problem.read) <= 80 for problem in review.problems)
        assert all(len(problem.message) < 400 for problem in review.problems)


@pytest.mark.parametrize("record", SHOWN, ids=by_id)
def test_a_record_that_is_listed_reads_as_it_was_written(record: dict[str, Any]) -> None:
    must, review = record["must"], judge(record)
    if not isinstance(review, Accepted):
        assert must["verdict"] == "safe"  # to refuse it is right as well
        return
    paper = review.paper
    page = render_file(renderer().files(EMPTY.with_paper(paper))["README.md"])
    (row,) = (each for each in page.body.find("p") if each.get("id"))
    badges_shown = [image.get("src") for image in row.find("img")]
    shown = row.text() + "\n".join(image.get("alt") for image in row.find("img"))
    assert all(text in shown for text in must.get("present", ()))
    if "badge_roundtrip" in must:
        badges = [read_badge(address)[0] for address in badges_shown[: len(paper.tags)]]
        assert badges == list(paper.tags)
        # The list may spell a name its own way, in capitals.
        wanted = [head.casefold() for head in must["badge_roundtrip"]]
        assert [badge.casefold() for badge in badges] == wanted
        assert badges_shown[: len(paper.tags)] == [tag_badge(head) for head in paper.tags]


def test_the_corpus_holds_every_kind_of_verdict() -> None:
    assert len(CORPUS) >= ISSUES
    assert {record["must"]["verdict"] for record in CORPUS} == {*VERDICTS, "safe"}
