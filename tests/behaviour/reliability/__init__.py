"""The bot against whatever can happen: people, other runs, faults."""

import pytest

pytest.register_assert_rewrite(
    "tests.behaviour.reliability.harness",
    "tests.behaviour.reliability.invariants",
    "tests.behaviour.reliability.stories",
)
