"""Put the texts that were found in the gaps of an entry together to fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bot.fields import Field, LinkField, LinksField, TitleField
from bot.listing.template.language import ANYTHING, Gap
from bot.listing.template.link_words import kind_of_word, spelled_kind
from bot.listing.template.literals import NO_VALUES
from bot.listing.template.program import POSITION
from bot.listing.template.scanner import Found
from bot.listing.template.spellings import LINKED
from bot.listing.template.steps import Slot
from bot.text import pattern, plain

Fields = dict[str, Any]
_BOLD = pattern(
    r"(?<![\w\\*])\*\*(?![\s*])([^*]+)(?<![\s*\\])\*\*(?![\w*])"
)  # of a title, some words


class Reading(NamedTuple):
    """What an entry says: its fields, and the number that it has in its run, blank for none."""

    fields: Fields
    number: str


class Values:
    """Put the texts of slots together to fields."""

    def __init__(self, kinds: Mapping[str, Field]) -> None:
        self._kinds = kinds
        self._fields: Fields = {}
        self._number = ""
        self._of_item: dict[str, set[Gap]] = {}  # the gaps of the last item of each field
        self._paths: dict[str, str] = {}
        self._linked = ""

    def read(self, found: Sequence[Found], entry: str) -> Reading | None:
        """Return the fields, None where a text is none of the kind of its field."""
        for slot, start, end in found:
            raw = entry[start:end].strip()
            is_title = isinstance(self._kinds.get(slot.field), TitleField)
            if raw.casefold() in NO_VALUES and (slot.placed.around.cell or not is_title):
                continue
            if is_title and (link := LINKED.fullmatch(raw)):
                raw, self._linked = link[1].strip("*_"), plain(link[2])
            if is_title and "**" in raw:
                raw = _BOLD.sub(r"\1", raw)
            value = slot.spelling.read(slot.placed.sink.read(raw))
            if value is None:
                return None
            self._take(slot, value)
        for name, path in self._paths.items():
            self._fields.setdefault(name, f"https://github.com/{path}")
        for name, kind in self._kinds.items():
            if self._linked and isinstance(kind, LinkField | LinksField):
                self._add_linked(name, kind)
            if isinstance(kind, LinksField) and name in self._fields:
                links = (_whole(link, kind) for link in self._fields[name])
                self._fields[name] = [link for link in links if link["url"]]
        said = {name: value for name, value in self._fields.items() if value}
        return Reading(said, self._number)

    def _add_linked(self, name: str, kind: LinkField | LinksField) -> None:
        """Add where the title leads, where the template has no gap for it."""
        if isinstance(kind, LinkField):
            self._fields.setdefault(name, self._linked)
        elif all(link["url"] != self._linked for link in self._fields.get(name, ())):
            word = kind.words.get("Paper", "Paper")
            link = {"word": word, "kind": "Paper", "url": self._linked}
            self._fields[name] = [link, *self._fields.get(name, ())]
        self._linked = ""

    def _take(self, slot: Slot, value: Any) -> None:
        name, part = slot.field, slot.part
        if name == ANYTHING:
            return
        if name == POSITION:
            self._number = value
        elif part == "path":
            self._paths[name] = value
        elif part == "item":
            if self._begins_item(slot):
                self._fields.setdefault(name, []).append(value)
        elif part:
            links = self._fields.setdefault(name, [])
            if self._begins_item(slot):
                links.append({})
            links[-1].setdefault(part, value)
        else:
            self._fields.setdefault(name, [*value] if isinstance(value, tuple) else value)

    def _begins_item(self, slot: Slot) -> bool:
        """Whether the next item of several begins with a slot; note that it is filled."""
        filled = self._of_item.setdefault(slot.field, set())
        begins = not filled or slot.gap in filled
        if begins:
            filled.clear()
        filled.add(slot.gap)
        return begins


def _whole(link: dict[str, str], field: LinksField) -> dict[str, str]:
    """Return a link with label and kind, of which an entry may show but one."""
    word = link.get("word") or link.get("label") or link.get("kind", "")
    kind = spelled_kind(link["kind"], field) if "kind" in link else kind_of_word(word, field)
    return {"label": link.get("label") or word or kind, "kind": kind, "url": link.get("url", "")}
