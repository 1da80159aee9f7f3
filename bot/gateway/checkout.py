"""Read the objects of a local checkout, to spare requests.

A commit's name vouches for its content, so the checkout may be as old as it likes:
what it lacks is asked of GitHub.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from bot.messages import is_own_message, read_trailers
from bot.reconcile import ActualBranch, Tip
from bot.text import pattern

_SHA = pattern(r"[0-9a-f]{40}")
_WEB_FLOW = "noreply@github.com"  # of what is made through GitHub's API
_TIMEOUT_SECONDS = 20
_HEADERS = pattern(
    r"tree (?P<tree>[0-9a-f]{40})\n(?:parent .*\n)*"
    r"author [^<\n]*<(?P<author>[^>\n]*)>.*\ncommitter [^<\n]*<(?P<committer>[^>\n]*)>"
)
# All that git gets of the environment: no secret, and no variable that changes what it reads.
_PASSED = ("PATH", "HOME", "SYSTEMROOT")
_GIT_SETTINGS = {
    "LC_ALL": "C",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
}


class Checkout:
    """The git repository in a folder, which need not be one."""

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace
        self._files: dict[tuple[str, str], bytes | None] = {}
        self._trees: dict[tuple[str, ...], dict[str, str] | None] = {}

    def read(self, commit: str, path: str) -> bytes | None:
        """Return a file's content at a commit; None where the checkout lacks it."""
        if not _SHA.fullmatch(commit):
            return None
        if (commit, path) not in self._files:
            self._files[commit, path] = self._git("cat-file", "blob", f"{commit}:{path}")
        return self._files[commit, path]

    def read_of_head(self, path: str) -> bytes | None:
        """Return a file's content as it is checked out; None where there is none."""
        return self._git("cat-file", "blob", f"HEAD:{path}")

    def paths_of_head(self, folder: str) -> list[str] | None:
        """Return the files below a folder as it is checked out; None without a checkout."""
        names = self._git("ls-tree", "-r", "-z", "--full-tree", "--name-only", "HEAD", folder)
        return None if names is None else names.decode("utf-8", "replace").split("\0")

    def blob(self, name: str) -> bytes | None:
        """Return the content of a file by git's name for it; None where the checkout lacks it."""
        return self._git("cat-file", "blob", name) if _SHA.fullmatch(name) else None

    def blobs(self, commit: str, *paths: str) -> dict[str, str] | None:
        """Return all files, or those at and below some paths, with their blobs.

        None where the checkout lacks the commit.
        """
        if not _SHA.fullmatch(commit):
            return None
        if (commit, *paths) not in self._trees:
            self._trees[commit, *paths] = self._listed(commit, *paths)
        return self._trees[commit, *paths]

    def _listed(self, commit: str, *paths: str) -> dict[str, str] | None:
        entries = self._git("ls-tree", "-r", "-z", "--full-tree", commit, *paths)
        if entries is None:
            return None
        lines = (line.partition("\t") for line in entries.decode("utf-8", "replace").split("\0"))
        return {name: entry.split()[2] for entry, _, name in lines if " blob " in entry}

    def branch(self, tip: str, base: str, own_user_id: int) -> ActualBranch | None:
        """Return a branch whose last commit looks like the bot's; None where that is not sure.

        `base` is the last commit of the default branch. Whether others have committed before is
        not looked at: `only_own` is false.
        """
        if not (_SHA.fullmatch(tip) and _SHA.fullmatch(base)):
            return None
        shown = self._git("cat-file", "commit", tip)
        forks = self._git("merge-base", tip, base) if shown else None
        fork = forks.decode().strip() if forks else ""
        before, after = self.blobs(fork), self.blobs(tip)
        if shown is None or before is None or after is None:
            return None
        headers, _, message = shown.decode("utf-8", "replace").partition("\n\n")
        found = _HEADERS.match(headers)
        digest, kept = read_trailers(message)
        if not found or not (digest and is_own_message(message)):
            return None
        own = found["author"].startswith(f"{own_user_id}+")
        if not own or found["committer"] not in (found["author"], _WEB_FLOW):
            return None  # a person may have amended it
        blobs = {path: after.get(path, "") for path, _ in before.items() ^ after.items()}
        return ActualBranch(Tip(tip, found["tree"]), fork, blobs, tip, digest, kept, only_own=False)

    def _git(self, *arguments: str) -> bytes | None:
        """Return what a command that only reads objects prints; None where it fails.

        The folder's own configuration can name programs (for signatures, transports,
        hooks). None of these commands starts one, nor may it fetch what is missing.
        """
        command = ["git", "-C", str(self._workspace), *arguments]
        passed = {name: os.environ[name] for name in _PASSED if name in os.environ}
        try:
            done = subprocess.run(  # noqa: S603 - fixed commands, hashes and constants
                command,
                env={**passed, **_GIT_SETTINGS},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_TIMEOUT_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        return done.stdout if done.returncode == 0 else None
