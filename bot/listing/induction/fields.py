"""Decide what kind of field the parts of entries are, by what stands in them and before them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.listing.induction.atom import TEXT, URL
from bot.listing.induction.doubts import (
    are_they_names,
    day_or_month,
    is_it_a_venue,
    what_are_the_others,
    what_is_it,
)
from bot.listing.induction.looks import (
    date_form,
    is_date,
    kind_of,
    may_be_names,
    names_institution,
)
from bot.listing.induction.merging import Merged
from bot.listing.induction.pieces import (
    SURE,
    asked,
    barred,
    cited,
    filled,
    host_word,
    hosts,
    is_one_word,
    item,
    kinds_of,
    of_badge,
    plain,
    slug,
    stop,
    usual_shape,
    words_for,
    written,
)
from bot.listing.induction.slots import IMAGE, IN_CELL, TITLE, Slot
from bot.listing.template.link_words import kind_of_word
from bot.text import pattern

LIKELY = 0.7  # the share of values of a kind from where a field is of it
_SAID_SO = 0.5  # the same where the word before it says so
_SOME = 0.75  # of names of several people, where a single name could be another thing
_MANY = 0.8  # the same for one that may well be of it
_LONG = 8  # words, from where a text is prose
_YEAR = pattern(r"\b(?:19|20)[0-9]{2}\b")
_SHORT_YEAR = pattern(r"(?:['’]|[A-Za-z)] ?)[0-9]{2}\b")
_SHIELD = pattern(r"/badge/([^-)\s\"]+)")
_PLAIN_FORMS = ("%Y-%m-%d", "%Y-%m", "%Y")
# Words that lists put before a value, by the kind of field that they speak of.
_SAID = {
    "date": "date published year time released submitted 日期 时间",
    "names": "author authors by people institution institutions affiliation affiliations"
    " organization organizations org team 作者 机构 单位",
    "venue": "venue conference journal publisher publication source published in where"
    " 会议 期刊 来源 发表",
    "tags": "tag tags keyword keywords key topic topics task tasks env field area 标签 关键词",
    "prose": "tldr tl;dr abstract summary description note notes comment highlights contribution"
    " introduction 摘要 简介 总结",
}
_KIND_SAID = {word: kind for kind, words in _SAID.items() for word in words.split()}
_NAMES_OF_LINKS = {"Paper": "link", "Code": "code", "Page": "home", "Data": "data"}


@dataclass
class Drafted:
    """A field as it is to be described: its name, its keys, and how its part is written.

    `doubt` is what is not sure of it, in a few words.
    """

    name: str
    kind: str
    piece: str
    keys: dict[str, object] = field(default_factory=dict)
    doubt: str = ""


def is_links(key: str) -> bool:
    """Whether a part is links with words, by its key."""
    return key.partition(IN_CELL)[0] == "links"


class Drafting:
    """The fields that a list's entries have, one after the other."""

    def __init__(self, wholes: Sequence[Merged], slots: Mapping[str, Slot]) -> None:
        self._wholes = wholes
        self._slots = slots
        self.fields: list[Drafted] = []
        self.own: dict[str, Drafted] = {}  # the fields by the keys of their parts

    def draft(self) -> None:
        """Decide on all fields."""
        counts = {key: count for whole in self._wholes for key, count in whole.counts.items()}
        for key in sorted(counts, key=lambda key: (key != TITLE, -counts[key])):
            if not key.startswith(IMAGE):
                self._draft(key, self._slots[key])

    def _draft(self, key: str, slot: Slot) -> None:
        if key == TITLE:
            self._title(slot)
        elif slot.urls and len(slot.urls) * 2 > len(slot.texts):
            self._of_links(key, slot)
        else:
            self._of_text(key, slot)

    def _add(self, key: str, drafted: Drafted) -> bool:
        """Add a field, unless there is one of its name."""
        if any(each.name == drafted.name for each in self.fields):
            return False
        if any(key in whole.keys and whole.is_optional(key) for whole in self._wholes):
            drafted.keys["required"] = "false"
        self.fields.append(drafted)
        self.own[key] = drafted
        return True

    def _title(self, slot: Slot) -> None:
        shape = usual_shape(slot)
        self._add(TITLE, Drafted("title", "title", filled(shape, "title", "link"), stop(slot)))
        if URL in shape:
            link = Drafted("link", "link", "", hosts(slot.urls))
            self.fields.append(link)

    def _of_links(self, key: str, slot: Slot) -> None:
        """Add a field for links: for several with their words, or for one."""
        words = Counter(slot.texts)
        if is_links(key) and not is_one_word(words, slot):
            kinds = kinds_of(words)
            often = asked(kinds, slot.entries)
            keys: dict[str, object] = {"asks": often}
            if called := words_for(kinds):
                keys["words"] = called
            between = slot.between.most_common(1)[0][0] if slot.between else " "
            each = item(slot.shape, "word", "url")
            piece = f"{{links|{barred(between)}|{each}}}"
            self._add(key, Drafted("links", "links", piece, {**keys, **hosts(slot.urls)}))
            return
        said = slot.label or words.most_common(1)[0][0] or host_word(slot.urls)
        kind = kind_of_word(plain(said))
        if found := _SHIELD.search(slot.shape):
            shown = plain(found[1])
            if kind == plain(said).capitalize():
                said, kind = shown, kind_of_word(shown)
        if "/stars/" in slot.shape:
            kind = "Code"
        name = self._name_of_link(kind, said)
        shape = slot.shape
        if slot.pictures:
            shape = of_badge(slot, name)
        else:
            shape = shape.replace(TEXT, words.most_common(1)[0][0])
        keys = {} if kind == "Paper" else {"names": kind}
        self._add(key, Drafted(name, "link", filled(shape, "", name), keys))

    def _name_of_link(self, kind: str, said: str) -> str:
        name = _NAMES_OF_LINKS.get(kind) or slug(said) or "page"
        taken = {each.name for each in self.fields}
        return name if name not in taken else slug(said) or f"{name}2"

    def _of_text(self, key: str, slot: Slot) -> None:
        """Add a field for a text, of the kind that its values are."""
        said = _KIND_SAID.get(slot.label.casefold().strip(), "")
        if key.startswith("tag:") or slot.kinds["tag"] * 2 > sum(slot.kinds.values()):
            if not self._is_marked_venue(key, slot):
                self._tags(key, slot)
            return
        kinds = Counter(map(kind_of, slot.texts))
        total = sum(kinds.values())
        named = sum(may_be_names(text) for text in slot.texts)
        dated = sum(map(is_date, slot.texts))
        if dated >= SURE * total:
            self._date(key, slot)
        elif said == "names" and named >= SURE * total:
            self._names(key, slot, "")
        elif kinds["venue"] >= LIKELY * total or (
            said == "venue" and kinds["venue"] >= _SAID_SO * total
        ):
            self._venue(key, slot, kinds["venue"], total, is_said=said == "venue")
        elif kinds["names"] >= _SOME * total and named >= _MANY * total:
            sure = kinds["names"] >= _MANY * total
            self._names(key, slot, "" if sure else are_they_names(kinds["names"], total))
        elif kinds["number"] >= SURE * total:
            self._add(
                key,
                Drafted(
                    self._named(slot, "number"),
                    "number",
                    written(slot, self._named(slot, "number")),
                ),
            )
        else:
            self._text(key, slot, kinds)

    def _is_marked_venue(self, key: str, slot: Slot) -> bool:
        """Take what stands in code or brackets as a venue where nearly all of it is one."""
        kinds = Counter(map(kind_of, slot.texts))
        total = sum(kinds.values())
        is_one = slot.several == 0 and kinds["venue"] >= SURE * total
        if is_one:
            self._venue(key, slot, kinds["venue"], total, is_said=True)
        return is_one

    def _named(self, slot: Slot, usual: str) -> str:
        """Return the name of a field: by its label, else the usual one of its kind."""
        name = slug(slot.label) if slot.label else usual
        return name if name and name not in ("n", "title") else usual

    def _labelled(self, slot: Slot, name: str) -> dict[str, object]:
        """Return the label where it is not what the name says already."""
        if slot.label.casefold() == "title":
            return {}
        is_said = slot.label == name.replace("_", " ").capitalize()
        return {"label": slot.label} if slot.label and not is_said else {}

    def _date(self, key: str, slot: Slot) -> None:
        form, precision, is_sure = date_form(slot.texts)
        name = self._named(slot, "date")
        keys = {**self._labelled(slot, name), "precision": precision}
        if form and form not in _PLAIN_FORMS:
            keys["shown-as"] = form
        doubt = "" if is_sure else day_or_month(slot.texts[0])
        self._add(key, Drafted(name, "date", written(slot, name), keys, doubt))

    def _names(self, key: str, slot: Slot, doubt: str) -> None:
        institutions = sum(map(names_institution, slot.texts))
        usual = "institutions" if institutions * 3 > len(slot.texts) else "authors"
        name = self._named(slot, usual)
        keys = self._labelled(slot, name)
        if name in ("authors", "author"):
            keys["look-up"] = "true"
        self._add(
            key,
            Drafted(
                name, "names", written(slot, name), {**keys, **stop(slot), **cited(slot)}, doubt
            ),
        )

    def _venue(self, key: str, slot: Slot, known: int, total: int, *, is_said: bool) -> None:
        name = self._named(slot, "venue")
        years = sum(bool(_YEAR.search(text)) for text in slot.texts) * 2 > total
        short = sum(bool(_SHORT_YEAR.search(text)) for text in slot.texts) * 2 > total
        keys = {**self._labelled(slot, name), **stop(slot), "look-up": "true"}
        if years or short:
            keys["year"] = "true" if years else "short"
        doubt = is_it_a_venue(known, total)
        self._add(
            key,
            Drafted(
                name,
                "venue",
                written(slot, name),
                keys,
                "" if is_said or known >= SURE * total else doubt,
            ),
        )

    def _tags(self, key: str, slot: Slot) -> None:
        name = self._named(slot, "tags")
        one = name.removesuffix("s") if name.endswith("s") else f"{name}_word"
        between = slot.between.most_common(1)[0][0] if slot.between else ", "
        piece = f"{{{name}|{barred(between)}|{item(slot.shape, one, '')}}}"
        self._add(key, Drafted(name, "tags", piece, self._labelled(slot, name)))

    def _text(self, key: str, slot: Slot, kinds: Counter[str]) -> None:
        """Add a field for any text, and say what it may be."""
        usual = "note"
        words = sum(len(text.split()) for text in slot.texts) / max(1, len(slot.texts))
        if words < _LONG and sum(map(names_institution, slot.texts)) * 4 > len(slot.texts):
            usual = "institution"
        name = self._named(slot, usual)
        taken = sum(
            re.fullmatch(rf"{name}(_[0-9])?", each.name) is not None for each in self.fields
        )
        name = f"{name}_{taken + 1}" if taken else name
        is_prose = words >= _LONG
        kind = "sentences" if is_prose and slot.label else "text"
        keys = self._labelled(slot, name)
        best, count = max(
            ((each, kinds[each]) for each in ("names", "venue", "date")), key=lambda each: each[1]
        )
        doubt = what_is_it(slot.texts[0])
        if count * 5 > len(slot.texts):
            doubt = what_are_the_others(best, count, len(slot.texts))
        self._add(key, Drafted(name, kind, written(slot, name), keys, "" if slot.label else doubt))
