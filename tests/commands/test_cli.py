"""The commands as people type them: output, exit code, files."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.commands.cli import Commands
from tests.conftest import PAPERS, Bench
from tests.lookup.services import PlayedServices
from tests.ours import describe, parse_catalog, renderer
from tests.papers import LISTED, TEMPLATE, TITLE, WITHOUT_TASKS
from tests.paths import PROJECT
from tests.tiers import thorough
from tests.typed import bot, bot_process


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with the list and its README, and a blank in its name."""
    folder = tmp_path / "a list"
    folder.mkdir()
    (folder / "papers.json").write_bytes(PAPERS.encode())
    describe(folder)
    (folder / "papers").mkdir()
    for path, text in renderer().files(parse_catalog(PAPERS)).items():
        (folder / path).write_bytes(text.encode())
    return folder


# --- check ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "verdict", "code"),
    [
        (TEMPLATE, "accepted", 0),
        (WITHOUT_TASKS, "rejected", 1),
        (LISTED, "duplicate", 1),
        ("How do I cite this?", "ignored", 1),
        ("", "ignored", 1),
    ],
)
def test_check_prints_the_verdict_and_exits_by_it(
    here: Path, body: str, verdict: str, code: int
) -> None:
    done = bot_process("check", "--offline", "--json", directory=here, stdin=body)

    answer = json.loads(done.stdout)
    assert (answer["verdict"], done.returncode) == (verdict, code)
    assert list(answer) == ["verdict", "paper", "problems", "notes"]


def test_check_gives_the_record_that_would_be_written(here: Path) -> None:
    (here / "issue.md").write_text(TEMPLATE, "utf-8")

    answer = json.loads(bot("check", "issue.md", "--offline", "--json", directory=here).stdout)

    assert list(answer["paper"]) == ["title", "date", "heads", "venue", "summary", "links"]
    assert (answer["paper"]["title"], answer["paper"]["date"]) == (TITLE, "2025-02-17")
    assert answer["problems"] == []
    assert {
        "field": "heads",
        "code": "new",
        "message": "Source Head is new to the list.",
    } in answer["notes"]


def test_check_reports_every_problem_at_once(here: Path) -> None:
    done = bot("check", "--title", "Add new paper: X", "--json", directory=here, stdin="Head: A")

    problems = json.loads(done.stdout)["problems"]
    assert [(problem["field"], problem["code"]) for problem in problems] == [
        ("title", "missing"),
        ("venue", "missing"),
        ("summary.innovation", "missing"),
        ("summary.tasks", "missing"),
        ("summary.result", "missing"),
    ]
    assert all(list(problem) == ["field", "code", "message"] for problem in problems)


def test_check_takes_the_issue_for_a_submission_by_its_label(here: Path) -> None:
    done = bot("check", "--label", "x", "--label", "add-new-paper", directory=here, stdin="Hi")

    assert done.stdout.startswith("rejected\n")


def test_check_does_not_import_what_only_a_run_needs(here: Path) -> None:
    script = (
        "import sys; sys.argv = ['bot', 'check', '--offline', '-']\n"
        "from bot.commands.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "unwanted = ('github', 'requests', 'rich', 'werkzeug')\n"
        "print([name for name in unwanted if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=here,
        input=TEMPLATE,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PAPER_BOT_SERVICES_OFF": "all"},
    )

    assert done.stdout.splitlines()[-1] == "[]"


def test_check_offline_opens_no_socket(here: Path) -> None:
    script = (
        "import sys; sys.argv = ['bot', 'check', '--offline', '-']\n"
        "opened = []\n"
        "sys.addaudithook(lambda name, _: name.startswith('socket.') and opened.append(name))\n"
        "from bot.commands.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(opened)"
    )
    env = {key: value for key, value in os.environ.items() if not key.startswith("PAPER_BOT_")}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=here,
        input=TEMPLATE,
        capture_output=True,
        text=True,
        env={**env, "PYTHONPATH": str(PROJECT)},
    )

    assert done.stdout.splitlines()[0] == "accepted"
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("text", ["\udcff", "\ufeff", "\x00\x1b[31m\u202e"])
def test_check_survives_odd_bytes(here: Path, text: str) -> None:
    (here / "odd.md").write_bytes((text + "\n" + TEMPLATE).encode("utf-8", "surrogateescape"))

    done = bot("check", "odd.md", "--json", directory=here)

    assert json.loads(done.stdout)["verdict"] == "accepted"


