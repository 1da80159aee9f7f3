"""Two runs at once, each held up before any of its calls: one alone could have done it all."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import count

import pytest

from bot.errors import Fault
from localhub.interference import Answer, Asked
from tests.behaviour.reliability.conftest import Begin
from tests.behaviour.reliability.flows import EDITED_AND_OUTGROWN, NEW_PAPER, Flow
from tests.behaviour.reliability.harness import DEADLINE_SECONDS, PUSH, SWEEP, Event
from tests.behaviour.reliability.stories import Story
from tests.tiers import chosen

PARTS = 12


class Gates:
    """Hold each run up, known by its token, before the call with its number."""

    def __init__(self, before: dict[str, int]) -> None:
        self.before = before
        self.held: set[str] = set()
        self._calls: Counter[str] = Counter()
        self._open: set[str] = set()
        self._changed = threading.Condition()

    def __call__(self, asked: Asked, answer: Callable[[], Answer]) -> Answer:
        """Answer, once the gate is open if this call is the one to hold up."""
        token = asked.token or ""
        with self._changed:
            number = self._calls[token]
            self._calls[token] += 1
            if number == self.before[token]:
                self.held.add(token)
                self._changed.notify_all()
                self._wait(lambda: token in self._open)
        return answer()

    def wait_for(self, token: str, run: Future[Fault | None]) -> None:
        """Wait until a run stands before its gate, or is over."""
        run.add_done_callback(lambda _run: self._tell())
        with self._changed:
            self._wait(lambda: token in self.held or run.done())

    def open(self, token: str) -> None:
        """Let a run go on to its end."""
        with self._changed:
            self._open.add(token)
            self._changed.notify_all()

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _wait(self, until: Callable[[], bool]) -> None:
        if not self._changed.wait_for(until, DEADLINE_SECONDS):
            raise TimeoutError("a run hangs")


def _interleave(told: Story, other: Event, before: tuple[int, int], came: set[int]) -> None:
    """Run to a call, let another run come to one of its own, then end the first, then the other.

    Adds the other's call to `came` where it came to it at all.
    """
    stage = told.stage
    tokens = stage.token(), stage.token()
    gates = stage.hub.interference = Gates(dict(zip(tokens, before, strict=True)))
    with ThreadPoolExecutor(2) as pool:
        runs = []
        for event, token in zip((told.event, other), tokens, strict=True):
            runs.append(pool.submit(stage.answer, event, token))
            gates.wait_for(token, runs[-1])
        for run, token in zip(runs, tokens, strict=True):
            gates.open(token)
            run.result(DEADLINE_SECONDS)
    if tokens[1] in gates.held:
        came.add(before[1])


@pytest.mark.parametrize("part", chosen(range(PARTS), 6, then=range(0, PARTS, 2)))
@pytest.mark.parametrize(
    ("flow", "other"),
    chosen([(NEW_PAPER, None), (EDITED_AND_OUTGROWN, PUSH)], (NEW_PAPER, None)),
    ids=["one event twice", "edit and push"],
)
def test_two_runs_at_once_end_as_one_alone(
    story: Begin, flow: Flow, other: Event | None, part: int
) -> None:
    told, failures = story(flow), []
    for first in range(part, len(told.calls) + 1, PARTS):
        came: set[int] = set()
        for second in count():
            act = partial(_interleave, told, other or told.event, (first, second), came)
            case = f"one before call {first}, other before call {second}"
            failures += told.failures(case, act, SWEEP)
            if second not in came:
                break
    assert not failures, "\n\n".join(failures)
