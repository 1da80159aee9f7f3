"""What could not be read is never taken for absent, and other people's things are left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.config import branch_name
from bot.errors import Conflict, Fault
from localhub.interference import Answer, Asked, Interference
from tests.conftest import Bench
from tests.faults import CUT_JSON, ERROR_BEFORE, HTML, NOT_FOUND, Injected, Kind
from tests.papers import TEMPLATE, WITHOUT_TASKS, assert_settled, open_pull
from tests.tiers import chosen

READS: dict[str, Callable[[int], str]] = {
    "comments": lambda issue: f"/issues/{issue}/comments",
    "pull requests": lambda _: "/pulls",
    "comparison": lambda issue: f"/compare/main...{branch_name(issue)}",
    "issue": lambda issue: f"/issues/{issue}",
}


def overtaken_after(bench: Bench, issue: int, path: str, share: str) -> Interference:
    """Let an edit and a quick run for it come right after a run's first request of a path."""
    edited: list[int] = []

    def interfere(asked: Asked, answer: Callable[[], Answer]) -> Answer:
        answered = answer()
        if asked.path.endswith(path) and not edited:
            edited.append(issue)
            bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", share))
            bench.run(issue)
        return answered

    return interfere


def reading(path: str) -> Callable[[Asked], bool]:
    """Match the reads of a path."""
    return lambda asked: asked.method == "GET" and asked.path.endswith(path)


@pytest.mark.parametrize("what", READS)
@pytest.mark.parametrize(
    "kind", chosen([ERROR_BEFORE, HTML, CUT_JSON], CUT_JSON), ids=lambda kind: kind.name
)
def test_a_read_that_fails_stops_the_run_before_any_write(
    bench: Bench, kind: Kind, what: str
) -> None:
    issue, _ = open_pull(bench)
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))
    before = bench.hub.snapshot()
    path = READS[what](issue)
    bench.hub.interference = Injected(kind, times=None, matching=reading(path))

    with pytest.raises(Fault) as raised:
        bench.run(issue)

    assert raised.value.exit_code in (3, 4)
    assert bench.hub.snapshot() == before
    bench.hub.interference = None
    bench.run(issue)
    assert len(bench.hub.pulls()) == len(bench.hub.comments(issue)) == 1
    assert_settled(bench, issue)


def test_a_second_page_that_fails_stops_the_run_too(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS)
    for number in range(100):
        bench.hub.comment(issue, f"Word {number}", author="reader")
    bench.run(issue)
    bench.hub.edit_issue(issue, body=TEMPLATE)
    before = bench.hub.snapshot()
    bench.hub.interference = Injected(
        ERROR_BEFORE, times=None, matching=lambda asked: "page=2" in asked.query
    )

    with pytest.raises(Fault):
        bench.run(issue)

    assert bench.hub.snapshot() == before
    bench.hub.interference = None
    bench.run(issue)
    assert sum(comment.author != "reader" for comment in bench.hub.comments(issue)) == 1


def test_an_issue_that_seems_gone_for_a_moment_keeps_its_pull_request(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.interference = Injected(NOT_FOUND, times=None, matching=reading(f"/issues/{issue}"))

    (outcome,) = bench.run(issue)

    assert outcome.plan.verdict == "gone"
    assert bench.hub.pull(number).state == "open"


def test_labels_of_other_people_stay(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS)
    bench.hub.label_issue(issue, "good first issue")

    bench.run(issue)

    assert set(bench.hub.issue(issue).labels) == {
        "add-new-paper",
        "good first issue",
        "needs-changes",
    }


def test_a_commit_made_between_reading_and_writing_is_not_lost(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))
    branch = branch_name(issue)
    pushed: list[str] = []

    def push_before_the_branch_moves(asked: Asked, answer: Callable[[], Answer]) -> Answer:
        if asked.method == "PATCH" and asked.path.endswith(branch) and not pushed:
            pushed.append(bench.hub.commit_files(branch, {"notes.txt": "mine"}, "Add notes"))
        return answer()

    bench.hub.interference = push_before_the_branch_moves
    bench.run(issue)

    assert pushed[0] in [commit.sha for commit in bench.hub.log(branch)]
    assert bench.hub.read(branch, "notes.txt") == "mine"
    assert "Fewer than 4%" in (bench.hub.read(branch, "papers.json") or "")
    bench.hub.interference = None
    assert_settled(bench, issue)


def test_an_edit_between_two_reads_of_a_slow_run_is_not_undone(bench: Bench) -> None:
    """A run that read the older text must not write it over what a quicker run has written."""
    issue, _ = open_pull(bench)
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))
    bench.hub.interference = overtaken_after(bench, issue, f"/issues/{issue}", "3%")
    bench.run(issue)

    bench.hub.interference = None
    papers = bench.hub.read(branch_name(issue), "papers.json") or ""
    assert "Fewer than 3%" in papers
    assert "Fewer than 3%" in bench.comment(issue)
    assert_settled(bench, issue)


def test_an_answer_to_a_later_text_is_not_undone_by_a_slow_run(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    bench.hub.interference = overtaken_after(bench, issue, branch_name(issue), "4%")
    bench.run(issue)

    bench.hub.interference = None
    assert "Fewer than 4%" in bench.comment(issue)
    assert_settled(bench, issue)


def test_a_branch_that_moves_on_and_on_is_left_to_the_next_run(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))
    branch = branch_name(issue)

    def push_each_time(asked: Asked, answer: Callable[[], Answer]) -> Answer:
        if asked.method == "PATCH" and asked.path.endswith(branch):
            count = len(bench.hub.log(branch))
            bench.hub.commit_files(branch, {"notes.txt": f"{count}"}, "Add notes")
        return answer()

    bench.hub.interference = push_each_time
    with pytest.raises(Conflict):
        bench.run(issue)

    bench.hub.interference = None
    bench.run(issue)
    assert "Fewer than 4%" in (bench.hub.read(branch, "papers.json") or "")
    assert bench.hub.read(branch, "notes.txt") == "4"
    assert_settled(bench, issue)


def test_an_old_pull_request_is_found_behind_many_later_ones(bench: Bench) -> None:
    """Fifty pull requests are read at once; an older issue's own are asked for by name."""
    issue, number = open_pull(bench)
    bench.hub.close_pull(number)
    for n in range(51):
        branch = f"topic-{n}"
        bench.hub.commit_files(branch, {f"{n}.txt": "x"}, "Work")
        bench.hub.open_pull(f"Topic {n}", "", branch, "main")

    (outcome,) = bench.run(issue)

    assert outcome.plan.verdict == "declined"
    assert_settled(bench, issue)


def test_a_no_to_a_locked_issue_outlives_a_list_that_fails(bench: Bench) -> None:
    """There is no comment that would remember it."""
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.lock_issue(issue)
    bench.run(issue)
    bench.hub.delete_branch(branch_name(issue))
    before = bench.hub.snapshot()
    bench.hub.interference = Injected(ERROR_BEFORE, times=None, matching=reading("/pulls"))

    with pytest.raises(Fault):
        bench.run(issue)

    assert bench.hub.snapshot() == before
    bench.hub.interference = None
    assert_settled(bench, issue)
