"""Read the body of an issue into a Submission: one parser, one pass, linear time.

Takes the plain template, the same in bold, as list items or headings, and the
issue form's output. Every line is either a key, a part of the last key's value,
or nothing. Lines in a code fence and in a quotation are collected apart, and the
layer that holds the most keys speaks.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.draft import is_filler, without_break
from bot.links import looks_like_link
from bot.models import Submission
from bot.text import clean, one_line

TITLE_PREFIX = "add new paper"
LABEL = "add-new-paper"

_SUMMARY_PARTS = ("innovation", "tasks", "result")
_ALIASES = {
    "title": "title", "paper title": "title", "paper's title": "title", "paper name": "title",
    "paper": "paper",
    "head": "heads", "heads": "heads", "head name": "heads", "head names": "heads",
    "head name(s)": "heads", "head(s)": "heads",
    "attention head": "heads", "attention heads": "heads",
    "published": "published", "published in": "published", "published at": "published",
    "source": "venue", "venue": "venue", "conference": "venue", "journal": "venue",
    "published date": "date", "date": "date", "publication date": "date", "date published": "date",
    "summary": "summary",
    "innovation": "innovation", "innovations": "innovation",
    "task": "tasks", "tasks": "tasks",
    "significant result": "result", "significant results": "result", "result": "result",
    "results": "result", "significant result(s)": "result", "result(s)": "result",
    "link": "link", "links": "link", "paper link": "link", "paper url": "link", "url": "link",
    "arxiv": "link", "arxiv link": "link", "pdf": "link", "doi": "link",
    "code": "code", "code link": "code", "github": "code", "repository": "code",
    "project": "project", "project page": "project", "project link": "project",
    "website": "project",
    "demo": "demo", "demo link": "demo",
    "data": "data", "dataset": "data", "data link": "data",
}  # fmt: skip
_LINK_KEYS = frozenset({"link", "code", "project", "demo", "data"})
_CORE_KEYS = frozenset({"title", "heads", "published", "venue", "date", "summary", *_SUMMARY_PARTS})
# Labels that people add; their lines belong to no field of ours.
_FOREIGN = frozenset(
    ("author", "authors", "year", "abstract", "affiliation", "affiliations", "organization",
     "subjects", "keyword", "keywords", "note", "notes", "comment", "comments", "email", "bibtex")
)  # fmt: skip
_LONGEST_LABEL = 40
_BULLETS = "-*+•·–‣⁃●○◦■□▪▫➢➤►▸├└│─"


def is_submission(title: str, body: str, labels: frozenset[str]) -> bool:
    """Tell whether an issue is a submission at all, as the outward interface defines it."""
    if LABEL in labels or one_line(clean(title)).casefold().startswith(TITLE_PREFIX):
        return True
    layers = _scan(clean(body))
    return any(len(_CORE_KEYS & layer.keys()) >= 2 for layer in layers)


def parse(title: str, body: str) -> Submission:
    """Give what an issue's title and body say, field by field, as written."""
    plain, fenced, quoted = _scan(clean(body))
    if plain.keys() & fenced.keys():
        chosen = max((plain, fenced), key=lambda layer: len(layer.keys()))
    else:
        chosen = _Layer(plain.found + fenced.found)
    only_quoted = len(quoted.keys()) >= 2 > len(chosen.keys())
    own = one_line(clean(title))
    if own.casefold().startswith(TITLE_PREFIX):
        own = own[len(TITLE_PREFIX) :].lstrip(" :：-")
    fields, repeated = (quoted if only_quoted else chosen).values()
    return Submission(own, fields, repeated, quoted=only_quoted)


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
            and self.key in _SUMMARY_PARTS
            and not self.gap
            and not (is_filler(rest) or _has_link(rest))
            and (unfinished or indent > self.indent + 1)
        )

    def takes(self, indent: int, text: str) -> bool:
        """Tell whether a line that is no key goes on with this value."""
        if not any(self.lines):
            # What stands in its own lines below the key need not be indented.
            self.indent = min(self.indent, indent - 1)
            return True
        if self.key in ("heads", *_LINK_KEYS) and self.is_heading:
            return True
        if self.gap:
            return self.key in _SUMMARY_PARTS and indent > self.indent + 1
        return indent > self.indent or _without_bullet(text) == text or self.key == "heads"


