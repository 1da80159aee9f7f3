"""Check this computer: whether the bot runs here with the packages that its lock names."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from bot.config import shipped
from bot.doctor.check import Check
from bot.text import pattern

_LOCKED = pattern(r"(?m)^([A-Za-z0-9._-]+)(?:\[[^\]\n]*\])?==([^\s;\\]+)(\s*;)?")
_MOST_NAMED = 5


def check_computer(lock: Path | None = None) -> Check:
    """Check whether each package is installed as it is locked.

    A lock names versions and hashes, and no platforms: only what an installer has found a wheel
    for tells that this Python finds one. A wheel of the bot brings no lock.
    """
    lock = lock or shipped("requirements") / "run.txt"
    here = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    if not lock.exists():
        found = f"{here}; this bot is installed without its lock, so versions are not compared"
        return Check("computer", "ok", found)
    differing = [*_differing(lock.read_text("utf-8"))]
    if differing:
        more = f" and {len(differing) - _MOST_NAMED} more" if len(differing) > _MOST_NAMED else ""
        found = f"{here}; not as locked: {', '.join(differing[:_MOST_NAMED])}{more}"
        change = (
            f"Run python -m pip install --require-hashes --only-binary :all: -r {lock}; where that"
            " finds no wheel, this Python or this platform is not served."
        )
        return Check("computer", "look", found, change)
    return Check("computer", "ok", f"{here}; every package is as locked")


def _differing(text: str) -> Iterator[str]:
    """Return the packages that are another version than the lock's, or are missing.

    One that the lock wants on some platforms alone may be missing.
    """
    for name, version, on_some in _LOCKED.findall(text):
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            if not on_some:
                yield f"{name} {version} (missing)"
            continue
        if installed != version:
            yield f"{name} {version} (here {installed})"
