"""Make one request: one connection, thread and jar of cookies, all gone with the answer.

The thread is what makes the time limit hold: name servers and headers that come byte by
byte know no other.
"""

from __future__ import annotations

from concurrent.futures import Future
from threading import Thread

import requests

from bot.lookup.answers import NoAnswer, Response
from bot.text import pattern

LARGEST = 2 * 1024 * 1024  # bytes of one answer, decompressed
LIMITED, SLOW = "limits requests", "is too slow"
_CHUNK = 64 * 1024
_READ = (200, 400, 404)
_STATUSES = {403: "refuses requests", 429: LIMITED}
# gzip alone: the bound on what an answer unpacks to is tested for that.
_OWN_HEADERS = {"Accept-Encoding": "gzip", "Connection": "close"}
_CHARSET = pattern(r"charset=\"?([a-z0-9_-]{1,40})")
_CHARSETS = {
    "utf-16": "utf-16",
    "iso-8859-1": "iso-8859-1",
    "latin1": "iso-8859-1",
    "windows-1252": "cp1252",
}


def transfer(url: str, headers: dict[str, str], seconds: float) -> Response | str:
    """Return the answer, or the target of a redirect; raise NoAnswer for all else.

    A request that is not done in time is left behind.
    """
    future: Future[Response | str] = Future()

    def run() -> None:
        try:
            future.set_result(_get(url, {**headers, **_OWN_HEADERS}, seconds))
        except Exception as error:
            future.set_exception(error)

    Thread(target=run, daemon=True).start()
    try:
        return future.result(seconds)
    except TimeoutError:
        raise NoAnswer(SLOW) from None


class _Session(requests.Session):
    """A session that leaves redirects alone; the plain one reads them whole, however large."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002
        """Return none."""
        return None


def _get(url: str, headers: dict[str, str], seconds: float) -> Response | str:
    try:
        with _Session() as session:
            session.trust_env = False
            with session.get(
                url, headers=headers, timeout=seconds, allow_redirects=False, stream=True
            ) as response:
                return _read(response)
    except requests.exceptions.SSLError:
        raise NoAnswer("has no valid certificate") from None
    except requests.Timeout:
        raise NoAnswer(SLOW) from None
    except requests.RequestException:
        raise NoAnswer("breaks off or cannot be reached") from None


def _read(response: requests.Response) -> Response | str:
    status, kind = response.status_code, response.headers.get("Content-Type", "").lower()
    if response.is_redirect:
        return response.headers["Location"]
    if status not in _READ:
        raise NoAnswer(_STATUSES.get(status, f"answers {status}"))
    body = bytearray()
    for chunk in response.iter_content(_CHUNK):
        body += chunk
        if len(body) > LARGEST:
            raise NoAnswer("sends too much")
    return Response(status, kind.partition(";")[0].strip(), _decoded(bytes(body), kind))


def _decoded(body: bytes, kind: str) -> str:
    """Read UTF-8, which nearly all is whatever is declared, else by the declared charset."""
    found = _CHARSET.search(kind)
    declared = _CHARSETS.get(found[1]) if found else None
    for charset in ("utf-8-sig", declared):
        try:
            text = body.decode(charset) if charset else "\0"
        except UnicodeError:
            continue
        if "\0" not in text:
            return text
    raise NoAnswer("sends text that cannot be read")
