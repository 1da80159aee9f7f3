"""Histories that are rare; the machine of reliability/ has found most of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from bot.commands.run import run_event
from bot.config import RETRY, branch_name
from bot.errors import TransientFault
from localhub.events import EventName
from localhub.interference import Answer, Asked
from tests.conftest import Bench
from tests.faults import RESET_BEFORE, Injected
from tests.ours import parse_catalog
from tests.papers import (
    LISTED,
    TEMPLATE,
    WITH_CODE,
    WITHOUT_TASKS,
    another,
    assert_rendered,
    assert_settled,
    commit_to_record,
    open_pull,
)


def test_a_declined_pull_request_opened_again_for_a_closed_issue_stays_open(
    bench: Bench,
) -> None:
    issue, number = open_pull(bench)
    bench.hub.close_pull(number)
    bench.run(number, "pull_request", "closed")
    bench.hub.close_issue(issue)
    bench.run(issue, action="closed")
    bench.hub.reopen_pull(number)

    bench.run(number, "pull_request", "reopened")

    assert bench.hub.pull(number).state == "open"
    assert_settled(bench, issue)


def test_a_no_whose_event_was_lost_is_said_to_a_rejected_issue_too(
    bench: Bench,
) -> None:
    issue, number = open_pull(bench)
    bench.hub.edit_issue(issue, body=WITHOUT_TASKS)
    bench.run(issue)
    bench.hub.close_pull(number)

    bench.run(None, "schedule", None)

    assert_settled(bench, issue)
    assert f"A maintainer closed #{number}" in bench.comment(issue)


def test_the_pull_request_of_an_issue_that_became_invalid_is_rebuilt(
    bench: Bench,
) -> None:
    issue, number = open_pull(bench)
    _, other = open_pull(bench, another(1), author="bob")
    bench.hub.edit_issue(issue, body=WITHOUT_TASKS)
    bench.run(issue)
    bench.hub.merge_pull(other)

    bench.run(None, "push", None)

    assert bench.hub.pull(number).mergeable is True
    assert_rendered(bench, issue)
    assert_settled(bench, issue)


def test_the_readme_follows_a_commit_also_while_the_issue_is_invalid(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.edit_issue(issue, body=WITHOUT_TASKS)
    bench.run(issue)
    commit_to_record(bench.hub, issue, heads=("Translation Head",))

    bench.run(number, "pull_request", "synchronize")

    assert_rendered(bench, issue)
    assert_settled(bench, issue)


@pytest.mark.parametrize("what", ["notes", "field"])
def test_a_pull_request_says_what_its_branch_holds(bench: Bench, what: str) -> None:
    issue, number = open_pull(bench)
    if what == "notes":
        bench.hub.commit_files(branch_name(issue), {"notes.txt": "mine"}, "Add notes")
    else:
        commit_to_record(bench.hub, issue, heads=("Translation Head",))
    bench.hub.edit_issue(issue, body=WITH_CODE)

    bench.run(issue)

    held = parse_catalog(bench.hub.read(branch_name(issue), "papers.json") or "")
    added = [paper.title for paper in held.papers if paper.issue == issue]
    pull = bench.hub.pull(number)
    assert pull.title.startswith("Update paper") == (added == [])
    if added:
        assert "has taken over the branch" in bench.comment(issue)


def test_a_verdict_sets_no_label_while_it_cannot_be_remembered(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.lock_issue(issue)
    bench.hub.edit_issue(issue, body=WITHOUT_TASKS)
    bench.run(issue)

    assert bench.hub.issue(issue).labels == ("add-new-paper",)
    assert bench.hub.pull(number).labels == ("add-new-paper",)
    assert_settled(bench, issue)


def test_a_label_taken_off_a_locked_issue_stays_off(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.close_pull(number)
    bench.run(number, "pull_request", "closed")
    bench.hub.lock_issue(issue)
    bench.hub.label_issue(issue, "bot-retry")
    bench.run(issue)
    bench.hub.unlabel_issue(issue, "add-new-paper")
    bench.run(issue)
    assert "add-new-paper" not in bench.hub.issue(issue).labels


def test_a_locked_issue_that_cannot_be_listed_is_left_alone(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS)
    bench.hub.lock_issue(issue)
    before = bench.hub.snapshot()

    bench.run(issue)

    assert bench.hub.snapshot() == before


def test_a_pull_request_opened_again_and_closed_by_a_person_is_a_no(
    bench: Bench,
) -> None:
    issue, number = open_pull(bench)
    bench.hub.commit_files(branch_name(issue), {"notes.txt": "mine"}, "Add notes")
    bench.hub.close_issue(issue)
    bench.run(issue, action="closed")
    bench.hub.reopen_pull(number)
    bench.run(number, "pull_request", "reopened")
    bench.hub.close_pull(number)
    bench.run(number, "pull_request", "closed")
    bench.hub.reopen_issue(issue)
    bench.run(issue, action="reopened")
    assert [p.state for p in bench.hub.pulls()] == ["closed"]


def test_a_second_issue_is_told_though_a_person_replaced_the_first_ones_text(bench: Bench) -> None:
    _, number = open_pull(bench)
    bench.hub.edit_issue(number, body="My own words.", author="maintainer")
    second = bench.hub.open_issue("Add new paper:", TEMPLATE, author="bob")
    bench.run(second)
    assert [p.number for p in bench.hub.pulls() if p.state == "open"] == [number]


def _replace_what_names_the_paper(bench: Bench, issue: int, pull: int) -> None:
    """Let a maintainer give a paper another title, and its pull request title and text."""
    commit_to_record(bench.hub, issue, title="A better title")
    bench.run(pull, "pull_request", "synchronize")
    bench.hub.edit_issue(pull, title="My title", body="My own words.", author="maintainer")


def test_a_second_issue_is_told_though_only_the_branch_names_the_paper(bench: Bench) -> None:
    first, number = open_pull(bench)
    _replace_what_names_the_paper(bench, first, number)
    second = bench.hub.open_issue("Add new paper:", TEMPLATE, author="bob")

    bench.run(second)

    assert f"#{number}" in bench.comment(second)
    bench.run(None, "schedule", None)
    assert [p.number for p in bench.hub.pulls() if p.state == "open"] == [number]
    assert_settled(bench, first, second)


@pytest.mark.parametrize("grows", [False, True], ids=["", "the list has grown since"])
def test_a_second_offer_is_told_though_only_the_branch_names_the_paper(
    bench: Bench, grows: bool
) -> None:
    first, number = open_pull(bench, WITH_CODE)
    bench.hub.edit_issue(number, title="My title", body="My own words.", author="maintainer")
    if grows:
        _, other = open_pull(bench, another(1), author="carol")
        bench.hub.merge_pull(other)
    second = bench.hub.open_issue("Add new paper:", WITH_CODE, author="bob")

    bench.run(second)

    assert f"#{number}" in bench.comment(second)
    assert [p.number for p in bench.hub.pulls() if p.state == "open"] == [number]
    bench.run(None, "schedule", None)
    assert_settled(bench, first, second)


def test_the_title_of_a_pull_request_is_no_memory(bench: Bench) -> None:
    """A maintainer may call it what she likes, also by another paper's name."""
    _, number = open_pull(bench)
    other = another(1)
    (title,) = [line for line in other.splitlines() if line.startswith("Title:")]
    named = title.replace("Title:", "Add paper:")
    bench.hub.edit_issue(number, title=named, author="maintainer")
    issue = bench.hub.open_issue("Add new paper:", other, author="bob")

    (outcome,) = bench.run(issue)

    assert outcome.plan.verdict == "accepted"
    assert outcome.pull not in (None, number)


