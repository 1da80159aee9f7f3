"""Measure the commands on a list, in turn with a bare script that renders it, too."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.lists import write_list
from tests.bench.processes import BenchError, Figures, Took, figures, measure, python
from tests.bench.submissions import submission

RENDER = "render"
BARE = "bare script"
_BARE = Path(__file__).with_name("bare.py")
_START_UP = {"python -c pass": "pass", "import bot.commands.cli": "import bot.commands.cli"}


@dataclass(frozen=True)
class Place:
    """A list, two issues about the paper in its middle, and where this run's files go."""

    papers: Path
    near_miss: Path
    duplicate: Path
    listed: str
    output: Path

    @property
    def rendered(self) -> Path:
        """Return the folder that the bot renders to."""
        return self.output / "rendered"

    @property
    def page(self) -> Path:
        """Return the file that the bare script renders to."""
        return self.output / "bare.md"


@dataclass(frozen=True)
class _Command:
    arguments: Callable[[Place], Sequence[str | Path]]
    exit_code: int = 0
    is_right: Callable[[str, str], bool] = lambda _output, _listed: True


def _notes(output: str, listed: str) -> bool:
    lines = output.splitlines()
    noted = any("note on title" in line and listed in line for line in lines)
    return lines[:1] == ["accepted"] and noted


_BOT = ("-m", "bot")
_COMMANDS = {
    RENDER: _Command(lambda p: [*_BOT, "render", "--output", p.rendered, "--papers", p.papers]),
    BARE: _Command(lambda p: [_BARE, p.papers, p.page]),
    "check, a near miss": _Command(
        lambda p: [*_BOT, "check", "--offline", "--papers", p.papers, p.near_miss],
        is_right=_notes,
    ),
    "check, a duplicate": _Command(
        lambda p: [*_BOT, "check", "--offline", "--papers", p.papers, p.duplicate],
        exit_code=1,
        is_right=lambda output, _: output.startswith("duplicate\n"),
    ),
    "lint": _Command(lambda p: [*_BOT, "lint", "--papers", p.papers]),
}


@dataclass(frozen=True)
class Line:
    """What a command took on a list of `papers`, absent where there is no list.

    `growth` is how many times longer than on the list before, for each time that this one is
    longer: 1.0 is linear. `to_bare` and `memory_to_bare` compare with the bare script.
    """

    name: str
    papers: int | None
    figures: Figures
    growth: float | None = None
    to_bare: float | None = None
    memory_to_bare: float | None = None


def make_place(folder: Path, count: int) -> Place:
    """Write a list of as many papers and the issues about it."""
    papers = folder / "papers.json"
    listed = write_list(papers, count)
    near_miss, duplicate = folder / "near-miss.md", folder / "duplicate.md"
    text = submission(1, title=f"{listed['title']}, Revisited", head="Retreival Head")
    near_miss.write_text(text, "utf-8")
    duplicate.write_text(submission(2, title=listed["title"].upper()), "utf-8")
    return Place(papers, near_miss, duplicate, listed["title"], folder / "output")


def measure_commands(place: Place, repeats: int) -> dict[str, Figures]:
    """Run every command as often, one after the other; leave what the last ones wrote."""
    runs: dict[str, list[Took]] = {name: [] for name in _COMMANDS}
    for _ in range(repeats):
        if place.output.exists():
            shutil.rmtree(place.output)
        place.rendered.mkdir(parents=True)
        for name, command in _COMMANDS.items():
            took = measure(python(*command.arguments(place)), exit_code=command.exit_code)
            if not command.is_right(took.output, place.listed):
                raise BenchError(f"{name}, of {place.listed!r}: {took.output[:500]}")
            runs[name].append(took)
    return {name: figures(taken) for name, taken in runs.items()}


def measure_start_up(repeats: int) -> list[Line]:
    """Measure what passes before a command begins."""
    runs: dict[str, list[Took]] = {name: [] for name in _START_UP}
    for _ in range(repeats):
        for name, code in _START_UP.items():
            runs[name].append(measure(python("-c", code)))
    return [Line(name, None, figures(taken)) for name, taken in runs.items()]


def compare(measured: Iterable[tuple[int, dict[str, Figures]]]) -> list[Line]:
    """Compare what was measured, smallest size first: with that before, with the bare script."""
    lines: list[Line] = []
    before: tuple[int, dict[str, Figures]] | None = None
    for papers, by_name in measured:
        for name, taken in by_name.items():
            growth = None
            if before:
                growth = taken.seconds / before[1][name].seconds / (papers / before[0])
            bare = by_name[BARE] if name == RENDER else None
            to_bare = taken.seconds / bare.seconds if bare else None
            memory = taken.megabytes / bare.megabytes if bare else None
            lines.append(Line(name, papers, taken, growth, to_bare, memory))
        before = papers, by_name
    order = [*_COMMANDS]
    return sorted(lines, key=lambda line: order.index(line.name))
