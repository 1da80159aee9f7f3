"""Measure the committed workflow, run by act for a new issue on the local GitHub."""

from __future__ import annotations

import time
from dataclasses import dataclass

from tests.act.files import files_of_the_project
from tests.act.runner import Run, Runner, why_it_cannot_run
from tests.bench.flows import Files, open_hub
from tests.bench.processes import BenchError
from tests.bench.submissions import submission


@dataclass(frozen=True)
class Part:
    """A step of the workflow, or all that is none, and how long it took."""

    name: str
    seconds: float


@dataclass(frozen=True)
class Workflow:
    """How long the workflow took from the event on; `left_out` says why it was not run."""

    papers: int
    repeats: int
    seconds: float | None = None
    spread: float | None = None
    requests: int | None = None
    parts: tuple[Part, ...] = ()
    left_out: str = ""


def measure_workflow(files: Files, papers: int, repeats: int) -> Workflow:
    """Run the workflow for a new issue, and return the run that took least, in its parts."""
    if reason := why_it_cannot_run():
        return Workflow(papers, 0, left_out=reason)
    runs = [_run(files) for _ in range(repeats)]
    seconds, run, requests = min(runs, key=lambda each: each[0])
    spread = max(each[0] for each in runs) / seconds - 1
    steps = [Part(name, took) for name, took in run.took().items()]
    rest = Part("act, beside the steps", seconds - sum(part.seconds for part in steps))
    return Workflow(papers, repeats, seconds, spread, requests, (*steps, rest))


def _run(files: Files) -> tuple[float, Run, int]:
    with open_hub({**files, **files_of_the_project()}) as (hub, folder):
        issue = hub.open_issue("Add new paper:", submission(1))
        event = hub.event("issues", "opened", issue)
        begin = time.perf_counter()
        run = Runner(hub, folder).run("issues", event)
        seconds = time.perf_counter() - begin
        if run.result != "success" or len(hub.pulls()) != 1:
            raise BenchError(f"the workflow ended with {run.result}: {run.output[-2000:]}")
        return seconds, run, len(hub.requests)