# --- add and render ------------------------------------------------------------------------------


def test_add_writes_the_paper_and_the_readme(here: Path) -> None:
    done = bot_process("add", "-", "--issue", "12", "--offline", directory=here, stdin=TEMPLATE)

    papers = (here / "papers.json").read_text("utf-8")
    assert done.returncode == 0
    assert papers.startswith(PAPERS.removesuffix("\n]\n"))
    assert [paper.issue for paper in parse_catalog(papers).papers] == [None, 12]
    assert bot("render", "--check", directory=here).returncode == 0
    assert bot("lint", directory=here).returncode == 0
    assert sorted(path.name for path in here.iterdir()) == [
        ".github",
        "README.md",
        "papers",
        "papers.json",
    ]


def test_add_changes_nothing_for_a_paper_that_is_not_accepted(here: Path) -> None:
    done = bot("add", "-", directory=here, stdin=WITHOUT_TASKS)

    assert (done.returncode, done.stdout.splitlines()[0]) == (1, "rejected")
    assert (here / "papers.json").read_text("utf-8") == PAPERS


def test_render_writes_what_render_check_wants(here: Path) -> None:
    (here / "README.md").write_text("Old\n", "utf-8")

    drift = bot("render", "--check", directory=here)
    assert (drift.returncode, (here / "README.md").read_text("utf-8")) == (1, "Old\n")
    assert "-Old" in drift.stdout
    assert bot("render", directory=here).returncode == 0
    assert bot("render", "--check", directory=here).returncode == 0


def test_pictures_may_be_behind_the_list_and_render_writes_them(here: Path) -> None:
    (here / "issue.md").write_text(TEMPLATE, "utf-8")
    pictures = sorted((here / "papers").glob("*.svg"))
    before = {path: path.read_bytes() for path in pictures}
    bot("add", "issue.md", "--offline", directory=here)
    right = {path: path.read_bytes() for path in pictures}
    late = [path for path in pictures if before[path] != right[path]]
    for path in late:
        path.write_bytes(before[path])

    done = bot("render", "--check", directory=here)

    assert (done.returncode, done.stdout) == (0, "")
    named = [line for line in done.stderr.splitlines() if "is behind the list" in line]
    assert [line.partition(" is ")[0] for line in named] == [f"papers/{each.name}" for each in late]
    assert late
    bot("render", directory=here)
    assert {path: path.read_bytes() for path in pictures} == right


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: None,
        lambda _: "",
        lambda text: text[: len(text) // 2],
        lambda text: text.replace("Generated from", "Made from"),
        lambda text: f"<<<<<<< ours\n{text}=======\n{text}>>>>>>> theirs\n",
        lambda text: text.replace("</g>", "", 1),
    ],
    ids=["missing", "empty", "cut", "somebody's own", "in conflict", "not well-formed"],
)
def test_a_picture_that_is_broken_or_missing_is_drift(
    here: Path, damage: Callable[[str], str | None]
) -> None:
    picture = min((here / "papers").glob("*.svg"))
    text = picture.read_text("utf-8")
    picture.unlink()
    if (damaged := damage(text)) is not None:
        picture.write_text(damaged, "utf-8")

    done = bot("render", "--check", directory=here)

    assert done.returncode == 1
    assert f"papers/{picture.name} is not what the command" in done.stderr
    bot("render", directory=here)
    assert picture.read_text("utf-8") == text


def test_a_page_that_was_edited_by_hand_is_drift_beside_late_pictures(here: Path) -> None:
    picture = min((here / "papers").glob("*.svg"))
    picture.write_text(picture.read_text("utf-8").replace("1", "2"), "utf-8")
    heads = here / "papers" / "heads.md"
    heads.write_text(heads.read_text("utf-8") + "by hand\n", "utf-8")

    done = bot("render", "--check", directory=here)

    assert (done.returncode, "by hand" in done.stdout) == (1, True)
    assert f"papers/{picture.name} is behind the list" in done.stderr


