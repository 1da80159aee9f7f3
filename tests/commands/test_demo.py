"""The demo: what it prints, the page it writes, what it leaves behind."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.commands.tour import EXAMPLES
from tests.conftest import PAPERS
from tests.ours import describe, lint_text, parse_catalog
from tests.papers import LISTED, TEMPLATE, TITLE, WITHOUT_TASKS
from tests.typed import bot, bot_process, bot_without

ESCAPES = set("\x1b\x07\x9b\r\u202e")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a list and an issue, and a blank in its name."""
    return filled(tmp_path / "a list")


def filled(folder: Path) -> Path:
    """Make a folder with a list and an issue."""
    folder.mkdir()
    (folder / "papers.json").write_text(PAPERS, "utf-8")
    describe(folder)
    (folder / "issue.md").write_text(TEMPLATE, "utf-8")
    return folder


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """The folder for temporary files, empty."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


def demo(
    here: Path,
    temporary: Path,
    *arguments: str,
    start: Callable[..., subprocess.CompletedProcess[str]] = bot,
) -> subprocess.CompletedProcess[str]:
    env = {"TMPDIR": str(temporary), "COLUMNS": "80", "PYTHONWARNINGS": "error"}
    return start("demo", *arguments, directory=here, env=env)


def page(done: subprocess.CompletedProcess[str], temporary: Path) -> str:
    """Read the page that the demo has named, the only thing that it leaves."""
    (left,) = temporary.iterdir()
    assert done.stdout.endswith(f"As GitHub would show it: {left}\n")
    return left.read_text("utf-8")


# --- the four stories ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """What the demo without a file prints, and its page."""
    here, temporary = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("temporary")
    done = demo(here, temporary, start=bot_process)
    assert (done.returncode, done.stderr, [*here.iterdir()]) == (0, "", [])
    return done.stdout, page(done, temporary)


def stories(printed: str) -> list[list[str]]:
    *blocks, _ = printed.split("\n\n")
    return [block.splitlines() for block in blocks]


def test_four_stories_stand_on_one_screen(told: tuple[str, str]) -> None:
    found = stories(told[0])

    assert [story[0][:2] for story in found] == ["1.", "2.", "3.", "4."]
    assert max(map(len, found)) <= 8
    assert max(map(len, told[0].splitlines()[:-1])) <= 80


def test_each_story_tells_what_was_filed_answered_and_became_of_it(told: tuple[str, str]) -> None:
    words = [[line[2:12].strip() for line in story[1:]] for story in stories(told[0])]

    assert words == [
        ["filed", "answered", "proposed", "merged"],
        ["filed", "answered", "", "edited", "answered", "proposed", "merged"],
        ["filed", "answered", "", "proposed", "merged"],
        ["filed", "filed", "answered", "answered", "merged", "rebuilt"],
    ]


def test_the_stories_end_as_their_titles_say(told: tuple[str, str]) -> None:
    accepted, mended, listed, two = ("\n".join(story) for story in stories(told[0]))

    assert "#2 by a maintainer: issue #1 is closed, 9 papers" in accepted
    assert "papers.json +21, papers/heads.md +4 −3" in accepted
    assert "One thing keeps it from being listed" in mended
    assert "#4 by a maintainer: issue #3 is closed, 10 papers" in mended
    assert "https://github.com/nightdessert/Retrieval_Head" in listed
    assert "#6 by a maintainer: issue #5 is closed, 10 papers" in listed
    assert "#9 by a maintainer: issue #7 is closed, 11 papers" in two
    assert "#10 by a merge commit, and can be merged: README.md +" in two


def test_the_summary_counts_what_was_done(told: tuple[str, str]) -> None:
    summary = told[0].splitlines()[-2]

    assert summary.startswith("5 issues, 5 pull requests, 4 merges, ")
    assert f"{summary}." in told[1]


def test_the_page_shows_the_whole_of_it(told: tuple[str, str]) -> None:
    _, text = told

    assert text.count('<header>\n<h3 id="about-') == 12  # 5 issues, 1 of them twice, 5 + 1 pulls
    assert text.count('class="card bot"') == 12  # 6 comments; and the pull requests are the bot's
    assert "Copy it over the text of your issue" in text
    assert "<h1>Attention Heads of Large Language Models" in text
    assert "The bot added the label needs-changes." in text
    assert '<div class="added">+    &#34;title&#34;: &#34;RazorAttention' in text
    assert "prefers-color-scheme: dark" in text
    assert 'id="user-content-paper-razorattention' not in text  # its pull request waits


def test_the_page_shows_an_answer_after_its_issue_and_a_merge_after_its_pull_request(
    told: tuple[str, str],
) -> None:
    _, _, two = told[1].rpartition("<h2>4. ")
    shown = re.findall(r'id="about-(\d+)"|(commented)</p>|class="event">([^<]*)<', two)

    assert ["".join(each) for each in shown] == [
        *("7", "commented", "8", "commented"),
        *("9", "A maintainer merged the pull request."),
        *("10", "The bot rebuilt the branch by a merge commit.", "10"),
    ]


class Loaded(HTMLParser):
    """Collects what a page would load, run or lead to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.handlers: list[str] = []
        self.sources: set[str] = set()
        self.links: set[str] = set()
        self.types: set[str | None] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name.startswith("on"):
                self.handlers.append(name)
            elif name in ("src", "srcset"):
                self.sources.add((value or "").partition(";")[0])
            elif name == "type":
                self.types.add(value)
            elif name == "href":
                self.links.add((value or "").partition(":")[0])


