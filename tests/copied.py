"""Copy the project, to change something of it and run its tests there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.paths import PROJECT

_APART = shutil.ignore_patterns(
    "__pycache__", ".git", ".venv", ".*_cache", ".hypothesis", "*.egg-info"
)
SECONDS = 900  # after which what would otherwise hang is ended


def copy_project(directory: Path) -> Path:
    """Copy what is committed of the project, and return where."""
    return Path(shutil.copytree(PROJECT, directory / "project", ignore=_APART))


def run_tests(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run tests of a copy one after the other, with a base folder of their own."""
    base = f"--basetemp={copy.parent / 'base'}"
    options = ["-q", "-n0", "-p", "no:cacheprovider", base]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, *arguments],
        cwd=copy,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
