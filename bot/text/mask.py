"""Keep secrets out of whatever is printed."""

from __future__ import annotations

from collections.abc import Iterable

_MASK = "***"
_SHORTEST = 8  # what is shorter may be a word of any message, and is nobody's token


def mask(text: str, secrets: Iterable[str]) -> str:
    """Return a text with asterisks for every secret in it."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _SHORTEST:
            text = text.replace(secret, _MASK)
    return text