def test_the_first_of_two_pull_requests_stands_though_only_its_branch_names_the_paper(
    bench: Bench,
) -> None:
    second = bench.hub.open_issue("Add new paper:", TEMPLATE, author="bob")
    opened: list[tuple[int, int]] = []

    def open_meanwhile(asked: Asked, answer: Callable[[], Answer]) -> Answer:
        if asked.writes and asked.path.endswith("/pulls") and not opened:
            opened.append((0, 0))
            opened.append(open_pull(bench))
        return answer()

    bench.hub.interference = open_meanwhile
    bench.run(second, action="opened")
    bench.hub.interference = None
    first, number = opened[-1]
    _replace_what_names_the_paper(bench, first, number)

    bench.run(None, "schedule", None)

    assert [p.number for p in bench.hub.pulls() if p.state == "open"] == [number]
    assert f"#{number}" in bench.comment(second)
    assert_settled(bench, first, second)


def test_a_merge_is_said_after_days_without_a_schedule(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.merge_pull(number)
    bench.hub.pass_time(3 * 86400)
    today = dt.datetime.fromtimestamp(bench.hub.time(), dt.UTC).date()
    run_event(bench.settings("schedule", None), today)
    assert "This paper is on [the list]" in bench.comment(issue)


def test_a_branch_that_a_stopped_run_left_is_removed_when_the_issue_is_closed(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.interference = Injected(
        RESET_BEFORE,
        times=None,
        matching=lambda asked: asked.method == "POST" and asked.path.endswith("/pulls"),
    )
    with pytest.raises(TransientFault):
        bench.run(issue, action="opened")
    bench.hub.interference = None
    assert branch_name(issue) in bench.hub.branches()
    bench.hub.close_issue(issue)

    bench.run(issue, action="closed")

    assert list(bench.hub.branches()) == ["main"]
    assert bench.hub.comments(issue) == []


def test_a_no_to_a_pull_request_whose_run_was_stopped_before_its_comment_is_said(
    bench: Bench,
) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.interference = Injected(
        RESET_BEFORE,
        times=None,
        matching=lambda asked: asked.writes and asked.path.endswith("/comments"),
    )
    with pytest.raises(TransientFault):
        bench.run(issue, action="opened")
    bench.hub.interference = None
    (pull,) = bench.hub.pulls()
    bench.hub.close_pull(pull.number)

    bench.run(None, "schedule", None)

    assert f"A maintainer closed #{pull.number}" in bench.comment(issue)
    assert_settled(bench, issue)


def test_a_lost_merge_is_said_though_the_pull_request_was_declined_before(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.close_pull(number)
    bench.run(number, "pull_request", "closed")
    bench.hub.reopen_pull(number)
    bench.hub.merge_pull(number)

    bench.run(None, "schedule", None)

    assert "This paper is on [the list]" in bench.comment(issue)
    assert_settled(bench, issue)


def test_a_lost_merge_is_said_though_the_pull_request_was_withdrawn_before(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.commit_files(branch_name(issue), {"notes.txt": "mine"}, "Add notes")
    bench.hub.close_issue(issue, by="contributor")
    bench.run(issue, action="closed")
    bench.hub.reopen_pull(number)
    bench.hub.merge_pull(number)

    bench.run(None, "schedule", None)

    assert "This paper is on [the list]" in bench.comment(issue)
    assert_settled(bench, issue)


def test_a_pull_request_that_is_merged_while_it_is_read_is_not_said_to_be_closed(
    bench: Bench,
) -> None:
    issue, number = open_pull(bench)
    commit_to_record(bench.hub, issue, heads=("Translation Head",))

    def merge_meanwhile(asked: Asked, answer: Callable[[], Answer]) -> Answer:
        if "/compare/" in asked.path and not bench.hub.pull(number).merged:
            bench.hub.merge_pull(number)
        return answer()

    bench.hub.interference = merge_meanwhile
    body = bench.hub.pull(number).body
    bench.run(number, "pull_request", "synchronize")
    bench.hub.interference = None

    assert bench.hub.pull(number).body == body
    assert branch_name(issue) in bench.hub.branches()
    assert "This paper is on [the list]" in bench.comment(issue)
    assert_settled(bench, issue)


def test_an_offer_whose_issue_became_invalid_is_rebuilt_when_the_list_moves(bench: Bench) -> None:
    issue, number = open_pull(bench, WITH_CODE)
    bench.hub.edit_issue(issue, body=WITHOUT_TASKS)
    bench.run(issue)
    _, other = open_pull(bench, another(1), author="bob")
    bench.hub.merge_pull(other)

    bench.run(None, "push", None)

    assert bench.hub.pull(number).mergeable is True
    papers = parse_catalog(bench.hub.read(branch_name(issue), "papers.json") or "").papers
    assert [len(paper.links) for paper in papers] == [2, 1]
    assert_rendered(bench, issue)
    assert_settled(bench, issue)


def test_a_branch_left_on_a_locked_issue_that_is_to_be_tried_again_is_found_by_the_sweep(
    bench: Bench,
) -> None:
    issue, number = open_pull(bench)
    bench.hub.close_pull(number)
    bench.run(number, "pull_request", "closed")
    bench.hub.lock_issue(issue)
    bench.hub.edit_issue(issue, body=LISTED)
    bench.hub.label_issue(issue, RETRY)

    bench.run(None, "schedule", None)

    assert branch_name(issue) not in bench.hub.branches()
    assert_settled(bench, issue)


@pytest.mark.parametrize(
    "call",
    [lambda asked: "/compare/" in asked.path, lambda asked: asked.path.endswith(f"/{RETRY}")],
    ids=["while reading", "while writing"],
)
def test_a_no_that_comes_while_the_label_for_another_try_is_taken_off_is_a_no(
    bench: Bench, call: Callable[[Asked], bool]
) -> None:
    """The label was there first and nothing was declined then; it may be set once more."""
    issue, number = open_pull(bench)
    bench.hub.label_issue(issue, RETRY)

    def decline_meanwhile(asked: Asked, answer: Callable[[], Answer]) -> Answer:
        if call(asked) and bench.hub.pull(number).state == "open":
            bench.hub.close_pull(number)
        return answer()

    bench.hub.interference = decline_meanwhile
    bench.run(issue, action="labeled")
    bench.hub.interference = None
    bench.run(number, "pull_request", "closed")

    assert f"A maintainer closed #{number}" in bench.comment(issue)
    assert RETRY not in bench.hub.issue(issue).labels
    assert_settled(bench, issue)
    bench.hub.label_issue(issue, RETRY)
    (outcome,) = bench.run(issue, action="labeled")
    assert outcome.pull not in (None, number)


def test_a_no_to_a_pull_request_that_is_just_being_closed_is_the_bots_closing(
    bench: Bench,
) -> None:
    issue, number = open_pull(bench)
    bench.hub.edit_issue(issue, body=LISTED)

    def decline_meanwhile(asked: Asked, answer: Callable[[], Answer]) -> Answer:
        if asked.method == "PATCH" and bench.hub.pull(number).state == "open":
            bench.hub.close_pull(number)
        return answer()

    bench.hub.interference = decline_meanwhile
    bench.run(issue, action="edited")
    bench.hub.interference = None

    assert bench.hub.pull(number).state == "closed"
    assert branch_name(issue) not in bench.hub.branches()
    assert "This paper is on [the list]" in bench.comment(issue)
    assert_settled(bench, issue)


def test_a_label_for_another_try_that_is_there_when_no_is_said_counts(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.label_issue(issue, RETRY)
    bench.hub.close_pull(number)

    (outcome,) = bench.run(issue, action="labeled")

    assert outcome.pull not in (None, number)
    assert RETRY not in bench.hub.issue(issue).labels
    assert_settled(bench, issue)


@pytest.mark.parametrize(
    "event",
    [lambda issue: (issue, "issues", "closed"), lambda _: (None, "schedule", None)],
    ids=["closed", "schedule"],
)
def test_the_second_comment_of_two_runs_at_once_goes_from_a_closed_issue_too(
    bench: Bench, event: Callable[[int], tuple[int | None, EventName, str | None]]
) -> None:
    open_pull(bench)
    issue = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS)
    once: list[int] = []

    def run_meanwhile(asked: Asked, answer: Callable[[], Answer]) -> Answer:
        if asked.method == "POST" and asked.path.endswith("/comments") and not once:
            once.append(issue)
            bench.run(issue)
        return answer()

    bench.hub.interference = run_meanwhile
    bench.run(issue)
    bench.hub.interference = None
    assert len(bench.hub.comments(issue)) == 2
    bench.hub.close_issue(issue)

    bench.run(*event(issue))

    assert len(bench.hub.comments(issue)) == 1
    assert_settled(bench, issue)
