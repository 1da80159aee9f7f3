"""The three tiers of the tests: `make test` runs the first, `.ci/run` two, `make test-all` all.

A test of the second is marked `thorough`, one of the third `exhaustive`. Of a long matrix the
first runs at least one case of each kind, always the same ones. Of the longest ones the second
runs a choice that the test names, and leaves the others to the third.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable
from typing import TypeVar

import pytest
from _pytest.mark import ParameterSet

T = TypeVar("T")

thorough = pytest.mark.thorough
exhaustive = pytest.mark.exhaustive


def first_of_each(
    cases: Iterable[T], kind: Callable[[T], Hashable], then: Container[T] | None = None
) -> list[ParameterSet]:
    """Return the cases of a matrix, all but the first of each kind marked as thorough.

    Where `then` names the thorough ones, those that are left are exhaustive.
    """
    first: dict[Hashable, T] = {}
    there = list(cases)
    for case in there:
        first.setdefault(kind(case), case)
    return _parameters(there, lambda case: first[kind(case)] is case, then)


def chosen(cases: Iterable[T], *names: T, then: Container[T] | None = None) -> list[ParameterSet]:
    """Return the cases of a matrix, all but those named marked as thorough.

    Where `then` names the thorough ones, those that are left are exhaustive.
    """
    return _parameters(cases, lambda case: case in names, then)


def all_thorough(cases: Iterable[T]) -> list[ParameterSet]:
    """Return the cases of a matrix, each marked as thorough."""
    return _parameters(cases, lambda _case: False)


def _parameters(
    cases: Iterable[T], quick: Callable[[T], bool], then: Container[T] | None = None
) -> list[ParameterSet]:
    """Write cases as parameters of a test; a tuple is a case with several arguments."""
    parameters: list[ParameterSet] = []
    for case in cases:
        later = [thorough if then is None or case in then else exhaustive]
        values = case if isinstance(case, tuple) else (case,)
        parameters.append(pytest.param(*values, marks=[] if quick(case) else later))
    return parameters
