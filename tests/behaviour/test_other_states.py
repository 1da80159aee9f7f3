"""What a run says in a repository that is in another state than its list expects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.catalog import founded
from bot.config import CONFIGURE_BRANCH, branch_name
from bot.errors import BrokenState, NotPermitted, ReadOnly
from bot.listing import DESCRIPTION_FILE, read_description
from localhub import LocalHub, actions_environment
from localhub.events import EventName
from localhub.interference import Answer, Asked
from localhub.refusals import Refusal
from tests.conftest import Bench
from tests.faults import Injected, refused
from tests.lists_on_hub import SMALL_LIST, ListBench, Paper
from tests.papers import TEMPLATE, another, assert_settled, open_pull
from tests.tiers import thorough
from tests.typed import bot


def writes(bench: Bench) -> list[int]:
    """Return the answers to what the bot tried to write."""
    return [request.status for request in bench.hub.requests if request.method != "GET"]


def told(bench: Bench, name: EventName, number: int | None = None) -> tuple[int, str, str]:
    """Let the command answer an event; return exit code, annotations with log, and summary."""
    env = actions_environment(bench.hub, bench.directory, name, "edited", number)
    page = Path(env["GITHUB_STEP_SUMMARY"])
    page.write_text("", "utf-8")
    done = bot("run", env={**env, "GITHUB_ACTIONS": "true"})
    return done.returncode, done.stdout + done.stderr, page.read_text("utf-8")


# --- archived --------------------------------------------------------------------------------


def test_an_archived_repository_is_said_in_one_line_and_written_to_once(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.settings.archived = True
    before = bench.hub.snapshot()
    bench.hub.clear_requests()

    code, log, page = told(bench, "issues", issue)

    assert (code, writes(bench)) == (4, [403])
    last = log.splitlines()[-1]
    assert "Repository was archived so is read-only. Unarchive it" in last
    assert last.removeprefix("paper-bot: ") in page
    assert bench.hub.snapshot() == before


def test_a_sweep_of_an_archived_repository_ends_at_the_first_refusal(bench: Bench) -> None:
    issues = [
        bench.hub.open_issue("Add new paper:", another(n), author=f"author-{n}") for n in range(3)
    ]
    bench.hub.settings.archived = True
    bench.hub.clear_requests()

    outcomes = bench.run(None, "schedule", None)

    assert writes(bench) == [403]
    assert [type(outcome.fault) for outcome in outcomes] == [ReadOnly, type(None), type(None)]
    assert [outcome.plan.verdict for outcome in outcomes][1:] == ["waiting", "waiting"]

    bench.hub.settings.archived = False
    bench.run(None, "schedule", None)
    assert_settled(bench, *issues)
    assert len(bench.hub.pulls()) == 3


# --- settings --------------------------------------------------------------------------------


def test_a_forbidden_pull_request_is_said_on_the_runs_page_with_a_link_to_the_setting(
    bench: Bench,
) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.settings.actions_may_create_pulls = False

    code, log, page = told(bench, "issues", issue)

    assert code == 4
    site = f"{bench.hub.server_url}/{bench.hub.full_name}"
    assert "Settings > Actions > General > Workflow permissions; the branch is kept" in page
    assert f"({site}/settings/actions)" in page
    assert f"the branch is kept: {site}/settings/actions\n" in log
    assert branch_name(issue) in bench.hub.branches()


def test_issues_that_are_switched_off_are_said_and_close_nothing(bench: Bench) -> None:
    issue, number = open_pull(bench)
    disabled = refused(Refusal(410, "Issues are disabled for this repo"))
    ends = f"/issues/{issue}", f"/issues/{issue}/comments"
    bench.hub.interference = Injected(
        disabled, times=None, matching=lambda asked: asked.path.endswith(ends)
    )

    with pytest.raises(NotPermitted, match="Tick Issues under Settings > General > Features"):
        bench.run(number, "pull_request", "closed")

    assert bench.hub.pull(number).state == "open"
    assert branch_name(issue) in bench.hub.branches()


# --- forks and large repositories ------------------------------------------------------------


def test_a_list_that_lives_in_a_fork_is_served_like_any_other(bench: Bench) -> None:
    bench.hub.settings.forked_from = "octo-source"
    issue, number = open_pull(bench)
    bench.hub.merge_pull(number)
    bench.run(None, "push", None)
    assert_settled(bench, issue)


@thorough
def test_a_repository_of_two_thousand_files_is_served_like_any_other(bench: Bench) -> None:
    many = {f"slides/{n % 40}/{n}.md": f"{n}\n" for n in range(2000)}
    bench.hub.commit_files("main", many, "Add what else there is")
    issue, number = open_pull(bench)

    bench.hub.merge_pull(number)
    bench.run(None, "push", None)

    assert_settled(bench, issue)
    assert bench.hub.read("main", "slides/0/0.md") == "0\n"


def test_files_that_github_does_not_name_at_once_are_said_where_there_is_no_checkout(
    bench: Bench, tmp_path: Path
) -> None:
    def cut(asked: Asked, answer: Callable[[], Answer]) -> Answer:
        given = answer()
        if "/git/trees/" not in asked.path:
            return given
        return replace(given, body=given.body.replace(b'"truncated": false', b'"truncated": true'))

    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    (nowhere := tmp_path / "nowhere").mkdir()
    bench.hub.interference = cut

    with pytest.raises(BrokenState, match="more files than GitHub names at once: give the bot a"):
        bench.answer(replace(bench.settings(number=issue), workspace=nowhere))

    bench.run(issue)  # which has a checkout
    assert len(bench.hub.pulls()) == 1


# --- before the list is described ------------------------------------------------------------


@contextmanager
def undescribed(folder: Path, **more: str) -> Iterator[Bench]:
    """Open the repository of a list that has the bot's workflow alone."""
    with LocalHub.create(folder, {"README.md": LISTED, **more}) as hub:
        yield Bench(hub, folder)


