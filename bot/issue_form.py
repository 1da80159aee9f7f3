"""Read the body of an issue into a Submission: one parser, one pass, linear time.

Takes the plain template, the same in bold, as list items or headings, and the
issue form's output. Every line is either a key, a part of the last key's value,
or nothing. Lines in a code fence and in a quotation are collected apart, and the
layer that holds the most keys speaks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from bot.draft import is_filler
from bot.keys import SUMMARY_KEYS, label_key, read_key, split_label, split_parts
from bot.links import looks_like_link, parse_link
from bot.marks import without_break, without_bullet
from bot.models import Submission
from bot.text import clean, one_line

TITLE_PREFIX = "add new paper"
LABEL = "add-new-paper"
LONGEST_BODY = 65_536  # characters that GitHub takes in an issue

_LINK_KEYS = frozenset({"link", "code", "project", "demo", "data"})
_CORE_KEYS = frozenset({"title", "heads", "published", "venue", "date", "summary", *SUMMARY_KEYS})
# Labels that people add; their lines belong to no field of ours.
_FOREIGN = frozenset(
    ("author", "authors", "year", "abstract", "affiliation", "affiliations", "organization",
     "subjects", "keyword", "keywords", "note", "notes", "comment", "comments", "email", "bibtex")
)  # fmt: skip


def is_submission(title: str, body: str, labels: frozenset[str]) -> bool:
    """Tell whether an issue is a submission at all, as the outward interface defines it."""
    if LABEL in labels or one_line(clean(title)).casefold().startswith(TITLE_PREFIX):
        return True
    return any(len(_CORE_KEYS & layer.keys()) >= 2 for layer in _scan(body))


def parse(title: str, body: str) -> Submission:
    """Give what an issue's title and body say, field by field, as written."""
    plain, fenced, quoted = _scan(body)
    if plain.keys() & fenced.keys():
        chosen = max((plain, fenced), key=lambda layer: len(layer.keys()))
    else:
        shift = len(plain.found)
        loose = plain.loose + [(place + shift, address) for place, address in fenced.loose]
        chosen = _Layer(plain.found + fenced.found, loose)
    only_quoted = len(quoted.keys()) >= 2 > len(chosen.keys())
    own = one_line(clean(title))
    if own.casefold().startswith(TITLE_PREFIX):
        own = own[len(TITLE_PREFIX) :].lstrip(" :：-")
    fields, repeated = (quoted if only_quoted else chosen).values()
    too_long = len(body) > LONGEST_BODY
    return Submission(own, fields, repeated, quoted=only_quoted, too_long=too_long)


@dataclass
class _Value:
    """The lines of one occurrence of a key; `gap` tells that a blank line came after text."""

    key: str
    is_heading: bool
    indent: int
    lines: list[str]
    gap: bool = False

    def says(self, key: str, rest: str, indent: int) -> bool:
        """Tell whether `Code: ...` without any address is but the next words of a sentence."""
        last = self.lines[-1]
        unfinished = bool(last) and not last.endswith((".", "!", "?", "。"))
        return (
            key in _LINK_KEYS
            and self.key in SUMMARY_KEYS
            and not self.gap
            and not (is_filler(rest) or _has_link(rest))
            and (unfinished or indent > self.indent + 1)
        )

    def text(self) -> tuple[str, str]:
        """Give the key that is meant, and what was said for it."""
        text = "\n".join(line for line in self.lines if line).strip()
        if self.key == "paper":
            return "link" if _is_address(text) else "title", text
        return self.key, text

    def is_done(self) -> bool:
        """Tell whether a line that is but an address is no part of this value any more."""
        if self.key == "summary":
            return True
        if self.key in ("heads", *_LINK_KEYS):
            return self.gap and not self.is_heading
        last = self.lines[-1]
        return self.gap or (self.key in SUMMARY_KEYS and last.endswith((".", "!", "?", "。")))

    def takes(self, indent: int, text: str) -> bool:
        """Tell whether a line that is no key goes on with this value."""
        if not any(self.lines):
            # What stands in its own lines below the key need not be indented.
            self.indent = min(self.indent, indent - 1)
            return True
        if self.key in ("heads", *_LINK_KEYS) and self.is_heading:
            return True
        if self.key == "summary":
            return True
        if self.gap:
            return self.key in SUMMARY_KEYS and indent > self.indent + 1
        return indent > self.indent or without_bullet(text) == text or self.key == "heads"


