"""Read issues from a file, as GitHub's own tools print them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from bot.commands.files import read_text
from bot.errors import UsageFault


class Filed(NamedTuple):
    """An issue as it was filed on GitHub."""

    number: int
    title: str
    body: str
    labels: tuple[str, ...]


def read_issues(file: str) -> list[Filed]:
    """Return the issues of a file, of standard input for `-`, in the order of their numbers.

    It holds a list of JSON, or an issue a line. Pull requests, which GitHub lists among issues,
    are left out. Raises UsageFault for anything else.
    """
    text = read_text(file)
    found = _checked(_values(text, file), file)
    # What JSON may hold and no text of Unicode: half of a pair.
    issues = [
        Filed(
            each.get("number", place),
            _whole(each["title"]),
            _whole(each.get("body") or ""),
            tuple(
                _whole(label["name"] if isinstance(label, dict) else label)
                for label in each.get("labels", ())
            ),
        )
        for place, each in enumerate(found, start=1)
        if not each.get("pull_request")
    ]
    return sorted(issues, key=lambda each: each.number)


def _whole(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _values(text: str, file: str) -> list[Any]:
    """Return what a text holds: a list of JSON, or a value a line."""
    if text.lstrip().startswith("{"):
        return [*_of_lines(text, file)]
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageFault(f"{file} is no JSON: {_said(error)}") from error
    if not isinstance(value, list):
        raise UsageFault(f"{file} holds no list of issues")
    return value


def _of_lines(text: str, file: str) -> Iterator[Any]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except (ValueError, RecursionError) as error:
            said = _said(error)
            raise UsageFault(f"{file}, line {number}: no issue in JSON: {said}") from error


def _said(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, line {error.lineno}, column {error.colno}"
    return "a number that is too long" if isinstance(error, ValueError) else "too many brackets"


def _checked(values: Sequence[Any], file: str) -> list[dict[str, Any]]:
    """Return values that are issues. Raises UsageFault for the first thing that is wrong."""
    from pydantic_core import SchemaValidator, ValidationError
    from pydantic_core import core_schema as of

    text, field = of.str_schema(strict=True), of.typed_dict_field
    label = of.union_schema([text, of.typed_dict_schema({"name": field(text)})])
    issue = of.typed_dict_schema(
        {
            "number": field(of.int_schema(strict=True, gt=0), required=False),
            "title": field(text),
            "body": field(of.nullable_schema(text), required=False),
            "labels": field(of.list_schema(label), required=False),
            "pull_request": field(of.any_schema(), required=False),
        }
    )
    try:
        found: list[dict[str, Any]] = SchemaValidator(of.list_schema(issue)).validate_python(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place, *path = first["loc"]
        where = ".".join(map(str, path[:2])) or "it"
        raise UsageFault(f"{file}: issue {int(place) + 1}: {where}: {first['msg']}") from error
    return found
