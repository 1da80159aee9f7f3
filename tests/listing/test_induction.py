"""A list's description is induced from its README, and reads what the list's people wrote."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import BrokenReadme
from bot.listing.describe import read_description
from bot.listing.description import Description
from bot.listing.induction import induce
from bot.listing.induction.inducing import Induced
from bot.listing.readme.in_place import with_entry
from bot.listing.readme.listed import Listed, read_readme
from tests.listing.lists import BESIDE, OWN, READMES, description
from tests.tiers import chosen

SHAPES = sorted(path.stem for path in (OWN / "shapes").glob("*.md"))
# What a small sample does not show: a name of its own for a text, a word before it.
UNLIKE = {"folds": {"tldr"}, "nested": {"tldr"}, "emoji": {"stars"}}


def _read(text: str, described: Description) -> Listed:
    return read_readme(text.encode(), described)


def _alike(value: Any) -> Any:
    """Return a value without what two descriptions of one list may see in two ways."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [link["url"] for link in value]
    return value.rstrip(".") if isinstance(value, str) else value


def _links(fields: dict[str, Any]) -> set[str]:
    links = {each["url"] for each in fields.get("links", ())}
    return links | {fields[name] for name in ("link", "code", "home") if name in fields}


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_of_a_list_is_read_as_its_people_meant_it(shape: str) -> None:
    text = (OWN / "shapes" / f"{shape}.md").read_text("utf-8")
    induced = induce(text, "Papers")
    listed = _read(text, induced.form)
    wanted = json.loads((OWN / "shapes" / f"{shape}.json").read_text("utf-8"))
    assert listed.same
    assert induced.size == "full"
    by_line = {entry.line: entry.fields or {} for entry in listed.entries}
    assert sorted(by_line) == [each["line"] for each in wanted]
    for each in wanted:
        fields = by_line[each["line"]]
        assert _links(fields) == _links(each)
        names = {*each} - {"line", "section", "links", "link", "code", "home"}
        for name in names - UNLIKE.get(shape, set()):
            assert fields[name] == each[name]


@pytest.mark.parametrize("name", READMES)
def test_small_lists_are_read_with_the_titles_of_the_kept_description(name: str) -> None:
    text = (OWN / f"{name}.md").read_text("utf-8")
    induced = induce(text, "Papers")
    listed = _read(text, induced.form)
    assert listed.same
    titles = {each.line: each.fields["title"] for each in listed.entries if each.fields}
    kept = {
        each.line: each.fields["title"]
        for each in _read(text, description(name)).entries
        if each.fields
    }
    both = {*titles} & {*kept}
    assert len(both) >= 0.7 * len(kept)
    assert {line: titles[line] for line in both} == {line: kept[line] for line in both}


@pytest.mark.thorough
@pytest.mark.skipif(not BESIDE.is_dir(), reason="the whole READMEs are not beside the project")
@pytest.mark.parametrize("name", READMES)
def test_whole_lists_are_read_as_with_the_kept_description(name: str) -> None:
    text = (BESIDE / READMES[name]).read_text("utf-8")
    induced = induce(text, "Papers")
    listed = _read(text, induced.form)
    assert listed.same
    kept = {each.line: each.fields for each in _read(text, description(name)).entries}
    read = {each.line: each.fields for each in listed.entries if each.fields}
    wanted = {line: fields for line, fields in kept.items() if fields}
    assert len({*read} & {*wanted}) >= 0.98 * len(wanted)
    same = dict.fromkeys(("title", "date", "authors", "venue", "tags", "link", "links"), 0)
    there = dict.fromkeys(same, 0)
    for line in {*read} & {*wanted}:
        for field in same:
            if field in wanted[line]:
                there[field] += 1
                same[field] += _alike(read[line].get(field)) == _alike(wanted[line][field])
    assert {field for field in same if same[field] < 0.99 * there[field]} == set()


def test_a_description_is_written_as_a_person_would() -> None:
    text = (OWN / "shapes" / "anchors.md").read_text("utf-8")
    induced = induce(text, "Efficient Models")
    assert induced.text == (OWN / "induced" / "anchors.yml").read_text("utf-8")
    assert induced.form == read_description(induced.text)


