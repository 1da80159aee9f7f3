"""Read the key of the template that a line begins with, by whatever name and in whatever form."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.text import one_line, without_marks

SUMMARY_KEYS = ("innovation", "tasks", "result")
_ALIASES = {
    "title": "title", "paper title": "title", "paper's title": "title", "paper name": "title",
    "title of the paper": "title", "title of paper": "title", "full title": "title",
    "tittle": "title", "titel": "title", "title name": "title", "name of the paper": "title",
    "标题": "title", "论文标题": "title", "题目": "title", "论文题目": "title", "论文名称": "title",
    "paper": "paper", "论文": "paper",
    # A name may be that of a person, and a title only where no other is given.
    "name": "name", "论文名": "name", "名称": "name",
    "head": "heads", "heads": "heads", "head name": "heads", "head names": "heads",
    "head name(s)": "heads", "head(s)": "heads", "name of the head": "heads",
    "attention head": "heads", "attention heads": "heads", "attention head(s)": "heads",
    "head type": "heads", "head types": "heads", "type of head": "heads",
    "special head": "heads", "special heads": "heads", "special attention head": "heads",
    "special attention heads": "heads", "attention head name": "heads",
    "attention head names": "heads", "name of head": "heads", "names of the heads": "heads",
    "注意力头": "heads", "头": "heads", "头名称": "heads", "头部": "heads", "注意力头名称": "heads",
    "published": "published", "published in": "published", "published at": "published",
    "publish": "venue", "publication": "venue",
    "发表": "published", "发表于": "published", "发表在": "published",
    "source": "venue", "venue": "venue", "conference": "venue", "journal": "venue",
    "publication venue": "venue", "conference/journal": "venue", "journal/conference": "venue",
    "venue/journal": "venue", "会议": "venue", "期刊": "venue", "会议/期刊": "venue",
    "期刊/会议": "venue", "where was it published": "venue",
    "published venue": "venue", "发表会议": "venue",
    "发表期刊": "venue", "会议名称": "venue", "期刊名称": "venue", "发表刊物": "venue",
    "发表来源": "venue", "来源": "venue", "出处": "venue",
    "published date": "date", "date": "date", "publication date": "date", "date published": "date",
    "日期": "date", "发表日期": "date",
    "发布日期": "date", "发布时间": "date", "发表时间": "date", "出版日期": "date",
    "summary": "summary", "摘要": "summary", "总结": "summary", "概述": "summary",
    "innovation": "innovation", "innovations": "innovation",
    "创新点": "innovation", "创新": "innovation", "主要创新": "innovation",
    "主要创新点": "innovation", "创新之处": "innovation", "核心创新": "innovation",
    "task": "tasks", "tasks": "tasks", "任务": "tasks", "实验任务": "tasks", "研究任务": "tasks",
    "significant result": "result", "significant results": "result", "result": "result",
    "results": "result", "significant result(s)": "result", "result(s)": "result",
    "main result": "result", "main results": "result", "key result": "result",
    "key results": "result", "实验结果": "result", "关键结果": "result",
    "结果": "result", "主要结果": "result", "重要结果": "result", "显著结果": "result",
    "link": "link", "links": "link", "paper link": "link", "paper url": "link", "url": "link",
    "arxiv": "link", "link to the paper": "link",
    "link to paper": "link", "arxiv link": "link", "pdf": "link", "doi": "link",
    "链接": "link", "论文链接": "link", "论文地址": "link", "地址": "link", "网址": "link",
    "link to the code": "code", "link to code": "code", "code": "code", "code link": "code",
    "github": "code", "repository": "code",
    "代码": "code", "代码链接": "code", "代码地址": "code", "源码": "code",
    "project": "project", "project page": "project", "project link": "project",
    "website": "project", "项目": "project", "项目主页": "project", "主页": "project",
    "demo": "demo", "demo link": "demo", "演示": "demo",
    "data": "data", "dataset": "data", "data link": "data", "数据": "data", "数据集": "data",
}  # fmt: skip
LINK_KEYS = frozenset({"link", "code", "project", "demo", "data"})
# What an issue that is no submission does not say: a summary, tasks and results stand in many.
_OURS = frozenset({"heads", "published", "innovation"})
_MARK_OF_KEY = re.compile(r"[:：=→#*_】」〗]| [-–—]")  # most lines have none and are done with
_LONGEST_LABEL = 40
_DASHES = re.compile(" (?:[-–—=→]|->|=>) ")
_EQUALS = re.compile(r"\s?=\s?")
_QUOTES = "\"'“”‘’"
_SUMMARY_LABEL = re.compile(
    r"(?<!\w)(innovations?|tasks?|(?:significant )?results?(?:\(s\))?)[*_`]{0,3} ?[:：]",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:(?<=[.!?;] )|^)\(?[123][.)]$")
_TAG = re.compile(r"</?[a-zA-Z]{1,10}>")
_IN_BRACKETS = re.compile(r"[(（]([^()（）]{1,40})[)）]")
_CORNERS = re.compile(r"[【「〖]([^【】「」〖〗]{1,40})[】」〗]")
_JOINTS = ".!?。！？;；,，|/-–—•·"


class Key(NamedTuple):
    """The key that a line begins with: `rest` is what else the line says.

    `is_plain` tells that it is written as the template writes it, with a colon or as
    a heading; `is_ours` that issues which are no submissions do not have it.
    """

    name: str
    rest: str
    is_heading: bool = False
    is_plain: bool = True
    is_ours: bool = False


def read_key(text: str) -> Key | None:
    """Return the key that a line begins with, None where it begins with none."""
    if not _MARK_OF_KEY.search(text):
        return None
    bare = without_marks(text)
    dashed = _split_dash(bare, is_marked=bare != text)
    return dashed or _split_colon(bare, text) or _in_corners(text)


def _split_colon(text: str, written: str) -> Key | None:
    """Read `Title: text` in any dress, or a heading, from a line and the line as it was written."""
    is_quoted = written.lstrip("{, ")[:1] in ('"', "“", "'")
    is_heading = text.startswith("#") and text.lstrip("#").startswith(" ")
    if is_heading:
        text = text.strip("#").strip()
    label, colon, rest = split_label(text)
    if not colon:
        is_bold = text.startswith(("**", "__")) and text.endswith(("**", "__"))
        if not (is_heading or is_bold) or len(text) > _LONGEST_LABEL:
            return None
        label, rest, is_heading = text, "", True
    key = name_of(label)
    if key is None:
        return None
    rest = _unquoted(rest) if is_quoted else _after_label(label, rest)
    is_ours = key in _OURS or "significant" in label.casefold()
    return Key(key, rest, is_heading and not rest, not is_quoted, is_ours)


@lru_cache(maxsize=64)  # a body repeats its lines
def name_of(label: str) -> str | None:
    """Return the key that a label stands for, None for a label that is none of ours."""
    label = label_key(label)
    if len(label) > _LONGEST_LABEL:
        return None
    if name := _ALIASES.get(label):
        return name
    label = label.replace("_", " ").replace("-", " ")
    outside = _IN_BRACKETS.sub("", label).strip()
    names = [_ALIASES.get(each.strip()) for each in (label, outside, *label.split("/", 2)[:2])]
    if not any(names) and (inside := _IN_BRACKETS.search(label)) and not outside.isascii():
        names.append(_ALIASES.get(inside[1].strip()))  # a label in two languages
    return next(filter(None, names), None)


def _in_corners(text: str) -> Key | None:
    """Read `【标题】 text`, whose brackets are its colon."""
    found = _CORNERS.search(text[:_LONGEST_LABEL])
    name = name_of(found[1]) if found else None
    if not found or not name or any(map(str.isalnum, text[: found.start()])):
        return None
    return Key(name, text[found.end() :].strip(" :：*_"), is_ours=name in _OURS)


def _split_dash(text: str, *, is_marked: bool) -> Key | None:
    """Read `Innovation - text`, told in prose by its capital or the mark before, or `title = text`.

    An address key has to be followed by what can be an address.
    """
    start = f"{text[:_LONGEST_LABEL]} "
    found = _DASHES.search(start) or _EQUALS.search(start)
    if not found:
        return None
    label = text[: found.start()]
    if ":" in label or "：" in label:
        return None
    name = _ALIASES.get(label_key(label))
    equals = "=" in found[0]
    if name is None or not (is_marked or equals or label.strip("*_`")[:1].isupper()):
        return None
    rest = _after_label(label, text[found.end() :])
    if name in {*LINK_KEYS, "paper", "name"} and not equals and not ("." in rest or "](" in rest):
        return None
    if equals:
        rest = _unquoted(rest)
    return Key(name, rest, is_plain=name in SUMMARY_KEYS and not equals, is_ours=name in _OURS)


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


def split_parts(text: str) -> tuple[str, dict[str, str]]:
    """Return the parts of a summary written as one text, and what stands before them.

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
    """Whether a key may stand here: at the start, or after a sentence end or a separator."""
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
    """Return a label without its marks, for looking it up."""
    if "<" in label:
        label = _TAG.sub("", label)
    return one_line(label.strip(f"*_` []#?？{_QUOTES}").replace("’", "'")).casefold()


def _after_label(label: str, rest: str) -> str:
    """Drop the closing emphasis of `**Label:** value` from the value."""
    opening = len(label) - len(label.lstrip("*_"))
    if opening and not label.rstrip().endswith(label[0]):
        rest = rest.removeprefix(label[:opening])
    return rest.strip()
