"""The committed workflow itself, run by act for an event, on the local GitHub."""

from __future__ import annotations

from copy import deepcopy

import pytest

from bot.config import branch_name
from localhub.events import EventName
from localhub.payloads import JSON
from tests.act.files import files_of_the_project
from tests.act.runner import Runner, why_it_cannot_run
from tests.conftest import Bench
from tests.papers import FORM, TEMPLATE, TITLE
from tests.tiers import chosen, first_of_each, thorough

# Enough to see that a job starts. (act's --dryrun is no help: without containers it runs it all.)
FAILING_CHECKOUT = "--env=LIST_REPOSITORY=nowhere"
# An issue's labels that its form brings come as events of their own, in the same second.
SAME_AS_CREATED = "issue.created_at"
CHECKOUT = "Check out the default branch"

INSTALL = "Install what the bot runs with"
BOT = "Bring the repository to the state that the issues ask for"


if reason := why_it_cannot_run():
    pytest.skip(f"the workflow itself is not run: {reason}", allow_module_level=True)


@pytest.fixture
def runner(bench: Bench) -> Runner:
    """A repository with the list, the bot and its workflow."""
    bench.hub.commit_files("main", files_of_the_project(), "Bring the bot")
    bench.hub.clear_requests()
    return Runner(bench.hub, bench.directory)


def test_a_new_issue_gets_its_pull_request_and_a_redelivery_writes_nothing(
    bench: Bench, runner: Runner
) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    event = bench.hub.event("issues", "opened", issue)

    run = runner.run("issues", event)
    assert (run.result, run.exit_code) == ("success", 0), run.output
    assert run.steps() == [CHECKOUT, INSTALL, BOT]
    (pull,) = bench.hub.pulls()
    assert (pull.head, pull.base, pull.state) == (branch_name(issue), "main", "open")
    assert (pull.title, pull.author) == (f"Add paper: {TITLE}", "github-actions[bot]")
    assert pull.labels == bench.hub.issue(issue).labels == ("add-new-paper",)
    assert f"#{pull.number} adds this paper" in bench.comment(issue)
    assert f"| {issue} | accepted |" in run.summary()

    world = bench.hub.snapshot()
    again = runner.run("issues", event)
    assert again.result == "success", again.output
    assert f"| {issue} | accepted | 0 |" in again.summary()
    assert bench.hub.snapshot() == world


@pytest.mark.parametrize("name", chosen(["workflow_dispatch", "schedule", "push"], "schedule"))
def test_a_run_without_an_issue_s_event_takes_up_what_was_missed(
    bench: Bench, runner: Runner, name: EventName
) -> None:
    bench.hub.open_issue("How is the list ordered?", "By date?")
    issue = bench.hub.open_issue("Add new paper:", FORM)  # without the link that look-ups give
    inputs = {"issue": str(issue)} if name == "workflow_dispatch" else None

    run = runner.run(name, bench.hub.event(name, inputs=inputs))
    assert run.result == "success", run.output
    assert [pull.head for pull in bench.hub.pulls()] == [branch_name(issue)]
    assert f"| {issue} | accepted |" in run.summary()


@pytest.mark.parametrize(
    ("name", "action", "field", "value"),
    first_of_each(
        [
            ("issues", "opened", "sender.type", "Bot"),
            ("issues", "labeled", "issue.updated_at", SAME_AS_CREATED),
            ("pull_request", "closed", "pull_request.head.ref", "fix"),
            ("pull_request", "closed", "pull_request.head.repo.full_name", "somebody/papers"),
            ("push", None, "repository.fork", True),
            ("push", None, "repository.default_branch", "trunk"),
            ("push", None, "ref", "refs/tags/main"),
            ("push", None, "ref", "refs/heads/topic"),
            ("schedule", None, "repository.fork", True),
        ],
        lambda case: case[:2],
    ),
)
def test_one_field_decides_that_an_event_skips_the_job(
    bench: Bench, runner: Runner, name: EventName, action: str | None, field: str, value: object
) -> None:
    bench.hub.make_labels("add-new-paper")
    issue = bench.hub.open_issue("A paper", TEMPLATE, labels=["add-new-paper"])
    (outcome,) = bench.run(issue)
    bench.hub.clear_requests()
    number = {"issues": issue, "pull_request": outcome.pull}.get(name)
    event = bench.hub.event(name, action, number)
    world = bench.hub.snapshot()
    value = event["issue"]["created_at"] if value is SAME_AS_CREATED else value

    assert runner.run(name, event, FAILING_CHECKOUT).steps() == [CHECKOUT]
    run = runner.run(name, changed(event, field, value), "--verbose")
    assert (run.result, run.exit_code) == ("skipped", 0), run.output
    assert run.steps() == []
    assert (bench.hub.requests, bench.hub.snapshot()) == ([], world)


@thorough
def test_a_persons_commit_on_the_bots_branch_sets_the_job_off_for_its_issue(
    bench: Bench, runner: Runner
) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.run(issue)
    event = changed(bench.hub.event("push"), "ref", f"refs/heads/{branch_name(issue)}")

    run = runner.run("push", event)
    assert run.result == "success", run.output
    assert f"| {issue} | accepted |" in run.summary()

    other = runner.run("push", changed(event, "ref", "refs/heads/topic"), "--verbose")
    assert (other.result, other.steps()) == ("skipped", [])


def changed(event: JSON, field: str, value: object) -> JSON:
    """Copy an event with one field changed, which has to be there."""
    copy: JSON = deepcopy(event)
    *parents, last = field.split(".")
    inner = copy
    for parent in parents:
        inner = inner[parent]
    assert inner[last] != value
    inner[last] = value
    return copy


@thorough
def test_the_end_of_the_bot_s_pull_request_sets_the_job_off(bench: Bench, runner: Runner) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    (outcome,) = bench.run(issue)
    assert outcome.pull is not None
    bench.hub.merge_pull(outcome.pull)

    run = runner.run("pull_request", bench.hub.event("pull_request", "closed", outcome.pull))
    assert run.result == "success", run.output
    assert run.steps()[-1] == BOT
    assert f"| {issue} |" in run.summary()


def test_a_title_full_of_commands_commands_nothing(bench: Bench, runner: Runner) -> None:
    hostile = "::add-mask::octo-list ##[add-mask]octo-list ::stop-commands::octo"
    issue = bench.hub.open_issue(hostile, TEMPLATE.replace(TITLE, hostile))

    run = runner.run("issues", bench.hub.event("issues", "opened", issue))
    assert run.result == "success", run.output
    assert run.commands(CHECKOUT) == {"add-mask"}  # the stand-in's: act does see commands
    assert run.commands(BOT) == {"set-output", "summary", "notice"}
    assert_no_command_in(run.printed(BOT) + run.summary())


def test_what_fails_fails_the_job_and_its_words_command_nothing(
    bench: Bench, runner: Runner
) -> None:
    world = bench.hub.snapshot()
    inputs = {"issue": "::add-mask::octo"}

    run = runner.run("workflow_dispatch", bench.hub.event("workflow_dispatch", inputs=inputs))
    assert (run.result, run.exit_code) == ("failure", 1), run.output
    assert "is not the number of an issue" in run.summary()
    assert run.commands(BOT) <= {"error", "summary"}
    assert_no_command_in(run.printed(BOT) + run.summary())
    assert bench.hub.snapshot() == world


def assert_no_command_in(text: str) -> None:
    """Look anywhere in a line: GitHub finds commands where act does not."""
    assert text
    assert "::" not in text
    assert "##[" not in text