def test_what_is_not_clearly_of_a_kind_is_a_text_and_told() -> None:
    rows = "".join(
        f"- **A title of paper {at} on heads**, {group} [[pdf](https://arxiv.org/abs/24{at:02}.1)]\n"
        for at, group in enumerate(("HKU", "Salesforce", "BUPT", "NTU", "AI21", "Google") * 3)
    )
    text = f"# L\n\n## Papers\n\n{rows}"
    induced = induce(text, "L")
    assert all(entry.fields for entry in _read(text, induced.form).entries)
    assert induced.form.fields["note"].kind == "text"
    assert "authors" not in induced.form.fields
    assert "venue" not in induced.form.fields
    assert any("“note”" in doubt for doubt in induced.doubts)


@pytest.mark.parametrize("text", ["", "# Papers\n", "Some words.\n\n- a point\n- another one\n"])
def test_a_list_without_papers_gets_a_description_to_start_with(text: str) -> None:
    induced = induce(text, "Papers")
    assert (induced.size, induced.doubts) == ("bare", ())
    record = {"title": "What Heads Do", "link": "https://arxiv.org/abs/2403.00001"}
    after = with_entry(text.encode(), induced.form, record)
    assert "- [What Heads Do](https://arxiv.org/abs/2403.00001)" in after.splitlines()


READING_GROUP = """# A Reading Group

Papers We Liked
---------------

### [What Heads Do](https://arxiv.org/abs/2403.00001)

Read in May.

### [What Hands Do](https://arxiv.org/abs/2403.00003)

Read in June.

## Thanks

To everyone.
"""


def test_papers_that_no_template_reads_are_told_and_the_first_entry_comes_below_their_heading() -> (
    None
):
    induced = induce(READING_GROUP, "Papers")
    assert induced.size == "bare"
    (doubt,) = induced.doubts
    assert "not counted as listed" in doubt
    record = {"title": "What Tails Do", "link": "https://arxiv.org/abs/2403.00002"}
    after = with_entry(READING_GROUP.encode(), induced.form, record)
    entry = "- [What Tails Do](https://arxiv.org/abs/2403.00002)"
    assert after == READING_GROUP.replace("\n\n## Thanks", f"\n\n{entry}\n\n## Thanks")


@pytest.mark.parametrize(("tools", "is_told"), [(2, False), (3, True)])
def test_what_has_links_and_stands_elsewhere_is_told_with_its_heading(
    tools: int, is_told: bool
) -> None:
    papers = "".join(
        f"- [What Part {at} Does](https://arxiv.org/abs/2403.0000{at}), ICLR 2024\n"
        for at in range(8)
    )
    others = "".join(f"- [A tool of kind {at}](https://example.org/{at})\n" for at in range(tools))
    text = f"# L\n\n## Papers\n\n{papers}\n## Tools\n\n{others}"
    induced = induce(text, "L")
    assert len(_read(text, induced.form).entries) == 8
    assert any("“Tools” (3)" in doubt for doubt in induced.doubts) == is_told


@pytest.mark.parametrize("name", ["gnn-papers", "llm-security", "long-context"])
def test_venues_of_a_small_list_are_venues_though_some_are_not_known(name: str) -> None:
    induced = induce((OWN / f"{name}.md").read_text("utf-8"), "L")
    assert induced.form.fields["venue"].kind == "venue"
    assert any("are known as venues; is it one?" in doubt for doubt in induced.doubts)


@pytest.mark.parametrize("title", ["Stabilizer codes", "The toric code", "A world model"])
def test_a_title_that_could_name_a_link_is_a_title(title: str) -> None:
    titles = ["What heads do at last", "How hands learn to hold", title, "Where feet go by night"]
    rows = [
        f"| {2014 + at} | [{each}](https://arxiv.org/abs/240{at + 1}.00001) | P. Shor |"
        for at, each in enumerate(titles)
    ]
    table = "\n".join(["| Year | Paper | Who |", "| --- | --- | --- |", *rows])
    text = f"# L\n\n## Papers\n\n{table}\n"
    induced = induce(text, "L")
    assert not {"links", "code", "model"} & {*induced.form.fields}
    found = _read(text, induced.form).entries
    assert [entry.fields and entry.fields.get("title") for entry in found] == titles


