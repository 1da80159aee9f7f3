"""Submissions that leave something to look up, and services that answer."""

from __future__ import annotations

from bot.commands.run import run_event
from bot.lookup.lookup import LookUp, make_lookup
from bot.reconcile.applying import Outcome
from tests.conftest import TODAY, Bench
from tests.lookup.played import Clock
from tests.lookup.services import PlayedServices

TITLE = "Exploring Translation Mechanism of Large Language Models"


BARE = f"""Title: {TITLE}
Head: Retrieval Head
Published: arXiv
Summary:
- Innovation: Follows translation through single heads.
- Tasks: Finds the heads that matter, then tunes them.
- Significant Result: Fewer than 5% of the heads are crucial.
"""


def finder(services: PlayedServices) -> LookUp:
    """Return look-ups at the played services, whose waiting costs no time."""
    clock = Clock()
    return make_lookup(base_url=services.url, clock=clock, sleep=clock.sleep)


def answer(bench: Bench, issue: int | None, services: PlayedServices) -> list[Outcome]:
    settings = bench.settings(number=issue) if issue else bench.settings("schedule", None)
    return run_event(settings, TODAY, finder(services))
