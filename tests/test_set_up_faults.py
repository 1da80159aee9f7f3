"""What a setting of the repository keeps the bot from is said where people look."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errors import NotPermitted
from bot.planning import branch_name
from tests.conftest import Bench
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
