"""File one hostile issue, and hold whatever the bot then writes."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from bot.config import branch_name
from bot.submission.review import Accepted, Duplicate, Ignored, Rejected, Review
from localhub.records import Request
from localhub.views import Snapshot
from tests.behaviour.hostile.actions import commands, message_of, variables
from tests.behaviour.hostile.cases import Case, judge
from tests.behaviour.hostile.site import FOREIGN, Run, Site
from tests.behaviour.hostile.witness import acted_on_in, refused, render_file
from tests.behaviour.hostile.written import (
    Written,
    check_accepted,
    check_duplicate,
    check_rejected,
    check_update,
)
from tests.ours import parse_catalog

WORDS = {Accepted: "accepted", Rejected: "rejected", Duplicate: "duplicate", Ignored: "ignored"}


# The hub alone, and git by a commit's name: no host or word of an issue's gets that far.
REACHED = {
    "socket.getaddrinfo: 127.0.0.1",
    "socket.connect: 127.0.0.1",
    "git -C HERE cat-file blob HEAD:.github/paper-bot.yml",
    "git -C HERE cat-file blob SHA:papers.json",
    "git -C HERE cat-file blob SHA:README.md",
    "git -C HERE ls-tree -r -z --full-tree --name-only HEAD .github/paper-bot",
    "git -C HERE ls-tree -r -z --full-tree SHA"
    " papers.json README.md stages.json news.json CITATION.cff papers .github/ISSUE_TEMPLATE",
}


REPOSITORY = "/repos/octo-list/papers"


def check(case: Case, site: Site) -> None:
    """File an issue, let the bot answer it twice, and check all that is there afterwards."""
    review = judge(case, site.catalog, site.issue, dt.datetime.now(dt.UTC).date())
    site.file(case)
    before = site.hub.snapshot()
    run = site.run()
    assert run.code == 0, run.log
    assert run.seconds < case.seconds
    written, after = site.written(), site.hub.snapshot()
    check_written(written, review, site)
    assert_absent(case, written, run)
    assert_nothing_told_to_the_runner(run)
    assert_outputs(run, WORDS[type(review)], site.issue)
    assert run.reached <= REACHED, run.reached - REACHED
    assert_own_requests(run.requests, site)
    assert_all_else_stays(before, after, site)
    assert_list_grows_by_one(review, site)
    again = site.run()
    assert {request.method for request in again.requests} <= {"GET"}
    assert site.hub.snapshot() == after


def check_written(written: Written, review: Review, site: Site) -> None:
    """Check every text that was written, as GitHub would show it."""
    pull = f"#{site.issue + 1}"
    list_url = f"{site.hub.server_url}/{site.hub.full_name}#papers"
    match review:
        case Accepted(paper):
            check_accepted(written, paper, site.issue, pull)
        case Rejected():
            check_rejected(written, review)
        case Duplicate(was, _, None):
            check_duplicate(written, was, list_url)
        case Duplicate(was, _, update):
            assert update is not None
            check_update(written, was, update, list_url, site.issue, pull)
        case Ignored():
            assert list(written.texts()) == []


def assert_absent(case: Case, written: Written, run: Run) -> None:
    """Assert that what must not be there is in no text, and no shell has run a word of it."""
    for text in case.absent:
        for place in (*written.texts(), run.log, run.output, run.summary):
            assert text not in place
    assert run.made == [*FOREIGN, "run"], "a file that no step should make"


def assert_nothing_told_to_the_runner(run: Run) -> None:
    """Assert that the log holds no command but the bot's own annotation, all in one line."""
    found = commands(run.log)
    assert all(re.match("::(?:notice|error) title=paper-bot::", each) for each in found), found
    assert len(found) == 1
    assert commands(message_of(found[0])) == []
    assert len(run.log.splitlines()) == len(run.log.split("\n")) - 1, "a line end of another kind"
    assert run.log.replace("\n", "").isprintable()


def assert_outputs(run: Run, verdict: str, issue: int) -> None:
    """Assert that later steps get the fixed keys, words and numbers, and nothing else."""
    assert run.foreign == dict.fromkeys(run.foreign, "")
    values = variables(run.output)
    several = {"issues", "pull-requests", "verdicts"}
    assert values.keys() == {"verdict", "issue", "pull-request", "changes", *several}
    assert values["verdict"] == verdict
    assert values["issue"] == str(issue)
    assert values["pull-request"] in ("", str(issue + 1))
    assert values["changes"].isdecimal()
    assert json.loads(values["issues"]) == [issue]
    assert json.loads(values["pull-requests"]) in ([], [issue + 1])
    assert json.loads(values["verdicts"]) == {str(issue): verdict}
    page = render_file(run.summary)
    assert refused(page) == []
    assert acted_on_in(page) == []
    assert page.links() == page.images() == []
    assert [len(table) for table in page.tables()] == [2]