@pytest.mark.parametrize("size", [1, 3])
def test_an_address_in_angle_brackets_is_a_link_and_no_word_of_the_entry(size: int) -> None:
    titles = ("What Heads Do", "What Hands Do", "What Feet Do")[:size]
    entries = [
        f"**{title}**\n: Ada Lovelace, ICLR 2024\n: <https://arxiv.org/abs/2403.0000{at}>\n"
        for at, title in enumerate(titles)
    ]
    text = "# L\n\n## Papers\n\n" + "\n".join(entries)
    induced = induce(text, "L")
    assert induced.form.entry.endswith(": <{link}>")
    links = [entry.fields and entry.fields["link"] for entry in _read(text, induced.form).entries]
    assert links == [f"https://arxiv.org/abs/2403.0000{at}" for at in range(size)]


@pytest.mark.parametrize(
    ("heading", "under"),
    [
        ("## Papers", "## Papers"),
        ("### Paper list", "### Paper list"),
        ("## 论文列表", "## 论文列表"),
        ("## Adding papers", ""),
        ("## 论文投稿", ""),
        ("# Papers", ""),
    ],
)
def test_a_list_begins_below_the_heading_that_is_for_papers(heading: str, under: str) -> None:
    assert induce(f"# A List\n\n{heading}\n\n## Licence\n", "L").form.list.under == under


def test_sections_that_are_there_before_any_paper_can_be_chosen() -> None:
    text = "# A List\n\n## Papers\n\n### Heads\n\n### Tails\n\n## Licence\n"
    induced = induce(text, "L")
    record = {"title": "T", "link": "https://arxiv.org/abs/2403.00001", "section": "Tails"}
    after = with_entry(text.encode(), induced.form, record)
    entry = "- [T](https://arxiv.org/abs/2403.00001)"
    assert after == text.replace("### Tails\n\n", f"### Tails\n\n{entry}\n\n")


def test_an_empty_list_in_chinese_is_described_in_chinese() -> None:
    assert induce("# 论文列表\n\n## 论文\n", "L").form.list.language == "zh"


def _list(*entries: str) -> str:
    return "\n".join(("# L", "", "## Papers", "", *entries, ""))


def _fields(text: str) -> list[dict[str, Any] | None]:
    return [entry.fields for entry in _read(text, induce(text, "L").form).entries]


def test_a_line_of_people_and_a_server_is_no_venue() -> None:
    people = ("Ada Lovelace (Oxford) et al. arXiv.", "Alan Turing et al. arXiv.")
    rows = (
        f"- **What heads do in paper {at}** *{people[at % 2]}* [[paper](https://arxiv.org/abs/{at})]"
        for at in range(12)
    )
    text = _list(*rows)
    kinds = {each.kind for each in induce(text, "L").form.fields.values()}
    assert kinds == {"title", "text", "link"}
    assert all(_fields(text))


def test_cells_with_a_link_or_a_dash_and_pictures_of_stars_are_read() -> None:
    star = "![Star](https://img.shields.io/github/stars/a/b.svg) <br> "
    codes = [f"https://github.com/a/{at}" if at % 3 else None for at in range(24)]
    rows = [
        f"| {star if at % 2 else ''}[**What heads do in paper {at}**](https://arxiv.org/abs/2401."
        f"000{at:02}) | ICLR | {f'[Github]({code})' if code else '-'} |"
        for at, code in enumerate(codes)
    ]
    read = _fields(_list("| Title | Venue | Code |", "| --- | --- | --- |", *rows))
    titles = [f"What heads do in paper {at}" for at in range(24)]
    assert [each and each["title"] for each in read] == titles
    assert [(each or {}).get("code") for each in read] == codes


