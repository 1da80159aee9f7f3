"""A generated list in two languages: its pages, their groups, and what stands for what."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.catalog.catalog import Catalog, parse_catalog
from bot.messages.comments import Renderer
from bot.outputs.files import is_own
from bot.outputs.pages import is_generated
from tests.two_languages import FORM, record


def listing(*records: dict[str, Any]) -> Catalog:
    return parse_catalog(json.dumps(records), FORM)


def files_of(*records: dict[str, Any]) -> dict[str, str]:
    return Renderer(FORM).files(listing(*records))


def test_each_language_has_a_page_with_its_own_titles_and_sentences() -> None:
    files = files_of(record(1), record(2))
    english, chinese = files["README.md"], files["README_cn.md"]
    assert "<strong>Survey</strong></summary>" in english
    assert "<strong>综述</strong></summary>" in chinese
    assert "新意" not in english
    assert "Says" not in chinese
    assert "说明第 1 篇的新意。" in chinese


def test_no_page_sends_people_to_a_template_that_only_the_bot_has() -> None:
    for path, text in files_of(*map(record, range(2000))).items():
        first = text.partition("\n")[0]
        assert first == (
            "<!-- Generated from papers.json by the bot that keeps the list. Edit that file. -->"
        ), path


def test_a_sentence_that_lacks_a_translation_stands_in_the_first_language() -> None:
    (untranslated,) = [record(1, bullets_zh=None)]
    del untranslated["bullets_zh"]
    assert "Says what came out." in files_of(untranslated)["README_cn.md"]


def test_words_of_weight_are_bold_and_all_else_is_text() -> None:
    live = "<b>**x**</b> **<i>y</i>** a**b"
    files = files_of(record(1, bullets=[live, "Two."]))
    shown = "&lt;b&gt;<b>x</b>&lt;/b&gt; <b>&lt;i&gt;y&lt;/i&gt;</b> a**b"
    assert f"• {shown}<br>" in files["README.md"]


def test_papers_stand_in_the_groups_of_their_section_in_the_order_of_the_description() -> None:
    english = files_of(record(2), record(1), record(3))["README.md"]
    places = [
        english.index(f"<strong>{name}</strong>") for name in ("Survey", "Systems &amp; Models")
    ]
    assert places == sorted(places)
    assert (
        english.index("Memory 3<")
        < english.index("Memory 1<")
        < places[1]
        < english.index("Memory 2<")
    )


def test_a_page_that_is_full_goes_on_in_the_folder_of_its_language() -> None:
    long = ["x" * 3000, "y" * 3000]
    papers = [record(number, bullets=long, bullets_zh=long) for number in range(1, 200)]
    files = files_of(*papers)
    assert {*files} >= {"README.md", "README_cn.md", "papers/tags.md"}
    further = next(text for path, text in files.items() if path.startswith("papers/zh/"))
    assert "[全部论文](../../README_cn.md#papers)" in further
    assert '<a href="../tags.md#user-content-tag-agent-memory">' in further
    assert max(len(text.encode()) for text in files.values()) <= 400_000


@pytest.mark.parametrize(
    ("path", "generated"),
    [
        ("papers/survey.md", True),
        ("papers/zh/survey-2026-01.md", True),
        ("papers/tags-a.md", True),
        ("papers/fr/survey.md", False),
        ("papers/notes.md", False),
        ("papers/heads.md", False),
    ],
)
def test_what_the_bot_writes_follows_from_the_description(path: str, *, generated: bool) -> None:
    assert is_generated(path, FORM) is generated


def test_the_pages_of_every_language_are_the_bots() -> None:
    assert is_own("README_cn.md", FORM)
    assert is_own("papers.json", FORM)
    assert not is_own("README_fr.md", FORM)
