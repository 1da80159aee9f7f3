"""What stands between a program and the hub: requests, answers, and what befalls them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Asked:
    """A request as it came in; `moment` is when, in seconds of the hub's clock.

    `token` tells two runs apart that act as the same account.
    """

    method: str
    path: str
    query: str = ""
    body: bytes = field(default=b"", repr=False)
    token: str | None = field(default=None, repr=False)
    moment: int = 0

    @property
    def url(self) -> str:
        """Return path and query, by which a read is the same as another."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def writes(self) -> bool:
        """Whether the request asks for a change."""
        return self.method not in {"GET", "HEAD"}


@dataclass(frozen=True)
class Answer:
    """An answer; a `Content-Length` of its own that the body does not reach cuts it short."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Dropped(ConnectionError):  # noqa: N818 - what happened, as the network says it
    """Close the connection without any answer."""


Interference = Callable[[Asked, Callable[[], Answer]], Answer]
