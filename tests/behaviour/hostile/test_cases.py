"""Hostile and odd issues of our own get the answer that a maintainer would give."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter

import pytest

from bot.catalog.paper import Paper
from bot.fields.reading import Note
from bot.submission.review import Accepted, Duplicate, Ignored, Rejected, Review
from tests.behaviour.hostile.cases import CASES, Case, judge, listed
from tests.behaviour.hostile.corpus import records

TODAY = dt.date(2026, 1, 15)
ISSUE = 7
VERDICTS = {
    "accepted": Accepted,
    "rejected": Rejected,
    "duplicate": Duplicate,
    "ignored": Ignored,
}


def test_the_set_is_large_and_each_of_its_kinds_is_there() -> None:
    assert len(CASES) >= 100
    assert len({case.id for case in CASES}) == len(CASES)
    assert sum(case.policy for case in CASES) >= 15
    assert min(Counter(case.category for case in CASES).values()) >= 3


def test_the_set_has_every_category_of_the_corpus() -> None:
    categories = {record["category"] for record in records("corpus.jsonl")}
    assert categories <= {case.category for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_gets_its_answer(case: Case) -> None:
    begin = time.process_time()
    review = judge(case, listed(), ISSUE, TODAY)
    assert time.process_time() - begin < case.seconds
    assert isinstance(review, VERDICTS[case.verdict]), review
    assert case.notes <= {(note.field, note.code) for note in notes_of(review)}
    if isinstance(review, Rejected):
        assert {problem.field for problem in review.problems} == case.errors
    if isinstance(review, Accepted):
        fields = fields_of(review.paper)
        assert {name: fields[name] for name in case.fields} == case.fields
        for text in case.present:
            assert any(text in str(value) for value in fields.values())


def notes_of(review: Review) -> tuple[Note, ...]:
    return () if isinstance(review, Ignored) else review.notes


def fields_of(paper: Paper) -> dict[str, object]:
    """Return the values of a record in one level, its links as addresses."""
    record = paper.record()
    return {**record, **record["summary"], "links": [link.url for link in paper.links]}
