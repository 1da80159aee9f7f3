"""Find the addresses that stand in a line of text, as words or as Markdown links."""

from __future__ import annotations

from bot.links import looks_like_link


def without_links(text: str) -> tuple[str, list[str]]:
    """Replace each Markdown link by its text and give the addresses."""
    kept: list[str] = []
    addresses: list[str] = []
    start = 0
    while (middle := text.find("](", start)) >= 0:
        opening = text.rfind("[", start, middle)
        closing = text.find(")", middle)
        if opening < 0 or closing < 0:
            break
        kept.append(text[start:opening] + text[opening + 1 : middle])
        addresses.append(text[middle + 2 : closing].strip())
        start = closing + 1
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