def test_render_can_write_elsewhere(here: Path) -> None:
    elsewhere = here / "out"
    elsewhere.mkdir()

    bot("render", "--output", "out", directory=here)

    assert (elsewhere / "README.md").read_bytes() == (here / "README.md").read_bytes()


@pytest.fixture
def described(here: Path) -> Path:
    """The same folder with the description of the list and its forms."""
    for path in FORMS:
        (here / path).parent.mkdir(parents=True, exist_ok=True)
        (here / path).write_bytes((PROJECT / path).read_bytes())
    return here


DESCRIPTION = ".github/paper-bot.yml"
FORM = ".github/ISSUE_TEMPLATE/add-new-paper.yml"
FORMS = [
    DESCRIPTION,
    FORM,
    ".github/ISSUE_TEMPLATE/add-new-paper-plain.md",
    ".github/ISSUE_TEMPLATE/correct-entry.yml",
]


def test_a_form_that_the_description_does_not_give_is_drift(described: Path) -> None:
    assert bot("render", "--check", directory=described).returncode == 0
    description = described / DESCRIPTION
    text = description.read_text("utf-8")
    description.write_text(text.replace("label: Head Name", "label: Heads"), "utf-8")

    done = bot("render", "--check", directory=described)

    assert done.returncode == 1
    assert f"{FORM} is not what the command `render` writes" in done.stderr
    assert "+      label: Heads" in done.stdout.splitlines()
    assert bot("render", directory=described).returncode == 0
    assert "      label: Heads\n" in (described / FORM).read_text("utf-8")
    assert bot("render", "--check", directory=described).returncode == 0


def test_render_writes_forms_where_there_were_none(described: Path) -> None:
    wanted = {path: (described / path).read_bytes() for path in FORMS}
    shutil.rmtree(described / ".github" / "ISSUE_TEMPLATE")

    bot("render", directory=described)

    assert {path: (described / path).read_bytes() for path in FORMS} == wanted


def test_a_description_with_a_fault_is_named_and_nothing_is_written(described: Path) -> None:
    (described / DESCRIPTION).write_text("version: 1\nlits: {}\n", "utf-8")
    (described / "README.md").write_text("Old\n", "utf-8")

    done = bot("render", directory=described)

    assert done.returncode == 2
    assert "paper-bot.yml, line 2: lits is no key here; did you mean list?" in done.stderr
    assert (described / "README.md").read_text("utf-8") == "Old\n"


# --- lint ----------------------------------------------------------------------------------------


BESIDE = {
    "stages.json": """{
  "name": {"one": "stage", "many": "stages"},
  "stages": [{"name": "First"}],
  "heads": {
    "retrieval heads": {"stage": "First"}
  }
}
""",
    "news.json": '[{"date": "2024-09-06",\n"text": "The list is open."}]\n',
}


@pytest.mark.parametrize(
    ("name", "old", "new", "found"),
    [
        (
            "stages.json",
            '"retrieval heads"',
            '"Other Head"',
            "line 5: heads.'Other Head': no paper",
        ),
        ("stages.json", '{"stage": "First"}', '{"stage": "Last"}', "line 5: heads.'retrieval"),
        ("stages.json", '"name": "First"', '"name": "First "', "line 3: stages.entry 1.name: inv"),
        ("stages.json", '"First"}\n', '"First"},\n', "line 6, column 3: "),
        ("stages.json", '"First"}\n', '"First"}, "retrieval heads": {}\n', "line 5: heads.'re"),
        ("news.json", "2024-09-06", "2024-09-31", "line 1: entry 1.date: no day of the calendar"),
        ("news.json", "open.", "open.<!-- -->", "line 2: entry 1.text: invisible characters"),
    ],
)
def test_lint_names_what_is_wrong_beside_the_list_by_its_line(
    here: Path, name: str, old: str, new: str, found: str
) -> None:
    for path, text in BESIDE.items():
        (here / path).write_text(text, "utf-8")
    assert bot("lint", directory=here).returncode == 0
    (here / name).write_text(BESIDE[name].replace(old, new), "utf-8")

    done = bot("lint", directory=here)

    assert done.returncode == 1
    assert re.fullmatch(f"{re.escape(f'{name}, {found}')}.*\n", done.stdout)


