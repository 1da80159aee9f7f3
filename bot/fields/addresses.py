"""Find the addresses that stand in a line of text, as words, as Markdown links or as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.fields.reference import looks_like_link, parse_link, without_edges
from bot.text import fold, half_width, pattern

_BRACKET = pattern(r"!?\[|\]\(")
# An address as Markdown reads one, with brackets of its own in pairs; possessive, so linear.
_BALANCED = pattern(r"[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+\)")
_ELEMENT = pattern(r"<(?:(a|img)\s([^<>]{1,700}+)|(/a)\s?)>", re.IGNORECASE)
_ATTRIBUTE = pattern(r"\b(?:href|src)\s?=\s?[\"']?([^\"'\s]{1,500})", re.IGNORECASE)
# Where one word holds two addresses, and where Chinese signs end an address.
_JOINT = pattern(
    r"[;,|、，；]+(?=(?:https?[:：]|www\.|arxiv[:：]|doi[:：]|10\.[0-9]))"
    r"|(?<=[^\s/=?&#%])(?=https?[:：][/／])",
    re.IGNORECASE,
)
_SIGNS = pattern(r"[（）【】《》〈〉「」『』“”。，、；：|]")
_LEADS = ("arxiv:", "doi:", "arxiv：", "doi：")
_SHORTEST_ADDRESS = 3
_SHORTEST_TWO, _LONGEST_WORD = 8, 1000
# What people call a link: never a title, a venue or a head.
_WORDS_OF_LINKS = frozenset(
    fold(words)
    for words in (
        "paper", "papers", "paper link", "the paper", "pdf", "pdf link", "paper pdf", "full text",
        "full paper", "abstract", "abs", "html", "code", "codes", "source code", "official code",
        "code link", "code repository", "repository", "repo", "github", "github repo",
        "github repository", "github link", "gitlab", "implementation", "project", "project page",
        "project website", "project link", "website", "web page", "webpage", "homepage",
        "home page", "page", "site", "blog post", "demo", "live demo", "video", "slides", "talk",
        "data", "dataset", "datasets", "model", "models", "weights", "checkpoints", "hugging face",
        "hf", "huggingface paper", "link", "links", "url", "here", "this", "this link",
        "this paper", "click here", "read more", "more", "doi", "doi link", "openreview",
        "openreview link", "arxiv link", "arxiv pdf", "bibtex", "bib", "supplementary", "supp",
        "suppl",
        "supplementary material", "appendix", "twitter", "thread", "论文", "论文链接", "代码",
        "链接", "项目", "主页", "项目主页", "数据", "数据集",
    )
)  # fmt: skip


def is_word_of_link(text: str) -> bool:
    """Whether a text is but what people call a link: `Paper`, `here`, `[Code]`."""
    return len(text) <= 60 and fold(text) in _WORDS_OF_LINKS


def without_links(text: str) -> tuple[str, list[str]]:
    """Replace each Markdown link by its text, an inner one first, and return the addresses.

    Links of HTML are read as well. Of a picture only the address is left, and nothing of a
    text that but names the link.
    """
    return _replaced(text, lambda said: "" if is_word_of_link(said) else said)


def apart_from_links(text: str) -> tuple[str, list[str], list[str]]:
    """Return what stands outside of links, the texts of the links, and their addresses."""
    said: list[str] = []

    def keep(words: str) -> str:
        if words.strip() and not is_word_of_link(words):
            said.append(words.strip())
        return " "

    outside, addresses = _replaced(text, keep)
    return outside, said, addresses


def _replaced(text: str, shown: Callable[[str], str]) -> tuple[str, list[str]]:
    text = _as_markdown(text)
    kept: list[str] = []
    openings: list[tuple[int, bool]] = []
    addresses: list[str] = []
    start, last = 0, text.rfind(")")
    while found := _BRACKET.search(text, start):
        if found.start() > start:
            kept.append(text[start : found.start()])
        start = found.end()
        if found[0] != "](":
            openings.append((len(kept), found[0] == "!["))
        elif openings and start <= last:
            opening, is_picture = openings.pop()
            words = "".join(kept[opening + 1 :])
            if words.endswith("]") and openings and openings[-1][0] == opening - 1:
                opening, is_picture = openings.pop()  # [[Paper]](address)
                words = words[:-1]
            kept[opening:] = ["" if is_picture else shown(words)]
            closing = _BALANCED.match(text, start)
            end = closing.end() - 1 if closing else text.index(")", start)
            addresses.append(_bare_address(text[start:end]))
            start = end + 1
            continue
        kept.append(found[0])
    kept.append(text[start:])
    return "".join(kept), addresses


def _as_markdown(text: str) -> str:
    """Write links and pictures of HTML as those of Markdown."""
    if "<" not in text:
        return text
    open_: list[str] = []

    def written(found: re.Match[str]) -> str:
        if found[3]:
            return f"]({open_.pop()})" if open_ else ""
        address = _ATTRIBUTE.search(found[2])
        if not address:
            return found[0]
        if found[1].lower() == "img":
            return f"![]({address[1]})"
        open_.append(address[1])
        return "["

    text = _ELEMENT.sub(written, text)
    return text + "".join(f"]({address})" for address in reversed(open_))


def _bare_address(text: str) -> str:
    """Return the address of a link without its title: `(address "title")`."""
    text = text.strip()
    address, _, title = text.partition(" ")
    return (address if title.lstrip()[:1] in ("'", '"') else text).strip("<>")


def without_addresses(text: str) -> tuple[str, list[str]]:
    """Drop Markdown links but for their text, and addresses; return the rest and the addresses."""
    text, addresses = without_links(text)
    rest, found = without_words(text)
    return rest, addresses + found


def without_words(text: str) -> tuple[str, list[str]]:
    """Drop the addresses that stand in a line as words; return the rest and the addresses."""
    rest: list[str] = []
    addresses: list[str] = []
    for word in _joined(text.split()):
        if parse_link(word):
            addresses.append(without_edges(word))
            continue
        for piece in _split(word):
            bare = without_edges(piece) if len(piece) > _SHORTEST_ADDRESS else piece
            if looks_like_link(bare):
                addresses.append(bare)
            else:
                rest.append(piece)
    return " ".join(rest), addresses


def pieces(word: str) -> list[str]:
    """Split a word that holds more than an address, where the address is a known one."""
    return [word] if parse_link(word) else _split(word)


def _split(word: str) -> list[str]:
    if not _SHORTEST_TWO < len(word) <= _LONGEST_WORD or word.isalnum():
        return [word]
    split = [piece for piece in _JOINT.split(word) if piece]
    if not word.isascii():
        parts = [part for piece in split for part in _SIGNS.split(piece) if part]
        if any(map(parse_link, parts)):
            return parts
    return split if len(split) > 1 and any(map(looks_like_link, split)) else [word]


def _joined(words: list[str]) -> list[str]:
    """Write `arXiv: 2402.02872` as the one word that it is."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1].lower() in _LEADS and half_width(word)[:1] in "0123456789":
            joined[-1] += word
        else:
            joined.append(word)
    return joined
