"""What one service answers, and what a fetch is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.fields import Record, Unavailable


@dataclass(frozen=True)
class Found:
    """The service knows papers that may be meant: one by identity, several by title."""

    source: str
    records: tuple[Record, ...]


@dataclass(frozen=True)
class NotFound:
    """The service answered and knows no such paper."""

    source: str


Answer = Found | NotFound | Unavailable


class NoAnswer(Exception):  # noqa: N818 - not an error of the bot's
    """A request brought nothing usable: limited, broken, slow or too large."""


@dataclass(frozen=True)
class Response:
    """An answer within all limits: the status, the media type in lower case, the decoded text."""

    status: int
    content_type: str
    text: str


class Fetch(Protocol):
    """Fetch one address of a known service within time, size and politeness."""

    def __call__(self, url: str, *, accept: str, headers: dict[str, str] | None = None) -> Response:
        """Return the answer for a status of 200, 400 or 404; raise NoAnswer for all else."""
