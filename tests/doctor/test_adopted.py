"""A list is adopted step by step, and doctor follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import CONFIGURE_BRANCH
from localhub import LocalHub
from localhub.records import TickingClock
from tests.conftest import Bench
from tests.doctor.looking import NOW, look, pasted, verdicts
from tests.listing.lists import OWN

USES = "octo/paper-bot/.github/workflows/run.yml@" + "1" * 40


@pytest.mark.parametrize("name", ["llm-security", "gui-agents"])
def test_each_step_of_an_adoption_is_told_what_comes_next(tmp_path: Path, name: str) -> None:
    readme = (OWN / f"{name}.md").read_bytes()
    with LocalHub.create(tmp_path, {"README.md": readme}) as hub:
        hub.clock, hub.settings.last_scheduled_run = TickingClock(NOW), NOW
        bench = Bench(hub, tmp_path)
        assert verdicts(look(hub)) == {"bot": "wrong"}

        hub.commit_files("main", pasted(USES), "Paste")
        waits = {"bot": "look", "version": "unknown"}  # the bot's repository is another
        assert verdicts(look(hub)) == waits

        bench.run(None, "push", None)
        (pull,) = hub.pulls()
        assert pull.head == CONFIGURE_BRANCH
        checks = look(hub)
        assert verdicts(checks) == waits
        assert f"#{pull.number} proposes it" in checks["bot"].found

        hub.close_pull(pull.number)
        assert "closed unmerged" in look(hub)["bot"].found
        hub.reopen_pull(pull.number)
        hub.merge_pull(pull.number)
        checks = look(hub)
        assert verdicts(checks) == {"version": "unknown"}
