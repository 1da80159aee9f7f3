"""Play the bibliographic services on loopback: answers as recorded, late, broken or hostile.

`with PlayedServices() as services:` serves at `services.url`; the first segment of a path
is the host that is played. Nothing is known at first. `services.paper(title, arxiv=...)`
makes a paper known wherever it would be, `services.answer(host, path, body)` sets one
answer, `services.down(503)` breaks everything and `services.up()` clears the stage. What
was asked is in `services.requests`.
"""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from werkzeug.serving import generate_adhoc_ssl_context

from tests.lookup.played import TEXT, PlayedAnswer, PlayedRequest, PlayedServer
from tests.lookup.shapes import Asked, Paper, answers_of, unknown


class PlayedServices:
    """A server on loopback that plays all services at once."""

    def __init__(self, *, tls: bool = False) -> None:
        self.requests: list[PlayedRequest] = []
        self._answers: list[tuple[Asked, PlayedAnswer]] = []
        self._server = PlayedServer(self.reply)
        self._scheme = "https" if tls else "http"
        if tls:
            context = generate_adhoc_ssl_context()
            assert isinstance(context, ssl.SSLContext)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        """The `base_url` of a client."""
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}"

    @property
    def sent(self) -> int:
        """How many late answers went out, and pieces of dripping ones."""
        return self._server.sent

    def __enter__(self) -> PlayedServices:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def asked(self, host: str) -> list[PlayedRequest]:
        """Return the requests to one host."""
        return [request for request in self.requests if request.host == host]

    def hosts(self) -> list[str]:
        """Return the hosts asked, in order."""
        return [request.host for request in self.requests]

    def play(self, asked: Asked, answer: PlayedAnswer) -> None:
        """Answer all requests of a kind; what was set last counts."""
        self._answers.insert(0, (asked, answer))

    def answer(
        self,
        host: str,
        path: str,
        body: object = "",
        *,
        query: Mapping[str, str] | None = None,
        **settings: Any,
    ) -> None:
        """Answer one path, and with `query` only these values; a body of no text is JSON."""

        def asked(request: PlayedRequest) -> bool:
            wanted = (query or {}).items()
            return (host, path) == (request.host, request.path) and all(
                request.query.get(name) == value for name, value in wanted
            )

        text = body if isinstance(body, (str, bytes)) else json.dumps(body)
        self.play(asked, PlayedAnswer(text, **settings))

    def down(self, status: int = 503, *hosts: str, **settings: Any) -> None:
        """Answer an error for everything, or for everything of some hosts."""
        answer = PlayedAnswer("@@RESET" if status == 0 else "", status, TEXT, **settings)
        self.play(lambda request: not hosts or request.host in hosts, answer)

    def up(self) -> None:
        """Forget all answers: every service is up again and knows nothing."""
        self._answers.clear()

    def hostile(self, line: Mapping[str, Any], *hosts: str) -> None:
        """Answer everything, or everything of some hosts, as a line of the hostile look-ups."""
        answer = PlayedAnswer(line["body"], line["status"], line["content_type"])
        self.play(lambda request: not hosts or request.host in hosts, answer)

    def paper(self, title: str, **known: Any) -> None:
        """Make a paper known, with the fields of `Paper`, wherever it would be."""
        for asked, answer in answers_of(Paper(title, **known)):
            self.play(asked, answer)

    def reply(self, request: PlayedRequest) -> PlayedAnswer:
        """Note a request and return its answer: what was set last, else that nothing is known."""
        self.requests.append(request)
        for asked, answer in self._answers:
            if asked(request):
                return answer
        return unknown(request)
