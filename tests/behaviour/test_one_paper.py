"""A pull request of one paper shows one paper; pictures come with the maintenance pull request."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.commands.run import run_event
from bot.config import DAYS_BETWEEN_PAGES, REFRESH_BRANCH, branch_name
from bot.listing.describe import DESCRIPTION_FILE
from bot.outputs.pages import is_picture
from bot.reconcile.applying import Outcome
from localhub import LocalHub
from localhub.records import TickingClock
from tests.conftest import PAPERS, TODAY, Bench
from tests.listed import list_papers, schedule
from tests.lookup.services import PlayedServices
from tests.ours import OURS, parse_catalog, read_page_data, renderer
from tests.papers import another, assert_settled, open_pull
from tests.paths import PROJECT

MOST_FILES, MOST_LINES = 3, 60
EXAMPLES = [PROJECT / "examples" / f"{name}-issue.md" for name in ("template", "form")]


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Bench]:
    """A repository with a list of real papers, and their heads' stages."""
    paths = {
        DESCRIPTION_FILE: DESCRIPTION_FILE,
        "papers.json": "tests/data/papers.json",
        "stages.json": "stages.json",
    }
    files = {path: (PROJECT / place).read_text("utf-8") for path, place in paths.items()}
    files |= rendered(files)
    with LocalHub.create(tmp_path, files) as hub:
        hub.clock = TickingClock(dt.datetime.combine(TODAY, dt.time(), dt.UTC))
        yield Bench(hub, tmp_path)


def rendered(files: Mapping[str, str]) -> dict[str, str]:
    """Return the generated files of a list, with what stands beside it."""
    page_data, _ = read_page_data(lambda name: (name, files[name]) if name in files else None)
    return renderer().files(parse_catalog(files["papers.json"]), page_data)


def refresh(bench: Bench, days: int = 0) -> Outcome:
    """Let the scheduled run keep the list, some days later, without any look-up."""
    today = TODAY + dt.timedelta(days=days)
    return run_event(bench.settings("schedule", None), today, refreshes=True)[-1]


def changed(bench: Bench, branch: str) -> list[str]:
    """Return the files that a branch changes."""
    return re.findall(r"^diff --git a/\S+ b/(\S+)$", bench.hub.diff("main", branch), re.MULTILINE)


def pictures(bench: Bench, ref: str) -> dict[str, str | None]:
    """Return the pictures of a list as they should be, with its papers.json as it is there."""
    files = renderer().files(parse_catalog(bench.hub.read(ref, "papers.json") or ""))
    return {path: text for path, text in files.items() if is_picture(path, OURS)}


def shown(bench: Bench, ref: str) -> dict[str, str | None]:
    """Return the pictures as they are."""
    return {path: bench.hub.read(ref, path) for path in pictures(bench, ref)}


def merge_paper(bench: Bench, number: int = 1) -> None:
    _, pull = open_pull(bench, another(number))
    bench.hub.merge_pull(pull)
    bench.run(pull, "pull_request", "closed")


# --- one paper -----------------------------------------------------------------------------------


def test_the_pull_requests_of_two_examples_show_a_paper_each(real: Bench) -> None:
    issues = [open_pull(real, path.read_text("utf-8"))[0] for path in EXAMPLES]

    for issue in issues:
        diff = real.hub.diff("main", branch_name(issue))
        added = [line for line in diff.splitlines() if re.match(r"\+(?!\+\+ )", line)]
        assert len(changed(real, branch_name(issue))) <= MOST_FILES
        assert len(added) <= MOST_LINES
        assert not any(is_picture(path, OURS) for path in changed(real, branch_name(issue)))


def test_a_picture_that_is_missing_comes_with_the_next_paper(bench: Bench) -> None:
    (first, *others) = pictures(bench, "main")
    bench.hub.commit_files("main", {first: None}, "Lose a picture")

    issue, _ = open_pull(bench)

    branch = branch_name(issue)
    assert [path for path in changed(bench, branch) if is_picture(path, OURS)] == [first]
    assert bench.hub.read(branch, first) == pictures(bench, branch)[first]
    assert {path: bench.hub.read(branch, path) for path in others} == {
        path: bench.hub.read("main", path) for path in others
    }
    assert_settled(bench, issue)


