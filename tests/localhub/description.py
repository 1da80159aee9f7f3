"""Read GitHub's own description of its REST API, of which githubkit is generated.

A request is held against the operation of its method and path: each parameter of the query
must be one of its own, and the client made of the description, given the same body, must
send that very body. An answer must be valid, strictly, and show nothing beyond.

The description does not cover, and so no test by it can show: who may do what; what a request
changes; which mistake is refused by which status and in which words (a refusal is held to the
form that all have, with the `status` that GitHub puts into each by now); the status of a
success; headers, with the links to other pages, the limits and the media types; the order and
the cut of lists; how long a text may be; a variable of a path that is empty or has a slash
(here `path`, `ref`, `basehead` and `branch` may); addresses by a repository's number, to which
GitHub leads from an issue that was transferred; and what GitHub answers though its description
keeps silent.
"""

from __future__ import annotations

import datetime as dt
import inspect
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal
from urllib.parse import parse_qsl

from githubkit import GitHub
from githubkit_schemas.v2022_11_28.models import BasicError
from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

Version = Literal["2022-11-28", "2026-03-10"]
# GitHub answers by the first where a request names none, as the bot's do; the other is newer.
PRESENT: Version = "2022-11-28"
NEXT: Version = "2026-03-10"
CLIENTS = ("actions", "git", "issues", "pulls", "rate_limit", "repos", "users")

_VARIABLE = re.compile(r"{(\w+)}")
_LONG = {"path", "ref", "basehead", "branch"}
_OF_THE_CLIENT = {"self", "headers", "stream", "data", "kwargs"}
_BY_NUMBER = re.compile(r"^/repositories/\d+/")


@dataclass(frozen=True)
class Exchange:
    """A request that was made, and the answer to it."""

    method: str
    path: str
    query: str
    body: bytes
    status: int
    answer: bytes


@dataclass(frozen=True)
class Operation:
    """What the description knows by one method and path; `make` lets its client ask for it."""

    client: str
    make: Callable[..., object]
    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Match the paths of its requests."""

        def group(variable: re.Match[str]) -> str:
            name = variable[1]
            parts = ".*" if name in _LONG else r"\d+" if self.kinds.get(name) == "int" else "[^/]+"
            return f"(?P<{name}>{parts})"

        return re.compile(_VARIABLE.sub(group, self.path))

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """Return the type of each variable in the path and the query, in Python's words."""
        parameters = inspect.signature(self.make).parameters
        return {
            name: parameter.annotation
            for name, parameter in parameters.items()
            if name not in _OF_THE_CLIENT
        }

    def type_of(self, name: str) -> TypeAdapter[Any]:
        """Return the type of a variable."""
        names = vars(inspect.getmodule(self.make)) | {"_dt": dt}
        return TypeAdapter(eval(self.kinds[name], names))  # noqa: S307 - githubkit's own words


class Described(GitHub[Any]):
    """A client that keeps what it would send."""

    def __init__(self) -> None:
        super().__init__(rest_api_validate_body=True)
        self.made: dict[str, Any] = {}

    def request(  # type: ignore[override]  # the client's own calls are all of one form
        self, method: str, url: str, **made: Any
    ) -> None:
        self.made = {"method": method, "url": url, **made}


@cache
def operations(version: Version = PRESENT) -> tuple[Operation, ...]:
    """List what the description knows, the most literal path first."""
    return tuple(sorted(_read(version), key=lambda each: -len(_VARIABLE.sub("", each.path))))


def _read(version: Version) -> Iterator[Operation]:
    github = Described()
    for client in CLIENTS:
        kind = type(getattr(github.rest(version), client))
        for name, make in inspect.getmembers(kind, inspect.isfunction):
            told = (inspect.getdoc(make) or "").split("\n\n")
            method, _, path = (told[1] if len(told) > 1 else "").partition(" ")
            if path.startswith("/") and not name.startswith("async_"):
                yield Operation(client, make, method, path)


