"""What the hub offers to Python: views, snapshots, events, the log of requests, the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pygit2
import pytest
from github import Github
from github.Repository import Repository

from localhub import LocalHub, actions_environment

Connect = Callable[[str | None], Github]
Propose = Callable[..., int]


def test_the_repository_can_be_opened_with_git(hub: LocalHub) -> None:
    repository = pygit2.Repository(hub.repository_path)
    assert repository.is_bare
    assert repository.references["HEAD"].target == "refs/heads/main"
    assert [entry.name for entry in repository.head.peel(pygit2.Tree)] == [
        "README.md",
        "docs",
        "papers.json",
    ]
    repository.free()


def test_two_hubs_that_see_the_same_are_the_same(tmp_path: Path) -> None:
    seen = []
    for name in ("one", "other"):
        with LocalHub.create(
            tmp_path / name, {"papers.json": "[]\n"}, owner="o", name="r", default_branch="x"
        ) as hub:
            number = hub.open_issue("Paper", "text")
            hub.commit_files("topic", {"papers.json": "[1]\n"}, "Add")
            hub.comment(number, "hello", author="ada")
            seen.append((hub.branches(), hub.full_name, hub.issue(number).body))
    assert seen[0] == seen[1]
    assert seen[0][1] == "o/r"


def test_a_snapshot_changes_with_what_can_be_seen_and_only_then(
    hub: LocalHub, bot: Repository
) -> None:
    number = hub.open_issue("Paper", "text")
    before = hub.snapshot()
    bot.get_issue(number).edit(body="text")
    bot.get_issues()[0].get_comments().totalCount  # noqa: B018
    assert hub.snapshot() == before
    acts: list[Callable[[], object]] = [
        lambda: hub.comment(number, "hello", author="ada"),
        lambda: hub.label_issue(number, "duplicate"),
        lambda: hub.edit_issue(number, body="other"),
        lambda: hub.lock_issue(number),
        lambda: hub.close_issue(number),
        lambda: hub.commit_files("topic", {"docs/a.txt": "b\n"}, "Change"),
        lambda: bot.create_label("new", "ffffff"),
        lambda: hub.delete_branch("topic"),
        lambda: hub.delete_issue(number),
    ]
    for act in acts:
        act()
        assert hub.snapshot() != before
        before = hub.snapshot()


def test_the_difference_of_two_branches_is_a_patch(hub: LocalHub) -> None:
    hub.commit_files("topic", {"docs/a.txt": "b\n"}, "Change")
    assert hub.diff("main", "topic").endswith("@@ -1 +1 @@\n-a\n+b\n")
    assert hub.diff("main", "main") == ""
    with pytest.raises(ValueError, match="gone is neither a branch nor a commit"):
        hub.diff("main", "gone")


def test_requests_are_logged_with_who_made_them(hub: LocalHub, connect: Connect) -> None:
    connect(hub.issue_token("ada")).get_repo(hub.full_name).get_issues(state="all").totalCount  # noqa: B018
    first, second = hub.requests
    assert (first.method, first.path, first.status) == ("GET", "/repos/octo-list/papers", 200)
    assert (second.path, second.actor) == ("/repos/octo-list/papers/issues", "ada")
    assert "state=all" in second.query
    hub.clear_requests()
    assert hub.requests == []


def test_the_clock_is_reproducible_and_can_be_replaced(hub: LocalHub, bot: Repository) -> None:
    first, second = (bot.get_issue(hub.open_issue("Paper", "")).created_at for _ in range(2))
    assert second - first == dt.timedelta(seconds=1)
    moment = dt.datetime(2031, 5, 6, tzinfo=dt.UTC)
    hub.clock = lambda: moment
    assert bot.get_issue(hub.open_issue("Paper", "")).created_at == moment


def test_an_issue_event_holds_the_issue_the_repository_and_the_sender(hub: LocalHub) -> None:
    number = hub.open_issue("Paper", "text", author="ada")
    event = hub.event("issues", "opened", number)
    assert (event["action"], event["issue"]["number"], event["issue"]["body"]) == (
        "opened",
        number,
        "text",
    )
    assert event["repository"]["default_branch"] == "main"
    assert event["repository"]["full_name"] == hub.full_name
    assert event["sender"]["login"] == "ada"
    hub.label_issue(number, "bot-retry")
    labeled = hub.event("issues", "labeled", number)
    assert (labeled["label"]["name"], labeled["sender"]["login"]) == ("bot-retry", "maintainer")
    hub.delete_issue(number)
    assert hub.event("issues", "deleted", number)["issue"]["number"] == number


def test_a_pull_request_event_tells_whether_it_was_merged(hub: LocalHub, propose: Propose) -> None:
    number = propose("topic", "papers.json", "[1]\n")
    hub.merge_pull(number, by="carol")
    event = hub.event("pull_request", "closed", number)
    assert (event["number"], event["pull_request"]["merged"]) == (number, True)
    assert event["pull_request"]["head"]["ref"] == "topic"
    assert event["sender"]["login"] == "carol"


def test_the_other_events_name_what_they_are_about(hub: LocalHub) -> None:
    before = hub.branches()["main"]
    after = hub.commit_files("main", {"docs/a.txt": "b\n"}, "Change")
    push = hub.event("push")
    assert (push["ref"], push["before"], push["after"]) == ("refs/heads/main", before, after)
    assert push["head_commit"]["message"] == "Change"
    assert hub.event("schedule")["schedule"].count(" ") == 4
    by_hand = hub.event("workflow_dispatch", inputs={"issue": "7"})
    assert (by_hand["inputs"], by_hand["ref"]) == ({"issue": "7"}, "refs/heads/main")
    assert hub.event("workflow_dispatch")["inputs"] is None


def test_an_event_about_nothing_is_an_error(hub: LocalHub) -> None:
    number = hub.open_issue("Paper", "")
    with pytest.raises(ValueError, match="needs the number"):
        hub.event("issues", "opened", 99)
    with pytest.raises(ValueError, match="is not a pull request"):
        hub.event("pull_request", "closed", number)


def test_runs_may_share_a_checkout_which_stays_as_it_is(hub: LocalHub, tmp_path: Path) -> None:
    first = actions_environment(hub, tmp_path, "push")
    checkout = Path(first["GITHUB_WORKSPACE"])
    before = (checkout / "README.md").read_bytes()
    hub.commit_files("main", {"README.md": "# Other\n"}, "Change")

    shared = actions_environment(hub, tmp_path, "push", checkout=checkout)
    anew = actions_environment(hub, tmp_path, "push")

    assert shared["GITHUB_WORKSPACE"] == first["GITHUB_WORKSPACE"]
    assert shared["GITHUB_EVENT_PATH"] != first["GITHUB_EVENT_PATH"]
    assert (checkout / "README.md").read_bytes() == before
    assert (Path(anew["GITHUB_WORKSPACE"]) / "README.md").read_text("utf-8") == "# Other\n"
