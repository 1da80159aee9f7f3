"""Rows that a list's files are generated with are read again, by whatever names its fields have."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.catalog.record import read_papers
from bot.listing.describe import DESCRIPTION_FILE, read_description
from bot.listing.readme.listed import read_readme
from bot.outputs.readme import generate
from bot.outputs.templates import Templates
from tests.paths import PROJECT

DESCRIPTION = (PROJECT / DESCRIPTION_FILE).read_text("utf-8")


def _shown(paper: dict[str, Any]) -> dict[str, Any]:
    """Return what a row shows of a paper, by the names of the description."""
    others = ["et al."] if paper.get("more_authors") else []
    fields = {
        "title": paper["title"],
        "date": paper["date"],
        "authors": [*paper.get("authors", ()), *others],
        "heads": paper["heads"],
        "links": paper["links"],
        **{f"summary.{name}": text for name, text in paper["summary"].items()},
    }
    return {name: value for name, value in fields.items() if value}


def test_each_row_of_this_projects_own_readme_says_what_its_record_does() -> None:
    described = read_description(DESCRIPTION)
    listed = read_readme((PROJECT / "README.md").read_bytes(), described)
    papers = json.loads((PROJECT / "papers.json").read_text("utf-8"))
    records = {paper["title"]: _shown(paper) for paper in papers}
    read = {(entry.fields or {}).get("title"): entry.fields for entry in listed.entries}
    assert read == records
    assert len(listed.entries) == len(papers)
    assert listed.same


def test_sections_that_are_folded_stand_beside_those_that_are_not() -> None:
    described = read_description(DESCRIPTION)
    listed = read_readme((PROJECT / "README.md").read_bytes(), described)
    assert {entry.section[-2:] for entry in listed.entries} == {
        ("Papers", "Year 2024"),
        ("Papers", "Year 2023"),
        ("Papers", "Before ChatGPT Announced"),
    }


ROW = """# List

<p id="paper-a">
<strong><a href="https://a.org/?x=1&amp;y=2">What <b>Heads</b> Do &amp; Why</a></strong><br>
<a href="#user-content-paper-a">2024-03-17</a>
· Ada Lovelace and Alan Turing
<a href="tags.md#x"><img src="https://img.shields.io/badge/A_l…-blue" alt="A long word"></a>
<a href="https://a.org/#x"><img src="https://img.shields.io/badge/ACL_F.-Paper-red" alt="x"></a>
<br>
• One &lt; two.<br>
• Two.
</p>

Prose below.
"""
FIELDS = """version: 1
list: {name: A, shown: generated, preset: badge-table}
fields:
  name:   {kind: title}
  day:    {kind: date, required: false}
  by:     {kind: names, required: false}
  words:  {kind: tags, index: tags.md}
  points: {kind: sentences}
  urls:   {kind: links}
"""
READ: dict[str, Any] = {
    "name": "What **Heads** Do & Why",
    "day": "2024-03-17",
    "by": ["Ada Lovelace", "Alan Turing"],
    "words": ["A long word"],
    "points": ["One < two.", "Two."],
    "urls": [{"label": "ACL F.", "kind": "Paper", "url": "https://a.org/#x"}],
}
PEOPLE = "· Ada Lovelace and Alan Turing\n"


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("", "", {}),
        (">2024-03-17<", ">Date not known yet<", {"day": None}),
        (PEOPLE, "", {"by": None}),
        (PEOPLE, "· Ada Lovelace\n", {"by": ["Ada Lovelace"]}),
        (
            PEOPLE,
            '· <span title="Ada Lovelace, A. Turing, Kurt G…">Ada Lovelace et al.</span>\n',
            {"by": ["Ada Lovelace", "A. Turing", "et al."]},
        ),
        (
            ROW[ROW.index('<a href="tags') : ROW.index('<a href="https://a.org/#')],
            "",
            {"words": None},
        ),
        (ROW[ROW.index('<a href="https://a.org/#') : ROW.index("<br>\n•")], "", {"urls": None}),
        ('<a href="https://a.org/?x=1&amp;y=2">', "", {}),
    ],
)
def test_a_row_is_read_by_kinds(old: str, new: str, changed: dict[str, Any]) -> None:
    text = ROW.replace(old, new, 1).replace("Why</a>", "Why" if "?x=1" in old else "Why</a>")
    listed = read_readme(text.encode(), read_description(FIELDS))
    wanted = {**READ, **changed}
    (entry,) = listed.entries
    assert entry.fields == {name: value for name, value in wanted.items() if value is not None}
    assert (entry.line, entry.lines) == (3, text.count("\n") - 4)
    assert listed.same


BARE = """version: 1
list: {name: A, shown: generated}
fields:
  title: {kind: title}
"""
OTHER_FIELDS: dict[str, tuple[str, dict[str, Any]]] = {
    "a title alone": ("", {}),
    "tags that have no page of their own": ("tags: {kind: tags}", {"tags": ["A Word"]}),
    "fields of one address": (
        "link: {kind: link}\n  code: {kind: link, names: Code-Base}",
        {"link": "https://arxiv.org/abs/2403.00001", "code": "https://github.com/ada/engine"},
    ),
    "one sentence and several": (
        "tldr: {kind: sentence}\n  points: {kind: sentences}",
        {"tldr": "Heads count.", "points": ["One.", "Two."]},
    ),
    "a sentence that may be absent": ("tldr: {kind: sentence, required: false}", {}),
}


@pytest.mark.parametrize("kind", OTHER_FIELDS)
def test_a_list_of_any_fields_is_read_as_the_bot_writes_it(kind: str) -> None:
    keys, values = OTHER_FIELDS[kind]
    described = read_description(f"{BARE}  {keys}\n")
    record = {"title": "What Heads Do", **values}
    papers = read_papers([record], described)
    readme = generate(papers, described, Templates())["README.md"]
    (entry,) = read_readme(readme.encode(), described).entries
    assert entry.fields == record
