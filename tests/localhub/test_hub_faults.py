"""Faults on demand: what a program sees of each, and what the hub has done meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from localhub import LocalHub
from localhub.interference import Answer, Asked, Dropped
from tests import faults as kinds
from tests.faults import Injected, Killed, Kind, Past


class Program:
    """A program that asks for one thing at a time, and tells what it sees."""

    def __init__(self, hub: LocalHub, token: str) -> None:
        self.base = f"{hub.api_url}/repos/{hub.full_name}"
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"

    def ask(self, method: str, path: str, body: dict[str, str] | None = None) -> requests.Response:
        return self.session.request(method, self.base + path, json=body, timeout=20)

    def see(self, method: str, path: str, body: dict[str, str] | None = None) -> int | str:
        """Return the status, or what befell the connection."""
        try:
            return self.ask(method, path, body).status_code
        except requests.RequestException as error:
            return type(error).__name__


@pytest.fixture
def connect_program(hub: LocalHub) -> Iterator[Callable[[str], Program]]:
    programs: list[Program] = []

    def connect(token: str) -> Program:
        programs.append(Program(hub, token))
        return programs[-1]

    yield connect
    for program in programs:
        program.session.close()


@pytest.fixture
def program(hub: LocalHub, connect_program: Callable[[str], Program]) -> Program:
    return connect_program(hub.bot_token)


LABEL = {"name": "urgent"}
SEEN = [
    (kinds.RESET_BEFORE, "ConnectionError", False),
    (kinds.RESET_AFTER, "ConnectionError", True),
    (kinds.ERROR_BEFORE, 500, False),
    (kinds.ERROR_AFTER, 500, True),
    (kinds.GATEWAY_BEFORE, 502, False),
    (kinds.GATEWAY_AFTER, 502, True),
    (kinds.UNAVAILABLE, 503, False),
    (kinds.BAD_CREDENTIALS, 401, False),
    (kinds.NOT_PERMITTED, 403, False),
    (kinds.PRIMARY_LIMIT, 403, False),
    (kinds.SECONDARY_LIMIT, 403, False),
    (kinds.BLOCKED, 403, False),
    (kinds.TOO_MANY, 429, False),
    (kinds.NOT_FOUND, 404, False),
    (kinds.GONE, 410, False),
    (kinds.CONFLICT, 409, False),
    (kinds.OVERTAKEN, 422, False),
    (kinds.INVALID, 422, False),
    (kinds.CUT_JSON, 201, True),
    (kinds.CUT_CONNECTION, "ChunkedEncodingError", True),
    (kinds.HTML, 200, True),
    (kinds.ODD_JSON, 201, True),
    (kinds.HOLLOW_JSON, 201, True),
]


@pytest.mark.parametrize(("kind", "seen", "done"), SEEN, ids=[kind.name for kind, *_ in SEEN])
def test_a_fault_is_seen_once_and_comes_before_or_after_the_effect(
    hub: LocalHub, program: Program, kind: Kind, seen: int | str, done: bool
) -> None:
    hub.interference = Injected(kind)

    assert program.see("POST", "/labels", LABEL) == seen
    assert [name for name, *_ in hub.snapshot().labels] == (["urgent"] if done else [])
    assert program.see("GET", "/labels") == 200
    first, second = hub.requests
    sent = seen if isinstance(seen, int) else 201 if kind is kinds.CUT_CONNECTION else 0
    assert (first.status, first.done) == (sent, 201 if done else 0)
    assert (first.method, first.actor, first.body) == (
        "POST",
        "github-actions[bot]",
        b'{"name": "urgent"}',
    )
    assert (second.status, second.done) == (200, 200)


def test_every_kind_is_in_the_list() -> None:
    named = [value for value in vars(kinds).values() if isinstance(value, Kind)]
    assert list(kinds.KINDS) == named == [kind for kind, *_ in SEEN]


@pytest.mark.parametrize(
    ("kind", "words", "headers"),
    [
        (kinds.PRIMARY_LIMIT, "API rate limit exceeded", {"X-RateLimit-Remaining": "0"}),
        (kinds.SECONDARY_LIMIT, "exceeded a secondary rate limit", {"Retry-After": "60"}),
        (kinds.BLOCKED, "temporarily blocked from content creation", {"Retry-After": None}),
        (kinds.TOO_MANY, "exceeded a secondary rate limit", {"Retry-After": "30"}),
        (kinds.BAD_CREDENTIALS, "Bad credentials", {}),
        (kinds.NOT_PERMITTED, "Resource not accessible by integration", {}),
        (kinds.CONFLICT, "but expected", {}),
    ],
    ids=lambda value: value.name if isinstance(value, Kind) else "",
)
def test_a_refusal_says_what_github_says(
    hub: LocalHub, program: Program, kind: Kind, words: str, headers: dict[str, str | None]
) -> None:
    hub.interference = kind
    answer = program.ask("GET", "")
    assert words in answer.json()["message"]
    assert {name: answer.headers.get(name) for name in headers} == headers


def test_the_primary_limit_says_when_it_ends(hub: LocalHub, program: Program) -> None:
    hub.interference = kinds.PRIMARY_LIMIT
    assert program.ask("GET", "").headers["X-RateLimit-Reset"] == str(int(hub.time()) + 900)


@pytest.mark.parametrize(
    ("method", "path", "words"),
    [
        ("POST", "/git/refs", "Reference already exists"),
        ("PATCH", "/git/refs/heads/topic", "Update is not a fast forward"),
        ("POST", "/pulls", "A pull request already exists"),
        ("POST", "/labels", "already_exists"),
    ],
)
def test_being_overtaken_is_told_in_the_words_of_the_endpoint(
    hub: LocalHub, program: Program, method: str, path: str, words: str
) -> None:
    hub.interference = kinds.OVERTAKEN
    assert words in program.ask(method, path, {}).text


def test_an_answer_comes_cut_or_in_another_shape(hub: LocalHub, program: Program) -> None:
    def answer(kind: Kind, path: str) -> Any:
        hub.interference = kind
        return program.ask("GET", path)

    whole = program.ask("GET", "").text
    assert len(answer(kinds.CUT_JSON, "").text) in range(len(whole) // 2 - 20, len(whole) // 2 + 20)
    assert answer(kinds.HTML, "").text.startswith("<!DOCTYPE html>")
    assert answer(kinds.ODD_JSON, "").json() == []
    assert answer(kinds.ODD_JSON, "/labels").json() == {"unexpected": True}
    assert answer(kinds.HOLLOW_JSON, "").json() == {}
    assert answer(kinds.HOLLOW_JSON, "/labels").json() == [{}]


def test_a_stale_read_is_the_first_answer_there_was(hub: LocalHub, program: Program) -> None:
    past = Past()
    hub.interference = past.watch
    assert program.ask("GET", "/labels").json() == []
    program.ask("POST", "/labels", LABEL)
    hub.interference = Injected(past.stale, at=1, otherwise=past.watch)

    assert [label["name"] for label in program.ask("GET", "/labels").json()] == ["urgent"]
    assert program.ask("GET", "/labels").json() == []
    assert [label["name"] for label in program.ask("GET", "/labels").json()] == ["urgent"]
    hub.interference = past.stale
    assert program.ask("GET", "/labels/urgent").json()["name"] == "urgent"
    assert program.see("POST", "/labels", LABEL) == 422


@pytest.mark.parametrize(
    ("times", "seen"),
    [
        (1, [200, 503, 200, 200, 200, 200]),
        (3, [200, 503, 200, 503, 503, 200]),
        (None, [200, 503, 200, 503, 503, 503]),
    ],
)
def test_a_fault_strikes_one_request_and_its_repeats(
    hub: LocalHub, program: Program, times: int | None, seen: list[int]
) -> None:
    hub.interference = injected = Injected(kinds.UNAVAILABLE, at=1, times=times)
    asked = ["", "/labels", "", "/labels", "/labels", "/labels"]
    assert [program.see("GET", path) for path in asked] == seen
    assert injected.hits == seen.count(503)
    hub.interference = None
    assert program.see("GET", "/labels") == 200


def test_a_fault_may_be_for_some_requests_only(hub: LocalHub, program: Program) -> None:
    hub.interference = Injected(kinds.ERROR_BEFORE, matching=lambda asked: asked.writes)
    assert program.see("GET", "") == 200
    assert program.see("POST", "/labels", LABEL) == 500


@pytest.mark.parametrize("after", [False, True])
def test_a_killed_program_is_not_heard_of_again_while_others_are(
    hub: LocalHub, connect_program: Callable[[str], Program], after: bool
) -> None:
    tokens = [hub.issue_app_token({"issues": "write"}) for _ in range(2)]
    killed, other = map(connect_program, tokens)
    hub.interference = Killed(1, after=after, matching=lambda asked: asked.token == tokens[0])

    assert other.see("GET", "") == 200
    assert killed.see("GET", "") == 200
    assert killed.see("POST", "/labels", LABEL) == "ConnectionError"
    assert killed.see("GET", "") == "ConnectionError"
    assert [label["name"] for label in other.ask("GET", "/labels").json()] == ["urgent"] * after


def test_people_act_while_a_request_is_held_up(hub: LocalHub, program: Program) -> None:
    number = hub.open_issue("Paper", "before")

    def edit_first(_asked: Asked, answer: Callable[[], Answer]) -> Answer:
        acting = threading.Thread(target=lambda: hub.edit_issue(number, body="after"))
        acting.start()
        acting.join(10)
        return answer()

    hub.interference = edit_first
    assert program.ask("GET", f"/issues/{number}").json()["body"] == "after"


def test_an_interference_sees_the_whole_request(hub: LocalHub, program: Program) -> None:
    seen: list[Asked] = []

    def refuse(asked: Asked, _answer: object) -> Answer:
        seen.append(asked)
        raise Dropped

    hub.interference = refuse
    program.see("POST", "/labels?page=2", LABEL)
    (asked,) = seen
    assert (asked.method, asked.writes, asked.body) == ("POST", True, b'{"name": "urgent"}')
    assert asked.url == f"/repos/{hub.full_name}/labels?page=2"
    assert asked.token == hub.bot_token
    assert hub.bot_token not in repr(asked)


def test_requests_left_run_out_and_come_back_with_the_hour(hub: LocalHub, program: Program) -> None:
    hub.limit_requests(2)
    first = program.ask("GET", "")
    assert first.headers["X-RateLimit-Remaining"] == "1"
    assert [program.see("GET", "") for _ in range(2)] == [200, 403]
    refused = program.ask("POST", "/labels", LABEL)
    assert refused.json()["message"].startswith("API rate limit exceeded for installation ID")
    assert refused.headers["X-RateLimit-Remaining"] == "0"
    assert hub.snapshot().labels == ()

    hub.pass_time(int(refused.headers["X-RateLimit-Reset"]) - hub.time())
    again = program.ask("POST", "/labels", LABEL)
    assert (again.status_code, again.headers["X-RateLimit-Remaining"]) == (201, "999")


def test_time_passes_for_any_clock(hub: LocalHub) -> None:
    before = hub.time()
    assert hub.time() == before
    hub.pass_time(60)
    assert hub.time() == before + 60
    moment = hub.clock()
    hub.clock = lambda: moment
    hub.pass_time(60)
    assert (hub.clock() - moment).total_seconds() == 60


def test_a_kept_moment_comes_back_whole_and_as_often_as_wanted(
    hub: LocalHub, program: Program
) -> None:
    number = hub.open_issue("Paper", "before")
    hub.commit_files("old", {"docs/a.txt": "b\n"}, "Change")
    kept, before, time = hub.keep_moment(), hub.snapshot(), hub.time()

    for _ in range(2):
        hub.edit_issue(number, body="after")
        hub.comment(number, "hello", author="ada")
        hub.commit_files("main", {"docs/a.txt": "c\n"}, "Change")
        hub.commit_files("new", {"docs/a.txt": "d\n"}, "Change")
        hub.delete_branch("old")
        program.ask("POST", "/labels", LABEL)
        hub.limit_requests(0)
        hub.interference = kinds.UNAVAILABLE
        assert hub.snapshot() != before
        hub.return_to(kept)
        assert (hub.snapshot(), hub.time(), hub.requests) == (before, time, [])
        assert program.see("GET", "") == 200
