"""One entry is put into a README at its place, and no other line of it changes."""

from __future__ import annotations

import difflib
from typing import Any

import pytest

from bot.listing.describe import read_description
from bot.listing.listed import read_readme
from bot.listing.putting import Put, put_entry
from bot.listing.sinks import WriteError
from tests.listing.lists import BESIDE, OWN, READMES, description, with_entry

_FIELDS: dict[str, Any] = {
    "title": "What Heads Do",
    "date": "2014-03-17",
    "authors": ["Ada Lovelace", "Alan M. Turing"],
    "institutions": ["University of Cambridge"],
    "venue": "ICLR 2024",
    "publisher": "ICLR 2024",
    "tags": ["induction"],
    "envs": ["Web"],
    "tldr": "Heads do more than one thing.",
    "link": "https://arxiv.org/abs/2403.00001",
    "links": [{"label": "arXiv", "kind": "Paper", "url": "https://arxiv.org/abs/2403.00001"}],
}


def _put(content: bytes, name: str, section: str) -> Put:
    described = description(name)
    listed = read_readme(content, described, name)
    assert listed.writes
    fields = {key: value for key, value in _FIELDS.items() if key in listed.writes.names}
    put = put_entry(listed, described, section, fields)
    again = read_readme(put.text.encode(), described, name)
    (entry,) = [each for each in again.entries if each.line == put.line]
    assert entry.section[-1] == section
    assert entry.fields
    assert entry.fields["title"] == "What Heads Do"
    assert len(again.entries) == len(listed.entries) + 1
    return put


def _added(content: bytes, put: Put) -> list[str]:
    """Return the lines that were added; nothing else may differ."""
    before, after = (text.split("\n") for text in (content.decode(), put.text))
    changes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    assert {kind for kind, *_ in changes} <= {"equal", "insert"}
    return [
        line for kind, _, _, low, high in changes if kind == "insert" for line in after[low:high]
    ]


@pytest.mark.parametrize(
    ("name", "section", "line", "first"),
    [
        ("cvpr-papers", "Avatars", 36, "**What Heads Do**"),
        (
            "deep-learning-papers",
            "Understanding / Generalization / Transfer",
            12,
            "- **What Heads Do** (2014), A. Lovelace and A. M. Turing "
            "[[pdf]](https://arxiv.org/abs/2403.00001)",
        ),
        (
            "gnn-papers",
            "Survey papers",
            22,
            "1. **What Heads Do.** ICLR 2024. [paper](https://arxiv.org/abs/2403.00001)",
        ),
        (
            "gui-agents",
            "Recent Papers (from most recent to oldest)",
            30,
            "- [What Heads Do](https://arxiv.org/abs/2403.00001)",
        ),
        (
            "llm-security",
            "White-box attack",
            10,
            '- "What Heads Do", 2014-03, ICLR 2024, `induction`, '
            "[[paper]](https://arxiv.org/abs/2403.00001)",
        ),
        (
            "long-context",
            "1.1 General Long-Context Surveys",
            36,
            "5. [**What Heads Do.**](https://arxiv.org/abs/2403.00001) "
            "_Ada Lovelace, Alan M. Turing._ ICLR 2024.",
        ),
    ],
)
def test_an_entry_is_put_at_its_place_and_only_its_lines_are_added(
    name: str, section: str, line: int, first: str
) -> None:
    content = (OWN / f"{name}.md").read_bytes()
    put = _put(content, name, section)
    assert (put.line, put.entry.split("\n")[0]) == (line, first)
    added = [each for each in _added(content, put) if each]
    assert sorted(added) == sorted(each for each in put.entry.split("\n") if each)


@pytest.mark.skipif(not BESIDE.is_dir(), reason="the whole READMEs are not beside the project")
@pytest.mark.parametrize("name", READMES)
def test_in_a_whole_readme_only_the_lines_of_the_entry_are_added(name: str) -> None:
    content = (BESIDE / READMES[name]).read_bytes()
    listed = read_readme(content, description(name), name)
    section = listed.entries[-1].section[-1]
    put = _put(content, name, section)
    rest = put.text.replace(put.entry, "", 1)
    assert [line for line in rest.split("\n") if line.strip()] == [
        line for line in content.decode().split("\n") if line.strip()
    ]


@pytest.mark.parametrize(
    ("order", "date", "titles"),
    [
        ("append", "2010-01", ["A", "B", "C", "New"]),
        ("prepend", "2010-01", ["New", "A", "B", "C"]),
        ("newest", "2019-06", ["A", "New", "B", "C"]),
        ("newest", "2018-05", ["A", "New", "B", "C"]),
        ("newest", "2025-01", ["New", "A", "B", "C"]),
        ("newest", "2001-01", ["A", "B", "C", "New"]),
        ("oldest", "2030-01", ["A", "B", "C", "New"]),
    ],
)
def test_the_order_of_the_list_says_where(order: str, date: str, titles: list[str]) -> None:
    text = with_entry("- {title} ({date})").replace("order: append", f"order: {order}")
    described = read_description(text)
    content = b"## Papers\n\n- A (2020-03)\n- B (2018-05)\n- C (2016-01)\n"
    listed = read_readme(content, described, "README.md")
    put = put_entry(listed, described, "Papers", {"title": "New", "date": date})
    again = read_readme(put.text.encode(), described, "README.md")
    assert [(entry.fields or {})["title"] for entry in again.entries] == titles


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("## Papers\n", "## Papers\n\n- A\n"),
        ("## Papers", "## Papers\n\n- A\n"),
        ("## Papers\n\nProse.\n\n## Later\n", "## Papers\n\nProse.\n\n- A\n\n## Later\n"),
        ("## Papers\r\n\r\n- B\r\n", "## Papers\r\n\r\n- B\r\n- A\r\n"),
        ("## Papers\n\n- B  \n\n\nEnd", "## Papers\n\n- B  \n- A\n\n\nEnd"),
        ("## Papers\n\n- B", "## Papers\n\n- B\n- A\n"),
    ],
)
def test_the_lines_around_stay_whatever_they_are(content: str, text: str) -> None:
    described = read_description(with_entry("- {title}"))
    listed = read_readme(content.encode(), described, "README.md")
    assert put_entry(listed, described, "Papers", {"title": "A"}).text == text


def test_a_section_that_is_not_there_is_named() -> None:
    described = read_description(with_entry("- {title}"))
    listed = read_readme(b"## Papers\n", described, "README.md")
    with pytest.raises(WriteError, match=r"no heading of README\.md is “Posters”"):
        put_entry(listed, described, "Posters", {"title": "A"})
