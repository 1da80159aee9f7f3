"""Read the key of the template that a line begins with, by whatever name and in whatever form."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.submission import words
from bot.submission.vocabulary import LONGEST_LABEL, Group, Manner, Vocabulary, Word, label_key
from bot.text import pattern, without_marks

_MARK_OF_KEY = pattern(r"[:：=→#*_】」〗]| [-–—]")  # most lines have none and are done with
_DASHES = pattern(" (?:[-–—=→]|->|=>) ")
_EQUALS = pattern(r"\s?=\s?")
_NUMBER = pattern(r"(?:(?<=[.!?;] )|^)\(?[123][.)]$")
_CORNERS = pattern(r"[【「〖]([^【】「」〖〗]{1,40})[】」〗]")
_JOINTS = ".!?。！？;；,，|/-–—•·"


class Key(NamedTuple):
    """The key that a line begins with: `rest` is what else the line says.

    `is_plain` tells that it is written as the template writes it, with a colon or as a heading.
    """

    word: Word
    rest: str
    is_heading: bool = False
    is_plain: bool = True


def read_key(text: str, vocabulary: Vocabulary) -> Key | None:
    """Return the key that a line begins with, None where it begins with none."""
    if not _MARK_OF_KEY.search(text):
        return None
    bare = without_marks(text)
    dashed = _split_dash(bare, vocabulary, is_marked=bare != text)
    return dashed or _split_colon(bare, text, vocabulary) or _in_corners(text, vocabulary)


def _split_colon(text: str, written: str, vocabulary: Vocabulary) -> Key | None:
    """Read `Title: text` in any dress, or a heading, from a line and the line as it was written."""
    is_quoted = written.lstrip("{, ")[:1] in ('"', "“", "'")
    is_heading = text.startswith("#") and text.lstrip("#").startswith(" ")
    if is_heading:
        text = text.strip("#").strip()
    label, colon, rest = split_label(text)
    if not colon:
        is_bold = text.startswith(("**", "__")) and text.endswith(("**", "__"))
        if not (is_heading or is_bold) or len(text) > LONGEST_LABEL:
            return None
        label, rest, is_heading = text, "", True
    word = vocabulary.word(label)
    if word is None:
        return None
    rest = _unquoted(rest) if is_quoted else _after_label(label, rest)
    return Key(word, rest, is_heading and not rest, not is_quoted)


def _in_corners(text: str, vocabulary: Vocabulary) -> Key | None:
    """Read `【标题】 text`, whose brackets are its colon."""
    found = _CORNERS.search(text[:LONGEST_LABEL])
    word = vocabulary.word(found[1]) if found else None
    if not found or not word or any(map(str.isalnum, text[: found.start()])):
        return None
    return Key(word, text[found.end() :].strip(" :：*_"))


def _split_dash(text: str, vocabulary: Vocabulary, *, is_marked: bool) -> Key | None:
    """Read `Summary - text`, told in prose by its capital or the mark before, or `title = text`.

    An address key has to be followed by what can be an address.
    """
    start = f"{text[:LONGEST_LABEL]} "
    found = _DASHES.search(start) or _EQUALS.search(start)
    if not found:
        return None
    label = text[: found.start()]
    if ":" in label or "：" in label:
        return None
    word = vocabulary.of_label.get(label_key(label))
    equals = "=" in found[0]
    if word is None or not (is_marked or equals or label.strip("*_`")[:1].isupper()):
        return None
    rest = _after_label(label, text[found.end() :])
    may_be_address = word.manner is Manner.LINK or word.key in (words.PAPER, words.NAME)
    if may_be_address and not equals and not ("." in rest or "](" in rest):
        return None
    if equals:
        rest = _unquoted(rest)
    return Key(word, rest, is_plain=word.manner is Manner.SENTENCE and not equals)


def _unquoted(text: str) -> str:
    """Return the value of `"key": value,` as its characters."""
    text = text.strip().removesuffix(",").rstrip()
    if text in ("{", "["):
        return ""
    if text[:1] == "[" and text[-1:] == "]":
        text = text[1:-1].strip()
    quotes = text[:1] in ('"', "'", "“", "{") and text[-1:] in ('"', "'", "”", "}")
    if not quotes or len(text) < 2:
        return text
    pieces = re.split(r"[\"'”] ?, ?[\"'“]", text[1:-1])
    return ", ".join(pieces)


def split_parts(text: str, group: Group) -> tuple[str, dict[str, str]]:
    """Return the parts of a summary written as one text, and what stands before them.

    Only where all keys of the group stand in it, each once, each with its colon, at the start
    or after a sentence end or a separator; a word like "tasks:" alone is no key.
    """
    found = [label for label in group.label.finditer(text) if _may_begin(text, label.start())]
    for labels in (found, [label for label in found if label[1][:1].isupper()]):
        keys = [group.key_of[label[1].casefold()] for label in labels]
        if sorted(keys) == sorted(group.keys):
            ends = [*(label.start() for label in labels[1:]), len(text)]
            pieces = [text[a.end() : b].lstrip("*_`") for a, b in zip(labels, ends, strict=True)]
            pieces = [*map(_without_joint, pieces[:-1]), pieces[-1].strip()]
            return _without_joint(text[: labels[0].start()]), dict(zip(keys, pieces, strict=True))
    return text, {}


def _without_joint(piece: str) -> str:
    """Drop what stands between a part and the next one's key: a bullet, a number, emphasis."""
    return _NUMBER.sub("", piece.rstrip(" *_`,;，；|/-–—•·")).rstrip(" ,;，；|/-–—•·")


def _may_begin(text: str, place: int) -> bool:
    """Whether a key may stand here: at the start, or after a sentence end or a separator."""
    before = text[max(0, place - 8) : place].rstrip(" *_`(123)")
    return before.endswith(tuple(_JOINTS)) or (not before and place < 8)


def split_label(text: str) -> tuple[str, str, str]:
    """Split a line at its first colon, where that comes early enough to end a label."""
    start = text[:LONGEST_LABEL]
    positions = [place for place in (start.find(":"), start.find("：")) if place >= 0]
    if not positions:
        return text, "", ""
    colon = min(positions)
    return text[:colon], text[colon], text[colon + 1 :]


def _after_label(label: str, rest: str) -> str:
    """Drop the closing emphasis of `**Label:** value` from the value."""
    opening = len(label) - len(label.lstrip("*_"))
    if opening and not label.rstrip().endswith(label[0]):
        rest = rest.removeprefix(label[:opening])
    return rest.strip()
