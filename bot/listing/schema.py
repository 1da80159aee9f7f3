"""Derive from the classes of a description what checks a file, and the JSON schema for editors.

Validation is pydantic's core; importing the whole of pydantic would take as long as all else that
a command does before it begins.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from bot.fields import InShort, Keys, Limit
from bot.listing.description import Description

if TYPE_CHECKING:
    from pydantic_core import CoreSchema, SchemaValidator

UNIONS = (Union, UnionType)
WHOLE_NUMBER = "^[0-9]{1,9}$"
_SCHEMA_ADDRESS = "https://json-schema.org/draft/2020-12/schema"


class Key(NamedTuple):
    """A key of a map: its name in the file, the type of its value, and whether it must stand."""

    name: str
    attribute: str
    hint: Any
    required: bool


def keys_of(model: type[Keys]) -> dict[str, Key]:
    """Return the keys of a class of a description, by their names in the file."""
    keys = (
        Key(name.replace("_", "-"), name, hint, not hasattr(model, name))
        for name, hint in model.hints().items()
    )
    return {key.name: key for key in keys}


def kinds_of(hint: Any) -> dict[str, Any]:
    """Return the classes of a union by the word of their `kind`."""
    return {get_args(keys_of(model)["kind"].hint)[0]: model for model in get_args(hint)}


def bare(hint: Any) -> tuple[Any, list[Any]]:
    """Return a type without what is said of it, and what is said of it."""
    if get_origin(hint) is Annotated:
        return hint.__origin__, list(hint.__metadata__)
    if get_origin(hint) in UNIONS and NoneType in get_args(hint):
        inner = next(each for each in get_args(hint) if each is not NoneType)
        return bare(inner)
    return hint, []


@cache
def validator() -> SchemaValidator:
    """Return what turns the maps of a file into a Description."""
    from pydantic_core import SchemaValidator

    return SchemaValidator(_core(Description))


@cache
def _core(hint: Any) -> CoreSchema:
    from pydantic_core import core_schema as core

    kind, said = bare(hint)
    limit = next((each for each in said if isinstance(each, Limit)), Limit())
    if short := next((each for each in said if isinstance(each, InShort)), None):
        return core.no_info_before_validator_function(_written_out(short), _core(kind))
    if get_origin(kind) in UNIONS:
        choices = {word: _core(model) for word, model in kinds_of(kind).items()}
        return core.tagged_union_schema(choices, "kind")
    if get_origin(kind) is tuple:
        return core.tuple_variable_schema(_core(get_args(kind)[0]))
    if get_origin(kind) is Mapping:
        key, value = get_args(kind)
        keys = core.str_schema() if key is str else _core(key)
        return core.dict_schema(keys, _core(value))
    if get_origin(kind) is Literal:
        return core.literal_schema(list(get_args(kind)))
    if kind is bool:
        words = core.literal_schema(["true", "false"])
        is_true = core.no_info_plain_validator_function(lambda word: word == "true")
        return core.chain_schema([words, is_true])
    if kind is int:
        digits = core.str_schema(pattern=WHOLE_NUMBER)
        return core.chain_schema([digits, core.int_schema(ge=limit.least)])
    if kind is str:
        return core.str_schema(pattern=limit.pattern or None, min_length=1)
    return _core_of_class(kind)


def _core_of_class(model: type[Keys]) -> CoreSchema:
    from pydantic_core import core_schema as core

    values = {
        key.attribute: core.typed_dict_field(
            _core(key.hint), required=key.required, validation_alias=key.name
        )
        for key in keys_of(model).values()
    }
    taken = core.typed_dict_schema(values, extra_behavior="forbid")
    return core.no_info_after_validator_function(lambda said: model(**said), taken)


def _written_out(short: InShort) -> Any:
    """Return what writes a value out where a text stands for it."""
    from pydantic_core import PydanticCustomError

    def write_out(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if short.word and value != short.word:
            raise PydanticCustomError("in_short", f"a list, or {short.word}")
        return [] if short.word else {"": value}

    return write_out


def json_schema() -> dict[str, Any]:
    """Return the JSON schema of a description.

    There flags and numbers may be what YAML takes them for, since editors do so. What the bot
    reads, an editor takes; not each fault that the bot finds is one in an editor.
    """
    return {
        "$schema": _SCHEMA_ADDRESS,
        "title": "paper-bot.yml: the description of a list",
        **_json(Description),
    }


def _json(hint: Any) -> dict[str, Any]:
    kind, said = bare(hint)
    limit = next((each for each in said if isinstance(each, Limit)), Limit())
    if short := next((each for each in said if isinstance(each, InShort)), None):
        text = {"const": short.word} if short.word else _json(str)
        return {"anyOf": [text, _json(kind)]}
    if get_origin(kind) in UNIONS:
        return {"oneOf": [_json(model) for model in kinds_of(kind).values()]}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _json(get_args(kind)[0])}
    if get_origin(kind) is Mapping:
        key, value = (_json(each) for each in get_args(kind))
        names = {"propertyNames": {"pattern": key["pattern"]}} if "pattern" in key else {}
        return {"type": "object", **names, "additionalProperties": value}
    if get_origin(kind) is Literal:
        words = [word for word in get_args(kind) if word]
        return {"enum": [*dict.fromkeys(each for word in words for each in (_as_yaml(word), word))]}
    if kind is bool:
        return {"enum": [True, False, "true", "false"]}
    if kind is int:
        types = ["integer", "string"]
        return {"type": types, "minimum": limit.least, "pattern": WHOLE_NUMBER}
    if kind is str:
        # What stands there is a text for the bot, and may be something else for an editor.
        types = ["string", "number", "boolean", "null"]
        return {"type": types, **({"pattern": limit.pattern} if limit.pattern else {})}
    about = (kind.__doc__ or "").split("\n\n")[0]
    keys = keys_of(kind).values()
    return {
        "description": " ".join(about.split()),
        "type": "object",
        "properties": {key.name: _json(key.hint) for key in keys},
        "required": [key.name for key in keys if key.required],
        "additionalProperties": False,
    }


def _as_yaml(word: str) -> Any:
    """Return a word as YAML reads it."""
    if word in ("true", "false"):
        return word == "true"
    return int(word) if word.isdecimal() else word
