"""How an issue ends: merged, declined, closed, listed by hand, deleted; and how it begins anew."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from bot.config import branch_name
from bot.errors import Fault
from localhub.events import EventName
from localhub.records import TickingClock
from tests.conftest import PAPERS, TODAY, Bench
from tests.ours import parse_catalog
from tests.papers import TEMPLATE, TITLE, WITHOUT_TASKS, another, assert_settled, open_pull, record


@pytest.mark.parametrize("method", ["merge", "squash", "rebase"])
def test_after_the_merge_the_comment_says_that_the_paper_is_listed(
    bench: Bench, method: str
) -> None:
    issue, number = open_pull(bench)
    bench.hub.merge_pull(number, method=method)  # type: ignore[arg-type]

    bench.run(number, "pull_request", "closed")

    assert bench.hub.issue(issue).state == "closed"
    comment = bench.comment(issue)
    assert "This paper is on [the list]" in comment
    assert TITLE in comment
    assert "can be closed" not in comment
    assert_settled(bench, issue)


def test_a_merge_whose_event_was_lost_is_said_by_the_sweep(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.merge_pull(number)

    bench.run(None, "schedule", None)

    assert "This paper is on [the list]" in bench.comment(issue)
    assert_settled(bench, issue)


def test_an_issue_that_stays_open_after_the_merge_is_told_that_it_can_be_closed(
    bench: Bench,
) -> None:
    issue, number = open_pull(bench)
    bench.hub.merge_pull(number)
    bench.hub.reopen_issue(issue)

    bench.run(issue, action="reopened")

    assert "This issue can be closed." in bench.comment(issue)
    assert_settled(bench, issue)


@pytest.mark.parametrize("event", ["issues", "schedule"])
def test_a_closed_issue_is_not_told_any_more_that_it_can_be_closed(
    bench: Bench, event: EventName
) -> None:
    """So it is, too, where the issue was read as open though GitHub had closed it."""
    issue, number = open_pull(bench)
    bench.hub.merge_pull(number)
    bench.hub.reopen_issue(issue)
    bench.run(issue, action="reopened")
    bench.hub.close_issue(issue)

    bench.run(*((issue, event, "closed") if event == "issues" else (None, event, None)))

    comment = bench.comment(issue)
    assert "This paper is on [the list]" in comment
    assert "can be closed" not in comment
    assert_settled(bench, issue)


def test_a_closed_issue_closes_its_pull_request_and_removes_the_branch(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.close_issue(issue, by="contributor")
    bench.run(issue, action="closed")

    pull = bench.hub.pull(number)
    assert pull.state == "closed"
    assert not pull.merged
    assert f"because issue #{issue} was closed" in (pull.body or "")
    assert (pull.body or "").count(f"Closes #{issue}") == 1
    assert list(bench.hub.branches()) == ["main"]
    assert f"so #{number} was closed as well" in bench.comment(issue)
    assert bench.hub.comments(number) == []
    assert_settled(bench, issue)


def test_a_closing_whose_event_was_lost_is_made_good_by_the_sweep(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.close_issue(issue)

    bench.run(None, "schedule", None)

    assert bench.hub.pull(number).state == "closed"
    assert list(bench.hub.branches()) == ["main"]
    assert_settled(bench, issue)


def test_a_branch_that_never_got_its_pull_request_goes_with_its_issue(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.settings.actions_may_create_pulls = False
    with pytest.raises(Fault):
        bench.run(issue, action="opened")
    assert branch_name(issue) in bench.hub.branches()
    bench.hub.close_issue(issue)

    bench.run(None, "push", None)
    assert branch_name(issue) in bench.hub.branches()  # a push looks at what it changes alone
    bench.run(None, "schedule", None)

    assert list(bench.hub.branches()) == ["main"]
    assert_settled(bench, issue)


def test_the_branch_of_a_merged_pull_request_is_not_looked_at_for_ever(bench: Bench) -> None:
    weeks_ago = TODAY - dt.timedelta(20)  # its ending is not looked at any more
    bench.hub.clock = TickingClock(dt.datetime.combine(weeks_ago, dt.time(), dt.UTC))
    issue, number = open_pull(bench)
    bench.hub.merge_pull(number)
    bench.run(number, "pull_request", "closed")
    assert branch_name(issue) in bench.hub.branches()
    bench.hub.clear_requests()

    bench.run(None, "schedule", None)

    assert [
        each.path for each in bench.hub.requests if each.path.endswith(f"/issues/{issue}")
    ] == []


def test_branches_that_people_have_left_are_looked_at_a_few_in_a_run(bench: Bench) -> None:
    for each in range(7):
        issue, _ = open_pull(bench, another(each), author=f"author-{each}")
        bench.hub.commit_files(branch_name(issue), {"notes.txt": "mine"}, "Add notes")
        bench.hub.close_issue(issue)
        bench.run(issue, action="closed")
    before = bench.hub.snapshot()
    bench.hub.clear_requests()

    bench.run(None, "schedule", None)

    asked = {each.path for each in bench.hub.requests if re.search(r"/issues/\d+$", each.path)}
    assert len(asked) == 5
    assert bench.hub.snapshot() == before


def test_a_closed_issue_gets_no_comment_where_it_had_none(bench: Bench) -> None:
    issue, number = open_pull(bench)
    (comment,) = bench.hub.comments(issue)
    bench.hub.delete_comment(comment.id)
    bench.hub.close_issue(issue)

    bench.run(issue, action="closed")

    assert bench.hub.pull(number).state == "closed"
    assert bench.hub.comments(issue) == []


def test_the_branch_of_a_closed_issue_stays_where_a_person_has_committed(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.commit_files(branch_name(issue), {"notes.txt": "mine"}, "Add notes")
    bench.hub.close_issue(issue)

    bench.run(issue, action="closed")

    assert bench.hub.pull(number).state == "closed"
    assert bench.hub.read(branch_name(issue), "notes.txt") == "mine"
    assert_settled(bench, issue)


def test_an_issue_opened_again_gets_its_paper_proposed_anew(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.close_issue(issue)
    bench.run(issue, action="closed")
    bench.hub.reopen_issue(issue)

    (outcome,) = bench.run(issue, action="reopened")

    assert outcome.pull not in (None, number)
    assert bench.hub.pull(outcome.pull or 0).state == "open"
    assert record(bench.hub, issue).title == TITLE
    assert f"#{outcome.pull} adds this paper" in bench.comment(issue)
    assert_settled(bench, issue)


def test_a_pull_request_that_a_person_opens_again_for_a_closed_issue_stays_open(
    bench: Bench,
) -> None:
    issue, number = open_pull(bench)
    bench.hub.commit_files(branch_name(issue), {"notes.txt": "mine"}, "Add notes")
    bench.hub.close_issue(issue)
    bench.run(issue, action="closed")
    bench.hub.reopen_pull(number)

    bench.run(number, "pull_request", "reopened")

    assert "Closed by the bot" not in (bench.hub.pull(number).body or "")
    assert_settled(bench, issue)
    assert bench.hub.pull(number).state == "open"


def test_a_declined_pull_request_is_not_made_again_when_the_issue_is_closed_and_opened(
    bench: Bench,
) -> None:
    issue, number = open_pull(bench)
    bench.hub.close_pull(number)
    bench.run(number, "pull_request", "closed")
    bench.hub.close_issue(issue)
    bench.run(issue, action="closed")
    bench.hub.reopen_issue(issue)
    bench.run(issue, action="reopened")

    assert [pull.state for pull in bench.hub.pulls()] == ["closed"]
    assert f"A maintainer closed #{number} without merging it" in bench.comment(issue)
    assert_settled(bench, issue)


def test_a_no_is_said_once_also_where_the_issue_was_closed_with_it(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.close_pull(number)
    bench.hub.close_issue(issue)

    bench.run(None, "schedule", None)

    assert f"A maintainer closed #{number} without merging it" in bench.comment(issue)
    bench.hub.clear_requests()
    assert_settled(bench)
    assert len(bench.hub.requests) <= 6


def test_a_branch_that_a_person_deletes_is_a_no(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.delete_branch(branch_name(issue))

    bench.run(number, "pull_request", "closed")

    assert [pull.state for pull in bench.hub.pulls()] == ["closed"]
    assert list(bench.hub.branches()) == ["main"]
    assert f"A maintainer closed #{number} without merging it" in bench.comment(issue)
    assert_settled(bench, issue)


def test_retry_after_a_no_closed_and_opened_issue_is_proposed_once(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.close_pull(number)
    bench.run(number, "pull_request", "closed")
    bench.hub.label_issue(issue, "bot-retry")
    (retried,) = bench.run(issue, action="labeled")
    bench.hub.close_issue(issue)
    bench.run(issue, action="closed")
    bench.hub.reopen_issue(issue)
    (again,) = bench.run(issue, action="reopened")

    assert len({number, retried.pull, again.pull}) == 3
    assert [p.number for p in bench.hub.pulls() if p.state == "open"] == [again.pull]
    assert_settled(bench, issue)


@pytest.mark.parametrize("key", ["issue", "none"])
def test_a_paper_listed_by_hand_meanwhile_is_said_and_its_pull_request_closed(
    bench: Bench, key: str
) -> None:
    issue, number = open_pull(bench)
    own = record(bench.hub, issue)
    by_hand = own if key == "issue" else own._replace(issue=None)
    text = parse_catalog(PAPERS).with_paper(by_hand).text
    bench.hub.commit_files("main", {"papers.json": text}, "List it by hand")

    bench.run(None, "push", None)

    pull = bench.hub.pull(number)
    assert pull.state == "closed"
    assert "the paper is on the list by now" in (pull.body or "")
    assert "This paper is on [the list]" in bench.comment(issue)
    assert list(bench.hub.branches()) == ["main"]
    assert_settled(bench, issue)


def test_a_deleted_issue_closes_its_pull_request(bench: Bench) -> None:
    issue, number = open_pull(bench)
    event = bench.settings("issues", "deleted", issue)
    bench.hub.delete_issue(issue)

    bench.answer(event)

    pull = bench.hub.pull(number)
    assert pull.state == "closed"
    assert "its issue was deleted or moved" in (pull.body or "")
    assert list(bench.hub.branches()) == ["main"]
    assert_settled(bench)


def test_a_transferred_issue_closes_its_pull_request(bench: Bench) -> None:
    issue, number = open_pull(bench)
    event = bench.settings("issues", "transferred", issue)
    bench.hub.transfer_issue(issue, "octo-list/elsewhere")

    bench.answer(event)

    assert bench.hub.pull(number).state == "closed"
    assert_settled(bench)


def test_an_invalid_edit_labels_the_pull_request_until_it_is_mended(bench: Bench) -> None:
    issue, number = open_pull(bench)
    bench.hub.edit_issue(issue, body=WITHOUT_TASKS)
    bench.run(issue)

    pull = bench.hub.pull(number)
    assert pull.state == "open"
    assert set(pull.labels) == {"add-new-paper", "needs-changes"}
    assert "**Tasks**" in bench.comment(issue)
    assert (
        record(bench.hub, issue).get("summary.tasks")
        == "Finds the heads that matter, then tunes them."
    )
    assert_settled(bench, issue)

    bench.hub.edit_issue(issue, body=TEMPLATE)
    bench.run(issue)
    assert bench.hub.pull(number).labels == ("add-new-paper",)
    assert bench.hub.issue(issue).labels == ("add-new-paper",)
    assert_settled(bench, issue)


def test_an_edit_after_the_pull_request_was_opened_shows_in_its_body(bench: Bench) -> None:
    issue, number = open_pull(bench)
    before = bench.hub.pull(number).body or ""
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))
    bench.run(issue)

    after = bench.hub.pull(number).body or ""
    assert "was changed on" not in before
    assert "text was changed on 2026-01-15, after this pull request was opened" in after
    assert_settled(bench, issue)
