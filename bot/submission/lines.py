"""Collect the lines of an issue under the keys that they belong to, and those that belong to none.

Every line is either a key, a part of the last key's value, an address of its own, or
left over. What is left over is shown to people and never taken for a value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.submission import words
from bot.submission.keys import Key, read_key
from bot.submission.labels import (
    addresses_alone,
    has_informative_words,
    read_label,
    without_images,
)
from bot.submission.occurrence import Value
from bot.submission.vocabulary import Manner, Vocabulary, Word
from bot.text import pattern, without_break, without_bullet, without_elements

# Lines that no clean text holds: one that ends whatever stands above it, and one from which
# on a mail goes on, its quotation or its signature.
BREAK = "\0"
MAIL = "\1"
_UNTICKED = pattern(r"[-*+] \[ ?\](?: |$)")
_TAGS = pattern(r"(?:</?[a-zA-Z]{1,12}(?: [^<>]{0,100})?/?> ?){1,10}")
_BLOCKS = frozenset((">", "|", ">-", "|-", ">+", "|+"))  # YAML's signs of a text that follows
_STRUCK = pattern(r"~~(?=\S)[^~\n]{1,200}~~")
# OpenReview's own line on each page: `Published: 22 Jan 2025, Last Modified: 11 Mar 2025`.
_MODIFIED = pattern(
    r"(?:^|[,;|(·] ?)(?:(?:last|latest) )?(?:modified|updated?|revised|revision|edited)\b"
    r"(?=[^\n0-9]{0,40}[0-9])[^\n]{0,200}$",
    re.I,
)


@dataclass
class Layer:
    """What was collected from the plain, the fenced or the quoted lines.

    `loose` are addresses alone on their line, each with the number of keys before it,
    `unread` the lines that belong to nothing, `written` all lines. Those of a mail are
    `withheld`, and counted alone: they hold the addresses of people.
    """

    vocabulary: Vocabulary
    found: list[Value] = field(default_factory=list)
    loose: list[tuple[int, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    withheld: int = 0
    plain: set[str] = field(default_factory=set)
    is_rare: bool = False
    _names: set[str] = field(default_factory=set)
    _current: Value | None = None
    _is_closed: bool = False
    _is_mail: bool = False

    def keys(self) -> frozenset[str]:
        """Return the keys that stand in this layer."""
        return frozenset(self._names)

    def feed(self, line: str) -> None:
        """Take the next line."""
        if line in (BREAK, MAIL):
            self._current = None
            self._is_mail = self._is_mail or line == MAIL
            return
        bare = line.strip()
        # Most lines have nothing to take off, and a body may have thousands.
        is_held = bare[:1] == "<" or bare[-1:] in ("\\", ">")
        text = without_elements(without_break(bare)) if is_held else bare
        if not text:
            if self._current:
                self._current.gap = self._current.gap or any(self._current.lines)
            return
        if (text[0] == "<" and _TAGS.fullmatch(text)) or not text.strip("{}[],; "):
            self._current = None
            return
        if not self._is_mail:
            self.written.append(text)
        indent = len(line) - len(line.lstrip()) if line[:1].isspace() else 0
        key = read_key(text, self.vocabulary)
        if key and not (self._current and self._current.says(key, indent)):
            self._read_key(key, indent, text)
        elif ("." in text or "/" in text) and self._is_loose(text, indent):
            pass
        elif self._current:
            self._go_on(self._current, indent, text)
        else:
            self._read_other(text)

    def _read_key(self, key: Key, indent: int, text: str) -> None:
        if key.is_plain:
            self.plain.add(key.word.key)
            self.is_rare = self.is_rare or key.word.is_rare
        rest, manner = key.rest, key.word.manner
        inner = read_key(rest, self.vocabulary) if manner is Manner.BLOCK else None
        if rest in _BLOCKS:
            rest = ""
        if (
            "~~" in rest
            and manner is not Manner.SENTENCE
            and (bare := _STRUCK.sub(" ", rest)).strip()
        ):
            self._leave(" ".join(_STRUCK.findall(rest)))
            rest = bare.strip()
        if manner is Manner.PLACE and (modified := _MODIFIED.search(rest)):
            rest = rest[: modified.start()]
            self._leave(modified[0].strip(",;|(· "))
        first = "" if inner else rest
        self._begin(key.word, first, text, is_heading=key.is_heading, indent=indent)
        if inner:
            heading = inner.is_heading
            self._begin(inner.word, inner.rest, text, is_heading=heading, indent=indent)

    def _begin(
        self, word: Word, first: str, line: str, *, is_heading: bool = False, indent: int = 0
    ) -> None:
        closed = self._is_closed
        value = Value(word, [first], self.vocabulary, line, is_heading, indent, closed)
        self._current = value
        self._names.add(word.key)
        self.found.append(value)

    def _is_loose(self, text: str, indent: int) -> bool:
        """Collect addresses of a known kind that are alone on their line, no part of a value."""
        bare = without_bullet(text)
        addresses = addresses_alone(bare)
        is_link = "](" in bare
        if not addresses or (self._current and self._current.holds(indent, is_link=is_link)):
            return False
        self.loose += [(len(self.found), address) for address in addresses]
        if has_informative_words(bare):
            self._leave(text)
        return True

    def _go_on(self, current: Value, indent: int, text: str) -> None:
        bare = without_bullet(text)
        if current.word.manner is Manner.OPTIONS and _UNTICKED.match(text):
            return
        if not bare:
            current.gap = current.gap or any(current.lines)
        elif current.ends_at(text, bare, indent) or not current.takes(indent, text, bare):
            self._current = None
            self._read_other(text)
        else:
            current.lines.append(text if current.word.manner is Manner.BLOCK else bare)

    def _read_other(self, text: str) -> None:
        """Take a line under a label that is none of ours for what it can be, if anything."""
        label = read_label(text)
        if label is None or not label.key:
            self._leave(text)
        elif label.key == words.LOOSE:
            self.loose += [(len(self.found), each) for each in addresses_alone(label.value)]
        else:
            manner = Manner.LINK if label.key == words.LINK else Manner.LINE
            self._begin(Word(label.key, manner), label.value, text)
            self._current = None

    def _leave(self, text: str) -> None:
        if not any(map(str.isalnum, text)):
            return
        if self._is_mail:
            self.withheld += 1
        else:
            self.unread.append(without_images(text))
        if not self._is_closed:
            needed = self.vocabulary.complete
            self._is_closed = not any(map(self._names.isdisjoint, needed))
