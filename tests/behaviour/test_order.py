"""Events that come late, twice, in another order or from the bot itself change nothing."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import pytest

from bot.commands.run import run_event
from bot.config import branch_name
from localhub.records import TickingClock
from tests.conftest import PAPERS, TODAY, Bench
from tests.ours import DESCRIPTION, parse_catalog, renderer
from tests.papers import (
    TEMPLATE,
    WITHOUT_TASKS,
    another,
    assert_settled,
    commit_to_record,
    open_pull,
    record,
)
from tests.reworded import ReadableHub


@pytest.mark.parametrize("order", list(itertools.permutations(["opened", "edited", "labeled"])))
def test_events_in_any_order_end_with_the_last_text(bench: Bench, order: tuple[str, ...]) -> None:
    issue = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS)
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))

    for action in order:
        bench.run(issue, action=action)

    assert "Fewer than 4%" in record(bench.hub, issue).get("summary.result")
    assert len(bench.hub.comments(issue)) == len(bench.hub.pulls()) == 1
    assert_settled(bench, issue)


def test_a_hundred_edits_before_a_run_are_one_commit(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    for number in range(100):
        bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", f"{number}%"))

    for _ in range(3):
        bench.run(issue)

    assert "Fewer than 99%" in record(bench.hub, issue).get("summary.result")
    assert len(bench.hub.log(branch_name(issue))) == 3
    assert len(bench.hub.comments(issue)) == 1


def test_the_bots_own_comment_labels_and_pushes_lead_to_nothing(bench: Bench) -> None:
    """With another token than Actions' own, what the bot does comes back as events."""
    issue, number = open_pull(bench)
    before = bench.hub.snapshot()

    bench.run(issue, action="labeled")
    bench.run(number, "pull_request", "synchronize")
    bench.run(number, "pull_request", "reopened")

    assert bench.hub.snapshot() == before


@pytest.mark.parametrize("today", [dt.date(2025, 12, 31), TODAY, dt.date(2026, 1, 16)])
def test_another_day_between_two_runs_changes_nothing(bench: Bench, today: dt.date) -> None:
    issue, _ = open_pull(bench)
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))
    bench.run(issue)
    before = bench.hub.snapshot()

    bench.hub.clock = TickingClock(dt.datetime(2026, 3, 29, 1, 59, 59, tzinfo=dt.UTC))
    run_event(bench.settings(number=issue), today)
    run_event(bench.settings("schedule", None), today)

    assert bench.hub.snapshot() == before


def test_two_schedules_at_once_are_one(bench: Bench) -> None:
    bench.hub.open_issue("Add new paper:", TEMPLATE)
    first, second = bench.settings("schedule", None), bench.settings("schedule", None)

    bench.answer(first)
    before = bench.hub.snapshot()
    bench.answer(second)

    assert bench.hub.snapshot() == before


def test_a_comment_of_an_older_version_of_the_bot_is_taken_for_its_own(bench: Bench) -> None:
    """The mark had no digest once."""
    issue = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS)
    bench.run(issue)
    (comment,) = bench.hub.comments(issue)
    digest = comment.body.split()[2]
    bench.hub.edit_comment(comment.id, comment.body.replace(f" {digest}", "", 1))

    bench.run(issue)

    assert [each.id for each in bench.hub.comments(issue)] == [comment.id]
    assert_settled(bench, issue)


def test_a_list_that_a_script_changes_between_reading_and_writing_is_not_lost(
    bench: Bench,
) -> None:
    issue, number = open_pull(bench)
    settings = bench.settings("push", None)
    mended = PAPERS.replace("Says what is new.", "Says it better.")
    bench.hub.commit_files("main", {"papers.json": mended}, "Mend an entry")
    bench.answer(settings)
    again = PAPERS.replace("Says what is new.", "Says it best.")
    bench.hub.commit_files("main", {"papers.json": again}, "Mend it again")
    bench.run(None, "push", None)

    papers = parse_catalog(bench.hub.read(branch_name(issue), "papers.json") or "").papers
    assert papers[0].get("summary.innovation") == "Says it best."
    assert bench.hub.pull(number).mergeable is True
    assert_settled(bench, issue)


def test_a_readme_that_was_edited_by_hand_on_main_does_not_block_a_pull_request(
    bench: Bench,
) -> None:
    issue, number = open_pull(bench)
    readme = (bench.hub.read("main", "README.md") or "").replace("</table>", "</table>\n\nMine")
    bench.hub.commit_files("main", {"README.md": readme}, "Edit what is generated")

    bench.run(None, "push", None)

    assert bench.hub.pull(number).mergeable is True
    assert "Mine" not in (bench.hub.read(branch_name(issue), "README.md") or "")
    assert_settled(bench, issue)


def test_a_label_that_the_contributor_cannot_set_alone_restarts_nothing(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.close_pull(number)
    bench.run(number, "pull_request", "closed")

    for action in ("labeled", "unlabeled", "edited"):
        bench.run(issue, action=action)

    assert [pull.number for pull in bench.hub.pulls()] == [number]


def test_a_title_that_a_maintainer_gave_the_pull_request_outlives_a_commit_and_an_edit(
    bench: Bench,
) -> None:
    issue, number = open_pull(bench)
    pull = bench.hub.pull(number)
    bench.hub.edit_issue(number, title="Mine", body=f"Before.\n\n{pull.body}\n\nAfter.")
    commit_to_record(bench.hub, issue, heads=("Translation Head",))
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))

    bench.run(issue)

    pull = bench.hub.pull(number)
    assert pull.title == "Mine"
    assert (pull.body or "").startswith("Before.\n\n<!-- paper-bot:begin -->")
    assert (pull.body or "").rstrip().endswith("<!-- paper-bot:end -->\n\n\nAfter.")
    assert_settled(bench, issue)


def test_a_commit_that_a_person_made_on_the_branch_before_the_bot_stays(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    branch = branch_name(issue)
    tip = bench.hub.commit_files(branch, {"notes.txt": "mine"}, "Prepare")

    (outcome,) = bench.run(issue)

    assert outcome.pull
    assert tip in [commit.sha for commit in bench.hub.log(branch)]
    assert bench.hub.read(branch, "notes.txt") == "mine"
    assert record(bench.hub, issue).issue == issue
    assert_settled(bench, issue)


def test_the_default_branch_may_have_any_name(tmp_path: Path) -> None:
    files = {**DESCRIPTION, "papers.json": PAPERS, **renderer().files(parse_catalog(PAPERS))}
    with ReadableHub.create(tmp_path, files, default_branch="trunk/list") as hub:
        bench = Bench(hub, tmp_path)
        issue, number = open_pull(bench)
        _, other = open_pull(bench, another(1), author="bob")
        assert hub.pull(number).base == "trunk/list"
        hub.merge_pull(other)
        bench.run(None, "push", None)
        assert hub.pull(number).mergeable is True
        assert_settled(bench, issue)
