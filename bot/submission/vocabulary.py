"""The words that lines of an issue begin with, for one list: its own before those of any list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property, lru_cache
from typing import NamedTuple

from bot.fields import (
    Asked,
    Fillers,
    TagsField,
    fillers_of,
    placeholders,
)
from bot.listing import Description
from bot.submission import words
from bot.text import one_line, pattern

LONGEST_LABEL = 40
_PART = ":"  # between a field's name and the part of it that a key gives
_QUOTES = "\"'“”‘’"
_TAG = pattern(r"</?[a-zA-Z]{1,10}>")
_IN_BRACKETS = pattern(r"[(（]([^()（）]{1,40})[)）]")


class Manner(Enum):
    """How what stands under a key goes on over several lines."""

    TITLE = auto()
    LIST = auto()
    OPTIONS = auto()  # as a list; of check boxes those that are ticked
    PLACE = auto()  # a venue, a date, or both
    SENTENCE = auto()
    BLOCK = auto()  # several sentences, or a group of fields
    LINK = auto()
    LINE = auto()


class Word(NamedTuple):
    """What a label stands for: a field by its name, or one of `words`.

    `is_rare` tells that issues which are no submissions do not have the label.
    """

    key: str
    manner: Manner
    is_rare: bool = False


class Group(NamedTuple):
    """Fields, or parts of one, that people write as one text.

    `label` matches where a part begins, `key_of` is the part by its folded label.
    """

    key: str
    keys: tuple[str, ...]
    key_of: Mapping[str, str]
    label: re.Pattern[str]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What labels stand for in one list."""

    form: Description
    of_label: Mapping[str, Word]
    groups: tuple[Group, ...]

    @property
    def title(self) -> str:
        """Return the key of the title."""
        return self.form.roles.title or words.TITLE

    @property
    def venue(self) -> str:
        """Return the key of the venue."""
        return self.form.roles.venue or words.VENUE

    @property
    def date(self) -> str:
        """Return the key of the date."""
        return self.form.roles.date or words.DATE

    @property
    def places(self) -> tuple[str, str, str]:
        """Return the keys under which date and venue may stand, the date's own first."""
        return self.date, words.PUBLISHED, self.venue

    @cached_property
    def manners(self) -> Mapping[str, Manner]:
        """Return how each key goes on."""
        return {word.key: word.manner for word in self.of_label.values()}

    @cached_property
    def fillers(self) -> Fillers:
        """Return what may be left standing where a value belongs."""
        fields = self.form.fields.items()
        every = (Asked(name, self.form.label(name), field) for name, field in fields)
        languages = ("en", self.form.list.language)
        return fillers_of(
            text for each in every for spoken in languages for text in placeholders(each, spoken)
        )

    @cached_property
    def links(self) -> tuple[str, ...]:
        """Return the keys of links: those of any list in their order, then the list's own."""
        own = (key for key, manner in self.manners.items() if manner is Manner.LINK)
        return tuple(dict.fromkeys((*words.LINKS, *own)))

    @cached_property
    def core(self) -> frozenset[str]:
        """Return the keys of which a submission without any other sign has at least two."""
        loose = {words.PAPER, words.NAME, *self.links}
        return frozenset(self.manners.keys() - loose)

    @cached_property
    def complete(self) -> tuple[frozenset[str], ...]:
        """Return sets of keys: with one of each, a submission has said what it has to say."""
        prose = (Manner.SENTENCE, Manner.BLOCK)
        first = next((name for name in self.form.fields if self.manners.get(name) in prose), "")
        sets = [{self.form.roles.tags}, {first, words.SUMMARY} if first else {""}]
        if not all(sets[0]) or not first:
            sets += [{self.title}, {*self.places, *self.links}]
        return tuple(frozenset(each) for each in sets if "" not in each)

    @cached_property
    def tag_words(self) -> tuple[str, ...]:
        """Return the words that names of tags hold, where the list has them end alike."""
        field = self.form.fields.get(self.form.roles.tags)
        if not isinstance(field, TagsField) or not field.suffix:
            return ()
        return tuple({label_key(label) for label in (field.suffix, field.label, *field.also)})

    @cached_property
    def within(self) -> re.Pattern[str]:
        """Return what matches a key in the middle of a line."""
        labels = {self.form.label(name) for name in self.form.fields}
        both = {form for label in labels for form in (label, f"{label}s", label.removesuffix("s"))}
        known = ("Title", "Published", "Venue", "Date", "Link", "Code", "Summary")
        every = sorted({*both, *known}, key=lambda label: (-len(label), label))
        return re.compile(
            rf"(?:(?<=[\s,;|])|^)[*_]{{0,2}}(?:{'|'.join(map(re.escape, every))})[*_]{{0,2}}[:：]"
        )

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Return the keys with which a line of several keys begins."""
        return frozenset((self.title, self.form.roles.tags, words.PUBLISHED, self.venue))

    def word(self, label: str) -> Word | None:
        """Return what a label stands for, None for one that nobody has for a field."""
        return _word_of(label, self)

    def field_of(self, key: str) -> str:
        """Return the name of the field that a key is for, `issue` for a group of them."""
        if key == words.PUBLISHED:
            return self.form.roles.venue or self.form.roles.date or "issue"
        name = key.partition(_PART)[0]
        return name if name in self.form.fields else "issue"


@lru_cache(maxsize=64)  # a body repeats its lines
def _word_of(label: str, vocabulary: Vocabulary) -> Word | None:
    label = label_key(label)
    if len(label) > LONGEST_LABEL:
        return None
    known = vocabulary.of_label
    if word := known.get(label):
        return word
    label = label.replace("_", " ").replace("-", " ")
    outside = _IN_BRACKETS.sub("", label).strip()
    found = [known.get(each.strip()) for each in (label, outside, *label.split("/", 2)[:2])]
    if not any(found) and (inside := _IN_BRACKETS.search(label)) and not outside.isascii():
        found.append(known.get(inside[1].strip()))  # a label in two languages
    return next(filter(None, found), None)


def label_key(label: str) -> str:
    """Return a label without its marks, for looking it up."""
    if "<" in label:
        label = _TAG.sub("", label)
    return one_line(label.strip(f"*_` []#?？{_QUOTES}").replace("’", "'")).casefold()


def part_key(name: str, part: str) -> str:
    """Return the key of one part of a field of sentences."""
    return f"{name}{_PART}{part}"