def test_titles_behind_people_are_told_and_no_person_is_a_venue() -> None:
    rows = [
        f"* Ada Lovelace, Alan Turing and Emmy Noether, What heads do in paper {at}, CVPR, 2015 "
        f"[[Paper](https://arxiv.org/abs/2401.000{at:02})]"
        if at % 3 == 0
        else f"* Group {at} of Oxford (Deep Heads) [[Paper](https://arxiv.org/abs/2401.000{at:02})]\n"
        f"  * Ada Lovelace, Alan Turing, Emmy Noether, What heads do in paper {at}, CVPR 2015."
        for at in range(30)
    ]
    text = _list(*rows)
    induced = induce(text, "L")
    venues = {each.get("venue") for each in _fields(text) if each}
    assert venues <= {None, "CVPR", "CVPR 2015", "CVPR, 2015"}
    behind = [each for each in _fields(text) if each and "Lovelace" in each["title"]]
    assert not behind or any("begin with people" in doubt for doubt in induced.doubts)


def test_a_line_with_the_path_and_the_address_of_a_repository_may_be_absent() -> None:
    star = "\n  [![Star](https://img.shields.io/github/stars/a/b{at})](https://github.com/a/b{at})"
    rows = [
        f"+ [What heads do in {at}](https://arxiv.org/abs/2401.000{at:02}) (2024-01)"
        f"{star.replace('{at}', str(at)) if at % 2 else ''}"
        f"\n  [![Site](https://img.shields.io/badge/Website-9cf)](https://a.github.io/{at})"
        for at in range(20)
    ]
    text = _list(*rows)
    assert induce(text, "L").form.reads_also == ()
    read = [fields or {} for fields in _fields(text)]
    assert [each.get("home") for each in read] == [f"https://a.github.io/{at}" for at in range(20)]
    assert [each.get("code") for each in read] == [
        f"https://github.com/a/b{at}" if at % 2 else None for at in range(20)
    ]


def test_a_name_before_some_titles_has_its_marks_with_it() -> None:
    rows = (
        f"1. {'<u>Heads</u>: ' if at % 2 else ''}**What heads do in paper {at}** "
        f"[[pdf](https://arxiv.org/abs/2401.000{at:02})]"
        for at in range(12)
    )
    text = _list(*rows)
    entry = "{n}. {?<u>{note}</u>: }**{title}** [[pdf]({link})]"
    assert induce(text, "L").form.entry == entry
    assert [(each or {}).get("note") for each in _fields(text)] == [None, "Heads"] * 6


def test_two_rows_with_badges_are_read_and_one_more_is_put_between_them() -> None:
    text = (OWN / "ai-memory.md").read_text("utf-8")
    induced = induce(text, "L")
    assert induced.form.is_in_place
    kept = [each.fields for each in _read(text, description("ai-memory")).entries]
    assert _fields(text) == kept
    record = {
        "title": "What Heads Do",
        "date": "2024-03-17",
        "tags": ["induction"],
        "links": [{"label": "arXiv", "kind": "Paper", "url": "https://arxiv.org/abs/2403.00001"}],
        "bullets": ["They copy.", "They move."],
        "section": "Survey",
    }
    after = with_entry(text.encode(), induced.form, record)
    section = record.pop("section")
    entries = _read(after, induced.form).entries
    assert [each.fields for each in entries if each.fields != record] == kept
    (new,) = [each for each in entries if each.fields == record]
    assert new.section[-1] == section
    assert new.from_fields
    assert len(after.splitlines()) == len(text.splitlines()) + new.lines


def test_folds_are_sections_only_where_all_papers_stand_in_one() -> None:
    text = (OWN / "ai-memory.md").read_text("utf-8")
    sections = induce(text, "L").form.sections
    assert sections
    titles = [title for group in sections.groups for title in group.title.values()]
    assert titles == ["Survey", "Framework & Methods"]
    outside = text.replace("<summary><strong>Survey</strong></summary>", "")
    assert induce(outside, "L").form.sections is None


