"""Measure what the bot costs in time, memory and requests, on lists that are generated."""

# ruff: noqa: T201

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.cold import measure_cold, settings
from tests.bench.commands import Place, compare, make_place, measure_commands, measure_start_up
from tests.bench.flows import Files, Flow, files_of, measure_event, measure_sweep
from tests.bench.lists import MOST_PAPERS
from tests.bench.processes import BenchError, Figures
from tests.bench.report import Report, print_report, read_header
from tests.bench.rows import assert_same_rows
from tests.bench.workflow import Workflow, measure_workflow

_SIZES = [1_000, 10_000]
_REPEATS = 3
_WARM_UP = 10


@dataclass
class _Measured:
    commands: list[tuple[int, dict[str, Figures]]] = field(default_factory=list)
    same_rows: list[int] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    workflow: Workflow | None = None
    cold: Workflow | None = None


def main() -> int:
    """Return 0, or 1 where a command did not do what it is measured for."""
    chosen = _parser().parse_args()
    try:
        if chosen.cold:
            report = _measure_cold_alone(chosen.repeat)
        else:
            report = _measure(chosen.sizes, chosen.repeat, flows=chosen.flows)
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    if chosen.json:
        print(report.json())
    else:
        print_report(report)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    sizes = ",".join(map(str, _SIZES))
    parser.add_argument(
        "--sizes", type=_sizes, default=_SIZES, metavar="N,N", help=f"of lists (default: {sizes})"
    )
    parser.add_argument(
        "--repeat", type=_positive, default=_REPEATS, metavar="N", help="(default: %(default)s)"
    )
    parser.add_argument(
        "--no-flows",
        dest="flows",
        action="store_false",
        help="leave out the runs on a local GitHub",
    )
    parser.add_argument(
        "--cold",
        action="store_true",
        help="measure nothing but another list's first answer, with all that it installs",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    return parser


def _sizes(text: str) -> list[int]:
    sizes = sorted({_positive(size) for size in text.split(",")})
    if sizes[-1] > MOST_PAPERS:
        raise argparse.ArgumentTypeError(f"at most {MOST_PAPERS:,} papers")
    return sizes


def _positive(text: str) -> int:
    if not text.strip().isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text)


def _measure(sizes: list[int], repeats: int, *, flows: bool) -> Report:
    measured = _Measured()
    header = read_header()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        _tell("warming up")
        measure_commands(_place(Path(name), _WARM_UP, "warm-up"), 1)
        start_up = measure_start_up(repeats)
        for size in sizes:
            _tell(f"{size:,} papers: the commands")
            place = _place(Path(name), size, str(size))
            measured.commands.append((size, measure_commands(place, repeats)))
            assert_same_rows(place.rendered, place.page, size)
            measured.same_rows.append(size)
            if flows:
                _measure_flows(measured, files_of(place), size, repeats)
    if flows:
        _tell("another list, with all that its workflow installs")
        measured.cold = measure_cold(repeats, settings())
    commands = compare(measured.commands)
    told = measured.same_rows, measured.flows, measured.workflow, measured.cold
    return Report(header, start_up, commands, *told)


def _measure_cold_alone(repeats: int) -> Report:
    header = read_header()
    _tell("another list, with all that its workflow installs")
    return Report(header, [], [], [], [], None, measure_cold(repeats, settings()))


def _measure_flows(measured: _Measured, files: Files, size: int, repeats: int) -> None:
    """Measure an event at every size, but many submissions and the workflow at the first."""
    _tell(f"{size:,} papers: an event")
    measured.flows.append(measure_event(files, size, repeats))
    if measured.workflow is None:
        _tell(f"{size:,} papers: the workflow")
        measured.workflow = measure_workflow(files, size, repeats)
        _tell(f"{size:,} papers: sweeps")
        measured.flows += measure_sweep(files, size, repeats)


def _place(folder: Path, size: int, name: str) -> Place:
    own = folder / name
    own.mkdir()
    return make_place(own, size)


def _tell(what: str) -> None:
    print(f"bench: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
