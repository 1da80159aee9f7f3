"""Say where the browser and the packages of npm are, and what to do where one is missing."""

from __future__ import annotations

import shutil

from tests.paths import PROJECT

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NODE = "node"
PACKAGES = PROJECT / "build" / "browser"  # `make browser` installs what package.json here asks for
STYLE = PACKAGES / "node_modules" / "github-markdown-css" / "github-markdown.css"
BADGE_MAKER = PACKAGES / "node_modules" / "badge-maker"


def program(*names: str) -> str | None:
    """Return where the first of some programs is that is there, None where none is."""
    return next(filter(None, map(shutil.which, names)), None)


def missing() -> str:
    """Return what the tests in a browser lack, blank where they lack nothing."""
    if not program(*BROWSERS):
        return f"there is none of {', '.join(BROWSERS)}"
    if not program(NODE):
        return "there is no node"
    if not (STYLE.is_file() and BADGE_MAKER.is_dir()):
        return "the packages of npm are not there: run `make browser`"
    return ""
