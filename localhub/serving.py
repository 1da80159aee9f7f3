"""Serve an application over HTTP on loopback, connections kept open as GitHub keeps them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


class Server:
    """Serve an application on a free port of 127.0.0.1 from a thread of its own."""

    def __init__(self, application: WSGIApplication) -> None:
        self._server = make_server(
            "127.0.0.1", 0, application, threaded=True, request_handler=_Handler
        )
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop serving and close the socket."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(WSGIRequestHandler):
    """Answer whole and keep the connection: to open one anew takes as long as to answer.

    A connection ends where the application drops it, or leaves an answer short of its length.
    """

    wbufsize = -1
    disable_nagle_algorithm = True

    def run_wsgi(self) -> None:
        """Answer one request."""
        self.environ = environ = self.make_environ()
        head: list[tuple[str, list[tuple[str, str]]]] = []

        def start(
            status: str, headers: list[tuple[str, str]], *_: object
        ) -> Callable[[bytes], object]:
            head.append((status, headers))
            return self.wfile.write

        try:
            body = b"".join(self.server.app(environ, start))
        except ConnectionError:
            self.close_connection = True
            return
        ((status, headers),) = head
        code, _, reason = status.partition(" ")
        self.send_response_only(int(code), reason)  # the date is the application's
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()
        promised = int(dict(headers).get("Content-Length", 0))
        self.close_connection |= environ["REQUEST_METHOD"] != "HEAD" and promised > len(body)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Leave the console alone: the hub keeps its own log."""
