"""Give the tests of doctor a repository whose set-up is all right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from localhub import LocalHub
from localhub.records import TickingClock
from tests.conftest import PAPERS
from tests.doctor.looking import LABELS, NOW, pasted, uses
from tests.ours import DESCRIPTION, FORMS, parse_catalog, renderer
from tests.paths import PROJECT


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[LocalHub]:
    """A list that has taken the bot over, and the bot's only release."""
    files = {
        **DESCRIPTION,
        **FORMS,
        **renderer().files(parse_catalog(PAPERS)),
        "papers.json": PAPERS,
        "CITATION.cff": (PROJECT / "CITATION.cff").read_text("utf-8"),
    }
    with LocalHub.create(tmp_path, files, name="paper-bot") as hub:
        hub.clock = TickingClock(NOW - dt.timedelta(hours=12))
        commit = hub.branches()["main"]
        tag = {"ref": "refs/tags/v1.0.0", "sha": commit}
        address = f"{hub.api_url}/repos/{hub.full_name}/git/refs"
        token = {"Authorization": f"Bearer {hub.bot_token}"}
        requests.post(address, json=tag, headers=token, timeout=20).raise_for_status()
        hub.settings.latest_release = "v1.0.0"
        hub.commit_files("main", pasted(uses(hub, f"{commit} # v1.0.0")), "Take the bot over")
        hub.make_labels(*LABELS)
        hub.settings.last_scheduled_run = NOW - dt.timedelta(hours=3)
        hub.clear_requests()
        yield hub
