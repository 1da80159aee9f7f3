"""Every call of a run fails in every way; the runs after it end where one without faults ends.

A new paper and a rebuild after a merge meet every kind of fault: between them they make nearly
every kind of call. The other stories bring those that are left (a label taken off, a pull request
closed or opened again) and the same calls with more or less there already; for them one kind of
fault for each way of reacting to it is enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest

from tests import faults as kinds
from tests.behaviour.reliability.conftest import Begin
from tests.behaviour.reliability.flows import (
    DECLINED,
    FLOWS,
    NEW_PAPER,
    REBUILD,
    REJECTED,
    REOPENED,
    WITHDRAWN,
    Flow,
)
from tests.behaviour.reliability.harness import SWEEP, Event
from tests.behaviour.reliability.invariants import assert_invariants
from tests.behaviour.reliability.stories import Story
from tests.faults import KINDS, Injected, Kind, Past
from tests.tiers import chosen

TELLING = (
    *(kinds.RESET_AFTER, kinds.PRIMARY_LIMIT, kinds.NOT_PERMITTED),
    *(kinds.NOT_FOUND, kinds.OVERTAKEN, kinds.HOLLOW_JSON),
)
IN_FULL = (NEW_PAPER, REBUILD)
CASES = [(flow, kind) for flow in IN_FULL for kind in KINDS]
CASES += [(flow, kind) for flow in FLOWS if flow not in IN_FULL for kind in TELLING]
# Every telling kind with one story, of which some are long and some have something to end.
STORIES = (NEW_PAPER, REBUILD, DECLINED, REOPENED, REJECTED, WITHDRAWN)
FIRST = [*zip(STORIES, TELLING, strict=True)][:1]
THEN = [*zip(STORIES, TELLING, strict=True)]
# Each kind with one of the two stories in turn, and each other story with a telling kind in turn.
THEN += [(IN_FULL[place % 2], kind) for place, kind in enumerate(KINDS)]
THEN += [
    (flow, TELLING[place % len(TELLING)])
    for place, flow in enumerate(flow for flow in FLOWS if flow not in IN_FULL)
]


def _name(value: Flow | Kind) -> str:
    return value.name


@pytest.mark.parametrize(("flow", "kind"), chosen(CASES, *FIRST, then=THEN), ids=_name)
def test_a_fault_at_any_call_is_healed_by_the_next_runs(
    story: Begin, flow: Flow, kind: Kind
) -> None:
    told, failures = story(flow), []
    for at, call in enumerate(told.calls):
        for injected in _until_once(kind, at):
            case = f"{kind.name}, times: {injected.times}, at {at}: {call.method} {call.path}"
            act = partial(_meet, told, injected)
            failures += told.failures(case, act, declined=partial(_could_know, injected))
            assert injected.hits, f"{case}: the fault was not met"
    assert not failures, "\n\n".join(failures)


def _meet(told: Story, injected: Injected) -> None:
    """Run into the fault; what is left then may be half of it all, but nothing wrong."""
    told.stage.run(told.event, injected)
    assert_invariants(told.stage.hub)


def _could_know(injected: Injected) -> bool:
    """Whether the bot could know better than to close the pull request for good.

    GitHub says 410 of what was deleted; one that says so again has to be believed.
    """
    return injected.kind is not kinds.GONE or injected.hits < 2


def _until_once(kind: Kind, at: int) -> Iterator[Injected]:
    """Yield the fault until it is lifted, then thrice, then once, to be met each in turn.

    One that was met no more often than a number of times went as it goes with that number.
    """
    injected = Injected(kind, at, None)
    yield injected
    for times in (3, 1):
        if injected.hits > times:
            injected = Injected(kind, at, times)
            yield injected


@pytest.mark.parametrize("flow", chosen(FLOWS, then=[WITHDRAWN, *FLOWS[::2]]), ids=_name)
@pytest.mark.parametrize("times", chosen([1, None], None))
def test_a_stale_answer_at_any_call_does_no_harm_that_stays(
    story: Begin, flow: Flow, times: int | None
) -> None:
    """A closed issue that is read as open is proposed once more, and that is taken back."""
    told, failures = story(flow), []
    for lagging in ("answer", "repeat", "sweep"):
        at, injected = 0, Injected(kinds.HTML)
        while injected.hits or not at:
            past = told.past.copy()
            injected = Injected(past.stale, at, times, otherwise=past.watch)
            case = f"stale, times: {times}, at {at} of {lagging}"
            act = partial(_lag, told, lagging, past, injected)
            failures += told.failures(case, act, declined=lambda: flow is not WITHDRAWN)
            at += 1
    assert not failures, "\n\n".join(failures)


def _lag(told: Story, lagging: str, past: Past, injected: Injected) -> None:
    """Let the answer to the event, its repeat or the sweep after it read what was."""
    if lagging != "answer":
        told.stage.run(told.event, past.watch)
    event: Event = SWEEP if lagging == "sweep" else told.event
    told.stage.run(event, injected)
