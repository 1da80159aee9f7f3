"""Time whole processes, and sum up what repeats of one took."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
_TIMED = Path(__file__).with_name("timed.py")
_MEGABYTE = 1_000_000


class BenchError(Exception):
    """A command did not do what is to be measured: a figure of it would mean nothing."""


@dataclass(frozen=True)
class Took:
    """What one run of a command took, and what it printed."""

    seconds: float
    megabytes: float
    output: str


@dataclass(frozen=True)
class Figures:
    """The least that several runs took; by `spread`, 0.1 a tenth, the slowest took longer."""

    seconds: float
    spread: float
    megabytes: float
    repeats: int


def python(*arguments: str | Path) -> list[str]:
    """Return the command that runs the Python of this process."""
    return [sys.executable, *map(str, arguments)]


def measure(
    command: Sequence[str], *, exit_code: int = 0, env: Mapping[str, str] | None = None
) -> Took:
    """Run a command in the project's folder. Raises BenchError where it ends otherwise."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        output, errors = Path(name, "output"), Path(name, "errors")
        # -I and -S: nothing is imported that makes the process larger.
        timed = python("-I", "-S", _TIMED, output, errors, *command)
        done = subprocess.run(timed, cwd=PROJECT, env=env, stdout=subprocess.PIPE, check=True)
        took = json.loads(done.stdout)
        if took["exit_code"] != exit_code:
            told = errors.read_text("utf-8", "replace").strip() or output.read_text("utf-8")
            shown = " ".join(command[1:])
            raise BenchError(f"{shown}: exit code {took['exit_code']}: {told[-500:]}")
        return Took(took["seconds"], took["peak"] / _MEGABYTE, output.read_text("utf-8"))


def figures(runs: Sequence[Took]) -> Figures:
    """Sum up runs of one command."""
    least = min(took.seconds for took in runs)
    spread = max(took.seconds for took in runs) / least - 1
    return Figures(least, spread, min(took.megabytes for took in runs), len(runs))