@pytest.mark.parametrize(
    ("dated", "months", "order"),
    [
        (True, (9, 7, 6, 4, 2, 1), "newest"),
        (True, (1, 2, 4, 6, 7, 9), "oldest"),
        (True, (1, 9, 2, 7, 4, 6), "append"),
        (False, (9, 7, 6, 4, 2, 1), "prepend"),
        (False, (1, 2, 4, 6, 7, 9), "append"),
    ],
)
def test_the_order_is_that_of_dates_or_of_the_numbers_of_arxiv(
    dated: bool, months: tuple[int, ...], order: str
) -> None:
    rows = (
        f"- {f'2024-0{at}, ' if dated else ''}[What heads do in paper {at}]"
        f"(https://arxiv.org/abs/240{at}.00001)"
        for at in months
    )
    induced = induce(_list(*rows), "L")
    assert induced.form.order == order
    is_told = any("order of the entries is not clear" in doubt for doubt in induced.doubts)
    assert is_told is (months[:2] == (1, 9))


def test_a_list_with_chinese_headings_is_spoken_to_in_chinese() -> None:
    rows = [f"- [What heads do in {at}](https://arxiv.org/abs/2401.0000{at})" for at in range(6)]
    text = "\n".join(("# L", "## 论文", "### 注意力", *rows[:3], "### 记忆", *rows[3:], ""))
    form = induce(text, "L").form
    assert form.list.language == "zh"
    assert form.label("title") == "标题"
    assert induce(_list(*rows), "L").form.list.language == "en"


def test_what_half_of_the_time_is_a_venue_is_a_text() -> None:
    said = ("ICLR 2024", "A word on this one", "NeurIPS 2023", "Quite good to read")
    rows = (
        f"- **What heads do in paper {at}**, {said[at % 4]} "
        f"[[pdf](https://arxiv.org/abs/2401.000{at:02})]"
        for at in range(20)
    )
    induced = induce(_list(*rows), "L")
    assert {each.kind for each in induced.form.fields.values()} == {"title", "text", "link"}
    assert any("10 of 20 read as venues" in doubt for doubt in induced.doubts)


def test_two_texts_that_are_not_clear_are_two_fields() -> None:
    rows = (
        f"- *a word {'of mine' * (at % 2)}* **What heads do in paper {at}** `{at}` (ICLR) "
        f"[[pdf](https://arxiv.org/abs/2401.000{at:02})]. Of my own"
        for at in range(9)
    )
    form = induce(_list(*rows), "L").form
    assert {"note", "note_2"} <= {*form.fields}
    assert form.label("note_2") == "Note 2"


def test_what_leads_to_no_paper_is_no_list_of_papers() -> None:
    rows = (f"- [A good page on the part {at}](https://example.org/{at})" for at in range(9))
    assert induce(_list(*rows), "L").size == "bare"


def test_entries_that_are_headings_are_told() -> None:
    rows = (f"#### [A title of paper {at}](https://arxiv.org/abs/2401.0000{at})" for at in range(9))
    induced = induce(_list(*rows), "L")
    assert induced.size == "bare"
    assert any("9 headings lead to papers" in doubt for doubt in induced.doubts)


def test_marks_of_a_conflict_are_refused() -> None:
    with pytest.raises(BrokenReadme, match=r"^README\.md: line 2 is a mark of a conflict"):
        induce("# Papers\n<<<<<<< HEAD\n", "Papers")


def test_a_name_in_any_signs_is_the_lists_name() -> None:
    for name in ("Awesome: papers #1", '"quoted"', "- a", "论文", "{x}", "yes", "1.0", "a\\b", "'"):
        assert induce("", name).form.list.name == name


_MARKS = ["- ", "* ", "1. ", "| ", " | ", "**", "*", "`", '"', "[", "](https://arxiv.org/abs/1)"]
_BREAKS = ["\n", "\n\n", "\r\n", "\n## Papers\n", "\n### A\n", "  ", ", ", ". ", "| --- |"]
_WORDS = ["What heads do in models", "Ada Lovelace, Alan Turing", "ICLR 2024", "Date: ", " (2024)"]
_ODD = [
    "{",
    "}",
    "\\",
    "<tr>",
    "</td>",
    "<details>",
    "<!--",
    "```",
    "🔥 ",
    "论文标题是什么呢",
    "\0",
    "\ue000",
]
_PIECES = st.sampled_from([*_MARKS, *_BREAKS, *_WORDS, *_ODD])


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=60).map("".join) | st.text())
def test_any_readme_gets_a_valid_description_and_stays_as_it_is(text: str) -> None:
    try:
        induced = induce(text, "Papers")
    except BrokenReadme:
        return
    assert isinstance(induced, Induced)
    assert _read(text, read_description(induced.text)).same
    assert induced == induce(text, "Papers")


