"""A hostile README leads to a pull request whose text and forms do nothing of their own."""

from __future__ import annotations

import itertools

import pytest

from bot.listing import stand_in
from bot.messages import Renderer
from bot.outputs import Configured, proposed
from tests.behaviour.hostile.values import values_of_issues
from tests.lists_hostile import shown
from tests.tiers import chosen

GITHUB_TAKES = 65_536


def block_of(made: Configured) -> str:
    return Renderer(made.form).pulls.configure(made, is_ours=True)


def readme_with(values: list[str]) -> str:
    lines = (
        f"- [{value}](https://arxiv.org/abs/2401.{number:05}) {value}, `{value}`"
        for number, value in enumerate(" ".join(each.split()) for each in values)
    )
    return "# Papers\n\n## Ants\n\n" + "\n".join(lines) + "\n"


def assert_inert(text: str) -> None:
    page = shown(text)
    assert {tag for tag, *_ in page.elements} <= {
        *("p", "h3", "strong", "code", "pre", "ul", "ol", "li", "br", "comment"),
        *("table", "tr", "th", "td", "details", "summary", "tbody", "thead"),
    }
    assert not page.addresses
    assert not page.emoji


@pytest.mark.parametrize("part", chosen(range(8), 0))
def test_what_a_readme_says_is_shown_and_not_live(part: int) -> None:
    values = values_of_issues()[part::8]
    for some in itertools.batched(values, 40) if hasattr(itertools, "batched") else (values,):
        made = proposed({"README.md": readme_with([*some])}.get, "papers")
        assert_inert(block_of(made))


def test_a_text_of_any_size_is_taken_by_github() -> None:
    long = "[" * 30 + "<" * 60 + "@a " * 20
    made = proposed({"README.md": readme_with([f"{long}{n}" for n in range(1000)])}.get, "papers")
    assert len(block_of(made)) <= GITHUB_TAKES - 1000


@pytest.mark.parametrize("flaw", ["@octocat", "<img src=x>", "```\n# x", "{{ 7 * 7 }}", "[x](y)"])
def test_a_flaw_of_a_description_is_shown_and_not_live(flaw: str) -> None:
    said = Renderer(stand_in("")).pulls.misdescribed(f"a line\n{flaw}\n")
    page = shown(said)
    assert {tag for tag, *_ in page.elements} <= {"p", "pre", "code", "comment"}
    assert not page.addresses
