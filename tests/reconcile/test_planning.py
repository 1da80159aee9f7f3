"""Plans as values: what is missing between desired and actual state."""

from __future__ import annotations

import dataclasses
from typing import Any, get_args

import pygit2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import branch_name, issue_of_branch
from bot.errors import BrokenState
from bot.fields.reading import Link
from bot.messages import blocks, markers
from bot.messages.markers import PULL_REFERENCE, Memory, fill_pull
from bot.messages.verdicts import Verdict
from bot.outputs.files import blob_sha
from bot.reconcile.changes import _WORDS, Change, CommitFiles, DeleteComment, EditPull, WriteComment
from bot.reconcile.planning import Plan, make_blocked_plan, make_plan
from bot.reconcile.safety import raise_if_unsafe
from bot.reconcile.states import (
    ActualBranch,
    ActualComment,
    ActualPull,
    ActualState,
    DesiredBranch,
    DesiredPull,
    DesiredState,
    Tip,
)
from tests.conftest import PAPERS
from tests.ours import OURS, changed, parse_catalog

NOTHING = ActualState(None, None, None, frozenset(), locked=False)
BLOCK = blocks.block(Memory(), "Closes #7")


def desired() -> DesiredState:
    """Return the desired state of issue 7, whose paper is not listed yet."""
    catalog = parse_catalog(PAPERS)
    paper = changed(catalog.papers[0], title="Another", issue=7)
    files = {"papers.json": catalog.with_paper(paper).text, "README.md": "# List\n"}
    branch = DesiredBranch(
        files, "Add paper from issue 7\n", Tip("b" * 40, "t" * 40), PAPERS, "papers.json"
    )
    pull = DesiredPull("Add paper: Another", BLOCK, "main")
    marker = markers.write(Memory(Verdict.ACCEPTED, pull=PULL_REFERENCE))
    comment = f"{marker}\n{PULL_REFERENCE} adds it.\n"
    return DesiredState(Verdict.ACCEPTED, comment, branch, pull)


def settled() -> ActualState:
    """Return the actual state once all of `desired` is there."""
    wanted = desired()
    assert wanted.branch
    assert wanted.pull
    blobs = {path: blob_sha(text or "") for path, text in wanted.branch.files.items()}
    title = blocks.title_digest(wanted.pull.title)
    body = blocks.remember(wanted.pull.block, title=title, commented=True) + "\n"
    comment = fill_pull(wanted.comment, 8)
    return ActualState(
        ActualBranch(Tip("c" * 40, "u" * 40), "b" * 40, blobs, "c" * 40, digest=""),
        ActualPull(8, wanted.pull.title, body, frozenset({"add-new-paper"})),
        ActualComment(1, comment, Memory(Verdict.ACCEPTED, pull=8)),
        frozenset({"add-new-paper"}),
        locked=False,
    )


def test_a_settled_state_needs_no_change() -> None:
    assert make_plan(7, desired(), settled()) == Plan(7, Verdict.ACCEPTED, (), 8)


def test_an_empty_repository_needs_everything_in_this_order() -> None:
    plan = make_plan(7, desired(), NOTHING)

    assert plan.describe() == (
        "issue 7: accepted: create branch paper-bot/issue-7; "
        "open pull request paper-bot/issue-7 -> main; label the pull request add-new-paper; "
        "label issue 7 add-new-paper; post a comment on issue 7; "
        "note the comment on the pull request"
    )


def test_every_change_can_be_said_in_a_line() -> None:
    assert {*get_args(Change)} == {*_WORDS}


def test_line_ends_of_the_web_editor_are_no_change() -> None:
    actual = settled()
    assert actual.pull
    crlf = dataclasses.replace(actual.pull, body=actual.pull.body.replace("\n", "\r\n"))

    assert make_plan(7, desired(), dataclasses.replace(actual, pull=crlf)).changes == ()


def test_a_block_that_a_maintainer_removed_is_not_put_back() -> None:
    actual = settled()
    assert actual.pull
    bare = dataclasses.replace(actual.pull, body="My own words.", title="Mine")

    assert make_plan(7, desired(), dataclasses.replace(actual, pull=bare)).changes == ()


def test_only_the_block_of_a_body_is_rewritten() -> None:
    actual = settled()
    assert actual.pull
    around = f"Before\n{actual.pull.body.replace('#7', '#9')}After"
    edited = dataclasses.replace(actual.pull, body=around)

    (change,) = make_plan(7, desired(), dataclasses.replace(actual, pull=edited)).changes
    assert isinstance(change, EditPull)
    assert change.body == f"Before\n{actual.pull.body}After"


