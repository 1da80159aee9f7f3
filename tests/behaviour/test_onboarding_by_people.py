"""What people do on the branch that proposes a description, and around it, stands."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import CONFIGURE_BRANCH, PAPERS_FILE
from bot.errors import Fault, MissingFile, NotPermitted, UnreadableFile
from bot.listing import DESCRIPTION_FILE
from bot.messages import Verdict
from localhub.pulls import MergeMethod
from tests.faults import BAD_CREDENTIALS, GONE, INVALID, NOT_PERMITTED, Injected, Kind
from tests.onboarded import SMALL, NewBench, unconfigured

FORM, PLAIN = (
    f".github/ISSUE_TEMPLATE/{name}" for name in ("add-new-paper.yml", "add-new-paper-plain.md")
)
REFUSED = (BAD_CREDENTIALS, NOT_PERMITTED, GONE, INVALID)
LOAM = SMALL.replace("Ants in Clay", "Ants in Loam")
OWN = """version: 1
list: {name: Small Things, data: data/things.json, under: "## Ants"}
fields:
  title: {kind: title}
  link: {kind: link}
  authors: {kind: names, required: false}
entry: "- [{title}]({link}){? - {authors}}"
"""


@pytest.fixture(name="bench")
def _bench(tmp_path: Path) -> Iterator[NewBench]:
    with unconfigured(tmp_path) as bench:
        yield bench


def test_a_readme_mended_on_the_branch_is_that_of_the_list(bench: NewBench) -> None:
    bench.run()
    assert "`README.md` stays as it is" in bench.text()

    bench.edit("README.md", LOAM)

    assert bench.read("README.md") == LOAM
    assert "Ants in Loam" in bench.read(PAPERS_FILE)
    assert "`README.md` is changed on this branch, by people" in bench.text()
    assert "stays as it is, byte for byte" not in bench.text()
    bench.assert_settled()


def test_a_first_readme_that_people_go_on_writing_stays(tmp_path: Path) -> None:
    with unconfigured(tmp_path, {"LICENSE": "MIT\n"}) as bench:
        bench.run()
        bench.edit("README.md", SMALL)
        assert bench.read("README.md") == SMALL
        assert len(json.loads(bench.read(PAPERS_FILE))) == 5
        assert "There was no README" in bench.text()
        bench.assert_settled()


def test_a_form_removed_on_the_branch_stays_away(bench: NewBench) -> None:
    bench.run()

    bench.edit(PLAIN, None)

    assert bench.hub.read(CONFIGURE_BRANCH, PLAIN) is None
    assert f"- `{PLAIN}`" not in bench.text()
    bench.edit(DESCRIPTION_FILE, OWN)
    assert bench.hub.read(CONFIGURE_BRANCH, PLAIN) is None
    bench.assert_settled()


def test_data_under_another_name_leaves_none_under_the_first(bench: NewBench) -> None:
    bench.run()

    bench.edit(DESCRIPTION_FILE, OWN)

    assert bench.hub.read(CONFIGURE_BRANCH, PAPERS_FILE) is None
    assert len(json.loads(bench.read("data/things.json"))) == 3
    bench.assert_settled()


def test_a_form_of_the_lists_own_is_replaced_and_that_is_said(tmp_path: Path) -> None:
    theirs = "name: Ours\ndescription: By hand\nbody: []\n"
    with unconfigured(tmp_path, {"README.md": SMALL, FORM: theirs}) as bench:
        bench.run()
        assert f"- `{FORM}`, in the place of the one that is there\n" in bench.text()
        assert f"- `{PLAIN}`\n" in bench.text()
        bench.assert_settled()


def test_a_description_that_is_no_text_is_said_on_the_branch(bench: NewBench) -> None:
    bench.run()
    bench.hub.commit_files(CONFIGURE_BRANCH, {DESCRIPTION_FILE: b"\xff\xfe"}, "By hand")

    (outcome,) = bench.run()

    assert isinstance(outcome.fault, UnreadableFile)
    assert f"{DESCRIPTION_FILE}, line 1: not UTF-8" in bench.text()
    bench.assert_settled()


def test_a_papers_json_that_is_no_text_is_something_else(tmp_path: Path) -> None:
    with unconfigured(tmp_path, {"README.md": SMALL, PAPERS_FILE: b"\xff\xfe"}) as bench:
        bench.run()
        assert len(json.loads(bench.read("paper-bot.json"))) == 5
        bench.assert_settled()


@pytest.mark.parametrize("method", ["merge", "squash", "rebase"])
def test_a_list_that_left_gets_another_proposal_when_asked_by_hand(
    bench: NewBench, method: MergeMethod
) -> None:
    bench.run()
    bench.hub.merge_pull(bench.pull().number, method=method)
    bench.hub.commit_files("main", {DESCRIPTION_FILE: None, PAPERS_FILE: None}, "Leave")
    bench.hub.commit_files("main", {"README.md": LOAM}, "Write on")
    bench.run()  # which says nothing by itself

    bench.run_by_hand()

    assert bench.pull().mergeable
    assert bench.read("README.md") == LOAM
    assert "Ants in Loam" in bench.read(PAPERS_FILE)
    assert "as you have edited it" not in bench.text()
    bench.assert_settled()


def test_where_a_rule_guards_the_branch_no_other_setting_is_named(bench: NewBench) -> None:
    bench.hub.settings.protected_branches = {"paper-bot/*"}
    with pytest.raises(NotPermitted, match=r"exempt paper-bot/\*\*") as refused:
        bench.run()
    assert "settings/actions" not in str(refused.value)
    assert "compare" not in str(refused.value)


def test_a_heading_that_no_form_can_offer_is_in_nobodys_way(tmp_path: Path) -> None:
    readme = SMALL + "\n## None\n\n- [Nests](https://arxiv.org/abs/2406.00006) - Ada, ACL 2024\n"
    with unconfigured(tmp_path, {"README.md": f"{readme}\n## <img src=x.png>\n"}) as bench:
        bench.run()
        assert "- None" not in bench.read(FORM)
        assert "- Bees" in bench.read(FORM)
        bench.assert_settled()


def test_a_description_that_came_another_way_ends_the_proposal(bench: NewBench) -> None:
    bench.run()
    number = bench.pull().number
    bench.hub.commit_files("main", {DESCRIPTION_FILE: OWN, "data/things.json": "[]"}, "By hand")

    bench.run()

    assert bench.hub.pull(number).state == "closed"
    assert "has a description of the list by now" in (bench.hub.pull(number).body or "")
    bench.run(name="schedule")  # which takes over what the README holds
    bench.assert_settled()
    bench.hub.reopen_pull(number)
    bench.run()
    assert bench.hub.pull(number).state == "open"
    bench.assert_settled()


def test_a_description_without_data_says_what_makes_it(bench: NewBench) -> None:
    bench.hub.commit_files("main", {DESCRIPTION_FILE: OWN}, "By hand")
    with pytest.raises(MissingFile, match=r"data/things\.json is missing at .*paper-bot render"):
        bench.run()


@pytest.mark.parametrize("kind", REFUSED, ids=[each.name for each in REFUSED])
def test_a_papers_json_that_is_refused_counts_as_nothing(tmp_path: Path, kind: Kind) -> None:
    """It is not as good as one of somebody else's."""
    files = {"README.md": SMALL, PAPERS_FILE: "[]\n", "filler.txt": "x"}
    with unconfigured(tmp_path, files) as bench:
        about = f"/contents/{PAPERS_FILE}"
        bench.hub.interference = Injected(kind, matching=lambda asked: about in asked.path)
        checkout = bench.directory / "none"
        checkout.mkdir()
        with contextlib.suppress(Fault):
            bench.run(checkout=checkout)
        bench.hub.interference = None
        bench.run()
        assert bench.read(PAPERS_FILE) == "[]\n"
        assert bench.hub.read(CONFIGURE_BRANCH, "paper-bot.json") is None


