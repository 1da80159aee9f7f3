"""Hostile issues to other lists: README gains one entry whatever a field says, nothing live."""

from __future__ import annotations

import pytest

from bot.submission import Accepted
from tests.behaviour.hostile.values import values_of_issues
from tests.lists_hostile import assert_inert, verdicts
from tests.lists_on_hub import PAPERS
from tests.tiers import all_thorough, chosen


@pytest.mark.parametrize(
    ("name", "step"),
    [
        *chosen([(name, 12) for name in PAPERS], ("llm-security", 12)),
        *all_thorough((name, 4) for name in PAPERS),
    ],
)
def test_a_hostile_value_of_any_field_is_refused_or_written_as_text(name: str, step: int) -> None:
    written = 0
    for value in values_of_issues()[::step]:
        for _, verdict in verdicts(name, value):
            if isinstance(verdict, Accepted):
                assert_inert(name, verdict)
                written += 1
    assert written > 10
