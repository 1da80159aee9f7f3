"""What look-ups add to the listed papers of a list, in the fields that this list has."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from bot.catalog import Paper, parse_catalog
from bot.fields import Findings, PublishedDate, Record, parse_link
from bot.listing import read_description
from bot.reconcile.proposals import propose

ADDRESS = "https://arxiv.org/abs/2401.00001"
CODE = "https://github.com/o/code"
CODES = "  code: {kind: link, names: Code}"
TODAY = dt.date(2026, 11, 30)


def found() -> Findings:
    """Return what a service says of the paper."""
    reference = parse_link(ADDRESS)
    assert reference
    day = PublishedDate("2024-01-02")
    return Findings((Record("arXiv", "A", day, None, (reference,)),))


def paper(fields: str, **values: Any) -> Paper:
    """Return a paper of a list that has a title, and these fields."""
    text = f"""version: 1
list: {{name: Papers, under: "## Papers"}}
fields:
  title: {{kind: title}}
{fields}
entry: "- {{title}}"
"""
    form = read_description(text)
    (listed,) = parse_catalog(json.dumps([{"title": "A", **values}]), form).papers
    return listed


@pytest.mark.parametrize(
    ("fields", "there", "gained"),
    [
        ("  link: {kind: link}", {}, {"link": ADDRESS}),
        (
            "  code: {kind: link, names: Code}\n  link: {kind: link}",
            {"code": CODE},
            {"link": ADDRESS},
        ),
        ("  code: {kind: link, names: Code}", {}, {}),
        ("  date: {kind: date, precision: year}", {}, {"date": "2024-01-02"}),
        ("  note: {kind: text}", {"note": "N"}, {}),
    ],
)
def test_a_fact_goes_to_the_field_that_is_for_it_or_is_not_proposed(
    fields: str, there: dict[str, Any], gained: dict[str, str]
) -> None:
    listed = paper(fields, **there)
    change = propose(listed, found(), (), (), TODAY)
    assert change.paper.values == {**listed.values, **gained}
    assert [each.value for each in change.proposals] == [*gained.values()]


def test_a_link_comes_before_those_that_are_there() -> None:
    code = {"label": "Code", "kind": "Code", "url": CODE}
    listed = paper("  links: {kind: links}", links=[code])
    change = propose(listed, found(), (), (), TODAY)
    assert [link.url for link in change.paper.links] == [ADDRESS, CODE]
