"""Serve the REST API over HTTP on loopback, and log what was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from itertools import count
from typing import TYPE_CHECKING, Any, cast

import werkzeug
from werkzeug.exceptions import HTTPException
from werkzeug.serving import WSGIRequestHandler, make_server

from bot.localhub.call import Call
from bot.localhub.payloads import Payloads
from bot.localhub.rates import Rate, Rates
from bot.localhub.records import Actor, Request
from bot.localhub.refusals import DOCUMENTATION, Refusal, not_found
from bot.localhub.routing import Route, url_map
from bot.localhub.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ENTERPRISE_PREFIX = "/api/v3"
JSON_TYPE = "application/json; charset=utf-8"
RAW_TYPE = "application/vnd.github.raw+json; charset=utf-8"


class Api:
    """Answer requests: a WSGI application over one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.log: list[Request] = []
        self._rates = Rates()
        self._map = url_map()
        self._ids = count(1)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer one request while nobody else touches the world."""
        if environ["PATH_INFO"].startswith(f"{ENTERPRISE_PREFIX}/"):
            environ["SCRIPT_NAME"] = ENTERPRISE_PREFIX
            environ["PATH_INFO"] = environ["PATH_INFO"].removeprefix(ENTERPRISE_PREFIX)
        request = werkzeug.Request(environ)
        with self.world.lock:
            response = self._respond(request)
        return response(environ, start)

    def _respond(self, request: werkzeug.Request) -> werkzeug.Response:
        actor, page = Actor(None), DOCUMENTATION
        links: list[str] = []
        try:
            actor = self.world.actor(_token(request))
            if request.path == "/rate_limit":
                status, answer = 200, cast("object", self._rates.look(actor).payload())
            else:
                route, arguments = self._match(request)
                page = f"{DOCUMENTATION}/{route.page}"
                site = request.host_url.rstrip("/")
                show = Payloads(self.world, request.root_url.rstrip("/"), site)
                call = Call(self.world, actor, request, show, links)
                status, answer = route.status, route.answer(call, **arguments)
        except Refusal as refusal:
            status, answer = refusal.status, refusal.body(page)
        free = request.path == "/rate_limit"
        rate = self._rates.look(actor) if free else self._rates.spend(actor)
        self._note(request, status, actor)
        return self._write(status, answer, rate, links)

    def _match(self, request: werkzeug.Request) -> tuple[Route, dict[str, Any]]:
        """Find the endpoint; another repository than the world's is not found."""
        try:
            route, arguments = self._map.bind("").match(request.path, request.method)
        except HTTPException:
            raise not_found() from None
        rest = dict(arguments)
        owner, repo = rest.pop("owner", None), rest.pop("repo", None)
        if owner is not None and f"{owner}/{repo}".lower() != self.world.full_name.lower():
            raise not_found()
        return cast("Route", route), rest

    def _note(self, request: werkzeug.Request, status: int, actor: Actor) -> None:
        query = request.query_string.decode(errors="replace")
        login = actor.user.login if actor.user else None
        self.log.append(Request(request.method, request.path, query, status, login))

    def _write(
        self, status: int, answer: object, rate: Rate, links: list[str]
    ) -> werkzeug.Response:
        raw = isinstance(answer, bytes)
        data = answer if isinstance(answer, bytes) else b""
        if not raw and status != 204:
            data = json.dumps(answer, ensure_ascii=False).encode()
        response = werkzeug.Response(data, status, content_type=RAW_TYPE if raw else JSON_TYPE)
        response.headers.update(rate.headers())
        response.headers["X-GitHub-Request-Id"] = f"10CA:1:{next(self._ids):X}"
        response.headers["X-GitHub-Media-Type"] = "github.v3; format=json"
        if links:
            response.headers["Link"] = ", ".join(links)
        return response


class Server:
    """Serve an application on a free port of 127.0.0.1 from a thread of its own."""

    def __init__(self, api: Api) -> None:
        self._server = make_server(
            "127.0.0.1", 0, api, threaded=True, request_handler=_QuietHandler
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


class _QuietHandler(WSGIRequestHandler):
    """Leave the console alone: the hub keeps its own log."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Write nothing."""


def _token(request: werkzeug.Request) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() in {"token", "bearer"} else None
