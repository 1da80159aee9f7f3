"""Know a value from a placeholder left standing."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from bot.text import fold

# What the templates, old and new, say where a value belongs, and what people say instead of one.
_FILLERS = frozenset(
    fold(text)
    for text in (
        "paper's title", "paper title", "the paper's title", "the title in full", "title",
        "arXiv, ACL, ICLR", "arXiv, ACL, ICLR, NIPS", "arXiv, ACL, ICLR, NeurIPS",
        "TBD", "TBA", "to be added", "to be announced", "to do", "coming soon", "pending",
        "n/a", "not available", "none", "null", "nil", "unknown", "no response", "placeholder",
        "year-month-day", "year-month", "year", "fill in", "fill me in", "xx", "xxx", "xxxx",
        "what is new",
        "none yet", "n/a yet", "not yet", "unknown yet", "not known", "not sure", "unsure", "idk",
        "don't know", "I don't know", "to be determined", "to be decided", "see below",
        "see above", "see link", "see paper", "see the paper", "see title", "as above",
        "same as above", "same as title", "same as the title", "same as the issue title",
        "title here", "your title", "your paper title", "paper title here",
        "没有", "暂无", "无", "未知", "待定", "不详", "不清楚", "未发表", "暂未发表",
        "同上", "见上", "略", "完整的标题", "年-月-日", "年-月", "年份",
    )
)  # fmt: skip
_LONGEST_AS_WRITTEN = 500


class Fillers(NamedTuple):
    """Placeholders of one list, folded, and how long the longest of any list or this one is."""

    texts: frozenset[str]
    longest: int


def fillers_of(texts: Iterable[str]) -> Fillers:
    """Return what a list says where a value belongs, beside what people say anywhere."""
    folded = frozenset(map(fold, texts))
    return Fillers(folded, max(map(len, folded | _FILLERS)))


ANY_LIST = fillers_of(())


def is_filler(text: str, fillers: Fillers = ANY_LIST) -> bool:
    """Whether a value is a placeholder left standing, or nothing that can be read."""
    # Looked at no further than needed: a value may be as long as a body.
    letters = "".join(islice(filter(str.isalnum, text), fillers.longest + 1))
    if not letters or len(letters) > fillers.longest:
        return not letters
    folded = fold(text if len(text) <= _LONGEST_AS_WRITTEN else letters)
    return folded in _FILLERS or folded in fillers.texts
