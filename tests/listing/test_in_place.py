"""A paper is put into a README at its place, changed and moved, and no other line changes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BrokenState
from bot.listing.describe import read_description
from bot.listing.description import Description
from bot.listing.readme.draft import Draft
from bot.listing.readme.hand_edits import hand_edits
from bot.listing.readme.in_place import with_changed_entry, with_entry, written
from bot.listing.readme.listed import Listed, read_readme
from bot.listing.readme.one_entry import only_one_entry_changed
from bot.listing.readme.places import places_of, read_sections, section_names
from bot.listing.template.sinks import WriteError
from tests.listing.lists import BESIDE, OWN, PAPER, READMES, description
from tests.listing.lists import with_entry as described_by
from tests.tiers import chosen


def _listed(text: str, described: Description) -> Listed:
    return read_readme(text.encode(), described)


def _titles(text: str, described: Description) -> list[str]:
    return [(entry.fields or {}).get("title", "") for entry in _listed(text, described).entries]


def _added(before: str, after: str) -> list[str]:
    """Return the lines that were added; nothing else may differ."""
    lines = iter(before.splitlines())
    waited = next(lines, None)
    added = []
    for line in after.splitlines():
        if line == waited:
            waited = next(lines, None)
        else:
            added.append(line)
    assert waited is None
    return added


def _changed(before: str, after: str) -> list[tuple[str, str]]:
    """Return the lines that differ, each as it was and as it is; their number may not change."""
    lines = before.split("\n"), after.split("\n")
    return [(a, b) for a, b in zip(*lines, strict=True) if a != b]


@pytest.mark.parametrize(
    ("name", "section", "line", "first"),
    [
        ("cvpr-papers", ["Avatars"], 36, "**What Heads Do**"),
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
        ("gui-agents", None, 30, "- [What Heads Do](https://arxiv.org/abs/2403.00001)"),
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
def test_a_paper_is_put_at_its_place_and_only_its_lines_are_added(
    name: str, section: object, line: int, first: str
) -> None:
    before = (OWN / f"{name}.md").read_text("utf-8")
    after = with_entry(before, description(name), {**PAPER, "section": section})
    assert after.split("\n")[line - 1] == first
    (entry,) = [each for each in _listed(after, description(name)).entries if each.line == line]
    own = [each for each in entry.text.split("\n") if each]
    assert sorted(each for each in _added(before, after) if each) == sorted(own)


@pytest.mark.skipif(not BESIDE.is_dir(), reason="the whole READMEs are not beside the project")
@pytest.mark.parametrize("name", READMES)
def test_in_every_section_of_a_whole_readme_a_paper_can_be_put(name: str) -> None:
    described = description(name)
    before = (BESIDE / READMES[name]).read_text("utf-8")
    listed = _listed(before, described)
    sections = [*section_names(places_of(listed, described))] or [""]
    for section in sections:
        draft = Draft(listed, described)
        draft.put({**PAPER, "section": [section] if name == "cvpr-papers" else section})
        added = [line for line in _added(before, draft.text()) if line.strip()]
        assert "What Heads Do" in added[0]
        assert len(added) == len([line for line in _entry(name).split("\n") if line.strip()])


def _entry(name: str) -> str:
    listed = read_readme((OWN / f"{name}.md").read_bytes(), description(name))
    assert listed.writes
    return listed.writes.write(PAPER)


@pytest.mark.parametrize(
    ("order", "date", "titles"),
    [
        ("append", "2010-01", ["A", "B", "C", "New"]),
        ("prepend", "2010-01", ["New", "A", "B", "C"]),
        ("newest", "2019-06", ["A", "New", "B", "C"]),
        ("newest", "2018-05", ["A", "New", "B", "C"]),
        ("newest", "2025-01", ["New", "A", "B", "C"]),
        ("newest", "2001-01", ["A", "B", "C", "New"]),
        ("newest", "", ["A", "B", "C", "New"]),
        ("oldest", "2030-01", ["A", "B", "C", "New"]),
    ],
)
def test_the_order_of_the_list_says_where(order: str, date: str, titles: list[str]) -> None:
    text = described_by("- {title}{? ({date})}").replace("order: append", f"order: {order}")
    described = read_description(text)
    before = "## Papers\n\n- A (2020-03)\n- B (2018-05)\n- C (2016-01)\n"
    after = with_entry(before, described, {"title": "New", "date": date})
    assert _titles(after, described) == titles


_NUMBERED = "{n}. {title}{? ({date})}"


@pytest.mark.parametrize(
    ("order", "entries", "after"),
    [
        ("append", "1. A\n2. B\n", "1. A\n2. B\n3. New\n"),
        ("append", "1. A\n2. B\n4. C\n", "1. A\n2. B\n4. C\n5. New\n"),
        ("append", "1. A\n1. B\n", "1. A\n1. B\n1. New\n"),
        ("append", "1. A\n7) *no title*\n", "1. A\n7) *no title*\n8. New\n"),
        ("prepend", "1. A\n2. B\n", "1. New\n2. A\n3. B\n"),
        ("prepend", "1. A\n1. B\n", "1. New\n1. A\n1. B\n"),
        ("prepend", "1. A\n2. B\n4. C\n", "1. New\n1. A\n2. B\n4. C\n"),
        ("prepend", "3. A\n2. B\n1. C\n", "4. New\n3. A\n2. B\n1. C\n"),
        ("newest", "1. A (2020)\n2. B (2018)\n", "1. A (2020)\n2. New (2019)\n3. B (2018)\n"),
        ("append", "9. A 2\n10. B 3\n", "9. A 2\n10. B 3\n11. New\n"),
    ],
)
def test_numbers_count_on_and_those_behind_a_new_entry_with_them(
    order: str, entries: str, after: str
) -> None:
    described = read_description(
        described_by(_NUMBERED)
        .replace("order: append", f"order: {order}")
        .replace("precision: month", "precision: year")
    )
    paper = {"title": "New", "date": "2019" if order == "newest" else None}
    assert with_entry(f"## Papers\n\n{entries}", described, paper) == f"## Papers\n\n{after}"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("## Papers\n", "## Papers\n\n- A\n"),
        ("## Papers", "## Papers\n\n- A\n"),
        ("## Papers\n\nProse.\n\n## Later\n", "## Papers\n\nProse.\n\n- A\n\n## Later\n"),
        ("## Papers\n## Later\n", "## Papers\n\n- A\n\n## Later\n"),
        ("## Papers\r\n\r\n- B\r\n", "## Papers\r\n\r\n- B\r\n- A\r\n"),
        ("## Papers\n\n- B  \n\n\nEnd", "## Papers\n\n- B  \n- A\n\n\nEnd"),
        ("## Papers\n\n- B", "## Papers\n\n- B\n- A\n"),
        ("## Papers\n\n  - B\n", "## Papers\n\n  - B\n  - A\n"),
        (
            '## Papers\n\n[Top](#top)\n\n<a name="x"></a>\n\n* * *\n## B\n',
            '## Papers\n\n- A\n\n[Top](#top)\n\n<a name="x"></a>\n\n* * *\n## B\n',
        ),
        (
            "## Papers\n\n<details>\n\n</details>\n",
            "## Papers\n\n<details>\n\n- A\n\n</details>\n",
        ),
    ],
)
def test_the_lines_around_stay_whatever_they_are(content: str, text: str) -> None:
    assert with_entry(content, read_description(described_by("- {title}")), {"title": "A"}) == text


_SECTIONS = """version: 1
list: {name: Papers, under: "## Papers"}
fields:
  title:   {kind: title}
  date:    {kind: date, precision: month, required: false}
  section: {kind: choice, options: sections, many: true}
  links:   {kind: links, words: {Paper: paper, Code: code}, required: false}
