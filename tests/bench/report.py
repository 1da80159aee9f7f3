"""Hold what was measured, and tell it as tables or as JSON."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
import platform
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.commands import Line
from tests.bench.flows import Flow
from tests.bench.processes import PROJECT, Figures
from tests.bench.workflow import Workflow

_WIDTH = 118  # where no terminal says how wide it is
_LEGEND = """\
Seconds are of the whole process, the least of its repeats; spread is by how much the slowest of \
them took longer. Growth is the ratio of times by the ratio of sizes, from the size above: 1.00 is \
linear, and below it start-up still weighs. Peak is the most memory that the process had."""


@dataclass(frozen=True)
class Header:
    """When and on what the figures were taken; `commit` ends in + where files were changed."""

    date: str
    python: str
    platform: str
    cores: int
    cpu: str
    commit: str


@dataclass(frozen=True)
class Report:
    """Everything that was measured; `same_rows` are the sizes at which rows were compared."""

    header: Header
    start_up: list[Line]
    commands: list[Line]
    same_rows: list[int]
    flows: list[Flow]
    workflow: Workflow | None
    cold: Workflow | None

    def json(self) -> str:
        """Return one JSON document."""
        return json.dumps(_rounded(dataclasses.asdict(self)), indent=2, ensure_ascii=False)


def read_header() -> Header:
    """Look at the clock, the machine and the repository."""
    now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")
    python = f"{platform.python_implementation()} {platform.python_version()}"
    system = f"{platform.system()} {platform.release()}, {platform.machine()}"
    return Header(now, python, system, os.cpu_count() or 1, _cpu(), _commit())


def _cpu() -> str:
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text("utf-8", "replace").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or "unknown"


def _commit() -> str:
    git = shutil.which("git")
    if git is None:
        return "unknown"
    commands = (["rev-parse", "--short=12", "HEAD"], ["status", "--porcelain"])
    said = [
        subprocess.run([git, "-C", PROJECT, *words], capture_output=True, text=True, check=False)
        for words in commands
    ]
    if any(done.returncode for done in said):
        return "unknown"
    return said[0].stdout.strip() + ("+" if said[1].stdout.strip() else "")


def _rounded(value: Any) -> Any:
    match value:
        case float():
            return round(value, 4)
        case dict():
            return {key: _rounded(each) for key, each in value.items()}
        case list() | tuple():
            return [_rounded(each) for each in value]
    return value


def print_report(report: Report) -> None:
    """Print tables: as wide as the terminal, or without colours for a file."""
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, width=_WIDTH)
    header = report.header
    console.print(f"{header.date}; commit {header.commit}; {header.python}")
    console.print(f"{header.platform}; {header.cores} cores, {header.cpu}")
    if report.commands:
        console.print(f"\n{_LEGEND}\n")
        console.print(_commands([*report.start_up, *report.commands]))
    if report.same_rows:
        sizes = ", ".join(f"{size:,}" for size in report.same_rows)
        console.print(f"\nThe bot's rows are the bare script's, letter by letter, at: {sizes}.")
    if report.flows:
        console.print("\nOn a GitHub on loopback, for which the bot's processes wait.\n")
        console.print(_flows(report.flows))
    if report.workflow:
        _print_workflow(console, report.workflow)
    if report.cold:
        _print_cold(console, report.cold)


def _table(first: str, *columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(first)
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def _commands(lines: list[Line]) -> Table:
    columns = ("papers", "seconds", "spread", "growth", "to bare", "peak MB", "to bare")
    table = _table("command", *columns, "repeats")
    for line in lines:
        papers = "" if line.papers is None else f"{line.papers:,}"
        taken = line.figures
        times = f"{taken.seconds:.3f}", _spread(taken), _ratio(line.growth)
        memory = f"{taken.megabytes:,.0f}", _ratio(line.memory_to_bare), str(taken.repeats)
        table.add_row(line.name, papers, *times, _ratio(line.to_bare), *memory)
    return table


def _flows(flows: list[Flow]) -> Table:
    columns = ("papers", "runs", "requests", "writes", "seconds", "spread", "peak MB")
    table = _table("flow", *columns, "repeats")
    for flow in flows:
        taken = flow.figures
        counts = f"{flow.papers:,}", str(flow.runs), f"{flow.requests:,}", f"{flow.writes:,}"
        times = f"{taken.seconds:.3f}", _spread(taken), f"{taken.megabytes:,.0f}"
        table.add_row(flow.name, *counts, *times, str(taken.repeats))
    return table


def _print_workflow(console: Console, workflow: Workflow) -> None:
    if workflow.left_out:
        console.print(f"\nThe workflow itself was not run: {workflow.left_out}.")
        return
    console.print(
        f"\nThe committed workflow under act, from a new issue to its pull request, on a list of "
        f"{workflow.papers:,}: {workflow.seconds:.3f} seconds (runs: {workflow.repeats}, spread: "
        f"{workflow.spread:.0%}) and {workflow.requests} requests. What it installs is there "
        "already; GitHub's own queue, and its runner's start, come on top.\n"
    )
    console.print(_parts(workflow))


def _print_cold(console: Console, cold: Workflow) -> None:
    if cold.left_out:
        console.print(f"\nAnother list's first answer was not measured: {cold.left_out}.")
        return
    console.print(
        f"\nAnother list's pasted workflow under act, from its first paper to the pull request, on"
        f" a runner with no cache: {cold.seconds:.3f} seconds (runs: {cold.repeats}, spread:"
        f" {cold.spread:.0%}) and {cold.requests} requests. All that it runs with comes from the"
        " registry; GitHub's own queue, and its runner's start, come on top.\n"
    )
    console.print(_parts(cold))


def _parts(workflow: Workflow) -> Table:
    table = _table("part", "seconds")
    for part in workflow.parts:
        table.add_row(part.name, f"{part.seconds:.3f}")
    return table


def _spread(taken: Figures) -> str:
    return f"{taken.spread:.0%}" if taken.repeats > 1 else ""


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
