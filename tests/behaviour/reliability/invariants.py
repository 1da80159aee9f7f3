"""What must hold after every run, whatever happened before: the invariants by their numbers.

They are read from what the hub holds and from the log of requests, without the bot's own
planning; only the rendering of README.md is the bot's.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from typing import Any

from localhub import LocalHub
from localhub.records import Request
from localhub.views import PullView
from tests.behaviour.reliability.harness import BOT_BRANCH, BOT_LOGIN, FILES, RENDERER, writes
from tests.ours import parse_catalog

OWN_LABELS = {"add-new-paper", "needs-changes", "duplicate", "bot-retry"}
_CLOSING = re.compile(r"(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):? #(\d+)", re.IGNORECASE)
_ARXIV = re.compile(r"arxiv\.org/\w+/(\d{4}\.\d{4,5})")
_CHANGED = re.compile(r"^diff --git a/(\S+) b/(\S+)$", re.MULTILINE)


def assert_invariants(hub: LocalHub) -> None:
    """Assert I1 to I4, and I6 and I11 for what was asked since the log was cleared."""
    for number in _submissions(hub):
        _assert_one_of_each(hub, number)
    assert_list(hub.read("main", "papers.json"), "main")
    for branch in hub.branches():
        if BOT_BRANCH.fullmatch(branch):
            assert_branch(hub, branch)
        else:
            assert not branch.startswith("paper-bot/"), f"I1: a branch named {branch}"
    for pull in hub.pulls():
        if pull.author == BOT_LOGIN and pull.state == "open":
            assert_pull(hub, pull)
    for request in writes(hub.requests):
        if 200 <= request.done < 300:
            assert_own(hub, request)


def _submissions(hub: LocalHub) -> Iterable[int]:
    pulls = {pull.number for pull in hub.pulls()}
    return [issue.number for issue in hub.snapshot().issues if issue.number not in pulls]


def _assert_one_of_each(hub: LocalHub, number: int) -> None:
    branch = f"paper-bot/issue-{number}"
    opened = [pull for pull in hub.pulls() if pull.head == branch and pull.state == "open"]
    assert len(opened) <= 1, f"I1: issue {number} has several open pull requests"
    own = [comment for comment in hub.comments(number) if comment.author == BOT_LOGIN]
    assert len(own) <= 1, f"I1: issue {number} has several comments of the bot's"


def assert_list(text: str | None, where: str) -> list[str]:
    """Assert I2 for one papers.json, and return the text of each record."""
    assert text is not None, f"I2: {where} has no papers.json"

    def refuse(constant: str) -> None:
        raise AssertionError(f"I2: {constant} in papers.json on {where}")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs), f"I2: a key twice in papers.json on {where}"
        return dict(pairs)

    records = json.loads(text, parse_constant=refuse, object_pairs_hook=once)
    keys = Counter(key for record in records for key in _keys(record))
    twice = [key for key, times in keys.items() if times > 1]
    assert not twice, f"I2: {twice} more than once in papers.json on {where}"
    return _texts(text)


def _keys(record: dict[str, Any]) -> set[str]:
    """Return what tells a paper from any other: title, arXiv's number, issue."""
    addresses = json.dumps([link["url"] for link in record.get("links", [])])
    numbers = {f"arXiv {number}" for number in _ARXIV.findall(addresses)}
    issue = {f"issue {record['issue']}"} if record.get("issue") else set()
    return {record["title"].casefold(), *numbers, *issue}


def _texts(text: str) -> list[str]:
    """Cut the list into the text of each record, byte for byte."""
    decoder, texts, at = json.JSONDecoder(), [], text.index("[") + 1
    while (start := text.find("{", at)) >= 0:
        _, at = decoder.raw_decode(text, start)
        texts.append(text[start:at])
    return texts


