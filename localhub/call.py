"""Read what a request asks: its JSON body, its query and the page of a list."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast
from urllib.parse import urlencode

from werkzeug import Request

from localhub.git_payloads import GitPayloads
from localhub.payloads import REPOSITORY_ID, Payloads
from localhub.pull_payloads import PullPayloads
from localhub.records import Actor
from localhub.refusals import Refusal
from localhub.world import World

T = TypeVar("T")

DEFAULT_PAGE = 30
LARGEST_PAGE = 100


class Body:
    """Read fields of a JSON object, refusing wrong types in GitHub's words."""

    def __init__(self, fields: dict[str, object]) -> None:
        self.fields = fields

    def __contains__(self, name: str) -> bool:
        return name in self.fields

    def text(self, name: str) -> str | None:
        """Read a text that may be absent or null."""
        value = self.fields.get(name)
        if value is None or isinstance(value, str):
            return value
        raise _wrong_type(name, value, "string")

    def needed(self, name: str) -> str:
        """Read a text that must be there."""
        if name not in self.fields:
            raise Refusal(422, f'Invalid request.\n\n"{name}" wasn\'t supplied.')
        value = self.text(name)
        if value is None:
            raise _wrong_type(name, None, "string")
        return value

    def flag(self, name: str) -> bool:
        """Read a boolean; absent is false."""
        value = self.fields.get(name, False)
        if isinstance(value, bool):
            return value
        raise _wrong_type(name, value, "boolean")

    def texts(self, name: str) -> list[str]:
        """Read a list of texts, or of objects with a name as labels may be given."""
        value = self.fields.get(name, [])
        if not isinstance(value, list):
            raise _wrong_type(name, value, "array")
        return [_named(name, item) for item in value]

    def objects(self, name: str) -> list[Body]:
        """Read a list of objects."""
        value = self.fields.get(name, [])
        if not isinstance(value, list):
            raise _wrong_type(name, value, "array")
        return [_object(name, item) for item in value]

    def object(self, name: str) -> Body | None:
        """Read an object that may be absent."""
        value = self.fields.get(name)
        return None if value is None else _object(name, value)


@dataclass
class Call:
    """A request by a known actor; `links` leads to the other pages of a list."""

    world: World
    actor: Actor
    request: Request
    show: Payloads
    links: list[str] = field(default_factory=list)

    @cached_property
    def git(self) -> GitPayloads:
        """Show git objects."""
        return GitPayloads(self.show)

    @cached_property
    def pulls(self) -> PullPayloads:
        """Show pull requests."""
        return PullPayloads(self.show)

    def body(self, bare: str | None = None) -> Body:
        """Parse the JSON object sent; a bare list is taken as the field `bare`."""
        data = self.request.get_data()
        try:
            parsed: object = json.loads(data) if data else {}
            json.dumps(parsed, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            raise Refusal(400, "Problems parsing JSON") from None
        if bare is not None and isinstance(parsed, list):
            parsed = {bare: parsed}
        if not isinstance(parsed, dict):
            raise Refusal(400, "Body should be a JSON object")
        return Body(cast("dict[str, object]", parsed))

    def query(self, name: str, default: str = "") -> str:
        """Read a parameter of the query."""
        return self.request.args.get(name, default)

    def page(
        self, items: Sequence[T], default: int = DEFAULT_PAGE, largest: int = LARGEST_PAGE
    ) -> Sequence[T]:
        """Cut the page asked for out of a list and note where the others are."""
        size = min(self._positive("per_page", default), largest)
        page, last = self._positive("page", 1), max(1, -(-len(items) // size))
        if page > 1:
            self._link(page - 1, "prev")
        if page < last:
            self._link(page + 1, "next")
            self._link(last, "last")
        if page > 1:
            self._link(1, "first")
        return items[(page - 1) * size : page * size]

    def wants_raw(self) -> bool:
        """Whether the bytes of a file are wanted rather than JSON about it."""
        accepted = self.request.headers.get("Accept", "")
        return "application/vnd.github" in accepted and ".raw" in accepted

    def _positive(self, name: str, default: int) -> int:
        text = self.query(name)
        return max(int(text), 1) if text.isdecimal() else default

    def _link(self, page: int, rel: str) -> None:
        query = urlencode(self.request.args.to_dict() | {"page": str(page)})
        # GitHub names the repository by its number here, wherever the first page was asked for.
        by_name, by_number = self.show.repo_api, f"{self.show.api}/repositories/{REPOSITORY_ID}"
        rest = self.request.base_url.removeprefix(by_name)
        there = f"{by_number}{rest}" if rest != self.request.base_url else rest
        self.links.append(f'<{there}?{query}>; rel="{rel}"')


def _named(name: str, item: object) -> str:
    text = item.get("name") if isinstance(item, dict) else item
    if not isinstance(text, str):
        raise _wrong_type(name, item, "string")
    return text


def _object(name: str, item: object) -> Body:
    if not isinstance(item, dict):
        raise _wrong_type(name, item, "object")
    return Body(item)


def _wrong_type(name: str, value: object, wanted: str) -> Refusal:
    shown = "nil" if value is None else json.dumps(value)
    article = "an" if wanted[0] in "ao" else "a"
    message = f"Invalid request.\n\nFor 'properties/{name}', {shown} is not {article} {wanted}."
    return Refusal(422, message)
