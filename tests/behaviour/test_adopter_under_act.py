"""Another list's repository, with the two pasted files and no other of the bot's, run by act."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.config import REFRESH_BRANCH, branch_name
from localhub.events import EventName
from tests.act.files import COMMIT, SCHEDULE, WORKFLOW, files_of_an_adopter
from tests.act.runner import Run, Runner, why_it_cannot_run
from tests.adopting import NAMES, PAPER, file, readme_of
from tests.lists_on_hub import PAPERS, ListBench, added, opened
from tests.onboarded import NewBench, unconfigured
from tests.paths import PROJECT
from tests.tiers import chosen

FORM = ".github/ISSUE_TEMPLATE/add-new-paper.yml"
# Another version of the bot, which says thanks in the form in other words.
OLDER, WORDS = "1" * 40, "Many, many thanks!"
SAYS_THANKS = "bot/outputs/form_texts.py"
CHANGED = (PROJECT / SAYS_THANKS).read_text("utf-8")
for said in ("Thank you for suggesting a paper!", "感谢推荐论文！"):
    assert said in CHANGED
    CHANGED = CHANGED.replace(said, WORDS)
COMMITS = {COMMIT: {}, OLDER: {SAYS_THANKS: CHANGED.encode()}}
CHECKOUT = "Check out the default branch"
INSTALL = "Install what the bot runs with"
BOT = "Bring the repository to the state that the issues ask for"

if reason := why_it_cannot_run():
    pytest.skip(f"the workflows are not run: {reason}", allow_module_level=True)


@pytest.fixture
def adopter(tmp_path: Path) -> Iterator[ListBench]:
    """A list that has pasted the two files."""
    with adopted("llm-security", tmp_path) as listed:
        yield listed


@contextmanager
def adopted(name: str, directory: Path) -> Iterator[ListBench]:
    with opened(name, directory) as listed:
        listed.hub.commit_files("main", files_of_an_adopter(), "Take up the bot")
        listed.hub.clear_requests()
        yield listed


def run(
    listed: ListBench | NewBench, name: EventName, action: str | None, number: int | None = None
) -> Run:
    event = listed.hub.event(name, action, number)
    done = Runner(listed.hub, listed.directory, commits=COMMITS).run(name, event)
    assert (done.result, done.exit_code) == ("success", 0), done.output
    return done


def merge(listed: ListBench | NewBench, pull: int) -> None:
    listed.hub.merge_pull(pull)
    run(listed, "pull_request", "closed", pull)
    run(listed, "push", None)


@pytest.mark.parametrize("name", chosen(NAMES, then=["llm-security", "ai-memory", "long-context"]))
def test_a_list_is_taken_up_from_its_readme_and_gets_papers_and_an_update(
    name: str, tmp_path: Path
) -> None:
    readme = readme_of(name, whole=name != "llm-security")
    with unconfigured(tmp_path, {"README.md": readme, **files_of_an_adopter(OLDER)}) as bench:
        run(bench, "push", None)
        assert bench.read("README.md") == readme
        merge(bench, bench.pull().number)

        issue = file(bench, "Windows Without a Frame", PAPER)
        run(bench, "issues", "opened", issue)
        (pull,) = [each for each in bench.hub.pulls() if each.head == branch_name(issue)]
        merge(bench, pull.number)
        come = added(readme, bench.read("README.md", "main"))
        assert sum("Windows Without a Frame" in line for line in come) == 1
        assert bench.hub.issue(issue).state == "closed"
        assert WORDS in bench.read(FORM, "main")

        bench.hub.commit_files("main", files_of_an_adopter(), "Take up a new version")
        run(bench, "schedule", None)
        (pull,) = [each for each in bench.hub.pulls() if each.head == REFRESH_BRANCH]
        assert WORDS not in bench.read(FORM, REFRESH_BRANCH)
        assert pull.mergeable


@pytest.mark.parametrize("name", chosen(PAPERS, then=["gui-agents", "gnn-papers"]))
def test_a_paper_is_proposed_and_merged_and_then_all_is_settled(name: str, tmp_path: Path) -> None:
    paper, _ = PAPERS[name]
    with adopted(name, tmp_path) as adopter:
        before = adopter.readme()
        issue = adopter.file(paper)
        done = run(adopter, "issues", "opened", issue)
        assert done.steps() == [CHECKOUT, INSTALL, BOT]
        (pull,) = adopter.hub.pulls()
        assert (pull.head, pull.base, pull.state) == (branch_name(issue), "main", "open")
        assert f"#{pull.number}" in adopter.comment(issue)

        merge(adopter, pull.number)
        assert len(added(before, adopter.readme())) == len(paper.lines)
        world = adopter.hub.snapshot()
        assert f"| {issue} |" not in run(adopter, "schedule", None).summary()
        assert adopter.hub.snapshot() == world


def test_a_step_of_the_list_s_own_gets_what_became_of_each_issue(adopter: ListBench) -> None:
    page = (PROJECT / "docs" / "maintaining.md").read_text("utf-8")
    (after,) = re.findall(r"(?ms)^## Steps of your own\n.*?^```yaml\n(.*?)^```$", page)
    after = after.replace("needs.paper-bot.outputs.verdicts", "toJSON(needs.paper-bot.outputs)")
    pasted = files_of_an_adopter()[WORKFLOW].decode()
    adopter.hub.commit_files("main", {WORKFLOW: pasted + after}, "Go on after the bot")
    accepted, second = (adopter.file(paper) for paper in PAPERS["llm-security"])

    done = Runner(adopter.hub, adopter.directory).run(
        "workflow_dispatch", adopter.hub.event("workflow_dispatch")
    )

    assert done.result == "success, success", done.output
    told = json.loads(done.printed("Go on"))
    of_one = {name: told[name] for name in ("verdict", "issue", "pull-request")}
    assert of_one == {"verdict": "sweep", "issue": "", "pull-request": ""}
    assert json.loads(told["verdicts"]) == {str(accepted): "accepted", str(second): "accepted"}
    assert json.loads(told["issues"]) == [accepted, second]
    assert json.loads(told["pull-requests"]) == [pull.number for pull in adopter.hub.pulls()]


MODULES = ("bot", "click", "json", "pip", "sitecustomize", "yaml")
BESIDE_THE_LIST = {
    **{f"{name}.py": "raise SystemExit('imported')\n" for name in MODULES},
    "bot/__init__.py": "raise SystemExit('imported')\n",
    ".env": "PAPER_BOT_USER_ID=nobody\n",
    ".python-version": "2.7\n",
    "pyproject.toml": "[tool.uv]\nrequired-version = '<0.1'\n",
    "uv.toml": "required-version = '<0.1'\n",
}


def test_nothing_in_the_list_s_folder_is_imported_or_read_as_a_setting(adopter: ListBench) -> None:
    adopter.hub.commit_files("main", BESIDE_THE_LIST, "Keep code beside the list")
    issue = adopter.file(PAPERS["llm-security"][0])

    run(adopter, "issues", "opened", issue)

    assert [pull.head for pull in adopter.hub.pulls()] == [branch_name(issue)]


def test_a_runner_whose_python_is_too_old_says_so_and_nothing_is_written(
    adopter: ListBench, tmp_path: Path
) -> None:
    old = tmp_path / "old" / "python3"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    old.chmod(0o755)
    issue = adopter.file(PAPERS["llm-security"][0])
    world = adopter.hub.snapshot()

    done = Runner(adopter.hub, adopter.directory, tools=old.parent).run(
        "issues", adopter.hub.event("issues", "opened", issue)
    )

    assert (done.result, done.steps()[-1]) == ("failure", INSTALL)
    (error,) = (record for record in done.told(INSTALL) if record.get("command") == "error")
    assert "no python3 from 3.11 on" in error["arg"]
    assert "exit status 2" in done.output
    assert adopter.hub.snapshot() == world


@pytest.mark.parametrize("name", chosen(["push", "schedule"], "push"))
def test_a_list_that_lives_in_a_fork_says_so(adopter: ListBench, name: EventName) -> None:
    event = adopter.hub.event(name)
    event["repository"]["fork"] = True
    runner = Runner(adopter.hub, adopter.directory)
    assert runner.run(name, event, "--verbose").result == "skipped"

    path = SCHEDULE if name == "schedule" else WORKFLOW
    pasted = files_of_an_adopter()[path].decode()
    told = pasted.replace("    secrets:", "    with: {in-a-fork: true}\n    secrets:")
    adopter.hub.commit_files("main", {path: told}, "This is the list")
    assert runner.run(name, event).steps() == [CHECKOUT, INSTALL, BOT]
