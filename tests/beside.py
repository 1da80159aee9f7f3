"""Real and hostile examples: a small set of the tests' own, and a large one where it is there.

The small set lies in `tests/data/small`, by the same names as the large one beside the repository.
What both hold counts once, as the large one has it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.paths import SHARED, TESTS

SMALL = TESTS / "data" / "small"
ALL_THERE = SHARED.is_dir()


def file_of(name: str) -> Path:
    """Return where a file lies, of the two places."""
    beside = SHARED / name
    return beside if beside.is_file() else SMALL / name


def records(name: str, key: str) -> list[dict[str, Any]]:
    """Return the records of a file of lines, those of the small set first."""
    found: dict[Any, dict[str, Any]] = {}
    for folder in (SMALL, SHARED):
        path = folder / name
        if path.is_file():
            lines = path.read_text("utf-8").splitlines()
            found |= {record[key]: record for record in map(json.loads, lines)}
    return list(found.values())


def is_small(name: str, key: str) -> Callable[[dict[str, Any]], bool]:
    """Return a test of whether a record of a file is one of the small set."""
    lines = (SMALL / name).read_text("utf-8").splitlines()
    ours = {json.loads(line)[key] for line in lines}
    return lambda record: record[key] in ours


def loaded(name: str) -> Any:
    """Return what a file of JSON holds."""
    return json.loads(file_of(name).read_text("utf-8"))


def names(folder: str, pattern: str) -> Iterator[str]:
    """Return the names of the files in a folder of the large set, else of the small one."""
    there = SHARED / folder if ALL_THERE else SMALL / folder
    return (path.relative_to(there).as_posix() for path in there.glob(pattern))
