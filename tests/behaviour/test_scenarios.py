"""The way of an issue, from event to pull request, through the real client on the local GitHub."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from types import NoneType

import pytest
import responses
from github import Auth, Github

from bot.commands.run import exit_fault, run_event
from bot.commands.settings import GITHUB_ACTIONS_USER_ID
from bot.config import branch_name
from bot.errors import (
    BadToken,
    BrokenState,
    Conflict,
    Gone,
    NotPermitted,
    TransientFault,
    UsageFault,
)
from bot.fields.reading import Link
from bot.gateway import Gateway
from bot.reconcile.applying import Outcome
from bot.reconcile.changes import Change
from bot.reconcile.reconciler import Reconciler
from bot.reconcile.retry import Deadline
from bot.reconcile.states import ActualComment, Context, OtherPull, Tip
from bot.reconcile.survey import Survey
from bot.reconcile.sweep import Sweep
from bot.reconcile.tools import Tools
from bot.submission.issue import IssueSnapshot
from localhub import LocalHub
from tests.conftest import PAPERS, TODAY, Bench
from tests.ours import DESCRIPTION, OURS, changed, parse_catalog, renderer
from tests.papers import FORM, LISTED, TEMPLATE, TITLE, WITHOUT_TASKS, another, open_pull
from tests.reworded import ReadableHub


def verdict(outcomes: list[Outcome]) -> str:
    (outcome,) = outcomes
    return outcome.plan.verdict


# --- accepted --------------------------------------------------------------------------------


def test_an_accepted_issue_gives_one_commit_with_list_and_readme(bench: Bench) -> None:
    issue, _ = open_pull(bench)

    commit, base = bench.hub.log(branch_name(issue))
    papers = bench.hub.read(commit.sha, "papers.json")
    assert papers is not None
    catalog = parse_catalog(papers)
    assert commit.parents == (base.sha,)
    assert papers.startswith(PAPERS.removesuffix("\n]\n"))
    assert catalog.papers[1].record() == {
        "title": TITLE,
        "date": "2025-02-17",
        "heads": ["Source Head", "Retrieval Head"],
        "venue": "arXiv",
        "summary": {
            "innovation": "Follows translation through single heads.",
            "tasks": "Finds the heads that matter, then tunes them.",
            "result": "Fewer than 5% of the heads are crucial.",
        },
        "links": [{"label": "arXiv", "kind": "Paper", "url": "https://arxiv.org/abs/2502.11806"}],
        "issue": issue,
    }
    assert bench.hub.read(commit.sha, "README.md") == renderer().files(catalog)["README.md"]
    assert bench.hub.read("main", "papers.json") == PAPERS


def test_the_commit_names_issue_and_contributor(bench: Bench) -> None:
    issue, _ = open_pull(bench, author="ada")

    message = bench.hub.log(branch_name(issue))[0].message
    assert message.startswith(f"Add paper from issue {issue}\n\n")
    assert f"{TITLE}\n" in message
    assert f"\nPaper-Issue: {issue}\n" in message
    assert re.search(r"\nCo-authored-by: ada <\d+\+ada@users\.noreply\.github\.com>\n", message)


def test_the_pull_request_closes_the_issue_and_carries_the_label(bench: Bench) -> None:
    issue, number = open_pull(bench)

    pull = bench.hub.pull(number)
    assert (pull.head, pull.base) == (branch_name(issue), "main")
    assert pull.title == f"Add paper: {TITLE}"
    assert pull.labels == ("add-new-paper",)
    assert re.findall(r"(?i)clos\w+ #\d+", pull.body or "") == [f"Closes #{issue}"]
    assert bench.hub.issue(issue).labels == ("add-new-paper",)


def test_the_comment_links_the_pull_request_and_shows_the_row(bench: Bench) -> None:
    issue, number = open_pull(bench)

    comment = bench.comment(issue)
    assert f"#{number} adds this paper" in comment
    assert "Fewer than 5% of the heads are crucial." in comment
    assert "https://img.shields.io/badge/Source_Head-blue" in comment


def test_a_form_issue_is_accepted_as_well(bench: Bench) -> None:
    bench.hub.make_labels("add-new-paper")
    issue = bench.hub.open_issue("Add new paper:", FORM, labels=["add-new-paper"])

    assert verdict(bench.run(issue, action="opened")) == "accepted"
    papers = parse_catalog(bench.hub.read(branch_name(issue), "papers.json") or "").papers
    assert (papers[1].title, str(papers[1].date), papers[1].links) == (TITLE, "2025-02-17", ())


@pytest.mark.parametrize("title", ["Add new paper: X", "My paper"])
def test_a_form_issue_whose_label_is_not_there_yet_is_seen_and_gets_it(
    bench: Bench, title: str
) -> None:
    """GitHub drops what a form names and the repository lacks."""
    issue = bench.hub.open_issue(title, FORM, labels=["add-new-paper"])
    assert bench.hub.issue(issue).labels == ()

    assert verdict(bench.run(issue, action="opened")) == "accepted"
    assert bench.hub.issue(issue).labels == ("add-new-paper",)


def test_merging_the_pull_request_lists_the_paper_and_settles_the_issue(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.merge_pull(number)

    assert bench.hub.issue(issue).state == "closed"
    assert verdict(bench.run(number, "pull_request", "closed")) == "listed"
    assert "is on [the list]" in bench.comment(issue)
    settled = bench.hub.snapshot()
    assert verdict(bench.run(number, "pull_request", "closed")) == "listed"
    assert bench.hub.snapshot() == settled


# --- requests --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "labels"), [(TEMPLATE, ()), (FORM, ("add-new-paper",))], ids=["template", "form"]
)
def test_a_new_paper_takes_twelve_requests_at_most_and_a_redelivery_four(
    bench: Bench, body: str, labels: tuple[str, ...]
) -> None:
    bench.hub.make_labels(*labels)
    issue = bench.hub.open_issue("Add new paper:", body, labels=labels)

    bench.run(issue, action="opened")
    new_paper = len(bench.hub.requests)
    bench.hub.clear_requests()
    bench.run(issue, action="opened")

    assert new_paper <= 12
    assert len(bench.hub.requests) <= 4


@pytest.mark.parametrize("body", [TEMPLATE, WITHOUT_TASKS, LISTED], ids=["new", "wrong", "listed"])
def test_a_redelivered_event_writes_nothing_and_takes_four_requests(
    bench: Bench, body: str
) -> None:
    issue = bench.hub.open_issue("Add new paper:", body)
    bench.run(issue, action="opened")
    before = bench.hub.snapshot()
    bench.hub.clear_requests()

    for _ in range(2):
        bench.run(issue, action="opened")

    assert bench.hub.snapshot() == before
    assert len(bench.hub.requests) <= 8
    assert {request.method for request in bench.hub.requests} == {"GET"}


def test_a_checkout_that_lacks_the_commit_costs_one_download_and_no_more(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    settings = bench.settings(number=issue)
    bench.hub.commit_files("main", {"other.txt": "x"}, "Add a file")

    assert verdict(bench.run(issue)) == "accepted"
    bench.hub.clear_requests()
    gateway = Gateway(
        settings.repository,
        settings.token,
        api_url=settings.api_url,
        workspace=settings.workspace,
        own_user_id=settings.own_user_id,
        is_loopback=True,
    )
    assert gateway.read_file(bench.hub.branches()["main"], "papers.json") == PAPERS
    gateway.close()
    assert len(bench.hub.requests) == 1


def test_a_list_of_more_than_a_megabyte_is_read_whole(bench: Bench) -> None:
    large = PAPERS + " " * 1_100_000
    bench.hub.commit_files("main", {"papers.json": large}, "Grow the list")
    client = gateway(bench)

    assert client.read_file(bench.hub.branches()["main"], "papers.json") == large
    client.close()


# --- rejected, duplicate, ignored ---------------------------------------------------------------


def test_a_rejected_issue_gets_one_comment_and_nothing_else(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS.replace(TITLE, "[paper's title]"))

    assert verdict(bench.run(issue, action="opened")) == "rejected"
    comment = bench.comment(issue)
    assert "**Title**" in comment
    assert "**Tasks**" in comment
    assert "- Innovation: Follows translation through single heads." in comment
    assert set(bench.hub.issue(issue).labels) == {"add-new-paper", "needs-changes"}
    assert bench.hub.pulls() == []
    assert list(bench.hub.branches()) == ["main"]


def test_mending_the_issue_turns_the_same_comment_and_brings_the_pull_request(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS)
    bench.run(issue, action="opened")
    (rejected,) = bench.hub.comments(issue)

    bench.hub.edit_issue(issue, body=TEMPLATE)
    (outcome,) = bench.run(issue)

    (accepted,) = bench.hub.comments(issue)
    assert accepted.id == rejected.id
    assert f"#{outcome.pull} adds this paper" in accepted.body
    assert bench.hub.issue(issue).labels == ("add-new-paper",)
    assert [pull.number for pull in bench.hub.pulls()] == [outcome.pull]


def test_the_corrected_submission_is_accepted_once_its_gap_is_filled(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS)
    bench.run(issue, action="opened")

    fenced = re.search(r"```text\n(.*?)\n```", bench.comment(issue), re.DOTALL)
    assert fenced
    corrected = re.sub(r"Tasks: \[.*\]", "Tasks: Tunes single heads.", fenced[1])
    bench.hub.edit_issue(issue, body=corrected)

    assert verdict(bench.run(issue)) == "accepted"


def test_a_listed_paper_is_a_duplicate(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", LISTED)

    assert verdict(bench.run(issue, action="opened")) == "duplicate"
    comment = bench.comment(issue)
    assert "Retrieval Head Mechanistically Explains Long-Context Factuality" in comment
    assert f"({bench.hub.server_url}/{bench.hub.full_name}#papers)" in comment
    assert set(bench.hub.issue(issue).labels) == {"add-new-paper", "duplicate"}
    assert bench.hub.pulls() == []


def test_a_duplicate_that_becomes_another_paper_is_accepted(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", LISTED)
    bench.run(issue, action="opened")
    bench.hub.edit_issue(issue, body=TEMPLATE)

    assert verdict(bench.run(issue)) == "accepted"
    assert bench.hub.issue(issue).labels == ("add-new-paper",)


@pytest.mark.parametrize("body", ["How do I cite this?", None], ids=["question", "empty"])
def test_what_is_no_submission_is_left_alone(bench: Bench, body: str | None) -> None:
    issue = bench.hub.open_issue("A question", body)
    before = bench.hub.snapshot()

    assert verdict(bench.run(issue, action="opened")) == "ignored"
    assert bench.hub.snapshot() == before
    assert len(bench.hub.requests) == 1


# --- edits and people ---------------------------------------------------------------------------


def test_an_edit_changes_branch_and_pull_request_in_place(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.edit_issue(issue, body=TEMPLATE.replace(TITLE, "Another Title of the Same Paper"))

    bench.run(issue)

    papers = parse_catalog(bench.hub.read(branch_name(issue), "papers.json") or "").papers
    assert [paper.issue for paper in papers] == [None, issue]
    assert papers[1].title == "Another Title of the Same Paper"
    assert bench.hub.pull(number).title == "Add paper: Another Title of the Same Paper"
    assert len(bench.hub.log(branch_name(issue))) == 3
    assert len(bench.hub.comments(issue)) == 1
    assert len(bench.hub.pulls()) == 1


def test_an_edit_back_and_forth_ends_where_it_began(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    files = bench.hub.read(branch_name(issue), "papers.json")
    comment = bench.comment(issue)

    for body in (WITHOUT_TASKS, TEMPLATE):
        bench.hub.edit_issue(issue, body=body)
        bench.run(issue)

    assert bench.hub.read(branch_name(issue), "papers.json") == files
    assert bench.comment(issue) == comment
    assert bench.hub.issue(issue).labels == ("add-new-paper",)


def test_an_invalid_edit_keeps_the_pull_request_and_says_what_is_wrong(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.edit_issue(issue, body=WITHOUT_TASKS)

    assert verdict(bench.run(issue)) == "rejected"
    assert bench.hub.pull(number).state == "open"
    assert "needs-changes" in bench.hub.issue(issue).labels
    assert "**Tasks**" in bench.comment(issue)


def edit_pull(bench: Bench, number: int, title: str, body: str) -> None:
    """Edit a pull request as a maintainer does, by GitHub's own interface."""
    token = bench.hub.issue_token("maintainer", write=True)
    client = Github(base_url=bench.hub.api_url, auth=Auth.Token(token), retry=None)
    client.get_repo(bench.hub.full_name).get_pull(number).edit(title=title, body=body)
    client.close()


