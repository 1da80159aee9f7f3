"""Read stages.json: a grouping of the list's tags, with where it is taken from.

A list may have another grouping of its tags, or none: what a group is called, which there
are and which tag belongs where is all data. The tags stand under the name of their field.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.catalog.schema import ADDRESS
from bot.catalog.strict_json import Fault, JsonText, cleaned, text_schema
from bot.config import LONGEST_SENTENCE, LONGEST_TAG, MOST_STAGES, STAGES_FILE
from bot.fields import tag_key
from bot.text import shorten

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator


class Stage(NamedTuple):
    """One stage, with a sentence on it, which may be blank."""

    name: str
    about: str


class Placed(NamedTuple):
    """Where a tag belongs: its stage and, where they are known, more.

    `group` is a part of the stage, `source_name` what the source calls the tag, and
    `evidence` where in the source it stands.
    """

    stage: str
    group: str = ""
    source_name: str = ""
    evidence: str = ""


class Stages(NamedTuple):
    """The stages in their order, what one and many of them are called, and each tag's place.

    `source` and `source_url` tell where the grouping is taken from, blank where that is not
    said. `tags` are by `tag_key`; `suffix` is the word in which tags end, if any.
    """

    one: str
    many: str
    source: str
    source_url: str
    stages: tuple[Stage, ...]
    tags: Mapping[str, Placed]
    suffix: str

    def place(self, tag: str) -> Placed | None:
        """Return where a tag belongs, however it is spelled; None where that is not said."""
        return self.tags.get(tag_key(tag, self.suffix))


def read_stages(text: str, tags: str, suffix: str, name: str = STAGES_FILE) -> Stages:
    """Return what stages.json says; `tags` is the field of them. Raises BrokenFile.

    `suffix` is the word in which tags end, blank for none.
    """
    file = JsonText(text, name)
    told = file.read(_schema(tags))
    if faults := [*_faults(told, tags, suffix)]:
        raise file.broken(faults)
    source = told.get("source", {})
    return Stages(
        told["name"]["one"],
        told["name"]["many"],
        source.get("text", ""),
        source.get("url", ""),
        tuple(Stage(each["name"], each.get("about", "")) for each in told["stages"]),
        {_key(tag, suffix): Placed(**place) for tag, place in told[tags].items()},
        suffix,
    )


def unlisted(text: str, name: str, tags: str, suffix: str, known: Container[str]) -> list[str]:
    """Return a finding for each tag of stages.json that is none of the `known` keys.

    Raises BrokenFile.
    """
    file = JsonText(text, name)
    told = file.read(_schema(tags))
    return file.named(
        Fault((tags, tag), "no paper of the list has it")
        for tag in told[tags]
        if _key(tag, suffix) not in known
    )


def _key(tag: str, suffix: str) -> str:
    return tag_key(cleaned(tag), suffix)


def _faults(told: dict[str, Any], tags: str, suffix: str) -> Iterator[Fault]:
    """Return what no schema can say: names that stand twice or are not declared."""
    declared: set[str] = set()
    alike: set[str] = set()
    for number, stage in enumerate(told["stages"]):
        key = stage["name"].casefold()
        if key in alike:
            yield Fault(("stages", number, "name"), f"{stage['name']!r} stands twice")
        alike.add(key)
        declared.add(stage["name"])
    placed: dict[str, str] = {}
    for tag, place in told[tags].items():
        if not 0 < len(cleaned(tag)) <= LONGEST_TAG:
            yield Fault((tags, tag), f"not a name of up to {LONGEST_TAG} characters")
        if place["stage"] not in declared:
            message = f"{place['stage']!r} is none of the stages declared above"
            yield Fault((tags, tag, "stage"), message)
        other = placed.setdefault(_key(tag, suffix), tag)
        if other != tag:
            yield Fault((tags, tag), f"the same as {shorten(other, LONGEST_TAG)!r}")


@cache
def _schema(tags: str) -> SchemaValidator:
    from pydantic_core import SchemaValidator
    from pydantic_core import core_schema as of

    def an_object(needed: dict[str, Any], optional: dict[str, Any]) -> Any:
        fields = {key: of.typed_dict_field(schema) for key, schema in needed.items()}
        for key, schema in optional.items():
            fields[key] = of.typed_dict_field(schema, required=False)
        return of.typed_dict_schema(fields, strict=True, extra_behavior="forbid")

    name, sentence = text_schema(LONGEST_TAG), text_schema(LONGEST_SENTENCE)
    address = of.str_schema(strict=True, pattern=ADDRESS, max_length=LONGEST_SENTENCE)
    stage = an_object({"name": name}, {"about": sentence})
    optional = {"group": name, "source_name": name, "evidence": sentence}
    place = an_object({"stage": name}, optional)
    return SchemaValidator(
        an_object(
            {
                "name": an_object({"one": name, "many": name}, {}),
                "stages": of.list_schema(stage, strict=True, min_length=1, max_length=MOST_STAGES),
                tags: of.dict_schema(of.str_schema(strict=True), place, strict=True),
            },
            {"source": an_object({"text": sentence}, {"url": address})},
        )
    )