def test_the_page_loads_nothing_and_leads_nowhere_but_to_pages_of_the_web(
    told: tuple[str, str],
) -> None:
    loaded = Loaded(told[1])

    assert loaded.sources == {"data:image/svg+xml"}
    assert {link for link in loaded.links if not link.startswith("#")} == {"https"}
    assert not {"script", "link", "iframe", "object", "embed", "form"} & loaded.tags
    assert "127.0.0.1" not in told[1]


def test_references_lead_to_what_the_page_shows(told: tuple[str, str]) -> None:
    leads = set(re.findall(r'href="#about-(\d+)"', told[1]))

    assert leads == set(map(str, range(1, 11)))
    assert leads == set(re.findall(r'id="about-(\d+)"', told[1]))


def test_the_examples_list_is_in_order_and_holds_no_paper_that_an_example_submits() -> None:
    text = (EXAMPLES / "papers.json").read_text("utf-8")
    named = [
        name
        for name in sorted(EXAMPLES.glob("*-issue.md"))
        if any(paper.title in name.read_text("utf-8") for paper in parse_catalog(text).papers)
    ]

    assert lint_text(text)[0] == []
    assert [path.name for path in named] == ["listed-issue.md"]


# --- one issue -----------------------------------------------------------------------------------


def test_a_file_is_filed_on_the_list_here(here: Path, temporary: Path) -> None:
    done = demo(here, temporary, "issue.md", "--title", "Add new paper: X")

    assert done.stdout.splitlines()[:3] == [
        "One issue",
        "  filed     issue #1: Add new paper: X",
        "  answered  #2 adds this paper to the list as soon as a maintainer merges it.",
    ]
    assert "1 issue, 1 pull request, 0 merges, 12 requests" in done.stdout
    assert TITLE in page(done, temporary)
    assert (here / "papers.json").read_text("utf-8") == PAPERS


def test_an_empty_list_is_a_list(here: Path, temporary: Path) -> None:
    (here / "papers.json").write_text("[]", "utf-8")

    assert "papers.json +" in demo(here, temporary, "issue.md").stdout


def test_a_folder_without_a_list_is_wrong_usage(here: Path, temporary: Path) -> None:
    (here / "papers.json").unlink()

    done = demo(here, temporary, "issue.md")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "paper-bot: papers.json cannot be read: No such file or directory\n"


@pytest.mark.parametrize("option", ["--title", "--label"])
def test_what_is_of_one_issue_needs_a_file(here: Path, temporary: Path, option: str) -> None:
    done = demo(here, temporary, option, "X")

    assert (done.returncode, "are of the issue in FILE" in done.stderr) == (2, True)


def test_an_example_is_filed_on_the_list_of_the_examples(here: Path, temporary: Path) -> None:
    (here / "papers.json").write_text("[]", "utf-8")

    done = demo(here, temporary, str(EXAMPLES / "listed-issue.md"))

    assert "This paper is on the list already" in done.stdout


def test_a_fault_leaves_nothing_behind(here: Path, temporary: Path) -> None:
    (here / "papers.json").write_text("[{]", "utf-8")

    done = demo(here, temporary, "issue.md")

    assert (done.returncode, [*temporary.iterdir()]) == (4, [])


