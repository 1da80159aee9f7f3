"""Count requests against GitHub's hourly limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from localhub.payloads import JSON
from localhub.records import Actor, Clock, TickingClock
from localhub.refusals import Refusal

HOUR = 3600
LIMITS = "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api"


@dataclass(frozen=True)
class Rate:
    """How much of an hour's requests is used, and when the hour ends."""

    limit: int
    used: int
    reset: int

    @property
    def remaining(self) -> int:
        """Return how many requests are left."""
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
    """Count each account's requests, hour by hour of the clock `now`.

    An account whose hour is used up goes on as in the next one, unless somebody asked by
    `leave` for its limit to hold.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._used: Counter[str] = Counter()
        self._held: set[str] = set()
        self._reset = int(now()) + HOUR

    def leave(self, actor: Actor, remaining: int) -> None:
        """Leave an account this many requests of the hour, and hold it to its limit from now on."""
        self._turn()
        self._held.add(_key(actor))
        self._used[_key(actor)] = _limit(actor) - remaining

    def spend(self, actor: Actor) -> None:
        """Count one request. Raises Refusal where none is left."""
        key = _key(actor)
        if self.look(actor).remaining == 0 and key in self._held:
            raise exceeded(actor)
        self._used[key] += 1

    def look(self, actor: Actor) -> Rate:
        """Return the rate without counting."""
        self._turn()
        limit, used = _limit(actor), self._used[_key(actor)]
        return Rate(limit, used if _key(actor) in self._held else used % limit, self._reset)

    def _turn(self) -> None:
        """Begin a new hour when the last one is over."""
        if self._now() >= self._reset:
            self._used.clear()
            self._reset = int(self._now()) + HOUR


def exceeded(actor: Actor) -> Refusal:
    """Refuse an account that has used its hour up."""
    whose = "installation" if actor.permissions is not None else "user"
    number = actor.user.id if actor.user else 0
    message = (
        f"API rate limit exceeded for {whose} ID {number}. If you reach out to GitHub Support"
        " for help, please include the request ID 10CA:1:0."
    )
    return Refusal(403, message, documentation=LIMITS)


def read_clock(clock: Clock) -> float:
    """Return a clock's time in seconds, without making it pass where looking would."""
    now = clock.now if isinstance(clock, TickingClock) else clock()
    return now.timestamp()


def _key(actor: Actor) -> str:
    return actor.user.login if actor.user else ""


def _limit(actor: Actor) -> int:
    """Return the limit an hour: of a workflow's token, a person's or nobody's."""
    if actor.user is None:
        return 60
    return 5000 if actor.permissions is None else 1000
