"""What the project's pages say is there: links, headings, targets of make, commands, files."""

from __future__ import annotations

import html
import posixpath
import re
import shlex
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from bot.commands.cli import commands
from bot.listing.describe import DESCRIPTION_FILE, read_description
from bot.listing.description import Description
from tests.paths import PROJECT, TESTS
from tests.typed import bot

PAGES = sorted(
    str(path.relative_to(PROJECT))
    for folder, pattern in [
        (PROJECT, "*.md"),
        (PROJECT / "docs", "**/*.md"),
        (PROJECT / "examples", "README.md"),
        (PROJECT / "tests", "**/README.md"),
    ]
    for path in folder.glob(pattern)
)
# GitHub's own pages for a repository, beside which it shows a file as blob/BRANCH/PATH.
ON_GITHUB = {
    "issues/new/choose",
    "security/advisories/new",
    "releases/latest",
    "commits",
    "commits/HEAD/papers.json.atom",
}
SHOWN_AT = "blob/main/"


def _html(page: str) -> str:
    text = (PROJECT / page).read_text("utf-8")
    return str(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE))


def _links(page: str) -> list[str]:
    found = re.findall(r'(?:href|src|srcset)="([^"]*)"', _html(page))
    return [html.unescape(each) for each in found if not re.match(r"[a-z]+:", each)]


def _code(page: str) -> Iterator[str]:
    """Yield the lines of the code in a page."""
    for code in re.findall(r"<code>(.*?)</code>", _html(page), re.DOTALL):
        yield from html.unescape(code).splitlines()


@cache
def _fragments(page: str) -> set[str]:
    """Return what of a page can be linked: its headings as GitHub names them, and its ids."""
    shown, names = _html(page), Counter[str]()
    for heading in re.findall(r"<h[1-6]>(.*?)</h[1-6]>", shown, re.DOTALL):
        text = html.unescape(re.sub("<[^>]*>", "", heading)).lower()
        names[re.sub(r"[^\w\- ]", "", text).replace(" ", "-")] += 1
    again = {f"{name}-{n}" for name, count in names.items() for n in range(1, count)}
    ids = {f"user-content-{each}" for each in re.findall(r' id="([^"]+)"', shown)}
    return {*names, *again, *ids}


def _is_alive(page: str, link: str) -> bool:
    path, _, fragment = link.partition("#")
    there = posixpath.normpath(posixpath.join(SHOWN_AT, posixpath.dirname(page), path))
    if path and not there.startswith(SHOWN_AT):
        return there in ON_GITHUB
    target = there.removeprefix(SHOWN_AT) if path else page
    return (PROJECT / target).exists() and (not fragment or fragment in _fragments(target))


def _lead_nowhere(page: str, links: list[str]) -> list[str]:
    return [link for link in links if not _is_alive(page, link)]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    assert _lead_nowhere(page, _links(page)) == []


def test_a_link_that_leads_nowhere_is_found() -> None:
    lost = ["#none", "none.md", "none.md#x", "CONTRIBUTING.md#none", "../../issues/none", "../x"]
    alive = ["#add-a-paper", "docs/developing.md#packages", "../../issues/new/choose"]
    assert _lead_nowhere("README.md", [*lost, *alive]) == lost


def test_the_readme_leads_to_every_page_for_people() -> None:
    linked = {link.partition("#")[0] for link in _links("README.md")}
    written = {page for page in PAGES if "/" not in page or page.startswith("docs/")}
    assert written - linked == {"README.md"}


@pytest.mark.parametrize("page", PAGES)
def test_every_target_of_make_that_a_page_names_is_in_the_makefile(page: str) -> None:
    targets = re.findall(r"(?m)^([a-z-]+):", (PROJECT / "Makefile").read_text("utf-8"))
    named = re.findall(r"\bmake ([a-z-]+)", "\n".join(_code(page)))
    assert set(named) - set(targets) == set()


def _lines_of_commands(page: str) -> Iterator[list[str]]:
    for line in _code(page):
        if found := re.search(r"(?:-m bot|^paper-bot) +(.+)", line):
            yield shlex.split(found[1], comments=True)


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_page_names_takes_what_is_given_there(page: str) -> None:
    for name, *arguments in _lines_of_commands(page):
        if name.startswith("-"):
            assert name in {"--help", "--version"}
            continue
        command = commands.get_command(click.Context(commands), name)
        assert command, f"there is no command {name}"
        # The parser alone: to make a context would read settings and mask this process's output.
        _, unread, _ = command.make_parser(click.Context(command)).parse_args(arguments)
        assert unread == []


def test_the_pages_name_every_command() -> None:
    named = {name for page in PAGES for name, *_ in _lines_of_commands(page)}
    assert {*commands.list_commands(click.Context(commands))} - named == set()


@pytest.mark.parametrize("page", PAGES)
def test_people_are_told_to_use_the_python_that_has_the_dependencies(page: str) -> None:
    assert [
        line for line in _code(page) if re.search(r"(?<!\.venv/bin/)python -m (bot|pytest)", line)
    ] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_file_of_the_project_that_a_page_names_is_there(page: str) -> None:
    ours = r"(?:^|(?<= ))(?:bot|localhub|templates|tests|docs|examples|requirements)/[\w./-]*"
    named = {path for line in _code(page) for path in re.findall(ours, line)}
    # The tables of tests name them as from their own folder.
    there = {path for path in named if (PROJECT / path).exists() or (TESTS / path).exists()}
    assert named - there == set()


def test_a_list_begun_as_a_page_says_has_no_findings(tmp_path: Path) -> None:
    text = (PROJECT / "docs" / "maintaining.md").read_text("utf-8")
    (step,) = re.findall(r"^2\. Begin with an empty list: .*$", text, re.MULTILINE)
    emptied, *removed = re.findall(r"`(\w+\.json)`", step)
    for path in PROJECT.glob("*.json"):
        if path.name not in removed:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / emptied).write_text("[]\n", "utf-8")
    (described,) = re.findall(r"(?m)^3\. .*\bdescribe it in \[([^]]+)\]", text)
    (tmp_path / described).parent.mkdir()
    (tmp_path / described).write_bytes((PROJECT / described).read_bytes())

    assert bot("render", directory=tmp_path).returncode == 0
    assert bot("lint", directory=tmp_path).returncode == 0


def test_the_examples_are_described_as_this_list_is() -> None:
    def described(folder: Path) -> Description:
        return read_description((folder / DESCRIPTION_FILE).read_text("utf-8"))

    assert described(PROJECT / "examples") == described(PROJECT)
