"""Find out how the entries of a README begin, where no template says so, and cut them out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.fields import parse_link
from bot.listing.readme.document import Line
from bot.listing.template.link_words import kind_of_word
from bot.listing.template.literals import EMOJI
from bot.text import pattern

_OPENINGS = pattern(
    r"(?P<number>[0-9]{1,9}[.)][ \t])"
    r"|(?P<bullet>[-*+][ \t])"
    r"|(?P<row>\|(?![ \t]*:?-+:?[ \t]*(?:\||$)))"
    r"|<(?P<element>tr|li|p|details)\b"
    r"|(?P<bold>\*\*|__|<b>|<strong>)"
    rf"|(?P<emoji>{EMOJI}{{1,8}}[ \t])"
    r"|(?P<bracket>\[)"
    r"|(?P<quote>[\"“])"
    r"|(?P<text>\w)",
    re.IGNORECASE,
)
_NESTING = frozenset(("number", "bullet"))
_DEEPEST, _TAB = 12, 4
_TRIED = 8  # openings, the most frequent
_LOOKED_AT = 250  # entries of each opening
_SEEN = 1_500  # characters of an entry by which it is told from other lines
_USUAL = 400  # characters of an entry
_LONGEST = 60  # lines of an entry
_RULE = pattern(r"\s*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\s*$")
_BELOW_HEAD = pattern(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+[ \t:-]*\r?\n?$")
_SPANS = pattern(r"\browspan=\"?([1-9])\b")
_URL = pattern(r"(?:\]\([ \t]*<?|href=\"|(?<![\w(\"]))(https?://[^\s<>\"()]+)")
_NO_WORDS = pattern(r"\]\([^()\n]*\)|https?://\S+|<[^<>\n]*>|!\[[^\[\]\n]*\]")
_WORD = pattern(r"[^\W\d_]{2,}")
CJK = pattern(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LINK_WORDS = pattern(r"\[([^\[\]\n]{1,30})\]\]?\(|\b([A-Za-z]{3,12}): ?<?https?:")
_PAPER_BADGE = pattern(r"/badge/[^-/\s]{0,20}(?:arxiv|paper|pdf)", re.IGNORECASE)
_LEAST_WORDS, _LEAST_SIGNS = 3, 6


class Block(NamedTuple):
    """Lines that may be an entry: where they begin, counted from 0, how many, and their text."""

    line: int
    size: int
    text: str


def openings_of(lines: Sequence[Line]) -> list[str]:
    """Return how each line begins: the name of an opening and how far it is nested, or blank."""
    found: list[str] = []
    is_apart = True
    for line in lines:
        opening = "" if line.level or line.dead else _opening(line.text, is_apart)
        if found and found[-1] == "row" and _BELOW_HEAD.match(line.text):
            found[-1] = ""  # the head of a table
        found.append(opening)
        is_apart = not line.text.strip() or bool(line.level)
    return found


def _opening(text: str, is_apart: bool) -> str:
    bare = text.lstrip(" \t\ufeff")
    indent = text[: len(text) - len(bare)].replace("\t", " " * _TAB)
    found = _OPENINGS.match(bare)
    if not found or len(indent) > _DEEPEST or _RULE.match(text):
        return ""
    kind = found.lastgroup or ""
    if kind in _NESTING:
        return f"{kind} {len(indent) if len(indent) > 1 else 0}"
    if kind == "element":
        return f"<{found[0][1:].lower()}"
    return kind if (is_apart and len(indent) < _TAB) or kind == "row" else ""


def blocks_of(lines: Sequence[Line], openings: Sequence[str], opening: str) -> list[Block]:
    """Return the blocks that begin in one way."""
    return [*_blocks(lines, openings, opening)]


def _blocks(lines: Sequence[Line], openings: Sequence[str], opening: str) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        if openings[at] != opening:
            at += 1
            continue
        size = _size(lines, openings, at)
        text = "".join(line.text for line in lines[at : at + size]).rstrip()
        yield Block(at, size, text)
        at += size


def _size(lines: Sequence[Line], openings: Sequence[str], at: int) -> int:
    """Return how many lines belong to a block, without blank ones at its end."""
    opening = openings[at]
    kind, _, nested = opening.partition(" ")
    if kind.startswith("<"):
        return _size_of_element(lines, at, kind[1:])
    last = at
    for place in range(at + 1, min(at + _LONGEST, len(lines))):
        line = lines[place]
        if not line.text.strip():
            continue
        if line.level or line.dead or openings[place] == opening or _RULE.match(line.text):
            break
        other, _, other_nested = openings[place].partition(" ")
        is_bullet = other in _NESTING
        if kind in ("row", ""):
            break
        if kind in _NESTING:
            is_further = line.text[:1] in " \t" and not (
                is_bullet and int(other_nested) <= int(nested)
            )
            if not is_further:
                break
        elif last < place - 1 and not is_bullet:
            break
        last = place
    return last - at + 1


def _size_of_element(lines: Sequence[Line], at: int, name: str) -> int:
    """Return how many lines an element has; a row goes on as long as its first cell does."""
    end = re.compile(rf"</{name}>", re.IGNORECASE)
    left = 1
    for place in range(at, min(at + _LONGEST, len(lines))):
        text = lines[place].text
        if place < at + 2 and name == "tr" and (spans := _SPANS.search(text)):
            left = max(left, int(spans[1]))
        left -= len(end.findall(text))
        if left < 1:
            return place - at + 1
    return 1


def heads_of(lines: Sequence[Line], blocks: Iterable[Block]) -> dict[str, str]:
    """Return the heads of the tables in which rows stand, by the texts of the rows."""
    begins = {block.line: block for block in blocks}
    heads = {}
    head = before = ""
    for at, line in enumerate(lines):
        if not line.text.lstrip().startswith("|"):
            head = ""
        elif _BELOW_HEAD.match(line.text):
            head = before
        elif head and at in begins:
            heads[_bare(begins[at].text)] = head
        before = line.text
    return heads


def is_titled(text: str) -> str:
    """Return the words by which a block is known, blank where it has too few for a title."""
    bare = _NO_WORDS.sub(" ", text[:_SEEN])
    words = _WORD.findall(bare)
    signs = CJK.findall(bare)
    is_long = len(words) >= _LEAST_WORDS or len(signs) >= _LEAST_SIGNS
    return " ".join(words[:12]) + "".join(signs[:12]) if is_long else ""


def is_linked(text: str) -> bool:
    """Whether a block leads out of the page."""
    return _URL.search(text[:_SEEN]) is not None


def is_paper(text: str) -> bool:
    """Whether a block has a link to a paper: by its address, or by the word for it."""
    seen = text[:_SEEN]
    urls = _URL.findall(seen)[:4]
    if any((page := parse_link(url)) and page.names_paper for url in urls):
        return True
    words = ("".join(found).strip() for found in _LINK_WORDS.findall(seen)[:6])
    return any(_names_paper(word) for word in words) or bool(_PAPER_BADGE.search(seen))


def _names_paper(word: str) -> bool:
    return word.isascii() and kind_of_word(word) == "Paper"


def most_papers(lines: Sequence[Line], openings: Sequence[str]) -> list[tuple[str, int]]:
    """Return the openings under which papers stand, and about how many, the most first."""
    counts = Counter(opening for opening in openings if opening)
    scores: list[tuple[str, int]] = []
    for opening, _ in counts.most_common(_TRIED):
        blocks = blocks_of(lines, openings, opening)
        looked_at = spread(blocks, _LOOKED_AT)
        titles = set()
        papers = 0
        for block in looked_at:
            title = is_titled(block.text) if is_linked(block.text) else ""
            if title and title not in titles:
                titles.add(title)
                papers += 4 if is_paper(block.text) else 1
        if papers:
            scores.append((opening, papers * len(blocks) // len(looked_at)))
    return sorted(scores, key=lambda each: -each[1])


def spread(items: Sequence[Block], most: int) -> list[Block]:
    """Return at most so many of some blocks, spread over them, and of long ones fewer."""
    signs = sum(len(item.text) for item in items)
    step = max(1, -(-len(items) // most), -(-signs // (most * _USUAL)))
    return [*items[::step]]


def texts_of(blocks: Iterable[Block]) -> list[str]:
    """Return the texts of blocks, with Unix line ends and without the indent of the first line."""
    return [_bare(block.text) for block in blocks]


def _bare(text: str) -> str:
    return text.replace("\r\n", "\n").lstrip(" \t\ufeff")
