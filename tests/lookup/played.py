"""Serve HTTP on loopback, with answers that are late, broken or hostile."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

ATOM, JSON = "application/atom+xml; charset=utf-8", "application/json"
TEXT, HTML = "text/plain; charset=utf-8", "text/html; charset=utf-8"
_BLOCK = 64 * 1024


@dataclass(frozen=True)
class PlayedRequest:
    """What was asked: the path without its host and decoded, names of headers in lower case."""

    host: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    target: str
    at: float


@dataclass(frozen=True)
class PlayedAnswer:
    """What is answered; a body `@@NAME:` is an instruction as in the hostile look-ups.

    `delay` seconds pass before the first byte and `drip` between two bytes, of the
    body or with `drip_head` of everything.
    """

    body: str | bytes = ""
    status: int = 200
    content_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drip: float = 0.0
    drip_head: bool = False


class Clock:
    """A clock that goes on only while somebody sleeps; give `clock` and `clock.sleep`."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        """Go on at once."""
        self.now += seconds


class PlayedServer(ThreadingHTTPServer):
    """Answer each request as `reply` says, until `closing` is set."""

    daemon_threads = True

    def __init__(self, reply: Callable[[PlayedRequest], PlayedAnswer]) -> None:
        self.reply = reply
        self.sent = 0  # pieces of late and dripping answers that went out
        self.closing = threading.Event()
        super().__init__(("127.0.0.1", 0), _Connection)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of connections that the client broke off."""


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: PlayedServer

    def do_GET(self) -> None:
        host, _, rest = self.path.lstrip("/").partition("/")
        parts = urlsplit(f"//{host}/{rest}")
        request = PlayedRequest(
            host,
            unquote(parts.path),
            dict(parse_qsl(parts.query)),
            {name.lower(): value for name, value in self.headers.items()},
            f"/{rest}",
            time.monotonic(),
        )
        answer = self.server.reply(request)
        self.close_connection = True
        with contextlib.suppress(OSError):
            self._send(request, answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's
        """Keep quiet."""

    def _send(self, request: PlayedRequest, answer: PlayedAnswer) -> None:
        name, _, argument = str(answer.body).removeprefix("@@").partition(":")
        if not str(answer.body).startswith("@@"):
            name = ""
        if answer.delay and not self.server.closing.wait(answer.delay):
            self.server.sent += 1
        if name in ("RESET", "TLS_FAIL"):
            # With no time to linger, closing sends a reset.
            lingering = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, lingering)
            self.connection.close()
            return
        headers = {"Content-Type": answer.content_type, "Connection": "close", **answer.headers}
        if name == "LOCATION":
            here = f"https://{request.host}{request.target}"
            headers["Location"] = here if argument == "self" else argument
        elif name == "RETRY_AFTER":
            headers["Retry-After"] = argument
        elif name == "GZIP_OF_ZEROS":
            headers["Content-Encoding"] = "gzip"
        phrase = HTTPStatus(answer.status).phrase
        lines = (f"HTTP/1.1 {answer.status} {phrase}", *(f"{k}: {v}" for k, v in headers.items()))
        self._write("\r\n".join(lines).encode() + b"\r\n\r\n", answer.drip * answer.drip_head)
        for block in _blocks(name, argument, answer):
            self._write(block, answer.drip)

    def _write(self, data: bytes, drip: float) -> None:
        for piece in [data[at : at + 1] for at in range(len(data))] if drip else [data]:
            if drip and self.server.closing.wait(drip):
                return
            self.wfile.write(piece)
            self.server.sent += bool(drip)


def _blocks(name: str, argument: str, answer: PlayedAnswer) -> Iterator[bytes]:
    """Yield the body in pieces, so that a large one is made only as far as it is read."""
    if name == "GZIP_OF_ZEROS":
        packer = zlib.compressobj(9, wbits=31)
        for _ in range(int(argument) // _BLOCK):
            yield packer.compress(bytes(_BLOCK))
        yield packer.flush()
    elif name == "REPEAT":
        for _ in range(int(argument) // _BLOCK):
            yield b"x" * _BLOCK
    elif not name:
        body = answer.body
        charset = "utf-16" if "utf-16" in answer.content_type.lower() else "utf-8"
        yield body.encode(charset) if isinstance(body, str) else body