def test_a_changed_comment_is_edited_in_place() -> None:
    actual = dataclasses.replace(
        settled(), comment=ActualComment(5, "old", Memory(Verdict.ACCEPTED))
    )

    (change,) = make_plan(7, desired(), actual).changes
    assert isinstance(change, WriteComment)
    assert change.id == 5


def test_what_is_in_the_way_is_said_and_nothing_else_is_changed() -> None:
    rejected = Memory(Verdict.REJECTED, "0123456789abcdef")
    labels = frozenset({"needs-changes"})
    actual = dataclasses.replace(
        settled(), comment=ActualComment(5, "old", rejected, later=(6,)), labels=labels
    )

    plan = make_blocked_plan(7, "A rule.", actual)

    changes = (WriteComment(7, 5, "A rule."), DeleteComment(6))
    assert plan == Plan(7, Verdict.BLOCKED, changes, 8)
    locked = dataclasses.replace(actual, locked=True)
    assert make_blocked_plan(7, "A rule.", locked).changes == ()


def unsafe(files: dict[str, str]) -> DesiredState:
    wanted = desired()
    assert wanted.branch
    return dataclasses.replace(wanted, branch=dataclasses.replace(wanted.branch, files=files))


def two_papers_more() -> str:
    catalog = parse_catalog(PAPERS)
    first = changed(catalog.papers[0], issue=6, title="One")
    second = changed(catalog.papers[0], issue=7, title="Two")
    return catalog.with_paper(first).with_paper(second).text


def with_another_kept() -> str:
    """Return the list with a paper more, and one that was there changed on the way."""
    catalog = parse_catalog(PAPERS)
    other = catalog.with_changed({0: changed(catalog.papers[0], title="Changed")})
    return other.with_paper(changed(catalog.papers[0], issue=7, title="Two")).text


def completed(**changes: Any) -> str:
    """Return the list with its paper changed in one way."""
    catalog = parse_catalog(PAPERS)
    return catalog.with_changed({0: changed(catalog.papers[0], **changes)}).text


LINK = Link("Code", "Code", "https://github.com/octo/list")
ALL_OF_IT = parse_catalog(PAPERS).papers[0]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"papers.json": with_another_kept()}, "not one paper more"),
        ({"papers.json": completed(links=())}, "not one paper more"),
        ({"papers.json": completed(links=(LINK,))}, "not one paper more"),
        ({"papers.json": completed(date=None)}, "not one paper more"),
        ({"papers.json": completed(issue=5)}, "not one paper more"),
        ({"papers.json": completed(authors=("A. Head",))}, "not one paper more"),
        ({"papers.json": completed(more_authors=True)}, "not one paper more"),
        ({"papers.json": completed(extra={"note": "mine"})}, "not one paper more"),
        ({"papers.json": PAPERS, "README.md": "", "setup.py": ""}, "it touches other files"),
        ({"papers.json": "[]\n"}, "not one paper more"),
        ({"papers.json": PAPERS}, "not one paper more"),
        ({"papers.json": two_papers_more()}, "not one paper more"),
    ],
    ids=[
        *("another changed", "link lost", "link replaced", "date lost"),
        *("issue changed", "authors named", "more authors", "field added"),
        *("another file", "list emptied", "nothing added", "two added"),
    ],
)
def test_a_plan_that_a_submission_cannot_explain_is_refused(
    files: dict[str, str], reason: str
) -> None:
    wanted = unsafe(files)
    plan = make_plan(7, wanted, NOTHING)

    with pytest.raises(BrokenState, match=reason):
        raise_if_unsafe(plan, wanted, OURS)


@pytest.mark.parametrize(
    "text",
    [completed(venue="ICLR"), completed(links=(*ALL_OF_IT.links, LINK))],
    ids=["venue", "link more"],
)
def test_a_plan_that_completes_one_listed_paper_is_safe(text: str) -> None:
    wanted = unsafe({"papers.json": text})

    raise_if_unsafe(make_plan(7, wanted, NOTHING), wanted, OURS)


def test_a_plan_for_one_paper_is_safe() -> None:
    wanted = desired()
    plan = make_plan(7, wanted, NOTHING)

    raise_if_unsafe(plan, wanted, OURS)
    assert isinstance(plan.changes[0], CommitFiles)


@given(st.integers(min_value=1, max_value=10**9 - 1))
def test_a_branch_names_its_issue(number: int) -> None:
    assert issue_of_branch(branch_name(number)) == number


@pytest.mark.parametrize("name", ["main", "paper-bot/issue-", "paper-bot/refresh", "x/issue-3"])
def test_other_branches_name_no_issue(name: str) -> None:
    assert issue_of_branch(name) is None


@given(st.text())
def test_blob_names_are_those_of_git(text: str) -> None:
    content = text.encode("utf-8", "replace")

    assert blob_sha(content.decode()) == str(pygit2.hash(content))
