"""Set up the client with which GitHub is spoken to; the token goes to GitHub's address alone."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from github import Auth
from github.Requester import HTTPRequestsConnectionClass, Requester
from urllib3.util import Retry

from bot.errors import BrokenState, TransientFault
from bot.text import mask

_TIMEOUT_SECONDS = 20
_API_VERSION = "2022-11-28"  # a later one drops fields
_PORTS = {"http": 80, "https": 443}


class _DirectConnection(HTTPRequestsConnectionClass):
    """A connection without TLS, which is for loopback: a proxy would read the token there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session.trust_env = False


class ApiRequester(Requester):
    """PyGithub's own, which every request passes, kept to one address.

    PyGithub follows the addresses that answers name. It takes those of other hosts of
    GitHub's and those without TLS too, and without assertions (`python -O`) any.
    """

    _Requester__httpConnectionClass = _DirectConnection

    def __init__(self, token: str, base_url: str, **settings: Any) -> None:
        super().__init__(Auth.Token(token), base_url, **settings)
        self._token = token

    def requestJsonAndCheck(  # noqa: N802 - PyGithub's name
        self, verb: str, url: str, *args: Any, **kwargs: Any
    ) -> tuple[dict[str, Any], Any]:
        """Make a request and return headers and answer. Raises what `requestJson` does."""
        self._keep_to_base(url)
        return super().requestJsonAndCheck(verb, url, *args, **kwargs)

    def requestJson(  # noqa: N802 - PyGithub's name
        self, verb: str, url: str, *args: Any, **kwargs: Any
    ) -> tuple[int, dict[str, Any], str]:
        """Make a request and return status, headers and answer; what a refusal says is masked.

        Raises TransientFault for an address that is not the API's, BrokenState where
        GitHub redirects to another, ValueError for a success that is no JSON.
        """
        self._keep_to_base(url)
        try:
            status, headers, answer = super().requestJson(verb, url, *args, **kwargs)
        except RuntimeError as error:  # a redirect to another host, or in a circle
            raise self._redirected() from error
        # A read that is answered so tells of a transfer; a write would pass for done.
        if 300 <= status < 400 and (verb, status) != ("GET", 301):
            raise self._redirected()
        # PyGithub takes a page of HTML, or nothing at all, for an object without any part.
        if 200 <= status < 300 and status != 204 and answer.lstrip()[:1] not in ("{", "["):
            raise ValueError("no JSON")
        return status, headers, mask(answer, [self._token]) if status >= 400 else answer

    def _keep_to_base(self, url: str) -> None:
        if not url.startswith("/") and _origin(url) != _origin(self.base_url):
            here = self.hostname_and_port
            raise TransientFault(f"GitHub's answer leads to another address than {here}")

    def _redirected(self) -> BrokenState:
        here = self.hostname_and_port
        told = f"{here} redirects to another address: correct GITHUB_REPOSITORY or GITHUB_API_URL"
        return BrokenState(told)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)


def open_client(token: str, api_url: str, *, is_loopback: bool = False) -> ApiRequester:
    """Return a client that repeats failed reads, never a write, and keeps GitHub's pace.

    A write that answered with a fault may have happened: it is for the caller to look
    again. GitHub asks for a second between writes; one on loopback does not.
    """
    retry = Retry(
        total=3,
        backoff_factor=0 if is_loopback else 0.5,
        allowed_methods={"GET"},
        status_forcelist={500, 502, 503, 504},
        respect_retry_after_header=False,  # it may ask for an hour: the run decides
    )
    return ApiRequester(
        token,
        api_url.rstrip("/"),
        timeout=_TIMEOUT_SECONDS,
        retry=retry,
        verify=True,
        pool_size=None,
        seconds_between_requests=None,
        seconds_between_writes=None if is_loopback else 1.0,
        user_agent="paper-bot",
        per_page=100,
        api_version=_API_VERSION,
    )
