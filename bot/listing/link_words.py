"""The word by which an entry names a link, and the kind of link that a word stands for."""

from __future__ import annotations

from collections.abc import Mapping

from bot.fields import LinksField

_KINDS = {
    "Paper": "abs abstract arxiv article book doi html link openreview paper pdf preprint report",
    "Code": "code codes github implementation repo repository",
    "Page": "blog home homepage page project site web website",
    "Data": "benchmark data dataset datasets",
    "Video": "talk video youtube",
    "Slides": "ppt slides",
    "Poster": "poster",
    "Model": "checkpoint checkpoints model models weights",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}


def kind_of_word(word: str, field: LinksField) -> str:
    """Return the kind of link that a list means by a word; the word itself where none is known."""
    own = {said.casefold(): kind for kind, said in field.words.items()}
    folded = word.casefold()
    last = folded.split()[-1] if folded else ""
    return own.get(folded) or _KIND_OF.get(folded) or _KIND_OF.get(last) or word.capitalize()


def word_of_link(link: Mapping[str, str], field: LinksField) -> str:
    """Return the word for a link: its label where that says the kind, else the list's own word."""
    kind, label = link["kind"], link.get("label", "")
    if label and kind_of_word(label, field) == kind:
        return label
    return field.words.get(kind, kind)
