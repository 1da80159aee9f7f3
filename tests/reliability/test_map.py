"""The table of scenarios in the tests' README names what is there."""

from __future__ import annotations

import re

from tests.conftest import PROJECT

TESTS = PROJECT / "tests"
TABLE = (TESTS / "README.md").read_text("utf-8")
NAMED = re.compile(r"`((?:reliability/)?test_\w+\.py)?(?:::(test_\w+))?`")


def test_every_scenario_has_its_row() -> None:
    rows = re.findall(r"^\| E(\d+) \| .+ \| (.+) \|$", TABLE, re.MULTILINE)

    assert [int(number) for number, _ in rows] == list(range(1, 33))
    assert all(len(shown) > 20 for _, shown in rows)


def test_every_test_that_the_table_names_is_there() -> None:
    file = ""
    for name, test in NAMED.findall(TABLE):
        file = name or file
        assert (TESTS / file).is_file(), file
        assert not test or f"def {test}(" in (TESTS / file).read_text("utf-8"), test
