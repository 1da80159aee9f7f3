"""Hostile issues to other lists: README gains one entry whatever a field says, nothing live."""

from __future__ import annotations

import pytest

from bot.submission import Accepted
from tests.behaviour.hostile.cases import CASES
from tests.behaviour.hostile.corpus import records
from tests.lists_hostile import assert_inert, verdicts
from tests.lists_on_hub import PAPERS

LONGEST = 5000  # characters of a value; what is longer has a test of its own

_BODIES = [
    *(case.body or "" for case in CASES),
    *(record["body"] or "" for record in records("corpus.jsonl")),
]


def _values(bodies: list[str]) -> list[str]:
    """Return what hostile issues say: as a whole, and what their first line says of a field."""
    whole = [body.encode("utf-8", "replace").decode() for body in bodies]
    said = [line.partition(":")[2].strip() for body in whole for line in body.splitlines()[:1]]
    values = dict.fromkeys((*whole, *said))
    return [value for value in values if 0 < len(value) < LONGEST]


@pytest.mark.parametrize(
    ("name", "step"),
    [
        *((name, 12) for name in PAPERS),
        *(pytest.param(name, 1, marks=pytest.mark.thorough) for name in PAPERS),
    ],
)
def test_a_hostile_value_of_any_field_is_refused_or_written_as_text(name: str, step: int) -> None:
    written = 0
    for value in _values(_BODIES)[::step]:
        for _, verdict in verdicts(name, value):
            if isinstance(verdict, Accepted):
                assert_inert(name, verdict)
                written += 1
    assert written > 10
