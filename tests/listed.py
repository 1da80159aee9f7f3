"""Lists with papers whose facts a service may know better, and the schedule that asks."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.commands.run import run_event
from bot.lookup.lookup import make_lookup
from bot.reconcile.applying import Outcome
from tests.conftest import PAPERS, TODAY, Bench
from tests.lookup.played import Clock
from tests.lookup.services import PlayedServices


def schedule(bench: Bench, services: PlayedServices) -> Outcome:
    """Let the scheduled run do its work and return what it did for the list."""
    clock = Clock()
    finder = make_lookup(base_url=services.url, clock=clock, sleep=clock.sleep)
    return run_event(bench.settings("schedule", None), TODAY, finder)[-1]


def list_papers(bench: Bench, *changes: Mapping[str, object]) -> str:
    """Put papers on the list beside the first one and return its text."""
    first = json.loads(PAPERS)[0]
    added = [{**first, "links": [], "date": None, **change} for change in changes]
    text = PAPERS.removesuffix("\n]\n") + "".join(
        ",\n" + json.dumps(each, ensure_ascii=False) for each in added
    )
    bench.hub.commit_files("main", {"papers.json": text + "\n]\n"}, "List papers")
    return text + "\n]\n"
