"""A list without a file of the bot's: proposed, merged, a paper filed and merged, the bot updated.

Nothing is known of these lists but their README, and nothing is edited by hand on the way.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.config import PAPERS_FILE, REFRESH_BRANCH, branch_name
from bot.messages import Verdict
from tests.adopting import NAMES, OTHER, PAPER, file, readme_of
from tests.lists_on_hub import added
from tests.onboarded import NewBench, unconfigured
from tests.tiers import chosen, exhaustive


def propose(bench: NewBench, title: str, link: str) -> tuple[int, int]:
    """File a paper, let the bot answer, and return the numbers of issue and pull request."""
    issue = file(bench, title, link)
    (outcome,) = bench.run(issue, "issues", "opened")
    comments = [comment.body for comment in bench.hub.comments(issue)]
    assert outcome.plan.verdict is Verdict.ACCEPTED, comments
    (pull,) = [each for each in bench.hub.pulls() if each.head == branch_name(issue)]
    return issue, pull.number


def merge(bench: NewBench, pull: int) -> None:
    bench.hub.merge_pull(pull)
    bench.run(pull, "pull_request", "closed")
    bench.run()


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=exhaustive)])
@pytest.mark.parametrize("name", chosen(NAMES, "ai-memory", "llm-security"))
def test_the_whole_way_of_a_list_that_nobody_has_described(
    tmp_path: Path, name: str, whole: bool
) -> None:
    readme = readme_of(name, whole=whole)
    with unconfigured(tmp_path, {"README.md": readme}) as bench:
        early = bench.hub.open_issue("A question", "How do I file a paper?")
        bench.run()
        assert bench.read("README.md") == readme
        merge(bench, bench.pull().number)
        papers = json.loads(bench.read(PAPERS_FILE, "main"))

        issue, pull = propose(bench, "Windows Without a Frame", PAPER)
        _, later = propose(bench, "A Frame Without Windows", OTHER)

        come = added(readme, bench.read("README.md", branch_name(issue)))
        assert any("Windows Without a Frame" in line for line in come)
        assert len(json.loads(bench.read(PAPERS_FILE, branch_name(issue)))) == len(papers) + 1
        merge(bench, pull)
        assert bench.hub.issue(issue).state == "closed"
        assert bench.hub.pull(later).mergeable
        merge(bench, later)
        come = added(readme, bench.read("README.md", "main"))
        assert sum("A Frame Without Windows" in line for line in come) == 1
        assert not bench.hub.comments(early)
        # Another version of the bot makes other forms.
        path = ".github/ISSUE_TEMPLATE/add-new-paper.yml"
        now = bench.read(path, "main")
        bench.hub.commit_files("main", {path: f"{now}# older\n"}, "Older")
        bench.run(name="schedule")
        assert bench.read(path, REFRESH_BRANCH) == now
        bench.assert_settled()
