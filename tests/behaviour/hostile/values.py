"""What hostile issues say, to be said of any field of any list."""

from __future__ import annotations

from functools import cache

from tests.behaviour.hostile.cases import CASES
from tests.behaviour.hostile.corpus import records

LONGEST = 5000  # characters of a value; what is longer has a test of its own


@cache
def values_of_issues() -> tuple[str, ...]:
    """Return hostile issues as a whole, and what the first line of each says of a field."""
    bodies = [
        *(case.body or "" for case in CASES),
        *(record["body"] or "" for record in records("corpus.jsonl")),
    ]
    whole = [body.encode("utf-8", "replace").decode() for body in bodies]
    said = [line.partition(":")[2].strip() for body in whole for line in body.splitlines()[:1]]
    values = dict.fromkeys((*whole, *said))
    return tuple(value for value in values if 0 < len(value) < LONGEST)
