"""Name the places of a page, for links to lead there."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from bot.catalog import Paper
from bot.text import pattern

_NOT_IN_A_SLUG = pattern("[^a-z0-9]+")
_LONGEST_SLUG = 72


def slug(text: str) -> str:
    """Return a text as a part of an address: ASCII letters, digits and hyphens."""
    words = _NOT_IN_A_SLUG.sub("-", text.lower()).strip("-")
    return words[:_LONGEST_SLUG].strip("-") or f"{crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def anchors(papers: Iterable[Paper]) -> list[str]:
    """Return each paper's anchor, by its title; of two alike, the later gets a number."""
    times: dict[str, int] = {}
    named = []
    for paper in papers:
        anchor = slug(paper.title)
        times[anchor] = count = times.get(anchor, 0) + 1
        # Two hyphens, which no slug has, keep it from being the anchor of another title.
        named.append(f"paper-{anchor}" if count == 1 else f"paper-{anchor}--{count}")
    return named


def as_shown(anchor: str) -> str:
    """Return an anchor as GitHub shows it, for a link: a browser unfolds a group for that alone.

    GitHub's page scrolls to `#x` as well, but by a script, which opens no group.
    """
    return f"user-content-{anchor}"
