"""The words of a template, and the ways in which people write them."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.listing.template.language import NO_VALUE, Several, Words
from bot.text import pattern

# Words are read as they are first: blanks, line ends, dashes and quotation marks vary. Then
# bold, commas, full stops and colons may be forgotten, too, and pictures have other addresses.
# At last, most fields may be absent.
EXACT, FORGIVING, LACKING = 0, 1, 2

# What people write where there is no value.
NO_VALUES = frozenset(
    (
        *("-", "–", "—", "--", "---", "/", "×", "✗", "❌"),
        *("n/a", "na", "none", "null", "tba", "tbd", "todo", "无", "暂无"),
    )
)

# Taken whole: several stand in a row, and a run of blanks could be divided among them in many ways.
_BLANKS = r"[ \t\r\n]{0,80}+"
_BULLET = "[-*+‐-―]"
_LINE_END = r"[ \t]{0,20}(?:(?:<br ?/?>|\\)?[ \t\r]{0,20}\n[ \t\r\n]{0,80}|<br ?/?>[ \t]{0,20})"
EMOJI = "[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]"
_TOKENS = pattern(
    rf"(?P<no_value>{NO_VALUE})"
    r"|(?P<image>!\[[^\[\]\n]*\]\([^()\s]*\))"
    r"|(?P<image_begins>!\[[^\[\]\n]*\]\(https?://[^()\s]*$)"
    r"|(?P<image_ends>^(?:\.svg)?(?:\?[^()\s]*)?\)(?=\]\())"
    r"|(?P<line_end>[ \t]*(?:<br ?/?>|\\)?[ \t]*\n\s*|[ \t]*<br ?/?>[ \t]*)"
    r"|(?P<bar>[ \t]*\|[ \t]*)"
    r"|(?P<blank>[ \t]+)"
    r"|(?P<destination>\]\()"
    rf"|(?P<emoji>{EMOJI}+)"
    r"|(?P<bold>\*\*|__)"
    r"|(?P<stop>[,;.:])"
    r"|(?P<other>.)",
    re.DOTALL,
)
_VARIED = {
    '"': '["“”]',
    "'": "['‘’]",
    "(": "[(（]",
    ")": "[)）]",
    "-": "[-‐-―]",
    "–": "[-‐-―]",
    "—": "[-‐-―]",
    "*": "[*_]",
    "_": "[*_]",
    "·": "[·•]",
}
_ALWAYS = {
    "line_end": _LINE_END,
    "bar": r"(?:(?<![ \t])[ \t]*+)?\|[ \t]*+",
    "bold": r"(?:\*\*|__)",
    "no_value": rf"[ \t]{{0,20}}+(?i:{'|'.join(sorted(map(re.escape, NO_VALUES), reverse=True))})?"
    r"(?=[ \t]{0,20}(?:\r?\n|\||$))",
}
_STOPS = {",": "[,，]", ";": "[;；]", ".": "[.。]", ":": r"[ \t]?[:：]"}
_SHIELD = pattern(r"https://img\.shields\.io/badge/(?:[^-.?]|--)+")

_CELLS = pattern(r"\s*(?:(?:</t[dr]>|<tr>|</a>)\s*)+")
_LOOSE_CELLS = rf"{_BLANKS}(?:<(?:/td|/?tr|/a|br ?/?)>{_BLANKS})"
_LOOSE_LINK = rf"{_BLANKS}(?:<(?:/td|/?tr|/a)>{_BLANKS})"
_PLAIN_TAG = pattern(r"\s*<(/?)(td|th|tr|p|div|b|strong|i|em|br|details|summary)\b[^<>]*>\s*")
_ALIKE = {"b": "b|strong", "strong": "b|strong", "i": "i|em", "em": "i|em"}
_HTML_WORDS = pattern(rf"{_CELLS.pattern}|{_PLAIN_TAG.pattern}|\s*<|>\s*|\s+|[^\s<>]+")


class Literal(NamedTuple):
    """Words of a template, and how they may stand in an entry."""

    text: str
    loose: re.Pattern[str]
    in_html: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the words themselves are all that they read where they stand so."""
        return bool(self.text) and not self.text[-1].isspace() and not self.in_html


def between(piece: Several) -> re.Pattern[str] | None:
    """Return how people write what stands between two items, where these have marks of their own.

    That is blanks, or a sign that parts items.
    """
    first = piece.item[0] if piece.item else None
    opens = first.text[:1] if isinstance(first, Words) else "x"
    if opens in "[(!" and not piece.between:
        return re.compile(r"[ \t]{0,20}")
    if not opens.isalnum() and not piece.between.strip(" ,;/|·•") and piece.between:
        return re.compile(r"[ \t]{0,20}[,;/|·•]?[ \t]{0,20}")
    return None


