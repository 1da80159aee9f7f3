"""Make the addresses of the badges of a row."""

from __future__ import annotations

from functools import cache

from bot.text import escape, shorten

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


@cache
def head_badge(head: str) -> str:
    """Return the address of a head's badge."""
    return escape.for_address(f"https://img.shields.io/badge/{escape.for_badge(head)}-blue")


def badge_label(label: str) -> str:
    """Return the left side of the badge of a link with this label."""
    return shorten(label, _LONGEST_LABEL)


@cache
def link_badge(label: str, kind: str) -> str:
    """Return the address of the badge of a link, in the colour and with the logo of its kind."""
    colour, logo = _BADGES.get(kind, ("lightgrey", ""))
    logo = _LOGO_OF_LABEL.get(label, logo)
    path = f"{escape.for_badge(badge_label(label))}-{escape.for_badge(kind)}-{colour}"
    if logo:
        path += f"?logo={logo}"
    return escape.for_address(f"https://img.shields.io/badge/{path}")
