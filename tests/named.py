"""Find the tests that a table in a page names, and those that are not there."""

from __future__ import annotations

import ast
import re
from functools import cache

from tests.paths import TESTS

# `folder/test_file.py`, `test_file.py::test_name`, or `::test_name` of the file named before.
_NAMED = re.compile(r"`((?:\w+/)*test_\w+\.py)?(?:::(test_\w+))?`")


def named_in(text: str) -> list[tuple[str, str]]:
    """Give file and test of each name in a text; the test is blank where all of a file is meant."""
    named, file = [], ""
    for name, test in _NAMED.findall(text):
        file = name or file
        if name or test:
            named.append((file, test))
    return named


def missing_in(text: str) -> list[str]:
    """Return the names in a text that no test has."""
    return [
        f"{file}::{test}"
        for file, test in named_in(text)
        if not (TESTS / file).is_file() or (test and test not in _tests_in(file))
    ]


@cache
def _tests_in(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
