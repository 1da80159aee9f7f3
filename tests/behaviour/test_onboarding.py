"""A repository without a description gets one pull request that proposes it, and nothing else."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.commands.run import run_event
from bot.commands.settings import read_settings
from bot.config import CONFIGURE_BRANCH, PAPERS_FILE
from bot.errors import BrokenReadme, Fault, NotPermitted, TransientFault, UsageFault
from bot.listing import DESCRIPTION_FILE
from bot.messages import Verdict
from localhub import actions_environment
from localhub.events import EventName
from localhub.interference import Answer, Asked
from tests.faults import Killed, RunsMeanwhile
from tests.onboarded import SMALL, TODAY, NewBench, unconfigured
from tests.tiers import chosen, thorough

FORMS = {
    f".github/ISSUE_TEMPLATE/{name}"
    for name in ("add-new-paper.yml", "add-new-paper-plain.md", "correct-entry.yml")
}
MOST_WRITES = 12  # of one run
OWN = """version: 1
list: {name: Small Things, under: "## Ants"}
submission: {label: add-a-thing}
fields:
  title: {kind: title}
  link: {kind: link, names: Paper}
  authors: {kind: names, required: false}
entry: "- [{title}]({link}){? - {authors}}"
"""


@pytest.fixture(name="bench")
def _bench(tmp_path: Path) -> Iterator[NewBench]:
    with unconfigured(tmp_path) as bench:
        yield bench


def changed_files(bench: NewBench) -> set[str]:
    """Return the files that the pull request changes."""
    lines = bench.hub.diff("main", CONFIGURE_BRANCH).splitlines()
    return {line.partition(" b/")[2] for line in lines if line.startswith("diff --git ")}


@pytest.mark.parametrize(
    ("name", "action"),
    [("push", None), ("issues", "opened"), ("schedule", None), ("workflow_dispatch", None)],
)
def test_the_first_run_proposes_a_description_and_touches_no_issue(
    bench: NewBench, name: EventName, action: str | None
) -> None:
    issue = bench.hub.open_issue("Add paper: X", "### Title\n\nX", labels=())
    before = bench.hub.issue(issue)

    (outcome,) = bench.run(issue if action else None, name, action)

    pull = bench.pull()
    assert outcome.plan.verdict is Verdict.CONFIGURE
    assert outcome.pull == pull.number
    assert pull.mergeable
    assert changed_files(bench) == {DESCRIPTION_FILE, PAPERS_FILE, *FORMS}
    assert bench.hub.issue(issue) == before
    assert not bench.hub.comments(issue)
    bench.assert_settled()


def test_its_text_says_what_was_read_what_is_kept_and_that_closing_means_no(
    bench: NewBench,
) -> None:
    bench.run()
    body = bench.text()

    papers = json.loads(bench.read(PAPERS_FILE))
    assert [paper["title"] for paper in papers] == [
        "How Ants Find Sugar",
        "Ants in Clay",
        "A Survey of Trails",
        "Dances That Point",
        "Wax Has Memory",
    ]
    assert "**5 of 6 entries** are read with their fields (83 %), in 2 sections." in body
    (kept,) = [n for n, line in enumerate(SMALL.splitlines(), 1) if "a book" in line]
    assert f"- {kept}: `- Bees, a book that has no address`" in body
    assert "Ants in Clay" in body
    assert "`README.md` stays as it is, byte for byte" in body
    assert "Allow GitHub Actions to create and approve pull requests" in body
    assert "**Closing this pull request means no.**" in body


def test_after_the_merge_an_issue_that_waited_becomes_a_pull_request(bench: NewBench) -> None:
    body = "### Title\n\nBees at Night\n\n### Link\n\nhttps://arxiv.org/abs/2611.01234\n"
    issue = bench.hub.open_issue("Add paper: Bees at Night", body, labels=())
    bench.run()
    bench.edit(DESCRIPTION_FILE, OWN)
    bench.hub.merge_pull(bench.pull().number)
    bench.hub.label_issue(issue, "add-a-thing")

    bench.run()

    (pull,) = [each for each in bench.hub.pulls() if each.state == "open"]
    assert pull.head == f"paper-bot/issue-{issue}"
    come = set(bench.read("README.md", pull.head).splitlines()) - set(SMALL.splitlines())
    assert come == {"- [Bees at Night](https://arxiv.org/abs/2611.01234)"}


def test_a_pull_request_that_was_closed_is_a_no_until_somebody_asks_by_hand(
    bench: NewBench,
) -> None:
    bench.run()
    number = bench.pull().number
    bench.hub.close_pull(number)
    before = bench.hub.snapshot()

    (outcome,) = bench.run(name="schedule")

    assert (outcome.plan.verdict, outcome.plan.pull) == (Verdict.DECLINED, number)
    assert bench.hub.snapshot() == before
    bench.hub.delete_branch(CONFIGURE_BRANCH)
    bench.run_by_hand()
    assert bench.pull().number > number


def test_a_description_edited_on_the_branch_stands_and_all_else_follows_it(
    bench: NewBench,
) -> None:
    bench.run()

    bench.edit(DESCRIPTION_FILE, OWN)

    assert bench.read(DESCRIPTION_FILE) == OWN
    assert "add-a-thing" in bench.read(".github/ISSUE_TEMPLATE/add-new-paper.yml")
    assert [paper["title"] for paper in json.loads(bench.read(PAPERS_FILE))][
        -1
    ] == "A Survey of Trails"
    body = bench.text()
    assert "By the description as you have edited it" in body
    assert "The label of a submission is `add-a-thing`" in body
    bench.assert_settled()
    # The bot's own commit on top does not make the description the bot's.
    bench.edit("README.md", SMALL.replace("Ants in Clay", "Ants in Loam"), "main")
    assert bench.read(DESCRIPTION_FILE) == OWN
    assert "Ants in Loam" in bench.read(PAPERS_FILE)
    bench.assert_settled()


def test_a_description_that_is_broken_on_the_branch_is_said_there_with_every_line(
    bench: NewBench,
) -> None:
    bench.run()
    before = bench.read(PAPERS_FILE)

    broken = OWN.replace("kind: title", "kind: titel").replace("required: false", "required: no")
    bench.hub.commit_files(CONFIGURE_BRANCH, {DESCRIPTION_FILE: broken}, "By hand")
    (outcome,) = bench.run()

    assert isinstance(outcome.fault, UsageFault)
    body = bench.text()
    assert f"{DESCRIPTION_FILE}, line 5: " in body
    assert f"{DESCRIPTION_FILE}, line 7: " in body
    assert bench.read(DESCRIPTION_FILE) == broken
    assert bench.read(PAPERS_FILE) == before
    bench.edit(DESCRIPTION_FILE, OWN)
    assert "line 5" not in bench.text()
    bench.assert_settled()


def test_a_description_that_was_deleted_on_the_branch_is_proposed_anew(bench: NewBench) -> None:
    bench.run()
    first = bench.read(DESCRIPTION_FILE)
    bench.edit(DESCRIPTION_FILE, OWN)

    bench.edit(DESCRIPTION_FILE, None)

    assert bench.read(DESCRIPTION_FILE) == first
    bench.assert_settled()


def test_what_a_person_writes_beside_the_block_stays(bench: NewBench) -> None:
    bench.run()
    number = bench.pull().number
    bench.hub.edit_issue(number, title="Try the bot", body=f"Shall we?\n\n{bench.text()}")
    bench.edit(DESCRIPTION_FILE, OWN)

    assert bench.pull().title == "Try the bot"
    assert bench.text().startswith("Shall we?\n\n<!-- paper-bot:begin -->")


def test_where_actions_may_open_none_the_run_says_the_setting_and_the_way_by_hand(
    bench: NewBench,
) -> None:
    bench.hub.settings.actions_may_create_pulls = False

    with pytest.raises(NotPermitted) as refused:
        bench.run()

    assert refused.value.exit_code == 4
    (summary,) = {path.read_text("utf-8") for path in bench.directory.glob("run-*/summary.md")}
    for said in (
        "Settings > Actions > General > Workflow permissions",
        f"/{bench.hub.full_name}/settings/actions",
        f"/{bench.hub.full_name}/compare/main...{CONFIGURE_BRANCH}?expand=1",
        "the branch is kept",
    ):
        assert said in str(refused.value)
        assert said in summary
    assert CONFIGURE_BRANCH in bench.hub.branches()


def test_a_pull_request_that_a_person_opens_by_hand_gets_the_text(bench: NewBench) -> None:
    bench.hub.settings.actions_may_create_pulls = False
    with pytest.raises(NotPermitted):
        bench.run()
    number = bench.hub.open_pull("Set up the bot", None, CONFIGURE_BRANCH, "main")

    bench.run()

    assert bench.pull().number == number
    assert "What was read" in bench.text()
    assert bench.pull().title == "Set up the bot"
    bench.assert_settled()


@pytest.mark.parametrize("after", chosen([False, True], True), ids=["before", "after"])
def test_a_run_that_dies_at_any_write_is_taken_up_by_the_next(bench: NewBench, after: bool) -> None:
    begun = bench.hub.keep_moment()
    for at in range(MOST_WRITES):
        bench.hub.return_to(begun)
        death = Killed(at, after, lambda asked: asked.writes)
        bench.hub.interference = death
        with contextlib.suppress(Fault):
            bench.run()
        bench.hub.interference = None
        bench.run()
        assert changed_files(bench) == {DESCRIPTION_FILE, PAPERS_FILE, *FORMS}
        bench.assert_settled()
        if death.died is None:
            break
    assert 4 <= at < MOST_WRITES


@thorough
def test_two_runs_at_once_make_one_pull_request(bench: NewBench) -> None:
    begun = bench.hub.keep_moment()
    for at in range(MOST_WRITES):
        bench.hub.return_to(begun)
        meanwhile = RunsMeanwhile(at, bench.run)
        bench.hub.interference = meanwhile
        with contextlib.suppress(Fault):
            bench.run()
        bench.hub.interference = None
        bench.run()
        assert bench.pull().mergeable
        bench.assert_settled()
        if not meanwhile.done:
            break
    assert 4 <= at < MOST_WRITES


def test_a_dry_run_says_the_plan_and_writes_nothing(bench: NewBench) -> None:
    before = bench.hub.snapshot()
    (outcome,) = bench.run(dry_run=True)
    assert "create branch paper-bot/configure; open pull request" in outcome.plan.describe()
    assert bench.hub.snapshot() == before


def test_a_repository_without_a_readme_gets_a_first_one(tmp_path: Path) -> None:
    with unconfigured(tmp_path, {"LICENSE": "MIT\n"}) as bench:
        bench.run()
        assert bench.read("README.md") == "# papers\n\n## Papers\n"
        assert changed_files(bench) == {DESCRIPTION_FILE, PAPERS_FILE, "README.md", *FORMS}
        assert json.loads(bench.read(PAPERS_FILE)) == []
        bench.assert_settled()


@pytest.mark.parametrize("readme", ["", "# Frames\n\n## Papers\n\n## Licence\n\nMIT\n"])
def test_the_first_text_of_an_empty_list_shows_where_the_first_entry_comes(
    tmp_path: Path, readme: str
) -> None:
    with unconfigured(tmp_path, {"README.md": readme} if readme else {"LICENSE": "MIT\n"}) as bench:
        bench.run()
        assert "The first entry would be written so, under Papers, in line 5:" in bench.text()
        assert "- [The Title of a Paper](https://example.org/paper)" in bench.text()
        assert ("No entry was found in `README.md`" in bench.text()) == bool(readme)


def test_what_is_not_sure_of_a_list_in_chinese_is_said_in_chinese(tmp_path: Path) -> None:
    titles = ("热爱图的模型", "关于边的学习", "节点分类", "图上的搜索", "图的生成", "图的压缩")
    entries = "".join(
        f"- **On {at} Graphs** [[论文](https://arxiv.org/abs/240{at + 1}.00001)] {note}。\n"
        for at, note in enumerate(titles)
    )
    with unconfigured(tmp_path, {"README.md": f"# 图\n\n## 论文\n\n{entries}"}) as bench:
        bench.run()
        assert "- “note”：这是什么？例如：热爱图的模型" in bench.text()
        assert "what is this" not in bench.text()


@pytest.mark.parametrize("path", ["docs/README.md", "readme.md"])
def test_a_readme_elsewhere_is_found_and_named(tmp_path: Path, path: str) -> None:
    with unconfigured(tmp_path, {path: SMALL}) as bench:
        bench.run()
        assert f"readme: {path}" in bench.read(DESCRIPTION_FILE)
        assert changed_files(bench) == {DESCRIPTION_FILE, PAPERS_FILE, *FORMS}


@pytest.mark.parametrize(
    ("files", "fault", "said"),
    [
        ({"README.rst": "Papers\n======\n"}, UsageFault, "README.rst: the bot keeps"),
        ({".github/README.md": SMALL}, UsageFault, ".github/README.md: the bot keeps"),
        ({"README.md": SMALL.encode("utf-16")}, Fault, "README.md, line 1: not UTF-8"),
        (
            {"README.md": f"<<<<<<< HEAD\n{SMALL}=======\n{SMALL}>>>>>>> other\n"},
            BrokenReadme,
            "README.md",
        ),
    ],
    ids=["rst", "in .github", "utf-16", "conflict"],
)
def test_a_readme_that_cannot_be_read_is_named_and_nothing_is_written(
    tmp_path: Path, files: dict[str, str | bytes], fault: type[Fault], said: str
) -> None:
    with unconfigured(tmp_path, files) as bench:
        before = bench.hub.snapshot()
        with pytest.raises(fault, match=said):
            bench.run()
        assert bench.hub.snapshot() == before


def test_a_papers_json_of_somebody_else_stays_and_the_data_gets_another_name(
    tmp_path: Path,
) -> None:
    theirs = '{"papers": 3}\n'
    with unconfigured(tmp_path, {"README.md": SMALL, PAPERS_FILE: theirs}) as bench:
        bench.run()
        assert bench.read(PAPERS_FILE) == theirs
        assert len(json.loads(bench.read("paper-bot.json"))) == 5
        assert "papers.json is there already and is something else" in bench.text()
        bench.assert_settled()


def test_a_repository_of_two_thousand_files_is_read_as_any(tmp_path: Path) -> None:
    many = {f"notes/{number:04}.txt": "x\n" for number in range(2000)}
    with unconfigured(tmp_path, {"README.md": SMALL, **many}) as bench:
        bench.run()
        assert changed_files(bench) == {DESCRIPTION_FILE, PAPERS_FILE, *FORMS}
        bench.assert_settled()


def test_one_answer_that_the_description_is_missing_proposes_nothing(bench: NewBench) -> None:
    bench.run()
    bench.hub.merge_pull(bench.pull().number)
    before = bench.hub.snapshot()

    def lost(asked: Asked, answer: Callable[[], Answer]) -> Answer:
        if asked.path.endswith(f"/contents/{DESCRIPTION_FILE}"):
            return Answer(404, {"Content-Type": "application/json"}, b'{"message": "Not Found"}')
        return answer()

    bench.hub.interference = lost
    env = actions_environment(bench.hub, bench.directory, "schedule")
    env["GITHUB_WORKSPACE"] = str(bench.directory / "no checkout")
    with pytest.raises(TransientFault, match="though its folder names it"):
        run_event(read_settings(env), TODAY)

    assert bench.hub.snapshot() == before
