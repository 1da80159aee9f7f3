"""A run dies before or after any of its writes, and so does the run that repairs it."""

from __future__ import annotations

from functools import partial
from itertools import count

import pytest

from localhub.interference import Asked
from tests.behaviour.reliability.conftest import Begin
from tests.behaviour.reliability.flows import FLOWS, NEW_PAPER, REBUILD, Flow
from tests.behaviour.reliability.harness import writes
from tests.behaviour.reliability.invariants import assert_invariants
from tests.behaviour.reliability.stories import Story
from tests.faults import Killed
from tests.tiers import chosen

PARTS = 6


def _is_write(asked: Asked) -> bool:
    return asked.writes


def _killed(at: int, *, after: bool) -> Killed:
    return Killed(at, after, _is_write)


def _die(told: Story, *deaths: Killed) -> None:
    for death in deaths:
        told.stage.run(told.event, death)
        assert_invariants(told.stage.hub)


@pytest.mark.parametrize("after", chosen([False, True], True), ids=["before", "after"])
@pytest.mark.parametrize("flow", chosen(FLOWS, NEW_PAPER), ids=lambda flow: flow.name)
def test_a_run_killed_at_any_write_is_taken_up_by_the_next(
    story: Begin, flow: Flow, after: bool
) -> None:
    told, failures = story(flow), []
    for at, call in enumerate(writes(told.calls)):
        death = _killed(at, after=after)
        failures += told.failures(f"at {call.method} {call.path}", partial(_die, told, death))
        assert death.died
    assert not failures, "\n\n".join(failures)


@pytest.mark.parametrize("part", chosen(range(PARTS), 1))
@pytest.mark.parametrize("after", chosen([False, True], True), ids=["again before", "again after"])
@pytest.mark.parametrize(
    "flow", chosen([NEW_PAPER, REBUILD], NEW_PAPER), ids=lambda flow: flow.name
)
def test_a_repairing_run_killed_at_any_write_is_taken_up_as_well(
    story: Begin, flow: Flow, after: bool, part: int
) -> None:
    told, failures = story(flow), []
    # To die after a write leaves the same behind as to die before the next one.
    for at, call in [*enumerate(writes(told.calls))][part::PARTS]:
        for again in count():
            deaths = _killed(at, after=True), _killed(again, after=after)
            case = f"at {call.method} {call.path}, and at write {again} of the next run"
            failures += told.failures(case, partial(_die, told, *deaths))
            if not deaths[1].died:
                break
    assert not failures, "\n\n".join(failures)
