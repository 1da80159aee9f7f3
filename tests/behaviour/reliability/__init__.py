"""The bot against whatever can happen: people, other runs, faults."""

import pytest

pytest.register_assert_rewrite(
    "tests.reliability.harness", "tests.reliability.invariants", "tests.reliability.stories"
)