def test_pictures_on_a_branch_give_way_to_the_default_branchs(bench: Bench) -> None:
    """A maintainer has rendered there, or an earlier version of the bot has."""
    issue, pull = open_pull(bench)
    branch = branch_name(issue)
    bench.hub.commit_files(branch, pictures(bench, branch), "Render")
    bench.run(pull, "pull_request", "synchronize")
    merge_paper(bench, 2)

    bench.run(None, "push", None)

    assert changed(bench, branch) == ["README.md", "papers.json", "papers/heads.md"]
    assert shown(bench, branch) == shown(bench, "main")
    assert_settled(bench, issue)


# --- the pictures --------------------------------------------------------------------------------


def test_the_scheduled_run_brings_the_pictures_of_merged_papers(bench: Bench) -> None:
    merge_paper(bench, 1)
    merge_paper(bench, 2)
    before = shown(bench, "main")
    assert before != pictures(bench, "main")

    outcome = refresh(bench)

    assert outcome.pull is not None
    pull = bench.hub.pull(outcome.pull)
    assert (pull.head, pull.mergeable) == (REFRESH_BRANCH, True)
    assert pull.title == "Bring the pages up to date with the list"
    late = [path for path, text in pictures(bench, "main").items() if before[path] != text]
    assert changed(bench, REFRESH_BRANCH) == sorted(late)
    assert all(path in (pull.body or "") for path in late)
    settled = bench.hub.snapshot()
    assert refresh(bench).applied == 0
    assert bench.hub.snapshot() == settled

    bench.hub.merge_pull(outcome.pull, method="squash")
    assert shown(bench, "main") == pictures(bench, "main")
    assert refresh(bench, days=30).plan.verdict == "nothing to refresh"


def test_pages_in_order_are_left_alone(bench: Bench) -> None:
    before = bench.hub.snapshot()
    assert refresh(bench).plan.verdict == "nothing to refresh"
    assert bench.hub.snapshot() == before


def test_an_open_pull_request_follows_the_list(bench: Bench) -> None:
    merge_paper(bench, 1)
    pull = refresh(bench).pull
    assert pull
    merge_paper(bench, 2)

    assert refresh(bench).pull == pull

    assert shown(bench, REFRESH_BRANCH) == pictures(bench, "main")
    assert len(bench.hub.log(REFRESH_BRANCH)[0].parents) == 2
    assert bench.hub.pull(pull).mergeable is True
    settled = bench.hub.snapshot()
    assert refresh(bench).applied == 0
    assert bench.hub.snapshot() == settled


def test_an_open_pull_request_is_closed_once_a_person_has_done_all_of_it(bench: Bench) -> None:
    merge_paper(bench, 1)
    pull = refresh(bench).pull
    assert pull
    bench.hub.commit_files("main", pictures(bench, "main"), "Render by hand")

    refresh(bench)

    assert bench.hub.pull(pull).state == "closed"
    assert "holds all of this by now" in (bench.hub.pull(pull).body or "")
    assert REFRESH_BRANCH not in bench.hub.branches()
    settled = bench.hub.snapshot()
    assert refresh(bench, days=30).applied == 0
    assert bench.hub.snapshot() == settled

    # Nobody has declined it: the same pictures are proposed again where they are behind.
    bench.hub.commit_files("main", dict.fromkeys(pictures(bench, "main"), ""), "Break them")
    assert refresh(bench, days=30).pull not in (None, pull)


def test_an_open_pull_request_without_the_bots_words_is_left_open(bench: Bench) -> None:
    merge_paper(bench, 1)
    pull = refresh(bench).pull
    assert pull
    bench.hub.edit_issue(pull, body="My own words.")
    bench.hub.commit_files("main", pictures(bench, "main"), "Render by hand")

    assert refresh(bench).applied == 0
    assert bench.hub.pull(pull).state == "open"


def test_an_open_pull_request_takes_up_what_stands_in_its_way(bench: Bench) -> None:
    """Its files are as they should be, but a person has changed the same since."""
    merge_paper(bench, 1)
    pull = refresh(bench).pull
    assert pull
    bench.hub.commit_files("main", dict.fromkeys(pictures(bench, "main"), ""), "Break them")
    assert bench.hub.pull(pull).mergeable is False

    assert refresh(bench).pull == pull

    assert bench.hub.pull(pull).mergeable is True
    assert shown(bench, REFRESH_BRANCH) == pictures(bench, "main")
    assert refresh(bench).applied == 0


