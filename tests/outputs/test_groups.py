"""The group of a generated list that a paper stands in."""

from __future__ import annotations

import json

import pytest

from bot.catalog import parse_catalog
from bot.listing import read_description, with_entry
from bot.outputs.groups import place_of

DESCRIBED = """version: 1
list: {name: Papers, shown: SHOWN}
fields:
  title:     {kind: title}
  published: {kind: date, precision: month}
  updated:   {kind: date, precision: month}
sections: {by: BY, GROUPS}
"""
RECORD = {"title": "N", "published": "2023-04", "updated": "2024-05"}


@pytest.mark.parametrize(
    ("by", "year"), [("date", "2023"), ("published", "2023"), ("updated", "2024")]
)
def test_years_go_by_the_field_that_is_a_date_whatever_its_name(by: str, year: str) -> None:
    text = DESCRIBED.replace("BY", by)
    form = read_description(
        text.replace("SHOWN", "generated").replace("GROUPS", 'groups: [{title: "{year}"}]')
    )
    (paper,) = parse_catalog(json.dumps([{**RECORD, "links": []}]), form).papers
    assert place_of(paper, "en").title == year

    own = text.replace("SHOWN", "in-place").replace("GROUPS", "headings: 2")
    described = read_description(f'{own}entry: "- {{title}}"\n')
    readme = "## 2024\n\n- A\n\n## 2023\n\n- B\n"
    last = {"2024": "- A\n", "2023": "- B\n"}[year]
    assert with_entry(readme, described, RECORD) == readme.replace(last, f"{last}- N\n")


def test_a_number_may_name_the_section() -> None:
    text = DESCRIBED.replace("{kind: date, precision: month}", "{kind: number}").replace(
        "BY", "updated"
    )
    record = {"title": "N", "published": 1, "updated": 2024}
    form = read_description(
        text.replace("SHOWN", "generated").replace("GROUPS", 'groups: [{title: "2024"}]')
    )
    (paper,) = parse_catalog(json.dumps([record]), form).papers
    assert place_of(paper, "en").title == "2024"

    own = text.replace("SHOWN", "in-place").replace("GROUPS", "headings: 2")
    described = read_description(f'{own}entry: "- {{title}}"\n')
    assert with_entry("## 2024\n\n## 2023\n", described, record) == "## 2024\n\n- N\n\n## 2023\n"
