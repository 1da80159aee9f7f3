"""The two tiers of the tests: what `make test` runs, and what `make test-all` adds.

A test of the second is marked `thorough`. Of a long matrix the first runs at least one case of
each kind, always the same ones.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

import pytest
from _pytest.mark import ParameterSet

T = TypeVar("T")

thorough = pytest.mark.thorough


def first_of_each(cases: Iterable[T], kind: Callable[[T], Hashable]) -> list[ParameterSet]:
    """Return the cases of a matrix, all but the first of each kind marked as thorough."""
    first: dict[Hashable, T] = {}
    there = list(cases)
    for case in there:
        first.setdefault(kind(case), case)
    return _parameters(there, lambda case: first[kind(case)] is case)


def chosen(cases: Iterable[T], *names: T) -> list[ParameterSet]:
    """Return the cases of a matrix, all but those named marked as thorough."""
    return _parameters(cases, lambda case: case in names)


def all_thorough(cases: Iterable[T]) -> list[ParameterSet]:
    """Return the cases of a matrix, each marked as thorough."""
    return _parameters(cases, lambda _case: False)


def _parameters(cases: Iterable[T], quick: Callable[[T], bool]) -> list[ParameterSet]:
    """Write cases as parameters of a test; a tuple is a case with several arguments."""
    return [
        pytest.param(
            *(case if isinstance(case, tuple) else (case,)), marks=[] if quick(case) else [thorough]
        )
        for case in cases
    ]
