"""Issues, comments and labels through the real client."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from github import Github
from github.Repository import Repository

from localhub import LocalHub

Connect = Callable[[str | None], Github]
Refused = Callable[..., AbstractContextManager[None]]


def test_an_issue_reads_as_it_was_written(hub: LocalHub, bot: Repository) -> None:
    hub.make_labels("add-new-paper")
    number = hub.open_issue("Add new paper", "Title: x\r\n", labels=["add-new-paper"])
    issue = bot.get_issue(number)
    assert (issue.title, issue.body, issue.state) == ("Add new paper", "Title: x\r\n", "open")
    assert (issue.user.login, issue.user.type) == ("contributor", "User")
    assert [label.name for label in issue.labels] == ["add-new-paper"]
    assert issue.html_url == f"{hub.server_url}/octo-list/papers/issues/{number}"
    assert issue.pull_request is None


def test_a_label_of_a_form_that_the_repository_lacks_is_dropped(
    hub: LocalHub, bot: Repository
) -> None:
    hub.make_labels("Add-New-Paper")
    number = hub.open_issue("Paper", "", labels=["add-new-paper", "unheard-of"])
    assert [label.name for label in bot.get_issue(number).labels] == ["Add-New-Paper"]
    assert [label.name for label in bot.get_labels()] == ["Add-New-Paper"]


def test_an_issue_without_a_body_has_none(hub: LocalHub, bot: Repository) -> None:
    number = hub.open_issue("Empty", None)
    assert bot.get_issue(number).body is None
    assert hub.issue(number).body is None


def test_issues_are_edited_closed_and_reopened(hub: LocalHub, bot: Repository) -> None:
    number = hub.open_issue("Old", "old")
    hub.edit_issue(number, title="New")
    assert (hub.issue(number).title, hub.issue(number).body) == ("New", "old")
    hub.edit_issue(number, body=None)
    hub.close_issue(number)
    closed = bot.get_issue(number)
    assert closed.raw_data["body"] is None
    assert (closed.state, closed.state_reason) == ("closed", "completed")
    assert closed.closed_by is not None
    assert closed.closed_by.login == "maintainer"
    hub.reopen_issue(number)
    assert bot.get_issue(number).state_reason == "reopened"


def test_the_bot_comments_edits_and_deletes_its_comment(hub: LocalHub, bot: Repository) -> None:
    number = hub.open_issue("Paper", "")
    comment = bot.get_issue(number).create_comment("<!-- bot --> hello — 你好")
    assert comment.user.id == 41898282
    assert comment.html_url.endswith(f"/issues/{number}#issuecomment-{comment.id}")
    comment.edit("changed")
    assert [(seen.author, seen.body) for seen in hub.comments(number)] == [
        ("github-actions[bot]", "changed")
    ]
    comment.delete()
    assert hub.comments(number) == []


def test_comments_of_all_issues_are_listed_in_order(hub: LocalHub, bot: Repository) -> None:
    one, other = hub.open_issue("one", ""), hub.open_issue("other", "")
    first = hub.comment(other, "first", author="reader")
    second = hub.comment(one, "second", author="reader")
    assert [comment.id for comment in bot.get_issues_comments()] == [first, second]
    newest_first = bot.get_issues_comments(sort="created", direction="desc")
    assert [comment.id for comment in newest_first] == [second, first]


def test_a_label_unknown_to_the_repository_is_made(hub: LocalHub, bot: Repository) -> None:
    issue = bot.get_issue(hub.open_issue("Paper", ""))
    issue.add_to_labels("needs-changes")
    assert bot.get_label("needs-changes").color == "ededed"
    issue.set_labels("Needs-Changes", "duplicate")
    assert hub.issue(issue.number).labels == ("needs-changes", "duplicate")
    issue.remove_from_labels("needs-changes")
    assert [label.name for label in issue.get_labels()] == ["duplicate"]
    assert sorted(label.name for label in bot.get_labels()) == ["duplicate", "needs-changes"]


def test_a_label_that_is_not_on_the_issue_cannot_be_taken_off(
    hub: LocalHub, bot: Repository, refused: Refused
) -> None:
    issue = bot.get_issue(hub.open_issue("Paper", ""))
    with refused(404, "Label does not exist"):
        issue.remove_from_labels("duplicate")


def test_labels_are_created_once(bot: Repository, refused: Refused) -> None:
    bot.create_label("bot-retry", "0e8a16", "Take it up again")
    assert bot.get_label("bot-retry").description == "Take it up again"
    with refused(422, "Validation Failed"):
        bot.create_label("Bot-Retry", "ffffff")


def test_the_list_of_issues_holds_pull_requests_too(
    hub: LocalHub, bot: Repository, propose: Callable[..., int]
) -> None:
    hub.make_labels("add-new-paper")
    first = hub.open_issue("Paper", "", labels=["add-new-paper"])
    second = hub.open_issue("Other", "")
    propose("topic", "papers.json", "[1]\n")
    hub.close_issue(second)
    listed = bot.get_issues(state="all", direction="asc")
    assert [issue.pull_request is not None for issue in listed] == [False, False, True]
    assert [issue.number for issue in bot.get_issues(labels=["add-new-paper"])] == [first]
    assert [issue.number for issue in bot.get_issues(state="closed")] == [second]


def test_the_list_can_begin_at_a_moment(hub: LocalHub, bot: Repository) -> None:
    hub.open_issue("early", "")
    late = hub.open_issue("late", "")
    moment = bot.get_issue(late).updated_at
    assert [issue.number for issue in bot.get_issues(since=moment)] == [late]


@pytest.mark.parametrize(("size", "pages"), [(2, 3), (5, 1)])
def test_lists_come_in_pages(hub: LocalHub, connect: Connect, size: int, pages: int) -> None:
    numbers = [hub.open_issue(f"issue {index}", "") for index in range(5)]
    github = connect(hub.bot_token)
    github.per_page = size
    listed = github.get_repo(hub.full_name).get_issues(direction="asc")
    hub.clear_requests()
    assert [issue.number for issue in listed] == numbers
    assert len(hub.requests) == pages
    assert [issue.number for issue in listed.reversed] == numbers[::-1]


def test_a_page_holds_thirty_unless_asked_and_never_more_than_a_hundred(
    hub: LocalHub, bot: Repository
) -> None:
    issue = hub.open_issue("busy", "")
    for index in range(101):
        hub.comment(issue, str(index), author="reader")
    url = f"{bot.url}/issues/{issue}/comments"
    headers, first = bot.requester.requestJsonAndCheck("GET", url)
    assert len(first) == 30
    # By the repository's number, as GitHub has it: see test_hub_recorded.py.
    by_number = url.replace(f"/repos/{hub.full_name}", "/repositories/1296269")
    assert f'<{by_number}?page=2>; rel="next"' in str(headers["link"])
    assert f'<{by_number}?page=4>; rel="last"' in str(headers["link"])
    _, second = bot.requester.requestJsonAndCheck("GET", f"{by_number}?page=2")
    assert [each["body"] for each in second] == [str(index) for index in range(30, 60)]
    _, many = bot.requester.requestJsonAndCheck("GET", url, parameters={"per_page": 1000})
    assert len(many) == 100
    _, beyond = bot.requester.requestJsonAndCheck("GET", url, parameters={"page": 9})
    assert beyond == []


def test_texts_that_are_too_long_are_refused(
    hub: LocalHub, bot: Repository, refused: Refused
) -> None:
    issue = bot.get_issue(hub.open_issue("Paper", ""))
    before = hub.snapshot()
    with refused(422, "Body is too long (maximum is 65536 characters)"):
        issue.create_comment("x" * 65537)
    with refused(422, "body is too long (maximum is 65536 characters)"):
        issue.edit(body="x" * 65537)
    with refused(422, "title is too long (maximum is 256 characters)"):
        bot.create_issue("x" * 257)
    with refused(422, "name is too long (maximum is 50 characters)"):
        issue.add_to_labels("x" * 51)
    with refused(422, "Body cannot be blank"):
        issue.create_comment(" ")
    assert hub.snapshot() == before
    issue.create_comment("x" * 65536)


def test_a_deleted_issue_is_gone_with_its_comments(
    hub: LocalHub, bot: Repository, refused: Refused
) -> None:
    number = hub.open_issue("spam", "")
    comment = hub.comment(number, "spam", author="spammer")
    hub.delete_issue(number)
    with refused(410, "This issue was deleted"):
        bot.get_issue(number)
    with refused(404, "Not Found"):
        bot.get_issue(number + 1)
    assert list(bot.get_issues(state="all")) == []
    assert comment not in [left.id for left in bot.get_issues_comments()]
    assert hub.open_issue("next", "") == number + 1


def test_only_people_with_write_access_comment_on_a_locked_issue(
    hub: LocalHub, bot: Repository, refused: Refused
) -> None:
    issue = bot.get_issue(hub.open_issue("heated", ""))
    hub.lock_issue(issue.number)
    with refused(403, "Unable to create comment because issue is locked."):
        issue.create_comment("hello")
    with pytest.raises(ValueError, match="issue is locked"):
        hub.comment(issue.number, "hello", author="contributor")
    hub.comment(issue.number, "calm down", author="maintainer")
    assert [comment.author for comment in hub.comments(issue.number)] == ["maintainer"]
