"""Read the objects of a local checkout, to spare requests.

A commit's name vouches for its content, so the checkout may be as old as it likes:
what it lacks is asked of GitHub.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from bot.gateway.shapes import read_trailers
from bot.states import ActualBranch, Tip

_SHA = re.compile(r"[0-9a-f]{40}")
_WEB_FLOW = "noreply@github.com"  # of what is made through GitHub's API
_TIMEOUT_SECONDS = 20


class Checkout:
    """The git repository in a folder, which need not be one."""

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace
        self._files: dict[tuple[str, str], bytes | None] = {}

    def read(self, commit: str, path: str) -> bytes | None:
        """Give a file's content at a commit; None where the checkout lacks it."""
        if not _SHA.fullmatch(commit):
            return None
        if (commit, path) not in self._files:
            self._files[commit, path] = self._git("cat-file", "blob", f"{commit}:{path}")
        return self._files[commit, path]

    def branch(self, tip: str, head: str, own_user_id: int) -> ActualBranch | None:
        """Give a branch whose last commit looks like the bot's; None where that is not sure.

        `head` is that of the default branch. Whether others have committed before is
        not looked at: `only_own` is false.
        """
        if not (_SHA.fullmatch(tip) and _SHA.fullmatch(head)):
            return None
        shown = self._git("log", "-1", "--format=%T %ae %ce%n%B", tip)
        forks = self._git("merge-base", tip, head) if shown else None
        entries = self._git("ls-tree", tip) if forks else None
        if shown is None or forks is None or entries is None:
            return None
        head_line, _, message = shown.decode("utf-8", "replace").partition("\n")
        tree, author, committer = head_line.split(" ")
        digest, kept = read_trailers(message)
        own = author.startswith(f"{own_user_id}+") and committer in (author, _WEB_FLOW)
        if not digest or not own:  # a person may have amended it
            return None
        files = (line.split(None, 3) for line in entries.decode("utf-8", "replace").splitlines())
        blobs = {name: sha for _, kind, sha, name in files if kind == "blob"}
        fork = forks.decode().strip()
        return ActualBranch(Tip(tip, tree), fork, blobs, tip, digest, kept, only_own=False)

    def _git(self, *arguments: str) -> bytes | None:
        command = ["git", "-C", str(self._workspace), *arguments]
        try:
            done = subprocess.run(  # noqa: S603 - fixed commands, hashes and constants
                command, capture_output=True, timeout=_TIMEOUT_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        return done.stdout if done.returncode == 0 else None
