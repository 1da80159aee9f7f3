"""Limits and passing faults: how long a run waits, and what it leaves to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from github import GithubException

from bot.commands.run import exit_fault, run_event
from bot.errors import Conflict, Limited
from bot.gateway.errors import faults
from bot.reconcile.applying import Outcome
from bot.reconcile.retry import Deadline
from localhub.interference import Answer, Asked
from tests.conftest import TODAY, Bench
from tests.faults import (
    BLOCKED,
    CONFLICT,
    ERROR_AFTER,
    ERROR_BEFORE,
    PRIMARY_LIMIT,
    RESET_AFTER,
    SECONDARY_LIMIT,
    TOO_MANY,
    Injected,
    Kind,
)
from tests.papers import TEMPLATE, another, assert_settled


@dataclass
class Hourglass:
    """A clock that stands still but for the waiting."""

    seconds: float
    now: float = 0.0
    waited: list[float] = field(default_factory=list)

    def deadline(self) -> Deadline:
        """Return the deadline of a run of this length."""
        return Deadline(lambda: self.now, self.sleep, self.seconds)

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.waited.append(seconds)
        self.now += seconds


def run(bench: Bench, glass: Hourglass, issue: int | None = None) -> list[Outcome]:
    """Let the bot answer an issue, or sweep, within the glass's time."""
    name = "issues" if issue else "schedule"
    action = "edited" if issue else None
    settings = bench.settings(name, action, issue)  # type: ignore[arg-type]
    return run_event(settings, TODAY, None, glass.deadline())


def at(path: str, method: str = "POST") -> Callable[[Asked], bool]:
    """Match the requests of a method whose path ends like this."""
    return lambda asked: asked.method == method and asked.path.endswith(path)


TREES = at("/git/trees")


@pytest.mark.parametrize(
    ("kind", "waited"),
    [
        (TOO_MANY, [30.0]),
        (SECONDARY_LIMIT, [60.0]),
        (BLOCKED, [60]),
        (ERROR_BEFORE, [1]),
        (RESET_AFTER, [1]),
        (CONFLICT, [1]),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_a_run_waits_as_long_as_it_is_asked_to_and_then_goes_on(
    bench: Bench, kind: Kind, waited: list[float]
) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.interference = Injected(kind, matching=TREES)
    glass = Hourglass(480)

    (outcome,) = run(bench, glass, issue)

    assert outcome.plan.verdict == "accepted"
    assert glass.waited == waited
    bench.hub.interference = None
    assert_settled(bench, issue)


def test_the_primary_limit_is_waited_for_until_it_resets(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.interference = Injected(PRIMARY_LIMIT, matching=TREES)
    glass = Hourglass(3600)

    run(bench, glass, issue)

    (waited,) = glass.waited
    assert 890 <= waited <= 901  # the hub's limit resets a quarter of an hour later
    assert len(bench.hub.pulls()) == 1


def test_a_limit_that_outlasts_the_run_ends_it_without_waiting(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.interference = Injected(TOO_MANY, matching=TREES)
    glass = Hourglass(20)

    with pytest.raises(Limited) as raised:
        run(bench, glass, issue)

    assert raised.value.exit_code == 3
    assert glass.waited == []
    assert bench.hub.pulls() == []


def test_waiting_again_and_again_never_exceeds_the_time_of_the_run(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.interference = Injected(TOO_MANY, times=None, matching=TREES)
    glass = Hourglass(50)

    with pytest.raises(Limited):
        run(bench, glass, issue)

    assert glass.waited == [30.0]
    assert glass.now < 50


def test_a_sweep_that_is_limited_says_what_waits_and_the_next_goes_on(bench: Bench) -> None:
    issues = [
        bench.hub.open_issue("Add new paper:", another(n), author=f"author-{n}") for n in range(4)
    ]
    bench.hub.interference = Injected(TOO_MANY, at=1, times=None, matching=TREES)

    outcomes = run(bench, Hourglass(25))

    verdicts = [outcome.plan.verdict for outcome in outcomes]
    assert verdicts == ["accepted", "fault", "waiting", "waiting"]
    fault = exit_fault(outcomes)
    assert isinstance(fault, Limited)
    assert fault.exit_code == 3
    bench.hub.interference = None
    assert [o.plan.verdict for o in run(bench, Hourglass(480))] == ["accepted"] * 4
    assert_settled(bench, *issues)


def test_a_write_that_took_effect_in_spite_of_an_error_is_not_made_twice(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.interference = Injected(ERROR_AFTER, matching=at(f"/issues/{issue}/comments"))

    (outcome,) = run(bench, Hourglass(480), issue)

    assert outcome.plan.verdict == "accepted"
    assert len(bench.hub.comments(issue)) == 1
    bench.hub.interference = None
    assert_settled(bench, issue)


def test_a_conflict_that_does_not_end_is_left_to_the_next_run(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.interference = Injected(CONFLICT, times=None, matching=TREES)
    glass = Hourglass(480)

    with pytest.raises(Conflict) as raised:
        run(bench, glass, issue)

    assert raised.value.exit_code == 3
    assert glass.waited == [1, 5]
    assert list(bench.hub.branches()) == ["main"]


def test_never_more_than_one_write_is_under_way(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    under_way, most = 0, 0

    def count(asked: Asked, answer: Callable[[], Answer]) -> Answer:
        nonlocal under_way, most
        under_way += asked.writes
        most = max(most, under_way)
        answered = answer()
        under_way -= asked.writes
        return answered

    bench.hub.interference = count
    bench.run(issue)

    assert most == 1


def test_a_reset_in_the_past_is_no_reason_to_wait_long() -> None:
    now = "Thu, 15 Jan 2026 00:00:00 GMT"
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1", "date": now}

    with pytest.raises(Limited) as raised, faults("read"):
        raise GithubException(403, {"message": "API rate limit exceeded"}, headers)

    assert raised.value.seconds == 1.0