def test_there_is_a_week_between_two_pull_requests_for_pages_alone(bench: Bench) -> None:
    merge_paper(bench, 1)
    first = refresh(bench).pull
    assert first
    bench.hub.merge_pull(first)
    merge_paper(bench, 2)

    assert refresh(bench, days=DAYS_BETWEEN_PAGES - 1).plan.verdict == "nothing to refresh"
    second = refresh(bench, days=DAYS_BETWEEN_PAGES).pull

    assert second not in (None, first)
    assert shown(bench, REFRESH_BRANCH) == pictures(bench, "main")
    assert bench.hub.pull(second or 0).mergeable is True


def test_what_was_declined_is_proposed_again_only_when_it_has_changed(bench: Bench) -> None:
    merge_paper(bench, 1)
    declined = refresh(bench).pull
    assert declined
    bench.hub.close_pull(declined)

    assert refresh(bench, days=30).plan.verdict == "nothing to refresh"
    merge_paper(bench, 2)
    assert refresh(bench, days=30).pull not in (None, declined)
    assert shown(bench, REFRESH_BRANCH) == pictures(bench, "main")


def test_a_branch_that_a_person_took_over_is_left_alone(bench: Bench) -> None:
    merge_paper(bench, 1)
    refresh(bench)
    bench.hub.commit_files(REFRESH_BRANCH, {"notes.txt": "mine"}, "Add notes")
    merge_paper(bench, 2)
    before = bench.hub.snapshot()

    assert refresh(bench).plan.verdict == "taken over"
    assert bench.hub.snapshot() == before


def test_pictures_ride_along_with_what_look_ups_found(
    bench: Bench, services: PlayedServices
) -> None:
    title = "A Paper Listed Without Date and Link"
    list_papers(bench, {"title": title})
    services.paper(title, arxiv="2502.11806", published="2025-02-17")

    pull = schedule(bench, services).pull

    assert pull
    assert bench.hub.pull(pull).title == "Refresh what is known of listed papers"
    assert shown(bench, REFRESH_BRANCH) == pictures(bench, REFRESH_BRANCH)


def test_an_open_pull_request_for_pictures_takes_up_what_look_ups_find(
    bench: Bench, services: PlayedServices
) -> None:
    title = "A Paper Listed Without Date and Link"
    list_papers(bench, {"title": title})
    pull = schedule(bench, services).pull
    assert pull
    assert bench.hub.pull(pull).title == "Bring the pages up to date with the list"
    services.paper(title, arxiv="2502.11806", published="2025-02-17")

    assert schedule(bench, services).pull == pull

    assert bench.hub.pull(pull).title == "Refresh what is known of listed papers"
    assert shown(bench, REFRESH_BRANCH) == pictures(bench, REFRESH_BRANCH)


def test_an_open_pull_request_whose_facts_are_listed_by_hand_goes_on_for_pictures(
    bench: Bench, services: PlayedServices
) -> None:
    """Also within a week of the last one: it is open already."""
    merge_paper(bench, 1)
    first = refresh(bench).pull
    assert first
    bench.hub.merge_pull(first)
    title = "A Paper Listed Without Date and Link"
    list_papers(bench, {"title": title})
    services.paper(title, arxiv="2502.11806", published="2025-02-17")
    pull = schedule(bench, services).pull
    assert pull
    text = bench.hub.read(REFRESH_BRANCH, "papers.json")
    bench.hub.commit_files("main", {"papers.json": text}, "List the facts by hand")

    assert schedule(bench, services).pull == pull

    assert bench.hub.pull(pull).title == "Bring the pages up to date with the list"
    assert bench.hub.pull(pull).mergeable is True
    assert shown(bench, REFRESH_BRANCH) == pictures(bench, "main")


def test_pages_wait_while_what_stands_beside_the_list_is_broken(bench: Bench) -> None:
    merge_paper(bench, 1)
    bench.hub.commit_files("main", {"news.json": "[{}]"}, "Break the news")
    assert refresh(bench).plan.verdict == "nothing to refresh"

    bench.hub.commit_files("main", {"news.json": "[]\n"}, "Mend the news")
    assert refresh(bench).pull is not None


def test_a_page_that_was_left_behind_is_brought_up_to_date_as_well(bench: Bench) -> None:
    """A maintainer has edited the list, or what stands beside it, on GitHub's own page."""
    wanted = bench.hub.read("main", "README.md")
    bench.hub.commit_files("main", {"README.md": "# Old\n"}, "Leave the page behind")

    assert refresh(bench).pull is not None

    assert changed(bench, REFRESH_BRANCH) == ["README.md"]
    assert bench.hub.read(REFRESH_BRANCH, "README.md") == wanted
    assert bench.hub.read(REFRESH_BRANCH, "papers.json") == PAPERS