def test_lint_looks_beside_a_list_that_does_not_read(here: Path) -> None:
    (here / "papers.json").write_text("[{]", "utf-8")
    (here / "stages.json").write_text(BESIDE["stages.json"], "utf-8")
    (here / "news.json").write_text("[1]", "utf-8")

    done = bot("lint", directory=here)

    assert done.returncode == 1
    assert [line.partition(",")[0] for line in done.stdout.splitlines()] == [
        "papers.json",
        "news.json",
    ]


def test_lint_names_each_finding_and_exits_by_it(here: Path) -> None:
    (here / "papers.json").write_text(PAPERS.replace("/abs/", "/pdf/"), "utf-8")

    done = bot("lint", directory=here)

    assert done.returncode == 1
    assert "write https://arxiv.org/abs/2404.15574" in done.stdout
    assert done.stderr == "papers.json: 1 finding\n"


def test_lint_names_every_fault_of_the_schema(here: Path) -> None:
    text = PAPERS.replace("2024-04-24", "soon").replace('"Retrieval Head"', '""')
    (here / "papers.json").write_text(text, "utf-8")

    done = bot("lint", directory=here)

    assert [line.partition(" (")[0] for line in done.stdout.splitlines()] == [
        "papers.json, line 2: entry 1",
        "papers.json, line 2: entry 1",
    ]
    assert (done.returncode, done.stderr) == (1, "papers.json: 2 findings\n")


def test_lint_finds_a_file_that_is_no_list_of_papers(here: Path) -> None:
    (here / "papers.json").write_text("[{]", "utf-8")

    done = bot("lint", directory=here)

    assert (done.returncode, "line 1, column 3" in done.stdout) == (1, True)


@pytest.mark.parametrize(
    "text",
    [
        PAPERS.replace("\n", "\r\n"),
        f"\ufeff{PAPERS}",
        json.dumps(json.loads(PAPERS)),
        PAPERS.rstrip(),
    ],
    ids=["CRLF", "byte order mark", "one line", "no final line end"],
)
def test_lint_fix_brings_the_form_in_order_and_changes_nothing_else(here: Path, text: str) -> None:
    (here / "papers.json").write_bytes(text.encode())

    assert bot("lint", directory=here).returncode == 1
    done = bot("lint", "--fix", directory=here)

    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "papers.json is written in the usual form\npapers.json: 0 findings\n"
    assert (here / "papers.json").read_bytes() == PAPERS.encode()
    assert bot("lint", "--fix", directory=here).stderr == "papers.json: 0 findings\n"


def test_lint_fix_names_what_only_a_person_can_mend(here: Path) -> None:
    text = json.dumps(json.loads(PAPERS.replace("/abs/", "/pdf/")))
    (here / "papers.json").write_text(text, "utf-8")

    done = bot("lint", "--fix", directory=here)

    assert (done.returncode, done.stdout.count("\n")) == (1, 1)
    assert "write https://arxiv.org/abs/2404.15574" in done.stdout
    assert json.loads((here / "papers.json").read_text("utf-8")) == json.loads(text)


@pytest.mark.parametrize("text", ["[{]", '[{"a": 1, "a": 2}]', "{}", "\xff"])
def test_lint_fix_leaves_what_it_cannot_read(here: Path, text: str) -> None:
    (here / "papers.json").write_bytes(text.encode("latin-1"))

    done = bot("lint", "--fix", directory=here)

    assert (done.returncode, done.stdout.count("\n")) == (1, 1)
    assert (here / "papers.json").read_bytes() == text.encode("latin-1")


