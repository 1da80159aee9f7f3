"""Read stages.json: a grouping of the list's heads, with where it is taken from.

A list may have another grouping of its heads, or none: what a group is called, which there
are and which head belongs where is all data.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.catalog.schema import ADDRESS
from bot.catalog.strict_json import Fault, JsonText, cleaned, text_schema
from bot.config import LONGEST_HEAD, LONGEST_SENTENCE, MOST_STAGES, STAGES_FILE
from bot.fields import head_key
from bot.text import shorten

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator


@dataclass(frozen=True)
class Stage:
    """One stage, with a sentence on it, which may be blank."""

    name: str
    about: str


@dataclass(frozen=True)
class Placed:
    """Where a head belongs: its stage and, where they are known, more.

    `group` is a part of the stage, `source_name` what the source calls the head, and
    `evidence` where in the source it stands.
    """

    stage: str
    group: str = ""
    source_name: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Stages:
    """The stages in their order, what one and many of them are called, and each head's place.

    `source` and `source_url` tell where the grouping is taken from, blank where that is not
    said. `heads` are by `head_key`.
    """

    one: str
    many: str
    source: str
    source_url: str
    stages: tuple[Stage, ...]
    heads: Mapping[str, Placed]

    def place(self, head: str) -> Placed | None:
        """Return where a head belongs, however it is spelled; None where that is not said."""
        return self.heads.get(head_key(head))


def read_stages(text: str, name: str = STAGES_FILE) -> Stages:
    """Return what stages.json says. Raises BrokenFile with every fault."""
    file = JsonText(text, name)
    told = file.read(_schema())
    if faults := [*_faults(told)]:
        raise file.broken(faults)
    source = told.get("source", {})
    return Stages(
        told["name"]["one"],
        told["name"]["many"],
        source.get("text", ""),
        source.get("url", ""),
        tuple(Stage(each["name"], each.get("about", "")) for each in told["stages"]),
        {_key(head): Placed(**place) for head, place in told["heads"].items()},
    )


def unlisted(text: str, name: str, heads: Container[str]) -> list[str]:
    """Return a finding for each head of stages.json that is none of the list's, by key.

    Raises BrokenFile.
    """
    file = JsonText(text, name)
    told = file.read(_schema())
    return file.named(
        Fault(("heads", head), "a head that no paper of the list has")
        for head in told["heads"]
        if _key(head) not in heads
    )


def _key(head: str) -> str:
    return head_key(cleaned(head))


def _faults(told: dict[str, Any]) -> Iterator[Fault]:
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
    for head, place in told["heads"].items():
        if not 0 < len(cleaned(head)) <= LONGEST_HEAD:
            yield Fault(("heads", head), f"not a name of up to {LONGEST_HEAD} characters")
        if place["stage"] not in declared:
            message = f"{place['stage']!r} is none of the stages declared above"
            yield Fault(("heads", head, "stage"), message)
        other = placed.setdefault(_key(head), head)
        if other != head:
            yield Fault(("heads", head), f"the same head as {shorten(other, LONGEST_HEAD)!r}")


@cache
def _schema() -> SchemaValidator:
    from pydantic_core import SchemaValidator
    from pydantic_core import core_schema as of

    def an_object(needed: dict[str, Any], optional: dict[str, Any]) -> Any:
        fields = {key: of.typed_dict_field(schema) for key, schema in needed.items()}
        for key, schema in optional.items():
            fields[key] = of.typed_dict_field(schema, required=False)
        return of.typed_dict_schema(fields, strict=True, extra_behavior="forbid")

    name, sentence = text_schema(LONGEST_HEAD), text_schema(LONGEST_SENTENCE)
    address = of.str_schema(strict=True, pattern=ADDRESS, max_length=LONGEST_SENTENCE)
    stage = an_object({"name": name}, {"about": sentence})
    optional = {"group": name, "source_name": name, "evidence": sentence}
    place = an_object({"stage": name}, optional)
    return SchemaValidator(
        an_object(
            {
                "name": an_object({"one": name, "many": name}, {}),
                "stages": of.list_schema(stage, strict=True, min_length=1, max_length=MOST_STAGES),
                "heads": of.dict_schema(of.str_schema(strict=True), place, strict=True),
            },
            {"source": an_object({"text": sentence}, {"url": address})},
        )
    )
