"""Where a new paper stands among others, by the order of the list."""

from __future__ import annotations

from collections.abc import Sequence


def place_in(dates: Sequence[str], date: str, order: str) -> int:
    """Return before which of the others a new one comes; their number where it comes last.

    By date that is before the first that is no newer, or of the oldest first, before the first
    that is newer. A paper without a date comes last.
    """
    if order in ("append", "prepend"):
        return len(dates) if order == "append" else 0
    for at, other in enumerate(dates):
        size = min(len(date), len(other))
        is_behind = other[:size] <= date[:size] if order == "newest" else other[:size] > date[:size]
        if size and is_behind:
            return at
    return len(dates)
