"""One answer of doctor's, and what is said where something was not read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.doctor.setup import Unread

# `look`: nothing stops the bot, and a person should know it.
Verdict = Literal["ok", "look", "wrong", "unknown"]


@dataclass(frozen=True)
class Check:
    """One answer: what was found and, where there is something to do, what."""

    code: str
    verdict: Verdict
    found: str
    change: str | None = None


def unknown(code: str, unread: Unread, change: str | None = None) -> Check:
    """Return the check of what could not be read."""
    return Check(code, "unknown", f"could not be checked: {unread.why}", change)


def look(page: str) -> str:
    """Return where an administrator looks."""
    return f"Look at {page}, or run this with the token of an administrator."
