"""Read a pasted address or identifier into an identity, and write the address anew from it.

What is listed is never the pasted text: `https://arxiv.org/pdf/2402.02872v1.pdf`
and `arXiv:2402.02872` are one identity, `arxiv:2402.02872`, with one address.
Duplicates go by this identity. No address is ever fetched here.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.fields.hosts import page_at, read_page
from bot.fields.identifiers import Reference, read_arxiv, read_doi
from bot.text import half_width, pattern

__all__ = ["Reference", "looks_like_link", "parse_link", "without_edges"]

_IN_ADDRESS = pattern(r"[!#-&(-\[\]-~]+")  # ASCII but quotation marks and backslash
_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# Without a user or a port, which no address of a paper has, but for a sentence's colon. Without
# a scheme there is but one address in it.
_ADDRESS = pattern(
    rf"(?:https?://|(?!.*://))(?:www\.)?(?P<host>{_LABEL}(?:\.{_LABEL}){{1,8}}):?"
    r"(?P<path>/[^?#]*)?(?:\?(?P<query>[^#]*))?(?:#.*)?",
    re.IGNORECASE,
)
_LONGEST = 500
# What a sentence puts around an address; brackets only where they have no partner in it.
_BEFORE = "<([{\"'`*“‘«《「『【〈（，、。；："
_AFTER = ">.,;!\"'`*”’»》」』】〉）。、，；！…"
_PARTNERS = {")": "(", "]": "[", "}": "{"}


def parse_link(text: str, hosts: Collection[str] = ()) -> Reference | None:
    """Return the reference that an address or identifier stands for, None where it is not known.

    `hosts` are further ones whose pages a list takes.

    Takes what people paste: addresses with or without scheme, `arXiv:` and `doi:`
    identifiers, a bare arXiv number or DOI; full-width letters, digits and signs, too.
    What holds any other character beyond ASCII is none.
    """
    if not 5 < len(text) <= 2 * _LONGEST or text.isalnum():
        return None
    text = text.strip()
    text = half_width(without_edges(text)).removesuffix("%20")
    if not 5 < len(text) <= _LONGEST or not text.isascii() or not ("." in text or "/" in text):
        return None
    identified = None if text.startswith("http") else _from_identifier(text)
    return identified or _from_address(text, hosts)


def looks_like_link(text: str) -> bool:
    """Whether one blank-free word was meant as an address or identifier."""
    lowered = half_width(text[:_LONGEST]).lower()
    return (
        "://" in lowered
        or lowered.startswith(("arxiv:", "doi:", "//"))
        or (lowered.startswith("www.") and lowered[4:5].isalnum())
        or parse_link(text) is not None
    )


def without_edges(word: str) -> str:
    """Drop the quotation marks, brackets and full stops that a sentence puts around an address.

    A bracket that was opened within stays: `10.1016/S0140-6736(20)30183-5` ends in one.
    """
    start, end = 0, len(word)
    while start < end and word[start] in _BEFORE:
        start += 1
    if start == end or (word[end - 1] not in _AFTER and word[end - 1] not in _PARTNERS):
        return word[start:end]
    open_ = {close: word.count(partner, start) - word.count(close, start)
             for close, partner in _PARTNERS.items()}  # fmt: skip
    while start < end:
        last = word[end - 1]
        if last in _PARTNERS and open_[last] < 0:
            open_[last] += 1
        elif last not in _AFTER:
            break
        end -= 1
    return word[start:end]


def _from_identifier(text: str) -> Reference | None:
    # What follows such a sign is of an address, and no identifier has it.
    number = text.partition("?")[0].partition("#")[0]
    scheme, colon, rest = number.partition(":")
    if colon and scheme.lower() == "arxiv":
        return read_arxiv(rest.strip())
    if text[:5].lower() == "arxiv" and text[5:6] in (".", "-", "_", "/", " "):
        return read_arxiv(number[6:])
    if colon and scheme.lower() == "doi":
        return read_doi(rest.strip())
    if text[:4].lower() == "abs/" or (text[:4].isdecimal() and text[4:5] == "."):
        return read_arxiv(number.removeprefix("abs/"))
    return read_doi(number) if text.startswith("10.") else None


def _from_address(text: str, hosts: Collection[str]) -> Reference | None:
    found = _ADDRESS.fullmatch(text) if _IN_ADDRESS.fullmatch(text) else None
    if not found:
        return None
    host, path, query = found["host"].lower(), found["path"] or "", found["query"] or ""
    path = path.rstrip(".,;")
    if page := read_page(host, path, query):
        return page
    named = next((each for each in hosts if each.lower().removeprefix("www.") == host), "")
    return page_at(named.lower(), path) if named else None
