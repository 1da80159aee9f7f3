"""Measure another list's first answer on a runner that has nothing: packages from the registry."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from tests.act.files import files_of_an_adopter
from tests.act.runner import Run, Runner, why_it_cannot_run
from tests.bench.processes import BenchError
from tests.bench.workflow import Part, Workflow
from tests.lists_on_hub import PAPERS, ListBench, opened

LIST = "llm-security"
_TOOLS = Path(__file__).with_name("tools")
_INSTALL = "Install what the bot runs with"
# What says where packages are, on a machine that does not ask the usual registry.
_SETTINGS = ("PIP_", "UV_", "SSL_CERT_", "http_", "https_", "HTTP_", "HTTPS_", "NO_PROXY")
_MICROSECONDS = 1_000_000


def settings(env: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the variables of this machine that say where packages are."""
    found = {name: value for name, value in env.items() if name.startswith(_SETTINGS)}
    return {"ACT_DISABLE_VERSION_CHECK": "1", **found}


def measure_cold(repeats: int, online: Mapping[str, str]) -> Workflow:
    """Run a list's pasted workflow for its first paper, each time on a machine without a cache.

    Returns the run that took least, in its parts.
    """
    if reason := why_it_cannot_run():
        return Workflow(0, 0, left_out=reason)
    runs = []
    for _ in range(repeats):
        with tempfile.TemporaryDirectory(prefix="bench-") as name, opened(LIST, Path(name)) as own:
            own.hub.commit_files("main", files_of_an_adopter(), "Take up the bot")
            took = Path(name, "microseconds")
            run, seconds = _run(own, {**online, "BENCH_MICROSECONDS": str(took)})
            if run.result == "failure" and run.steps()[-1] == _INSTALL:
                return Workflow(0, 0, left_out="no package could be had from a registry")
            if run.result != "success" or len(own.hub.pulls()) != 1:
                raise BenchError(f"the workflow ended with {run.result}: {run.output[-2000:]}")
            uv = int(took.read_text("utf-8")) / _MICROSECONDS
            runs.append((seconds, _parts(run, seconds, uv), len(own.hub.requests)))
    seconds, parts, requests = min(runs, key=lambda each: each[0])
    spread = max(each[0] for each in runs) / seconds - 1
    return Workflow(0, repeats, seconds, spread, requests, parts)


def _run(own: ListBench, online: Mapping[str, str]) -> tuple[Run, float]:
    issue = own.file(PAPERS[LIST][0])
    own.hub.clear_requests()
    event = own.hub.event("issues", "opened", issue)
    begin = time.perf_counter()
    run = Runner(own.hub, own.directory, _TOOLS, online=online).run("issues", event)
    return run, time.perf_counter() - begin


def _parts(run: Run, seconds: float, uv: float) -> tuple[Part, ...]:
    took = run.took()
    rest = seconds - sum(took.values())
    installing = took.pop(_INSTALL) - uv
    parts = [Part("uv, by pip", uv), Part("the environment, by uv", installing)]
    parts += [Part(name, each) for name, each in took.items()]
    return (*parts, Part("act, beside the steps", rest))
