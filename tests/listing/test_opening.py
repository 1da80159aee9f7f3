"""The first paper of a year or a month brings the heading of its section."""

from __future__ import annotations

from typing import Any

import pytest

from bot.listing.describe import read_description
from bot.listing.description import Description
from bot.listing.readme.in_place import with_changed_entry, with_entry, written
from bot.listing.readme.one_entry import only_one_entry_changed
from bot.listing.template.sinks import WriteError

_TEXT = """version: 1
list: {name: Papers on Pumps, under: "## Papers"}
fields:
  title: {kind: title}
  date:  {kind: date, precision: month}
  link:  {kind: link}
sections: {by: date, headings: "3"}
order: newest
entry: '- [{title}]({link}), {date}'
"""


def described(order: str = "newest", text: str = _TEXT) -> Description:
    return read_description(text.replace("order: newest", f"order: {order}"))


def paper(date: str) -> dict[str, Any]:
    return {"title": "On Springs", "date": date, "link": "https://arxiv.org/abs/2603.00001"}


def entry(date: str) -> str:
    return f"- [On Springs](https://arxiv.org/abs/2603.00001), {date}"


def readme(*headings: str) -> str:
    """Return a README with a paper under each heading, of the date behind a bar."""
    sections = [
        f"### {heading}\n\n- [Paper {at}](https://arxiv.org/abs/2401.0000{at}), {date}\n"
        for at, (heading, _, date) in enumerate(each.partition("|") for each in headings)
    ]
    return "## Papers\n\n" + "\n".join(sections) + "\n## License\n"


@pytest.mark.parametrize(
    ("headings", "date", "added", "before"),
    [
        (("2025|2025-01", "2023|2023-01"), "2026-03", "2026", "### 2025"),
        (("2025|2025-01", "2023|2023-01"), "2024-03", "2024", "### 2023"),
        (("2025|2025-01", "2023|2023-01"), "2020-03", "2020", "## License"),
        (("2023|2023-01", "2025|2025-01"), "2026-03", "2026", "## License"),
        (("2023|2023-01", "2025|2025-01"), "2022-03", "2022", "### 2023"),
        (("📅 Year 2025|2025-01",), "2026-03", "📅 Year 2026", "### 📅 Year 2025"),
        (("March 2025|2025-03", "January 2025|2025-01"), "2025-02", "February 2025", "### January"),
        (("2025 MAR|2025-03", "2024 DEC|2024-12"), "2026-01", "2026 JAN", "### 2025 MAR"),
        (("2025-03|2025-03", "2024-12|2024-12"), "2026-01", "2026-01", "### 2025-03"),
        (("2025.9|2025-09", "2025.8|2025-08"), "2025-10", "2025.10", "### 2025.9"),
    ],
)
def test_a_heading_comes_as_the_others_are_and_in_their_order(
    headings: tuple[str, ...], date: str, added: str, before: str
) -> None:
    old = readme(*headings)
    new = with_entry(old, described(), paper(date))
    section = f"### {added}\n\n{entry(date)}\n\n"
    assert f"{section}{before}" in new
    assert new.replace(section, "", 1) == old
    assert only_one_entry_changed(old, new, described())
    assert with_entry(new, described(), {**paper(date), "title": "On Wells"}).count("###") == (
        new.count("###")
    )


def test_one_year_alone_is_followed_by_the_order_of_the_list() -> None:
    old = readme("2025|2025-01")
    assert f"### 2026\n\n{entry('2026-03')}\n\n### 2025" in with_entry(
        old, described("newest"), paper("2026-03")
    )
    assert f"2025-01\n\n### 2026\n\n{entry('2026-03')}\n\n## License" in with_entry(
        old, described("append"), paper("2026-03")
    )


@pytest.mark.parametrize(
    "headings",
    [
        ("2025 (42 papers)|2025-01", "2024 (17 papers)|2024-01"),
        ("2025|2025-01", "2023|2023-01", "2024|2024-01"),
        ("2025|2025-01", "March 2024|2024-03"),
        ("2024-2025|2025-01",),
        ("2025: pumps|2025-01", "2024: wells|2024-01"),
        ("Recent|2025-01",),
    ],
)
def test_where_headings_do_not_show_how_another_is_written_it_is_asked_for(
    headings: tuple[str, ...],
) -> None:
    with pytest.raises(WriteError, match="is for the date"):
        with_entry(readme(*headings), described(), paper("2026-03"))


def test_years_under_several_headings_get_none() -> None:
    text = _TEXT.replace('headings: "3"', 'headings: "3-4"')
    old = (
        "## Papers\n\n### Pumps\n\n#### 2025\n\n- [A](https://a.org), 2025-01\n\n"
        "### Wells\n\n#### 2025\n\n- [B](https://b.org), 2025-01\n"
    )
    with pytest.raises(WriteError):
        with_entry(old, described(text=text), paper("2026-03"))


def test_a_named_group_for_all_years_before_gets_no_heading_of_a_year() -> None:
    groups = '  groups: [{title: Old, name: old, before: 2020-01-01}, {title: "Year {year}"}]'
    text = _TEXT.replace(
        'sections: {by: date, headings: "3"}', f'sections:\n  by: date\n  headings: "3"\n{groups}'
    )
    old = readme("Year 2025|2025-01")
    assert "### Year 2026\n" in with_entry(old, described(text=text), paper("2026-03"))
    with pytest.raises(WriteError):
        with_entry(old, described(text=text), paper("2019-03"))


def test_a_table_gets_its_head_below_the_new_heading_and_ends_of_lines_stay() -> None:
    text = _TEXT.replace("'- [{title}]({link}), {date}'", "'| [{title}]({link}) | {date} |'")
    head = "| Paper | Date |\r\n| --- | --- |\r\n"
    old = f"## Papers\r\n\r\n### 2025\r\n\r\n{head}| [A](https://a.org) | 2025-01 |\r\n"
    row = "| [On Springs](https://arxiv.org/abs/2603.00001) | 2026-03 |\r\n"
    assert with_entry(old, described(text=text), paper("2026-03")) == old.replace(
        "### 2025", f"### 2026\r\n\r\n{head}{row}\r\n### 2025"
    )


def test_papers_of_the_store_and_a_corrected_date_bring_headings_too() -> None:
    old = readme("2024|2024-01")
    others = [
        {"title": "On Wells", "date": "2025-02", "link": "https://arxiv.org/abs/2502.00001"},
        paper("2026-03"),
    ]
    both = written(old, described(), others)
    assert [line for line in both.splitlines() if line.startswith("###")] == [
        "### 2026", "### 2025", "### 2024",
    ]  # fmt: skip
    moved = with_changed_entry(both, described(), paper("2026-03"), paper("2027-01"))
    assert f"### 2027\n\n{entry('2027-01')}\n" in moved
    assert only_one_entry_changed(both, moved, described())


def test_another_heading_is_no_part_of_one_paper() -> None:
    old = readme("2025|2025-01")
    new = with_entry(old, described(), paper("2026-03"))
    for heading in ("### 2027", "### Wells", "## 2026"):
        assert not only_one_entry_changed(old, new.replace("### 2026", heading), described())
    assert not only_one_entry_changed(old, new.replace("## License", ""), described())