def assert_own_requests(requests: list[Request], site: Site) -> None:
    """Assert that each write is to the issue's own branch, pull request, comment and labels."""
    issue, pull = site.issue, site.issue + 1
    comments = {comment.id for comment in site.hub.comments(issue) if comment.author != "stranger"}
    for request in requests:
        assert request.actor == "github-actions[bot]"
        if request.method != "GET":
            body = json.loads(request.body or b"{}")
            assert request.status in (200, 201), request
            assert is_own(request, body, issue, pull, comments), request


def is_own(request: Request, body: Any, issue: int, pull: int, comments: set[int]) -> bool:
    """Whether a write is to something that is the bot's own for an issue."""
    branch, path = branch_name(issue), request.path.removeprefix(REPOSITORY)
    labels = {"add-new-paper", "needs-changes", "duplicate"}
    allowed: dict[tuple[str, str], Callable[[], bool]] = {
        ("POST", "/git/blobs"): lambda: True,
        ("POST", "/git/trees"): lambda: all(
            (each["mode"], each["type"]) == ("100644", "blob") and is_own_path(each["path"])
            for each in body["tree"]
        ),
        ("POST", "/git/commits"): lambda: True,
        ("POST", "/git/refs"): lambda: body["ref"] == f"refs/heads/{branch}",
        ("POST", "/pulls"): lambda: (body["head"], body["base"]) == (branch, "main"),
        ("PATCH", f"/pulls/{pull}"): lambda: set(body) == {"body"},  # its marker notes the comment
        ("POST", f"/issues/{issue}/labels"): lambda: set(body) <= labels,
        ("POST", f"/issues/{pull}/labels"): lambda: set(body) <= labels,
        ("POST", f"/issues/{issue}/comments"): lambda: len(comments) == 1,
    }
    return allowed.get((request.method, path), lambda: False)()


def is_own_path(path: str) -> bool:
    return (
        re.fullmatch(r"papers\.json|README\.md|papers/heads\.md|papers/\w+-\w+\.svg", path)
        is not None
    )


def assert_all_else_stays(before: Snapshot, after: Snapshot, site: Site) -> None:
    """Assert that nobody else's branch, issue, pull request, comment or label has changed."""
    issue, pull = site.issue, site.issue + 1
    own_refs = {f"refs/heads/{branch_name(issue)}", f"refs/pull/{pull}/head"}
    assert {name: sha for name, sha in after.refs.items() if name not in own_refs} == before.refs
    theirs = [each for each in before.issues if each.number != issue]
    assert [each for each in after.issues if each.number not in (issue, pull)] == theirs
    (was,) = [each for each in before.issues if each.number == issue]
    (now,) = [each for each in after.issues if each.number == issue]
    assert (now.title, now.body, now.state, now.locked) == (was.title, was.body, "open", False)
    assert set(after.comments) >= set(before.comments)
    assert len(after.comments) - len(before.comments) <= 1
    assert {label[0] for label in after.labels} <= {"add-new-paper", "needs-changes", "duplicate"}


def assert_list_grows_by_one(review: Review, site: Site) -> None:
    """Assert that the branch changes the list in one record, and what is generated from it."""
    hub, branch = site.hub, branch_name(site.issue)
    if branch not in hub.branches():
        assert not isinstance(review, Accepted)
        return
    (commit, *_), base = hub.log(branch), hub.branches()["main"]
    assert commit.parents == (base,)
    changed = re.findall(r"(?m)^diff --git a/(\S+) b/(\S+)$", hub.diff("main", branch))
    paths = {path for pair in changed for path in pair}
    assert "papers.json" in paths
    assert all(map(is_own_path, paths))
    before, after = hub.read("main", "papers.json"), hub.read(branch, "papers.json")
    assert before
    assert after
    if isinstance(review, Accepted):
        kept = before.removesuffix("\n]\n")
        assert after.startswith(f"{kept},\n  {{\n")
        (added,) = json.loads(after)[len(json.loads(before)) :]
        assert added == review.paper.record()
    elif isinstance(review, Duplicate):
        pairs = zip(parse_catalog(before).papers, parse_catalog(after).papers, strict=True)
        assert [new for old, new in pairs if old != new] == [review.update]
    assert json.loads(after, parse_constant=pytest.fail)
