"""Read lines under labels that are none of ours, and lines of nothing but addresses."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.fields import Day, Partial, find_date, is_submitted, parse_link, read_venue, without_links
from bot.submission import words as of_any
from bot.submission.keys import split_label
from bot.submission.vocabulary import label_key
from bot.text import pattern, without_marks

_MOST_WORDS = 6
_LINK_WORDS = (
    r"arxiv|openreview|acl|anthology|doi|pdf|paper|preprint|publication|published|proceedings?|"
    r"version|links?|urls?|address|github|gitlab|git|repo(?:sitory)?|code|source|implementation|"
    r"software|hugging ?face|hf|models?|checkpoints?|weights?|project|home ?page|page|web ?site|"
    r"web|site|blog|post|demo|video|slides|poster|talk|data(?: ?sets?)?|benchmark|collections?|"
    r"论文|链接|地址|网址|代码|源码|项目|主页|网站|数据集?|模型|演示|博客|视频"
)
# Such a label names a paper that is not the issue's own.
_OTHERS_WORDS = (
    r"related|similar|previous|prior|earlier|baselines?|compared?|original|based|builds?|cites?|"
    r"cited|see|survey|follow.?up|inspired|references?|相关|参考"
)
_DATE_WORDS = (
    r"date|dates|dated|published?|publishing|publication|submitted|submission|released?|posted|"
    r"online|time|year|month|day|when|announced|appeared|uploaded?|issued|available|时间|日期|年份|发表|发布|提交|上传"
)
# A date that is not that of publication.
_OTHER_DATE_WORDS = (
    r"last|modified|updated?|revised|revision|accessed|retrieved|deadline|due|conference|workshop|"
    r"notification|camera|opened|edited|截止|更新|修改"
)
# Where people say at which venue a paper was accepted, after the preprint or beside it.
_PLACES = frozenset(
    ("appeared in", "appeared at", "appears in", "appears at", "presented at", "to appear in",
     "to appear at", "booktitle", "book title", "proceedings", "in proceedings", "where")
)  # fmt: skip
_PLACE_LABEL = pattern(
    rf"accepted(?: (?:at|to|by|in))?|acceptance|comments?|notes?|status|updated?|edit|news"
    rf"|{'|'.join(_PLACES)}"
)
_LONGEST_PLACE = 200
_WORD = pattern(r"[a-z]+|[^\W\d_a-z]+")
_IMAGE = pattern(r"(!\[[^\[\]]{0,200}\])\([^()\s]{0,500}\)")
# Bounded, so linear: a name with brackets in it, an address with brackets in it.
_LINK = pattern(
    r"\[((?:[^\[\]]|\[[^\[\]]{0,200}\]){0,300})\]"
    r"\(([^()]{1,500}(?:\([^()]{0,100}\)[^()]{0,300}){0,3})\)"
)
_DEFINED = pattern(r"^\[\^?[^\[\]]{1,20}\]: ?")  # `[1]: address`, to which `[X][1]` leads
_AROUND = "<>()[]{},;|，；、。（）【】\"'*`"
_LONGEST_LINE = 2000


class Label(NamedTuple):
    """A line under a label that is none of ours.

    `key` says for what it can be taken: LINK for an address of the paper, LOOSE for any
    address, DATED for a day, ACCEPTED for a venue, blank for nothing.
    """

    name: str
    key: str
    value: str
    is_marked: bool


def read_label(text: str) -> Label | None:
    """Return label and value of a line, None where it has no label."""
    if not (":" in text or "：" in text or " - " in text):
        return None
    text = without_marks(text)
    label, colon, rest = split_label(text)
    if not colon:
        return _dashed(text)
    name = label_key(label)
    is_marked = label[:1] in ("*", "_", "`", '"', "“") or not label[:1].isascii()
    firm = (
        is_marked or colon == "：" or rest[:1] in ("", " ", "*", "_") or name in of_any.OTHER_LABELS
    )
    if not any(map(str.isalpha, name)) or len(name.split()) > _MOST_WORDS or rest[:2] == "//":
        return None
    value = rest.strip("*_ ")
    key = _key_of(name, value)
    return Label(name, key, value, is_marked) if firm or key else None


def _dashed(text: str) -> Label | None:
    """Read `Project page - address`."""
    label, dash, value = text[:60].partition(" - ")
    if dash and len(label.split()) <= 3 and (value := text[len(label) + 3 :].strip()):
        name = label_key(label)
        key = _key_of(name, value)
        return (
            Label(name, key, value, is_marked=True) if key in (of_any.LINK, of_any.LOOSE) else None
        )
    return None


def _key_of(name: str, value: str) -> str:
    words = _WORD.findall(name)
    if _PLACE_LABEL.fullmatch(name) and _names_place(name, value):
        return of_any.ACCEPTED
    others = _says(_OTHERS_WORDS, name, words)
    if not others and _says(_LINK_WORDS, name, words) and _holds_address(value):
        return of_any.LINK
    if addresses_alone(value):
        return "" if others else of_any.LOOSE
    if _says(_DATE_WORDS, name, words) and not _says(_OTHER_DATE_WORDS, name, words):
        return of_any.DATED if len(value) <= 60 and is_date(value) else ""
    return ""


def _says(pattern: str, name: str, words: list[str]) -> bool:
    """Whether one of these words is a word of the label, or within one of another script."""
    if any(re.fullmatch(pattern, word) for word in words):
        return True
    return not name.isascii() and any(not found.isascii() for found in re.findall(pattern, name))


def _is_word_of_link(word: str) -> bool:
    return re.fullmatch(_LINK_WORDS, word) is not None


def _names_place(name: str, value: str) -> bool:
    """Whether a label's value says at which known venue the paper was accepted."""
    if len(value) > _LONGEST_PLACE or not (
        "accept" in f"{name} {value.lower()}" or name in _PLACES
    ):
        return False
    pieces = (piece for piece in re.split(r"[,;.!]", value) if not is_submitted(piece))
    return not is_submitted(value) and any(read_venue(piece, ()).known for piece in pieces)


def is_date(text: str) -> bool:
    """Whether a text holds a day, a month or a year."""
    return isinstance(find_date(text[:80])[0], Day | Partial)


def _holds_address(text: str) -> bool:
    if not ("." in text or "/" in text):
        return False
    rest, addresses = without_links(text)
    words = [word.strip("<>()[],;\"'") for word in rest.split()[:20]]
    return any(parse_link(each) for each in (*addresses[:20], *words))


def addresses_alone(text: str) -> list[str]:
    """Return the addresses of a line that says nothing else, but for the words of its links."""
    if len(text) > _LONGEST_LINE or not ("." in text or "/" in text):
        return []
    text = _DEFINED.sub("", _IMAGE.sub("", text))
    addresses = [link[2].strip() for link in _LINK.finditer(text)]
    words = (word.strip(_AROUND) for word in _LINK.sub(" ", text).split())
    addresses += [word for word in words if any(map(str.isalnum, word))]
    return addresses if all(map(parse_link, addresses)) else []


def without_images(text: str) -> str:
    """Return a line without the addresses of its pictures."""
    return _IMAGE.sub(r"\1", text) if "![" in text else text


def has_informative_words(text: str) -> bool:
    """Whether the words of a line's links say more than what they lead to."""
    names = (_WORD.findall(link[1].casefold()) for link in _LINK.finditer(_IMAGE.sub("", text)))
    return any(
        len(words) > 3 and 3 * sum(map(_is_word_of_link, words)) < len(words) for words in names
    )
