"""A README that differs by more than one paper is told from one that does not."""

from __future__ import annotations

from typing import Any

import pytest

from bot.listing.readme.in_place import with_changed_entry, with_entry
from bot.listing.readme.listed import read_readme
from bot.listing.readme.one_entry import only_one_entry_changed
from tests.listing.lists import OWN, PAPER, READMES, description


def _readme(name: str) -> str:
    return (OWN / f"{name}.md").read_text("utf-8")


def _paper(name: str) -> dict[str, Any]:
    listed = read_readme(_readme(name).encode(), description(name))
    sections = [entry.section[-1] for entry in listed.entries]
    section = [*dict.fromkeys(sections)][:2] if name == "cvpr-papers" else sections[0]
    return {**PAPER, "section": section}


@pytest.mark.parametrize("name", READMES)
def test_one_paper_may_come_and_change(name: str) -> None:
    before, described, paper = _readme(name), description(name), _paper(name)
    after = with_entry(before, described, paper, "2026-05-28")
    new = {**paper, "title": "Why Heads Do It"}
    changed = with_changed_entry(after, described, paper, new)
    assert only_one_entry_changed(before, after, described)
    assert only_one_entry_changed(after, changed, described)
    assert only_one_entry_changed(before, before, described)
    assert not only_one_entry_changed(after, before, described)


@pytest.mark.parametrize("name", READMES)
def test_two_papers_or_another_line_may_not(name: str) -> None:
    before, described, paper = _readme(name), description(name), _paper(name)
    after = with_entry(before, described, paper)
    other = {
        **paper,
        "title": "Another",
        "link": "https://arxiv.org/abs/2403.00002",
        "links": [{"label": "a", "kind": "Paper", "url": "https://arxiv.org/abs/2403.00002"}],
    }
    assert not only_one_entry_changed(before, with_entry(after, described, other), described)
    assert not only_one_entry_changed(before, f"Hello\n{after}", described)
    assert not only_one_entry_changed(before, after.replace("\n", "\r\n"), described)
    entries = read_readme(before.encode(), described).entries
    for entry in entries[:3]:
        gone = after.replace(entry.text, "", 1)
        assert not only_one_entry_changed(before, gone, described)
        changed = after.replace(entry.text, entry.text.replace("e", "é"), 1)
        assert not only_one_entry_changed(before, changed, described)
    moved = before.replace(entries[0].text, "@", 1).replace(entries[1].text, entries[0].text, 1)
    moved = moved.replace("@", entries[1].text, 1)
    assert not only_one_entry_changed(before, moved, described)


def test_of_the_news_only_the_papers_own_may_differ() -> None:
    described, before = description("long-context"), _readme("long-context")
    after = with_entry(before, described, _paper("long-context"), "2026-05-28")
    news = next(line for line in before.split("\n") if line.startswith("  - Paper: ["))
    assert not only_one_entry_changed(before, after.replace(f"{news}\n", ""), described)
    assert not only_one_entry_changed(before, after.replace(news, f"{news}!"), described)


def test_numbers_of_others_may_shift() -> None:
    described = description("long-context")
    before = _readme("long-context")
    after = with_entry(before, described, _paper("long-context"))
    frame, _, rest = after.partition("## 📜 Papers\n")
    shifted = f"{frame}## 📜 Papers\n" + rest.replace("\n1. [", "\n2. [")
    assert shifted != after
    assert only_one_entry_changed(before, shifted, described)
