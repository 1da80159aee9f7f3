"""What is odd in a README is named with its lines, and what is not odd is not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog import Paper
from bot.catalog.oddities import Placed, oddities
from bot.fields import Link
from tests.ours import OURS

A = "https://arxiv.org/abs/2401.00001"


def placed(line: int, title: str, url: str = "", tags: tuple[str, ...] = ()) -> Placed:
    links = (Link("arXiv", "Paper", url),) if url else ()
    return Placed(line, Paper(OURS, {"title": title, "links": links, "heads": tags}))


def test_a_paper_that_stands_twice_is_named_with_its_lines() -> None:
    listed = [placed(3, "On Ants"), placed(5, "On Bees"), placed(9, "on ants.")]
    assert oddities("", listed) == ["“On Ants” is listed 2 times: lines 3, 9"]


def test_one_number_for_two_papers_is_named_with_both() -> None:
    listed = [placed(3, "On Ants", A), placed(4, "On Bees", f"{A}v2")]
    assert oddities("", listed) == [
        "arxiv:2401.00001 stands for different papers: “On Ants”, line 3; “On Bees”, line 4"
    ]


def test_a_tag_in_two_spellings_is_named_with_where_each_is_first() -> None:
    listed = [placed(3, "A", tags=("multi-modal",)), placed(8, "B", tags=("Multimodal", "text"))]
    assert oddities("", listed) == [
        "One tag is spelled in 2 ways: "
        "“multi-modal”, first in line 3; “Multimodal”, first in line 8"
    ]


@pytest.mark.parametrize(
    ("readme", "found"),
    [
        ("a\n[paper]()", ["Line 2: the link leads nowhere"]),
        ("[paper](#)", ["Line 1: the link leads nowhere"]),
        ('<a href="">paper</a>', ["Line 1: the link leads nowhere"]),
        ("`[paper]()` and\n```\n[paper]()\n```\n", []),
        ("<!-- [paper]() -->[p](x)", []),
        ("<details>\n<b>x</b>", ["Line 1: <details> is not closed"]),
        ("x\n<b>x\n<i>y</i>", ["Line 2: <b> is not closed"]),
        ("<p>x<br>y<li>z<img src=x>", []),
        ("<div/><a id='x'/> <x> 3 < 4 > 2", []),
        ("<https://example.com> <b@example.com>", []),
        ("```\n<details>\n```\n", []),
    ],
)
def test_links_and_elements(readme: str, found: list[str]) -> None:
    assert oddities(readme, []) == found


def test_a_readme_that_github_cuts_is_said_with_what_helps() -> None:
    (said,) = oddities("x" * 1_024_000, [])
    assert said.startswith("The README has 1,024,000 bytes, and GitHub shows the first 512,000")
    assert "about 50 %" in said
    assert "most-shown" in said


def test_many_of_a_kind_are_counted() -> None:
    found = oddities("[x]()\n" * 25, [])
    assert len(found) == 11
    assert found[-1] == "and 15 more like that"


@given(st.text(st.sampled_from("<>/ab`~[]()#!-\n\"'= "), max_size=200))
def test_any_text_is_read(text: str) -> None:
    for said in oddities(text, []):
        assert "\n" not in said


@pytest.mark.parametrize(
    "piece", ["[", "`", "<a ", "<b>", "</b>", "<!--", "```\n", "[x](", "<a href=", "~", "<"]
)
def test_a_long_text_takes_time_in_proportion_to_its_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        begun = time.process_time()
        oddities(text, [])
        return time.process_time() - begun

    ratios = []
    for _ in range(5):
        ratios.append((seconds(200_000) + 0.05) / (seconds(100_000) + 0.05))
        if ratios[-1] <= 2.6:
            return
    raise AssertionError(ratios)
