"""The hub's answers and the bot's requests, held against GitHub's description of its REST API."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import pytest
import requests

from bot.commands.run import run_event
from bot.doctor.read import read_setup
from localhub import LocalHub
from localhub.interference import Answer, Asked
from localhub.routing import ROUTES, url_map
from tests.conftest import TODAY, Bench
from tests.doctor.looking import pasted
from tests.listed import list_papers
from tests.localhub.description import NEXT, Exchange, complaint_of_request, complaints, find
from tests.looked_up import BARE, finder
from tests.lookup.services import PlayedServices
from tests.papers import TEMPLATE, WITHOUT_TASKS, another, open_pull

WORKFLOW = ".github/workflows/paper-bot.yml"


@contextmanager
def recorded(hub: LocalHub) -> Iterator[list[Exchange]]:
    """Note every request, and what the hub answers."""
    exchanges: list[Exchange] = []

    def note(asked: Asked, answer: Callable[[], Answer]) -> Answer:
        given = answer()
        exchanges.append(
            Exchange(asked.method, asked.path, asked.query, asked.body, given.status, given.body)
        )
        return given

    hub.interference = note
    yield exchanges
    hub.interference = None


# --- each endpoint of the hub ----------------------------------------------------------------


def ask(hub: LocalHub, token: str, method: str, path: str, body: Any = None) -> Exchange:
    """Make a request to the hub, below its repository unless the path begins with //."""
    url = path[1:] if path.startswith("//") else f"/repos/{hub.full_name}{path}"
    with recorded(hub) as exchanges:
        requests.request(
            method,
            hub.api_url + url,
            json=body,
            headers={"Authorization": f"Bearer {token}"},
            allow_redirects=False,
            timeout=20,
        )
    (exchange,) = exchanges
    return exchange


@dataclass(frozen=True)
class Scene:
    """A repository in which everything has happened that an endpoint can show."""

    hub: LocalHub
    admin: str
    issue: int
    closed: int
    moved: int
    pull: int
    declined: int
    merged: int
    comment: int
    head: str
    tree: str
    blob: str


class Case(NamedTuple):
    """A request, as the bot or as an administrator; the path is filled in from the scene."""

    method: str
    path: str
    body: Callable[[Scene], Any] | None = None
    status: int = 200
    admin: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.path}" + (f" {self.status}" if self.status >= 300 else "")


def read(*paths: str, admin: bool = False) -> list[Case]:
    return [Case("GET", path, admin=admin) for path in paths]


