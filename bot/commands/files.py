"""Read and write the generated files where they lie on disk."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from bot.errors import BrokenState, UsageFault

# What is there and what should be, by path; None for no file.
Changes = dict[str, tuple[bytes | None, bytes | None]]


def read_text(file: str) -> str:
    """Return the text of a file, of standard input for `-`. Raises UsageFault."""
    return _read(file).decode("utf-8", "replace")


def _read(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise UsageFault(f"{file} cannot be read: {error.strerror}") from error


def changes(wanted: Mapping[str, bytes], output: Path) -> Changes:
    """Return what is there and what should be, by path, where the two differ.

    What an earlier list has left is to go; a file that somebody else wrote stays.
    """
    from bot.outputs import FOLDER, is_generated, says_generated

    there = [*(output / FOLDER).iterdir()] if (output / FOLDER).is_dir() else []
    old = sorted(f"{FOLDER}/{path.name}" for path in there)
    differing: Changes = {}
    for path, text in wanted.items():
        found = _read(str(output / path)) if (output / path).exists() else None
        if found != text:
            differing[path] = found, text
    for path in old:
        if is_generated(path) and path not in wanted:
            found = _read(str(output / path))
            if says_generated(found.decode("utf-8", "replace")):
                differing[path] = found, None
    return differing


def write_all(changed: Changes, folder: Path) -> None:
    """Make the changes: pages, README.md that links them, and removals."""
    from bot.outputs import FOLDER, README_FILE

    try:
        for each in (folder, folder / FOLDER):
            each.mkdir(exist_ok=True)
    except OSError as error:
        raise BrokenState(f"{folder / FOLDER} cannot be written: {error.strerror}") from error
    for path in sorted(changed, key=lambda path: (changed[path][1] is None, path == README_FILE)):
        write(folder / path, changed[path][1])


def write(path: Path, text: bytes | None) -> None:
    """Write a file whole or not at all; remove it where there is no text for it."""
    temporary = path.with_name(f".{path.name}.new")
    try:
        if text is None:
            path.unlink()
            return
        temporary.write_bytes(text)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise BrokenState(f"{path} cannot be written: {error.strerror}") from error