@dataclass
class _Layer:
    """What was collected from the plain, the fenced or the quoted lines.

    `loose` are addresses alone on their line, each with the number of keys before it.
    """

    found: list[_Value] = field(default_factory=list)
    loose: list[tuple[int, str]] = field(default_factory=list)
    current: _Value | None = None

    def keys(self) -> frozenset[str]:
        return frozenset(value.key for value in self.found)

    def feed(self, line: str) -> None:
        text = without_break(line.strip())
        if not text:
            if self.current:
                self.current.gap = self.current.gap or any(self.current.lines)
            return
        indent = len(line) - len(line.lstrip())
        key = read_key(text)
        if key and not (self.current and self.current.says(key[0], key[1], indent)):
            name, rest, is_heading = key
            inner = read_key(rest) if name == "summary" else None
            self._begin(name, "" if inner else rest, is_heading, indent)
            if inner:
                self._begin(*inner, indent)
        elif not self._is_loose(text) and self.current:
            self._go_on(self.current, indent, text)

    def _is_loose(self, text: str) -> bool:
        """Collect an address of a known kind that is alone on its line, no part of a value."""
        within = self.current and not self.current.is_done()
        if within or not ("." in text or ":" in text):
            return False
        address = without_bullet(text)
        if " " in address or not parse_link(address):
            return False
        self.loose.append((len(self.found), address))
        return True

    def _begin(self, name: str, rest: str, is_heading: bool, indent: int) -> None:
        self.current = _Value(name, is_heading, indent, [rest])
        self.found.append(self.current)

    def _go_on(self, current: _Value, indent: int, text: str) -> None:
        bare = without_bullet(text)
        if not bare:
            current.gap = current.gap or any(current.lines)
        elif _ends_value(current, bare) or not current.takes(indent, text):
            self.current = None
        else:
            current.lines.append(text if current.key == "summary" else bare)

    def values(self) -> tuple[dict[str, str], tuple[str, ...]]:
        """Give each key's text and the keys that came with two different ones.

        A second title begins a second paper; nothing from there on is read.
        """
        known = [value.text() for value in self.found]
        end = _second_paper(known)
        fields, repeated = _merged(_with_parts(known[:end]))
        if loose := [address for place, address in self.loose if place <= end]:
            fields["loose"] = "\n".join(loose)
        return fields, ("title",) if end < len(known) else repeated


def _with_parts(values: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Split a summary that was written as one text, where no part of it stands elsewhere."""
    said = [value for value in values if not is_filler(value[1])]
    parts = [value for value in said if value[0] in SUMMARY_KEYS]
    whole = parts or [value for value in said if value[0] == "summary"]
    if len(whole) != 1:
        return values
    key, text = whole[0]
    rest, found = split_parts(one_line(f"{key.capitalize()}: {text}" if parts else text))
    if not found:
        return values
    left = [value for value in values if value != whole[0]]
    return [*left, *(() if parts else [(key, rest)]), *found.items()]


def _merged(values: list[tuple[str, str]]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Give each key's text and the keys that came with two different ones.

    A value is looked at once, however often its key stands: thousands of short ones
    may follow one that is as long as a body.
    """
    said: dict[str, list[str]] = {}
    for key, text in values:
        said.setdefault(key, []).append(text)
    fields: dict[str, str] = {}
    repeated: list[str] = []
    for key, texts in said.items():
        # A template may be left standing beside the filled one.
        told = [*dict.fromkeys(text for text in texts if not is_filler(text))]
        if key in _LINK_KEYS or key == "heads":
            fields[key] = "\n".join(told)
        elif told:
            fields[key] = told[0]
            repeated += [key] if len(told) > 1 else []
        if not told:
            fields[key] = next(filter(None, texts), "")
    return fields, tuple(repeated)


def _second_paper(values: list[tuple[str, str]]) -> int:
    """Give where the keys of a second paper begin, or how many there are if it is one paper."""
    titles = [
        (place, text)
        for place, (key, text) in enumerate(values)
        if key == "title" and not is_filler(text)
    ]
    place = next((place for place, text in titles if text != titles[0][1]), len(values))
    if place < len(values):
        # What stands right before the title and has been said already is the second paper's too.
        first: dict[str, int] = {}
        for at, (key, _) in enumerate(values[:place]):
            first.setdefault(key, at)
        while first.get(values[place - 1][0], place) < place - 1:
            place -= 1
    return place


@lru_cache(maxsize=1)  # whether it is a submission, and what it says, is asked of one body
def _scan(body: str) -> tuple[_Layer, _Layer, _Layer]:
    """Sort the lines of a body into plain, fenced and quoted ones and read each layer."""
    plain, fenced, quoted = _Layer(), _Layer(), _Layer()
    fence = ""
    for line in clean(body[:LONGEST_BODY]).split("\n"):
        text = line.lstrip()
        if fence:
            if text.startswith(fence) and not text.strip(fence[0]).strip():
                fence = ""
            else:
                fenced.feed(line)
        elif text.startswith(("```", "~~~")):
            fence = text[: len(text) - len(text.lstrip(text[0]))]
            plain.current = fenced.current = None
        elif text.startswith(">"):
            plain.current = None
            quoted.feed(text.lstrip("> "))
        else:
            plain.feed(line)
    return plain, fenced, quoted


def _is_address(text: str) -> bool:
    """Tell whether the value of `Paper:` is an address, even a bad one, and not a title."""
    return looks_like_link(text) or "](" in text or (":" in text and " " not in text)


def _has_link(text: str) -> bool:
    return "](" in text or any(looks_like_link(word) for word in text.split()[:20])


def _ends_value(current: _Value, text: str) -> bool:
    """Tell whether a line that is no key of ours ends the value before it."""
    if text.startswith(("|", "[^")) or (text.startswith("#") and text.lstrip("#").startswith(" ")):
        return True
    if len(text) >= 3 and not text.strip("-=_*"):
        return True
    label, colon, rest = split_label(text)
    if not colon or rest[:1] not in ("", " "):
        return False
    name = label_key(label)
    if name in _FOREIGN:
        return current.key != "summary"
    if current.key in ("summary", *SUMMARY_KEYS) or not any(current.lines):
        return False
    return label[:1].isupper() and len(name.split()) <= 3
