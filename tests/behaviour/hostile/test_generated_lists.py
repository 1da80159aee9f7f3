"""Hostile issues to generated lists: every page shows the paper as text, and nothing live."""

from __future__ import annotations

import pytest

from bot.catalog.catalog import parse_catalog
from bot.listing.description import Description
from bot.listing.questions import questions
from bot.messages.comments import Renderer
from bot.submission.review import Accepted, review_issue
from tests import two_languages
from tests.behaviour.hostile.values import values_of_issues
from tests.conftest import PAPERS, TODAY
from tests.lists_hostile import addresses_of, shown
from tests.lists_on_hub import answered
from tests.ours import OURS

LISTS = {
    "ai-memory": (two_languages.FORM, two_languages.LISTED),
    "attention-heads": (OURS, PAPERS),
}
USUAL = {
    "title": "A Quiet Title of a Paper",
    "published": "2026-01-10",
    "date": "2026-01-10",
    "source": "arXiv",
    "venue": "arXiv",
    "heads": "Quiet, Silent",
    "tags": "Quiet, Silent",
    "section": "Survey",
    "summary": "- Innovation: Is new.\n- Tasks: Was tried.\n- Significant Result: Came out.",
    "bullets": "- Innovation: Is new.\n- Tasks: Was tried.\n- Significant Result: Came out.",
    "bullets_zh": "",
    "paper": "https://arxiv.org/abs/2601.12345",
    "link": "https://arxiv.org/abs/2601.12345",
    "code": "https://github.com/quiet/paper",
}


def pages_with(form: Description, listed: str, accepted: Accepted) -> dict[str, str]:
    """Return the lines that a paper adds to each page of its list."""
    catalog = parse_catalog(listed, form)
    before = Renderer(form).files(catalog)
    after = Renderer(form).files(catalog.with_paper(accepted.paper))
    return {
        path: "\n".join(
            line for line in text.splitlines() if line not in before.get(path, "").splitlines()
        )
        for path, text in after.items()
        if path.endswith(".md")
    }


def verdict_on(form: Description, listed: str, key: str, value: str) -> object:
    """Return what becomes of a paper of which one answer is hostile."""
    asked = {each.id: USUAL[each.id] for each in questions(form)} | {key: value}
    body = answered(form, asked)
    labels = frozenset({form.submission.label})
    return review_issue("Add new paper: ", body, labels, parse_catalog(listed, form), TODAY, 7)


@pytest.mark.parametrize(
    ("name", "step"),
    [
        *((name, 12) for name in LISTS),
        *(pytest.param(name, 4, marks=pytest.mark.thorough) for name in LISTS),
    ],
)
def test_a_hostile_value_of_any_field_is_refused_or_shown_as_text(name: str, step: int) -> None:
    form, listed = LISTS[name]
    quiet = verdict_on(form, listed, "title", USUAL["title"])
    assert isinstance(quiet, Accepted)
    pages = pages_with(form, listed, quiet)
    usual = {each for text in pages.values() for each in shown(text).elements}
    usual |= {("b",), ("wbr",), ("span", "title"), ("ul",), ("li",), ("p",), ("a", "id")}
    written = 0
    for value in values_of_issues()[::step]:
        for question in questions(form):
            verdict = verdict_on(form, listed, question.id, value)
            if not isinstance(verdict, Accepted):
                continue
            written += 1
            own = addresses_of(verdict.paper)
            for path, text in pages_with(form, listed, verdict).items():
                seen = shown(text)
                assert seen.elements <= usual, (path, seen.elements - usual, text)
                assert not seen.emoji, (path, text)
                for address in seen.addresses:
                    ours = address.startswith(("#", "papers/", "../", "tags", "heads"))
                    is_badge = address.startswith("https://img.shields.io/badge/")
                    assert ours or is_badge or address in own, (path, address)
    assert written > 10