def test_a_python_without_the_extra_is_told_what_to_install(here: Path) -> None:
    done = bot_without("pygit2", "demo", directory=here)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "paper-bot: pygit2 is not installed; install paper-bot[demo]\n"


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "![x](https://tracker.example/pixel.png)",
    '<img src="https://img.shields.io/badge/%3Cscript%3Ealert(1)%3C/script%3E-blue">',
    "<style>body{display:none}</style>",
    '<iframe src="https://tracker.example"></iframe>',
    '<form action="https://tracker.example"><input type="submit"></form>',
    "</div></section></article></body></html>",
    '<svg><use href="data:image/svg+xml,x"/></svg>',
    "<details ontoggle=alert(1) open>",
    "{{ 7 * 7 }}",
    '<meta http-equiv="refresh" content="0;url=https://tracker.example">',
    "<!-- <b> --!><img src=x onerror=alert(1)>",
]


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """The page of an issue that is as it should be."""
    temporary = tmp_path_factory.mktemp("temporary")
    here = filled(tmp_path_factory.mktemp("of a list") / "here")
    return Loaded(page(demo(here, temporary, "issue.md"), temporary))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_issue_puts_anything_harmful_into_the_page(
    here: Path, temporary: Path, harmless: Loaded, text: str
) -> None:
    (here / "issue.md").write_text(f"{TEMPLATE}\n\n{text}\n", "utf-8")

    shown = page(demo(here, temporary, "issue.md", "--title", f"Add new paper: {text}"), temporary)

    loaded = Loaded(shown)
    assert loaded.tags - harmless.tags <= {"img", "a"}
    assert (loaded.handlers, loaded.types) == ([], {"checkbox"})
    assert loaded.sources <= {"data:image/svg+xml"}
    assert {link for link in loaded.links if not link.startswith("#")} <= {"https"}
    assert shown.count("</body>") == 1
    assert "49" not in re.findall(r"Add new paper: (\d+)", shown)


# --- as it is ------------------------------------------------------------------------------------


def test_raw_prints_the_texts_and_keeps_the_repository(here: Path, temporary: Path) -> None:
    done = demo(here, temporary, "issue.md", "--raw")

    shown = re.findall(r"^diff --git a/\S+ b/(\S+)$", done.stdout, re.MULTILINE)
    (repository,) = temporary.glob("*/papers.git")
    assert "Pull request 2: Add paper: " in done.stdout
    assert shown == ["README.md", "papers.json", "papers/heads.md"]
    assert "Thank you! #2 adds this paper to the list" in done.stdout
    assert "filed as: (no title)" in done.stdout
    assert done.stdout.endswith(f"git -C '{repository}' log --graph --all\n")
    assert "::notice" not in done.stdout


def test_raw_prints_every_text_of_the_four_stories(here: Path, temporary: Path) -> None:
    done = demo(here, temporary, "--raw")

    filed = re.findall(r"^Issue (\d+), as filed", done.stdout, re.MULTILINE)
    proposed = re.findall(r"^Pull request (\d+): ", done.stdout, re.MULTILINE)
    assert filed == ["1", "3", "3", "5", "7", "8"]
    assert proposed == ["2", "4", "6", "9", "10", "10"]


def test_raw_shows_what_is_wrong_with_an_issue(here: Path, temporary: Path) -> None:
    (here / "issue.md").write_text(WITHOUT_TASKS, "utf-8")

    done = demo(here, temporary, "issue.md", "--raw")

    assert (done.returncode, "Pull request" in done.stdout) == (0, False)
    assert "**Tasks**" in done.stdout


@pytest.mark.parametrize(
    ("body", "arguments"),
    [
        (TEMPLATE, ()),
        (WITHOUT_TASKS, ()),
        (LISTED, ()),
        ("How do I cite this?", ()),
        ("How do I cite this?", ("--title", "Add new paper: X")),
        ("How do I cite this?", ("--label", "add-new-paper")),
        ("https://arxiv.org/abs/2404.15574", ("--title", "Add new paper:")),
    ],
)
def test_demo_answers_as_check_judges(
    here: Path, temporary: Path, body: str, arguments: tuple[str, ...]
) -> None:
    (here / "issue.md").write_text(body, "utf-8")

    judged = bot("check", "issue.md", "--offline", "--json", *arguments, directory=here)
    shown = demo(here, temporary, "issue.md", "--raw", *arguments).stdout

    words = {
        "accepted": "adds this paper to the list",
        "rejected": "edit this issue",
        "duplicate": "This paper is on [the list]",
        "ignored": "The bot left the issue alone.",
    }
    verdict = json.loads(judged.stdout)["verdict"]
    assert [name for name, said in words.items() if said in shown] == [verdict]


@pytest.mark.parametrize("raw", [(), ("--raw",)], ids=["in short", "raw"])
def test_an_issue_that_steers_terminals_steers_none_in_the_demo(
    here: Path, temporary: Path, raw: tuple[str, ...]
) -> None:
    steering = "\x1b]52;c;ZXZpbA==\x07\x1b]0;owned\x07\x9b31m\u202e\r"
    (here / "issue.md").write_text(TEMPLATE.replace(TITLE, f"{steering}{TITLE}"), "utf-8")

    done = demo(here, temporary, "issue.md", "--title", f"Add new paper: {steering}", *raw)

    assert "#2" in done.stdout or "Pull request 2: " in done.stdout
    assert not set(done.stdout + done.stderr) & ESCAPES
    assert "\\x1b]52;c;ZXZpbA==\\x07" in done.stdout
