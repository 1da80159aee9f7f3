"""Read the key of the template that a line begins with, by whatever name and in whatever form."""

from __future__ import annotations

import re

from bot.marks import without_marks
from bot.text import one_line

SUMMARY_KEYS = ("innovation", "tasks", "result")
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
_SHORTEST_LABEL = min(map(len, _ALIASES))
_LONGEST_LABEL = 40
_DASHES = (" - ", " – ", " — ")
_SUMMARY_LABEL = re.compile(
    r"(?<!\w)(innovations?|tasks?|(?:significant )?results?(?:\(s\))?)[*_`]{0,3} ?[:：]",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:(?<=[.!?;] )|^)\(?[123][.)]$")
_JOINTS = ".!?。！？;；,，|/-–—•·"


def read_key(text: str) -> tuple[str, str, bool] | None:
    """Give the key a line begins with, the rest of the line, and whether it is a heading."""
    if len(text) < _SHORTEST_LABEL:
        return None
    bare = without_marks(text)
    if dashed := _split_dash(bare, is_marked=bare != text):
        return (*dashed, False)
    text = bare
    is_heading = text.startswith("#") and text.lstrip("#").startswith(" ")
    if is_heading:
        text = text.strip("#").strip()
    label, colon, rest = split_label(text)
    if not colon:
        is_bold = text.startswith(("**", "__")) and text.endswith(("**", "__"))
        if not (is_heading or is_bold) or len(text) > _LONGEST_LABEL:
            return None
        label, rest, is_heading = text, "", True
    key = _ALIASES.get(label_key(label))
    if key is None:
        return None
    rest = _after_label(label, rest)
    return key, rest, is_heading and not rest


def _split_dash(text: str, *, is_marked: bool) -> tuple[str, str] | None:
    """Read `Innovation - text`: a summary key, in prose told by its capital or the mark before."""
    start = f"{text[:_LONGEST_LABEL]} "
    places = [place for dash in _DASHES if (place := start.find(dash)) >= 0]
    if not places:
        return None
    label = text[: min(places)]
    key = _ALIASES.get(label_key(label))
    if key not in SUMMARY_KEYS or not (is_marked or label.strip("*_`")[:1].isupper()):
        return None
    return key, _after_label(label, text[min(places) + 3 :])


def split_parts(text: str) -> tuple[str, dict[str, str]]:
    """Give the parts of a summary written as one text, and what stands before them.

    Only where all three keys stand in it, each once, each with its colon, at the start or
    after a sentence end or a separator; a word like "tasks:" alone is no key.
    """
    found = [label for label in _SUMMARY_LABEL.finditer(text) if _may_begin(text, label.start())]
    for labels in (found, [label for label in found if label[1][:1].isupper()]):
        keys = [_ALIASES[label[1].casefold()] for label in labels]
        if sorted(keys) == sorted(SUMMARY_KEYS):
            ends = [*(label.start() for label in labels[1:]), len(text)]
            pieces = [text[a.end() : b].lstrip("*_`") for a, b in zip(labels, ends, strict=True)]
            pieces = [*map(_without_joint, pieces[:-1]), pieces[-1].strip()]
            return _without_joint(text[: labels[0].start()]), dict(zip(keys, pieces, strict=True))
    return text, {}


def _without_joint(piece: str) -> str:
    """Drop what stands between a part and the next one's key: a bullet, a number, emphasis."""
    return _NUMBER.sub("", piece.rstrip(" *_`,;，；|/-–—•·")).rstrip(" ,;，；|/-–—•·")


def _may_begin(text: str, place: int) -> bool:
    """Tell whether a key may stand here: at the start, or after a sentence end or a separator."""
    before = text[max(0, place - 8) : place].rstrip(" *_`(123)")
    return before.endswith(tuple(_JOINTS)) or (not before and place < 8)


def split_label(text: str) -> tuple[str, str, str]:
    """Split a line at its first colon, where that comes early enough to end a label."""
    start = text[:_LONGEST_LABEL]
    positions = [place for place in (start.find(":"), start.find("：")) if place >= 0]
    if not positions:
        return text, "", ""
    colon = min(positions)
    return text[:colon], text[colon], text[colon + 1 :]


def label_key(label: str) -> str:
    """Give a label without its marks, for looking it up."""
    return one_line(label.strip("*_` []").replace("’", "'")).casefold()


def _after_label(label: str, rest: str) -> str:
    """Drop the closing emphasis of `**Label:** value` from the value."""
    opening = len(label) - len(label.lstrip("*_"))
    if opening and not label.rstrip().endswith(label[0]):
        rest = rest.removeprefix(label[:opening])
    return rest.strip()
