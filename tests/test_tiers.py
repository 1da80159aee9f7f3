"""The tiers share all tests between them, and every kind of case is in the first."""

from __future__ import annotations

import subprocess
import sys

import pytest
from _pytest.mark import ParameterSet

from tests.paths import PROJECT
from tests.tiers import chosen, first_of_each

FILE = "tests/behaviour/reliability/test_single_faults.py"


THOROUGH = f"{FILE}::test_a_stale_answer_at_any_call_does_no_harm_that_stays[None-new paper]"
# Several collections in one process, which takes longest to start.
COLLECT = """
import sys, pytest
for given in sys.argv[1:]:
    print("====")
    pytest.main(["--collect-only", "-q", "-n0", "-p", "no:cacheprovider", *given.split(";")])
"""


@pytest.fixture(scope="module")
def collected() -> list[set[str]]:
    """The tests that pytest would run: of the file, with --rest, with --all, and of a name."""
    asked = [FILE, f"--rest;{FILE}", f"--all;{FILE}", THOROUGH]
    done = subprocess.run(
        [sys.executable, "-c", COLLECT, *asked],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    parts = done.stdout.split("====\n")[1:]
    return [{line for line in part.splitlines() if "::" in line} for part in parts]


def test_each_test_is_in_one_of_the_tiers(collected: list[set[str]]) -> None:
    quick, rest, everything, _ = collected

    assert not quick & rest
    assert quick
    assert rest
    assert everything > quick | rest


def test_what_is_named_is_run_in_any_tier(collected: list[set[str]]) -> None:
    _, rest, _, named = collected

    assert named == {THOROUGH}
    assert named <= rest


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
