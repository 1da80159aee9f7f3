"""What the bot once got wrong by itself: comments, words that held no more, old numbers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import pytest

from bot.catalog.paper import Paper
from bot.commands.run import run_event
from bot.config import branch_name
from bot.errors import NotPermitted
from bot.fields.findings import Findings, Record, Unavailable, read_date
from bot.fields.reference import Reference
from bot.reconcile.applying import Outcome
from localhub.interference import Answer, Asked
from localhub.refusals import Refusal
from tests.conftest import PAPERS, TODAY, Bench
from tests.faults import Injected, refused
from tests.ours import changed, parse_catalog, renderer
from tests.papers import (
    LISTED,
    TEMPLATE,
    TITLE,
    WITHOUT_TASKS,
    another,
    assert_settled,
    open_pull,
    record,
)

WITHOUT_DATE = TEMPLATE.replace(", 2025-02-17", "")
FOUND = Findings((Record("arXiv", TITLE, read_date("2025-02-17")),), asked=("arXiv",))
DOWN = Findings(unavailable=(Unavailable("arXiv", "no answer"),), asked=("arXiv",))


class Service:
    """A look-up service that knows what it is told to know."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.asked = 0

    def find(
        self, title: str, references: Sequence[Reference], years: Collection[int] = ()
    ) -> Findings:
        """Return what is known by now."""
        del years
        self.asked += bool(title or references)
        return self.findings


def scheduled(bench: Bench, service: Service) -> list[Outcome]:
    return run_event(bench.settings("schedule", None), TODAY, service)


# --- locked -------------------------------------------------------------------------------------


def test_a_locked_issue_whose_look_ups_fail_is_left_alone_by_the_schedule(bench: Bench) -> None:
    service = Service(Findings())
    issue = bench.hub.open_issue("Add new paper:", WITHOUT_DATE)
    bench.hub.lock_issue(issue)
    run_event(bench.settings(number=issue), TODAY, service)
    before = bench.hub.snapshot()

    for findings in (DOWN, Findings(), DOWN):
        service.findings = findings
        scheduled(bench, service)
        assert bench.hub.snapshot() == before

    service.findings = FOUND
    scheduled(bench, service)
    assert str(record(bench.hub, issue).date) == "2025-02-17"
    assert_settled(bench, issue)