def test_a_title_and_text_that_a_maintainer_wrote_stay(bench: Bench) -> None:
    issue, number = open_pull(bench)
    body = bench.hub.pull(number).body or ""
    edit_pull(bench, number, title="My title", body=f"Look at this first.\r\n\r\n{body}\r\nThanks.")
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))

    bench.run(issue)

    pull = bench.hub.pull(number)
    assert pull.title == "My title"
    assert (pull.body or "").startswith("Look at this first.\n\n<!-- paper-bot:begin -->")
    assert (pull.body or "").endswith("Thanks.")
    assert "Fewer than 4% of the heads" in (pull.body or "")


def test_a_declined_pull_request_stays_declined_until_a_maintainer_asks(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.close_pull(number)
    assert verdict(bench.run(number, "pull_request", "closed")) == "declined"
    assert f"A maintainer closed #{number}" in bench.comment(issue)
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))
    before = bench.hub.snapshot()

    assert verdict(bench.run(issue)) == "declined"
    assert bench.hub.snapshot() == before

    bench.hub.label_issue(issue, "bot-retry")
    (outcome,) = bench.run(issue, action="labeled")
    assert outcome.pull not in (None, number)
    assert bench.hub.issue(issue).labels == ("add-new-paper",)
    after = bench.hub.snapshot()
    bench.run(issue, action="unlabeled")
    assert bench.hub.snapshot() == after


