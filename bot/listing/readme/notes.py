"""Notes below an entry, which belong to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.listing.readme.document import Part


def with_notes(parts: Sequence[Part], is_read: Callable[[Part], bool]) -> list[Part]:
    """Return parts of a README in which notes below an entry belong to it.

    Notes are bullets below its own, none of which can be read as an entry, whatever it is itself.
    """
    made: list[Part] = []
    at = 0
    while at < len(parts):
        part, end = parts[at], _behind_notes(parts, at, is_read)
        whole = part._replace(text="".join(each.text for each in parts[at:end]))
        if end > at + 1 and (is_read(whole) or not is_read(part)):
            part, at = whole, end - 1
        made.append(part)
        at += 1
    return made


def _behind_notes(parts: Sequence[Part], at: int, is_read: Callable[[Part], bool]) -> int:
    """Return the place behind an entry, and behind the notes below it."""
    part, end = parts[at], at + 1
    if part.section is None:
        return end
    for place in range(end, len(parts)):
        each = parts[place]
        is_entry = each.section is not None
        if is_entry and _indent(each) > _indent(part) + 1 and not is_read(each):
            end = place + 1
        elif is_entry or each.text.strip():
            break
    return end


def _indent(part: Part) -> int:
    return len(part.text) - len(part.text.lstrip(" \t"))
