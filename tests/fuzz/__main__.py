"""Run fuzz targets one after the other, or replay inputs: `python -m tests.fuzz --help`."""

# ruff: noqa: T201

from __future__ import annotations

import argparse
import importlib
import math
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.fuzz.words import dictionary, literals
from tests.paths import PROJECT

TARGETS = ("parser", "sinks", "links", "services", "catalog")
# What was found and what was reached is kept here, so that a later run goes on from it.
STATE = PROJECT / "build" / "fuzz"
_LONGEST_INPUT = 8192
_SLOWEST = 20  # seconds for one input, traced
_MOST_MEMORY = 1024  # megabytes
_ROUND = 40_000  # runs of one process: the Markdown renderer keeps what it allocates


def main() -> int:
    """Return 0 where every target ran its time and nothing was found, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=(*TARGETS, "all"))
    parser.add_argument("--seconds", type=int, default=60, help="for each target (default: 60)")
    parser.add_argument("--replay", nargs="+", type=Path, metavar="FILE", help="inputs to run once")
    parser.add_argument("--engine", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.replay:
        return _replay(chosen.target, chosen.replay)
    if chosen.engine:
        return _fuzz(chosen.target, chosen.seconds)
    targets = TARGETS if chosen.target == "all" else (chosen.target,)
    return max([_run(target, chosen.seconds) for target in targets])


def _run(target: str, seconds: int) -> int:
    """Fuzz one target until its time is over or something is found; say how to see that again."""
    runs, failed = 0, False
    before = set(STATE.glob(f"{target}-*"))
    end = time.monotonic() + seconds
    while not failed and (left := math.ceil(end - time.monotonic())) > 0:
        more, failed = _round(target, left)
        runs += more
    print(f"fuzz: {target}: {runs} runs, {'failed' if failed else 'nothing found'}", flush=True)
    for found in sorted(set(STATE.glob(f"{target}-*")) - before):
        again = f"{_near(sys.executable)} -m tests.fuzz {target} --replay {_near(found)}"
        print(f"fuzz: run it again: {again}", flush=True)
    return int(failed)


def _round(target: str, seconds: int) -> tuple[int, bool]:
    """Fuzz in a process of its own; give how many runs there were, and whether one failed."""
    command = [sys.executable, "-m", "tests.fuzz", target, "--seconds", str(seconds), "--engine"]
    runs = 0
    with subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE) as engine:
        assert engine.stderr
        for line in engine.stderr:
            sys.stderr.buffer.write(line)
            if line.startswith(b"stat::number_of_executed_units:"):
                runs = int(line.rpartition(b":")[2])
    return runs, engine.returncode != 0


def _near(path: str | Path) -> str:
    return os.path.relpath(path, PROJECT)


def _fuzz(name: str, seconds: int) -> int:
    """Hand a target to the engine, which ends this process."""
    import atheris

    with atheris.instrument_imports(include=["bot"]):
        module = importlib.import_module(f"tests.fuzz.{name}")
    corpus = STATE / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate((*module.seeds(), *module.shared_seeds())):
        if len(seed) <= _LONGEST_INPUT:
            (corpus / f"seed-{number}").write_bytes(seed)
    words = STATE / f"{name}.dict"
    words.write_text(dictionary(literals(module.ROOMS)), encoding="ascii")
    options = [
        f"-max_total_time={seconds}",
        f"-runs={_ROUND}",
        f"-max_len={_LONGEST_INPUT}",
        f"-timeout={_SLOWEST}",
        f"-rss_limit_mb={_MOST_MEMORY}",
        f"-dict={words}",
        f"-artifact_prefix={STATE}/{name}-",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], module.target)
    atheris.Fuzz()
    return 0


def _replay(name: str, files: list[Path]) -> int:
    module = importlib.import_module(f"tests.fuzz.{name}")
    for file in files:
        module.target(file.read_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
