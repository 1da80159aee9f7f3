"""The places of an entry where a value may go: how it is written there, and read from there."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

from bot.text import Around, escape, for_row, pattern, plain, visible_line


class WriteError(ValueError):
    """A value cannot stand where the template has its gap."""


def _anywhere(_: str, __: int, ___: int) -> bool:
    return True


def _unescaped(entry: str, start: int, end: int) -> bool:
    """Whether what follows a text is not escaped by a backslash at its end."""
    if entry[end - 1 : end] != "\\":
        return True
    text = entry[start:end]
    return (len(text) - len(text.rstrip("\\"))) % 2 == 0


def _before_one_hyphen(entry: str, start: int, end: int) -> bool:
    """Whether a badge's segment ends: two hyphens are one of its text."""
    return entry[end + 1 : end + 2] != "-" and "-" not in entry[start:end].replace("--", "")


def _before_last_hyphen(entry: str, _: int, end: int) -> bool:
    """Whether a badge's colour alone is left: people do not double the hyphens of a text."""
    rest = _OF_BADGE.match(entry, end + 1)
    is_single = entry[end : end + 1] == "-" and entry[end - 1 : end] != "-"
    return is_single and rest is not None and "-" not in rest[0]


class Sink(NamedTuple):
    """A place: `never` matches what no text there holds, `write` raises WriteError.

    `may_end` tells whether a text may end at a place in an entry, by its start and that end:
    where a sign is escaped, it does not.
    """

    name: str
    never: str
    write: Callable[[str, Around], str]
    read: Callable[[str], str]
    takes_addresses: bool = False
    may_end: Callable[[str, int, int], bool] = _anywhere


_WEB = pattern(r"https?://[!-~]+")
_PATH = pattern(r"[A-Za-z0-9._~/%+@:-]+")
# In text people write these elements, and a sign for "less than".
_NO_INLINE = r"<(?=/?[A-Za-z!])(?!/?(?:wbr|b|strong|em|i|code|sub|sup|u)\b)"
_BOLD = pattern(r"</?(?:b|strong)>", re.IGNORECASE)
_WITH_TITLE = pattern(r"\S+[ \t]+(\"[^\"\n]*\"|'[^'\n]*')$")
_LINKED = pattern(r"\[[^\[\]\n]*\]\(([^\s<>]*)\)")
_OF_BADGE = pattern(r"[^\"?\s<>)]{0,100}")
_LOOSE = pattern(r"[\\<>]|&(?=[#A-Za-z][A-Za-z0-9]*;)")


def _row(text: str, around: Around) -> str:
    return for_row(visible_line(text), around)


def _html(text: str, _: Around) -> str:
    return str(escape.for_html(text))


def _from_html(raw: str) -> str:
    return html.unescape(raw.replace("<wbr>", "")) if "&" in raw or "<" in raw else raw


def _from_html_text(raw: str) -> str:
    """Return the text, in which bold stands as Markdown has it."""
    return _from_html(_BOLD.sub("**", raw) if "<" in raw else raw)


def _attribute(text: str, _: Around) -> str:
    return str(escape.for_attribute(text))


def _code(text: str, around: Around) -> str:
    line = visible_line(text)
    if "`" in line:
        raise WriteError(f"“{line}” has a backtick, which cannot stand in code")
    return line.replace("|", "\\|") if around.cell else line


def _badge(text: str, _: Around) -> str:
    return escape.for_badge(text)


def _from_badge(raw: str) -> str:
    """Return the text of a badge's segment: `_` is a blank, `__` and `--` one sign of it."""
    parts = unquote(raw).split("__")
    return "_".join(part.replace("_", " ") for part in parts).replace("--", "-")


def _path(text: str, _: Around) -> str:
    if not _PATH.fullmatch(text):
        raise WriteError(f"“{text}” is no part of an address")
    return text


def _web(url: str) -> str:
    if not _WEB.fullmatch(url):
        raise WriteError(f"“{url}” is no web address")
    return url


def _destination(url: str, _: Around) -> str:
    """Escape brackets that have no partner, and what Markdown would take for something else."""
    url = _LOOSE.sub(lambda found: f"\\{found[0]}", _web(url))
    if "(" not in url and ")" not in url:
        return url
    depth = 0
    for sign in url:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth < 0:
            break
    return url if depth == 0 else url.replace("(", "\\(").replace(")", "\\)")


def _address(url: str, _: Around) -> str:
    return str(escape.for_address(_web(url)))


def _from_destination(raw: str) -> str:
    """Return the address, without the brackets and the title that may stand with it."""
    found = _WITH_TITLE.match(raw)
    address = raw[: found.start(1)].rstrip() if found else raw
    if address.startswith("<") and address.endswith(">"):
        address = address[1:-1]
    return plain(address)


def _from_bare(raw: str) -> str:
    """Return the address, which may be that of a link."""
    found = _LINKED.fullmatch(raw)
    return plain(found[1]) if found else raw


def _bare(url: str, _: Around) -> str:
    if "<" in _web(url) or ">" in url:
        raise WriteError(f"“{url}” would end before its end")
    return url


ROW = Sink("Markdown", r"\n", _row, plain, may_end=_unescaped)
HTML_TEXT = Sink("text of HTML", _NO_INLINE, _html, _from_html_text)
ATTRIBUTE = Sink("an attribute", r'["\n]', _attribute, _from_html)
CODE = Sink("code", r"[`\n]", _code, lambda raw: raw.replace("\\|", "|"))
BADGE = Sink("a segment of a badge", r'["\s<>)]', _badge, _from_badge, may_end=_before_one_hyphen)
# A segment of a badge of which nothing but the colour follows.
WHOLE_BADGE = BADGE._replace(may_end=_before_last_hyphen)
PATH = Sink("a part of an address", r'["\s<>()?#]', _path, str)
DESTINATION = Sink(
    "the address of a link",
    r"\n",
    _destination,
    _from_destination,
    takes_addresses=True,
    may_end=_unescaped,
)
ADDRESS = Sink("an address in an attribute", r'["\s<>]', _address, _from_html, takes_addresses=True)
BARE_ADDRESS = Sink("an address", r"[\s<>]", _bare, _from_bare, takes_addresses=True)


def _nowhere(text: str, _: Around) -> str:
    raise WriteError(f"“{text}” is for a place that is only read")


ANYTHING = Sink("anything", r"\n", _nowhere, str)
# In HTML, within one text, or one tag.
ANYTHING_IN_HTML = ANYTHING._replace(never=r"[<>\n]")
