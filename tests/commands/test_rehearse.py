"""`rehearse` says what the bot would make of a list and of its issues, and writes nothing there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from localhub import LocalHub
from tests.commands.new_lists import (
    LABEL,
    README,
    TITLES,
    files_of,
    issue,
    listed_issues,
    new_list,
)
from tests.conftest import PAPERS
from tests.lookup.services import PlayedServices
from tests.ours import describe
from tests.papers import LISTED, TEMPLATE, TITLE
from tests.paths import PROJECT
from tests.typed import bot, bot_without

ISSUES = listed_issues(
    {"number": 7, "title": "Add paper: X", "body": issue(), "labels": [{"name": LABEL}]},
    {"number": 9, "title": "Wanted", "body": issue(TITLES[2], "2403.01003"), "labels": [LABEL]},
    {"number": 12, "title": "How do I cite this?", "body": None, "labels": []},
    {"number": 11, "title": "A paper", "body": "### Title\n\nNo Address Yet", "labels": [LABEL]},
)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a list, and a blank in its name."""
    return new_list(tmp_path / "Papers on Heads")


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """The folder for temporary files, empty."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


def rehearse(
    here: Path,
    temporary: Path,
    *arguments: str,
    issues: str = ISSUES,
    env: Mapping[str, str] | None = None,
) -> CompletedProcess[str]:
    """Rehearse with issues from standard input."""
    return bot(
        *("rehearse", *arguments, "--issues", "-"),
        directory=here,
        stdin=issues,
        env={"TMPDIR": str(temporary), **(env or {})},
    )


def results(done: CompletedProcess[str]) -> list[dict[str, Any]]:
    """Return what is said of each issue for programs."""
    assert (done.returncode, done.stderr) == (0, "")
    found: list[dict[str, Any]] = json.loads(done.stdout)["issues"]
    return found


def verdicts(done: CompletedProcess[str]) -> dict[int, str]:
    return {each["number"]: each["verdict"] for each in results(done)}


# --- what is said --------------------------------------------------------------------------------


def test_each_issue_has_its_line_in_the_order_of_their_numbers(here: Path, temporary: Path) -> None:
    done = rehearse(here, temporary)

    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line for line in lines if line.startswith("#")] == [
        "#7     pull request    Add paper: X",
        "#9     listed already  Wanted",
        "#11    needs changes   A paper",
        "#12    no submission   How do I cite this?",
    ]
    at = lines.index("#7     pull request    Add paper: X")
    assert lines[at + 1] == "       + - [What Was Missing](https://arxiv.org/abs/2611.01234)"
    at = lines.index("#11    needs changes   A paper")
    assert lines[at + 1].startswith("       Link: An address is missing.")


def test_what_onboarding_found_comes_first(here: Path, temporary: Path) -> None:
    lines = rehearse(here, temporary).stdout.splitlines()

    assert lines[0] == "Papers on Heads: README.md"
    assert lines[1] == "8 of 8 entries are read with fields (100 %), in 1 section"


def test_the_issues_are_counted_at_the_end(here: Path, temporary: Path) -> None:
    *_, counts, offline, by_label, label, page = rehearse(here, temporary).stdout.splitlines()

    assert counts == (
        "Of 4 issues, 1 would become a pull request, 1 would be found on the list, "
        "1 would be asked for something, 1 would be left alone."
    )
    assert offline.startswith("Nothing was looked up: with --look-up")
    assert f"by the label {LABEL}" in by_label
    assert label == f"with --label {LABEL} all of them are."
    assert page.startswith(f"As GitHub would show it: {temporary}")


def test_the_page_shows_how_the_list_gets_the_bot_and_each_issue(
    here: Path, temporary: Path
) -> None:
    rehearse(here, temporary)

    (page,) = temporary.iterdir()
    text = page.read_text("utf-8")
    assert [f"<h2>{title}</h2>" in text for title in ("The list gets the bot", "#9 Wanted")] == [
        True,
        True,
    ]
    assert "What the rehearsal did" in text
    assert "paper-bot/configure" in text
    assert (
        'href="https://arxiv.org/abs/2611.01234" rel="noopener noreferrer">What Was Missing'
        in (text.partition("<h2>README.md</h2>")[2])
    )


def test_nothing_is_written_but_the_page(here: Path, temporary: Path) -> None:
    before = files_of(here)

    rehearse(here, temporary)

    assert files_of(here) == before
    assert [path.suffix for path in temporary.iterdir()] == [".html"]


def test_programs_are_told_in_json(here: Path, temporary: Path) -> None:
    done = rehearse(here, temporary, "--json")

    record = json.loads(done.stdout)
    assert {name: record[name] for name in ("readme", "entries", "read")} == {
        "readme": "README.md",
        "entries": 8,
        "read": 8,
    }
    assert record["issues"][0] == {
        "number": 7,
        "title": "Add paper: X",
        "verdict": "accepted",
        "why": [],
        "pull_request": True,
        "entry": ["- [What Was Missing](https://arxiv.org/abs/2611.01234)"],
    }
    assert [*temporary.iterdir()] == []


def test_without_issues_it_is_said_how_to_name_some(here: Path, temporary: Path) -> None:
    done = bot("rehearse", directory=here, env={"TMPDIR": str(temporary)})

    assert done.returncode == 0
    assert done.stdout.splitlines()[-2] == "No issue was filed: --issues names a file of them"


def test_a_label_makes_a_submission_of_each(here: Path, temporary: Path) -> None:
    bare = listed_issues({"number": 1, "title": "Please add it", "body": issue()})

    assert verdicts(rehearse(here, temporary, "--json", issues=bare)) == {1: "ignored"}
    labelled = rehearse(here, temporary, "--json", "--label", LABEL, issues=bare)
    assert verdicts(labelled) == {1: "accepted"}


def test_a_paper_that_an_earlier_issue_has_brought_is_listed(here: Path, temporary: Path) -> None:
    twice = listed_issues(
        *(
            {"number": number, "title": "Add", "body": issue(), "labels": [LABEL]}
            for number in (3, 5)
        )
    )

    found = verdicts(rehearse(here, temporary, "--json", issues=twice))

    assert found == {3: "accepted", 5: "duplicate"}


def test_no_flood_holds_the_issues_of_a_list_back(here: Path, temporary: Path) -> None:
    bare = "### Title\n\nNo Address Yet"
    many = ({"number": n, "title": "A", "body": bare, "labels": [LABEL]} for n in range(1, 31))

    found = verdicts(rehearse(here, temporary, "--json", issues=listed_issues(*many)))

    assert set(found.values()) == {"rejected"}


def test_what_is_missing_is_looked_up_where_that_is_asked_for(here: Path, temporary: Path) -> None:
    body = "### Link\n\nhttps://arxiv.org/abs/2502.11806\n"
    link_alone = listed_issues({"number": 1, "title": "", "body": body, "labels": [LABEL]})
    with PlayedServices() as services:
        services.paper("A Study of Heads", arxiv="2502.11806", published="2025-02-17")
        env = {"PAPER_BOT_SERVICES_OFF": "", "PAPER_BOT_SERVICES_URL": services.url}
        offline = rehearse(here, temporary, "--json", issues=link_alone, env=env)
        asked = len(services.requests)
        online = rehearse(here, temporary, "--json", "--look-up", issues=link_alone, env=env)

    assert (verdicts(offline), asked) == ({1: "rejected"}, 0)
    assert online.returncode == 0
    (found,) = json.loads(online.stdout)["issues"]
    assert found["entry"] == ["- [A Study of Heads](https://arxiv.org/abs/2502.11806)"]


# --- which list ----------------------------------------------------------------------------------


def test_a_list_that_has_the_bot_is_not_described_anew(here: Path, temporary: Path) -> None:
    bot("init", "--yes", directory=here)
    path = here / ".github" / "paper-bot.yml"
    path.write_text(path.read_text("utf-8").replace(LABEL, "wanted"), "utf-8")
    before = files_of(here)

    done = rehearse(here, temporary, "--label", "wanted")

    assert done.stdout.splitlines()[:2] == [
        "Papers on Heads: README.md, by its description",
        "8 of 8 entries are read with fields (100 %), in 1 section",
    ]
    assert "#7     pull request    Add paper: X" in done.stdout
    assert files_of(here) == before
    (page,) = temporary.iterdir()
    assert "The list gets the bot" not in page.read_text("utf-8")


def test_a_list_whose_readme_is_generated_is_rehearsed_as_well(
    tmp_path: Path, temporary: Path
) -> None:
    describe(tmp_path)
    (tmp_path / "papers.json").write_text(PAPERS, "utf-8")
    (tmp_path / "README.md").write_bytes((PROJECT / "README.md").read_bytes())
    ours = listed_issues(
        {"number": 1, "title": "Add new paper:", "body": TEMPLATE},
        {"number": 2, "title": "Add new paper:", "body": LISTED},
    )

    found = results(rehearse(tmp_path, temporary, "--json", issues=ours))

    assert [each["verdict"] for each in found] == ["accepted", "duplicate"]
    assert any(TITLE in line for line in found[0]["entry"])


def test_an_empty_folder_is_a_list_to_begin_with(tmp_path: Path, temporary: Path) -> None:
    folder = tmp_path / "none"
    folder.mkdir()

    assert verdicts(rehearse(folder, temporary, "--json"))[7] == "accepted"
    assert [*folder.iterdir()] == []


def test_a_list_on_github_is_read_and_stays_as_it_is(tmp_path: Path, temporary: Path) -> None:
    files = {"README.md": README, ".github/paper-bot/comment_accepted.md.j2": "Merci !\n"}
    with LocalHub.create(tmp_path, files) as hub:
        env = {"GITHUB_TOKEN": hub.issue_token("reader"), "GITHUB_API_URL": hub.api_url}
        before = hub.snapshot()
        done = rehearse(tmp_path, temporary, hub.full_name, "--json", env=env)
        methods = {request.method for request in hub.requests}
        assert hub.snapshot() == before

    assert verdicts(done) == {7: "accepted", 9: "duplicate", 11: "rejected", 12: "ignored"}
    assert methods == {"GET"}


def test_a_described_list_on_github_is_rehearsed_by_its_description(
    here: Path, temporary: Path
) -> None:
    bot("init", "--yes", directory=here)
    with LocalHub.create(temporary, files_of(here)) as hub:
        env = {"GITHUB_TOKEN": hub.issue_token("reader"), "GITHUB_API_URL": hub.api_url}
        done = rehearse(here, temporary, hub.full_name, env=env)

    assert done.stdout.startswith("Papers on Heads: README.md, by its description\n")
    assert "#7     pull request    Add paper: X" in done.stdout


def test_a_repository_that_is_not_reached_is_named(here: Path, temporary: Path) -> None:
    with LocalHub.create(here.parent, {"README.md": README}) as hub:
        env = {"GITHUB_TOKEN": hub.issue_token("reader"), "GITHUB_API_URL": hub.api_url}
        done = rehearse(here, temporary, "nobody/nothing", env=env)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "paper-bot: nobody/nothing is not reached: Not Found\n"


# --- what is wrong -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("no-such-folder", "no-such-folder is neither a folder nor OWNER/NAME"),
        ("a/b/c", "a/b/c is neither a folder nor OWNER/NAME"),
        ("octo/papers", "GITHUB_TOKEN is not set"),
    ],
)
def test_a_place_that_is_none_is_wrong_usage(
    here: Path, temporary: Path, place: str, said: str
) -> None:
    done = rehearse(here, temporary, place)

    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"paper-bot: {said}\n")


@pytest.mark.parametrize(
    ("files", "code", "said"),
    [
        ({"README.org": b"* Papers\n"}, 2, "README.org: the bot keeps a list in Markdown"),
        ({"README.md": README.encode() + b"<<<<<<< HEAD\n"}, 4, "is a mark of a conflict"),
        ({"README.md": b"\xff"}, 4, "README.md, line 1: not UTF-8"),
        ({".github/paper-bot.yml": b"version: 1\n", "README.md": b""}, 2, "list is missing"),
    ],
)
def test_a_list_that_cannot_be_read_is_named(
    tmp_path: Path, temporary: Path, files: dict[str, bytes], code: int, said: str
) -> None:
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)

    done = rehearse(tmp_path, temporary)

    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert [*temporary.iterdir()] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "- is no JSON: Expecting value, line 1, column 1"),
        (
            "[{]",
            "- is no JSON: Expecting property name enclosed in double quotes, line 1, column 3",
        ),
        ("7", "- holds no list of issues"),
        ("[7]", "-: issue 1: it: Input should be a valid dictionary"),
        ('[{"title": "x"}, {"body": ""}]', "-: issue 2: title: Field required"),
        ('[{"title": 7}]', "-: issue 1: title: Input should be a valid string"),
        ('[{"title": "x", "number": 0}]', "-: issue 1: number: Input should be greater than 0"),
        ('[{"title": "x", "labels": "y"}]', "-: issue 1: labels: Input should be a valid list"),
        ('[{"title": "x", "labels": [7]}]', "-: issue 1: labels.0: Input should be a valid string"),
        ('{"title": "x"}\n{"title"}\n', "-, line 2: no issue in JSON: Expecting ':' delimiter"),
        ("[" * 100_000, "- is no JSON: too many brackets"),
        (f"[{'9' * 10_000}]", "- is no JSON: a number that is too long"),
    ],
)
def test_a_file_that_holds_no_issues_is_named(
    here: Path, temporary: Path, text: str, said: str
) -> None:
    done = rehearse(here, temporary, issues=text)

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(f"paper-bot: {said}")


def test_a_file_of_issues_that_is_not_there_is_named(here: Path) -> None:
    done = bot("rehearse", "--issues", "none.json", directory=here)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "paper-bot: none.json cannot be read: No such file or directory\n"


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "x" * 300, "body": issue()},
        {"title": "x", "body": "y" * 70_000},
        {"title": "x", "body": issue(), "labels": ["z" * 60]},
    ],
)
def test_an_issue_that_github_would_not_take_keeps_no_other_from_its_turn(
    here: Path, temporary: Path, wrong: dict[str, object]
) -> None:
    both = listed_issues(
        {"number": 1, **wrong},
        {"number": 2, "title": "Add", "body": issue(), "labels": [LABEL]},
    )

    first, second = results(rehearse(here, temporary, "--json", issues=both))

    assert (first["verdict"], "too long" in first["why"][0]) == ("fault", True)
    assert second["verdict"] == "accepted"


# --- how issues are written down -----------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        '[{"number": 1, "title": "x"}, {"number": 2, "title": "y", "body": null, "labels": []}]',
        '{"number": 2, "title": "y"}\n\n{"number": 1, "title": "x", "author": {"login": "a"}}\n',
        '[{"title": "x"}, {"title": "y"}]',
        '[{"number": 1, "title": "x"}, {"number": 3, "title": "z", "pull_request": {"url": ""}},'
        ' {"number": 2, "title": "y", "pull_request": null}]',
    ],
    ids=["a list", "a line each", "without numbers", "with a pull request"],
)
def test_issues_are_read_as_the_tools_of_github_print_them(
    here: Path, temporary: Path, text: str
) -> None:
    found = results(rehearse(here, temporary, "--json", issues=text))

    assert [(each["number"], each["title"]) for each in found] == [(1, "x"), (2, "y")]


@pytest.mark.parametrize("title", ["\\ud800", "\\u001b[31m", "\\u0000", "a\\nb", ""])
def test_an_odd_title_is_a_title(here: Path, temporary: Path, title: str) -> None:
    text = f'[{{"number": 1, "title": "{title}", "body": "x"}}]'

    done = rehearse(here, temporary, issues=text)

    assert (done.returncode, "\x1b" in done.stdout) == (0, False)
    assert "#1     no submission" in done.stdout


def test_a_python_without_the_extra_is_told_what_to_install(here: Path) -> None:
    done = bot_without("pygit2", "rehearse", directory=here)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "paper-bot: pygit2 is not installed; install paper-bot[demo]\n"
