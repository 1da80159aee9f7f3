"""A list without a file of the bot's: proposed, merged, a paper filed and merged, the bot updated.

Nothing is known of these lists but their README, and nothing is edited by hand on the way.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.config import PAPERS_FILE, REFRESH_BRANCH, branch_name
from bot.fields import (
    ChoiceField,
    DateField,
    LinkField,
    NamesField,
    NumberField,
    TagsField,
    TitleField,
    VenueField,
)
from bot.listing import (
    DESCRIPTION_FILE,
    Description,
    Question,
    options_of,
    questions,
    read_description,
)
from bot.messages import Verdict
from bot.outputs import sections_to_choose
from tests.listing.lists import BESIDE, GENERATED, OWN, READMES
from tests.lists_on_hub import added
from tests.onboarded import NewBench, unconfigured
from tests.tiers import chosen

NAMES = ("ai-memory", "gui-agents", "long-context", "llm-security", "gnn-papers", "cvpr-papers")
PAPER, OTHER = "https://arxiv.org/abs/2611.01234", "https://arxiv.org/abs/2611.04321"
CODE = "https://github.com/example/windows"


def answer(
    question: Question, form: Description, title: str, link: str, sections: Sequence[str]
) -> str:
    """Return what somebody answers to a question of a form."""
    field = form.fields[question.names[0]]
    match field:
        case TitleField():
            return title
        case DateField():
            return {"day": "2026-11-02", "month": "2026-11", "year": "2026"}[field.precision]
        case NamesField():
            return "Ada Lovelace, Alan Turing"
        case VenueField():
            return "ICLR 2026"
        case ChoiceField():
            options = options_of(field, form, sections)
            return options[len(options) // 2]
        case TagsField():
            return "memory"
        case LinkField():
            return link if field.names == "Paper" else f"{CODE}/{question.id}"
        case NumberField():
            return "3"
    if question.link:
        return link if question.link == "Paper" else f"{CODE}/{question.id}"
    return "It finds what a window showed before the last one."


def file(bench: NewBench, title: str, link: str) -> int:
    """File a paper in the list's form."""
    form = read_description(bench.read(DESCRIPTION_FILE, "main"))
    readme = bench.read(form.list.readme, "main")
    sections = sections_to_choose(readme, form)
    body = "\n\n".join(
        f"### {each.label}\n\n{answer(each, form, title, link, sections)}"
        for each in questions(form)
    )
    return bench.hub.open_issue(f"Add paper: {title}", body, labels=(form.submission.label,))


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


def readme_of(name: str, *, whole: bool) -> str:
    path = BESIDE / {**READMES, **GENERATED}[name] if whole else OWN / f"{name}.md"
    if not path.exists():
        pytest.skip("the whole READMEs are beside the project")
    return path.read_bytes().decode()


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.thorough)])
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
