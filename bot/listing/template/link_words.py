"""The word by which an entry names a link, and the kind of link that a word stands for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bot.fields import LinksField, read_venue

_KINDS = {
    "Paper": "abs abstract arxiv article book doi html link openreview paper pdf preprint report"
    " 论文",
    "Code": "code codes github implementation repo repository 代码",
    "Page": "blog home homepage page project site web website 主页 项目",
    "Data": "benchmark data dataset datasets 数据 数据集",
    "Video": "talk video youtube 视频",
    "Slides": "ppt slides",
    "Poster": "poster",
    "Model": "checkpoint checkpoints model models weights",
}
_LEAST_MISSPELLED = 5  # letters of a word of which one may be another
_NEAR = 85  # of 100
_ANY_LIST = LinksField(kind="links")
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}


def kind_of_word(word: str, field: LinksField = _ANY_LIST) -> str:
    """Return the kind of link that a list means by a word, without its `field` any list.

    Where a venue stands for the word, it is the paper. For other words that nobody knows, it is
    the word itself.
    """
    own = {said.casefold(): kind for kind, said in field.words.items()}
    folded = word.casefold()
    last = folded.split()[-1] if folded else ""
    known = own.get(folded) or _KIND_OF.get(folded) or _KIND_OF.get(last)
    return known or _kind_of_unknown(word, tuple(own.items())) or word.capitalize()


@cache
def _kind_of_unknown(word: str, own: tuple[tuple[str, str], ...]) -> str:
    """Return the kind of a word that is misspelled, or of a venue; blank for others."""
    from rapidfuzz import fuzz, process

    if read_venue(word, ()).known:
        return "Paper"
    if len(word) < _LEAST_MISSPELLED:
        return ""
    words = {**_KIND_OF, **dict(own)}
    near = process.extractOne(word.casefold(), [*words], scorer=fuzz.ratio, score_cutoff=_NEAR)
    return words[near[0]] if near else ""


def spelled_kind(kind: str, field: LinksField) -> str:
    """Return a kind that stands beside a word as it is spelled: `论文` and `paper` are Paper."""
    return kind if kind[:1].isascii() and not kind.islower() else kind_of_word(kind, field)


def word_of_link(link: Mapping[str, str], field: LinksField) -> str:
    """Return the word for a link: its label where that says the kind, else the list's own word."""
    kind, label = link["kind"], link.get("label", "")
    if label and kind_of_word(label, field) == kind:
        return label
    return field.words.get(kind, kind)
