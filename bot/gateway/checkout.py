"""Read files from the objects of a local checkout, to spare downloads."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

_SHA = re.compile(r"[0-9a-f]{40}")
_TIMEOUT_SECONDS = 20


def read_from_checkout(workspace: Path, commit: str, path: str) -> bytes | None:
    """Give a file's content at a commit; None where the checkout lacks it, or git is lacking.

    A commit's name vouches for its content, so the checkout may be as old as it likes.
    """
    if not _SHA.fullmatch(commit):
        return None
    command = ["git", "-C", str(workspace), "cat-file", "blob", f"{commit}:{path}"]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, a hash and a constant
            command, capture_output=True, timeout=_TIMEOUT_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
