"""Pull requests: opening, following their branches, merging, closing, reopening."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from github.Repository import Repository

from localhub import LocalHub
from localhub.pulls import MergeMethod

Refused = Callable[..., AbstractContextManager[None]]
Propose = Callable[..., int]


def test_a_pull_request_shows_both_sides_and_its_size(
    hub: LocalHub, bot: Repository, propose: Propose
) -> None:
    number = propose("paper-bot/issue-1", "papers.json", "[1]\n", "Closes #1")
    pull = bot.get_pull(number)
    assert (pull.head.ref, pull.head.sha) == ("paper-bot/issue-1", hub.branches()[pull.head.ref])
    assert (pull.base.ref, pull.base.sha) == ("main", hub.branches()["main"])
    assert (pull.user.login, pull.body, pull.state) == ("github-actions[bot]", "Closes #1", "open")
    assert (pull.commits, pull.changed_files, pull.additions, pull.deletions) == (1, 1, 1, 1)
    assert (pull.mergeable, pull.mergeable_state, pull.merged) == (True, "clean", False)
    assert [file.filename for file in pull.get_files()] == ["papers.json"]
    assert [commit.sha for commit in pull.get_commits()] == [pull.head.sha]
    assert hub.pull(number).html_url == pull.html_url == pull.as_issue().html_url


def test_issues_and_pull_requests_share_their_numbers(hub: LocalHub, propose: Propose) -> None:
    assert hub.open_issue("Paper", "") == 1
    assert propose("topic", "papers.json", "[1]\n") == 2
    assert hub.open_issue("Paper", "") == 3


def test_pull_requests_are_found_by_head_base_and_state(
    hub: LocalHub, bot: Repository, propose: Propose
) -> None:
    first = propose("one", "docs/1.txt", "1\n")
    second = propose("two", "docs/2.txt", "2\n")
    hub.close_pull(first)
    assert [pull.number for pull in bot.get_pulls()] == [second]
    assert [pull.number for pull in bot.get_pulls(state="all", head="octo-list:one")] == [first]
    assert list(bot.get_pulls(state="all", head="stranger:one")) == []
    assert list(bot.get_pulls(state="all", base="other")) == []


def test_what_no_pull_request_can_join_is_refused(
    hub: LocalHub, bot: Repository, propose: Propose, refused: Refused
) -> None:
    propose("topic", "papers.json", "[1]\n")
    bot.create_git_ref("refs/heads/same", hub.branches()["main"])
    before = hub.snapshot()
    with refused(422, "A pull request already exists for octo-list:topic."):
        bot.create_pull(base="main", head="topic", title="Again")
    with refused(422, "No commits between main and same"):
        bot.create_pull(base="main", head="octo-list:same", title="Nothing")
    with refused(422, "Validation Failed"):
        bot.create_pull(base="main", head="gone", title="No head")
    with refused(422, "Validation Failed"):
        bot.create_pull(base="gone", head="topic", title="No base")
    with refused(422, "title is too long (maximum is 256 characters)"):
        bot.create_pull(base="main", head="topic", title="x" * 257)
    assert hub.snapshot() == before


def test_actions_may_be_forbidden_to_create_pull_requests(
    hub: LocalHub, propose: Propose, refused: Refused
) -> None:
    hub.settings.actions_may_create_pulls = False
    with refused(403, "GitHub Actions is not permitted to create or approve pull requests."):
        propose("topic", "papers.json", "[1]\n")
    assert hub.pulls() == []


def test_a_pull_request_follows_its_branch(
    hub: LocalHub, bot: Repository, propose: Propose
) -> None:
    number = propose("topic", "papers.json", "[1]\n")
    sha = hub.commit_files("topic", {"docs/a.txt": "b\n"}, "More")
    assert hub.pull(number).head_sha == sha
    assert [file.filename for file in bot.get_pull(number).get_files()] == [
        "docs/a.txt",
        "papers.json",
    ]


def test_a_conflict_makes_a_pull_request_unmergeable(
    hub: LocalHub, bot: Repository, propose: Propose, refused: Refused
) -> None:
    number = propose("topic", "papers.json", "[1]\n")
    hub.commit_files("main", {"papers.json": "[2]\n"}, "In the way")
    before = hub.snapshot()
    pull = bot.get_pull(number)
    assert (pull.mergeable, pull.mergeable_state, pull.rebaseable) == (False, "dirty", False)
    with refused(405, "Pull Request is not mergeable"):
        pull.merge()
    with refused(405, "This branch can't be rebased"):
        pull.merge(merge_method="rebase")
    with pytest.raises(ValueError, match="not mergeable"):
        hub.merge_pull(number, method="squash")
    assert hub.snapshot() == before


def test_merging_joins_both_sides_and_closes_the_issue(
    hub: LocalHub, bot: Repository, propose: Propose
) -> None:
    issue, other = hub.open_issue("Paper", ""), hub.open_issue("Other", "")
    body = f"Closes #{issue}\n\n`closes #{other}` <!-- closes #{other} -->"
    number = propose("topic", "papers.json", "[1]\n", body)
    old = hub.branches()["main"]
    sha = hub.merge_pull(number)
    merged = hub.log("main")[0]
    assert (merged.sha, merged.parents) == (sha, (old, hub.branches()["topic"]))
    assert merged.message == (
        f"Merge pull request #{number} from octo-list/topic\n\nChange papers.json"
    )
    assert (merged.author, merged.committer) == ("maintainer", "GitHub")
    assert hub.read("main", "papers.json") == "[1]\n"
    assert (hub.issue(issue).state, hub.issue(issue).closed_by) == ("closed", "maintainer")
    assert hub.issue(other).state == "open"
    pull = bot.get_pull(number)
    assert (pull.merged, pull.merge_commit_sha, pull.merged_by.login) == (True, sha, "maintainer")
    assert (pull.state, pull.mergeable_state) == ("closed", "unknown")
    assert pull.raw_data["mergeable"] is None


def test_squashing_makes_one_commit_on_the_base(hub: LocalHub, propose: Propose) -> None:
    issue = hub.open_issue("Paper", "")
    number = propose("topic", "papers.json", "[1]\n", f"Fixes octo-list/papers#{issue}")
    hub.commit_files("topic", {"docs/a.txt": "b\n"}, "Second")
    old = hub.branches()["main"]
    hub.merge_pull(number, method="squash")
    squashed = hub.log("main")[0]
    assert squashed.parents == (old,)
    assert squashed.message == (
        f"Change papers.json (#{number})\n\n* Change papers.json\n\n* Second"
    )
    assert squashed.author == "github-actions[bot]"
    assert hub.read("main", "docs/a.txt") == "b\n"
    assert hub.pull(number).merged
    assert hub.issue(issue).state == "closed"


def test_squashing_one_commit_keeps_its_message(hub: LocalHub, bot: Repository) -> None:
    hub.commit_files("topic", {"papers.json": "[1]\n"}, "Add a paper\n\nCo-authored-by: A <a@b>\n")
    number = bot.create_pull(base="main", head="topic", title="Other words").number
    hub.merge_pull(number, method="squash")
    assert hub.log("main")[0].message == f"Add a paper (#{number})\n\nCo-authored-by: A <a@b>"


def test_rebasing_puts_the_commits_on_top(hub: LocalHub, propose: Propose) -> None:
    number = propose("topic", "papers.json", "[1]\n")
    hub.commit_files("topic", {"docs/a.txt": "b\n"}, "Second", author="ada")
    tip = hub.commit_files("main", {"README.md": "moved on\n"}, "Meanwhile")
    hub.merge_pull(number, method="rebase")
    second, first = hub.log("main")[:2]
    assert (second.message, first.message) == ("Second", "Change papers.json")
    assert (second.author, second.committer) == ("ada", "maintainer")
    assert (second.parents, first.parents) == ((first.sha,), (tip,))
    assert hub.read("main", "README.md") == "moved on\n"
    assert hub.pull(number).merge_commit_sha == second.sha


@pytest.mark.parametrize("method", ["merge", "squash", "rebase"])
def test_a_merge_leaves_the_others_open(
    hub: LocalHub, propose: Propose, method: MergeMethod
) -> None:
    one = propose("one", "docs/1.txt", "1\n")
    other = propose("other", "docs/2.txt", "2\n")
    hub.merge_pull(one, method=method)
    assert (hub.pull(one).merged, hub.pull(other).state) == (True, "open")
    assert hub.pull(other).mergeable


def test_a_merge_through_the_api_checks_the_head(
    hub: LocalHub, bot: Repository, propose: Propose, refused: Refused
) -> None:
    number = propose("topic", "papers.json", "[1]\n")
    pull = bot.get_pull(number)
    with refused(409, "Head branch was modified. Review and try the merge again."):
        pull.merge(sha=hub.branches()["main"])
    assert pull.merge("Body", "Title", "squash", pull.head.sha).merged
    assert hub.log("main")[0].message == "Title\n\nBody"
    assert pull.is_merged()


def test_a_push_to_the_default_branch_closes_what_its_message_names(hub: LocalHub) -> None:
    issue = hub.open_issue("Paper", "")
    hub.commit_files("topic", {"docs/a.txt": "b\n"}, f"resolves #{issue}")
    assert hub.issue(issue).state == "open"
    hub.commit_files("main", {"docs/a.txt": "b\n"}, f"Resolves: #{issue}, closes other/repo#9")
    assert hub.issue(issue).state == "closed"


def test_a_pull_request_whose_commits_reach_the_base_is_merged(
    hub: LocalHub, bot: Repository, propose: Propose
) -> None:
    number = propose("topic", "papers.json", "[1]\n")
    bot.get_git_ref("heads/main").edit(hub.branches()["topic"])
    assert hub.pull(number).merged


def test_a_pull_request_left_without_commits_is_closed(
    hub: LocalHub, bot: Repository, propose: Propose
) -> None:
    number = propose("topic", "papers.json", "[1]\n")
    bot.get_git_ref("heads/topic").edit(hub.branches()["main"], force=True)
    assert (hub.pull(number).state, hub.pull(number).merged) == ("closed", False)


def test_deleting_the_branch_closes_the_pull_request(
    hub: LocalHub, bot: Repository, propose: Propose, refused: Refused
) -> None:
    number = propose("topic", "papers.json", "[1]\n")
    head = hub.pull(number).head_sha
    hub.delete_branch("topic")
    assert (hub.pull(number).state, hub.pull(number).head_sha) == ("closed", head)
    with refused(422, "state cannot be changed. The topic branch has been deleted."):
        bot.get_pull(number).edit(state="open")


def test_a_closed_pull_request_opens_again_unless_another_took_its_place(
    hub: LocalHub, bot: Repository, propose: Propose, refused: Refused
) -> None:
    number = propose("topic", "papers.json", "[1]\n")
    hub.close_pull(number)
    sha = hub.commit_files("topic", {"docs/a.txt": "b\n"}, "Meanwhile")
    hub.reopen_pull(number)
    assert (hub.pull(number).state, hub.pull(number).head_sha) == ("open", sha)
    hub.close_pull(number)
    bot.create_pull(base="main", head="topic", title="Another")
    words = (
        "state cannot be changed. There is already an open pull request"
        " from octo-list:topic to octo-list:main."
    )
    with refused(422, words):
        bot.get_issue(number).edit(state="open")
    hub.close_pull(number + 1)
    hub.merge_pull(propose("other", "docs/1.txt", "1\n"))
    with pytest.raises(ValueError, match="cannot be reopened"):
        hub.reopen_pull(number + 2)


def test_a_pull_request_is_edited_as_such_and_as_an_issue(
    hub: LocalHub, bot: Repository, propose: Propose
) -> None:
    number = propose("topic", "papers.json", "[1]\n")
    bot.get_pull(number).edit(title="New title", body="New body")
    bot.get_issue(number).add_to_labels("add-new-paper")
    bot.get_issue(number).create_comment("done")
    hub.edit_issue(number, title="By a person", author="maintainer")
    seen = hub.pull(number)
    assert (seen.title, seen.body, seen.labels) == ("By a person", "New body", ("add-new-paper",))
    assert bot.get_pull(number).comments == 1
