"""Set up the client with which GitHub is spoken to."""

from __future__ import annotations

from github import Auth, Github
from urllib3.util import Retry

_TIMEOUT_SECONDS = 20


def open_client(token: str, api_url: str, *, is_loopback: bool) -> Github:
    """Give a client that repeats failed reads, never a write, and keeps GitHub's pace.

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
    return Github(
        auth=Auth.Token(token),
        base_url=api_url.rstrip("/"),
        timeout=_TIMEOUT_SECONDS,
        retry=retry,
        seconds_between_requests=None,
        seconds_between_writes=None if is_loopback else 1.0,
        user_agent="paper-bot",
        per_page=100,
    )
