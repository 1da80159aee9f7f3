"""Let requests fail as they fail on GitHub: which fault, at which request, how often.

Every fault is an interference, for itself or inside `Injected`. Those that come "after"
let the request have its effect first.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.errors import Fault
from localhub.interference import Answer, Asked, Dropped, Interference
from localhub.rates import LIMITS, exceeded
from localhub.records import Actor
from localhub.refusals import (
    DOCUMENTATION,
    Refusal,
    bad_credentials,
    invalid,
    not_accessible,
    not_found,
    unprocessable,
)
from localhub.world import BOT

Truth = Callable[[], Answer]
JSON_TYPE = {"Content-Type": "application/json; charset=utf-8"}
HTML_TYPE = {"Content-Type": "text/html; charset=utf-8"}
UNICORN = b"""<!DOCTYPE html>
<html><head><title>Unicorn! &middot; GitHub</title></head>
<body><p><strong>We had issues producing the response to your request.</strong></p></body></html>
"""
_ABUSE = f"{LIMITS}#about-secondary-rate-limits"
_SECONDARY = (
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
)
_BLOCKED = (
    "You have exceeded a secondary rate limit and have been temporarily blocked from content"
    " creation. Please retry your request again later."
)
_UNAVAILABLE = (
    "No server is currently available to service your request. Sorry about that."
    " Please try refreshing and contact us if the problem persists."
)
_MOVED = "is at 5f3c2b1a9d8e7f60514233241506978899aabbcc but expected {}"


@dataclass(frozen=True)
class Kind:
    """A kind of fault, by name; to call it is to let it happen to one request."""

    name: str
    play: Interference

    def __call__(self, asked: Asked, answer: Truth) -> Answer:
        """Let it happen."""
        return self.play(asked, answer)


def _drop(_asked: Asked, _answer: Truth) -> Answer:
    raise Dropped


def _drop_after(_asked: Asked, answer: Truth) -> Answer:
    answer()
    raise Dropped


def refused(refusal: Refusal, headers: Mapping[str, str] | None = None) -> Interference:
    """Return the interference that refuses a request, without letting it have its effect."""
    body = json.dumps(refusal.body(DOCUMENTATION)).encode()
    return lambda _asked, _answer: Answer(refusal.status, JSON_TYPE | dict(headers or {}), body)


def _fail(status: int, *, after: bool = False, page: bool = False) -> Interference:
    said = UNICORN if page else json.dumps({"message": "Server Error"}).encode()

    def play(_asked: Asked, answer: Truth) -> Answer:
        if after:
            answer()
        return Answer(status, HTML_TYPE if page else JSON_TYPE, said)

    return play


def _primary_limit(asked: Asked, _answer: Truth) -> Answer:
    reset = {"X-RateLimit-Limit": "1000", "X-RateLimit-Remaining": "0", "X-RateLimit-Used": "1000"}
    reset |= {"X-RateLimit-Reset": str(asked.moment + 900), "X-RateLimit-Resource": "core"}
    return refused(exceeded(Actor(BOT, permissions={})), reset)(asked, _answer)


def _overtaken(asked: Asked, answer: Truth) -> Answer:
    """Say in the words of the endpoint that somebody else was faster."""
    refusal = unprocessable("Reference already exists")
    if asked.method == "PATCH" and "/git/refs/" in asked.path:
        refusal = unprocessable("Update is not a fast forward")
    elif asked.path.endswith("/pulls"):
        message = "A pull request already exists for octo-list:paper-bot/issue-1."
        error = {"resource": "PullRequest", "code": "custom", "message": message}
        refusal = Refusal(422, "Validation Failed", error)
    elif asked.path.endswith("/labels"):
        refusal = invalid("Label", "name", "already_exists")
    return refused(refusal)(asked, answer)


def _cut_json(_asked: Asked, answer: Truth) -> Answer:
    whole = answer()
    return Answer(whole.status, whole.headers, whole.body[: len(whole.body) // 2])


def _cut_connection(_asked: Asked, answer: Truth) -> Answer:
    whole = answer()
    length = {"Content-Length": str(max(len(whole.body), 2))}
    return Answer(whole.status, {**whole.headers, **length}, whole.body[: len(whole.body) // 2])


def _html(_asked: Asked, answer: Truth) -> Answer:
    answer()
    return Answer(200, HTML_TYPE, UNICORN)


def _in_shape(object_as: object, list_as: object) -> Interference:
    """Let an object, or a list, come in another shape."""

    def play(_asked: Asked, answer: Truth) -> Answer:
        whole = answer()
        shape = list_as if whole.body.startswith(b"[") else object_as
        return Answer(whole.status, whole.headers, json.dumps(shape).encode())

    return play


_TOO_LONG = "body is too long (maximum is 65536 characters)"
RESET_BEFORE = Kind("reset before", _drop)
RESET_AFTER = Kind("reset after", _drop_after)
ERROR_BEFORE = Kind("500 before", _fail(500))
ERROR_AFTER = Kind("500 after", _fail(500, after=True))
GATEWAY_BEFORE = Kind("502 before", _fail(502, page=True))
GATEWAY_AFTER = Kind("502 after", _fail(502, after=True, page=True))
UNAVAILABLE = Kind("503", refused(Refusal(503, _UNAVAILABLE)))
BAD_CREDENTIALS = Kind("401", refused(bad_credentials()))
NOT_PERMITTED = Kind("403 not permitted", refused(not_accessible()))
PRIMARY_LIMIT = Kind("403 primary limit", _primary_limit)
SECONDARY_LIMIT = Kind(
    "403 secondary limit",
    refused(Refusal(403, _SECONDARY, documentation=_ABUSE), {"Retry-After": "60"}),
)
BLOCKED = Kind("403 blocked", refused(Refusal(403, _BLOCKED, documentation=_ABUSE)))
TOO_MANY = Kind(
    "429", refused(Refusal(429, _SECONDARY, documentation=_ABUSE), {"Retry-After": "30"})
)
NOT_FOUND = Kind("404", refused(not_found()))
GONE = Kind("410", refused(Refusal(410, "This issue was deleted")))
CONFLICT = Kind("409", refused(Refusal(409, _MOVED.format("0" * 40))))
OVERTAKEN = Kind("422 overtaken", _overtaken)
INVALID = Kind("422 invalid", refused(invalid("Issue", "body", "custom", _TOO_LONG)))
CUT_JSON = Kind("cut JSON", _cut_json)
CUT_CONNECTION = Kind("cut connection", _cut_connection)
HTML = Kind("HTML", _html)
ODD_JSON = Kind("odd JSON", _in_shape([], {"unexpected": True}))
HOLLOW_JSON = Kind("hollow JSON", _in_shape({}, [{}]))

KINDS = (
    *(RESET_BEFORE, RESET_AFTER, ERROR_BEFORE, ERROR_AFTER, GATEWAY_BEFORE, GATEWAY_AFTER),
    *(UNAVAILABLE, BAD_CREDENTIALS, NOT_PERMITTED),
    *(PRIMARY_LIMIT, SECONDARY_LIMIT, BLOCKED, TOO_MANY),
    *(NOT_FOUND, GONE, CONFLICT, OVERTAKEN, INVALID),
    *(CUT_JSON, CUT_CONNECTION, HTML, ODD_JSON, HOLLOW_JSON),
)


def truly(_asked: Asked, answer: Truth) -> Answer:
    """Answer as the hub does."""
    return answer()


class Past:
    """Remember the first answer to each read, and serve it again as a replica that lags."""

    def __init__(self) -> None:
        self._answers: dict[str, Answer] = {}

    def copy(self) -> Past:
        """Return a past of its own to one of several futures."""
        past = Past()
        past._answers.update(self._answers)
        return past

    def watch(self, asked: Asked, answer: Truth) -> Answer:
        """Answer truly, and remember."""
        given = answer()
        if not asked.writes and given.status == 200:
            self._answers.setdefault(asked.url, given)
        return given

    @property
    def stale(self) -> Kind:
        """Return the fault of an old answer; what was never asked is answered truly."""
        return Kind("stale", self._recall)

    def _recall(self, asked: Asked, answer: Truth) -> Answer:
        old = None if asked.writes else self._answers.get(asked.url)
        return old or self.watch(asked, answer)


@dataclass
class Injected:
    """Let a fault happen to the request with index `at`, counted from 0, of those `matching`.

    `times` counts that request and its repeats, that is the next ones of the same method
    and path; None goes on until the interference is lifted. `otherwise` answers the rest.
    `hits` tells how often the fault has happened.
    """

    kind: Interference
    at: int = 0
    times: int | None = 1
    matching: Callable[[Asked], bool] = lambda _asked: True
    otherwise: Interference = truly
    hits: int = 0
    _seen: int = 0
    _target: tuple[str, str] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __call__(self, asked: Asked, answer: Truth) -> Answer:
        """Let the fault happen, or the rest."""
        play = self.kind if self._strikes(asked) else self.otherwise
        return play(asked, answer)

    def _strikes(self, asked: Asked) -> bool:
        if not self.matching(asked):
            return False
        with self._lock:
            index, self._seen = self._seen, self._seen + 1
            if index == self.at:
                self._target = asked.method, asked.path
            strikes = self._target == (asked.method, asked.path) and (
                self.times is None or self.hits < self.times
            )
            self.hits += strikes
            return strikes


@dataclass
class Killed:
    """Let a program die at the request with index `at` of those `matching`, before or after it.

    Nothing is heard of it from then on: each later request of the same token is dropped.
    """

    at: int
    after: bool
    matching: Callable[[Asked], bool] = lambda _asked: True
    died: str | None = None
    _seen: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __call__(self, asked: Asked, answer: Truth) -> Answer:
        """Answer while the program lives."""
        with self._lock:
            if self.died is not None and asked.token == self.died:
                raise Dropped
            dies = self.died is None and self.matching(asked) and self._seen == self.at
            self._seen += self.matching(asked)
            if dies:
                self.died = asked.token or ""
        if not dies:
            return answer()
        if self.after:
            answer()
        raise Dropped


class RunsMeanwhile:
    """Let another run do its work before the write with index `at`."""

    def __init__(self, at: int, act: Callable[[], object]) -> None:
        self.at, self.act, self.done = at, act, False

    def __call__(self, asked: Asked, answer: Callable[[], Answer]) -> Answer:
        """Let it, and answer."""
        if asked.writes and not self.done:
            self.done = self.at == 0
            self.at -= 1
            if self.done:
                with contextlib.suppress(Fault):
                    self.act()
        return answer()
