"""Read `.github/paper-bot.yml` into a description, or say all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, get_args, get_origin

from bot.fields import FieldName, FilePath, FormId
from bot.listing.consistency import inconsistencies
from bot.listing.description import Day, Description, Heading, Language, Levels, Part
from bot.listing.schema import UNIONS, WHOLE_NUMBER, bare, keys_of, kinds_of, validator
from bot.listing.strict_yaml import BrokenDescription, Flaw, Path, Source, read_yaml
from bot.text import one_line, pattern, shorten

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

DESCRIPTION_FILE = ".github/paper-bot.yml"
_SHOWN = 60  # characters of what was read that a message repeats
_NEAR = 60  # of 100, from where a word may have been meant
_NEWER = pattern("[2-9]|[1-9][0-9]{1,8}")

# What is wanted, by the kind of an error or by the pattern that a text does not match.
_WANTED = {
    "dict_type": "a map",
    "tuple_type": "a list",
    "string_type": "a text",
    "string_too_short": "a text that is not empty",
    WHOLE_NUMBER: "a whole number",
    **{
        limit.pattern: limit.wanted
        for hint in (FieldName, FilePath, FormId, Heading, Levels, Day, Part, Language)
        for limit in bare(hint)[1]
    },
}


def read_description(content: str | bytes, name: str = DESCRIPTION_FILE) -> Description:
    """Return the description that a file holds. Raises BrokenDescription with every flaw."""
    from pydantic_core import ValidationError

    try:
        text = content if isinstance(content, str) else content.decode()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise BrokenDescription(name, [Flaw(line, "not UTF-8")]) from error
    source = read_yaml(text)
    flaws = [*source.flaws]
    try:
        description: Description = validator().validate_python(source.value)
    except ValidationError as error:
        if isinstance(source.value, dict) or not flaws:
            flaws += [_flaw(each, source) for each in error.errors(include_url=False)]
        raise BrokenDescription(name, flaws) from error
    if flaws := [*flaws, *inconsistencies(description, source)]:
        raise BrokenDescription(name, flaws)
    return description


def stand_in(content: str | bytes) -> Description:
    """Return by what issues to a list are known where its description is broken.

    That is what the description says of submissions and its language, as far as those are read,
    else what is usual.
    """
    from pydantic_core import ValidationError

    text = content if isinstance(content, str) else content.decode("utf-8", "replace")
    value = read_yaml(text).value
    said = value if isinstance(value, dict) else {}
    about = said.get("list")
    language = about.get("language") if isinstance(about, dict) else None
    kept = {"list": {"name": "-", "language": language or "en"}}
    submission = said.get("submission")
    if isinstance(submission, dict):
        asked = ("asks", "plain")
        kept["submission"] = {name: submission[name] for name in submission if name not in asked}
    usual = {"version": "1", "list": {"name": "-"}, "fields": {"title": {"kind": "title"}}}
    try:
        described: Description = validator().validate_python({**usual, **kept})
    except ValidationError:
        described = validator().validate_python(usual)
    return described


def _flaw(error: ErrorDetails, source: Source) -> Flaw:
    """Return what is wrong, with its line, what was read and what is wanted."""
    path = _in_file(error["loc"], source.value)
    line, name = source.line(path), _written(path)
    said: Mapping[str, Any] = error.get("ctx", {})
    if error["type"] == "missing":
        return Flaw(line, f"{_written((*path, error['loc'][-1]))} is missing")
    if error["type"] == "extra_forbidden":
        known = _known_keys(path[:-1], source.value)
        return Flaw(line, _unknown(f"{name} is no key here", str(path[-1]), known))
    if error["type"].startswith("union_tag"):
        return Flaw(line, _of_kind(error["input"], name, said))
    if path == ("version",) and _NEWER.fullmatch(str(error["input"])):
        return Flaw(line, f"version {error['input']} is for a newer bot: update the line `uses:`")
    wanted = _WANTED.get(said.get("pattern", "")) or _WANTED.get(error["type"])
    if not wanted and error["type"] == "greater_than_equal":
        wanted = f"a whole number of at least {said['ge']}"
    if not wanted:
        wanted = said.get("expected", "").replace("'' or ", "").replace("'", "") or error["msg"]
    return Flaw(line, f"{name} is {_read(error['input'])}; wanted is {wanted}")


def _of_kind(value: Any, name: str, said: Mapping[str, Any]) -> str:
    """Return what is wrong with the kind of a field."""
    if not isinstance(value, dict) or "kind" not in value:
        near = _nearest("kind", value) if isinstance(value, dict) else ""
        if near:
            return f"{_written((name, near))} is no key here; did you mean kind?"
        return f"{name} is {_read(value)}; wanted is a map with a kind"
    known = [word.strip(" '") for word in said["expected_tags"].split(",")]
    kind = value["kind"]
    read = shorten(kind, _SHOWN) if isinstance(kind, str) and kind else _read(kind)
    return _unknown(f"{name}.kind is {read}", read, known)


def _in_file(place: tuple[int | str, ...], value: Any) -> Path:
    """Return the keys of the file among those that lead to an error."""
    path: list[int | str] = []
    for part in place:
        inside = isinstance(value, dict) and part in value
        if inside or (isinstance(value, list) and isinstance(part, int) and part < len(value)):
            path.append(part)
            value = value[part]
    return tuple(path)


def _written(path: Path) -> str:
    """Return keys as people write them: items of a list count from 1."""
    parts = (str(part + 1) if isinstance(part, int) else shorten(part, _SHOWN) for part in path)
    return ".".join(parts) or "the file"


def _read(value: Any) -> str:
    if isinstance(value, str):
        return f"“{shorten(one_line(value), _SHOWN)}”" if value else "empty"
    return "a map" if isinstance(value, dict) else "a list" if isinstance(value, list) else "empty"


def _unknown(message: str, word: str, known: Iterable[str]) -> str:
    known = [*known]
    if near := _nearest(word, known):
        return f"{message}; did you mean {near}?"
    return f"{message}; wanted is one of {', '.join(known)}"


def _nearest(word: str, known: Iterable[str]) -> str:
    """Return the word that was meant, blank where none is near."""
    from rapidfuzz import fuzz, process

    near = process.extractOne(word, [*known], scorer=fuzz.ratio, score_cutoff=_NEAR)
    return near[0] if near else ""


def _known_keys(path: Path, value: Any) -> list[str]:
    """Return the keys that the map at a path may have."""
    hint: Any = Description
    for part in path:
        value = value[part]
        kind, _ = bare(hint)
        if get_origin(kind) in (tuple, Mapping):
            hint = get_args(kind)[-1 if get_origin(kind) is Mapping else 0]
        else:
            hint = keys_of(kind)[str(part)].hint
        if get_origin(bare(hint)[0]) in UNIONS:
            hint = kinds_of(bare(hint)[0])[value["kind"]]
    return [*keys_of(bare(hint)[0])]