ENTRY = {"path": "docs/b.txt", "mode": "100644", "type": "blob", "content": "b\n"}
PERSON = {"name": "Ada", "email": "ada@example.org", "date": "2025-01-01T00:00:00Z"}
CASES = [
    *read("//rate_limit", "", "/branches/main", "/branches/paper-bot/issue-1"),
    *read("//user", "", "/branches/main", "/rules/branches/main", admin=True),
    *read("/commits", "/commits?sha=main&path=docs/a.txt&per_page=2"),
    *read("/commits/main", "/commits/{head}", "/git/commits/{head}", "/git/blobs/{blob}"),
    *read("/compare/main...paper-bot/issue-1", "/compare/paper-bot/issue-1...main?per_page=1"),
    *read("/contents/", "/contents/docs", "/contents/docs/a.txt?ref=paper-bot/issue-1"),
    *read("/git/ref/heads/main", "/git/matching-refs/", "/git/matching-refs/heads/paper-bot/"),
    *read("/git/trees/{tree}", "/git/trees/main?recursive=1"),
    *read("/issues?state=all", "/issues?state=closed&sort=updated&direction=desc&per_page=2"),
    *read("/issues?labels=wanted&creator=ada&since=2025-01-01T00:00:00Z"),
    *read("/issues/{issue}", "/issues/{closed}", "/issues/{pull}", "/issues/{merged}"),
    *read("/issues/comments?sort=updated&direction=desc&since=2025-01-01T00:00:00Z"),
    *read("/issues/comments/{comment}", "/issues/{issue}/comments", "/issues/{pull}/comments"),
    *read("/issues/{issue}/labels", "/issues/{pull}/labels", "/labels", "/labels/wanted"),
    *read("/pulls", "/pulls?state=closed&sort=updated&direction=desc"),
    *read("/pulls?state=all&head=octo-list:paper-bot/issue-1&base=main&sort=created"),
    *read("/pulls/{pull}", "/pulls/{declined}", "/pulls/{merged}"),
    *read("/pulls/{pull}/files", "/pulls/{pull}/commits"),
    *read("/actions/permissions", "/actions/permissions/workflow", admin=True),
    *read("/actions/workflows", "/releases/latest"),
    *read("/actions/workflows/paper-bot.yml", "/rules/branches/paper-bot/issue-9"),
    *read("/actions/workflows/paper-bot.yml/runs?event=schedule&per_page=1"),
    *read("//repositories/1300000/issues/1"),
    Case("GET", "/pulls/{merged}/merge", status=204),
    Case("POST", "/git/refs", lambda at: {"ref": "refs/heads/new", "sha": at.head}, 201),
    Case("PATCH", "/git/refs/heads/topic", lambda at: {"sha": at.head, "force": True}),
    Case("DELETE", "/git/refs/heads/paper-bot/issue-1", status=204),
    Case("POST", "/git/blobs", lambda _: {"content": "text", "encoding": "utf-8"}, 201),
    Case("POST", "/git/trees", lambda at: {"base_tree": at.tree, "tree": [ENTRY]}, 201),
    Case(
        "POST",
        "/git/commits",
        lambda at: {"message": "More", "tree": at.tree, "parents": [at.head], "author": PERSON},
        201,
    ),
    Case("POST", "/issues", lambda _: {"title": "New", "body": "", "labels": ["wanted"]}, 201),
    Case(
        "PATCH",
        "/issues/{issue}",
        lambda _: {"title": "Other", "state": "closed", "state_reason": "not_planned"},
    ),
    Case("PATCH", "/issues/{closed}", lambda _: {"state": "open", "labels": ["a", "b"]}),
    Case("POST", "/issues/{closed}/comments", lambda _: {"body": "Hello"}, 201),
    Case("PATCH", "/issues/comments/{comment}", lambda _: {"body": "Other"}),
    Case("DELETE", "/issues/comments/{comment}", status=204),
    Case("POST", "/issues/{pull}/labels", lambda _: {"labels": ["one", "two"]}),
    Case("PUT", "/issues/{issue}/labels", lambda _: {"labels": ["one"]}),
    Case("DELETE", "/issues/{pull}/labels/wanted"),
    Case("POST", "/labels", lambda _: {"name": "new", "color": "ffffff"}, 201),
    Case("POST", "/pulls", lambda _: {"title": "T", "head": "topic", "base": "main"}, 201),
    Case("PATCH", "/pulls/{pull}", lambda _: {"title": "T", "body": "B", "state": "closed"}),
    Case("PATCH", "/pulls/{declined}", lambda _: {"state": "open"}),
    Case("PUT", "/pulls/{pull}/merge", lambda at: {"merge_method": "squash", "sha": at.head}),
    # refused
    Case("GET", "/issues/{moved}", status=301),
    Case("GET", "/issues/99", status=404),
    Case("GET", "/pulls/{pull}/merge", status=404),
    Case("GET", "/actions/permissions", status=403),
    Case("POST", "/git/refs", lambda at: {"ref": "refs/heads/main", "sha": at.head}, 422),
    Case("POST", "/issues", lambda _: {"title": ""}, 422),
    Case("POST", "/pulls", lambda _: {"title": "T", "head": "gone", "base": "main"}, 422),
    Case("PUT", "/pulls/{merged}/merge", lambda _: {}, 405),
    Case("PUT", "/pulls/{pull}/merge", lambda _: {"sha": "0" * 40}, 409),
]


@pytest.fixture
def scene(hub: LocalHub) -> Scene:
    admin = hub.issue_token("maintainer", admin=True)
    hub.commit_files("main", {WORKFLOW: "on: push\n"}, "Set up")
    hub.settings.last_scheduled_run = dt.datetime(2025, 1, 2, tzinfo=dt.UTC)
    hub.settings.rules["paper-bot/*"] = [{"type": "creation"}]
    hub.settings.required_checks.append("build")
    hub.settings.forked_from, hub.settings.latest_release = "octo-source", "v1.0.0"
    hub.make_labels("wanted")
    issue = hub.open_issue("Open", "text", author="ada", labels=["wanted"])
    closed, moved = hub.open_issue("Closed", None), hub.open_issue("Moved", "text")
    said = ask(hub, hub.bot_token, "POST", f"/issues/{issue}/comments", {"body": "Hello"})
    pull, declined = propose_as_bot(hub, "paper-bot/issue-1"), propose_as_bot(hub, "declined")
    merged = propose_as_bot(hub, "merged")
    hub.label_issue(pull, "wanted")
    hub.comment(pull, "Well", author="ada")
    hub.close_issue(closed)
    hub.transfer_issue(moved)
    hub.close_pull(declined)
    hub.merge_pull(merged)
    hub.commit_files("topic", {"docs/a.txt": "t\n"}, "Topic")
    head = hub.branches()["paper-bot/issue-1"]
    tree = json.loads(ask(hub, hub.bot_token, "GET", f"/git/trees/{head}?recursive=1").answer)
    blob = next(each["sha"] for each in tree["tree"] if each["type"] == "blob")
    return Scene(
        hub,
        admin,
        issue=issue,
        closed=closed,
        moved=moved,
        pull=pull,
        declined=declined,
        merged=merged,
        comment=json.loads(said.answer)["id"],
        head=head,
        tree=tree["sha"],
        blob=blob,
    )


