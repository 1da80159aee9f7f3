"""What people changed in a README by hand is found, and taken over into the store."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from bot.listing.describe import read_description
from bot.listing.description import Description
from bot.listing.readme.hand_edits import Difference, hand_edits, merged
from bot.listing.readme.in_place import written
from tests.listing.lists import BESIDE, OWN, READMES, description

_TEXT = """version: 1
list: {name: Papers, under: "## Papers"}
fields:
  title:   {kind: title}
  date:    {kind: date, precision: month}
  authors: {kind: names, MORE}
  tags:    {kind: tags, required: false}
  tldr:    {kind: sentences, required: false}
  links:   {kind: links, words: {Paper: paper, Code: repo}, required: false}
  sources.code: {kind: link, names: Code, required: false}
  section: {kind: choice, options: sections, MANY}
sections: {by: section, headings: "3"}
entry: |-
  - "{title}", {date}, _{authors}_{?, {tags|, |`{tag}`}}{?: {tldr}}{? {links| |[[{word}]]({url})}}
"""
_STORED: dict[str, Any] = {
    "title": "What Heads Do",
    "date": "2024-03-17",
    "authors": ["Ada Lovelace", "Alan Mathison Turing", "Emmy Noether"],
    "tags": ["induction"],
    "tldr": ["Heads do a thing.", "Or two."],
    "links": [
        {"label": "arXiv", "kind": "Paper", "url": "https://arxiv.org/abs/2403.00001"},
        {"label": "GitHub", "kind": "Code", "url": "https://github.com/a/b"},
    ],
    "sources": {"code": "https://github.com/a/b"},
    "section": "A",
    "issue": 7,
}
_ENTRY = (
    '- "What Heads Do", 2024-03, _Ada Lovelace, Alan Mathison Turing, Emmy Noether_, `induction`: '
    "Heads do a thing. Or two. "
    "[[paper]](https://arxiv.org/abs/2403.00001) [[repo]](https://github.com/a/b)"
)


def _described(more: str = "required: false", many: str = "many: false") -> Description:
    return read_description(_TEXT.replace("MORE", more).replace("MANY", many))


def _readme(*entries: str) -> str:
    return "## Papers\n\n### A\n\n" + "".join(f"{each}\n" for each in entries) + "\n### B\n"


def test_what_the_bot_writes_is_no_edit() -> None:
    readme = written("## Papers\n\n### A\n\n### B\n", _described(), [_STORED])
    assert readme == _readme(_ENTRY)
    assert hand_edits(readme, _described(), [_STORED]) == ((), ())


@pytest.mark.parametrize(
    ("more", "old", "new"),
    [
        ("most: 2", "Ada Lovelace, Alan Mathison Turing, Emmy Noether", "Ada Lovelace et al."),
        ("required: false", "Alan Mathison Turing, Emmy Noether", "Alan Mathison Turing et al."),
        ("style: initials", "Ada Lovelace, Alan Mathison", "A. Lovelace, A. M."),
        ("required: false", "Ada Lovelace, Alan Mathison", "A. Lovelace, A. M."),
        ("required: false", "2024-03", "2024"),
        ("required: false", "[[paper]]", "[[arXiv]]"),
        ("required: false", "/abs/2403.00001", "/pdf/2403.00001v2"),
        ("required: false", ", `induction`", ", `Induction`"),
        ("required: false", ", `induction`", ""),
        ("required: false", ": Heads do a thing. Or two.", ": Heads do a  thing. Or two"),
        ("required: false", '"What Heads Do"', "“What Heads Do.”"),
    ],
)
def test_what_shows_less_or_says_the_same_in_other_words_is_no_edit(
    more: str, old: str, new: str
) -> None:
    readme = _readme(_ENTRY.replace(old, new))
    assert readme != _readme(_ENTRY)
    assert hand_edits(readme, _described(more), [_STORED]) == ((), ())


@pytest.mark.parametrize(
    ("old", "new", "field", "value"),
    [
        ("What Heads Do", "Why Heads Do It", "title", "Why Heads Do It"),
        ("2024-03", "2024-04", "date", "2024-04"),
        (", Emmy Noether", "", "authors", ["Ada Lovelace", "Alan Mathison Turing"]),
        (
            "Ada Lovelace, Alan Mathison Turing, Emmy Noether",
            "A. Lovelace, Kurt Gödel et al.",
            "authors",
            ["Ada Lovelace", "Kurt Gödel", "Emmy Noether"],
        ),
        (
            "Emmy Noether",
            "Emmy Noether, Kurt Gödel",
            "authors",
            ["Ada Lovelace", "Alan Mathison Turing", "Emmy Noether", "Kurt Gödel"],
        ),
        ("`induction`", "`induction`, `new`", "tags", ["induction", "new"]),
        ("a thing. Or two.", "another thing.", "tldr", ["Heads do another thing."]),
        (
            " [[repo]](https://github.com/a/b)",
            " [[site]](https://a.org/heads)",
            "links",
            [
                {"label": "arXiv", "kind": "Paper", "url": "https://arxiv.org/abs/2403.00001"},
                {"label": "site", "kind": "Page", "url": "https://a.org/heads"},
            ],
        ),
    ],
)
def test_a_persons_word_is_taken_over_into_its_field_alone(
    old: str, new: str, field: str, value: object
) -> None:
    described = _described()
    readme = _readme(_ENTRY.replace(old, new))
    stored = copy.deepcopy(_STORED)
    edits = hand_edits(readme, described, [stored])
    assert [(each.place, each.field) for each in edits.differences] == [(0, field)]
    (record,) = merged([stored], edits, described)
    assert record == {**_STORED, field: value}
    assert stored == _STORED
    assert hand_edits(readme, described, [record]) == ((), ())


def test_a_field_that_the_store_lacks_is_taken_from_the_readme() -> None:
    record = {name: value for name, value in _STORED.items() if name != "tags"}
    edits = hand_edits(_readme(_ENTRY), _described(), [record])
    assert edits.differences == (Difference(0, "tags", None, ["induction"]),)
    assert merged([record], edits, _described()) == [{**record, "tags": ["induction"]}]


def test_a_paper_that_somebody_moved_stands_elsewhere_in_the_store_too() -> None:
    readme = f"{_readme()}\n{_ENTRY}\n"
    edits = hand_edits(readme, _described(), [_STORED])
    assert edits.differences == (Difference(0, "section", "A", "B"),)
    assert merged([_STORED], edits, _described()) == [{**_STORED, "section": "B"}]
    # The store may spell a section in its own way.
    assert hand_edits(readme, _described(), [{**_STORED, "section": "b"}]) == ((), ())


def test_where_a_paper_may_stand_in_several_sections_each_counts() -> None:
    described = _described(many="many: true")
    readme = f"{_readme(_ENTRY)}\n{_ENTRY.replace('2024-03', '2024-05')}\n"
    edits = hand_edits(readme, described, [{**_STORED, "section": ["A"]}])
    assert edits.differences == (
        Difference(0, "date", "2024-03-17", "2024-05"),
        Difference(0, "section", ["A"], ["A", "B"]),
    )


def test_what_is_listed_twice_is_no_edit() -> None:
    readme = f"{_readme(_ENTRY)}\n{_ENTRY.replace('2024-03', '2024-05')}\n"
    assert hand_edits(readme, _described(), [_STORED]) == ((), ())
    other = hand_edits(readme, _described(), [{**_STORED, "date": "2024-01"}])
    assert other.differences == (Difference(0, "date", "2024-01", "2024-03"),)


def test_a_field_that_only_one_of_two_entries_shows_is_no_edit() -> None:
    without = _ENTRY.replace(", `induction`", "")
    stored = {name: value for name, value in _STORED.items() if name != "tags"}
    assert hand_edits(f"{_readme(_ENTRY)}\n{without}\n", _described(), [stored]) == ((), ())
    both = hand_edits(f"{_readme(_ENTRY)}\n{_ENTRY}\n", _described(), [stored])
    assert both.differences == (Difference(0, "tags", None, ["induction"]),)


def test_a_paper_that_the_readme_alone_has_is_added() -> None:
    added = '- "Why Heads", 2020-01, _Kurt Gödel_ [[repo]](https://github.com/c/d)'
    edits = hand_edits(_readme(_ENTRY, added, "- nothing to read"), _described(), [_STORED])
    assert edits.differences == ()
    assert merged([_STORED], edits, _described()) == [
        _STORED,
        {
            "title": "Why Heads",
            "date": "2020-01",
            "authors": ["Kurt Gödel"],
            "links": [{"label": "repo", "kind": "Code", "url": "https://github.com/c/d"}],
            "section": "A",
        },
    ]


def test_an_entry_that_somebody_copied_and_left_its_address_in_is_another_paper() -> None:
    copied = _ENTRY.replace("What Heads Do", "A Survey of Small Controllers")
    edits = hand_edits(_readme(_ENTRY, copied), _described(), [_STORED])
    assert edits.differences == ()
    assert [each["title"] for each in edits.added] == ["A Survey of Small Controllers"]


def test_a_slip_that_somebody_mended_in_one_of_two_entries_is_an_edit() -> None:
    mended = _ENTRY.replace("What Heads Do", "What Heads Do.")
    other = _ENTRY.replace("What Heads Do", "What Heads Does")
    for entry in (mended, other):
        edits = hand_edits(_readme(_ENTRY, entry), _described(), [_STORED])
        assert edits.added == ()


def test_a_dotted_field_is_a_map_within_the_record() -> None:
    described = read_description(
        _TEXT.replace("MORE", "required: false")
        .replace("MANY", "many: false")
        .replace("{? {links| |[[{word}]]({url})}}", "{? [[repo]]({sources.code})}")
    )
    readme = _readme('- "A B", 2020-01, _C D_ [[repo]](https://github.com/c/e)')
    (record,) = merged([], hand_edits(readme, described, []), described)
    assert record["sources"] == {"code": "https://github.com/c/e"}
    stored = {**record, "sources": {"code": "https://github.com/c/d", "page": "https://a.org"}}
    (record,) = merged([stored], hand_edits(readme, described, [stored]), described)
    assert record["sources"] == {"code": "https://github.com/c/e", "page": "https://a.org"}


def _import(readme: bytes, described: Description) -> list[dict[str, Any]]:
    return merged([], hand_edits(readme, described, []), described)


@pytest.mark.parametrize("name", READMES)
def test_a_store_that_was_begun_from_a_readme_has_no_edits(name: str) -> None:
    readme, described = (OWN / f"{name}.md").read_bytes(), description(name)
    records = _import(readme, described)
    assert records
    assert hand_edits(readme, described, records) == ((), ())
    assert written(readme, described, records) == readme.decode()


@pytest.mark.skipif(not BESIDE.is_dir(), reason="the whole READMEs are not beside the project")
@pytest.mark.parametrize("name", READMES)
def test_a_store_that_was_begun_from_a_whole_readme_has_no_edits(name: str) -> None:
    readme, described = (BESIDE / READMES[name]).read_bytes(), description(name)
    records = _import(readme, described)
    assert hand_edits(readme, described, records) == ((), ())
    assert written(readme, described, records) == readme.decode()
    half = records[::2]
    again = merged(half, hand_edits(readme, described, half), described)
    assert sorted(map(str, again)) == sorted(map(str, records))
