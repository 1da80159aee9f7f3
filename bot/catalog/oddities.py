"""Find what is odd in a README as people wrote it: said once, when its list gets the bot."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from bot.catalog.paper import Paper
from bot.config import SHOWN_BY_GITHUB
from bot.fields import references
from bot.text import Phrase, fold, pattern, shorten, title_identity

_MOST = 10  # findings of a kind
_SHOWN = 80  # characters of a title
_EMPTY_LINK = pattern(
    r"\[[^\[\]\n]{0,300}\]\([ \t]*#?[ \t]*\)|<a\b[^<>\n]{0,300}?\bhref=(?:\"#?\"|'#?')"
)
_FENCE = pattern(r" {0,3}(`{3,}|~{3,})")
_CODE = pattern(r"`++[^`\n]+`")
_TAG = pattern(r"<(/?)([A-Za-z][A-Za-z0-9]{0,10})(?=[\s>/])[^<>]*>")
# Elements that have to be closed, and swallow what follows where they are not.
_CLOSED = frozenset(
    {"a", "b", "center", "code", "del", "details", "div", "em", "font", "i", "kbd", "ol", "pre"}
    | {"s", "small", "span", "strong", "sub", "summary", "sup", "table", "u", "ul"}
    | {"blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
)


class Placed(NamedTuple):
    """A paper of a README, and the line of its entry."""

    line: int
    paper: Paper


def oddities(readme: str, listed: Sequence[Placed]) -> list[Phrase]:
    """Return what is odd in a README, one line each: nothing of it is in the bot's way."""
    bare = "\n".join(_without_code(_without_comments(readme).split("\n")))
    kinds = (
        _too_long(readme),
        _listed_twice(listed),
        _one_address(listed),
        _empty_links(bare),
        _unclosed(bare),
        _spelled_twice(listed),
    )
    return [each for found in kinds for each in _first(found)]


def _first(found: Iterator[Phrase]) -> list[Phrase]:
    """Return the first findings of a kind, and how many more there are: they may be thousands."""
    first = [*islice(found, _MOST)]
    more = sum(1 for _ in found)
    return [*first, Phrase("and {more} more like that", more=more)] if more else first


def _too_long(readme: str) -> Iterator[Phrase]:
    size = len(readme.encode())
    if size > SHOWN_BY_GITHUB:
        shown = round(100 * SHOWN_BY_GITHUB / size)
        yield Phrase(
            "The README has {size} bytes, and GitHub shows the first {limit} alone: about "
            "{shown} %. “most-shown” in the description keeps the newest on the page, and "
            "“shown: generated” divides it into pages",
            size=f"{size:,}",
            limit=f"{SHOWN_BY_GITHUB:,}",
            shown=shown,
        )


def _listed_twice(listed: Sequence[Placed]) -> Iterator[Phrase]:
    for entries in _by(listed, lambda paper: [title_identity(paper.title)]).values():
        if len(entries) > 1:
            yield Phrase(
                "“{title}” is listed {times} times: lines {lines}",
                title=_title(entries[0]),
                times=len(entries),
                lines=_lines(entries),
            )


def _one_address(listed: Sequence[Placed]) -> Iterator[Phrase]:
    """Yield what one address of a service, such as an arXiv number, stands for twice."""
    named = _by(listed, lambda paper: [each.identity for each in references(paper.links)])
    for identity, entries in named.items():
        titles = {title_identity(each.paper.title): each for each in entries}
        if len(titles) > 1:
            yield Phrase(
                "{address} stands for different papers: {titles}",
                address=identity,
                titles="; ".join(f"“{_title(each)}”, line {each.line}" for each in titles.values()),
            )


def _empty_links(bare: str) -> Iterator[Phrase]:
    places = [found.start() for found in _EMPTY_LINK.finditer(bare)]
    for line in _lines_at(places, bare):
        yield Phrase("Line {line}: the link leads nowhere", line=line)


def _unclosed(bare: str) -> Iterator[Phrase]:
    """Yield the elements that are never closed, whatever else is open around them."""
    opened: dict[str, list[int]] = defaultdict(list)
    left: dict[int, str] = {}  # by their places, in order
    for found in _TAG.finditer(bare):
        name = found[2].lower()
        if name not in _CLOSED or found[0].endswith("/>"):
            continue
        if not found[1]:
            opened[name].append(found.start())
            left[found.start()] = name
        elif opened[name]:
            del left[opened[name].pop()]
    for line, name in zip(_lines_at(left, bare), left.values(), strict=True):
        yield Phrase("Line {line}: {element} is not closed", line=line, element=f"<{name}>")


def _spelled_twice(listed: Sequence[Placed]) -> Iterator[Phrase]:
    spelled: dict[str, dict[str, int]] = defaultdict(dict)
    for each in listed:
        for tag in each.paper.tags:
            spelled[re.sub(r"[\W_]", "", fold(tag))].setdefault(tag, each.line)
    for ways in spelled.values():
        if len(ways) > 1:
            said = "; ".join(f"“{tag}”, first in line {line}" for tag, line in ways.items())
            yield Phrase("One tag is spelled in {number} ways: {ways}", number=len(ways), ways=said)


def _by(
    listed: Iterable[Placed], keys: Callable[[Paper], Iterable[str]]
) -> Mapping[str, list[Placed]]:
    found: dict[str, list[Placed]] = defaultdict(list)
    for each in listed:
        for key in dict.fromkeys(keys(each.paper)):
            if key:
                found[key].append(each)
    return found


def _title(entry: Placed) -> str:
    return shorten(entry.paper.title, _SHOWN)


def _lines(entries: Sequence[Placed]) -> str:
    return ", ".join(str(each.line) for each in entries)


def _lines_at(places: Iterable[int], text: str) -> Iterator[int]:
    """Yield the lines of places, which are in order."""
    line, begin = 1, 0
    for place in places:
        line += text.count("\n", begin, place)
        begin = place
        yield line


def _without_comments(text: str) -> str:
    """Return a text without HTML comments, and with as many lines."""
    pieces, end = [], 0
    while (begin := text.find("<!--", end)) >= 0 and (close := text.find("-->", begin)) >= 0:
        pieces += [text[end:begin], "\n" * text.count("\n", begin, close)]
        end = close + 3
    return "".join([*pieces, text[end:]])


def _without_code(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines without what is shown as code: a blank one for one in a fence."""
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        if fence:
            yield ""
            if mark and mark[1].startswith(fence):
                fence = ""
        elif mark:
            fence = mark[1]
            yield ""
        else:
            yield _CODE.sub("", line)