# --- bad input and bad states --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "missing.md"), "missing.md cannot be read: No such file"),
        (("check", "--papers", "none.json"), "none.json cannot be read"),
        (("check", "--nonsense"), "No such option"),
        (("nonsense",), "No such command"),
        (("add",), "Missing argument"),
        (("add", "-", "--issue", "0"), "Invalid value"),
    ],
)
def test_wrong_usage_is_named_and_exits_with_2(
    here: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = bot(*arguments, directory=here, stdin=TEMPLATE)

    assert done.returncode == 2
    assert message in done.stderr


@pytest.mark.parametrize(("module", "command"), [("click", "lint"), ("jinja2", "render")])
def test_a_python_without_the_dependencies_is_told_what_to_run(module: str, command: str) -> None:
    script = (
        f"import runpy, sys; sys.modules[{module!r}] = None\n"
        f"sys.argv = ['bot', {command!r}]; runpy.run_module('bot', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"paper-bot: {module} is not installed; "
        "run `make test` once, then .venv/bin/python -m bot\n"
    )


INTERRUPTING = """
import runpy, sys

class Interrupting:
    def find_spec(self, name, *_):
        if name == {module!r}:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupting())
sys.argv = ["bot", *{arguments!r}]
runpy.run_module("bot", run_name="__main__")
"""


@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        ("bot.commands.cli", ["lint"]),
        ("click", ["lint"]),
        ("bot.text.escape", ["lint"]),
        ("bot.catalog.lint", ["lint"]),
        ("bot.outputs.readme", ["render", "--check"]),
        ("bot.submission.review", ["check", "-"]),
    ],
)
def test_whoever_interrupts_a_command_sees_no_traceback(
    here: Path, module: str, arguments: list[str]
) -> None:
    """As if somebody had pressed Ctrl-C in the moment in which a module is imported."""
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTING.format(module=module, arguments=arguments)],
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        input=TEMPLATE,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "")


def test_a_bot_that_lacks_a_file_of_its_own_says_so_in_a_line() -> None:
    script = (
        "import runpy, sys; sys.modules['bot.catalog.lint'] = None\n"
        "sys.argv = ['bot', 'lint']; runpy.run_module('bot', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True
    )

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "bot.catalog.lint is missing" in done.stderr


def test_the_version_is_told_with_the_name(here: Path) -> None:
    done = bot_process("--version", directory=here)

    assert (done.returncode, done.stdout, done.stderr) == (0, "paper-bot 0.2.0\n", "")


@pytest.mark.parametrize("content", [b"[{]", b"\xff", b"{}", b"", b'[{"title": ""}]'])
def test_a_broken_list_is_named_exits_with_4_and_stays(here: Path, content: bytes) -> None:
    (here / "papers.json").write_bytes(content)

    for arguments in (("check",), ("add", "-"), ("render",)):
        done = bot(*arguments, directory=here, stdin=TEMPLATE)
        assert done.returncode == 4
        assert done.stderr.startswith("paper-bot: papers.json")
        assert done.stderr.count("\n") == 1
    assert (here / "papers.json").read_bytes() == content


def test_a_folder_that_cannot_be_written_to_is_named(here: Path) -> None:
    done = bot("render", "--output", "no/such/folder", directory=here)

    assert (done.returncode, "cannot be written" in done.stderr) == (4, True)


@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        ({"GITHUB_TOKEN": ""}, 2, "GITHUB_TOKEN is not set"),
        ({"GITHUB_REPOSITORY": "nobody"}, 2, "GITHUB_REPOSITORY must name"),
        ({"GITHUB_EVENT_NAME": ""}, 2, "GITHUB_EVENT_NAME is not set"),
        ({"GITHUB_EVENT_NAME": "watch"}, 2, "does not know the event 'watch'"),
        ({"GITHUB_EVENT_PATH": "/nonexistent"}, 2, "cannot be read"),
        ({"GITHUB_EVENT_PATH": ""}, 2, "GITHUB_EVENT_PATH is not set"),
        ({"GITHUB_API_URL": "http://example.com"}, 2, "must be an https address"),
        ({"PAPER_BOT_USER_ID": "me"}, 2, "must be the number"),
        ({"GITHUB_TOKEN": "wrong"}, 4, "The token is wrong or expired"),
        ({"GITHUB_REPOSITORY": "octo-list/other"}, 4, "404"),
        pytest.param(
            *({"GITHUB_API_URL": "http://127.0.0.1:9"}, 3, "could not read issue"),
            marks=thorough,  # it waits before it asks again
        ),
    ],
)
def test_run_names_what_is_wrong_and_exits_by_it(
    bench: Bench, changes: dict[str, str], code: int, message: str
) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    before = bench.hub.snapshot()

    done = bot("run", env={**environment(bench, issue), **changes})

    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert bench.hub.snapshot() == before


