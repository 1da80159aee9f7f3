"""Count requests against GitHub's hourly limits."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass

from bot.localhub.payloads import JSON
from bot.localhub.records import Actor

HOUR = 3600


@dataclass(frozen=True)
class Rate:
    """How much of an hour's requests is used, and when the hour ends."""

    limit: int
    used: int
    reset: int

    @property
    def remaining(self) -> int:
        """Tell how many requests are left."""
        return self.limit - self.used

    def headers(self) -> dict[str, str]:
        """Write the headers that every answer carries."""
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": str(self.reset),
            "X-RateLimit-Used": str(self.used),
            "X-RateLimit-Resource": "core",
        }

    def payload(self) -> JSON:
        """Show the limits as their own endpoint does."""
        core = {
            "limit": self.limit,
            "used": self.used,
            "remaining": self.remaining,
            "reset": self.reset,
        }
        search = {"limit": 30, "used": 0, "remaining": 30, "reset": self.reset}
        return {"resources": {"core": core, "search": search}, "rate": core}


class Rates:
    """Count each account's requests; an hour that is used up is followed by the next at once."""

    def __init__(self) -> None:
        self._used: Counter[str] = Counter()
        self._reset = int(time.time()) + HOUR

    def spend(self, actor: Actor) -> Rate:
        """Count one request."""
        self._used[_key(actor)] += 1
        return self.look(actor)

    def look(self, actor: Actor) -> Rate:
        """Tell the rate without counting."""
        limit = _limit(actor)
        return Rate(limit, self._used[_key(actor)] % limit, self._reset)


def _key(actor: Actor) -> str:
    return actor.user.login if actor.user else ""


def _limit(actor: Actor) -> int:
    """Give the limit an hour: of a workflow's token, a person's or nobody's."""
    if actor.user is None:
        return 60
    return 5000 if actor.permissions is None else 1000
