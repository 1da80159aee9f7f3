"""Branches with more commits, pull requests and files than GitHub shows on one page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.config import branch_name
from bot.gateway import Gateway
from bot.messages.commits import commit_message
from bot.messages.markers import read_comment
from bot.reconcile.reconciler import Reconciler
from bot.reconcile.tools import Tools
from localhub.world import BOT
from tests.conftest import PAPERS, TODAY, Bench
from tests.filed import filed
from tests.ours import OURS, changed, parse_catalog, renderer
from tests.papers import TEMPLATE, another, assert_settled, open_pull, record
from tests.tiers import chosen, thorough

SITE = "http://localhost/octo-list/papers"


@pytest.fixture
def gateway(bench: Bench) -> Iterator[Gateway]:
    """The real client, as a run of its own for each issue would make it."""
    settings = bench.settings("schedule", None)
    made = Gateway(
        settings.repository,
        settings.token,
        api_url=settings.api_url,
        workspace=settings.workspace,
        own_user_id=settings.own_user_id,
        is_loopback=True,
    )
    yield made
    made.close()


def reconciler(gateway: Gateway) -> Reconciler:
    return Reconciler(Tools(gateway, OURS, renderer(), TODAY, SITE, "main"))


def commit_as_bot(bench: Bench, issue: int, times: int) -> None:
    """Let the bot have committed to an issue's branch, a little else each time."""
    branch = branch_name(issue)
    paper = record(bench.hub, issue)
    snapshot = filed(issue)
    head = bench.hub.read(branch, "papers.json") or ""
    for number in range(times):
        # Blanks at the end keep the list what it is, and make each commit one.
        message = commit_message(snapshot, paper, f"{number:016x}")
        files = {"papers.json": f"{head}{' ' * (number % 2)}"}
        bench.hub.commit_files(branch, files, message, author=BOT.login)


@thorough
def test_after_120_edits_the_branch_is_still_the_bots(bench: Bench, gateway: Gateway) -> None:
    issue, number = open_pull(bench)

    for percent in range(120):
        bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", f"{percent}%"))
        reconciler(gateway).reconcile(issue)
        assert f"Fewer than {percent}%" in record(bench.hub, issue).get("summary.result")

    branch = branch_name(issue)
    catalog = parse_catalog(bench.hub.read(branch, "papers.json") or "")
    assert bench.hub.read(branch, "README.md") == renderer().files(catalog)["README.md"]
    assert len(bench.hub.log(branch)) == 122
    assert "Fewer than 119%" in bench.comment(issue)
    assert "taken over" not in bench.comment(issue)
    assert "Fewer than 119%" in (bench.hub.pull(number).body or "")
    assert_settled(bench, issue)
    bench.hub.close_issue(issue)
    bench.run(issue, action="closed")
    assert branch not in bench.hub.branches()


@thorough
def test_after_110_merges_of_other_papers_the_branch_is_still_the_bots(
    bench: Bench, gateway: Gateway
) -> None:
    issue, number = open_pull(bench)
    catalog = parse_catalog(PAPERS)
    for other in range(110):
        paper = changed(record(bench.hub, issue), title=f"Other {other}", links=(), issue=None)
        catalog = catalog.with_paper(paper)
        bench.hub.commit_files("main", {"papers.json": catalog.text}, f"Merge {other}")

        outcome = reconciler(gateway).reconcile(issue)
        assert outcome.applied == 1

    branch = branch_name(issue)
    listed = parse_catalog(bench.hub.read(branch, "papers.json") or "")
    assert listed.text.startswith(catalog.text.removesuffix("\n]\n"))
    assert [paper.issue for paper in listed.papers[-1:]] == [issue]
    assert bench.hub.read(branch, "README.md") == renderer().files(listed)["README.md"]
    assert bench.hub.pull(number).mergeable is True
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))
    bench.run(issue)
    assert "Fewer than 4%" in record(bench.hub, issue).get("summary.result")
    assert "taken over" not in bench.comment(issue)
    assert_settled(bench, issue)


@pytest.mark.parametrize("times", chosen([99, 100, 249, 250, 380], 100, 250))
def test_however_many_commits_a_branch_has_the_last_one_is_its_tip(
    bench: Bench, gateway: Gateway, times: int
) -> None:
    issue, _ = open_pull(bench)
    commit_as_bot(bench, issue, times)

    branch = gateway.context(issue, "main", branch_may_exist=True).branch

    assert branch
    assert branch.tip.commit == branch.own == bench.hub.branches()[branch_name(issue)]
    assert (branch.changed_since, branch.only_own) == (False, True)
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))
    bench.run(issue)
    assert "Fewer than 4%" in record(bench.hub, issue).get("summary.result")
    assert "taken over" not in bench.comment(issue)


def test_a_persons_commit_below_250_of_the_bots_keeps_the_branch(
    bench: Bench, gateway: Gateway
) -> None:
    issue, _ = open_pull(bench)
    bench.hub.commit_files(branch_name(issue), {"notes.txt": "mine"}, "Add notes")
    commit_as_bot(bench, issue, 260)

    branch = gateway.context(issue, "main", branch_may_exist=True).branch

    assert branch
    assert (branch.changed_since, branch.only_own) == (False, False)
    bench.hub.close_issue(issue)
    bench.run(issue, action="closed")
    assert bench.hub.read(branch_name(issue), "notes.txt") == "mine"