# --- run in Actions ------------------------------------------------------------------------------


def environment(bench: Bench, issue: int) -> dict[str, str]:
    """Return what Actions sets for the event of an issue, without telling it is Actions."""
    from localhub import actions_environment

    env = actions_environment(bench.hub, bench.directory, "issues", "opened", issue)
    return {key: value for key, value in env.items() if key != "GITHUB_ACTIONS"}


def test_run_tells_actions_what_was_done(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper: ::error::boo", TEMPLATE)
    env = environment(bench, issue)

    done = bot_process("run", env=env)

    assert done.returncode == 0
    assert done.stdout.startswith(f"issue {issue}: accepted: create branch paper-bot/issue-{issue}")
    assert Path(env["GITHUB_OUTPUT"]).read_text("utf-8") == (
        f"verdict=accepted\nissue={issue}\npull-request=2\nchanges=6\n"
        f'issues=[{issue}]\npull-requests=[2]\nverdicts={{"{issue}":"accepted"}}\n'
    )
    summary = Path(env["GITHUB_STEP_SUMMARY"]).read_text("utf-8")
    assert f"| {issue} | accepted | 6 | 2 |" in summary
    assert "boo" not in done.stdout + done.stderr + summary
    assert bench.hub.bot_token not in done.stdout + done.stderr + summary


def test_run_tells_actions_of_each_issue_where_it_looks_at_several(bench: Bench) -> None:
    accepted = bench.hub.open_issue("Add new paper:", TEMPLATE)
    question = bench.hub.open_issue("How is the list ordered?", "By date?")
    rejected = bench.hub.open_issue("Add new paper:", WITHOUT_TASKS)
    env = {**environment(bench, accepted), "GITHUB_EVENT_NAME": "push"}
    event = bench.hub.event("push")
    Path(env["GITHUB_EVENT_PATH"]).write_text(json.dumps(event), "utf-8")

    done = bot_process("run", env=env)

    assert done.returncode == 0, done.stderr
    lines = Path(env["GITHUB_OUTPUT"]).read_text("utf-8").splitlines()
    told = dict(line.split("=", 1) for line in lines)
    assert (told["verdict"], told["issue"], told["pull-request"]) == ("sweep", "", "")
    (pull,) = bench.hub.pulls()
    assert json.loads(told["pull-requests"]) == [pull.number]
    assert json.loads(told["issues"]) == [accepted, rejected]
    assert json.loads(told["verdicts"]) == {str(accepted): "accepted", str(rejected): "rejected"}
    assert str(question) not in json.loads(told["verdicts"])


def test_run_annotates_in_actions_what_was_done(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper: ::error::boo", TEMPLATE)

    done = bot("run", env={**environment(bench, issue), "GITHUB_ACTIONS": "true"})

    first, *_ = done.stdout.splitlines()
    assert first.startswith(f"::notice title=paper-bot::issue {issue}: accepted: create branch")
    assert "boo" not in done.stdout


def test_run_annotates_a_fault_in_actions(bench: Bench) -> None:
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    bench.hub.settings.actions_may_create_pulls = False
    env = {**environment(bench, issue), "GITHUB_ACTIONS": "true"}

    done = bot("run", env=env)

    assert done.returncode == 4
    assert done.stdout.startswith("::error title=paper-bot::could not open pull request")
    assert "Settings > Actions" in Path(env["GITHUB_STEP_SUMMARY"]).read_text("utf-8")


def write_settings(bench: Bench, path: Path) -> None:
    """Write a file of settings for an issue that was just filed."""
    issue = bench.hub.open_issue("Add new paper:", TEMPLATE)
    lines = [f"{key}='{value}'" for key, value in environment(bench, issue).items()]
    path.write_text("\n".join(lines), "utf-8")


def test_run_takes_its_settings_from_a_dotenv_file(bench: Bench, here: Path) -> None:
    write_settings(bench, here / ".env")

    assert bot("run", "--dry-run", directory=here).returncode == 0
    assert bench.hub.pulls() == []
    assert bot("run", directory=here).returncode == 0
    assert len(bench.hub.pulls()) == 1


def test_no_dotenv_file_that_a_workflow_checked_out_is_read(bench: Bench, here: Path) -> None:
    write_settings(bench, here / ".env")
    before = bench.hub.snapshot()

    done = bot("run", directory=here, env={"GITHUB_ACTIONS": "true"})

    assert (done.returncode, "GITHUB_REPOSITORY must name" in done.stderr) == (2, True)
    assert bench.hub.snapshot() == before


@pytest.mark.parametrize("env", [{}, {"GITHUB_ACTIONS": "true"}], ids=["outside", "in Actions"])
def test_a_file_of_settings_that_is_named_is_read_in_the_place_of_dotenv(
    bench: Bench, here: Path, tmp_path: Path, env: dict[str, str]
) -> None:
    (here / ".env").write_text("GITHUB_TOKEN=another\nPAPER_BOT_USER_ID=nobody\n", "utf-8")
    write_settings(bench, tmp_path / "settings")

    done = bot("run", "--env-file", str(tmp_path / "settings"), directory=here, env=env)

    assert done.returncode == 0
    assert len(bench.hub.pulls()) == 1


def test_the_environment_wins_over_a_file_of_settings(bench: Bench, here: Path) -> None:
    write_settings(bench, here / "settings")

    done = bot(
        "run", "--env-file", "settings", directory=here, env={"GITHUB_TOKEN": "of-the-environment"}
    )

    assert (done.returncode, "The token is wrong or expired" in done.stderr) == (4, True)


def test_a_secret_of_a_file_of_settings_is_masked(here: Path) -> None:
    (here / "settings").write_text("GITHUB_TOKEN=canary-of-a-file", "utf-8")
    script = (
        "import sys; sys.argv = ['bot', 'check', '--env-file', 'settings', '-']\n"
        "from bot.commands.cli import main\n"
        "try: main()\n"
        "finally: print('canary-of-a-file'), print('canary-of-a-file', file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=here,
        input="Hello",
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PAPER_BOT_SERVICES_OFF": "all"},
    )

    assert (done.stdout, done.stderr) == ("ignored\n***\n", "***\n")


# --- lookup --------------------------------------------------------------------------------------


def test_lookup_prints_what_was_found_and_where() -> None:
    with PlayedServices() as services:
        services.paper("A Study of Heads", arxiv="2502.11806", published="2025-02-17")
        env = {"PAPER_BOT_SERVICES_OFF": "Semantic Scholar", "PAPER_BOT_SERVICES_URL": services.url}

        people = bot("lookup", "https://arxiv.org/pdf/2502.11806v2", env=env)
        machine = bot("lookup", "A Study of Heads", "--json", env=env)

    assert people.returncode == 0
    assert people.stdout.splitlines() == [
        "found, arXiv: A Study of Heads",
        "  authors: A. Author",
        "  date: 2025-02-17",
        "  link: https://arxiv.org/abs/2502.11806",
    ]
    assert json.loads(machine.stdout)["records"] == [
        {
            "source": "arXiv",
            "title": "A Study of Heads",
            "authors": ["A. Author"],
            "more_authors": False,
            "date": "2025-02-17",
            "venue": None,
            "links": ["https://arxiv.org/abs/2502.11806"],
        }
    ]


@pytest.mark.parametrize(
    ("down", "off", "code", "said"),
    [
        (False, "", 1, "nothing found"),
        (True, "", 3, "no answer from arXiv"),
        (False, "all", 2, "every look-up service is switched off"),
        (False, "nonsense", 2, "Not a service that can be switched off: nonsense"),
    ],
)
def test_lookup_says_why_there_is_nothing(down: bool, off: str, code: int, said: str) -> None:
    with PlayedServices() as services:
        if down:
            services.down(503)
        env = {"PAPER_BOT_SERVICES_OFF": off, "PAPER_BOT_SERVICES_URL": services.url}
        done = bot("lookup", "arXiv:2502.11806", env=env)

    assert done.returncode == code
    assert said in done.stdout + done.stderr


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u200b", "?!", "<!-- 2502.11806 -->"])
def test_nothing_to_look_up_is_wrong_usage(text: str) -> None:
    done = bot("lookup", text, env={"PAPER_BOT_SERVICES_OFF": ""})

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "paper-bot: give a link, an identifier or a title to look up\n"


@pytest.mark.parametrize("text", ["arXiv:2502.11806", "A Study of Heads"])
def test_look_ups_without_network_end_in_one_line(text: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: nobody answers
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        done = bot(
            "lookup",
            text,
            env={"PAPER_BOT_SERVICES_OFF": "", "PAPER_BOT_SERVICES_URL": address},
        )

    assert (done.returncode, done.stdout) == (3, "")
    assert re.fullmatch(r"no answer from [\w, ]+: breaks off or cannot be reached\n", done.stderr)


def test_look_ups_go_nowhere_but_to_the_services_or_loopback() -> None:
    done = bot(
        "lookup",
        "X",
        env={"PAPER_BOT_SERVICES_OFF": "", "PAPER_BOT_SERVICES_URL": "http://example.com"},
    )

    assert (done.returncode, "loopback" in done.stderr) == (2, True)


# --- help ----------------------------------------------------------------------------------------


def test_what_is_typed_wrongly_steers_no_terminal(here: Path) -> None:
    for arguments in (
        ("--\x1b[31m",),
        ("check", "\x1b]0;x\x07"),
        ("check", "--no\x9b", "x"),
        ("\u202e",),
        ("lint", "\x9b31m\u202e\x1b"),
    ):
        done = bot(*arguments, directory=here)
        assert done.returncode == 2
        assert (done.stdout + done.stderr).replace("\n", "").isprintable()


@pytest.mark.parametrize("command", Commands.about)
def test_every_command_has_help(command: str) -> None:
    done = bot(command, "--help")

    assert (done.returncode, f" {command} [OPTIONS]" in done.stdout.splitlines()[0]) == (0, True)


def test_usage_is_told_as_it_was_typed() -> None:
    assert bot_process("lint", "--help").stdout.startswith("Usage: python -m bot lint [OPTIONS]")


def test_the_commands_are_told_in_whole_sentences() -> None:
    lines = bot("--help", env={"COLUMNS": "80"}).stdout.partition("Commands:\n")[2].splitlines()

    assert [line.split()[0] for line in lines] == sorted(Commands.about)
    assert [line for line in lines if not line.endswith(".") or line.endswith("...")] == []


# --- what the other files say of the commands ----------------------------------------------------


def test_the_makefile_starts_no_script_that_names_its_interpreter_by_an_absolute_path() -> None:
    recipes = (PROJECT / "Makefile").read_text("utf-8")

    started = re.findall(r"(?m)(?:^\t@?|:= )\.venv/bin/(\S+)", recipes)

    assert set(started) == {"python", "zizmor"}  # zizmor is a program, not a script


@pytest.mark.parametrize(
    "path", ["templates/README.md.j2", "CONTRIBUTING.md", "SECURITY.md", "examples/README.md"]
)
def test_people_are_told_to_use_the_python_that_has_the_dependencies(path: str) -> None:
    text = (PROJECT / path).read_text("utf-8")

    assert "make test" in text
    assert re.findall(r"(?<!\.venv/bin/)python -m bot", text) == []
    assert ".venv/bin/python -m bot" in text
