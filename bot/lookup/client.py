"""Fetch from the bibliographic services: fixed hosts only, within time, size and politeness.

The token for GitHub never gets here: services are anonymous but for a key of their own.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from bot import __version__
from bot.lookup.answers import NoAnswer, Response
from bot.lookup.transfer import LIMITED, SLOW, transfer
from bot.text import pattern

# Seconds between two requests. arXiv: https://info.arxiv.org/help/api/tou.html
GAPS = {
    "export.arxiv.org": 3.0,
    "api.datacite.org": 1.0,
    "aclanthology.org": 1.0,
    "api.crossref.org": 1.0,
    "api2.openreview.net": 1.0,
    "api.semanticscholar.org": 1.0,
}
_LONGEST_ANSWER = 8.0  # seconds, so that one slow service leaves time for the next
_SHORTEST_ANSWER = 1.0  # no service answers in less
_MOST_REDIRECTS = 3
_EMAIL = pattern(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_REPOSITORY = pattern(r"[A-Za-z0-9_-]{1,39}/[A-Za-z0-9._-]{1,100}")


class Client:
    """Fetch addresses of the known services; what brings nothing usable raises NoAnswer.

    A service that limits or keeps waiting, or fails twice in a row, is not asked
    again. `base_url` sends the same requests to a server on loopback, the host
    as first segment of the path. Raises ValueError for settings that make no sense.
    """

    def __init__(
        self,
        contact: str = "",
        *,
        repository: str = "",
        base_url: str | None = None,
        budget_seconds: float = 20.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._agent = _user_agent(contact, repository)
        self._base = None if base_url is None else _loopback(base_url)
        self._budget, self._clock, self._sleep = budget_seconds, clock, sleep
        self._answered: dict[str, float] = {}
        self._failures: dict[str, int] = {}
        self._closed: dict[str, str] = {}
        self.begin()

    def begin(self) -> None:
        """Start the time of a new issue; the gaps between requests go on."""
        self._deadline = self._clock() + self._budget

    def __call__(self, url: str, *, accept: str, headers: dict[str, str] | None = None) -> Response:
        """Return the answer for a status of 200, 400 or 404; raise NoAnswer for all else."""
        host, path = _address(url)
        sent = {**(headers or {}), "Accept": accept}
        for _ in range(_MOST_REDIRECTS + 1):
            reply = self._ask(host, path, sent)
            if isinstance(reply, Response):
                return reply
            following, path = _address(f"https://{host}{path}", reply)
            if following != host:
                host, sent = following, {"Accept": accept}
        raise NoAnswer("redirects too often")

    def _ask(self, host: str, path: str, headers: dict[str, str]) -> Response | str:
        """Make one request when it is time; give the answer or where it redirects to."""
        if why := self._closed.get(host):
            raise NoAnswer(why)
        left = min(self._wait(host), _LONGEST_ANSWER)
        url = f"{self._base}/{host}{path}" if self._base else f"https://{host}{path}"
        try:
            reply = transfer(url, {**headers, "User-Agent": self._agent}, left)
        except NoAnswer as error:
            self._failures[host] = self._failures.get(host, 0) + 1
            if str(error) in (LIMITED, SLOW) or self._failures[host] > 1:
                self._closed[host] = str(error)
            raise
        finally:
            self._answered[host] = self._clock()
        self._failures[host] = 0
        return reply

    def _wait(self, host: str) -> float:
        """Keep the gap since this service's last answer; give the seconds that are left."""
        now = self._clock()
        wait = max(0.0, self._answered.get(host, now - GAPS[host]) + GAPS[host] - now)
        if now + wait + _SHORTEST_ANSWER > self._deadline:
            raise NoAnswer("no time left")
        if wait:
            self._sleep(wait)
        return self._deadline - self._clock()


def _user_agent(contact: str, repository: str) -> str:
    if contact and not _EMAIL.fullmatch(contact):
        raise ValueError("the contact must be an e-mail address")
    if repository and not _REPOSITORY.fullmatch(repository):
        raise ValueError("the repository must be written owner/name")
    told = [f"+https://github.com/{repository}"] if repository else []
    told += [f"mailto:{contact}"] if contact else []
    return f"paper-bot/{__version__} ({'; '.join(told)})" if told else f"paper-bot/{__version__}"


def _loopback(base_url: str) -> str:
    """Return scheme, address and port; raise ValueError for all that could leave this machine."""
    parts = urlsplit(base_url)
    scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    if scheme not in ("http", "https") or not _is_loopback(host):
        raise ValueError("the services can be played at a loopback address only")
    base = f"{scheme}://{f'[{host}]' if ':' in host else host}{f':{port}' if port else ''}"
    if base_url.rstrip("/") != base:
        raise ValueError("the address of the played services is scheme, address and port only")
    return base


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:  # a name, which could lead anywhere
        return False


def _address(url: str, location: str = "") -> tuple[str, str]:
    """Return host and path of an address, or of where it redirects to, if a service is there."""
    try:
        parts = urlsplit(urljoin(url, location))
        host, port, user = parts.hostname or "", parts.port, parts.username
    except ValueError:
        raise NoAnswer("leads nowhere") from None
    if parts.scheme != "https" or host not in GAPS or port not in (None, 443) or user is not None:
        raise NoAnswer("leads to another site")
    return host, f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
