"""Answer requests by the REST API, with what interferes around, and log what was asked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any, cast

import werkzeug
from werkzeug.exceptions import HTTPException
from werkzeug.http import http_date
from werkzeug.routing import Map

from localhub.call import Call
from localhub.interference import Answer, Asked, Dropped, Interference
from localhub.payloads import REPOSITORY_ID, Payloads
from localhub.rates import Rate, Rates, read_clock
from localhub.records import Actor, Request
from localhub.refusals import DOCUMENTATION, Refusal, not_found
from localhub.routing import Route, url_map
from localhub.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ENTERPRISE_PREFIX = "/api/v3"
JSON_TYPE = "application/json; charset=utf-8"
RAW_TYPE = "application/vnd.github.raw+json; charset=utf-8"


class Api:
    """Answer requests: a WSGI application over one world.

    `interference` may hold a request up, answer in the hub's place or cut the
    connection; it is called while the world is free for others.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.log: list[Request] = []
        self.rates = Rates(lambda: read_clock(world.clock))
        self.interference: Interference | None = None
        self._ids = count(1)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer one request, unless the interference drops it."""
        if environ["PATH_INFO"].startswith(f"{ENTERPRISE_PREFIX}/"):
            environ["SCRIPT_NAME"] = ENTERPRISE_PREFIX
            environ["PATH_INFO"] = environ["PATH_INFO"].removeprefix(ENTERPRISE_PREFIX)
        by_number = f"/repositories/{REPOSITORY_ID}/"
        if environ["PATH_INFO"].startswith(by_number):
            rest = environ["PATH_INFO"].removeprefix(by_number)
            environ["PATH_INFO"] = f"/repos/{self.world.full_name}/{rest}"
        request = werkzeug.Request(environ)
        answer = self._exchange(request)
        response = werkzeug.Response(answer.body, answer.status)
        response.headers.update(answer.headers)
        with self.world.lock:
            response.headers["Date"] = http_date(read_clock(self.world.clock))
        return response(environ, start)

    def _exchange(self, request: werkzeug.Request) -> Answer:
        """Answer under the world's lock, with the interference around, and log the outcome.

        Raises Dropped.
        """
        asked, interference, done = self._asked(request), self.interference, 0

        def answer() -> Answer:
            nonlocal done
            with self.world.lock:
                answered = self._respond(request)
            done = answered.status
            return answered

        try:
            given = interference(asked, answer) if interference else answer()
        except Dropped:
            self._note(asked, 0, done)
            raise
        self._note(asked, given.status, done)
        return given

    def _asked(self, request: werkzeug.Request) -> Asked:
        query = request.query_string.decode(errors="replace")
        with self.world.lock:
            moment = int(read_clock(self.world.clock))
        return Asked(
            request.method, request.path, query, request.get_data(), _token(request), moment
        )

    def _respond(self, request: werkzeug.Request) -> Answer:
        actor, page = Actor(None), DOCUMENTATION
        links: list[str] = []
        free = request.path == "/rate_limit"
        try:
            actor = self.world.actor(_token(request))
            if free:
                status, answer = 200, cast("object", self.rates.look(actor).payload())
            else:
                self.rates.spend(actor)
                route, arguments = self._match(request)
                page = f"{DOCUMENTATION}/{route.page}"
                site = request.host_url.rstrip("/")
                show = Payloads(self.world, request.root_url.rstrip("/"), site)
                call = Call(self.world, actor, request, show, links)
                status, answer = route.status, route.answer(call, **arguments)
        except Refusal as refusal:
            status, answer = refusal.status, refusal.body(page)
        return self._write(status, answer, self.rates.look(actor), links)

    def _match(self, request: werkzeug.Request) -> tuple[Route, dict[str, Any]]:
        """Find the endpoint; another repository than the world's is not found."""
        try:
            route, arguments = _endpoints().bind("").match(request.path, request.method)
        except HTTPException:
            raise not_found() from None
        rest = dict(arguments)
        owner, repo = rest.pop("owner", None), rest.pop("repo", None)
        if owner is not None and f"{owner}/{repo}".lower() != self.world.full_name.lower():
            raise not_found()
        return cast("Route", route), rest

    def _note(self, asked: Asked, status: int, done: int) -> None:
        with self.world.lock:
            actor = self.world.tokens.get(asked.token or "")
            login = actor.user.login if actor and actor.user else None
            self.log.append(
                Request(asked.method, asked.path, asked.query, status, login, done, asked.body)
            )

    def _write(self, status: int, answer: object, rate: Rate, links: list[str]) -> Answer:
        raw = isinstance(answer, bytes)
        data = answer if isinstance(answer, bytes) else b""
        if not raw and status != 204:
            data = json.dumps(answer, ensure_ascii=False).encode()
        headers = {
            "Content-Type": RAW_TYPE if raw else JSON_TYPE,
            **rate.headers(),
            "X-GitHub-Request-Id": f"10CA:1:{next(self._ids):X}",
            "X-GitHub-Media-Type": "github.v3; format=json",
        }
        if status == 201 and isinstance(answer, dict) and "url" in answer:
            headers["Location"] = str(answer["url"])
        if links:
            headers["Link"] = ", ".join(links)
        return Answer(status, headers, data)


@cache
def _endpoints() -> Map:
    """Compile the endpoints once: that takes longer than a run of the bot."""
    return url_map()


def _token(request: werkzeug.Request) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() in {"token", "bearer"} else None