def test_a_row_without_a_title_is_in_nobodys_way(tmp_path: Path) -> None:
    """It stays as it is, and other papers come beside it, though its address is listed."""
    row = "| {title} | Ada Lovelace | [paper](https://arxiv.org/abs/24{number:02}.00001) |\n"
    titles = ["How Ants Find Sugar", "Ants in Clay", "", "Dances That Point", "Wax Has Memory"]
    rows = "".join(row.format(title=each, number=at) for at, each in enumerate(titles, 1))
    readme = f"# Small Things\n\n## Papers\n\n| Title | Authors | Links |\n|--|--|--|\n{rows}"
    with unconfigured(tmp_path, {"README.md": readme}) as bench:
        bench.run()
        titled = [each["title"] for each in json.loads(bench.read(PAPERS_FILE))]
        assert titled == [each for each in titles if each]
        bench.hub.merge_pull(bench.pull().number)
        for title, number in (("Bees at Night", "2411.01234"), ("No Title Yet", "2403.00001")):
            body = f"### Title\n\n{title}\n\n### Authors\n\nAda Lovelace\n\n### Paper Link\n\n"
            body += f"https://arxiv.org/abs/{number}\n"
            issue = bench.hub.open_issue(f"Add paper: {title}", body, labels=("add-paper",))
            (outcome,) = bench.run(issue, "issues", "opened")
            assert outcome.plan.verdict in (Verdict.ACCEPTED, Verdict.DUPLICATE), title
        assert "| Bees at Night |" in bench.read("README.md", "paper-bot/issue-2")
