"""Tell a story once without any fault, to know its calls and its end; then with faults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from localhub.moments import Moment
from localhub.records import Request
from tests.behaviour.reliability.flows import Flow
from tests.behaviour.reliability.harness import (
    SWEEP,
    Event,
    Stage,
    assert_quiet,
    differences,
    visible,
    writes,
)
from tests.behaviour.reliability.invariants import assert_invariants
from tests.faults import Past


@dataclass(frozen=True)
class Story:
    """A story: its beginning, the calls of the run that answers it, and its end.

    `past` is what was read on the way to the beginning, `open_end` the end without the
    pull requests that were closed unmerged.
    """

    stage: Stage
    name: str
    beginning: Moment
    event: Event
    past: Past
    calls: list[Request]
    end: dict[str, Any]
    open_end: dict[str, Any]

    def begin(self) -> None:
        """Put everything back to the beginning."""
        self.stage.hub.return_to(self.beginning)

    def assert_ends_well(self, *events: Event, declined: bool = True) -> None:
        """Deliver the event again and sweep; then all is as without any fault, and quiet.

        Other events may be given to come instead, with a sweep as the last of them.
        `declined` tells whether pull requests closed unmerged have to be the same.
        """
        hub, asked = self.stage.hub, 0
        for event in events or (self.event, SWEEP):
            asked = len(hub.requests)
            fault = self.stage.run(event)
            assert fault is None, f"{event.name} after the faults: {fault}"
        assert_invariants(hub)
        ends = visible(hub, declined=declined), self.end if declined else self.open_end
        different = differences(*ends)
        assert not different, different
        # One more sweep after one that changed nothing would be the same sweep again.
        if writes(hub.requests[asked:]):
            assert_quiet(hub, lambda: self.stage.run(SWEEP))

    def failures(
        self,
        case: str,
        act: Callable[[], object],
        *events: Event,
        declined: Callable[[], bool] = lambda: True,
    ) -> list[str]:
        """Return what is wrong where the story goes this way, nothing where all is well."""
        self.begin()
        try:
            act()
            self.assert_ends_well(*events, declined=declined())
        except Exception as error:
            return [f"{case}: {type(error).__name__}: {error}"]
        return []


def tell(stage: Stage, flow: Flow) -> Story:
    """Tell a story without any fault."""
    stage.past = past = Past()
    event = flow.prepare(stage)
    past = past.copy()
    beginning = stage.hub.keep_moment()
    stage.hub.clear_requests()
    assert stage.run(event) is None
    calls = stage.hub.requests
    assert stage.run(SWEEP) is None
    assert_quiet(stage.hub, lambda: stage.run(event))
    assert_quiet(stage.hub, lambda: stage.run(SWEEP))
    assert_invariants(stage.hub)
    ends = visible(stage.hub), visible(stage.hub, declined=False)
    return Story(stage, flow.name, beginning, event, past, calls, *ends)
