"""The workflows, and what they run, in words that act knows.

- It does not know `$/`, the repository of the file at the commit that runs. In this list's
  workflows `./`, what is checked out, stands for it; in those of other lists the bot's
  repository, by the name and commit that they give.
- It does not know `cache-mode`, and there is no cache.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from tests.paths import PROJECT

WORKFLOWS = ".github/workflows"
WORKFLOW = f"{WORKFLOWS}/paper-bot.yml"
SCHEDULE = f"{WORKFLOWS}/paper-bot-schedule.yml"
CALLED = f"{WORKFLOWS}/run.yml"
ACTION = "action.yml"
# The step that calls that action.
CALLS = "Answer the event"
# The bot's repository, as the files name it that other lists paste.
BOT = "OWNER/paper-bot"
COMMIT = "0" * 40


def files_of_the_project() -> dict[str, bytes]:
    """Read what this list's workflows need in its repository, beside the list and its README."""
    own = {name: (PROJECT / name).read_bytes() for name in (WORKFLOW, SCHEDULE)}
    return _known_to_act({**_files_of_the_bot(), **own}, "./")


def files_of_an_adopter(commit: str = COMMIT) -> dict[str, bytes]:
    """Read what another list pastes into its repository; nothing of the bot's is there."""
    examples = PROJECT / "examples" / "workflows"
    pasted = {name: (examples / Path(name).name).read_bytes() for name in (WORKFLOW, SCHEDULE)}
    pinned = {name: text.replace(COMMIT.encode(), commit.encode()) for name, text in pasted.items()}
    return _known_to_act(pinned, "./")


def write_bot(folder: Path, commit: str, changed: Mapping[str, bytes]) -> None:
    """Write the bot's repository into a folder, as other lists call it at a commit.

    `changed` are the files in which that commit differs from this checkout.
    """
    files = {**_files_of_the_bot(), **changed}
    for name, text in _known_to_act(files, f"{BOT}@{commit}").items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)


def _files_of_the_bot() -> dict[str, bytes]:
    """Read what runs for any list."""
    paths = [PROJECT / "requirements" / name for name in ("install", "run.txt", "uv.txt")]
    for folder in ("bot", "templates"):
        found = sorted((PROJECT / folder).rglob("*"))
        paths += [path for path in found if path.is_file() and "__pycache__" not in path.parts]
    paths += [PROJECT / name for name in (CALLED, ACTION)]
    return {path.relative_to(PROJECT).as_posix(): path.read_bytes() for path in paths}


def _known_to_act(files: dict[str, bytes], itself: str) -> dict[str, bytes]:
    """Return files with what act knows in the place of what it does not."""
    known = {}
    for name, text in files.items():
        if name.endswith(".yml"):
            text = re.sub(rb"\n *cache-mode: none.*", b"", text)
            text = text.replace(b"uses: $/.github/", b"uses: ./.github/")
            text = re.sub(rb"uses: \$/\.(?=\n)", f"uses: {itself}".encode(), text)
        known[name] = text
    return known
