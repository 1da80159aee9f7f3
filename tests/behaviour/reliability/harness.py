"""A repository and the bot on it, shared by many cases: each begins from a moment that was kept.

What people see at the end of a case is compared by `visible`, which leaves out what may
differ though nothing is wrong: numbers of pull requests, names of commits, ids, times.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import difflib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.commands.run import run_event
from bot.commands.settings import Settings
from bot.errors import Fault
from bot.reconcile.retry import Deadline
from localhub import LocalHub
from localhub.events import EventName
from localhub.hub import BOT_PERMISSIONS
from localhub.interference import Interference
from localhub.records import Request, TickingClock
from tests.conftest import PAPERS, TODAY, Bench
from tests.faults import Past
from tests.ours import DESCRIPTION, parse_catalog, renderer
from tests.reworded import ReadableHub

RENDERER = renderer()
FILES = {**DESCRIPTION, "papers.json": PAPERS, **RENDERER.files(parse_catalog(PAPERS))}
BOT_LOGIN = "github-actions[bot]"
BOT_BRANCH = re.compile(r"paper-bot/(?:issue-(\d+)|refresh)")
_SHA = re.compile(r"\b[0-9a-f]{40}\b")
_REFERENCE = re.compile(r"(#|/pull/|\b(?:pull|first)=)(\d+)\b")


@dataclass(frozen=True)
class Event:
    """An event as Actions delivers it."""

    name: EventName
    action: str | None = None
    number: int | None = None


DEADLINE_SECONDS = 60  # of real time, for what would otherwise hang
RUN_SECONDS = 300  # of the hub's time
SWEEP = Event("schedule")
PUSH = Event("push")


@dataclass
class Stage:
    """The hub, and runs of the bot on it; `past` remembers what the undisturbed ones have read."""

    hub: LocalHub
    directory: Path
    base: Settings
    past: Past = field(default_factory=Past)

    def run(self, event: Event, interference: Interference | None = None) -> Fault | None:
        """Let the bot answer an event, with an interference for this run alone."""
        self.hub.interference = interference or self.past.watch
        try:
            return self.answer(event, self.hub.bot_token)
        finally:
            self.hub.interference = None

    def answer(self, event: Event, token: str) -> Fault | None:
        """Let the bot answer an event and return the fault that the run ended in.

        Whatever else it raises than a Fault is a failure of the bot's.
        """
        deadline = Deadline(self.hub.time, self.hub.pass_time, self.hub.time() + RUN_SECONDS)
        today = dt.datetime.fromtimestamp(self.hub.time(), dt.UTC).date()
        try:
            run_event(self.settings(event, token), today, None, deadline)
        except Fault as fault:
            return fault
        return None

    def settings(self, event: Event, token: str) -> Settings:
        """Return the settings of a run.

        One for a single issue has no checkout, so that it asks GitHub for all; the hub's
        own repository serves the others for the checkout of all branches that they have.
        """
        path = self.directory / f"event-{token[-8:]}.json"
        payload = self.hub.event(event.name, event.action, event.number)
        path.write_text(json.dumps(payload), "utf-8")
        workspace = self.directory / "nowhere" if event.number else self.hub.repository_path
        return dataclasses.replace(
            self.base, token=token, event_name=event.name, event_path=path, workspace=workspace
        )

    def token(self) -> str:
        """Return the bot one more token."""
        return self.hub.issue_app_token(BOT_PERMISSIONS)


@contextmanager
def open_stage(directory: Path) -> Iterator[Stage]:
    """Make a repository with one listed paper, for cases to begin from."""
    with ReadableHub.create(directory, FILES) as hub:
        hub.clock = TickingClock(dt.datetime.combine(TODAY, dt.time(9), dt.UTC))
        (directory / "nowhere").mkdir()
        read = Bench(hub, directory).settings("schedule", None)
        base = dataclasses.replace(read, output=None, step_summary=None, in_actions=False)
        yield Stage(hub, directory, base)


def visible(hub: LocalHub, *, declined: bool = True) -> dict[str, Any]:
    """Return everything that people see, by what it is about, to compare two ends of a story.

    Pull requests that were closed unmerged are left out where `declined` is false.
    """
    heads = {pull.number: pull.head for pull in hub.pulls()}

    def told(text: str | None) -> str:
        return _REFERENCE.sub(
            lambda found: f"{found[1]}{heads.get(int(found[2]), found[2])}",
            _SHA.sub("<sha>", text or ""),
        )

    def comments(number: int) -> list[tuple[str, str]]:
        return [(comment.author, told(comment.body)) for comment in hub.comments(number)]

    seen: dict[str, Any] = {}
    for name in hub.branches():
        seen[f"branch {name}"] = {path: hub.read(name, path) for path in FILES}
    for pull in hub.pulls():
        if pull.state == "closed" and not (pull.merged or declined):
            continue
        shown = (pull.state, pull.merged, pull.base, pull.draft, pull.mergeable, pull.title)
        texts = (told(pull.body), sorted(pull.labels), comments(pull.number))
        seen.setdefault(f"pulls from {pull.head}", []).append((*shown, *texts))
    for issue in hub.snapshot().issues:
        if issue.number not in heads:
            shown_issue = (issue.state, issue.locked, issue.title, issue.body, issue.labels)
            seen[f"issue {issue.number}"] = (*shown_issue, comments(issue.number))
    return seen


def differences(seen: dict[str, Any], expected: dict[str, Any]) -> str:
    """Tell line by line what differs between two ends of a story, blank where nothing does."""
    names = "as it should be", "as it is"
    lines = [*difflib.unified_diff(_lines(expected), _lines(seen), *names, n=0)]
    return "\n".join(lines[:20])


def _lines(seen: dict[str, Any]) -> list[str]:
    """Write what is seen one line for each line of text, each with what it is about."""
    lines: list[str] = []

    def add(about: str, value: object) -> None:
        if isinstance(value, dict):
            for key in sorted(value):
                add(f"{about} {key}", value[key])
        elif isinstance(value, list | tuple):
            for each in value:
                add(about, each)
        else:
            lines.extend(f"{about}: {line}" for line in str(value).splitlines() or [""])

    add("", seen)
    return lines


def writes(requests: list[Request]) -> list[Request]:
    """Return the requests that ask for a change."""
    return [request for request in requests if request.method != "GET"]


def assert_quiet(hub: LocalHub, run: Callable[[], object]) -> None:
    """Assert that one run more finds nothing to do: it asks for no change."""
    before, asked = hub.snapshot(), len(hub.requests)
    run()
    assert writes(hub.requests[asked:]) == []
    assert hub.snapshot() == before
