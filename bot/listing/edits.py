"""Lines of a text that are others: what stands around them stays byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Edit(NamedTuple):
    """Lines from `start` to before `end`, counted from 0, are `text` instead."""

    start: int
    end: int
    text: str


def applied(lines: Sequence[str], edits: Sequence[Edit]) -> str:
    """Return the text of lines with edits, those at one line in the order that they came."""
    pieces: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        pieces += lines[done : edit.start]
        pieces.append(edit.text)
        done = max(done, edit.end)
    return "".join((*pieces, *lines[done:]))


def newline_at(lines: Sequence[str], at: int) -> str:
    """Return how the line before a place ends, or where it has no end, the first line."""
    near = lines[max(0, at - 1)] if lines else ""
    if lines and not near.endswith("\n"):
        near = lines[0]
    return "\r\n" if near.endswith("\r\n") else "\n"
