"""What a paper starts on GitHub: the bot's own runs, and none that waits for a person."""

from __future__ import annotations

import pytest
import requests

from tests.conftest import Bench
from tests.papers import another, open_pull
from tests.tiers import chosen
from tests.triggers import Happened, started

BOT = ["paper-bot.yml"]
CODE = ["ci.yml", "codeql.yml"]


def changed(bench: Bench, pull: int) -> tuple[str, ...]:
    """Return the files that a pull request changes, as GitHub shows them."""
    answer = requests.get(
        f"{bench.hub.api_url}/repos/{bench.hub.full_name}/pulls/{pull}/files?per_page=100",
        headers={"Authorization": f"Bearer {bench.hub.bot_token}"},
        timeout=20,
    )
    return tuple(file["filename"] for file in answer.json())


@pytest.mark.parametrize("count", chosen([3, 10], 3))
def test_merges_in_a_row_leave_no_run_that_waits_for_approval(bench: Bench, count: int) -> None:
    opened = [open_pull(bench, another(n), author=f"author-{n}") for n in range(count)]
    waiting, own = [], 0
    for _, pull in opened:
        waiting += started(
            Happened("pull_request", "opened", paths=changed(bench, pull), by_token=True)
        )
    while opened:
        _, pull = opened.pop(0)
        paths = changed(bench, pull)
        bench.hub.merge_pull(pull)
        own += len(started(Happened("pull_request", "closed", paths=paths)))
        assert started(Happened("push", paths=paths)) == BOT
        bench.run(name="push", action=None)
        for _, other in opened:  # rebuilt on top of what was merged
            waiting += started(
                Happened("pull_request", "synchronize", paths=changed(bench, other), by_token=True)
            )
    assert (waiting, own) == ([], count)
    assert [pull.state for pull in bench.hub.pulls()] == ["closed"] * count


@pytest.mark.parametrize(
    ("event", "workflows"),
    [
        (Happened("pull_request", "opened", paths=("papers.json",), by_token=True), []),
        (Happened("pull_request", "reopened", paths=("README.md",), by_token=True), []),
        (Happened("pull_request", "synchronize", paths=("papers/2024-01.md",)), []),
        (Happened("pull_request", "closed", paths=("papers.json",), by_token=True), []),
        (Happened("pull_request", "closed", paths=("papers.json",)), BOT),
        (Happened("pull_request", "closed", paths=("papers.json",), conflicts=True), []),
        (Happened("pull_request", "opened", paths=("papers.json", "bot/commands/cli.py")), CODE),
        (Happened("pull_request", "opened", branch="trunk", paths=("bot/commands/cli.py",)), CODE),
        (Happened("push", branch="trunk", paths=("papers.json",)), BOT),
        (Happened("push", branch="paper-bot/issue-7", paths=("papers.json",)), BOT),
        (Happened("push", branch="paper-bot/issue-7", paths=("papers.json",), by_token=True), []),
        (Happened("push", paths=("templates/README.md.j2",)), [*CODE, *BOT]),
        (Happened("push", paths=("SECURITY.md",)), [*CODE, *BOT]),
        (Happened("issues", "opened"), BOT),
        (Happened("issues", "labeled", by_token=True), []),
        (Happened("issues", "assigned"), []),
        (Happened("schedule"), ["codeql.yml", "paper-bot-schedule.yml"]),
        (Happened("workflow_dispatch"), ["ci.yml", *BOT]),
    ],
)
def test_an_event_starts_these_workflows(event: Happened, workflows: list[str]) -> None:
    assert started(event) == workflows


def test_what_an_event_in_conflict_does_not_start_is_made_good_by_the_next_sweep(
    bench: Bench,
) -> None:
    """GitHub starts no run for a pull request in conflict, not even when it is closed."""
    issue, pull = open_pull(bench)
    bench.hub.close_pull(pull)
    assert started(Happened("pull_request", "closed", conflicts=True)) == []

    bench.run(name="schedule", action=None)

    assert f"closed #{pull} without merging" in bench.comment(issue)