_SMALL = 150_000  # bytes
_OVERHEAD, _MOST = 0.2, 2.6
_HOSTILE = {
    "entries": "- **A title of paper {n}**, Ada Lovelace, A. Turing. ICLR 2024 [pdf](https://a.b/{n})\n",
    "one line": "**A title of a paper** `a`, (b) [c](https://d.e) ",
    "stars": "- **",
    "brackets": "- [[[(((",
    "headings": "## a {n}\n",
    "rows": "| a title of paper {n} | [b](https://c.d/{n}) |\n",
    "elements": '<tr>\n<td><a href="https://a.b">a title of paper {n}</a>\n',
    "labels": "- a title of paper [b](https://c.d)\n  - Word{n}: x\n",
    "folds": "<details><summary>\n",
    "commas": "a, ",
}


@pytest.mark.parametrize("kind", chosen(_HOSTILE, "entries", "one line", "rows"))
def test_twice_the_readme_takes_at_most_twice_the_time(kind: str) -> None:
    def seconds(size: int) -> float:
        unit = _HOSTILE[kind]
        times = size // len(unit)
        text = "# L\n\n## Papers\n\n" + "".join(unit.replace("{n}", str(at)) for at in range(times))
        start = time.process_time()
        induce(text, "L")
        return time.process_time() - start

    ratios = []
    for _ in range(5):
        ratios.append((seconds(2 * _SMALL) + _OVERHEAD) / (seconds(_SMALL) + _OVERHEAD))
        if ratios[-1] <= _MOST:
            return
    raise AssertionError(ratios)


@pytest.mark.parametrize(
    ("readme", "name"),
    [
        (
            "# Awesome Ants [![Awesome](https://awesome.re/badge.svg)](https://awesome.re)\n",
            "Awesome Ants",
        ),
        ("text\n\n# [Ants of Ghana](https://a.example) \n", "Ants of Ghana"),
        ('<h1 align="center">\n  <img src="a.png">\n  The Ant List\n</h1>\n', "The Ant List"),
        ("# 蚂蚁论文\n", "蚂蚁论文"),
        ("# Papers\n", "ants"),
        ("## Ants of Ghana\n", "ants"),
        (f"# {'Ants and ' * 20}\n", "ants"),
        ('# A: "b" #c @octocat ${{ x }}\n', 'A: "b" #c @octocat ${{ x }}'),
    ],
)
def test_a_list_is_called_what_its_first_heading_says(readme: str, name: str) -> None:
    assert induce(readme, "ants").form.list.name == name


def test_a_description_of_two_entries_is_doubted() -> None:
    entry = "- [How Ants Find {}](https://arxiv.org/abs/2401.0000{}) - Ada Lovelace, ICLR 2024\n"
    readme = "# Papers on Ants\n\n" + entry.format("Sugar", 1) + entry.format("Water", 2)
    said = "Only 2 entries were found; is this where the papers stand?"
    assert said in induce(readme, "ants").doubts
    third = readme + entry.format("Clay", 3)
    assert said not in induce(third, "ants").doubts


def test_rows_that_are_never_closed_take_no_time() -> None:
    readme = (OWN / "unclosed-rows.md").read_text("utf-8")
    begun = time.process_time()
    assert induce(readme, "rows").size == "bare"
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(("mark", "order"), [("{}. ", "append"), ("- ", "prepend")])
def test_a_new_entry_comes_first_only_where_no_numbers_change(mark: str, order: str) -> None:
    row = "[How Ants Find {}](https://arxiv.org/abs/{}.00001) - Ada Lovelace, ICLR 2024\n"
    months = [f"24{month:02}" for month in range(12, 0, -1)]
    rows = (mark.format(n) + row.format(f"Way {n}", each) for n, each in enumerate(months, 1))
    assert induce("# Papers on Ants\n\n" + "".join(rows), "ants").form.order == order