@dataclass
class _Layer:
    """What was collected from the plain, the fenced or the quoted lines."""

    found: list[_Value] = field(default_factory=list)
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
        key = _read_key(text)
        if key and not (self.current and self.current.says(key[0], key[1], indent)):
            name, rest, is_heading = key
            inner = _read_key(rest) if name == "summary" else None
            self._begin(name, "" if inner else rest, is_heading, indent)
            if inner:
                self._begin(*inner, indent)
        elif self.current:
            self._go_on(self.current, indent, text)

    def _begin(self, name: str, rest: str, is_heading: bool, indent: int) -> None:
        self.current = _Value(name, is_heading, indent, [rest])
        self.found.append(self.current)

    def _go_on(self, current: _Value, indent: int, text: str) -> None:
        bare = _without_bullet(text)
        if not bare:
            current.gap = current.gap or any(current.lines)
        elif _ends_value(current, bare) or not current.takes(indent, text):
            self.current = None
        else:
            current.lines.append(bare)

    def values(self) -> tuple[dict[str, str], tuple[str, ...]]:
        """Give each key's text and the keys that came with two different ones."""
        fields: dict[str, str] = {}
        repeated: dict[str, None] = {}
        for value in self.found:
            text = "\n".join(line for line in value.lines if line).strip()
            key = value.key
            if key == "paper":
                key = "link" if _is_address(text) else "title"
            before = fields.get(key, "")
            if is_filler(text):  # a template left standing beside the filled one
                text = before or text
            elif not is_filler(before) and text != before:
                if key in _LINK_KEYS or key == "heads":
                    text = f"{before}\n{text}"
                else:
                    repeated[key] = None
                    text = before
            fields[key] = text
        return fields, tuple(repeated)


def _scan(body: str) -> tuple[_Layer, _Layer, _Layer]:
    """Sort the lines of a body into plain, fenced and quoted ones and read each layer."""
    plain, fenced, quoted = _Layer(), _Layer(), _Layer()
    fence = ""
    for line in body.split("\n"):
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


def _read_key(text: str) -> tuple[str, str, bool] | None:
    """Give the key a line begins with, the rest of the line, and whether it is a heading."""
    text = _without_marks(text)
    is_heading = text.startswith("#") and text.lstrip("#").startswith(" ")
    if is_heading:
        text = text.strip("#").strip()
    label, colon, rest = _split_label(text)
    if not colon:
        is_bold = text.startswith(("**", "__")) and text.endswith(("**", "__"))
        if not (is_heading or is_bold) or len(text) > _LONGEST_LABEL:
            return None
        label, rest, is_heading = text, "", True
    key = _ALIASES.get(_label_key(label))
    if key is None:
        return None
    rest = _after_label(label, rest)
    return key, rest, is_heading and not rest


def _split_label(text: str) -> tuple[str, str, str]:
    start = text[:_LONGEST_LABEL]
    positions = [place for place in (start.find(":"), start.find("：")) if place >= 0]
    if not positions:
        return text, "", ""
    colon = min(positions)
    return text[:colon], text[colon], text[colon + 1 :]


def _label_key(label: str) -> str:
    return one_line(label.strip("*_` []").replace("’", "'")).casefold()


def _after_label(label: str, rest: str) -> str:
    """Drop the closing emphasis of `**Label:** value` from the value."""
    opening = len(label) - len(label.lstrip("*_"))
    if opening and not label.rstrip().endswith(label[0]):
        rest = rest.removeprefix(label[:opening])
    return rest.strip()


def _is_address(text: str) -> bool:
    """Tell whether the value of `Paper:` is an address, even a bad one, and not a title."""
    return looks_like_link(text) or "](" in text or (":" in text and " " not in text)


def _has_link(text: str) -> bool:
    return "](" in text or any(looks_like_link(word) for word in text.split()[:20])


def _without_marks(text: str) -> str:
    """Drop whatever may stand before a key: bullets of any kind, numbers, letters, emoji."""
    text = _without_bullet(text)
    start = 0
    while start < len(text) and not (text[start].isalnum() or text[start] in "#*_`[|"):
        start += 1
    return _without_bullet(_without_number(text[start:], brackets=True))


def _without_bullet(text: str) -> str:
    """Drop one bullet, number or check box, and the blanks around it."""
    bare = text.lstrip(_BULLETS[3:] + " ") if text[:1] in _BULLETS[3:] else text
    if bare[:1] in ("-", "*", "+") and bare[1:2] in ("", " "):
        bare = bare[1:].lstrip()
    else:
        bare = _without_number(bare)
    if bare[:4].lower() in ("[ ] ", "[x] "):
        bare = bare[4:]
    return bare.strip()


def _without_number(text: str, *, brackets: bool = False) -> str:
    """Drop `1. ` or `1) `; with `brackets` also what is left of `(1) `, and one letter."""
    digits = len(text) - len(text.lstrip("0123456789"))
    if brackets and not digits and text[:1].isalpha():
        digits = 1
    if not 0 < digits <= 3 or text[digits : digits + 1] not in (".", ")", "、", "．"):
        return text
    rest = text[digits + 1 :]
    return rest.lstrip() if brackets or rest[:1] == " " else text


def _ends_value(current: _Value, text: str) -> bool:
    """Tell whether a line that is no key of ours ends the value before it."""
    if text.startswith(("|", "[^")) or (text.startswith("#") and text.lstrip("#").startswith(" ")):
        return True
    if len(text) >= 3 and not text.strip("-=_*"):
        return True
    label, colon, rest = _split_label(text)
    if not colon or rest[:1] not in ("", " "):
        return False
    name = _label_key(label)
    if name in _FOREIGN:
        return True
    if current.key in _SUMMARY_PARTS or not any(current.lines):
        return False
    return label[:1].isupper() and len(name.split()) <= 3
