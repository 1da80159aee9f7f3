"""Take pictures of the list's pages in both themes and at every width, for a person to look at."""

from __future__ import annotations

import sys
from itertools import product

from tests.browser.reader import HEIGHT, THEMES, WIDTHS, Reader, Theme, chromium
from tests.browser.repository import Repository
from tests.browser.tools import missing
from tests.paths import PROJECT

SCREENSHOTS = PROJECT / "build" / "screenshots"
TALLEST = 5 * HEIGHT  # a whole page, shown at once, would be too small to see anything in it


def main() -> int:
    """Write the pictures, say where, and return the exit code."""
    if reason := missing():
        sys.stderr.write(f"This needs a browser: {reason}\n")
        return 2
    files = [PROJECT / "README.md", *(PROJECT / "papers").iterdir()]
    repository = Repository(
        {file.relative_to(PROJECT).as_posix(): file.read_text("utf-8") for file in files}, PROJECT
    )
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for theme in THEMES:
            with Reader(browser, repository, theme) as reader:
                _take(reader, repository, theme)
    sys.stdout.write(f"{SCREENSHOTS}\n")
    return 0


def _take(reader: Reader, repository: Repository, theme: Theme) -> None:
    for path, width in product(repository.pages, WIDTHS):
        reader.open(path, width)
        name = path.removesuffix(".md").replace("/", "-")
        (SCREENSHOTS / f"{name}-{width}-{theme}.png").write_bytes(reader.screenshot(TALLEST))


if __name__ == "__main__":
    sys.exit(main())
