"""Measure the bot's runs on the local GitHub, each a process of its own: requests and time."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from localhub import LocalHub, actions_environment
from localhub.events import EventName
from localhub.records import TickingClock
from tests.bench.commands import Place
from tests.bench.processes import BenchError, Figures, Took, figures, measure, python
from tests.bench.submissions import submission
from tests.ours import DESCRIPTION

SUBMISSIONS = 150
_MOST_RUNS = 12
Files = Mapping[str, str | bytes]


@dataclass(frozen=True)
class Flow:
    """What runs of the bot took: `figures` are of their processes, which wait for the hub.

    `runs` is how many of them it needed; their times are added up. Writes are requests, too.
    """

    name: str
    papers: int
    runs: int
    requests: int
    writes: int
    figures: Figures


def files_of(place: Place) -> Files:
    """Read the list and the pages that were rendered of it, as a repository holds them."""
    pages = [path for path in place.rendered.rglob("*") if path.is_file()]
    files = {path.relative_to(place.rendered).as_posix(): path.read_bytes() for path in pages}
    described = {path: text.encode() for path, text in DESCRIPTION.items()}
    return {**described, "papers.json": place.papers.read_bytes(), **files}


@contextmanager
def open_hub(files: Files) -> Iterator[tuple[LocalHub, Path]]:
    """Make a repository on the local GitHub, in a folder that is removed in the end."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with LocalHub.create(folder, files) as hub:
            hub.clock = TickingClock(dt.datetime.now(dt.UTC))
            yield hub, folder


def measure_event(files: Files, papers: int, repeats: int) -> Flow:
    """Measure the run for a new issue, at whose end its pull request is open."""
    runs: list[Took] = []
    for _ in range(repeats):
        with open_hub(files) as (hub, folder):
            issue = hub.open_issue("Add new paper:", submission(1))
            runs.append(_run(hub, folder, "issues", "opened", issue))
            if len(hub.pulls()) != 1 or len(hub.comments(issue)) != 1:
                raise BenchError("an issue got no pull request, or no comment")
            requests, writes = len(hub.requests), _writes(hub)
    return Flow("issue to pull request", papers, 1, requests, writes, figures(runs))


def measure_sweep(files: Files, papers: int, repeats: int) -> list[Flow]:
    """Measure the scheduled runs that take many new submissions up, and one that finds all done."""
    with open_hub(files) as (hub, folder):
        for number in range(SUBMISSIONS):
            hub.open_issue("Add new paper:", submission(number), author=f"author-{number}")
        runs, requests, writes = _sweep_all(hub, folder)
        seconds = sum(took.seconds for took in runs)
        total = Figures(seconds, 0.0, max(took.megabytes for took in runs), 1)
        name = f"sweeps until {SUBMISSIONS} new submissions are answered"
        taken_up = Flow(name, papers, len(runs), requests, writes, total)
        idle = []
        for _ in range(repeats):
            hub.clear_requests()
            idle.append(_run(hub, folder, "schedule"))
        name = f"sweep of {SUBMISSIONS} open submissions, all answered"
        settled = Flow(name, papers, 1, len(hub.requests), _writes(hub), figures(idle))
    return [taken_up, settled]


def _sweep_all(hub: LocalHub, folder: Path) -> tuple[list[Took], int, int]:
    """Let the schedule run until every submission has its pull request."""
    runs: list[Took] = []
    while len(hub.pulls()) < SUBMISSIONS:
        if len(runs) == _MOST_RUNS:
            raise BenchError(f"{len(hub.pulls())} pull requests after {len(runs)} sweeps")
        runs.append(_run(hub, folder, "schedule"))
        hub.pass_time(6 * 3600)
    return runs, len(hub.requests), _writes(hub)


def _run(
    hub: LocalHub,
    folder: Path,
    name: EventName,
    action: str | None = None,
    number: int | None = None,
) -> Took:
    """Let the bot answer an event as Actions would start it, with every look-up off."""
    env = actions_environment(hub, folder, name, action, number)
    env |= {"PATH": os.environ.get("PATH", os.defpath), "PAPER_BOT_SERVICES_OFF": "all"}
    return measure(python("-m", "bot", "run"), env=env)


def _writes(hub: LocalHub) -> int:
    return sum(request.method != "GET" for request in hub.requests)
