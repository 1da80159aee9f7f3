"""Say how large a text is, cut it to fit, and check that a template has shown all it was given."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.errors import BrokenState

LONGEST_TITLE = "x" * 800  # of a page, however it is escaped


def size(text: str) -> int:
    """Return the bytes that a text takes of a file."""
    return len(text.encode())


def fitted(text: str, room: int, width: Callable[[str], int]) -> str:
    """Return a text, or what of it fits into a room with an ellipsis; `width` measures both."""
    if width(text) <= room:
        return text
    room -= width("…")
    end = next(end for end in range(len(text)) if width(text[: end + 1]) > room)
    return f"{text[:end].rstrip()}…"


def with_all(page: str, template: str, *shown: Sequence[str]) -> str:
    """Return a page. Raises BrokenState where it does not show each of these texts once."""
    frame = page
    whole = True
    for texts in filter(None, shown):
        rows = "".join(texts)
        start = frame.find(texts[0])  # to look for them all at once takes far longer
        whole = whole and frame.startswith(rows, start)
        frame = frame[:start] + frame[start + len(rows) :]
    if not whole or any(text in frame for texts in shown for text in texts):
        raise BrokenState(f"template {template} does not show all of its papers once")
    return page
