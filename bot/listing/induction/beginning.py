"""Describe a list without an entry that is read: how one is written, and where the first stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.listing.induction.blocks import is_linked, is_paper
from bot.listing.induction.fields import Drafted
from bot.listing.induction.habits import headings_in, is_chinese
from bot.listing.induction.plan import Plan
from bot.listing.readme.document import Line
from bot.text import Phrase, pattern

_ENTRY = "- [{title}]({link})"
_FIELDS = (Drafted("title", "title", ""), Drafted("link", "link", ""))
_PAPERS = pattern(r"(?:papers|paper list|reading list)\b|论文(?:列表|清单)?$|文献", re.I)
_SECTIONS = 2  # headings, from where they divide a list
_MANY = 5  # headings that lead to papers


def begun(plan: Plan, lines: Sequence[Line]) -> Plan:
    """Return a plan by which a list can begin, below the heading that is for papers if one is."""
    headings = headings_in(lines, 0, len(lines), "")
    language = "zh" if headings and is_chinese(headings) else "en"
    plan = replace(plan, entry=_ENTRY, fields=_FIELDS, language=language)
    at = next((at for at, line in enumerate(lines) if _is_for_papers(line)), None)
    if at is None:
        return plan
    level = lines[at].level
    under = f"{'#' * level} {lines[at].heading}"
    return replace(plan, under=under, levels=_levels(lines[at + 1 :], level))


def _is_for_papers(line: Line) -> bool:
    return line.level > 1 and _PAPERS.match(line.heading) is not None


def _levels(lines: Sequence[Line], over: int) -> str:
    """Return the level of the sections right below a heading, blank for none."""
    end = next((at for at, line in enumerate(lines) if 0 < line.level <= over), len(lines))
    below = [line for line in lines[:end] if line.level == over + 1]
    is_divided = len(below) >= _SECTIONS and not any(is_paper(line.text) for line in below)
    return str(over + 1) if is_divided else ""


def doubts_of(plan: Plan, lines: Sequence[Line]) -> Iterator[Phrase]:
    """Yield what does not count as listed in such a list, and what cannot be described."""
    if any(is_linked(line.text) for line in lines):
        yield Phrase(
            "Papers that stand in {readme} already are not counted as listed, until the "
            "description says how they are written.",
            readme=plan.readme,
        )
    titles = sum(bool(line.level) and is_paper(line.text) for line in lines)
    if titles >= _MANY:
        yield Phrase(
            "{number} headings lead to papers; entries that are headings cannot be described.",
            number=titles,
        )
