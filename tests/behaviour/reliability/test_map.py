"""The table of scenarios in the tests' README names what is there."""

from __future__ import annotations

import re

from tests.named import missing_in, named_in
from tests.paths import TESTS

TABLE = (TESTS / "README.md").read_text("utf-8")


def test_every_scenario_has_its_row() -> None:
    rows = re.findall(r"^\| E(\d+) \| .+ \| (.+) \|$", TABLE, re.MULTILINE)

    assert [int(number) for number, _ in rows] == list(range(1, 33))
    assert all(len(shown) > 20 for _, shown in rows)


def test_every_test_that_the_table_names_is_there() -> None:
    assert len(named_in(TABLE)) > 40
    assert missing_in(TABLE) == []