def propose_as_bot(hub: LocalHub, branch: str) -> int:
    """Open a pull request of the bot's."""
    hub.commit_files(branch, {f"docs/{len(branch)}.txt": "text\n"}, f"Write {branch}")
    body = {"title": "Add", "body": "Closes #1", "head": branch, "base": "main"}
    return int(json.loads(ask(hub, hub.bot_token, "POST", "/pulls", body).answer)["number"])


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_hub_answers_as_github_describes(scene: Scene, case: Case) -> None:
    token = scene.admin if case.admin else scene.hub.bot_token
    body = case.body(scene) if case.body else None
    exchange = ask(scene.hub, token, case.method, case.path.format_map(vars(scene)), body)

    assert (complaints(exchange), exchange.status) == ([], case.status)


def test_each_endpoint_of_the_hub_has_a_case() -> None:
    endpoints = url_map().bind("")
    asked = set()
    for case in CASES:
        path = case.path.partition("?")[0].format_map(defaultdict(lambda: 1))
        whole = path[1:] if path.startswith("//") else f"/repos/octo-list/papers{path}"
        if case.status < 300 and whole != "/rate_limit":
            route = endpoints.match(whole, case.method)[0]
            asked.add((route.method, route.path))

    assert asked == {(route.method, route.path) for route in ROUTES}


# --- the requests of the bot -----------------------------------------------------------------


@pytest.fixture
def exchanges(bench: Bench) -> Iterator[list[Exchange]]:
    """Note what the bot asks and is answered; in the end all of it must be as described."""
    with recorded(bench.hub) as noted:
        yield noted
    assert [said for each in noted for said in complaints(each)] == []
    # Nor is anything asked that the next version of the API forbids.
    assert [said for each in noted if (said := complaint_of_request(each, NEXT))] == []


def writes(exchanges: list[Exchange]) -> list[str]:
    """Return the operations by which the bot has changed something."""
    found = [find(each.method, each.path) for each in exchanges if each.method != "GET"]
    return [str(each[0]).replace("/repos/{owner}/{repo}", "") for each in found if each]


def test_a_new_paper_is_proposed_as_described(bench: Bench, exchanges: list[Exchange]) -> None:
    open_pull(bench)

    made = [each for each in writes(exchanges) if "/git/" in each or each.endswith("/pulls")]
    assert made == ["POST /git/trees", "POST /git/commits", "POST /git/refs", "POST /pulls"]


def test_a_submission_is_rejected_and_mended_as_described(
    bench: Bench, exchanges: list[Exchange]
) -> None:
    issue = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS)
    bench.run(issue)
    assert "POST /issues/{issue_number}/comments" in writes(exchanges)

    bench.hub.edit_issue(issue, body=TEMPLATE)
    bench.run(issue)

    assert "POST /pulls" in writes(exchanges)


def test_an_edited_submission_is_followed_as_described(
    bench: Bench, exchanges: list[Exchange]
) -> None:
    issue, _ = open_pull(bench)
    before = len(exchanges)

    bench.hub.edit_issue(issue, body=TEMPLATE.replace("Fewer than 5%", "Fewer than 4%"))
    bench.run(issue)

    assert "PATCH /git/refs/{ref}" in writes(exchanges[before:])


def test_a_branch_is_rebuilt_as_described(bench: Bench, exchanges: list[Exchange]) -> None:
    (_, first), (_, second) = open_pull(bench, another(1)), open_pull(bench, another(2))
    before = len(exchanges)

    bench.hub.merge_pull(first)
    bench.run(None, "push", None)

    assert "POST /git/commits" in writes(exchanges[before:])
    assert bench.hub.pull(second).mergeable


