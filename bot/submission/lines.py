"""Collect the lines of an issue under the keys that they belong to, and those that belong to none.

Every line is either a key, a part of the last key's value, an address of its own, or
left over. What is left over is shown to people and never taken for a value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.fields import is_filler, looks_like_link
from bot.submission.keys import LINK_KEYS, SUMMARY_KEYS, Key, read_key
from bot.submission.labels import (
    OTHER_LABELS,
    addresses_alone,
    has_informative_words,
    is_date,
    read_label,
    without_images,
)
from bot.text import without_break, without_bullet, without_elements

# Lines that no clean text holds: one that ends whatever stands above it, and one from which
# on a mail goes on, its quotation or its signature.
BREAK = "\0"
MAIL = "\1"
_ENDS = (".", "!", "?", "。", "！", "？", ".)", ".”", '."')
_PLACE_KEYS = frozenset({"published", "venue", "date"})
_GOES_ON = re.compile(r"(?:[,，、;；/&+(-]|\b(?:of|the|in|on|and|for|at|by|to|with|a|an))$", re.I)
_COURTESY = re.compile(
    r"(?:(?:many|kind|best|warm|with|yours) )?"
    r"(?:thanks|thank you|thx|regards|best|cheers|sincerely|hi|hello|dear|please|谢谢|感谢)"
    r"(?![\w-])",
    re.IGNORECASE,
)
_TAGS = re.compile(r"(?:</?[a-zA-Z]{1,12}(?: [^<>]{0,100})?/?> ?){1,10}")
_BLOCKS = frozenset((">", "|", ">-", "|-", ">+", "|+"))  # YAML's signs of a text that follows
_STRUCK = re.compile(r"~~(?=\S)[^~\n]{1,200}~~")
# OpenReview's own line on each page: `Published: 22 Jan 2025, Last Modified: 11 Mar 2025`.
_MODIFIED = re.compile(
    r"(?:^|[,;|(·] ?)(?:(?:last|latest) )?(?:modified|updated?|revised|revision|edited)\b"
    r"(?=[^\n0-9]{0,40}[0-9])[^\n]{0,200}$",
    re.I,
)


@dataclass
class Value:
    """The lines of one occurrence of a key; `gap` tells that a blank line came after text.

    `is_late` tells that it came after a complete submission and other words.
    """

    key: str
    lines: list[str]
    line: str = ""
    is_heading: bool = False
    indent: int = 0
    is_late: bool = False
    gap: bool = False

    def says(self, key: Key, indent: int) -> bool:
        """Whether a key's line is but the next words of a sentence.

        So is `Code: ...` without any address, and a key with a dash for its colon.
        """
        if self.key not in SUMMARY_KEYS or self.gap:
            return False
        unfinished = bool(self.lines[-1]) and not self.is_finished()
        if not key.is_plain:
            return unfinished
        return (
            key.name in LINK_KEYS
            and not (is_filler(key.rest) or has_link(key.rest))
            and (unfinished or indent > self.indent + 1)
        )

    def is_finished(self) -> bool:
        """Whether the last line ends a sentence."""
        return self.lines[-1].endswith(_ENDS)

    def text(self) -> tuple[str, str]:
        """Return the key that is meant, and what was said for it."""
        text = "\n".join(line for line in self.lines if line).strip()
        if self.key == "paper":
            # An address, even a bad one, is no title.
            is_address = looks_like_link(text) or "](" in text or (":" in text and " " not in text)
            return "link" if is_address else "title", text
        return self.key, text

    def holds(self, indent: int, *, is_link: bool) -> bool:
        """Whether a line of addresses is a part of this value; `is_link` for Markdown ones."""
        if self.key == "summary":
            return False
        if self.key in LINK_KEYS:
            return self.is_heading or not self.gap
        if self.key in SUMMARY_KEYS:
            apart = is_link and (indent <= self.indent or not any(self.lines))
            return not (self.gap or self.is_finished() or apart)
        if is_link or self.key == "heads":
            return not any(self.lines)
        return not self.gap

    def takes(self, indent: int, text: str, bare: str) -> bool:
        """Whether a line that is no key goes on; `bare` is the line without its bullet."""
        if not any(self.lines):
            # What stands in its own lines below the key need not be indented.
            if self.is_heading or self.key in SUMMARY_KEYS:
                self.indent = min(self.indent, indent - 1)
            return True
        if self.key == "summary" or (self.is_heading and self.key in ("heads", *LINK_KEYS)):
            return True
        if self.gap:
            return self.key in SUMMARY_KEYS and indent > self.indent + 1
        if indent > self.indent:
            return True
        is_item = bare != text
        if self.key == "heads":
            named = "head" in bare.casefold() or "头" in bare
            names_head = named and all(len(each.split()) <= 4 for each in bare.split(","))
            return is_item or not self.lines[0] or names_head or self._goes_on()
        if is_item and self.key not in LINK_KEYS:
            return False
        if self.key == "title" or self.key in SUMMARY_KEYS:
            return True
        if self.key in LINK_KEYS:
            return has_link(bare) or not self.lines[0]
        return self._goes_on() or (self.key in _PLACE_KEYS and (is_date(bare) or has_link(bare)))

    def _goes_on(self) -> bool:
        return bool(_GOES_ON.search(self.lines[-1][-10:]))

    def ends_at(self, text: str, bare: str, indent: int) -> bool:
        """Whether a line that is no key of ours ends this value."""
        is_heading = bare.startswith("#") and bare.lstrip("#").startswith(" ")
        if is_heading or bare.startswith(("|", "[^")):
            return True
        if len(bare) >= 3 and not bare.strip("-=_*"):
            return True
        label = read_label(text)
        if label is None:
            short = len(bare) <= 60 or self.is_finished()
            return self.key != "summary" and short and bool(_COURTESY.match(bare))
        if label.key or self.key == "summary":
            return bool(label.key)
        if label.name in OTHER_LABELS:
            return True
        if not any(self.lines):
            return False
        if self.key in SUMMARY_KEYS:
            looks_so = label.is_marked or text.lstrip("-* ")[:1].isupper()
            return self.is_finished() and looks_so and len(label.name.split()) <= 4
        if self.key == "heads":
            is_listed = not self.lines[0] and bare != text
            return not (is_listed or "head" in label.name)
        return self.key != "title" or label.is_marked or indent <= self.indent


@dataclass
class Layer:
    """What was collected from the plain, the fenced or the quoted lines.

    `loose` are addresses alone on their line, each with the number of keys before it,
    `unread` the lines that belong to nothing, `written` all lines. Those of a mail are
    `withheld`, and counted alone: they hold the addresses of people.
    """

    found: list[Value] = field(default_factory=list)
    loose: list[tuple[int, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    withheld: int = 0
    plain: set[str] = field(default_factory=set)
    is_ours: bool = False
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
        text = bare and without_elements(without_break(bare))
        if not text:
            if self._current:
                self._current.gap = self._current.gap or any(self._current.lines)
            return
        if (text[0] == "<" and _TAGS.fullmatch(text)) or not text.strip("{}[],; "):
            self._current = None
            return
        if not self._is_mail:
            self.written.append(text)
        indent = len(line) - len(line.lstrip())
        key = read_key(text)
        if key and not (self._current and self._current.says(key, indent)):
            self._read_key(key, indent, text)
        elif self._is_loose(text, indent):
            pass
        elif self._current:
            self._go_on(self._current, indent, text)
        else:
            self._read_other(text)

    def _read_key(self, key: Key, indent: int, text: str) -> None:
        if key.is_plain:
            self.plain.add(key.name)
            self.is_ours = self.is_ours or key.is_ours
        rest = key.rest
        inner = read_key(rest) if key.name == "summary" else None
        if rest in _BLOCKS:
            rest = ""
        if (
            "~~" in rest
            and key.name not in SUMMARY_KEYS
            and (bare := _STRUCK.sub(" ", rest)).strip()
        ):
            self._leave(" ".join(_STRUCK.findall(rest)))
            rest = bare.strip()
        if key.name in _PLACE_KEYS and (modified := _MODIFIED.search(rest)):
            rest = rest[: modified.start()]
            self._leave(modified[0].strip(",;|(· "))
        first = "" if inner else rest
        self._begin(Value(key.name, [first], text, key.is_heading, indent))
        if inner:
            self._begin(Value(inner.name, [inner.rest], text, inner.is_heading, indent))

    def _begin(self, value: Value) -> None:
        value.is_late = self._is_closed
        self._current = value
        self._names.add(value.key)
        self.found.append(value)

    def _is_loose(self, text: str, indent: int) -> bool:
        """Collect addresses of a known kind that are alone on their line, no part of a value."""
        if not ("." in text or "/" in text):
            return False
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
        if not bare:
            current.gap = current.gap or any(current.lines)
        elif current.ends_at(text, bare, indent) or not current.takes(indent, text, bare):
            self._current = None
            self._read_other(text)
        else:
            current.lines.append(text if current.key == "summary" else bare)

    def _read_other(self, text: str) -> None:
        """Take a line under a label that is none of ours for what it can be, if anything."""
        label = read_label(text)
        if label is None or not label.key:
            self._leave(text)
        elif label.key == "loose":
            self.loose += [(len(self.found), each) for each in addresses_alone(label.value)]
        else:
            self._begin(Value(label.key, [label.value], text))
            self._current = None

    def _leave(self, text: str) -> None:
        if not any(map(str.isalnum, text)):
            return
        if self._is_mail:
            self.withheld += 1
        else:
            self.unread.append(without_images(text))
        if not self._is_closed:
            summed_up = not self._names.isdisjoint(("innovation", "summary"))
            self._is_closed = "heads" in self._names and summed_up


def has_link(text: str) -> bool:
    """Whether a text holds an address, of a known kind or not."""
    return "](" in text or any(looks_like_link(word) for word in text.split()[:20])
