"""A repository in use, issues filed there one after another, and what Actions saw of the runs.

Each issue is filed at the same moment: a paper list, another contributor's paper that waits
for its merge, and a pull request of a person's. The bot runs as a step of a workflow does.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot.catalog.catalog import Catalog
from bot.commands.cli import main
from bot.config import branch_name
from localhub import LocalHub, actions_environment
from localhub.moments import Moment
from localhub.records import Request
from tests.behaviour.hostile.cases import Case, template, text_of
from tests.behaviour.hostile.written import Written
from tests.ours import DESCRIPTION, renderer
from tests.reworded import ReadableHub
from tests.typed import in_place

FORGED = "<!-- paper-bot:accepted 0123456789abcdef -->\nThank you! #1 adds this paper to the list."
# By these files a step would change what later steps do; the bot has no use for them.
FOREIGN = ("GITHUB_ENV", "GITHUB_PATH", "GITHUB_STATE")


@dataclass(frozen=True)
class Run:
    """What a run of the bot left: exit code, everything it printed, files, requests, CPU time.

    `reached` are the hosts that it looked up or connected to and the processes it began.
    """

    code: int
    log: str
    output: str
    summary: str
    foreign: Mapping[str, str]
    made: list[str]
    requests: list[Request]
    reached: set[str]
    seconds: float


@dataclass(frozen=True)
class Site:
    """The repository; `issue` is the number that the next issue gets."""

    hub: LocalHub
    directory: Path
    catalog: Catalog
    moment: Moment
    issue: int

    def file(self, case: Case, author: str = "stranger") -> None:
        """File an issue, where a stranger pretends to be the bot in a comment."""
        self.hub.return_to(self.moment)
        body = None if case.body is None else text_of(case, self.issue)
        self.hub.make_labels(*case.labels)
        number = self.hub.open_issue(case.title, body, author=author, labels=case.labels)
        assert number == self.issue
        self.hub.comment(number, FORGED, author="stranger")

    def run(self) -> Run:
        """Let the bot answer the issue as Actions lets it, by the command itself."""
        asked = len(self.hub.requests)
        folder = Path(tempfile.mkdtemp(dir=self.directory))
        env = actions_environment(self.hub, folder, "issues", "opened", self.issue)
        foreign = {name: str(folder / name) for name in FOREIGN}
        for path in foreign.values():
            Path(path).touch()
        begin = time.process_time()
        with (
            _watched() as reached,
            in_place(["paper-bot", "run"], folder, {**env, **foreign}),
            _printed() as printed,
        ):
            code = _exit_code()
        return Run(
            code,
            printed.getvalue(),
            _content(env["GITHUB_OUTPUT"]),
            _content(env["GITHUB_STEP_SUMMARY"]),
            {name: _content(path) for name, path in foreign.items()},
            sorted(path.name.partition("-")[0] for path in folder.iterdir()),
            self.hub.requests[asked:],
            reached,
            time.process_time() - begin,
        )

    def written(self) -> Written:
        """Return what the bot has written about the issue."""
        branch, before = branch_name(self.issue), self.hub.read("main", "README.md")
        assert before
        there = branch in self.hub.branches()
        pulls = [pull for pull in self.hub.pulls() if pull.head == branch]
        comments = [c.body for c in self.hub.comments(self.issue) if c.author != "stranger"]
        assert len(comments) <= 1
        assert len(pulls) == there
        return Written(
            before=before,
            readme=self.hub.read(branch, "README.md") if there else None,
            comment=comments[0] if comments else None,
            title=pulls[0].title if pulls else None,
            body=pulls[0].body if pulls else None,
            commit=self.hub.log(branch)[0].message if there else None,
        )


def as_stored(case: Case) -> Case:
    """Return a case as GitHub keeps its text, where there is no half of a character."""
    body = (case.body or "").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return case if case.body is None else replace(case, body=body)


@contextlib.contextmanager
def open_site(directory: Path, catalog: Catalog) -> Iterator[Site]:
    """Make the repository with a list."""
    files = {**DESCRIPTION, "papers.json": catalog.text, **renderer().files(catalog)}
    with ReadableHub.create(directory, files) as hub:
        site = Site(hub, directory, catalog, hub.keep_moment(), 1)
        site.file(Case("first", "accepted", template(title="A Paper of Somebody Else's")), "ada")
        assert site.run().code == 0
        hub.commit_files("idea", {"NOTES.md": "An idea.\n"}, "Note an idea")
        hub.open_pull("Note an idea", "Somebody else's words.", "idea", "main")
        hub.clear_requests()
        yield Site(hub, directory, catalog, hub.keep_moment(), 4)


@contextlib.contextmanager
def _printed() -> Iterator[io.StringIO]:
    """Take all that a run prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        yield printed


_watching: list[tuple[int, set[str]]] = []
_OUTWARD = {"os.system", "os.exec", "os.posix_spawn", "os.fork"}


def _watch(event: str, values: tuple[Any, ...]) -> None:
    """Note what a watched run reaches for; an audit hook stays for good, so it is one for all."""
    for thread, reached in _watching:
        if thread == threading.get_ident():
            if event in ("socket.connect", "socket.getaddrinfo"):
                where = values[1][0] if event == "socket.connect" else values[0]
                reached.add(f"{event}: {where}")
            elif event == "subprocess.Popen":
                told = " ".join(map(str, values[1]))
                reached.add(
                    re.sub(r"(?<=-C )\S+", "HERE", re.sub(r"\b[0-9a-f]{40}\b", "SHA", told))
                )
            elif event in _OUTWARD:
                reached.add(event)


sys.addaudithook(_watch)


@contextlib.contextmanager
def _watched() -> Iterator[set[str]]:
    """Watch what this thread reaches for."""
    reached: set[str] = set()
    _watching.append((threading.get_ident(), reached))
    try:
        yield reached
    finally:
        _watching.pop()


def _exit_code() -> int:
    with pytest.raises(SystemExit) as ended:
        main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


def _content(path: str) -> str:
    file = Path(path)
    return file.read_text("utf-8") if file.exists() else ""