def literal(
    text: str,
    leniency: int,
    *,
    in_html: bool = False,
    numbered: bool = False,
    begins: bool = False,
    behind: str = "",
) -> Literal:
    """Return words with the ways in which people write them.

    Those that are `numbered` stand behind a number, and with what `begins` an entry does; `behind`
    is a sign that follows.
    """
    if in_html:
        return Literal(text, re.compile(_in_html(text, leniency)), in_html=True)
    signs = re.sub(r"[\s\w]", "", text) + behind
    forgotten = frozenset(
        kind
        for kind, bare in (("bold", re.sub(r"[*_,;.:]", "", signs)), ("stop", signs.strip(",;.:")))
        if bare and leniency >= FORGIVING
    )
    if leniency == LACKING and text.strip(" \t") == ":" and text != ":":
        return Literal(text, re.compile(r"[ \t]{0,20}[:：]?[ \t]{1,20}"))
    start = 1 if numbered and text[:1] in (".", ")") else 0
    pattern = "".join(
        _BULLET
        if leniency >= FORGIVING and _is_bullet(found, begins=begins)
        else _loosely(found, forgotten, leniency)
        for found in _TOKENS.finditer(text, start)
    )
    return Literal(text, re.compile(f"[.)]{pattern}" if start else pattern))


def _loosely(found: re.Match[str], forgotten: frozenset[str], leniency: int) -> str:
    """Return the pattern of a piece of words."""
    kind, words = found.lastgroup or "", found[0]
    optional = "?" if kind in forgotten else ""
    if kind in _ALWAYS:
        stray = "[,.]?" if kind == "bold" and leniency >= FORGIVING else ""
        return f"{stray}{_ALWAYS[kind]}{optional}"
    if kind == "stop":
        return f"(?:{_STOPS[words]}){optional}"
    if leniency >= FORGIVING and (pattern := _forgivingly(found, kind, words)):
        return pattern
    return r"[ \t\u00a0]{1,20}" if kind == "blank" else _VARIED.get(words) or re.escape(words)


def _forgivingly(found: re.Match[str], kind: str, words: str) -> str:
    """Return the pattern of what people write in quite another way; blank for other words."""
    if kind == "blank":
        return _blank(found)
    if kind == "destination":
        return r"\][ \t]?\("
    if kind == "emoji":
        return rf"{EMOJI}{{1,8}}"
    if kind.startswith("image"):
        return _image(kind, words)
    return ""


def _is_bullet(found: re.Match[str], *, begins: bool) -> bool:
    """Whether a sign stands where the bullet of a line does."""
    before = found.string[: found.start()].rstrip(" \t")
    is_first = before.endswith("\n") or (begins and not before)
    return (
        found[0] in ("-", "*", "+")
        and is_first
        and found.string[found.end() : found.end() + 1] in (" ", "\t")
    )


def _blank(found: re.Match[str]) -> str:
    """Return the pattern of blanks, which may be forgotten beside a sign, or have a stop there."""
    text, start, end = found.string, found.start(), found.end()
    before, after = text[start - 1 : start] or "x", text[end : end + 1] or "x"
    least = 1 if before.isalnum() and after.isalnum() else 0
    stray = "" if before.isalnum() else "[,.]?"
    return rf"{stray}(?:[ \t\r\n\u00a0]|&nbsp;){{{least},40}}"


def _image(kind: str, token: str) -> str:
    """Return the pattern of a picture: known by what it says, or by the badge that it is."""
    if kind == "image_ends":
        return r"(?:\.svg)?(?:\?[^()\s]{0,200})?\)"
    alt, _, address = token[2:].partition("](")
    if kind == "image_begins":
        return rf"!\[[^\[\]\n]{{0,80}}\]\({re.escape(address)}"
    address = address[:-1]
    shield = _SHIELD.match(address)
    stem = shield[0] if shield else address.partition("?")[0].removesuffix(".svg")
    said = rf"{re.escape(alt)}\]\([^()\s]{{1,300}}" if alt.strip() else r"(?!)"
    shown = rf"[^\[\]\n]{{0,80}}\]\({re.escape(stem)}(?:[-.?][^()\s]{{0,300}})?"
    return rf"!\[(?:{shown}|{said})\)"


def _in_html(text: str, leniency: int) -> str:
    """Return the pattern of words in HTML.

    Between two tags blanks and lines mean nothing, and rows and cells need not be closed.
    """
    tokens = [found[0] for found in _HTML_WORDS.finditer(text)]
    least = 0 if any("<" in token and not _CELLS.fullmatch(token) for token in tokens) else 1
    return "".join(
        f"{_LOOSE_CELLS if 't' in token else _LOOSE_LINK}{{{least},8}}"
        if _CELLS.fullmatch(token)
        else _in_tag(token, leniency)
        for token in tokens
    )


def _in_tag(token: str, leniency: int) -> str:
    if leniency >= FORGIVING and (tag := _PLAIN_TAG.fullmatch(token)):
        name = _ALIKE.get(tag[2], tag[2])
        return rf"{_BLANKS}<{tag[1]}(?:{name})\b[^<>]{{0,200}}>{_BLANKS}"
    if _PLAIN_TAG.fullmatch(token):
        return "".join(
            _in_tag(part, EXACT) for part in re.findall(r"\s*<|>\s*|\s+|[^\s<>]+", token)
        )
    bare = token.strip()
    before = _BLANKS if token != token.lstrip() or bare == "<" else ""
    after = _BLANKS if token != token.rstrip() or bare == ">" else ""
    return f"{before}{re.escape(bare)}{after}"