sections: {by: section, headings: "3-4"}
entry: "- {title}{? ({date})}{? {links| |[{word}]({url})}}"
"""
_BOLD = _SECTIONS.replace("{title}", "**{title}**")
_README = """# List

### Vision models

not a section

## Papers

### 1. Vision Models

- A [paper](https://arxiv.org/abs/2001.00001)

### 2. Language

#### Attacks

- B

#### Surveys

### 3. Speech

#### Attacks

## Later

- no entry
"""


@pytest.mark.parametrize(
    ("section", "behind"),
    [
        ("1. Vision Models", "- A [paper](https://arxiv.org/abs/2001.00001)"),
        ("vision  models", "- A [paper](https://arxiv.org/abs/2001.00001)"),
        ("Vision Model", "- A [paper](https://arxiv.org/abs/2001.00001)"),
        (["Attacks"], "- B"),
        ("3. Speech > Attacks", "#### Attacks"),
        ("Surveys", "#### Surveys"),
        ("2. Language", "### 2. Language"),
    ],
)
def test_a_section_goes_by_its_heading_spelled_nearly_so(section: object, behind: str) -> None:
    after = with_entry(_README, read_description(_SECTIONS), {"title": "New", "section": section})
    lines = [line for line in after.split("\n") if line]
    assert lines[lines.index("- New") - 1] == behind
    assert [line for line in _added(_README, after) if line] == ["- New"]


def test_where_a_paper_may_stand_in_several_sections_it_is_put_in_each() -> None:
    record = {"title": "New", "section": ["Vision Models", "Surveys", "vision models"]}
    after = with_entry(_README, read_description(_SECTIONS), record)
    assert [line for line in _added(_README, after) if line] == ["- New", "- New"]


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("Posters", "no heading of README.md is “Posters”"),
        ("2. Vision 2 Models", "no heading of README.md is “2. Vision 2 Models”"),
        ("Later", "no heading of README.md is “Later”"),
        (None, "section has no value, and by it the section is found"),
    ],
)
def test_a_section_that_is_not_there_is_named(section: str | None, words: str) -> None:
    described = read_description(_SECTIONS)
    with pytest.raises(WriteError) as caught:
        with_entry(_README, described, {"title": "New", "section": section})
    assert str(caught.value) == words


def test_a_heading_that_stands_twice_is_asked_for_with_those_above() -> None:
    readme = _README.replace("#### Attacks\n\n## Later", "#### Attacks\n\n- C\n\n## Later")
    with pytest.raises(WriteError, match=r"several headings of README\.md are “Attacks”"):
        with_entry(readme, read_description(_SECTIONS), {"title": "N", "section": "Attacks"})
    places = places_of(_listed(readme, read_description(_SECTIONS)), read_description(_SECTIONS))
    assert [*section_names(places)] == [
        "1. Vision Models",
        "2. Language > Attacks",
        "Surveys",
        "3. Speech > Attacks",
    ]


def test_a_heading_over_others_is_a_section_where_entries_stand_right_below_it() -> None:
    readme = """## Papers
### First
- A
#### Within
### Over others
#### Empty
```
### In a fence
```
#### Within
- B
## Other
### Not a paper
"""
    names = read_sections(readme.encode(), read_description(_SECTIONS))
    assert names == ("First", "First > Within", "Empty", "Over others > Within")
    for name in names:
        after = with_entry(readme, read_description(_SECTIONS), {"title": "N", "section": name})
        listed = _listed(after, read_description(_SECTIONS))
        (entry,) = (each for each in listed.entries if (each.fields or {}).get("title") == "N")
        assert " > ".join(entry.section).endswith(name)
    twice = "## Papers\n### A\n### A\n- B\n"
    assert read_sections(twice.encode(), read_description(_SECTIONS)) == ("A",)
    after = with_entry(twice, read_description(_SECTIONS), {"title": "N", "section": "A"})
    assert after == f"{twice}- N\n"


@pytest.mark.parametrize(
    ("date", "behind"),
    [("2024-03", "- B (2024-01)"), ("2023-11", "- A (2023-05)"), ("2022-01", "- O (2021-05)")],
)
def test_sections_by_date_are_found_by_their_year(date: str, behind: str) -> None:
    text = _SECTIONS.replace('{by: section, headings: "3-4"}', '{by: date, headings: "3"}')
    readme = (
        "## Papers\n\n### 2024\n\n- B (2024-01)\n\n### Year 2023\n\n- A (2023-05)\n\n"
        "### Before 2023\n\n- O (2021-05)\n"
    )
    if date == "2022-01":
        with pytest.raises(WriteError, match=r"no heading of README\.md is for the date “2022-01”"):
            with_entry(readme, read_description(text), {"title": "New", "date": date})
        text = text.replace(
            '{by: date, headings: "3"}',
            '{by: date, headings: "3", groups: [{title: Before 2023, before: 2023-01-01}]}',
        )
    after = with_entry(readme, read_description(text), {"title": "New", "date": date})
    assert f"{behind}\n- New ({date})\n" in after


def test_sections_by_date_are_found_by_their_month_where_they_have_one() -> None:
    text = _SECTIONS.replace('{by: section, headings: "3-4"}', '{by: date, headings: "3"}')
    readme = "## Papers\n\n### March 2024\n\n- B\n\n### February 2024\n\n- A\n"
    after = with_entry(readme, read_description(text), {"title": "New", "date": "2024-02"})
    assert after == readme + "- New (2024-02)\n"


def test_in_an_empty_section_of_tables_a_table_begins() -> None:
    text = _SECTIONS.replace('entry: "- {title}', 'entry: "| {title} |').replace(
        '{? ({date})}{? {links| |[{word}]({url})}}', " {date} |"
    ).replace(", required: false}\n  section", "}\n  section")  # fmt: skip
    head = "| Title | Date |\n| --- | --- |\n"
    readme = f"## Papers\n\n### A\n\n{head}| One | 2024-01 |\n\n### B\n\n### C\n\n{head}"
    record = {"title": "New", "date": "2024-02", "section": ["A", "B", "C"]}
    after = with_entry(readme, read_description(text), record)
    row = "| New | 2024-02 |\n"
    assert after == (
        f"## Papers\n\n### A\n\n{head}| One | 2024-01 |\n{row}\n"
        f"### B\n\n{head}{row}\n### C\n\n{head}{row}"
    )


@pytest.mark.parametrize("name", READMES)
def test_an_entry_is_changed_in_its_own_lines_alone(name: str) -> None:
    described = description(name)
    before = (OWN / f"{name}.md").read_text("utf-8")
    for entry in _listed(before, described).entries:
        if entry.fields:
            old = entry.fields
            after = with_changed_entry(before, described, old, {**old, "title": "What Heads Do"})
            changed = _changed(before, after)
            assert [line for line, _ in changed if old["title"][:20] not in line] == []
            assert {re.sub("What Heads Do", "", line) for _, line in changed} != {""}


@pytest.mark.parametrize(
    ("entry", "change", "after"),
    [
        # As it is written by the template: all of it.
        ('- "A", 2020, `x`', {"date": "2021"}, '- "A", 2021, `x`'),
        # As people write it: where the field stands, and nothing else.
        ("- “A”  2020, `x`", {"date": "2021"}, "- “A”  2021, `x`"),
        ("- “A”, 2020, `x` `y`", {"tags": ["z"]}, "- “A”, 2020, `z`"),
        ("- “A”, 2020, `x`", {"tags": ["x", "z"]}, "- “A”, 2020, `x`, `z`"),
        # What the entry does not show changes nothing.
        ("- “A”, 2020, `x`", {"remark": "B"}, "- “A”, 2020, `x`"),
        # A field more, or one less: written anew.
        ("- “A”, 2020", {"tags": ["z"]}, '- "A", 2020, `z`'),
        ("- “A”, 2020, `x`", {"tags": []}, '- "A", 2020'),
    ],
)
def test_what_people_wrote_in_their_way_is_changed_only_where_a_field_is(
    entry: str, change: dict[str, Any], after: str
) -> None:
    described = read_description(
        described_by('- "{title}", {date}{?, {tags|, |`{tag}`}}').replace("month", "year")
    )
    readme = f"## Papers\n\n- “B”, 1999\n{entry}\n"
    (_, read) = _listed(readme, described).entries
    assert read.fields
    changed = with_changed_entry(readme, described, read.fields, {**read.fields, **change})
    assert changed == f"## Papers\n\n- “B”, 1999\n{after}\n"


def test_what_the_template_of_reading_knows_beside_stays_when_a_field_changes() -> None:
    described = description("long-context")
    readme = (
        "## 📢 News\n\n### Week Papers\n\n## 📜 Papers\n\n### A\n\n"
        "1. [**T.**](https://arxiv.org/abs/2001.00001) _A. B._ Arxiv 2020. "
        "[![GitHub Repo stars](https://img.shields.io/github/stars/a/b)](https://github.com/a/b) "
        "[![Static Badge](https://img.shields.io/badge/Homepage-blue)](https://a.org)\n"
    )
    (entry,) = _listed(readme, described).entries
    assert entry.fields
    assert entry.fields["home"] == "https://a.org"
    after = with_changed_entry(readme, described, entry.fields, {**entry.fields, "venue": "X 21"})
    assert _changed(readme, after) == [(entry.text, entry.text.replace("Arxiv 2020", "X 21"))]


def test_an_entry_that_no_template_reads_is_found_by_its_link_and_written_anew() -> None:
    described = read_description(_BOLD)
    link = {"label": "paper", "kind": "Paper", "url": "https://arxiv.org/abs/2001.00001"}
    readme = _README.replace("- A [paper]", "- *A* by somebody: see ![pic](x.png) [the paper]")
    old = {"title": "A", "links": [link], "section": ["Vision Models"]}
    assert with_changed_entry(readme, described, old, old) == readme
    after = with_changed_entry(readme, described, old, {**old, "date": "2020-01"})
    assert "\n- **A** (2020-01) [paper](https://arxiv.org/abs/2001.00001)\n" in after


def test_a_paper_moves_where_its_section_is_another_one_now() -> None:
    described = read_description(_SECTIONS)
    old = {"title": "B", "section": ["Attacks"]}
    after = with_changed_entry(_README, described, old, {**old, "section": ["Surveys"]})
    assert after == _README.replace("- B\n\n", "").replace(
        "#### Surveys\n", "#### Surveys\n\n- B\n"
    )
    both = with_changed_entry(_README, described, old, {**old, "section": ["Attacks", "Surveys"]})
    assert both == _README.replace("#### Surveys\n", "#### Surveys\n\n- B\n")
    assert with_changed_entry(both, described, {**old, "section": ["Attacks", "Surveys"]}, old) == (
        _README
    )


def test_a_paper_that_the_readme_lacks_cannot_be_changed() -> None:
    described = read_description(_SECTIONS)
    with pytest.raises(WriteError, match=r"no entry of README\.md is for “Z”"):
        with_changed_entry(_README, described, {"title": "Z"}, {"title": "Y"})


def _records(text: str, described: Description) -> list[dict[str, Any]]:
    return [entry.fields for entry in _listed(text, described).entries if entry.fields]


def test_records_that_the_readme_lacks_are_put_in_and_others_are_known() -> None:
    described = read_description(_SECTIONS)
    records: list[dict[str, Any]] = [
        {"title": "Another title", "section": ["Vision Models"],
         "links": [{"label": "a", "kind": "Paper", "url": "arxiv.org/pdf/2001.00001v2"}]},
        {"title": "b!", "section": ["Attacks"]},
        {"title": "C", "section": ["Surveys"]},
        {"title": "D", "section": ["Surveys"]},
        {"title": "d", "section": ["Surveys"]},
    ]  # fmt: skip
    after = written(_README, described, records)
    assert after == _README.replace("#### Surveys\n", "#### Surveys\n\n- C\n- D\n- d\n")
    assert written(after, described, records) == after


def test_a_paper_that_is_kept_as_written_is_not_missing() -> None:
    described = read_description(_BOLD)
    readme = _README.replace("- B\n", "- ![](b.png) <b>[A Paper of Note](https://b.org)</b>\n")
    assert _titles(readme, described) == ["A", ""]
    records = [{"title": "A paper of note", "section": ["Attacks"]}]
    assert written(readme, described, records) == readme


_NEWEST = """version: 1
list: {name: Papers, data: papers.yaml, under: "## Papers", most-shown: 3}
fields:
  title: {kind: title}
  date:  {kind: date, precision: month}
order: newest
entry: "- {title} ({date})"
"""
_SHOWN = "## Papers\n\n- A (2024-03)\n- B (2024-02)\n- C (2024-01)\n\n## End\n"


def test_where_the_newest_are_shown_alone_the_oldest_goes_for_a_new_one() -> None:
    described = read_description(_NEWEST)
    records = _records(_SHOWN, described)
    new = {"title": "N", "date": "2024-02"}
    after = with_entry(_SHOWN, described, new, records=records)
    assert after == "## Papers\n\n- A (2024-03)\n- N (2024-02)\n- B (2024-02)\n\n## End\n"
    assert written(after, described, [*records, new]) == after


def test_a_paper_that_stands_in_the_readme_alone_does_not_go_for_a_new_one() -> None:
    described = read_description(_NEWEST)
    records = _records(_SHOWN, described)[:2]
    after = with_entry(_SHOWN, described, {"title": "N", "date": "2024-05"}, records=records)
    assert _titles(after, described) == ["N", "A", "B", "C"]


def test_a_paper_older_than_all_that_are_shown_is_not_put_in() -> None:
    described = read_description(_NEWEST)
    old = {"title": "N", "date": "2023-05"}
    assert with_entry(_SHOWN, described, old, records=_records(_SHOWN, described)) == _SHOWN
    assert written(_SHOWN, described, [old]) == _SHOWN
    assert with_changed_entry(_SHOWN, described, old, {**old, "title": "M"}) == _SHOWN
    few = _SHOWN.replace("- A (2024-03)\n", "")
    assert _titles(written(few, described, [old]), described) == ["B", "C", "N"]


def test_where_the_last_added_are_shown_alone_the_first_goes() -> None:
    described = read_description(_NEWEST.replace("order: newest", "order: append"))
    records = [*_records(_SHOWN, described)]
    new = {"title": "N", "date": "2020-01"}
    after = with_entry(_SHOWN, described, new, records=records)
    assert _titles(after, described) == ["B", "C", "N"]
    assert written(after, described, [*records, new]) == after


def test_a_readme_that_cannot_be_cut_is_named() -> None:
    with pytest.raises(BrokenState, match="no heading begins with “## Papers”"):
        with_entry("# List\n", read_description(_SECTIONS), {"title": "A"})


_LINES = st.lists(
    st.sampled_from(
        [
            "### A", "### B", "#### C", "- one", "- two (2020-01)", "  - three", "- **?**", "",
            "   ", "prose", "<details>", "</details>", "* * *", "```", "<!--", "-->", "## Later",
            "1. x", "  more", '<a name="x"></a>',
        ]
    ),
    max_size=25,
)  # fmt: skip


@given(_LINES, st.sampled_from(["\n", "\r\n"]), st.booleans(), st.sampled_from("ABC"))
def test_what_is_put_into_any_readme_is_its_own_lines_and_comes_out_again(
    lines: list[str], newline: str, ends: bool, section: str
) -> None:
    described = read_description(_SECTIONS)
    before = newline.join(("## Papers", *lines)) + (newline if ends else "")
    record = {"title": "New One", "section": [section]}
    try:
        after = with_entry(before, described, record)
    except WriteError:
        return
    added = [line for line in _added(before, after) if line.strip()]
    assert [line.strip() for line in added] == ["- New One"]
    listed = _listed(after, described)
    assert [(entry.fields or {}).get("title") for entry in listed.entries].count("New One") == 1
    draft = Draft(listed, described)
    draft.take_out(next(entry for entry in listed.entries if entry.text.endswith("- New One")))
    assert _bare(draft.text()) == _bare(before)


def _bare(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


_HOSTILE: dict[str, Callable[[int], str]] = {
    "entries": lambda size: "### A\n" + "1. x\n" * (size // 5),
    "sections": lambda size: "### A\n\n" * (size // 7),
    "blank lines": lambda size: "### A\n" + "\n" * size,
    "signs of a rule": lambda size: "### A\n" + "* " * (size // 2) + "x\n",
    "brackets": lambda size: "### A\n" + "[" * (size // 2) + "](#" * (size // 6) + "\n",
    "blanks": lambda size: "### A\n[x](#y)" + " " * size + "x\n",
    "addresses": lambda size: "### A\n1. " + "https://a.org/(" * (size // 15) + "\n",
    "titles": lambda size: "### A\n1. " + '**"' * (size // 3) + "\n",
    "news": lambda size: (
        "### Week Papers\n" + "- **[2024.01.01]**\n  - Paper: [a](\n" * (size // 40)
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", chosen(_HOSTILE, "news"))
def test_twice_the_text_takes_at_most_twice_the_time(kind: str) -> None:
    described = description("long-context")
    paper = {**PAPER, "section": "A"}

    def seconds(size: int) -> float:
        text, rest = _HOSTILE[kind](size), "### Week Papers\n"
        news, papers = (text, "### A\n") if text.startswith(rest) else (rest, text)
        readme = f"{news}\n## 📜 Papers\n\n{papers}"
        start = time.process_time()
        after = with_entry(readme, described, paper, "2024-01-02")
        assert only_one_entry_changed(readme, after, described)
        hand_edits(after, described, [PAPER])
        return time.process_time() - start

    seconds(1_000)
    ratios = []
    for _ in range(5):
        ratios.append((seconds(80_000) + 0.02) / (seconds(40_000) + 0.02))
        if ratios[-1] <= 2.6:
            return
    raise AssertionError(ratios)
