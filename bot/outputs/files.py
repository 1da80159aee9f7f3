"""Say which files are the bot's to write, and what to commit of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from xml.parsers.expat import ExpatError, ParserCreate

from bot.listing import Description
from bot.outputs.pages import is_generated, is_picture, says_generated


def is_own(path: str, form: Description) -> bool:
    """Whether a file is the bot's to write: the list, and what is generated from it."""
    pages = {form.list.readme, *(page.file for page in form.list.pages)}
    return path == form.list.data or path in pages or is_generated(path, form)


def own_files(
    papers: str,
    generated: Mapping[str, str],
    there: Mapping[str, str],
    form: Description,
    touched: Iterable[str] = (),
) -> dict[str, str | None]:
    """Return what to commit for a list that has grown: each file's text, None for one to remove.

    `generated` are the files that are made from the list that holds `papers`, `there` those
    of the default branch with their blobs. What is right there is left as it is, unless
    the branch has `touched` it.
    """
    ours = {path for path in touched if is_own(path, form)}
    files: dict[str, str | None] = {form.list.data: papers}
    files |= {
        path: text
        for path, text in generated.items()
        if path in ours or there.get(path) != blob_sha(text)
    }
    gone = {path for path in {*there, *ours} if is_generated(path, form) and path not in generated}
    return files | dict.fromkeys(sorted(gone))


def may_lag(path: str, text: str, form: Description) -> bool:
    """Whether a file may be behind the list until the next scheduled run brings it up to date.

    A picture may, as it changes with every paper, as long as it is whole and the bot's.
    """
    if not (is_picture(path, form) and says_generated(text)):
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
