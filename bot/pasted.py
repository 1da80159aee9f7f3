"""Find the addresses that stand in a line of text, as words or as Markdown links."""

from __future__ import annotations

import re

from bot.links import looks_like_link

_BRACKET = re.compile(r"\[|\]\(")


def without_links(text: str) -> tuple[str, list[str]]:
    """Replace each Markdown link by its text, an inner one first, and give the addresses."""
    kept: list[str] = []
    openings: list[int] = []
    addresses: list[str] = []
    start, last = 0, text.rfind(")")
    while found := _BRACKET.search(text, start):
        kept.append(text[start : found.start()])
        start = found.end()
        if found[0] == "[":
            openings.append(len(kept))
        elif openings and start <= last:
            kept[openings.pop()] = ""
            closing = text.index(")", start)
            addresses.append(text[start:closing].strip())
            start = closing + 1
            continue
        kept.append(found[0])
    kept.append(text[start:])
    return "".join(kept), addresses


def without_addresses(text: str) -> tuple[str, list[str]]:
    """Drop Markdown links but for their text, and addresses; give the rest and the addresses."""
    text, addresses = without_links(text)
    words = _join_arxiv(text).split()
    bare = [word.strip("<>()[],;\"'") for word in words]
    addresses.extend(word for word in bare if looks_like_link(word))
    rest = (word for word, plain in zip(words, bare, strict=True) if not looks_like_link(plain))
    return " ".join(rest), addresses


def _join_arxiv(text: str) -> str:
    """Write `arXiv: 2402.02872` as the one word that it is."""
    words = text.split()
    for index, word in enumerate(words[:-1]):
        if word.lower() in ("arxiv:", "doi:") and words[index + 1][:1].isdigit():
            words[index : index + 2] = ["", word + words[index + 1]]
    return " ".join(words)
