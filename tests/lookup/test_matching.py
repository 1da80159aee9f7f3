"""Titles are compared as measured on recorded answers."""

from __future__ import annotations

import itertools
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.similarity import OFFERED, is_same, normalise, ratio
from tests.paths import LISTED as PAPERS


@pytest.mark.parametrize(
    ("a", "b", "measured"),
    [
        (
            "A Cross-Residual Learning for Image Recognition",
            "Deep Residual Learning for Image Recognition",
            0.879,
        ),
        (
            "Effect of native oxide layers on copper thin-film tensile properties: A study",
            "Effect of native oxide layers on copper thin-film tensile properties:"
            " A reactive molecular dynamics study",
            0.844,
        ),
        (
            "ChemCrow: Augmenting large-language models with chemistry tools",
            "Augmenting large language models with chemistry tools",
            0.922,
        ),
        ("Attention is All you Need", "Attention Is All You Need.", 1.0),
        ("What Does {GPT-2} Attend To?", "What does GPT-2 attend to", 1.0),
        ("It’s “Heads” All the Way Down", 'It\'s "Heads" all the way down', 1.0),
        ("Sch&ouml;lkopf &amp;amp; Heads", "Scho\u0308lkopf & heads", 1.0),
        (r"Sch{\"o}lkopf's \emph{Heads}", "Schölkopf's Heads", 1.0),
        ("A <i>study</i> of H<sub>2</sub>O heads", "A study of H2O heads", 1.0),
        ("Heads where p < 0.05 and q > 1", "Heads where p &lt; 0.05 and q &gt; 1", 1.0),
        ("Attention", "", 0.0),
        ("Heads & Tails", "Heads and Tails", 1.0),
        (r"Heads \& Tails", "Heads &amp; tails", 1.0),
        ("???", "!!!", 0.0),
    ],
)
def test_ratio_is_the_measured_one_both_ways(a: str, b: str, measured: float) -> None:
    assert ratio(a, b) == pytest.approx(measured, abs=0.0006)
    assert ratio(b, a) == ratio(a, b)


def test_no_two_papers_of_a_real_list_are_near_enough_to_be_offered() -> None:
    listed = json.loads(PAPERS.read_text(encoding="utf-8"))
    titles = [paper["title"] for paper in listed]
    nearest = max(itertools.starmap(ratio, itertools.combinations(titles, 2)))
    assert nearest < OFFERED - 0.1
    assert not any(itertools.starmap(is_same, itertools.combinations(titles, 2)))


@given(st.text())
def test_normalising_twice_changes_nothing(title: str) -> None:
    assert normalise(normalise(title)) == normalise(title)


@pytest.mark.parametrize("title", ["\u0301\u0316" * 200_000, "<a" * 100_000, "{\\" * 100_000])
def test_a_hostile_title_takes_no_time(title: str) -> None:
    begin = time.process_time()
    ratio(title, title)
    assert time.process_time() - begin < 1
