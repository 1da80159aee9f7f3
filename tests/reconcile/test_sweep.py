"""The sweep: what it costs, whom it takes up first, what it says."""

from __future__ import annotations

import random
from collections import Counter
from typing import Literal

import pytest

from bot.config import branch_name
from localhub import LocalHub
from tests.conftest import PAPERS, Bench
from tests.ours import parse_catalog, renderer
from tests.papers import TEMPLATE, WITHOUT_TASKS, another, assert_settled, open_pull
from tests.tiers import chosen, thorough

WRITES = {"POST", "PATCH", "PUT", "DELETE"}
SETTLED = ("accepted", "rejected", "mixed")


def written(hub: LocalHub) -> int:
    """Return the number of writes among the requests."""
    return sum(request.method in WRITES for request in hub.requests)


def file_and_settle(bench: Bench, bodies: list[str]) -> None:
    """File issues by as many authors and sweep until nothing is left to write."""
    for number, body in enumerate(bodies):
        bench.hub.open_issue("Add new paper:", body, author=f"author-{number}")
    while any(outcome.applied for outcome in bench.run(None, "schedule", None)):
        pass


@pytest.mark.parametrize(
    ("settled", "count"),
    chosen(
        [("rejected", 20), *((each, 150) for each in SETTLED)],
        ("rejected", 20),
        then=[("mixed", 150)],
    ),
)
def test_settled_issues_cost_ten_requests_at_most_and_no_write(
    bench: Bench, settled: str, count: int, capsys: pytest.CaptureFixture[str]
) -> None:
    bodies = [another(n) for n in range(count)]
    if settled != "accepted":
        wrong = [body.replace("- Tasks:", "- Nothing:") for body in bodies]
        bodies = wrong if settled == "rejected" else bodies[:140] + wrong[140:]
    file_and_settle(bench, bodies)
    before = bench.hub.snapshot()
    bench.hub.clear_requests()

    outcomes = bench.run(None, "schedule", None)

    assert len(outcomes) == count
    assert len(bench.hub.requests) <= 10
    assert written(bench.hub) == 0
    assert bench.hub.snapshot() == before
    with capsys.disabled():
        print(f"\n{count} settled ({settled}): {len(bench.hub.requests)} requests")  # noqa: T201


def test_the_rebuild_of_one_pull_request_takes_six_requests(bench: Bench) -> None:
    issue, _ = open_pull(bench)
    other, pull = open_pull(bench, another(1), author="bob")
    bench.hub.merge_pull(pull)
    bench.run(pull, "pull_request", "closed")
    bench.hub.clear_requests()

    (outcome,) = bench.run(issue)

    assert outcome.applied == 1
    assert len(bench.hub.requests) == 6
    assert_settled(bench, issue, other)


def test_a_push_rebuilds_every_open_pull_request_at_six_requests_each(bench: Bench) -> None:
    pulls = [open_pull(bench, another(n), author=f"author-{n}")[1] for n in range(8)]
    bench.hub.merge_pull(pulls[0])
    bench.hub.clear_requests()

    bench.run(None, "push", None)

    writes_of_endings = 1  # the comment that says that the first is listed
    assert written(bench.hub) == 3 * 7 + writes_of_endings
    assert len(bench.hub.requests) <= 6 * 7 + 5 + 5


