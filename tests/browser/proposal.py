"""Draw the pull request that proposes a description, for docs/adopting.md."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.messages import Renderer
from bot.outputs import proposed
from tests.browser.reader import Reader, chromium
from tests.browser.repository import Repository
from tests.browser.tools import missing
from tests.listing.lists import OWN

_WIDTH, _TALLEST = 720, 1300
_LIST = "llm-security"


def main(picture: str) -> int:
    """Write the picture, and return the exit code."""
    if reason := missing():
        sys.stderr.write(f"This needs a browser: {reason}\n")
        return 2
    files = {"README.md": (OWN / f"{_LIST}.md").read_text("utf-8")}
    made = proposed(files.get, "Awesome LLM Security")
    block = Renderer(made.form).pulls.configure(made, is_ours=True)
    repository = Repository({"pull.md": f"# Set up paper-bot for {made.form.list.name}\n\n{block}"})
    with chromium() as browser, Reader(browser, repository) as reader:
        reader.open("pull.md", _WIDTH)
        Path(picture).write_bytes(reader.screenshot(_TALLEST))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
