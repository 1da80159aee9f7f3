"""Make the addresses of the badges of a row, none of them wider than the screen of a phone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bot.fields import Link
from bot.outputs.shown import fitted
from bot.text import escape, visible_line

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
_LOGO_OF_LABEL = {"arXiv": "arxiv", "Hugging Face": "huggingface", "GitLab": "gitlab"}

# GitHub shrinks a picture that is wider than its column, until nobody can read it. The
# narrowest column is that of a comment at 320 px. All widths are tenths of a pixel.
_WIDEST = 2260
_MARGINS = 120  # of one text
_LOGO = 170
_WIDEST_KIND = 600
# The font of badges, Verdana at 11 px, from the blank to the tilde.
_WIDTHS = (
    *(39, 44, 51, 90, 70, 119, 80, 30, 50, 50, 70, 90, 40, 50, 40, 50),
    *(70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 50, 50, 90, 90, 90, 60),
    *(110, 76, 76, 77, 85, 70, 64, 86, 83, 47, 50, 77, 62, 93, 83, 87),
    *(67, 87, 77, 76, 68, 81, 76, 109, 76, 68, 76, 50, 50, 50, 90, 70),
    *(70, 67, 69, 58, 69, 66, 39, 69, 70, 31, 38, 66, 31, 107, 70, 67),
    *(69, 69, 47, 58, 44, 70, 66, 90, 66, 66, 58, 70, 50, 70, 90),
)
_WIDTH_OF_OTHERS = 110


@cache
def tag_badge(tag: str) -> str:
    """Return the address of a tag's badge."""
    shown = escape.for_badge(_fitted(tag, _WIDEST - _MARGINS))
    return escape.for_address(f"https://img.shields.io/badge/{shown}-blue")


@cache
def link_badge(label: str, kind: str) -> str:
    """Return the address of the badge of a link, in the colour and with the logo of its kind."""
    colour, logo = _BADGES.get(kind, ("lightgrey", ""))
    logo = _LOGO_OF_LABEL.get(label, logo)
    shown = _fitted(kind, _WIDEST_KIND)
    room = _WIDEST - 2 * _MARGINS - _width(shown) - (_LOGO if logo else 0)
    path = f"{escape.for_badge(_fitted(label, room))}-{escape.for_badge(shown)}-{colour}"
    if logo:
        path += f"?logo={logo}"
    return escape.for_address(f"https://img.shields.io/badge/{path}")


def main_address(links: Sequence[Link]) -> str:
    """Return where a title leads: to the first link to a paper, or the first of all."""
    return next((link.url for link in links if link.kind == "Paper"), links[0].url)


def _fitted(text: str, room: int) -> str:
    return fitted(visible_line(text), room, _width)


def _width(text: str) -> int:
    return sum(_WIDTHS[ord(char) - 32] if " " <= char <= "~" else _WIDTH_OF_OTHERS for char in text)
