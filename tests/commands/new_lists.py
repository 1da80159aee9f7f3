"""Folders of lists that have nothing of the bot's, and issues that were filed there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

LABEL = "add-paper"  # of a list that the bot has described
TITLES = (
    "What Heads Attend To",
    "Copying by Induction",
    "A Study of Retrieval in Long Contexts",
    "Names Are Moved Between Layers",
    "Circuits Without Weights",
    "Why Some Heads Stay Silent",
    "Sinks of Attention",
    "Positions Before Meaning",
)
README = (
    "# Papers on Heads\n\nWhat attention heads do.\n\n## Papers\n\n"
    + "".join(
        f"- [{title}](https://arxiv.org/abs/2403.0{1001 + place})\n"
        for place, title in enumerate(TITLES)
    )
    + "\n## License\n\nCC0\n"
)


def new_list(folder: Path, readme: str | bytes = README) -> Path:
    """Make a folder with a README and nothing else."""
    folder.mkdir()
    (folder / "README.md").write_bytes(readme.encode() if isinstance(readme, str) else readme)
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path there."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def issue(title: str = "What Was Missing", address: str = "2611.01234") -> str:
    """Return the text of an issue by the form."""
    return f"### Title\n\n{title}\n\n### Link\n\nhttps://arxiv.org/abs/{address}\n"


def listed_issues(*issues: Mapping[str, object]) -> str:
    """Return issues as `gh issue list --json` prints them."""
    return json.dumps([*issues])
