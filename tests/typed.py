"""Run a command of the bot as a person types it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.paths import PROJECT


def bot(
    *arguments: str,
    directory: Path = PROJECT,
    stdin: str = "",
    env: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, with nothing of Actions in its environment but `env`."""
    bare = {key: value for key, value in os.environ.items() if not key.startswith("GITHUB_")}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "bot", *arguments],
        cwd=directory,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={
            **bare,
            "PYTHONPATH": str(PROJECT),
            "PAPER_BOT_SERVICES_OFF": "all",
            **(env or {}),
        },
    )
    assert "Traceback" not in done.stderr
    return done
