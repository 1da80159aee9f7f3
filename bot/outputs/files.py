"""Say which files are the bot's to write, and what to commit of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from xml.parsers.expat import ExpatError, ParserCreate

from bot.config import PAPERS_FILE
from bot.outputs.pages import README_FILE, is_generated, is_picture, says_generated


def is_own(path: str) -> bool:
    """Whether a file is the bot's to write: the list, and what is generated from it."""
    return path in (PAPERS_FILE, README_FILE) or is_generated(path)


def own_files(
    papers: str, generated: Mapping[str, str], there: Mapping[str, str], touched: Iterable[str] = ()
) -> dict[str, str | None]:
    """Return what to commit for a list that has grown: each file's text, None for one to remove.

    `generated` are the files that are made from the list that holds `papers`, `there` those
    of the default branch with their blobs. What is right there is left as it is, unless
    the branch has `touched` it.
    """
    ours = {path for path in touched if is_own(path)}
    files: dict[str, str | None] = {PAPERS_FILE: papers}
    files |= {
        path: text
        for path, text in generated.items()
        if path in ours or there.get(path) != blob_sha(text)
    }
    gone = {path for path in {*there, *ours} if is_generated(path) and path not in generated}
    return files | dict.fromkeys(sorted(gone))


def may_lag(path: str, text: str) -> bool:
    """Whether a file may be behind the list until the next scheduled run brings it up to date.

    A picture may, as it changes with every paper, as long as it is whole and the bot's.
    """
    if not (is_picture(path) and says_generated(text)):
        return False
    try:
        ParserCreate().Parse(text, True)
    except ExpatError:
        return False
    return True


def blob_sha(text: str) -> str:
    """Return the name by which git knows a file's content, to compare without fetching it."""
    content = text.encode()
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
