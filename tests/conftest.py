"""Give the tests a repository on the local GitHub, with the bot to run on it."""

from __future__ import annotations

import datetime as dt
import gc
import importlib
import os
import pkgutil
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

import bot
import localhub
from bot.commands.run import run_event
from bot.commands.settings import Settings, read_settings
from bot.reconcile.applying import Outcome
from localhub import LocalHub, actions_environment
from localhub.events import EventName
from localhub.records import TickingClock
from tests.lookup.services import PlayedServices
from tests.ours import DESCRIPTION, parse_catalog, renderer
from tests.reworded import ReadableHub

# The machines are shared: how long one example takes says nothing. `make search` names the other
# profile, whose examples are drawn anew each time.
hypothesis_settings.register_profile("same", deadline=None, derandomize=True)
hypothesis_settings.register_profile("search", deadline=None, max_examples=2000)
hypothesis_settings.load_profile("same")

TODAY = dt.date(2026, 1, 15)
PAPERS = """[
  {
    "title": "Retrieval Head Mechanistically Explains Long-Context Factuality",
    "date": "2024-04-24",
    "heads": [
      "Retrieval Head"
    ],
    "venue": "arXiv",
    "summary": {
      "innovation": "Says what is new.",
      "tasks": "Says what was tried.",
      "result": "Says what came out."
    },
    "links": [
      {
        "label": "arXiv",
        "kind": "Paper",
        "url": "https://arxiv.org/abs/2404.15574"
      }
    ]
  }
]
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the later tiers be asked for, see `tests.tiers`."""
    group = parser.getgroup("tiers").addoption
    group("--all", action="store_true", help="run all tiers")
    group("--rest", action="store_true", help="run the thorough tier alone")


def pytest_configure(config: pytest.Config) -> None:
    """Draw the seed of random histories once for all workers, which inherit it.

    `make test` tells the same ones each time, lest it fail by chance; `make soak` others.
    """
    config.addinivalue_line("markers", "thorough: CI runs it, `make test` does not")
    config.addinivalue_line("markers", "exhaustive: `make test-all` alone runs it")
    soaks = "SOAK_EXAMPLES" in os.environ
    drawn = random.SystemRandom().randrange(10**9) if soaks else 38804189
    os.environ.setdefault("SOAK_SEED", str(drawn))


def pytest_collection() -> None:
    """Let the collector of garbage rest while thousands of tests come that stay to the end."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Import all modules: from what is imported, Hypothesis takes constants for its examples.

    What is there by now stays, and is walked through by the collector of garbage no more.
    """
    for package in (bot, localhub):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    gc.freeze()
    gc.enable()


def pytest_report_header() -> str:
    """Print the seed, to tell the same histories again."""
    return f"random histories: SOAK_SEED={os.environ['SOAK_SEED']}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests of the tier that is asked for; what is named by its node always runs."""
    if config.getoption("--all"):
        return
    tier = "thorough" if config.getoption("--rest") else ""
    named = tuple(arg for arg in config.args if "::" in arg)
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        (kept if _tier(item) == tier or item.nodeid.startswith(named) else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)


def _tier(item: pytest.Item) -> str:
    """Return the last tier whose mark a test has, blank for the first: its cases may be mixed."""
    tiers = (tier for tier in ("exhaustive", "thorough") if item.get_closest_marker(tier))
    return next(tiers, "")


@dataclass
class Bench:
    """A repository on the local GitHub and the bot, run as Actions would run it."""

    hub: LocalHub
    directory: Path

    def settings(
        self,
        name: EventName = "issues",
        action: str | None = "edited",
        number: int | None = None,
        inputs: Mapping[str, str] | None = None,
    ) -> Settings:
        """Return the settings of a run for an event."""
        env = actions_environment(self.hub, self.directory, name, action, number, inputs)
        return read_settings(env)

    def run(
        self,
        number: int | None = None,
        name: EventName = "issues",
        action: str | None = "edited",
        inputs: Mapping[str, str] | None = None,
    ) -> list[Outcome]:
        """Let the bot answer an event."""
        return run_event(self.settings(name, action, number, inputs), TODAY, dry_run=False)

    def answer(self, settings: Settings) -> list[Outcome]:
        """Let the bot answer an event that was written down before."""
        return run_event(settings, TODAY)

    def comment(self, number: int) -> str:
        """Return the text of the only comment on an issue."""
        (comment,) = self.hub.comments(number)
        return comment.body


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A repository with one listed paper."""
    files = {
        **DESCRIPTION,
        "papers.json": PAPERS,
        **renderer().files(parse_catalog(PAPERS)),
    }
    with ReadableHub.create(tmp_path, files) as hub:
        hub.clock = TickingClock(dt.datetime.combine(TODAY, dt.time(), dt.UTC))
        yield Bench(hub, tmp_path)


@pytest.fixture
def services() -> Iterator[PlayedServices]:
    """The look-up services, played on loopback; they know no paper at first."""
    with PlayedServices() as played:
        yield played
