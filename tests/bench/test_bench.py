"""`make bench` gives figures that hold together, of lists that are the same each time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.act.runner import OFFLINE, why_it_cannot_run
from tests.bench.cold import measure_cold, settings
from tests.bench.commands import make_place
from tests.bench.flows import measure_event
from tests.bench.processes import BenchError, Took, figures, measure, python
from tests.bench.rows import assert_same_rows
from tests.conftest import PAPERS
from tests.ours import DESCRIPTION, lint_text
from tests.paths import PROJECT
from tests.tiers import thorough

COMMANDS = ["render", "bare script", "check, a near miss", "check, a duplicate", "lint"]
ROW = "<p{id}>\n<strong>x</strong><br>\n2026-01-01\n<br>\n• y\n</p>"


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.bench", *arguments],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


# --- the figures -----------------------------------------------------------------------------


@thorough
def test_the_figures_of_two_sizes_are_one_json_document_and_agree_with_each_other() -> None:
    done = bench("--sizes", "60,30", "--repeat", "1", "--no-flows", "--json")

    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert all(report["header"].values())
    assert [line["name"] for line in report["start_up"]] == [
        "python -c pass",
        "import bot.commands.cli",
    ]
    lines = {(line["name"], line["papers"]): line for line in report["commands"]}
    assert [*lines] == [(name, papers) for name in COMMANDS for papers in (30, 60)]
    for line in [*report["start_up"], *report["commands"]]:
        assert line["figures"]["seconds"] > 0
        assert 5 < line["figures"]["megabytes"] < 1000
        assert (line["figures"]["spread"], line["figures"]["repeats"]) == (0, 1)
    for name in COMMANDS:
        assert lines[name, 30]["growth"] is None
        ratio = seconds(lines[name, 60]) / seconds(lines[name, 30]) / 2
        assert lines[name, 60]["growth"] == pytest.approx(ratio, rel=0.01)
    for papers in (30, 60):
        ratio = seconds(lines["render", papers]) / seconds(lines["bare script", papers])
        assert lines["render", papers]["to_bare"] == pytest.approx(ratio, rel=0.01)
    assert report["same_rows"] == [30, 60]
    assert (report["flows"], report["workflow"], report["cold"]) == ([], None, None)


def seconds(line: dict[str, Any]) -> float:
    value = line["figures"]["seconds"]
    assert isinstance(value, float)
    return value


@thorough
def test_the_figures_are_told_as_a_table_without_colours_where_they_go_to_a_file() -> None:
    done = bench("--sizes", "20", "--repeat", "1", "--no-flows")

    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout
    for name in ("python -c pass", *COMMANDS):
        assert f"\n{name} " in done.stdout


def test_the_run_for_an_issue_is_told_with_its_requests() -> None:
    flow = measure_event({**DESCRIPTION, "papers.json": PAPERS}, 1, 1)

    assert 0 < flow.writes < flow.requests < 20
    assert flow.figures.seconds > 0


@pytest.mark.skipif(why_it_cannot_run() is not None, reason="act does not run here")
def test_where_no_registry_is_reached_a_first_answer_is_left_out_with_a_reason() -> None:
    cold = measure_cold(1, {**OFFLINE, **settings({"HOME": "/", "PIP_NO_INDEX": "1"})})

    assert cold.left_out == "no package could be had from a registry"
    assert (cold.seconds, cold.parts) == (None, ())


def test_the_least_of_repeats_counts_and_the_spread_is_told() -> None:
    told = figures([Took(2.0, 30.0, ""), Took(3.0, 20.0, "")])

    assert (told.seconds, told.spread, told.megabytes, told.repeats) == (2.0, 0.5, 20.0, 2)


def test_the_memory_of_a_process_is_its_own_and_not_this_one_s() -> None:
    block = b"x" * 100_000_000
    small, large = (measure(python("-c", code)) for code in ("pass", "b'x' * 150_000_000"))

    assert 1 < small.megabytes < len(block) / 1e6 < 150 < large.megabytes


def test_a_check_against_ten_thousand_papers_stays_within_a_hundred_megabytes(
    tmp_path: Path,
) -> None:
    place = make_place(tmp_path, 10_000)
    command = python("-m", "bot", "check", "--offline", "--papers", place.papers, place.near_miss)

    took = measure(command)

    assert "note on title" in took.output
    assert 20 < took.megabytes < 100


# --- what is measured does what it should ------------------------------------------------------


def test_a_command_that_ends_otherwise_than_it_should_gives_no_figure() -> None:
    with pytest.raises(BenchError, match="exit code 3: not today"):
        measure(python("-c", "import sys; print('not today'); sys.exit(3)"))


@pytest.mark.parametrize("row", ["", ROW.format(id=""), 2 * ROW.format(id=' id="paper-x"')])
def test_rows_that_differ_or_stand_twice_are_found(row: str, tmp_path: Path) -> None:
    rendered, page = tmp_path / "rendered", tmp_path / "bare.md"
    (rendered / "papers").mkdir(parents=True)
    (rendered / "papers" / "2026.md").write_text(row, "utf-8")
    page.write_text(ROW.format(id=' id="paper-x"'), "utf-8")

    with pytest.raises(BenchError, match="the rows differ at 1 papers"):
        assert_same_rows(rendered, page, 1)


# --- the lists -------------------------------------------------------------------------------


def test_a_list_is_the_same_bytes_each_time_and_in_order(tmp_path: Path) -> None:
    written = []
    for seed in ("1", "2"):
        code = "import sys, pathlib; from tests.bench.lists import write_list;"
        code += "write_list(pathlib.Path(sys.argv[1]), 400)"
        path = tmp_path / f"{seed}.json"
        env = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(python("-c", code, path), cwd=PROJECT, env=env, check=True)
        written.append(path.read_bytes())

    assert written[0] == written[1]
    assert lint_text(written[0].decode())[0] == []
    papers = json.loads(written[0])
    assert len(papers) == 400
    assert {len(paper["title"].split()) for paper in papers} <= {*range(5, 15)}
    assert {len(paper["heads"]) for paper in papers} == {1, 2, 3, 4}
    assert {len(paper["links"]) for paper in papers} == {1, 2, 3}
    dates = [paper["date"] for paper in papers]
    assert dates != sorted(dates)
    assert max(dates) <= "2026-11-01"


# --- wrong usage -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [["--sizes", "0"], ["--sizes", "10,"], ["--sizes", "1000000"], ["--repeat", "no"], ["100"]],
)
def test_wrong_usage_exits_2_and_prints_no_figures(arguments: list[str]) -> None:
    done = bench(*arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert "usage: python -m tests.bench" in done.stderr
