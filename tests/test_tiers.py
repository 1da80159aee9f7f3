"""The tiers share all tests between them, and every kind of case is in the first."""

from __future__ import annotations

import subprocess
import sys

import pytest
from _pytest.mark import ParameterSet

from tests.paths import PROJECT
from tests.tiers import chosen, first_of_each

FILE = "tests/behaviour/reliability/test_single_faults.py"


def collected(*arguments: str) -> set[str]:
    """Return the tests that pytest would run."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n0", *arguments]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {line for line in done.stdout.splitlines() if "::" in line}


@pytest.fixture(scope="module")
def rest() -> set[str]:
    """The thorough tests of the file."""
    return collected("--rest", FILE)


def test_each_test_is_in_one_of_the_tiers(rest: set[str]) -> None:
    quick = collected(FILE)

    everything = collected("--all", FILE)
    assert not quick & rest
    assert quick
    assert rest
    assert everything > quick | rest


def test_what_is_named_is_run_in_any_tier(rest: set[str]) -> None:
    thorough = min(rest)

    assert collected(thorough) == {thorough}


def test_of_a_long_matrix_what_no_tier_before_names_is_exhaustive() -> None:
    cases = chosen(["a", "b", "c", "d"], "b", then=["a", "b", "d"])

    marks = {case.values[0]: [mark.name for mark in case.marks] for case in cases}
    assert marks == {"a": ["thorough"], "b": [], "c": ["exhaustive"], "d": ["thorough"]}


@pytest.mark.parametrize(
    ("cases", "quick"),
    [
        (first_of_each(["a1", "a2", "b1"], lambda case: case[0]), ["a1", "b1"]),
        (chosen(["a", "b", "c"], "c"), ["c"]),
    ],
    ids=["first of each", "chosen"],
)
def test_a_matrix_keeps_all_its_cases_and_marks_those_that_are_left_out(
    cases: list[ParameterSet], quick: list[str]
) -> None:
    assert len(cases) == 3
    assert [case.values[0] for case in cases if not case.marks] == quick