def find(
    method: str, path: str, version: Version = PRESENT
) -> tuple[Operation, dict[str, Any]] | None:
    """Find the operation of a request, with the values in its path."""
    path = _BY_NUMBER.sub("/repos/owner/name/", path)
    for each in operations(version):
        if each.method == method and (match := each.pattern.fullmatch(path)):
            return each, {
                name: int(text) if each.kinds.get(name) == "int" else text
                for name, text in match.groupdict().items()
            }
    return None


class Unlike(ValueError):  # noqa: N818 - two descriptions differ; nothing went wrong
    """A request that the description does not know, or knows otherwise."""


def complaints(exchange: Exchange) -> list[str]:
    """Say what of a request and its answer the description does not know, or knows otherwise."""
    try:
        operation, made = _make(exchange, PRESENT)
    except Unlike as complaint:
        return [str(complaint)]
    return [f"{operation}: {each}" for each in _of_answer(exchange, made)]


def complaint_of_request(exchange: Exchange, version: Version) -> str | None:
    """Say what of a request a version of the description does not know, or knows otherwise."""
    try:
        _make(exchange, version)
    except Unlike as complaint:
        return str(complaint)
    return None


def _make(exchange: Exchange, version: Version) -> tuple[Operation, dict[str, Any]]:
    """Let the description's client make the request again, and compare what it would send.

    Gives what the client knows of the answer, too. Raises Unlike.
    """
    found = find(exchange.method, exchange.path, version)
    if found is None:
        raise Unlike(f"{exchange.method} {exchange.path}: no such endpoint")
    operation, arguments = found
    query = dict(parse_qsl(exchange.query, keep_blank_values=True))
    for name, text in query.items():
        if name in arguments or name not in operation.kinds:
            raise Unlike(f"{operation}: no parameter {name} in a query")
        with _unlike(f"{operation}: {name}={text}"):
            operation.type_of(name).validate_python(text)
    github = Described()
    client = getattr(github.rest(version), operation.client)
    sent = {"data": json.loads(exchange.body)} if exchange.body else {}
    with _unlike(f"{operation}: the body {sent}"):
        operation.make(client, **arguments, **query, **sent)
    known = to_jsonable_python(github.made.get("json"))
    if sent and sent["data"] != known:
        raise Unlike(f"{operation}: of {sent['data']} it knows {known}")
    return operation, github.made


@contextmanager
def _unlike(what: str) -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        raise Unlike(f"{what}: {_told(error)}") from error
    except TypeError as error:  # the client takes no such argument
        raise Unlike(f"{what}: {error}") from error


def _told(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())


def _of_answer(exchange: Exchange, made: Mapping[str, Any]) -> Iterator[str]:
    if exchange.status < 300:
        kind = made.get("response_model")
    else:  # githubkit leaves out those refusals whose form the description does not give
        kind = made.get("error_models", {}).get(str(exchange.status), BasicError)
    if kind is None:
        if exchange.answer:
            yield f"an answer without a body, not {exchange.answer!r}"
        return
    adapter = _adapter(kind)
    try:
        read = adapter.validate_json(exchange.answer, strict=True)
    except ValidationError as error:
        yield f"the answer {exchange.status}: {_told(error)}"
        return
    known = adapter.dump_python(read, mode="json", by_alias=True, exclude_unset=True)
    beyond = set(_beyond(json.loads(exchange.answer), known))
    for path in sorted(beyond - ({".status"} if exchange.status >= 300 else set())):
        yield f"the answer {exchange.status}: no such thing as {path}"


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _beyond(shown: object, known: object, path: str = "") -> Iterator[str]:
    """Yield the paths to what is shown and not known."""
    if isinstance(shown, dict) and isinstance(known, dict):
        for name, value in shown.items():
            if name in known:
                yield from _beyond(value, known[name], f"{path}.{name}")
            else:
                yield f"{path}.{name}"
    elif isinstance(shown, list) and isinstance(known, list):
        for value, each in zip(shown, known, strict=True):
            yield from _beyond(value, each, f"{path}[]")
