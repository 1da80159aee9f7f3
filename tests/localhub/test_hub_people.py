"""What people do on the hub beside the bot, and what the repository's switches forbid both."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
import requests
from github import Github
from github.Repository import Repository

from localhub import LocalHub
from localhub.pulls import MergeMethod

Connect = Callable[[str | None], Github]
Refused = Callable[..., AbstractContextManager[None]]
Propose = Callable[..., int]


def read(repository: Repository, path: str) -> Any:
    """Read an endpoint of the repository as it answers."""
    return repository.requester.requestJsonAndCheck("GET", f"{repository.url}{path}")[1]


# --- merging ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "switch", "words"),
    [
        ("merge", "allow_merge_commit", "Merge commits are not allowed on this repository."),
        ("squash", "allow_squash_merge", "Squash merges are not allowed on this repository."),
        ("rebase", "allow_rebase_merge", "Rebase merges are not allowed on this repository."),
    ],
)
def test_a_way_of_merging_can_be_switched_off(
    hub: LocalHub,
    bot: Repository,
    propose: Propose,
    refused: Refused,
    method: MergeMethod,
    switch: str,
    words: str,
) -> None:
    number = propose("topic", "papers.json", "[1]\n")
    assert read(bot, "")[switch] is True
    setattr(hub.settings, switch, False)
    assert read(bot, "")[switch] is False
    with refused(405, words):
        bot.get_pull(number).merge(merge_method=method)
    with pytest.raises(ValueError, match="not allowed"):
        hub.merge_pull(number, method=method)
    assert not hub.pull(number).merged


def test_the_ways_of_merging_are_shown_to_those_who_may_push(
    hub: LocalHub, connect: Connect
) -> None:
    reader, issues = hub.issue_token("ada"), hub.issue_app_token({"issues": "write"})
    for token in (reader, issues, None):
        assert "allow_merge_commit" not in connect(token).get_repo(hub.full_name).raw_data
    writer = connect(hub.issue_token("carol", write=True)).get_repo(hub.full_name)
    assert writer.raw_data["allow_merge_commit"] is True


# --- branches --------------------------------------------------------------------------------


def test_an_apps_commit_is_made_by_github_in_its_name(hub: LocalHub, bot: Repository) -> None:
    main = bot.get_git_commit(hub.branches()["main"])
    made = bot.create_git_commit("By the app", main.tree, [main])
    bot.create_git_ref("refs/heads/topic", made.sha)
    own = hub.commit_files("topic", {"docs/a.txt": "b\n"}, "By a person", author="ada")

    first, second = read(bot, "/compare/main...topic")["commits"]
    assert (first["author"]["id"], first["committer"]["id"]) == (41898282, 19864447)
    assert (first["committer"]["login"], first["commit"]["committer"]["email"]) == (
        "web-flow",
        "noreply@github.com",
    )
    assert (second["author"]["login"], second["committer"]["login"]) == ("ada", "ada")
    assert (second["sha"], [each["sha"] for each in second["parents"]]) == (own, [made.sha])
    assert second["commit"]["tree"]["sha"] == bot.get_git_commit(own).tree.sha


def test_a_person_merges_the_default_branch_into_another(hub: LocalHub, propose: Propose) -> None:
    number = propose("topic", "docs/1.txt", "1\n")
    main = hub.commit_files("main", {"docs/2.txt": "2\n"}, "Meanwhile")
    tip = hub.branches()["topic"]

    sha = hub.merge_branch("main", "topic", author="ada")

    merged = hub.log("topic")[0]
    assert (merged.sha, merged.parents) == (sha, (tip, main))
    assert (merged.message, merged.author, merged.committer) == (
        "Merge branch 'main' into topic",
        "ada",
        "ada",
    )
    assert (hub.read("topic", "docs/1.txt"), hub.read("topic", "docs/2.txt")) == ("1\n", "2\n")
    assert hub.pull(number).head_sha == sha
    assert hub.merge_branch("main", "topic") == sha
    hub.commit_files("main", {"docs/3.txt": "3\n"}, "Once more")
    hub.merge_branch("main", "topic", author="ada", by_button=True)
    assert (hub.log("topic")[0].author, hub.log("topic")[0].committer) == ("ada", "GitHub")
    with pytest.raises(ValueError, match="Not Found"):
        hub.merge_branch("main", "gone")


def test_a_conflict_is_settled_by_whoever_merges(hub: LocalHub, propose: Propose) -> None:
    number = propose("topic", "papers.json", "[1]\n")
    hub.commit_files("main", {"papers.json": "[2]\n"}, "In the way")
    with pytest.raises(ValueError, match="Merge conflict"):
        hub.merge_branch("main", "topic")
    assert hub.pull(number).mergeable is False

    hub.merge_branch("main", "topic", resolved={"papers.json": "[1, 2]\n"})

    assert hub.read("topic", "papers.json") == "[1, 2]\n"
    assert hub.pull(number).mergeable is True


def test_references_are_found_by_folder(hub: LocalHub, bot: Repository) -> None:
    for branch in ("paper-bot/issue-1", "paper-bot/refresh", "paper-bots"):
        hub.commit_files(branch, {"docs/a.txt": "b\n"}, "Change")
    found = read(bot, "/git/matching-refs/heads/paper-bot/")
    assert [each["ref"] for each in found] == [
        "refs/heads/paper-bot/issue-1",
        "refs/heads/paper-bot/refresh",
    ]


# --- pull requests ---------------------------------------------------------------------------


def test_a_pull_request_is_closed_and_reworded_at_once(
    hub: LocalHub, bot: Repository, propose: Propose
) -> None:
    number = propose("topic", "papers.json", "[1]\n")
    bot.get_pull(number).edit(title="Withdrawn", body="Why", state="closed")
    seen = hub.pull(number)
    assert (seen.title, seen.body, seen.state, seen.merged) == ("Withdrawn", "Why", "closed", False)
    bot.get_pull(number).edit(state="open")
    assert hub.pull(number).state == "open"


def test_the_bot_deletes_a_branch_and_its_pull_request_closes(
    hub: LocalHub, bot: Repository, propose: Propose, refused: Refused
) -> None:
    number = propose("paper-bot/issue-1", "papers.json", "[1]\n")
    bot.get_git_ref("heads/paper-bot/issue-1").delete()
    assert (hub.pull(number).state, hub.pull(number).closed_by) == ("closed", "github-actions[bot]")
    with refused(422, "state cannot be changed. The paper-bot/issue-1 branch has been deleted."):
        bot.get_pull(number).edit(state="open")


def test_pull_requests_are_sorted_as_github_does(
    hub: LocalHub, bot: Repository, propose: Propose
) -> None:
    one, two, three = (propose(name, f"docs/{name}.txt", "1\n") for name in ("x", "y", "z"))
    hub.close_pull(two)
    hub.close_pull(one)

    def listed(query: str, path: str = "/pulls") -> list[int]:
        return [each["number"] for each in read(bot, f"{path}?{query}")]

    assert listed("state=closed&sort=updated&direction=desc") == [one, two]
    assert listed("state=closed&sort=updated") == [two, one]
    assert listed("state=all&sort=created&direction=desc") == [three, two, one]
    assert listed("state=all") == [three, two, one]
    assert listed("state=closed&sort=updated&direction=desc", "/issues") == [one, two]
    hub.comment(two, "Well", author="ada")
    assert listed("state=all&sort=comments", "/issues")[0] == two


def test_a_label_is_taken_off_a_pull_request(
    hub: LocalHub, bot: Repository, propose: Propose, refused: Refused
) -> None:
    number = propose("topic", "papers.json", "[1]\n")
    bot.get_pull(number).add_to_labels("one", "two")
    bot.get_pull(number).remove_from_labels("one")
    assert hub.pull(number).labels == ("two",)
    with refused(404, "Label does not exist"):
        bot.get_issue(number).remove_from_labels("one")


# --- comments --------------------------------------------------------------------------------


def test_a_locked_issue_takes_no_comment_and_a_closed_one_does(
    hub: LocalHub, bot: Repository, refused: Refused
) -> None:
    number = hub.open_issue("Paper", "")
    hub.close_issue(number)
    bot.get_issue(number).create_comment("closed")
    hub.lock_issue(number)
    assert hub.issue(number).locked
    with refused(403, "Unable to create comment because issue is locked."):
        bot.get_issue(number).create_comment("locked")
    hub.unlock_issue(number)
    bot.get_issue(number).create_comment("unlocked")
    assert [comment.body for comment in hub.comments(number)] == ["closed", "unlocked"]


def test_people_change_and_delete_comments(hub: LocalHub, bot: Repository) -> None:
    number = hub.open_issue("Paper", "")
    own = hub.comment(number, "mine", author="ada")
    others = bot.get_issue(number).create_comment("the bot's").id
    hub.edit_comment(own, "mine, changed")
    hub.edit_comment(others, "changed by a maintainer", by="maintainer")
    assert [comment.body for comment in hub.comments(number)] == [
        "mine, changed",
        "changed by a maintainer",
    ]
    with pytest.raises(ValueError, match="admin rights"):
        hub.edit_comment(others, "changed by a stranger", by="ada")
    hub.delete_comment(others)
    hub.delete_comment(own, by="ada")
    assert hub.comments(number) == []


def test_the_comments_of_the_repository_are_listed_by_their_last_change(
    hub: LocalHub, bot: Repository
) -> None:
    one, other = hub.open_issue("Paper", ""), hub.open_issue("Other", "")
    first = hub.comment(one, "first", author="ada")
    hub.comment(other, "second", author="ada")
    hub.edit_comment(first, "first, changed")

    def listed(query: str) -> list[str]:
        return [each["body"] for each in read(bot, f"/issues/comments?{query}")]

    assert listed("sort=updated&direction=desc&per_page=1") == ["first, changed"]
    assert listed("") == ["first, changed", "second"]
    since = f"{hub.clock():%Y-%m-%dT%H:%M:%SZ}"
    assert listed(f"sort=updated&since={since}") == []
    hub.comment(other, "third", author="ada")
    assert listed(f"sort=updated&since={since}") == ["third"]


# --- transferred -----------------------------------------------------------------------------


def test_a_transferred_issue_leads_to_where_it_is(
    hub: LocalHub, bot: Repository, refused: Refused
) -> None:
    number = hub.open_issue("Paper", "text", author="ada")
    comment = hub.comment(number, "hello", author="ada")
    assert hub.transfer_issue(number, "octo-list/elsewhere") == 1

    told = requests.get(f"{bot.url}/issues/{number}", allow_redirects=False, timeout=20)
    assert (told.status_code, told.json()["message"]) == (301, "Moved Permanently")
    assert told.json()["url"] == f"{hub.api_url}/repositories/1300000/issues/1"
    moved = requests.get(told.json()["url"], timeout=20).json()
    assert (moved["number"], moved["title"], moved["comments"]) == (1, "Paper", 1)
    assert moved["url"] == f"{hub.api_url}/repos/octo-list/elsewhere/issues/1"
    assert read(bot, "/issues?state=all") == []
    assert read(bot, "/issues/comments") == []
    with refused(404, "Not Found"):
        read(bot, f"/issues/comments/{comment}")


def test_an_issue_transferred_out_of_sight_is_not_there(
    hub: LocalHub, bot: Repository, refused: Refused
) -> None:
    number = hub.open_issue("Paper", "text")
    hub.transfer_issue(number, "octo-list/secret", readable=False)
    with refused(404, "Not Found"):
        bot.get_issue(number)
    assert hub.open_issue("Next", "") == number + 1