def test_the_bots_last_commit_below_250_of_a_persons_is_found(
    bench: Bench, gateway: Gateway
) -> None:
    issue, _ = open_pull(bench)
    own = bench.hub.branches()[branch_name(issue)]
    for number in range(255):
        bench.hub.commit_files(branch_name(issue), {"notes.txt": str(number)}, "Add notes")

    branch = gateway.context(issue, "main", branch_may_exist=True).branch

    assert branch
    assert (branch.own, branch.changed_since) == (own, True)
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))
    bench.run(issue)
    assert "Fewer than 4%" in record(bench.hub, issue).get("summary.result")
    assert bench.hub.read(branch_name(issue), "notes.txt") == "254"


def test_a_branch_that_changes_more_files_than_github_names_is_left_alone(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    branch = branch_name(issue)
    files = {f"a/{number:03}.txt": "mine" for number in range(310)}
    tip = bench.hub.commit_files(branch, files, "Add many")
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))

    bench.run(issue)

    assert bench.hub.branches()[branch] == tip
    assert "has taken over the branch" in bench.comment(issue)
    assert_settled(bench, issue)


def test_where_main_changed_more_files_than_github_names_a_persons_own_are_left_alone(
    bench: Bench,
) -> None:
    issue, _ = open_pull(bench)
    branch = branch_name(issue)
    bench.hub.commit_files(branch, {"zz.txt": "mine"}, "Add mine")
    files = {f"a/{number:03}.txt": "theirs" for number in range(310)}
    bench.hub.commit_files("main", {**files, "zz.txt": "theirs"}, "Add many")
    tip = bench.hub.branches()[branch]
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))

    bench.run(issue)

    assert bench.hub.branches()[branch] == tip
    assert bench.hub.read(branch, "zz.txt") == "mine"


# --- pull requests that are on no first page -----------------------------------------------------


def flood(bench: Bench, count: int = 55) -> None:
    """Let a stranger open and close pull requests from a fork."""
    for _ in range(count):
        bench.hub.close_pull(bench.hub.open_fork_pull("Spam", "Buy", "patch"))


def test_a_pull_request_behind_fifty_closed_ones_keeps_its_paper(bench: Bench) -> None:
    first, number = open_pull(bench)
    flood(bench)

    second = bench.hub.open_issue("Add new paper:", TEMPLATE, author="bob")
    (outcome,) = bench.run(second, action="opened")

    assert outcome.plan.verdict == "duplicate"
    assert f"#{number}, which was there first" in bench.comment(second)
    memory = read_comment(bench.comment(second))
    assert memory
    assert memory.first == number
    assert_settled(bench, first, second)


def test_an_account_has_ten_open_however_many_others_were_closed(bench: Bench) -> None:
    for paper in range(10):
        open_pull(bench, another(paper), author="eve")
    flood(bench)

    issue = bench.hub.open_issue("Add new paper:", another(11), author="eve")
    (outcome,) = bench.run(issue, action="opened")

    assert outcome.plan.verdict == "queued"


@pytest.mark.parametrize("ending", ["open", "declined", "merged"])
def test_an_issues_own_pull_request_behind_fifty_others_is_asked_for(
    bench: Bench, ending: str
) -> None:
    issue, number = open_pull(bench)
    if ending == "declined":
        bench.hub.close_pull(number)
    if ending == "merged":
        bench.hub.merge_pull(number)
        bench.hub.reopen_issue(issue)
    flood(bench)

    (outcome,) = bench.run(issue)

    words = {"open": "accepted", "declined": "declined", "merged": "listed"}
    assert outcome.plan.verdict == words[ending]
    assert [pull.number for pull in bench.hub.pulls() if pull.head == branch_name(issue)] == [
        number
    ]


def test_an_older_pull_request_that_a_person_opened_again_is_the_issues_own(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.close_pull(number)
    bench.run(number, "pull_request", "closed")
    bench.hub.label_issue(issue, "bot-retry")
    (outcome,) = bench.run(issue, action="labeled")
    assert outcome.pull not in (None, number)
    bench.hub.close_pull(outcome.pull or 0)
    bench.hub.reopen_pull(number)
    flood(bench, 49)

    (again,) = bench.run(issue)

    assert again.pull == number


def test_what_ended_behind_a_hundred_closed_ones_is_said(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.merge_pull(number)
    flood(bench, 105)

    bench.run(None, "schedule", None)

    assert "is on [the list]" in bench.comment(issue)


# --- one issue, one paper ------------------------------------------------------------------------


def test_an_issue_with_many_addresses_does_not_keep_the_papers_of_others(bench: Bench) -> None:
    many = "".join(f"Link: https://arxiv.org/abs/2502.{n:05}\n" for n in range(1, 10))
    greedy = bench.hub.open_issue("Add new paper:", TEMPLATE + many, author="eve")
    bench.run(greedy, action="opened")

    for number in range(1, 10):
        issue = bench.hub.open_issue("Add new paper:", another(number), author=f"a-{number}")
        (outcome,) = bench.run(issue, action="opened")
        assert outcome.plan.verdict == "accepted"
