"""What a setting of the repository keeps the bot from is said where people look."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.config import branch_name
from bot.errors import NotPermitted
from localhub.interference import Answer, Asked
from localhub.refusals import Refusal
from tests.conftest import Bench
from tests.faults import Injected, refused
from tests.papers import TEMPLATE, TITLE, another, assert_settled, open_pull


def blocked(bench: Bench) -> int:
    """File an issue where Actions may not open pull requests, and let the bot try."""
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.settings.actions_may_create_pulls = False
    with pytest.raises(NotPermitted, match="Settings > Actions > General"):
        bench.run(issue, action="opened")
    return issue


def test_a_forbidden_pull_request_is_said_in_the_issue_with_a_link_to_open_it(
    bench: Bench,
) -> None:
    issue = blocked(bench)

    comment = bench.comment(issue)
    assert "Settings > Actions > General > Workflow permissions" in comment
    link = html.unescape(re.findall(r"\]\((http[^)]+)\)", comment)[0])
    span = f"/compare/main...{branch_name(issue)}"
    assert urlsplit(link).path.endswith(span)
    asked = {key: value[0] for key, value in parse_qs(urlsplit(link).query).items()}
    assert asked == {"expand": "1", "title": f"Add paper: {TITLE}", "body": f"Closes #{issue}"}
    assert branch_name(issue) in bench.hub.branches()


def test_a_second_run_says_nothing_new_while_it_is_forbidden(bench: Bench) -> None:
    issue = blocked(bench)
    before = bench.hub.snapshot()

    with pytest.raises(NotPermitted):
        bench.run(issue)
    (outcome,) = bench.run(None, "schedule", None)

    assert isinstance(outcome.fault, NotPermitted)
    assert bench.hub.snapshot() == before


def test_once_it_is_allowed_the_same_comment_links_the_pull_request(bench: Bench) -> None:
    issue = blocked(bench)
    bench.hub.settings.actions_may_create_pulls = True

    bench.run(None, "schedule", None)

    (pull,) = bench.hub.pulls()
    assert pull.labels == bench.hub.issue(issue).labels == ("add-new-paper",)
    assert f"#{pull.number} adds this paper" in bench.comment(issue)
    assert_settled(bench, issue)


def test_a_pull_request_that_a_maintainer_opened_by_hand_is_adopted(bench: Bench) -> None:
    issue = blocked(bench)
    number = bench.hub.open_pull(
        f"Add paper: {TITLE}", f"Closes #{issue}", branch_name(issue), "main"
    )

    bench.run(issue)

    assert f"#{number} adds this paper" in bench.comment(issue)
    assert bench.hub.pull(number).body == f"Closes #{issue}"
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))
    bench.run(issue)
    assert "4% of the heads" in bench.hub.diff("main", branch_name(issue))
    assert_settled(bench, issue)


def test_a_rule_on_the_bots_branches_is_quoted_in_the_issue(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.settings.protected_branches.add("paper-bot/*")

    with pytest.raises(NotPermitted, match="Repository rule violations"):
        bench.run(issue, action="opened")

    comment = bench.comment(issue)
    assert "Repository rule violations found" in comment
    assert "exempt paper-bot/**" in comment
    assert "by hand" not in comment
    bench.hub.settings.protected_branches.clear()
    bench.run(None, "schedule", None)
    assert len(bench.hub.pulls()) == 1
    assert_settled(bench, issue)


def test_a_missing_label_is_made(bench: Bench) -> None:
    issue, number = open_pull(bench)

    assert bench.hub.issue(issue).labels == bench.hub.pull(number).labels == ("add-new-paper",)


def test_a_sweep_says_in_every_issue_what_blocks_it_and_ends_with_that_fault(
    bench: Bench,
) -> None:
    issues = [
        bench.hub.open_issue("Add new paper:", another(n), author=f"author-{n}") for n in range(3)
    ]
    bench.hub.settings.actions_may_create_pulls = False

    outcomes = bench.run(None, "schedule", None)

    assert [type(outcome.fault) for outcome in outcomes] == [NotPermitted] * 3
    assert all("Workflow permissions" in bench.comment(issue) for issue in issues)


# --- refusals that are no setting --------------------------------------------------------------

TOKEN = "ghp_0123456789abcdefghijABCDEFGHIJ012345"


def push_protection(asked: Asked, answer: Callable[[], Answer]) -> Answer:
    """Refuse what holds the token, as GitHub's push protection does."""
    if asked.writes and "/git/" in asked.path and TOKEN.encode() in asked.body:
        return refused(Refusal(409, "Secret detected in content"))(asked, answer)
    return answer()


def test_a_secret_is_told_to_the_contributor_and_mended_by_them(bench: Bench) -> None:
    bench.hub.interference = push_protection
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE.replace("5%", TOKEN))
    other = bench.hub.open_issue("Add new paper:", another(1), author="bob")

    outcomes = bench.run(None, "schedule", None)

    assert [outcome.plan.verdict for outcome in outcomes] == ["rejected", "accepted"]
    assert not any(outcome.fault for outcome in outcomes)
    comment = bench.comment(issue)
    assert "push protection" in comment
    assert "edit this issue" in comment
    assert "exempt" not in comment
    assert TOKEN not in comment
    assert "needs-changes" in bench.hub.issue(issue).labels
    assert_settled(bench, issue, other)

    bench.hub.edit_issue(issue, body=TEMPLATE)
    bench.run(issue)
    assert "adds this paper" in bench.comment(issue)
    assert bench.hub.issue(issue).labels == ("add-new-paper",)
    assert_settled(bench, issue)


def moves_a_branch(asked: Asked) -> bool:
    return asked.writes and "/git/refs" in asked.path


UNSURE = refused(Refusal(422, "Reference update failed"))


def test_a_reference_that_did_not_move_once_is_tried_again(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    bench.hub.edit_issue(issue, body=TEMPLATE.replace("5%", "4%"))
    bench.hub.interference = Injected(UNSURE, times=1, matching=moves_a_branch)

    (outcome,) = bench.run(issue)

    assert outcome.plan.verdict == "accepted"
    assert "4% of the heads" in bench.hub.diff("main", branch_name(issue))
    assert_settled(bench, issue)


def test_a_reference_that_never_moves_is_put_down_to_a_rule(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.interference = Injected(UNSURE, times=None, matching=moves_a_branch)

    with pytest.raises(NotPermitted, match="exempt paper-bot"):
        bench.run(issue, action="opened")

    assert "Reference update failed" in bench.comment(issue)
    bench.hub.interference = None
    bench.run(issue)
    assert "adds this paper" in bench.comment(issue)
    assert_settled(bench, issue)


@pytest.mark.parametrize("status", [403, 409, 422])
def test_a_rule_is_one_whatever_the_status(bench: Bench, status: int) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    rule = refused(Refusal(status, "Repository rule violations found"))
    bench.hub.interference = Injected(rule, times=None, matching=moves_a_branch)

    with pytest.raises(NotPermitted):
        bench.run(issue, action="opened")

    assert "exempt paper-bot/**" in bench.comment(issue)
