"""People, runs and faults in any order: all ends well, and nothing of people's is undone.

`SOAK_EXAMPLES` is how many histories are told. `SOAK_SEED` tells those of an earlier run
again: its own number, or the one in the name of the test that failed, which is then the first.
"""

from __future__ import annotations

import copy
import os
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, note, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.behaviour.reliability.beginnings import Beginning, People, tell_beginnings
from tests.behaviour.reliability.endings import assert_ended_well
from tests.behaviour.reliability.harness import SWEEP, Event, Stage, open_stage, writes
from tests.behaviour.reliability.memory import Act, Memory, View, issue_of_branch
from tests.behaviour.reliability.promises import assert_kept
from tests.behaviour.reliability.troubles import NONE, Meanwhile, Trouble, draw, draw_trouble
from tests.tiers import chosen

EXAMPLES = int(os.environ.get("SOAK_EXAMPLES", "500"))
SEED = int(os.environ["SOAK_SEED"])
PART = 250  # examples of one test, whose repository is thrown away with it
FIRST = PART if "SOAK_EXAMPLES" in os.environ else 15  # of the one that each run of the tests tells
PARTS = [FIRST] + [PART] * -(-(EXAMPLES - FIRST) // PART)
SEEDS = range(SEED, SEED + len(PARTS))
STEPS = 7
SWEEPS = 4  # after which all is at rest


class History(RuleBasedStateMachine):
    """A history: somebody acts, or an event comes, is lost or comes twice, or a day passes."""

    stage: ClassVar[Stage]
    other_token: ClassVar[str]
    beginnings: ClassVar[Sequence[Beginning]]

    def __init__(self) -> None:
        super().__init__()
        self.memory = Memory()

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        beginning = draw(data, self.beginnings)
        note(f"begin: {beginning.name}")
        self.stage.hub.return_to(beginning.moment)
        self.memory = copy.deepcopy(beginning.memory)
        self.people = People.of(self.stage.hub, self.memory)

    @rule(data=st.data())
    def act(self, data: st.DataObject) -> None:
        act = self._draw_act(data)
        note(f"act: {act}")
        act.do()

    @rule(data=st.data(), again=st.booleans())
    @precondition(lambda self: self.memory.queue)
    def deliver(self, data: st.DataObject, again: bool) -> None:
        event = self._draw_event(data, stays=again)
        self._run(event, self._draw_trouble(data))

    @rule(data=st.data())
    @precondition(lambda self: self.memory.queue)
    def lose(self, data: st.DataObject) -> None:
        note(f"lost: {self._draw_event(data, stays=False)}")

    @rule(data=st.data(), days=st.integers(0, 1))
    def sweep(self, data: st.DataObject, days: int) -> None:
        self.stage.hub.pass_time(days * 86400)
        self._run(SWEEP, self._draw_trouble(data))

    def teardown(self) -> None:
        """Lift all faults, let the bot come to rest, and look at what there is."""
        if not hasattr(self, "people"):
            return
        note("at the end")
        if self.memory.whole:
            self.people.maintainers.mend()
        hub = self.stage.hub
        for _ in range(SWEEPS):
            self._run(SWEEP)
            if not writes(hub.requests):
                break
        else:
            raise AssertionError("I7: the bot does not come to rest")
        assert_ended_well(hub, self.memory)
        for issue in View.of(hub).issues():
            self._run(Event("issues", "edited", issue.number))
            assert not writes(hub.requests), f"I7: an event of {issue.number} leads to writes"

    def _run(self, event: Event, trouble: Trouble = NONE) -> None:
        note(f"run: {event} {trouble.told}")
        hub = self.stage.hub
        before = View.of(hub)
        hub.clear_requests()
        hub.interference = trouble.interference
        try:
            fault = self.stage.answer(event, hub.bot_token)
        finally:
            hub.interference = None
        for request in writes(hub.requests):
            note(f"  {request.method} {request.path} {request.status} {request.done}")
        note(f"  {fault}")
        after = View.of(hub)
        if trouble.meanwhile:
            self._forgive(trouble.meanwhile, after)
        assert_kept(hub, self.memory, before, after, clean=not trouble.told)

    def _forgive(self, meanwhile: Meanwhile, after: View) -> None:
        """Forget what no program can keep: GitHub takes no condition for these writes."""
        if meanwhile.error:
            raise meanwhile.error
        asked = meanwhile.overtaken
        if meanwhile.act.kind in ("title", "words"):
            self.memory.forget_lost_texts(after)
        elif meanwhile.act.kind == "decline":
            self.memory.forget_overtaken(after, self.stage.hub.requests, meanwhile.at)
        elif asked and asked.method == "DELETE" and (issue := issue_of_branch(asked.path)):
            self.memory.forget_branch(issue)

    def _draw_act(self, data: st.DataObject) -> Act:
        acts = self.people.acts()
        return draw(data, acts[draw(data, sorted(acts))])

    def _draw_event(self, data: st.DataObject, *, stays: bool) -> Event:
        place = data.draw(st.integers(0, len(self.memory.queue) - 1))
        return self.memory.queue[place] if stays else self.memory.queue.pop(place)

    def _draw_trouble(self, data: st.DataObject) -> Trouble:
        def draw_act() -> Act:
            return self._draw_run(data) if data.draw(st.booleans()) else self._draw_act(data)

        return draw_trouble(data, draw_act, lambda: self._draw_edit_and_run(data))

    def _draw_run(self, data: st.DataObject) -> Act:
        event = draw(data, [SWEEP, *self.memory.queue])
        return Act("run", f"{event}", partial(self._run_meanwhile, event))

    def _draw_edit_and_run(self, data: st.DataObject) -> Act:
        """Draw what overtakes a run that has read an older text: a new one, and its answer."""
        edits = self.people.acts().get("edit", ())
        valid = [edit for edit in edits if ": valid" in edit.about]
        if not valid:
            return self._draw_run(data)
        edit = draw(data, valid)
        return Act("edit and run", edit.about, partial(self._edit_and_run, edit))

    def _edit_and_run(self, edit: Act) -> None:
        edit.do()
        self._run_meanwhile(self.memory.queue.pop())

    def _run_meanwhile(self, event: Event) -> None:
        self.memory.two_ran = True
        self.stage.answer(event, self.other_token)


@pytest.fixture
def own_stage() -> Iterator[Stage]:
    """Yield a stage that takes its thousands of objects away with it."""
    with tempfile.TemporaryDirectory() as directory, open_stage(Path(directory)) as stage:
        yield stage


@pytest.mark.parametrize("part", chosen(SEEDS, SEED, then=SEEDS[:2]), ids="seed {}".format)
def test_whatever_happens_all_ends_well_and_nothing_of_peoples_is_undone(
    own_stage: Stage, part: int
) -> None:
    given = {
        "stage": own_stage,
        "other_token": own_stage.token(),
        "beginnings": tell_beginnings(own_stage),
    }
    history = seed(part)(type("History", (History,), given))
    run_state_machine_as_test(
        history,
        settings=settings(
            max_examples=min(PARTS[part - SEED], EXAMPLES),
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink],
            print_blob=True,
            database=None,
            report_multiple_bugs=False,
        ),
    )
