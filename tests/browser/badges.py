"""Draw badges in the size that their services give them, without asking any.

`badge-maker` is the renderer of shields.io itself. What a badge would have looked up, such as
the day of the last commit, is invented in a usual length.
"""

from __future__ import annotations

import json
import subprocess
from functools import cache
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from tests.behaviour.hostile.witness import read_badge
from tests.browser.tools import NODE, PACKAGES, program

SHIELDS, AWESOME = "img.shields.io", "awesome.re"
HOSTS = (SHIELDS, AWESOME)
_LOOKED_UP = "september 2025"
_DRAW = """
import { readFileSync } from 'node:fs'
import { makeBadge } from 'badge-maker'
const badges = JSON.parse(readFileSync(0, 'utf-8'))
process.stdout.write(JSON.stringify(badges.map(badge => makeBadge(badge))))
"""
# Any picture: shields.io draws every logo 14 pixels wide.
_LOGO = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E"
    "%3Ccircle cx='7' cy='7' r='6' fill='white'/%3E%3C/svg%3E"
)


class Badge(NamedTuple):
    """What a badge shows."""

    label: str
    message: str
    color: str
    has_logo: bool
    style: str


def is_badge(address: str) -> bool:
    """Whether an address is that of a badge."""
    return urlsplit(address).hostname in HOSTS


def read(address: str) -> Badge:
    """Return what the badge at an address shows."""
    parts = urlsplit(address)
    asked = parse_qs(parts.query)
    style, has_logo = asked.get("style", ["flat"])[0], "logo" in asked
    if parts.hostname == AWESOME:
        return Badge("", "awesome", "#fc60a8", has_logo=True, style=style)
    kind, _, rest = parts.path.lstrip("/").partition("/")
    if kind == "badge":
        *texts, color = read_badge(address)
        label = texts[0] if len(texts) > 1 else ""
        return Badge(asked.get("label", [label])[0], texts[-1], color, has_logo, style)
    label = rest.partition("/")[0].replace("-", " ") or kind
    return Badge(asked.get("label", [label])[0], _LOOKED_UP, "blue", has_logo, style)


@cache
def drawn(addresses: frozenset[str]) -> dict[str, str]:
    """Return the badges at some addresses as SVG."""
    wanted = {address: read(address) for address in addresses}
    asked = [_asked(badge) for badge in wanted.values()]
    node = program(NODE)
    assert node
    done = subprocess.run(
        [node, "--input-type=module", "--eval", _DRAW],
        cwd=PACKAGES,
        input=json.dumps(asked),
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    return dict(zip(wanted, json.loads(done.stdout), strict=True))


def _asked(badge: Badge) -> dict[str, str]:
    asked = {"message": badge.message, "color": badge.color, "style": badge.style}
    if badge.label:
        asked["label"] = badge.label
    if badge.has_logo:
        asked["logoBase64"] = _LOGO
    return asked