def test_submissions_are_withdrawn_reopened_and_swept_as_described(
    bench: Bench, exchanges: list[Exchange]
) -> None:
    issues = [bench.hub.open_issue("Add new paper:", another(number)) for number in range(2)]
    bench.run(None, "schedule", None)
    for issue in issues:
        bench.hub.close_issue(issue)
        bench.run(issue, "issues", "closed")
    bench.run(None, "schedule", None)
    bench.hub.reopen_issue(issues[0])
    bench.run(issues[0], "issues", "reopened")
    bench.run(None, "schedule", None)

    assert writes(exchanges).count("POST /pulls") >= 2


def test_the_ends_of_pull_requests_are_taken_as_described(
    bench: Bench, exchanges: list[Exchange]
) -> None:
    (_, merged), (_, declined) = (open_pull(bench, another(number)) for number in range(2))
    bench.hub.merge_pull(merged)
    bench.run(merged, "pull_request", "closed")
    bench.hub.close_pull(declined)
    bench.run(declined, "pull_request", "closed")
    bench.run(None, "schedule", None)

    assert writes(exchanges).count("POST /pulls") == 2


def test_what_was_looked_up_is_proposed_as_described(
    bench: Bench, exchanges: list[Exchange], services: PlayedServices
) -> None:
    list_papers(bench, {"title": "A Paper Listed Without Date and Link"})
    services.paper("A Paper Listed Without Date and Link", arxiv="2502.11806")
    bench.hub.open_issue("Add new paper:", BARE)

    run_event(bench.settings("schedule", None), TODAY, finder(services))

    assert writes(exchanges).count("POST /pulls") == 2


def test_doctor_asks_as_described(bench: Bench, exchanges: list[Exchange]) -> None:
    bench.hub.commit_files(
        "main", pasted("octo/paper-bot/.github/workflows/run.yml@v1"), "Take the bot over"
    )
    bench.hub.settings.last_scheduled_run = dt.datetime(2025, 1, 2, tzinfo=dt.UTC)
    admin = bench.hub.issue_token("maintainer", admin=True)

    for token in (admin, bench.hub.bot_token):
        read_setup(bench.hub.full_name, token, api_url=bench.hub.api_url)
    bench.hub.commit_files("main", {".github/paper-bot.yml": None}, "Begin anew")
    read_setup(bench.hub.full_name, admin, api_url=bench.hub.api_url)

    asked = {each.path.removeprefix("/repos/octo-list/papers") for each in exchanges}
    assert {"/actions/workflows", "/pulls", "/repos/octo/paper-bot/releases/latest"} <= asked
    assert writes(exchanges) == []


# --- the description itself ------------------------------------------------------------------

COMMENT = Exchange(
    "POST",
    "/repos/octo-list/papers/issues/1/comments",
    "",
    b'{"body": "Hello"}',
    404,
    b'{"message": "Not Found", "documentation_url": "https://docs.github.com", "status": "404"}',
)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"method": "PUT"}, "no such endpoint"),
        ({"path": "/repos/octo-list/papers/issues/one/comments"}, "no such endpoint"),
        ({"query": "per_page=1"}, "no parameter per_page in a query"),
        ({"body": b'{"text": "Hello"}'}, "body: Field required"),
        ({"body": b'{"body": 1}'}, "body: Input should be a valid string"),
        ({"body": b'{"body": "Hello", "number": 1}'}, "it knows {'body': 'Hello'}"),
        ({"body": b""}, "body: Field required"),
        ({"answer": b'{"message": 1}'}, "message.str: Input should be a valid string"),
        ({"answer": b'{"message": "No", "why": "so"}'}, "no such thing as .why"),
        ({"status": 201}, "node_id: Field required"),
    ],
)
def test_what_github_does_not_describe_is_told(change: dict[str, Any], words: str) -> None:
    told = complaints(replace(COMMENT, **change))

    assert bool(told) == bool(words)
    assert words in "".join(told)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("state=all&since=2025-01-01T00:00:00Z&per_page=100", ""),
        ("state=merged", "Input should be 'open', 'closed' or 'all'"),
        ("per_page=many", "Input should be a valid integer"),
        ("owner=octo-list", "no parameter owner in a query"),
    ],
)
def test_the_values_of_a_query_are_those_described(query: str, words: str) -> None:
    told = complaints(Exchange("GET", "/repos/octo-list/papers/issues", query, b"", 200, b"[]"))

    assert bool(told) == bool(words)
    assert words in "".join(told)