def test_a_label_that_a_maintainer_took_off_stays_off(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS)
    bench.run(issue, action="opened")
    bench.hub.unlabel_issue(issue, "needs-changes")
    bench.hub.unlabel_issue(issue, "add-new-paper")

    bench.run(issue)

    assert bench.hub.issue(issue).labels == ()


def test_a_label_that_a_maintainer_set_stays_on(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    bench.hub.label_issue(issue, "duplicate")

    bench.run(issue)

    assert "duplicate" in bench.hub.issue(issue).labels


def test_a_closed_issue_is_left_alone(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.close_issue(issue)
    before = bench.hub.snapshot()

    assert verdict(bench.run(issue)) == "closed"
    assert bench.hub.snapshot() == before


def test_a_locked_issue_gets_its_pull_request_without_a_comment(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.lock_issue(issue)

    bench.run(issue)
    before = bench.hub.snapshot()
    bench.run(issue)

    assert len(bench.hub.pulls()) == 1
    assert bench.hub.comments(issue) == []
    assert bench.hub.snapshot() == before


def test_a_comment_with_the_bots_mark_by_somebody_else_is_not_taken_for_its_own(
    bench: Bench,
) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    forged = "<!-- paper-bot:rejected -->\nSend money."
    bench.hub.comment(issue, forged, author="contributor")

    bench.run(issue)

    first, second = bench.hub.comments(issue)
    assert (first.body, first.author) == (forged, "contributor")
    assert second.author == "github-actions[bot]"


def test_a_pull_request_that_the_list_outgrew_is_rebuilt_by_a_merge(bench: Bench) -> None:
    first, pull = open_pull(bench, another(1))
    _, second = open_pull(bench, another(2), author="bob")
    bench.hub.merge_pull(second)
    main = bench.hub.branches()["main"]
    tip = bench.hub.branches()[branch_name(first)]
    assert bench.hub.pull(pull).mergeable is False

    bench.run(None, "push", None)

    commit = bench.hub.log(branch_name(first))[0]
    assert commit.parents == (tip, main)
    assert bench.hub.pull(pull).mergeable is True
    papers = bench.hub.read(commit.sha, "papers.json") or ""
    assert [paper.issue for paper in parse_catalog(papers).papers] == [None, second - 1, first]
    assert (
        bench.hub.read(commit.sha, "README.md")
        == renderer().files(parse_catalog(papers))["README.md"]
    )
    settled = bench.hub.snapshot()
    bench.run(None, "push", None)
    assert bench.hub.snapshot() == settled


def test_a_pull_request_is_left_as_it_is_while_other_files_change(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    bench.hub.commit_files("main", {"other.txt": "x"}, "Add a file")
    before = bench.hub.snapshot()

    bench.run(issue)
    bench.run(None, "push", None)

    assert bench.hub.snapshot() == before


def test_a_paper_that_was_listed_by_hand_for_its_issue_is_done(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    listed = parse_catalog(PAPERS)
    link = Link("arXiv", "Paper", "https://arxiv.org/abs/2502.11806")
    by_hand = changed(listed.papers[0], title="By Hand", issue=issue, links=(link,))
    bench.hub.commit_files("main", {"papers.json": listed.with_paper(by_hand).text}, "List it")

    assert verdict(bench.run(issue)) == "listed"
    assert "is on [the list]" in bench.comment(issue)
    assert bench.hub.pulls() == []
    before = bench.hub.snapshot()
    assert verdict(bench.run(issue)) == "listed"
    assert bench.hub.snapshot() == before


def test_a_paper_that_was_just_merged_makes_the_next_issue_a_duplicate(bench: Bench) -> None:
    _, number = open_pull(bench)
    bench.hub.merge_pull(number, method="squash")
    again = bench.hub.open_issue("Add new paper:", TEMPLATE, author="bob")

    assert verdict(bench.run(again)) == "duplicate"


# --- the sweep ----------------------------------------------------------------------------------


def test_the_schedule_handles_every_open_submission_and_then_nothing(bench: Bench) -> None:
    other = TEMPLATE.replace(TITLE, "Some Other Paper").replace("2502.11806", "2502.00001")
    new = bench.hub.open_issue("Add new paper:", TEMPLATE)
    question = bench.hub.open_issue("How do I cite this?", "Hello")
    wrong = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS)
    second = bench.hub.open_issue("Please list", other)

    outcomes = bench.run(None, "schedule", None)
    before = bench.hub.snapshot()
    again = bench.run(None, "schedule", None)

    assert [(o.plan.issue, o.plan.verdict) for o in outcomes] == [
        (new, "accepted"),
        (wrong, "rejected"),
        (second, "accepted"),
    ]
    assert bench.hub.comments(question) == []
    assert sum(outcome.applied for outcome in again) == 0
    assert bench.hub.snapshot() == before


def test_a_run_by_hand_looks_at_the_issue_it_names(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.open_issue("Add new paper:", WITHOUT_TASKS)

    (outcome,) = bench.run(None, "workflow_dispatch", None, {"issue": str(issue)})

    assert (outcome.plan.issue, outcome.plan.verdict) == (issue, "accepted")


# --- faults, races and crashes ------------------------------------------------------------------


def test_a_run_by_hand_for_an_issue_that_is_not_there_is_wrong_usage(bench: Bench) -> None:
    with pytest.raises(UsageFault, match="there is no issue 99"):
        bench.run(None, "workflow_dispatch", None, {"issue": "99"})


def test_a_deleted_issue_ends_the_run_quietly(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    settings = bench.settings(number=issue)
    bench.hub.delete_issue(issue)
    assert verdict(run_event(settings, TODAY, dry_run=False)) == "gone"


def test_a_wrong_token_is_named(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.bot_token = "ghs_wrong"

    with pytest.raises(BrokenState, match=r"Bad credentials.*The token is wrong or expired"):
        bench.run(issue)


def test_a_token_that_may_only_read_is_named_and_nothing_is_half_done(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.bot_token = bench.hub.issue_app_token(
        {"contents": "read", "issues": "read", "pull_requests": "read"}
    )
    before = bench.hub.snapshot()

    with pytest.raises(NotPermitted, match="write access"):
        bench.run(issue)
    assert bench.hub.snapshot() == before


def test_a_forbidden_pull_request_keeps_the_branch_and_comes_once_allowed(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.settings.actions_may_create_pulls = False

    with pytest.raises(NotPermitted, match="Settings > Actions > General"):
        bench.run(issue)
    assert branch_name(issue) in bench.hub.branches()

    bench.hub.settings.actions_may_create_pulls = True
    bench.run(issue)
    assert [pull.head for pull in bench.hub.pulls()] == [branch_name(issue)]
    assert len(bench.hub.log(branch_name(issue))) == 2


@pytest.mark.parametrize(
    ("text", "place"),
    [("[\n  {]\n", "line 2, column 4"), ('[{"title": 1}]', "entry 1, title")],
)
def test_a_broken_list_stops_the_run_with_its_place(bench: Bench, text: str, place: str) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.commit_files("main", {"papers.json": text}, "Break the list")
    before = bench.hub.snapshot()

    with pytest.raises(BrokenState, match=f"papers.json.*{place}"):
        bench.run(issue)
    assert bench.hub.snapshot() == before


def test_a_sweep_goes_on_after_a_fault_and_reports_it(bench: Bench) -> None:
    first = bench.hub.open_issue("Add new paper:", TEMPLATE)
    wrong = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS)
    bench.hub.settings.actions_may_create_pulls = False

    outcomes = bench.run(None, "schedule", None)

    assert [(o.plan.issue, o.plan.verdict) for o in outcomes] == [
        (first, "fault"),
        (wrong, "rejected"),
    ]
    assert isinstance(exit_fault(outcomes), NotPermitted)


class StoppedError(Exception):
    """The run was killed here."""


class Cut:
    """The real gateway, with something happening before one of its writes."""

    def __init__(self, gateway: Gateway, before_write: int) -> None:
        self.gateway = gateway
        self.left = before_write

    def issue(self, number: int) -> IssueSnapshot:
        return self.gateway.issue(number)

    def around(self, name: str, base_branch: str | None, *, is_described: bool = True) -> Context:
        return self.gateway.around(name, base_branch, is_described=is_described)

    def branched(self) -> frozenset[int]:
        return self.gateway.branched()

    def survey(
        self, base_branch: str | None, since: dt.date, has_time: Callable[[], bool]
    ) -> Survey:
        return self.gateway.survey(base_branch, since, has_time)

    def context(self, number: int, base_branch: str | None, *, branch_may_exist: bool) -> Context:
        return self.gateway.context(number, base_branch, branch_may_exist=branch_may_exist)

    def comment(self, number: int) -> ActualComment | None:
        return self.gateway.comment(number)

    def touched_of_late(self, author: str, number: int) -> int:
        return self.gateway.touched_of_late(author, number)

    def is_pull_of(self, number: int, branch: str) -> bool:
        return self.gateway.is_pull_of(number, branch)

    def other_pull(self, number: int) -> OtherPull | None:
        return self.gateway.other_pull(number)

    def blobs_at(self, tip: Tip) -> Mapping[str, str]:
        return self.gateway.blobs_at(tip)

    def changed_paths(self, base: str, tip: str) -> frozenset[str] | None:
        return self.gateway.changed_paths(base, tip)

    def read_file(self, commit: str, path: str) -> str:
        return self.gateway.read_file(commit, path)

    def earlier(self, commit: str, path: str) -> Iterable[str]:
        return self.gateway.earlier(commit, path)

    def apply(self, change: Change, pull: int | None) -> int | None:
        if self.left == 0:
            self.left = -1
            self.happen()
        self.left -= 1
        return self.gateway.apply(change, pull)

    def happen(self) -> None:
        raise StoppedError


def reconciler(bench: Bench, repository: Cut | Gateway) -> Reconciler:
    site = f"{bench.hub.server_url}/x/y"
    return Reconciler(Tools(repository, OURS, renderer(), TODAY, site, "main"))


def gateway(bench: Bench) -> Gateway:
    return Gateway(
        bench.hub.full_name,
        bench.hub.bot_token,
        api_url=bench.hub.api_url,
        workspace=bench.directory,
        own_user_id=GITHUB_ACTIONS_USER_ID,
        is_loopback=True,
    )


def visible(hub: LocalHub, issue: int) -> tuple[object, ...]:
    """Return what people see, without the names of commits."""
    branch = branch_name(issue)
    files = [hub.read(branch, path) for path in ("papers.json", "README.md")]
    pulls = [(pull.title, pull.body, pull.labels, pull.state) for pull in hub.pulls()]
    comments = [(comment.author, comment.body) for comment in hub.comments(issue)]
    return files, pulls, comments, set(hub.issue(issue).labels), len(hub.log(branch))


@pytest.mark.parametrize("before_write", range(5))
def test_a_run_stopped_before_any_write_ends_in_the_same_place(
    bench: Bench, tmp_path_factory: pytest.TempPathFactory, before_write: int
) -> None:
    with ReadableHub.create(
        tmp_path_factory.mktemp("whole"), {**DESCRIPTION, "papers.json": PAPERS}
    ) as hub:
        whole = Bench(hub, hub.repository_path.parent)
        number = hub.open_issue("Add new paper:", TEMPLATE)
        client = gateway(whole)
        reconciler(whole, client).reconcile(number)
        client.close()
        expected = visible(hub, number)
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    client = gateway(bench)

    with pytest.raises(StoppedError):
        reconciler(bench, Cut(client, before_write)).reconcile(issue)
    reconciler(bench, client).reconcile(issue)
    assert reconciler(bench, client).reconcile(issue).applied == 0
    client.close()

    comparable = [str(part).replace(bench.hub.server_url, "") for part in visible(bench.hub, issue)]
    assert comparable == [str(part) for part in expected]


@pytest.mark.parametrize("before_write", range(5))
def test_two_runs_at_once_leave_one_branch_one_pull_request_one_comment(
    bench: Bench, before_write: int
) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    client = gateway(bench)

    class Raced(Cut):
        def happen(self) -> None:
            reconciler(bench, client).reconcile(issue)

    reconciler(bench, Raced(client, before_write)).reconcile(issue)
    reconciler(bench, client).reconcile(issue)
    client.close()

    assert len(bench.hub.pulls()) == 1
    assert sorted(bench.hub.branches()) == ["main", branch_name(issue)]
    assert len(bench.hub.log(branch_name(issue))) == 2
    assert len(bench.hub.comments(issue)) == 1


@pytest.mark.parametrize("before_write", range(4))
def test_an_edit_taken_back_after_a_stopped_run_leaves_nothing_of_it(
    bench: Bench, before_write: int
) -> None:
    issue, _ = open_pull(bench)
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))
    client = gateway(bench)
    with contextlib.suppress(StoppedError):
        reconciler(bench, Cut(client, before_write)).reconcile(issue)
    bench.hub.edit_issue(issue, body=TEMPLATE)
    reconciler(bench, client).reconcile(issue)
    client.close()

    (pull,) = bench.hub.pulls()
    papers = bench.hub.read(branch_name(issue), "papers.json") or ""
    for text in (papers, pull.body or "", bench.comment(issue)):
        assert "Fewer than 5%" in text
        assert "Fewer than 4%" not in text


def test_a_transferred_issue_is_not_answered_with_anothers_text(bench: Bench) -> None:
    moved = bench.hub.open_issue("Add new paper:", TEMPLATE)
    client = gateway(bench)
    with responses.RequestsMock(assert_all_requests_are_fired=False) as played:
        played.add_passthru(bench.hub.api_url)
        here = f"{bench.hub.api_url}/repos/{bench.hub.full_name}/issues/{moved}"
        elsewhere = {"url": f"{bench.hub.api_url}/repos/other/place/issues/3", "number": 3}
        played.get(here, json=elsewhere)

        with pytest.raises(Gone, match="transferred"):
            client.issue(moved)
    client.close()


def test_a_sweep_asks_nothing_more_for_issues_that_are_no_submissions(bench: Bench) -> None:
    for number in range(6):
        bench.hub.open_issue(f"Question {number}", "Hello")

    bench.run(None, "schedule", None)

    assert len(bench.hub.requests) == 5


def test_a_sweep_ends_at_a_dead_token(bench: Bench) -> None:
    for number in range(3):
        bench.hub.open_issue("Add new paper:", another(number))
    client = gateway(bench)

    class Expired(Cut):
        def apply(self, change: Change, pull: int | None) -> int | None:
            raise BadToken(f"could not {change.describe()}, {pull}: the token is expired")

    outcomes = Sweep(reconciler(bench, Expired(client, 0)).tools).sweep(look_again=False)
    client.close()

    assert [type(outcome.fault) for outcome in outcomes] == [BadToken, NoneType, NoneType]
    assert [outcome.plan.verdict for outcome in outcomes] == ["fault", "waiting", "waiting"]


def test_a_sweep_that_runs_out_of_time_says_so_and_leaves_the_rest(bench: Bench) -> None:
    first, *_ = [bench.hub.open_issue("Add new paper:", another(number)) for number in range(3)]
    settings = bench.settings("schedule", None)
    deadline = Deadline(lambda: 9.0 if bench.hub.comments(first) else 0.0, lambda _: None, ends=5.0)

    outcomes = run_event(settings, TODAY, None, deadline)

    assert [outcome.plan.verdict for outcome in outcomes] == ["accepted", "fault", "waiting"]
    assert isinstance(exit_fault(outcomes), TransientFault)
    assert "the rest waits" in settings.step_summary.read_text() if settings.step_summary else False


def test_a_list_that_a_person_broke_on_the_branch_is_no_fault(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    bench.hub.commit_files(branch_name(issue), {"papers.json": "[{"}, "Half an edit")
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))

    assert verdict(bench.run(issue)) == "accepted"
    assert "has taken over the branch" in bench.comment(issue)


def test_labels_that_a_maintainer_took_off_a_locked_issue_stay_off(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.lock_issue(issue)
    (outcome,) = bench.run(issue)
    assert outcome.pull
    bench.hub.unlabel_issue(outcome.pull, "add-new-paper")
    bench.hub.unlabel_issue(issue, "add-new-paper")
    before = bench.hub.snapshot()

    bench.run(issue)

    assert bench.hub.snapshot() == before


def test_a_dry_run_plans_and_writes_nothing(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    before = bench.hub.snapshot()

    (outcome,) = run_event(bench.settings(number=issue), TODAY, dry_run=True)

    assert "open pull request" in outcome.plan.describe()
    assert (outcome.applied, bench.hub.snapshot()) == (0, before)


def test_a_conflict_that_does_not_end_is_left_to_the_next_run(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    client = gateway(bench)

    class Contested(Cut):
        def apply(self, change: Change, pull: int | None) -> int | None:
            raise Conflict(f"somebody else was faster: {change.describe()}, {pull}")

    with pytest.raises(Conflict):
        reconciler(bench, Contested(client, 0)).reconcile(issue)
    client.close()
    assert list(bench.hub.branches()) == ["main"]