def test_an_issue_that_is_unlocked_gets_its_comment(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.lock_issue(issue)
    bench.run(issue, action="opened")
    assert bench.hub.comments(issue) == []
    bench.hub.unlock_issue(issue)

    bench.run(None, "schedule", None)

    assert "adds this paper" in bench.comment(issue)
    assert_settled(bench, issue)


# --- two runs at once ---------------------------------------------------------------------------


@pytest.mark.parametrize("body", [TEMPLATE, WITHOUT_TASKS], ids=["accepted", "rejected"])
def test_a_run_that_another_overtakes_leaves_one_comment(bench: Bench, body: str) -> None:
    """The other run is whole, right before this one labels the issue, and then comments."""
    issue = bench.hub.open_issue("Add new paper:", body)
    other = bench.settings(number=issue)

    def overtaken(asked: Asked, answer: Callable[[], Answer]) -> Answer:
        if asked.method == "POST" and asked.path.endswith(f"/issues/{issue}/labels"):
            bench.hub.interference = None
            bench.answer(other)
        return answer()

    bench.hub.interference = overtaken
    bench.run(issue, action="opened")

    assert len(bench.hub.comments(issue)) == 1
    assert_settled(bench, issue)


# --- blocked ------------------------------------------------------------------------------------


def test_after_a_refusal_is_mended_the_services_are_asked_and_the_comment_is_true(
    bench: Bench,
) -> None:
    service = Service(Findings())
    issue = bench.hub.open_issue("Add new paper:", WITHOUT_DATE)
    bench.hub.settings.actions_may_create_pulls = False
    with pytest.raises(NotPermitted):
        run_event(bench.settings(number=issue), TODAY, service)
    service.findings = FOUND
    bench.hub.settings.actions_may_create_pulls = True
    asked = service.asked

    run_event(bench.settings(number=issue), TODAY, service)

    assert service.asked > asked
    assert str(record(bench.hub, issue).date) == "2025-02-17"
    assert "adds this paper" in bench.comment(issue)
    assert_settled(bench, issue)


def test_a_rebuild_that_is_refused_leaves_the_comment_true(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.commit_files("main", {"other.txt": "x"}, "Move on")
    _, other = open_pull(bench, another(1), author="bob")
    bench.hub.merge_pull(other)
    rule = refused(Refusal(403, "Repository rule violations found"))
    before = bench.comment(issue)
    bench.hub.interference = Injected(
        rule, times=None, matching=lambda asked: asked.writes and "/git/" in asked.path
    )
    outcomes = bench.run(None, "push", None)
    assert any(isinstance(outcome.fault, NotPermitted) for outcome in outcomes)
    bench.hub.interference = None

    bench.run(None, "schedule", None)

    assert bench.comment(issue) == before
    assert bench.hub.pull(number).mergeable is True
    assert_settled(bench, issue)


# --- a comment that a person deleted ------------------------------------------------------------


def delete_comment(bench: Bench, issue: int) -> None:
    (comment,) = bench.hub.comments(issue)
    bench.hub.delete_comment(comment.id)


def test_a_comment_that_a_maintainer_deleted_is_not_written_again(bench: Bench) -> None:
    issue, number = open_pull(bench)
    delete_comment(bench, issue)
    before = bench.hub.snapshot()

    bench.run(issue)
    bench.run(None, "schedule", None)

    assert bench.hub.snapshot() == before
    bench.hub.unlabel_issue(issue, "add-new-paper")
    bench.hub.unlabel_issue(number, "add-new-paper")
    assert_settled(bench, issue)


def test_a_deleted_comment_stays_away_when_the_list_moves_on_and_its_branch_follows(
    bench: Bench,
) -> None:
    issue, number = open_pull(bench)
    delete_comment(bench, issue)
    _, other = open_pull(bench, another(1), author="bob")
    bench.hub.merge_pull(other)

    bench.run(None, "push", None)

    assert bench.hub.pull(number).mergeable is True
    assert bench.hub.comments(issue) == []
    assert_settled(bench, issue)


def test_a_text_that_is_changed_after_its_comment_was_deleted_is_answered(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    delete_comment(bench, issue)
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))

    bench.run(issue)

    assert "Fewer than 4%" in bench.comment(issue)
    delete_comment(bench, issue)
    assert_settled(bench, issue)


def test_an_ending_is_said_although_the_comment_before_was_deleted(bench: Bench) -> None:
    issue, number = open_pull(bench)
    delete_comment(bench, issue)
    bench.hub.close_pull(number)

    bench.run(number, "pull_request", "closed")

    assert f"closed #{number} without merging it" in bench.comment(issue)
    assert_settled(bench, issue)


# --- numbers of another repository's issues -----------------------------------------------------


def copied_list(bench: Bench, issue: int) -> Paper:
    """Let the list hold another paper by an issue's number, as one does that was copied."""
    catalog = parse_catalog(PAPERS)
    foreign = changed(catalog.papers[0], title="Copied", links=(), issue=issue)
    grown = catalog.with_paper(foreign)
    files = {"papers.json": grown.text, **renderer().files(grown)}
    bench.hub.commit_files("main", files, "Copy the list")
    return foreign


def test_an_issue_is_not_answered_with_the_paper_of_another_repositorys_issue(
    bench: Bench,
) -> None:
    foreign = copied_list(bench, 1)

    issue, number = open_pull(bench)

    assert issue == foreign.issue == 1
    assert "adds this paper" in bench.comment(issue)
    papers = parse_catalog(bench.hub.read(branch_name(issue), "papers.json") or "").papers
    assert [paper.title for paper in papers[-2:]] == ["Copied", TITLE]
    assert_settled(bench, issue)
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))
    bench.run(issue)
    assert "4% of the heads" in bench.hub.diff("main", branch_name(issue))
    _, other = open_pull(bench, another(1), author="bob")
    bench.hub.merge_pull(other)
    bench.run(None, "push", None)
    assert bench.hub.pull(number).mergeable is True
    bench.hub.merge_pull(number)
    bench.run(number, "pull_request", "closed")
    assert "is on [the list]" in bench.comment(issue)
    assert TITLE in bench.comment(issue)
    assert_settled(bench, issue)


def test_a_listed_paper_is_a_duplicate_whatever_stands_by_the_issues_number(bench: Bench) -> None:
    copied_list(bench, 1)
    issue = bench.hub.open_issue("Add new paper:", LISTED)

    (outcome,) = bench.run(issue, action="opened")

    assert outcome.plan.verdict == "duplicate"
    assert "Retrieval Head Mechanistically Explains" in bench.comment(issue)
    assert "Copied" not in bench.comment(issue)
    assert_settled(bench, issue)


def test_a_commit_of_a_maintainers_is_kept_beside_a_copied_record(bench: Bench) -> None:
    copied_list(bench, 1)
    issue, _ = open_pull(bench)
    branch = branch_name(issue)
    catalog = parse_catalog(bench.hub.read(branch, "papers.json") or "")
    last = len(catalog.papers) - 1
    better = changed(catalog.papers[last], heads=("Better Head",))
    text = catalog.with_changed({last: better}).text
    bench.hub.commit_files(branch, {"papers.json": text}, "Say it better")
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))

    bench.run(issue)

    papers = parse_catalog(bench.hub.read(branch, "papers.json") or "").papers
    assert papers[-1].tags == ("Better Head",)
    assert papers[-1].get("summary.result") == "Fewer than 4% of the heads are crucial."
    assert papers[-2].title == "Copied"
    assert_settled(bench, issue)
