"""Who may do what, and how GitHub refuses the rest."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from github import Github
from github.Repository import Repository

from localhub import LocalHub

Connect = Callable[[str | None], Github]
Refused = Callable[..., AbstractContextManager[None]]


def test_anybody_reads_and_nobody_writes_without_a_token(
    hub: LocalHub, connect: Connect, refused: Refused
) -> None:
    number = hub.open_issue("Paper", "text")
    repository = connect(None).get_repo(hub.full_name)
    assert repository.get_issue(number).body == "text"
    with refused(401, "Requires authentication"):
        repository.get_issue(number).create_comment("hello")
    with refused(401, "Requires authentication"):
        connect(None).get_user().login  # noqa: B018


def test_an_unknown_token_may_not_even_read(
    hub: LocalHub, connect: Connect, refused: Refused
) -> None:
    with refused(401, "Bad credentials"):
        connect("ghs_unknown").get_repo(hub.full_name)
    assert [(request.status, request.actor) for request in hub.requests] == [(401, None)]


def test_another_repository_is_not_found(hub: LocalHub, connect: Connect, refused: Refused) -> None:
    with refused(404, "Not Found"):
        connect(hub.bot_token).get_repo("octo-list/other")


def test_the_workflow_token_is_nobody(hub: LocalHub, connect: Connect, refused: Refused) -> None:
    with refused(403, "Resource not accessible by integration"):
        connect(hub.bot_token).get_user().login  # noqa: B018
    person = connect(hub.issue_token("ada"))
    assert person.get_user().login == "ada"


@pytest.mark.parametrize("missing", ["contents", "issues", "pull_requests"])
def test_an_app_does_only_what_its_permissions_allow(
    hub: LocalHub, connect: Connect, refused: Refused, missing: str
) -> None:
    number = hub.open_issue("Paper", "")
    sha = hub.commit_files("topic", {"papers.json": "[1]\n"}, "Add")
    granted = {"contents": "write", "issues": "write", "pull_requests": "write", missing: "read"}
    repository = connect(hub.issue_app_token(granted)).get_repo(hub.full_name)
    before = hub.snapshot()
    with refused(403, "Resource not accessible by integration"):
        if missing == "contents":
            repository.create_git_ref("refs/heads/new", sha)
        elif missing == "issues":
            repository.get_issue(number).create_comment("hello")
        else:
            repository.create_pull(base="main", head="topic", title="Add")
    assert hub.snapshot() == before


def test_a_person_without_write_access_changes_only_what_is_theirs(
    hub: LocalHub, connect: Connect, refused: Refused
) -> None:
    theirs = hub.open_issue("Theirs", "", author="ada")
    foreign = hub.open_issue("Foreign", "", author="bob")
    comment = hub.comment(foreign, "mine", author="bob")
    repository = connect(hub.issue_token("ada")).get_repo(hub.full_name)
    assert not repository.permissions.push
    repository.get_issue(theirs).edit(body="better", state="closed")
    repository.get_issue(foreign).create_comment("hello")
    with refused(403, "Must have admin rights to Repository."):
        repository.get_issue(foreign).edit(body="worse")
    with refused(403, "Must have admin rights to Repository."):
        repository.get_issue(foreign).get_comment(comment).edit("worse")
    with refused(403, "Must have admin rights to Repository."):
        repository.get_issue(theirs).add_to_labels("add-new-paper")
    with refused(404, "Not Found"):
        repository.create_git_ref("refs/heads/topic", hub.branches()["main"])
    assert (hub.issue(theirs).body, hub.issue(theirs).state) == ("better", "closed")
    assert hub.issue(foreign).body == ""
    assert repository.create_issue("New", labels=["add-new-paper"]).labels == []


def test_a_collaborator_may_write(hub: LocalHub, connect: Connect) -> None:
    number = hub.open_issue("Paper", "")
    repository = connect(hub.issue_token("carol", write=True)).get_repo(hub.full_name)
    assert repository.permissions.push
    repository.get_issue(number).add_to_labels("duplicate")
    repository.create_git_ref("refs/heads/topic", hub.branches()["main"])
    assert (hub.issue(number).labels, "topic" in hub.branches()) == (("duplicate",), True)


def test_an_archived_repository_is_read_only(
    hub: LocalHub, bot: Repository, refused: Refused
) -> None:
    issue = bot.get_issue(hub.open_issue("Paper", ""))
    hub.settings.archived = True
    with refused(403, "Repository was archived so is read-only."):
        issue.create_comment("hello")
    assert bot.get_issue(issue.number).title == "Paper"


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        (b'{"title": ', 400, "Problems parsing JSON"),
        (b'{"title": "\\ud800"}', 400, "Problems parsing JSON"),
        (b"[1]", 400, "Body should be a JSON object"),
        (b"{}", 422, 'Invalid request.\\n\\n\\"title\\" wasn\'t supplied.'),
        (b'{"title": 1}', 422, "Invalid request.\\n\\nFor 'properties/title', 1 is not a string."),
        (b'{"title": "x", "labels": "y"}', 422, "is not an array."),
    ],
)
def test_malformed_bodies_are_refused(
    hub: LocalHub, sent: bytes, status: int, message: str
) -> None:
    request = urllib.request.Request(  # noqa: S310
        f"{hub.api_url}/api/v3/repos/{hub.full_name}/issues",
        sent,
        {"Authorization": f"Bearer {hub.bot_token}", "Content-Type": "application/json"},
    )
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)  # noqa: S310
    with caught.value as answer:
        assert answer.code == status
        assert message in answer.read().decode()
    assert hub.snapshot().issues == ()


def test_answers_carry_githubs_headers(hub: LocalHub) -> None:
    with urllib.request.urlopen(f"{hub.api_url}/repos/{hub.full_name}") as answer:  # noqa: S310
        headers = answer.headers
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert (headers["X-RateLimit-Limit"], headers["X-RateLimit-Remaining"]) == ("60", "59")
    assert (headers["X-RateLimit-Used"], headers["X-RateLimit-Resource"]) == ("1", "core")
    assert int(headers["X-RateLimit-Reset"]) > 0
    assert headers["X-GitHub-Request-Id"]


def test_asking_for_the_rate_costs_nothing(hub: LocalHub, connect: Connect) -> None:
    github = connect(hub.bot_token)
    github.get_repo(hub.full_name)
    for _ in range(2):
        core = github.get_rate_limit().resources.core
        assert (core.limit, core.used, core.remaining) == (1000, 1, 999)
