"""Order papers into the groups of the page, and give the badges of a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache

from bot.outputs.pages import Group, Row
from bot.text import escape, shorten

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


def group_rows(rows: Iterable[Row]) -> list[Group]:
    """Return rows, in the order of the list, by group, newest first.

    Of one day, the one listed last comes first.
    """
    groups: dict[tuple[str, str], list[Row]] = {}
    last_listed_first = tuple(rows)[::-1]
    for row in sorted(last_listed_first, key=lambda row: row.day or "undated", reverse=True):
        groups.setdefault(_group(row.paper.date), []).append(row)
    return [
        Group(name, title, _is_folded(members[0].paper.date), members)
        for (name, title), members in groups.items()
    ]


def _group(date: dt.date | None) -> tuple[str, str]:
    """Return name and title of the group that a paper of this day is in."""
    if date is None:
        return "undated", "Date Not Known Yet"
    if date < CHATGPT_ANNOUNCED:
        return "before-chatgpt", "Before ChatGPT Announced"
    return str(date.year), f"Year {date.year}"


def _is_folded(date: dt.date | None) -> bool:
    return date is not None and date.year <= NEWEST_FOLDED_YEAR


@cache
def head_badge(head: str) -> str:
    """Return the address of a head's badge."""
    return f"https://img.shields.io/badge/{escape.for_badge(head)}-blue"


def badge_label(label: str) -> str:
    """Return the left side of the badge of a link with this label."""
    return shorten(label, _LONGEST_LABEL)


@cache
def link_badge(label: str, kind: str) -> str:
    """Return the address of the badge of a link, in the colour and with the logo of its kind."""
    colour, logo = _BADGES.get(kind, ("lightgrey", ""))
    logo = _LOGO_OF_LABEL.get(label, logo)
    path = f"{escape.for_badge(badge_label(label))}-{escape.for_badge(kind)}-{colour}"
    return f"https://img.shields.io/badge/{path}{f'?logo={logo}' if logo else ''}"