def test_an_archived_repository_is_not_described_and_says_so_once(tmp_path: Path) -> None:
    with undescribed(tmp_path) as bench:
        bench.hub.settings.archived = True
        code, log, page = told(bench, "push")
        assert (code, writes(bench)) == (4, [403])
        assert "Repository was archived so is read-only. Unarchive it" in log.splitlines()[-1]
        assert "Unarchive it" in page
        assert [*bench.hub.branches()] == ["main"]


@pytest.mark.parametrize("forked_from", ["", "octo-source"])
def test_a_list_among_two_thousand_files_is_described_in_a_fork_or_not(
    tmp_path: Path, forked_from: str
) -> None:
    many = {f"slides/{n % 40}/{n}.md": f"# {n}\n" for n in range(2000)}
    with undescribed(tmp_path, **many) as bench:
        bench.hub.settings.forked_from = forked_from
        bench.run(None, "push", None)
        (pull,) = bench.hub.pulls()
        assert pull.head == CONFIGURE_BRANCH


# --- a README somewhere else, and one that has changed ---------------------------------------

LISTED = """# Papers on Heads

## Papers

### Surveys

- [Attention Heads of Large Language Models](https://arxiv.org/abs/2409.03752), 2024
"""
ENTRY = "- [A Study of Very Long Windows](https://arxiv.org/abs/2611.01234), 2026\n"
ANSWERS = {
    "title": "A Study of Very Long Windows",
    "date": "2026",
    "section": "Surveys",
    "link": "https://arxiv.org/abs/2611.01234",
}


@contextmanager
def a_list(folder: Path, name: str = "README.md") -> Iterator[ListBench]:
    """Open the repository of a small list whose README has a name."""
    described = SMALL_LIST.replace("README.md", name)
    form = read_description(described)
    files = {DESCRIPTION_FILE: described, name: LISTED, "papers.json": founded(LISTED, form).text}
    with LocalHub.create(folder, files) as hub:
        yield ListBench(hub, folder, form)


@pytest.mark.parametrize("name", ["docs/LIST.md", "readme.md", "papers/list-of_them.markdown"])
def test_a_readme_in_a_folder_or_of_another_name_is_the_list(tmp_path: Path, name: str) -> None:
    with a_list(tmp_path, name) as bench:
        before = bench.hub.branches()["main"]
        issue, pull = bench.propose(Paper(ANSWERS, ()))
        bench.merge(pull)
        bench.assert_settled(issue)
        assert bench.readme().endswith("2024\n" + ENTRY)
        changed = re.findall(r"(?m)^\+\+\+ b/(.*)$", bench.hub.diff(before, "main"))
        assert changed == sorted([name, "papers.json"])


def test_a_renamed_heading_over_the_list_is_said_and_taken_up_when_mended(tmp_path: Path) -> None:
    with a_list(tmp_path) as bench:
        bench.edit_readme("## Papers", "## The Papers")
        issue = bench.file(Paper(ANSWERS, ()))
        with pytest.raises(BrokenState, match=r"README\.md: no heading begins with “## Papers”"):
            bench.run(issue, action="opened")
        assert "no heading begins with" in bench.comment(issue)
        assert not bench.hub.pulls()

        bench.edit_readme("## The Papers", "## Papers")
        bench.run(issue)
        assert len(bench.hub.pulls()) == 1


def test_a_renamed_section_is_asked_for_with_those_that_there_are(tmp_path: Path) -> None:
    with a_list(tmp_path) as bench:
        bench.edit_readme("### Surveys", "### Overviews of Everything")
        issue = bench.file(Paper(ANSWERS, ()))
        bench.run(issue, action="opened")
        assert "Overviews of Everything" in bench.comment(issue)