@pytest.mark.parametrize("method", ["merge", "squash", "rebase"])
@pytest.mark.parametrize(
    ("count", "seed"),
    chosen([(4, 0), *((10, seed) for seed in range(5))], (4, 0), then=[(10, 0)]),
)
def test_open_pull_requests_merge_in_any_order_without_a_hand(
    bench: Bench,
    method: Literal["merge", "squash", "rebase"],
    count: int,
    seed: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where GitHub cannot rebase what was rebuilt by a merge commit, it offers to squash it."""
    pulls = [open_pull(bench, another(n), author=f"author-{n}")[1] for n in range(count)]
    random.Random(seed).shuffle(pulls)  # noqa: S311 - an order, not a secret
    bench.hub.clear_requests()

    rebased = 0
    for pull in pulls:
        view = bench.hub.pull(pull)
        assert view.mergeable is True
        can = method != "rebase" or view.rebaseable is True
        rebased += method == "rebase" and can
        bench.hub.merge_pull(pull, method=method if can else "squash")
        bench.run(None, "push", None)

    papers = parse_catalog(bench.hub.read("main", "papers.json") or "")
    assert sorted(paper.issue or 0 for paper in papers.papers) == [0, *range(1, 2 * count, 2)]
    assert (bench.hub.read("main", "papers.json") or "").startswith(PAPERS.removesuffix("\n]\n"))
    assert bench.hub.read("main", "README.md") == renderer().files(papers)["README.md"]
    assert not any(pull.state == "open" for pull in bench.hub.pulls())
    assert rebased == (1 if method == "rebase" else 0)
    with capsys.disabled():
        requests = len(bench.hub.requests)
        print(f"\n{count} merged by {method}, seed {seed}: {requests} requests")  # noqa: T201


def test_a_flood_by_one_account_keeps_nobody_else_waiting_and_nothing_is_lost(
    bench: Bench,
) -> None:
    flood = [bench.hub.open_issue("Add new paper:", another(n), author="flood") for n in range(10)]
    other = bench.hub.open_issue("Add new paper:", another(99), author="bob")

    outcomes = bench.run(None, "schedule", None)

    verdicts = {outcome.plan.issue: outcome.plan.verdict for outcome in outcomes}
    assert verdicts[other] == "accepted"
    assert Counter(verdicts[issue] for issue in flood) == {"accepted": 5, "waiting": 5}
    bench.run(None, "schedule", None)
    bench.run(None, "schedule", None)
    assert sorted(bench.hub.branches()) == sorted(["main", *map(branch_name, [*flood, other])])
    assert_settled(bench)


@thorough
def test_a_run_takes_up_forty_new_issues_and_the_rest_in_the_next(bench: Bench) -> None:
    for number in range(45):
        bench.hub.open_issue("Add new paper:", another(number), author=f"author-{number}")

    first = Counter(outcome.plan.verdict for outcome in bench.run(None, "schedule", None))
    second = Counter(outcome.plan.verdict for outcome in bench.run(None, "schedule", None))

    assert first == {"accepted": 40, "waiting": 5}
    assert second == {"accepted": 45}


@thorough
def test_a_run_rebuilds_thirty_pull_requests_oldest_first(bench: Bench) -> None:
    file_and_settle(bench, [another(number) for number in range(33)])
    bench.hub.merge_pull(bench.hub.pulls()[0].number)

    outcomes = bench.run(None, "push", None)

    waiting = [outcome.plan.issue for outcome in outcomes if outcome.plan.verdict == "waiting"]
    assert waiting == [1, 32, 33]
    bench.run(None, "push", None)
    assert all(pull.mergeable for pull in bench.hub.pulls() if pull.state == "open")
    assert_settled(bench)


def test_the_step_summary_says_what_was_done_and_what_waits_for_whom(bench: Bench) -> None:
    accepted = bench.hub.open_issue("Add new paper:", TEMPLATE, author="ada")
    wrong = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS.replace("5%", "4%"), author="bob")
    flood = [bench.hub.open_issue("Add new paper:", another(n), author="eve") for n in range(6)]
    settings = bench.settings("schedule", None)

    bench.answer(settings)

    assert settings.step_summary
    lines = settings.step_summary.read_text("utf-8").splitlines()
    assert "| issue | verdict | changes | pull request | waits for |" in lines
    assert f"| {accepted} | accepted | 6 | 9 | a maintainer |" in lines
    assert f"| {wrong} | rejected | 2 |  | the contributor |" in lines
    assert f"| {flood[-1]} | waiting | 0 |  | the next run |" in lines
    assert lines[-1] == lines[4 + 7]


def test_a_broken_list_stops_the_sweep_once_and_recovers_by_itself(bench: Bench) -> None:
    from bot.catalog.catalog import BrokenCatalog

    issue, _ = open_pull(bench)
    bench.hub.open_issue("Add new paper:", another(1), author="bob")
    bench.hub.commit_files("main", {"papers.json": "[\n  {,\n]\n"}, "Break it")
    tip = bench.hub.branches()[branch_name(issue)]
    bench.hub.clear_requests()

    with pytest.raises(BrokenCatalog, match="line 2, column 4"):
        bench.run(None, "schedule", None)
    assert bench.hub.branches()[branch_name(issue)] == tip
    assert written(bench.hub) == 0

    bench.hub.commit_files("main", {"papers.json": PAPERS}, "Mend it")
    bench.run(None, "push", None)
    assert len([pull for pull in bench.hub.pulls() if pull.state == "open"]) == 2
    assert_settled(bench)
