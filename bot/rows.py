"""Order papers into the tables of the page, and give the badges of a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from bot import sinks
from bot.models import Link, Paper
from bot.text import shorten

CHATGPT_ANNOUNCED = dt.date(2022, 11, 30)
NEWEST_FOLDED_YEAR = 2023

_PAPER_COLOUR = "%23D2691E"
# kind of a link -> colour and, after `?logo=`, the logo of its badge
_BADGES = {
    "Paper": (_PAPER_COLOUR, ""),
    "Poster": (_PAPER_COLOUR, ""),
    "Code": ("brightgreen", "github"),
    "Data": ("brightgreen", "github"),
    "Page": ("black", "googlechrome"),
    "View": ("purple", "googlechrome"),
    "Demo": ("purple", "googlechrome"),
    "Post": ("black", "rss"),
}
_LONGEST_LABEL = 60  # a venue nobody knows may be a whole sentence; no badge can show that
_LOGO_OF_LABEL = {"arXiv": "arxiv", "Hugging Face": "huggingface", "GitLab": "gitlab"}


@dataclass(frozen=True)
class Group:
    """The papers of one table; `folded` hides them until the reader opens the group."""

    title: str
    folded: bool
    papers: tuple[Paper, ...]


def group_papers(papers: Iterable[Paper]) -> list[Group]:
    """Give the papers by group, newest first; of one day, the one listed last comes first."""
    groups: dict[str, list[Paper]] = {}
    undated = dt.date.max
    last_listed_first = tuple(papers)[::-1]
    for paper in sorted(last_listed_first, key=lambda p: p.date or undated, reverse=True):
        groups.setdefault(_group_title(paper.date), []).append(paper)
    return [
        Group(title, _is_folded(members[0].date), tuple(members))
        for title, members in groups.items()
    ]


def _group_title(date: dt.date | None) -> str:
    if date is None:
        return "Date Not Known Yet"
    return "Before ChatGPT Announced" if date < CHATGPT_ANNOUNCED else f"Year {date.year}"


def _is_folded(date: dt.date | None) -> bool:
    return date is not None and date.year <= NEWEST_FOLDED_YEAR


def head_badge(head: str) -> str:
    """Give the address of a head's badge."""
    return f"https://img.shields.io/badge/{sinks.for_badge(head)}-blue"


def badge_label(link: Link) -> str:
    """Give the left side of a link's badge."""
    return shorten(link.label, _LONGEST_LABEL)


def link_badge(link: Link) -> str:
    """Give the address of a link's badge, in the colour and with the logo of its kind."""
    colour, logo = _BADGES.get(link.kind, ("lightgrey", ""))
    logo = _LOGO_OF_LABEL.get(link.label, logo)
    path = f"{sinks.for_badge(badge_label(link))}-{sinks.for_badge(link.kind)}-{colour}"
    return f"https://img.shields.io/badge/{path}{f'?logo={logo}' if logo else ''}"
