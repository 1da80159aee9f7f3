"""What stands beside the list is shown with it, costs no request, and stops nothing when broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import branch_name
from tests.conftest import PAPERS, Bench
from tests.ours import describe, parse_catalog, read_page_data, renderer
from tests.papers import TEMPLATE, another, assert_settled, open_pull
from tests.typed import bot

STAGES = """{
  "name": {"one": "stage", "many": "stages"},
  "stages": [{"name": "First"}],
  "heads": {"Retrieval Head": {"stage": "First"}}
}
"""
NEWS = '[{"date": "2024-09-06", "text": "The list is open."}]\n'
BESIDE = {"stages.json": STAGES, "news.json": NEWS}
NOT_UTF8 = b'[{"date": "2024-09-06",\n"text": "Caf\xe9"}]'
BROKEN = {
    "stages.json": STAGES.replace('"stage": "First"', '"stage": "Frist"'),
    "news.json": '[{"date": "2024-09-06"}]',
}
WARNINGS = [
    "stages.json, line 4: heads.'Retrieval Head'.stage: "
    "'Frist' is none of the stages declared above",
    "news.json, line 1: entry 1.text: missing",
]


def rendered(text: str, files: dict[str, str]) -> dict[str, str]:
    """Return the generated files of a list with these files beside it."""
    page_data, _ = read_page_data(lambda name: (name, files[name]) if name in files else None)
    return renderer().files(parse_catalog(text), page_data)


def put_beside(bench: Bench, files: dict[str, str]) -> None:
    bench.hub.commit_files("main", {**files, **rendered(PAPERS, files)}, "Add files")


def requests_of_a_paper(bench: Bench) -> int:
    bench.hub.clear_requests()
    open_pull(bench)
    return len(bench.hub.requests)


@pytest.mark.parametrize("files", [BESIDE, BROKEN], ids=["in order", "broken"])
def test_a_paper_is_proposed_with_the_pages_that_render_makes(
    bench: Bench, files: dict[str, str]
) -> None:
    put_beside(bench, files)

    issue, _ = open_pull(bench)

    branch = branch_name(issue)
    wanted = rendered(bench.hub.read(branch, "papers.json") or "", files)
    assert bench.hub.read(branch, "README.md") == wanted["README.md"]
    assert bench.hub.read(branch, "papers/heads.md") == wanted["papers/heads.md"]
    assert {path: bench.hub.read(branch, path) for path in files} == files
    assert_settled(bench, issue)


def test_files_beside_the_list_cost_a_new_paper_no_request(bench: Bench) -> None:
    bench.hub.commit_files("main", {"x.txt": "x"}, "Add a file")
    usual = requests_of_a_paper(bench)
    put_beside(bench, BESIDE)

    bench.hub.clear_requests()
    bench.run(bench.hub.open_issue("Add new paper:", another(2)))

    assert len(bench.hub.requests) == usual


def test_a_checkout_that_the_list_has_outgrown_still_serves_what_did_not_change(
    bench: Bench,
) -> None:
    """The default branch has moved since the checkout: its files are named, then found here."""
    put_beside(bench, BESIDE)
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    settings = bench.settings(number=issue)
    bench.hub.commit_files("main", {"other.txt": "x"}, "Add a file")
    bench.hub.clear_requests()

    bench.answer(settings)

    asked = [request.path for request in bench.hub.requests]
    assert [path for path in asked if path.endswith(("stages.json", "news.json"))] == []


def test_a_broken_file_is_named_with_its_line_in_log_and_summary(
    bench: Bench, capfd: pytest.CaptureFixture[str]
) -> None:
    put_beside(bench, BROKEN)
    settings = bench.settings(number=bench.hub.open_issue("Add new paper:", TEMPLATE))

    (outcome,) = bench.answer(settings)

    assert (outcome.plan.verdict, outcome.fault) == ("accepted", None)
    summary = settings.step_summary
    assert summary is not None
    told = summary.read_text("utf-8")
    printed = capfd.readouterr().out
    for warning in WARNINGS:
        assert f"\n    not shown on the page: {warning}\n" in told
        assert f"::warning title=paper-bot::not shown on the page: {warning}\n" in printed


def test_bytes_that_are_no_text_are_named_with_their_line(bench: Bench) -> None:
    put_beside(bench, BESIDE)
    bench.hub.commit_files("main", {"news.json": NOT_UTF8}, "Save it in another encoding")
    settings = bench.settings(number=bench.hub.open_issue("Add new paper:", TEMPLATE))

    (outcome,) = bench.answer(settings)

    assert (outcome.plan.verdict, outcome.fault) == ("accepted", None)
    assert settings.step_summary is not None
    assert "news.json, line 2: not UTF-8" in settings.step_summary.read_text("utf-8")


def test_render_and_add_say_what_is_broken_and_go_on(tmp_path: Path) -> None:
    describe(tmp_path)
    (tmp_path / "papers.json").write_text(PAPERS, "utf-8")
    (tmp_path / "issue.md").write_text(TEMPLATE, "utf-8")
    for name, text in BROKEN.items():
        (tmp_path / name).write_text(text, "utf-8")

    for command in (["render"], ["render", "--check"], ["add", "issue.md", "--offline"]):
        done = bot(*command, directory=tmp_path)
        assert done.returncode == 0
        assert [line for line in done.stderr.splitlines() if "not shown" in line] == [
            f"not shown: {warning}" for warning in WARNINGS
        ]
    text = (tmp_path / "papers.json").read_text("utf-8")
    assert len(parse_catalog(text).papers) == 2
    for path, wanted in rendered(text, BROKEN).items():
        assert (tmp_path / path).read_text("utf-8") == wanted


def test_what_cannot_be_read_as_text_is_named_by_its_line(tmp_path: Path) -> None:
    describe(tmp_path)
    (tmp_path / "papers.json").write_text(PAPERS, "utf-8")
    (tmp_path / "news.json").write_bytes(b"[\n\xff]")

    done = bot("render", directory=tmp_path)

    assert (done.returncode, "not shown: news.json, line 2: not UTF-8" in done.stderr) == (0, True)
