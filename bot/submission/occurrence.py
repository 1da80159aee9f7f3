"""Tell which lines belong to one occurrence of a key, and where its value ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.fields import is_filler, looks_like_link
from bot.submission import words
from bot.submission.keys import Key
from bot.submission.labels import is_date, read_label
from bot.submission.vocabulary import Manner, Vocabulary, Word
from bot.text import pattern

_ENDS = (".", "!", "?", "。", "！", "？", ".)", ".”", '."')
_LISTS = (Manner.LIST, Manner.OPTIONS)
_GOES_ON = pattern(
    r"(?:[,，、;；/&+(-]|\b(?:of|the|in|on|and|for|at|by|to|with|a|an))$", re.IGNORECASE
)
# What a line of thanks or a greeting begins with.
_COURTESY = pattern(
    r"(?:(?:many|kind|best|warm|with|yours) )?"
    r"(?:thanks|thank you|thx|regards|best|cheers|sincerely|hi|hello|dear|please|谢谢|感谢)"
    r"(?![\w-])",
    re.IGNORECASE,
)


@dataclass
class Value:
    """The lines of one occurrence of a key; `gap` tells that a blank line came after text.

    `is_late` tells that it came after a complete submission and other words.
    """

    word: Word
    lines: list[str]
    vocabulary: Vocabulary
    line: str = ""
    is_heading: bool = False
    indent: int = 0
    is_late: bool = False
    gap: bool = False

    def says(self, key: Key, indent: int) -> bool:
        """Whether a key's line is but the next words of a sentence.

        So is `Code: ...` without any address, and a key with a dash for its colon.
        """
        if self.word.manner is not Manner.SENTENCE or self.gap:
            return False
        unfinished = bool(self.lines[-1]) and not self.is_finished()
        if not key.is_plain:
            return unfinished
        return (
            key.word.manner is Manner.LINK
            and not (is_filler(key.rest, self.vocabulary.fillers) or has_link(key.rest))
            and (unfinished or indent > self.indent + 1)
        )

    def is_finished(self) -> bool:
        """Whether the last line ends a sentence."""
        return self.lines[-1].endswith(_ENDS)

    def text(self) -> tuple[str, str]:
        """Return the key that is meant, and what was said for it."""
        text = "\n".join(line for line in self.lines if line).strip()
        if self.word.key == words.PAPER:
            # An address, even a bad one, is no title.
            is_address = looks_like_link(text) or "](" in text or (":" in text and " " not in text)
            return words.LINK if is_address else self.vocabulary.title, text
        return self.word.key, text

    def holds(self, indent: int, *, is_link: bool) -> bool:
        """Whether a line of addresses is a part of this value; `is_link` for Markdown ones."""
        manner = self.word.manner
        if manner is Manner.BLOCK:
            return False
        if manner is Manner.LINK:
            return self.is_heading or not self.gap
        if manner is Manner.SENTENCE:
            apart = is_link and (indent <= self.indent or not any(self.lines))
            return not (self.gap or self.is_finished() or apart)
        if is_link or manner in _LISTS:
            return not any(self.lines)
        return not self.gap

    def takes(self, indent: int, text: str, bare: str) -> bool:
        """Whether a line that is no key goes on; `bare` is the line without its bullet."""
        manner = self.word.manner
        if not any(self.lines):
            # What stands in its own lines below the key need not be indented.
            if self.is_heading or manner is Manner.SENTENCE:
                self.indent = min(self.indent, indent - 1)
            return True
        may_be_many = manner is Manner.LINK or manner in _LISTS
        if manner is Manner.BLOCK or (self.is_heading and may_be_many):
            return True
        if self.gap:
            return manner is Manner.SENTENCE and indent > self.indent + 1
        if indent > self.indent:
            return True
        is_item = bare != text
        if manner in _LISTS:
            named = self._is_tags() and self._names_tag(bare.casefold())
            names_tags = named and all(len(each.split()) <= 4 for each in bare.split(","))
            return is_item or not self.lines[0] or names_tags or self._goes_on()
        if is_item and manner is not Manner.LINK:
            return False
        if manner in (Manner.TITLE, Manner.SENTENCE):
            return True
        if manner is Manner.LINK:
            return has_link(bare) or not self.lines[0]
        may_be_place = manner is Manner.PLACE and (is_date(bare) or has_link(bare))
        return self._goes_on() or may_be_place

    def _is_tags(self) -> bool:
        return self.word.key == self.vocabulary.form.roles.tags

    def _names_tag(self, text: str) -> bool:
        return any(word in text for word in self.vocabulary.tag_words)

    def _goes_on(self) -> bool:
        return bool(_GOES_ON.search(self.lines[-1][-10:]))

    def ends_at(self, text: str, bare: str, indent: int) -> bool:
        """Whether a line that is no key of ours ends this value."""
        first = bare[:1]
        if first == "|" or (first == "[" and bare[1:2] == "^"):
            return True
        if first == "#" and bare.lstrip("#").startswith(" "):
            return True
        if len(bare) >= 3 and not bare.strip("-=_*"):
            return True
        label, manner = read_label(text), self.word.manner
        if label is None:
            short = len(bare) <= 60 or self.is_finished()
            return manner is not Manner.BLOCK and short and bool(_COURTESY.match(bare))
        if label.key or manner is Manner.BLOCK:
            return bool(label.key)
        if label.name in words.OTHER_LABELS:
            return True
        if not any(self.lines):
            return False
        if manner is Manner.SENTENCE:
            looks_so = label.is_marked or text.lstrip("-* ")[:1].isupper()
            return self.is_finished() and looks_so and len(label.name.split()) <= 4
        if manner in _LISTS:
            is_listed = not self.lines[0] and bare != text
            return not (is_listed or (self._is_tags() and self._names_tag(label.name)))
        return manner is not Manner.TITLE or label.is_marked or indent <= self.indent


def has_link(text: str) -> bool:
    """Whether a text holds an address, of a known kind or not."""
    return "](" in text or any(looks_like_link(word) for word in text.split()[:20])
