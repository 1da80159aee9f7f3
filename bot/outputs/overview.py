"""Say how the tags of a list are grouped, where each is shown, and in how many papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.catalog import Stages
from bot.outputs.tag_pages import Section


class Entry(NamedTuple):
    """A tag, where it is shown, and the number of its papers."""

    name: str
    address: str
    papers: int


class Group(NamedTuple):
    """Tags of one part of a stage; `name` is blank for those of no part."""

    name: str
    tags: Sequence[Entry]


class Part(NamedTuple):
    """A stage with its address within the page, what is said of it, and its groups."""

    name: str
    anchor: str
    about: str
    groups: Sequence[Group]


class Overview(NamedTuple):
    """All tags by name, those of each stage, and those that are in none.

    `placed` is how many are in a stage, `papers` how many the list has.
    """

    papers: int
    tags: Sequence[Entry]
    parts: Sequence[Part]
    placed: int
    rest: Sequence[Entry]


class Place(NamedTuple):
    """Where a tag belongs; `anchor` is blank where the page has no overview.

    `source_name` is blank where the source calls it as the list does.
    """

    stage: str
    anchor: str
    group: str
    source_name: str


def overview(
    sections: Iterable[Section], places: Mapping[str, str], stages: Stages | None, papers: int
) -> Overview:
    """Return the overview of tags that are shown at `places`."""
    tags = [Entry(each.name, places[each.name], len(each.rows)) for each in sections]
    if stages is None:
        return Overview(papers, tags, (), 0, ())
    members: dict[str, dict[str, list[Entry]]] = {each.name: {} for each in stages.stages}
    rest = []
    for tag in tags:
        place = stages.place(tag.name)
        if place is None:
            rest.append(tag)
        else:
            members[place.stage].setdefault(place.group, []).append(tag)
    parts = [
        Part(each.name, anchor, each.about, [Group(*group) for group in groups.items()])
        for each, anchor, groups in zip(
            stages.stages, anchors_of_stages(stages).values(), members.values(), strict=True
        )
    ]
    return Overview(papers, tags, parts, len(tags) - len(rest), rest)


def anchors_of_stages(stages: Stages) -> dict[str, str]:
    """Return the address of each stage within the page: its number, for names may be alike."""
    return {each.name: f"stage-{number}" for number, each in enumerate(stages.stages, start=1)}
