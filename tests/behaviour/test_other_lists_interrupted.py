"""Runs for a list whose README is its own: stopped after any write, two at once, said twice."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import branch_name
from bot.errors import Fault
from bot.listing import DESCRIPTION_FILE
from localhub.interference import Asked
from tests.faults import Killed, RunsMeanwhile
from tests.listing.lists import description
from tests.lists_on_hub import PAPERS, ListBench, added, answered, opened
from tests.tiers import chosen, thorough

PAPER, OTHER = PAPERS["long-context"]
MOST_WRITES = 20  # of one run


@pytest.fixture(name="bench")
def _bench(tmp_path: Path) -> Iterator[ListBench]:
    with opened("long-context", tmp_path) as bench:
        yield bench


def _is_write(asked: Asked) -> bool:
    return asked.writes


def _assert_proposed(bench: ListBench, issue: int, readme: str) -> None:
    """Assert that an issue has one pull request, one comment, and its lines on the branch."""
    (pull,) = [each for each in bench.hub.pulls() if each.head == branch_name(issue)]
    assert pull.mergeable
    assert f"#{pull.number}" in bench.comment(issue)
    come = added(readme, bench.readme(branch_name(issue)))
    assert len([line for line in come if not line.startswith("- **[")]) == 2
    assert DESCRIPTION_FILE not in bench.hub.diff("main", branch_name(issue))


@pytest.mark.parametrize("after", chosen([False, True], True), ids=["before", "after"])
def test_a_run_that_dies_at_any_write_is_taken_up_by_the_next(
    bench: ListBench, after: bool
) -> None:
    readme, issue = bench.readme(), bench.file(PAPER)
    begun = bench.hub.keep_moment()
    for at in range(MOST_WRITES):
        bench.hub.return_to(begun)
        death = Killed(at, after, _is_write)
        bench.hub.interference = death
        with contextlib.suppress(Fault):
            bench.run(issue, action="opened")
        bench.hub.interference = None
        bench.run(issue)
        bench.sweep()
        _assert_proposed(bench, issue, readme)
        if death.died is None:
            break
    assert 4 <= at < MOST_WRITES


@thorough
def test_two_runs_at_once_make_one_pull_request_for_each_paper(bench: ListBench) -> None:
    readme, issue, other = bench.readme(), bench.file(PAPER), bench.file(OTHER)
    begun = bench.hub.keep_moment()
    for at in range(MOST_WRITES):
        for second in (issue, other):
            bench.hub.return_to(begun)
            meanwhile = RunsMeanwhile(at, lambda second=second: bench.run(second))  # type: ignore[misc]
            bench.hub.interference = meanwhile
            with contextlib.suppress(Fault):
                bench.run(issue, action="opened")
            bench.hub.interference = None
            bench.sweep()
            for each in (issue, other):
                _assert_proposed(bench, each, readme)
        if not meanwhile.done:
            break
    assert 4 <= at < MOST_WRITES


KEPT = "Learning to (Learn at Test Time): RNNs with Expressive Hidden States"


@pytest.mark.parametrize(
    ("changed", "is_update"),
    [
        ({"link": "https://arxiv.org/pdf/2302.14502v2"}, False),
        ({"title": "a survey on long text modeling with Transformers"}, True),
        ({"link": "https://arxiv.org/abs/2407.04620"}, False),
        ({"title": KEPT, "link": "https://arxiv.org/abs/2611.09999"}, False),
    ],
    ids=["link", "title", "link kept as written", "title kept as written"],
)
def test_a_listed_paper_is_known_however_its_entry_is_kept(
    bench: ListBench, changed: dict[str, str], is_update: bool
) -> None:
    form = description("long-context")
    body = answered(form, {**PAPER.answers, **changed})
    issue = bench.hub.open_issue("Add paper", body, labels=(form.submission.label,))

    bench.run(issue, action="opened")

    assert "duplicate" in bench.comment(issue).splitlines()[0]
    assert [each.state for each in bench.hub.pulls()] == ["open"] * is_update
    bench.assert_settled(issue)


@pytest.mark.parametrize(
    ("name", "title", "said", "old", "new"),
    [
        (
            "long-context",
            "A Survey on Long Text Modeling with Transformers",
            "Published: ACL 2024",
            "_Zican Dong, Tianyi Tang, Lunyi Li, Wayne Xin Zhao._ Arxiv 2023.",
            "_Zican Dong, Tianyi Tang, Lunyi Li, Wayne Xin Zhao._ ACL 2024.",
        ),
        (
            "llm-security",
            "Are aligned neural networks adversarially aligned?",
            "Date: 2023-07",
            "2023-06, NeurIPS(Poster) 23",
            "2023-07, NeurIPS(Poster) 23",
        ),
    ],
)
def test_a_correction_changes_the_line_of_its_entry_alone(
    tmp_path: Path, name: str, title: str, said: str, old: str, new: str
) -> None:
    with opened(name, tmp_path) as bench:
        readme = bench.readme()
        issue = bench.hub.open_issue(
            f"Correct entry: {title}", said, labels=(bench.form.submission.label,)
        )

        (outcome,) = bench.run(issue, action="opened")

        assert bench.readme(branch_name(issue)) == readme.replace(old, new, 1)
        assert outcome.pull
        bench.merge(outcome.pull)
        assert bench.readme() == readme.replace(old, new, 1)
        bench.assert_settled(issue)