def assert_branch(hub: LocalHub, branch: str, of_people: AbstractSet[str] = frozenset()) -> None:
    """Assert I2 to I4 for the files of one branch of the bot's, but those that people added."""
    papers = hub.read(branch, "papers.json")
    fork = _fork(hub, branch)
    after, before = assert_list(papers, branch), _texts(hub.read(fork, "papers.json") or "[]")
    changed, number = replaced(before, after), branch.rpartition("-")[2]
    assert len(changed) <= 1, f"I2: {branch} changes {len(changed)} records"
    if len(after) > len(before):
        (added,) = changed
        assert json.loads(added).get("issue") == int(number), f"I4: {branch} adds {added}"
    readme = RENDERER.files(parse_catalog(papers or "[]"))["README.md"]
    assert hub.read(branch, "README.md") == readme, f"I3: README.md on {branch} is stale"
    files = {path for pair in _CHANGED.findall(hub.diff(fork, branch)) for path in pair}
    assert files <= FILES.keys() | of_people, f"I4: {branch} touches {files}"


def replaced(before: list[str], after: list[str]) -> list[str]:
    """Return the records that were added or changed; none may be gone or out of its place."""
    assert len(after) in (len(before), len(before) + 1), "I2: records are lost, or too many"
    return [
        text for index, text in enumerate(after) if index >= len(before) or text != before[index]
    ]


def _fork(hub: LocalHub, branch: str) -> str:
    """Return the last commit of the default branch that a branch holds."""
    held = {commit.sha for commit in hub.log(branch)}
    return next(commit.sha for commit in hub.log("main") if commit.sha in held)


def assert_pull(hub: LocalHub, pull: PullView) -> None:
    named = BOT_BRANCH.fullmatch(pull.head)
    assert named, f"I11: pull request {pull.number} is from {pull.head}"
    assert pull.head in hub.branches(), f"I4: pull request {pull.number} has no branch"
    closed = _CLOSING.findall(pull.body or "")
    assert closed == ([named[1]] if named[1] else []), f"I4: pull {pull.number} closes {closed}"


def assert_own(hub: LocalHub, request: Request) -> None:
    """Assert I6 and I11: the bot writes to what is its own, adds labels, and forces nothing."""
    line = f"{request.method} {request.path.removeprefix(f'/repos/{hub.full_name}')}"
    body = json.loads(request.body or b"{}")
    rules = ((re.fullmatch(pattern, line), rule) for pattern, rule in _OWN)
    allowed = any(rule(hub, found, body) for found, rule in rules if found)
    assert allowed, f"I6, I11: {line} {request.body!r}"


def _is_own_branch(name: str) -> bool:
    return BOT_BRANCH.fullmatch(name.removeprefix("refs/heads/")) is not None


def _is_own_pull(hub: LocalHub, number: str) -> bool:
    return (int(number), BOT_LOGIN) in {(pull.number, pull.author) for pull in hub.pulls()}


def _is_own_comment(hub: LocalHub, number: str) -> bool:
    """Whether a comment is the bot's, or gone by now."""
    issues = hub.snapshot().issues
    comments = [comment for issue in issues for comment in hub.comments(issue.number)]
    return all(c.author == BOT_LOGIN for c in comments if c.id == int(number))


def _labels(body: Any) -> set[str]:
    return set(body["labels"] if isinstance(body, dict) else body)


_OWN: tuple[tuple[str, Callable[[LocalHub, re.Match[str], Any], bool]], ...] = (
    (r"POST /git/(?:blobs|trees|commits)", lambda _hub, _found, _body: True),
    (r"POST /git/refs", lambda _hub, _found, body: _is_own_branch(body["ref"])),
    (r"DELETE /git/refs/heads/(.+)", lambda _hub, found, _body: _is_own_branch(found[1])),
    (
        r"PATCH /git/refs/heads/(.+)",
        lambda _hub, found, body: _is_own_branch(found[1]) and not body.get("force"),
    ),
    (
        r"POST /pulls",
        lambda _hub, _found, body: _is_own_branch(body["head"]) and body["base"] == "main",
    ),
    (r"PATCH /(?:pulls|issues)/(\d+)", lambda hub, found, _body: _is_own_pull(hub, found[1])),
    (
        r"(?:PATCH|DELETE) /issues/comments/(\d+)",
        lambda hub, found, _body: _is_own_comment(hub, found[1]),
    ),
    (r"POST /issues/\d+/comments", lambda _hub, _found, _body: True),
    (r"POST /issues/\d+/labels", lambda _hub, _found, body: _labels(body) <= OWN_LABELS),
    (r"DELETE /issues/\d+/labels/(.+)", lambda _hub, found, _body: found[1] in OWN_LABELS),
    (r"POST /labels", lambda _hub, _found, body: body["name"] in OWN_LABELS),
)
