"""The hub's answers and events, held against what GitHub was recorded to send.

Its description of the REST API says nothing of events, of headers, and of what is there in
fact where it says "maybe". The shapes below were read off the recordings that GitHub's own
clients are tested with, @octokit/webhooks-examples 7.6 and @octokit/fixtures 23.1: what every
one of them has, without what only an organization's or an app's have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import requests

from bot.commands.settings import read_settings
from bot.gateway.events import Trigger, read_event
from localhub import LocalHub, actions_environment
from localhub.events import EventName

KINDS = {
    "text": str,
    "number": int,
    "flag": bool,
    "list": list,
    "object": dict,
    "null": type(None),
}
Shape = Mapping[str, str]  # names of fields by what they hold, alternatives divided by `or`

USER = {
    "number": "id",
    "flag": "site_admin",
    "text": """login node_id avatar_url gravatar_id url html_url followers_url following_url
        gists_url starred_url subscriptions_url organizations_url repos_url events_url
        received_events_url type""",
}
REPOSITORY = {
    "flag": """private fork has_issues has_projects has_downloads has_wiki has_pages archived
        disabled""",
    "text or null": "description homepage language",
    "null": "mirror_url license",
    "number": """id size stargazers_count watchers_count forks_count open_issues_count forks
        open_issues watchers""",
    "object": "owner",
    "text": """node_id name full_name html_url url git_url ssh_url clone_url svn_url updated_at
        default_branch issues_url pulls_url labels_url compare_url contents_url git_refs_url""",
}
ISSUE = {
    "flag": "locked",
    "list": "labels assignees",
    "object or null": "assignee milestone",
    "text or null": "closed_at body",
    "number": "id number comments",
    "object": "user",
    "text": """url repository_url labels_url comments_url events_url html_url node_id title state
        created_at updated_at author_association""",
}
LABEL = {
    "flag": "default",
    "number": "id",
    "text": "node_id url name color",
    "text or null": "description",  # null in the answer to whoever made it without one
}
PULL = {
    "flag": "locked draft merged maintainer_can_modify",
    "flag or null": "mergeable rebaseable",
    "list": "assignees requested_reviewers requested_teams labels",
    "object or null": "assignee milestone merged_by",
    "text or null": "body closed_at merged_at merge_commit_sha",
    "number": "id number comments review_comments commits additions deletions changed_files",
    "object": "user head base _links",
    "text": """url node_id html_url diff_url patch_url issue_url state title created_at updated_at
        commits_url review_comments_url review_comment_url comments_url statuses_url
        author_association mergeable_state""",
}
BRANCH = {"object": "user repo", "text": "label ref sha"}
PUSH = {
    "flag": "created deleted forced",
    "list": "commits",
    "text or null": "base_ref",
    "object": "head_commit repository pusher sender",
    "text": "ref before after compare",
}
COMMIT = {
    "flag": "distinct",
    "list": "added removed modified",
    "object": "author committer",
    "text": "id tree_id message timestamp url",
}
# A push alone counts the repository's moments in seconds, and calls its branch by an old name.
PUSHED = {"number": "created_at pushed_at stargazers", "text": "master_branch"}


def complaints(value: Mapping[str, Any], shape: Shape, name: str) -> Iterator[str]:
    """Yield what a value lacks of a shape, or holds as another kind."""
    for kinds, fields in shape.items():
        for field in fields.split():
            if field not in value:
                yield f"{name}.{field} is missing"
            elif type(value[field]) not in [KINDS[kind] for kind in kinds.split(" or ")]:
                yield f"{name}.{field} is {value[field]!r}, not {kinds}"


@pytest.fixture
def pull(hub: LocalHub) -> int:
    hub.make_labels("add-new-paper")
    hub.open_issue("A paper", "Title: x", labels=["add-new-paper"])
    hub.commit_files("paper-bot/issue-1", {"papers.json": "[1]\n", "docs/a.txt": None}, "Add")
    asked = {"title": "Add", "head": "paper-bot/issue-1", "base": "main", "body": "Closes #1"}
    return int(ask(hub, "POST", "/pulls", json=asked).json()["number"])


def ask(hub: LocalHub, method: str, path: str, **values: Any) -> requests.Response:
    """Make a request below the repository, or to a whole address."""
    url = path if path.startswith("http") else f"{hub.api_url}/repos/{hub.full_name}{path}"
    headers = {"Authorization": f"Bearer {hub.bot_token}"}
    return requests.request(method, url, headers=headers, timeout=20, **values)


# --- events ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "action", ["opened", "edited", "reopened", "labeled", "closed", "deleted", "transferred"]
)
@pytest.mark.usefixtures("pull")
def test_an_event_of_an_issue_has_what_was_recorded(hub: LocalHub, action: str) -> None:
    if action == "transferred":
        hub.transfer_issue(1, "octo-list/elsewhere")
    event = hub.event("issues", action, 1)

    assert event["action"] == action
    assert [*complaints(event, {"object": "issue repository sender"}, "event")] == []
    assert [*complaints(event["issue"], ISSUE, "issue")] == []
    assert [*complaints(event["issue"]["user"], USER, "user")] == []
    assert [*complaints(event["sender"], USER, "sender")] == []
    assert [*complaints(event["repository"], REPOSITORY, "repository")] == []
    assert [*complaints(event["repository"], {"text": "created_at pushed_at"}, "repository")] == []
    for label in (*event["issue"]["labels"], *([event["label"]] if action == "labeled" else [])):
        assert [*complaints(label, LABEL, "label")] == []
    # Only an edit and a transfer tell what has changed.
    assert ("changes" in event) == (action in ("edited", "transferred"))
    if action == "transferred":
        moved = event["changes"]
        assert [*complaints(moved, {"object": "new_issue new_repository"}, "changes")] == []
        assert [*complaints(moved["new_issue"], ISSUE, "new_issue")] == []


@pytest.mark.parametrize("action", ["closed", "reopened", "synchronize"])
def test_an_event_of_a_pull_request_has_what_was_recorded(
    hub: LocalHub, pull: int, action: str
) -> None:
    event = hub.event("pull_request", action, pull)

    assert (event["action"], event["number"]) == (action, pull)
    assert [*complaints(event, {"object": "pull_request repository sender"}, "event")] == []
    assert [*complaints(event["pull_request"], PULL, "pull")] == []
    for side in ("head", "base"):
        assert [*complaints(event["pull_request"][side], BRANCH, side)] == []
        assert [*complaints(event["pull_request"][side]["repo"], REPOSITORY, "repo")] == []
    commits = {"before", "after"}
    assert commits & event.keys() == (commits if action == "synchronize" else set())


@pytest.mark.usefixtures("pull")
def test_a_push_has_what_was_recorded(hub: LocalHub) -> None:
    hub.commit_files("main", {"papers.json": "[2]\n", "new.txt": "a", "docs/a.txt": None}, "Change")
    event = hub.event("push")

    assert [*complaints(event, PUSH, "push")] == []
    for commit in (event["head_commit"], *event["commits"]):
        assert [*complaints(commit, COMMIT, "commit")] == []
        assert [*complaints(commit["author"], {"text": "name email username"}, "author")] == []
    assert [*complaints(event["pusher"], {"text": "name email"}, "pusher")] == []
    assert [*complaints(event["repository"], REPOSITORY, "repository")] == []
    assert [*complaints(event["repository"], PUSHED, "repository")] == []
    head = event["head_commit"]
    assert (head["added"], head["modified"], head["removed"]) == (
        ["new.txt"],
        ["papers.json"],
        ["docs/a.txt"],
    )


def test_a_run_by_hand_has_what_was_recorded(hub: LocalHub) -> None:
    event = hub.event("workflow_dispatch", inputs={"issue": "7"})

    shape = {"object": "inputs repository sender", "text": "ref workflow"}
    assert [*complaints(event, shape, "event")] == []
    assert event["inputs"] == {"issue": "7"}  # what is typed comes as text


@pytest.mark.parametrize(
    ("name", "action", "trigger"),
    [
        ("issues", "opened", Trigger(issue=1, default_branch="main")),
        ("issues", "deleted", Trigger(issue=1, default_branch="main")),
        ("issues", "transferred", Trigger(issue=1, default_branch="main")),
        ("pull_request", "closed", Trigger(issue=1, default_branch="main")),
        ("push", None, Trigger(default_branch="main")),
    ],
)
def test_the_bot_reads_what_the_hub_sends(
    hub: LocalHub, pull: int, name: EventName, action: str | None, trigger: Trigger, tmp_path: Any
) -> None:
    number = {"issues": 1, "pull_request": pull}.get(name)
    settings = read_settings(actions_environment(hub, tmp_path, name, action, number))
    assert read_event(settings.event_name, settings.event_path) == trigger


# --- answers ---------------------------------------------------------------------------------


def test_pages_lead_on_by_the_repositorys_number(hub: LocalHub) -> None:
    """As recorded of thirteen issues, three a page: whatever the first page was asked by."""
    for number in range(13):
        hub.open_issue(f"Issue {number}", "")
    seen: list[int] = []
    relations: list[list[str]] = []
    address = "/issues?per_page=3"
    while True:
        answer = ask(hub, "GET", address)
        seen += [issue["number"] for issue in answer.json()]
        links = re.findall(r'<([^>]+)>; rel="(\w+)"', answer.headers["Link"])
        assert all(
            re.search(r"/repositories/\d+/issues\?per_page=3&page=\d+$", to) for to, _ in links
        )
        relations.append([relation for _, relation in links])
        following = {relation: to for to, relation in links}.get("next")
        if following is None:
            break
        address = following
    assert sorted(seen) == [*range(1, 14)]
    middle = ["prev", "next", "last", "first"]
    assert relations == [["next", "last"], middle, middle, middle, ["prev", "first"]]


def test_one_page_leads_nowhere(hub: LocalHub) -> None:
    hub.open_issue("Only", "")
    assert "Link" not in ask(hub, "GET", "/issues?per_page=3").headers


def test_what_was_made_says_where_it_is_and_what_is_gone_says_nothing(hub: LocalHub) -> None:
    made = ask(hub, "POST", "/labels", json={"name": "new", "color": "ededed"})
    assert (made.status_code, made.headers["Location"]) == (201, made.json()["url"])
    assert [*complaints(made.json(), LABEL, "label")] == []

    head = ask(hub, "GET", "/git/ref/heads/main").json()["object"]["sha"]
    ref = ask(hub, "POST", "/git/refs", json={"ref": "refs/heads/test", "sha": head}).json()
    assert [*complaints(ref, {"object": "object", "text": "ref node_id url"}, "ref")] == []
    assert [*complaints(ref["object"], {"text": "sha type url"}, "object")] == []
    gone = ask(hub, "DELETE", "/git/refs/heads/test")
    assert (gone.status_code, gone.content) == (204, b"")


def test_every_answer_tells_the_rate_and_what_it_is(hub: LocalHub) -> None:
    answer = ask(hub, "GET", "/issues")
    for name in ("Limit", "Remaining", "Used", "Reset"):
        assert answer.headers[f"X-RateLimit-{name}"].isdecimal()
    assert answer.headers["X-RateLimit-Resource"] == "core"
    assert answer.headers["X-GitHub-Media-Type"] == "github.v3; format=json"
    assert answer.headers["X-GitHub-Request-Id"]
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert answer.headers["Date"].endswith(" GMT")


def test_a_refused_value_is_named_by_resource_field_and_code(hub: LocalHub) -> None:
    hub.make_labels("there")
    answer = ask(hub, "POST", "/labels", json={"name": "there", "color": "ededed"})
    assert answer.status_code == 422
    refusal = answer.json()
    assert refusal["message"] == "Validation Failed"
    assert [*complaints(refusal, {"list": "errors", "text": "documentation_url"}, "refusal")] == []
    (error,) = refusal["errors"]
    assert error == {"resource": "Label", "code": "already_exists", "field": "name"}
