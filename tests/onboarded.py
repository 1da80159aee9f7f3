"""A repository whose list nothing describes yet, on the local GitHub, and the bot to run on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.commands.run import run_event
from bot.commands.settings import read_settings
from bot.config import CONFIGURE_BRANCH
from bot.reconcile import Outcome
from localhub import LocalHub, actions_environment
from localhub.events import EventName
from localhub.records import TickingClock
from localhub.views import PullView
from tests.reworded import ReadableHub

TODAY = dt.date(2026, 11, 30)
SMALL = """# Papers on Small Things

Welcome, and contribute!

## Contents

- [Ants](#ants)
- [Bees](#bees)

## Ants

- [How Ants Find Sugar](https://arxiv.org/abs/2401.00001) - Ada Lovelace, NeurIPS 2024
- [Ants in Clay](https://arxiv.org/abs/2402.00002) - Alan Turing, ICLR 2024
- [A Survey of Trails](https://arxiv.org/abs/2403.00003) - Grace Hopper, Ada Lovelace, ACL 2024

## Bees

- [Dances That Point](https://arxiv.org/abs/2404.00004) - Alan Turing, ICML 2024
- [Wax Has Memory](https://arxiv.org/abs/2405.00005) - Grace Hopper, NeurIPS 2023
- Bees, a book that has no address
"""


@dataclass
class NewBench:
    """A repository that has got the bot just now, and the bot, run as Actions would run it."""

    hub: LocalHub
    directory: Path

    def run(
        self,
        number: int | None = None,
        name: EventName = "push",
        action: str | None = None,
        *,
        dry_run: bool = False,
        inputs: Mapping[str, str] | None = None,
        checkout: Path | None = None,
    ) -> list[Outcome]:
        """Let the bot answer an event, with this folder for a checkout, or one as it is wont to."""
        given = self.hub, self.directory, name, action, number, inputs
        env = actions_environment(*given, checkout=checkout)
        return run_event(read_settings(env), TODAY, dry_run=dry_run, refreshes=number is None)

    def run_by_hand(self) -> list[Outcome]:
        """Let somebody press Run workflow."""
        return self.run(name="workflow_dispatch")

    def pull(self) -> PullView:
        """Return the only open pull request that proposes a description."""
        (pull,) = [
            each
            for each in self.hub.pulls()
            if each.head == CONFIGURE_BRANCH and each.state == "open"
        ]
        return pull

    def text(self) -> str:
        """Return the text of that pull request."""
        return self.pull().body or ""

    def read(self, path: str, ref: str = CONFIGURE_BRANCH) -> str:
        """Return a file as a branch has it."""
        text = self.hub.read(ref, path)
        assert text is not None, path
        return text

    def edit(self, path: str, text: str | None, ref: str = CONFIGURE_BRANCH) -> None:
        """Let a maintainer write a file on a branch, and the bot answer the push."""
        self.hub.commit_files(ref, {path: text}, "By hand")
        self.run()

    def assert_settled(self) -> None:
        """Assert that no event has anything to write any more."""
        before = self.hub.snapshot()
        self.run()
        self.run(name="schedule")
        assert self.hub.snapshot() == before


@contextmanager
def unconfigured(
    directory: Path, files: Mapping[str, str | bytes] | None = None
) -> Iterator[NewBench]:
    """Open a repository that has these files, by itself a README of six entries."""
    with ReadableHub.create(directory, files or {"README.md": SMALL}) as hub:
        hub.clock = TickingClock(dt.datetime.combine(TODAY, dt.time(), dt.UTC))
        yield NewBench(hub, directory)
