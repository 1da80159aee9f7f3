"""Escape text for a row of Markdown: what is live there, and nothing else.

A title of a real list comes out as it is. What would begin emphasis, a link, code, mathematics,
an element of HTML or a block is escaped in a way that `plain` takes back.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from bot.text.patterns import pattern

_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_SUSPECT = pattern(r"[\\`*_\[\]<&$~:@|]|www\.", re.IGNORECASE)
_ENTITY = pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = pattern(r"<(?:[A-Za-z/!?]|[^\s<>]{0,999}@)")
_SCHEME = pattern(r"(?:mailto|xmpp)$", re.IGNORECASE)
_SHORT_CODE = pattern(r":[\w+-]{1,64}:")
_EMAIL = pattern(r"@[\w@-]{0,999}\.")
# At the beginning of a block these open a list, a quotation, a heading or a table.
_OPENING = pattern(r"[-+#>=|]|[0-9]{1,9}(?=[.)])")
_ESCAPED = pattern(r"\\([!-/:-@\[-`{-~])|<wbr>|(&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{2,32});)")


class Around(NamedTuple):
    """What stands beside a gap in its row, and what kind of row that is."""

    left: str = "\n"
    right: str = "\n"
    opens: bool = False  # a block, so that a bullet in the text would be one
    cell: bool = False  # of a table


def for_row(text: str, around: Around) -> str:
    """Return a line of text with what is live in such a row escaped."""
    if not text or not (_SUSPECT.search(text) or around.opens or text[-1] == "!"):
        return text
    brackets = _loose_brackets(text, around)
    pieces: list[str] = []
    done = 0
    for found in _SUSPECT.finditer(text):
        start, end = found.span()
        left = text[start - 1] if start else around.left
        right = text[end] if end < len(text) else around.right
        if escaped := _escape(found[0], text, start, (left, right), brackets, around.cell):
            pieces += text[done:start], escaped
            done = end
    row = "".join((*pieces, text[done:]))
    if row.endswith("!") and around.right == "[":
        row = f"{row[:-1]}\\!"  # which would make a picture of the link
    if around.opens and (opening := _OPENING.match(row)):
        at = opening.end() if row[0].isdecimal() else 0
        row = f"{row[:at]}\\{row[at:]}"
    return row


def _escape(
    sign: str, text: str, at: int, beside: tuple[str, str], brackets: set[int], cell: bool
) -> str:
    """Return what is written for a sign, blank where it may stay as it is."""
    left, right = beside
    if len(sign) > 1:
        return "" if left.isalnum() else f"{sign[:-1]}\\."
    if sign in "<&":
        live = _TAG if sign == "<" else _ENTITY
        return html.escape(sign) if live.match(text + right, at) else ""
    if sign == ":":
        return _escape_colon(text, at)
    if sign == "\\" and cell and right == "|":
        return "&#92;"  # any backslash there takes the bar for a sign of the cell
    if sign == "@":
        return "@<wbr>" if _EMAIL.match(text, at) and not left.isspace() else ""
    is_live = {
        "\\": right in _PUNCTUATION or right == "\n",
        "`": True,
        "*": not (left.isspace() and right.isspace()),
        "_": not (left.isalnum() and right.isalnum()) and not (left.isspace() and right.isspace()),
        "[": at in brackets,
        "]": at in brackets,
        # What a blank stands before cannot close, and without an end nothing begins.
        "$": not left.isspace(),
        "~": not left.isspace() or not right.isalnum(),
        "|": cell,
    }[sign]
    return f"\\{sign}" if is_live else ""


def _escape_colon(text: str, at: int) -> str:
    if text.startswith("//", at + 1):
        return "\\:"
    if text[at + 1 : at + 2].strip() and _SCHEME.search(text, max(0, at - 6), at):
        return "\\:"
    return ":<wbr>" if _SHORT_CODE.match(text, at) else ""


def _loose_brackets(text: str, around: Around) -> set[int]:
    """Return where brackets stand that have no partner, or that may begin a link or a box."""
    if "[" not in text and "]" not in text:
        return set()
    loose: set[int] = set()
    open_: list[int] = []
    for at, sign in enumerate(text):
        if sign == "[":
            open_.append(at)
        elif sign == "]":
            if not open_:
                loose.add(at)
                continue
            start = open_.pop()
            following = text[at + 1] if at + 1 < len(text) else around.right
            if following in "([:" or text[start + 1] == "^" or (around.opens and not start):
                loose |= {start, at}
    return loose.union(open_)


def plain(row: str) -> str:
    """Return the text that a row of Markdown shows, as far as it was escaped."""
    if "\\" not in row and "&" not in row and "<wbr>" not in row:
        return row
    return _ESCAPED.sub(_unescape, row)


def _unescape(found: re.Match[str]) -> str:
    return html.unescape(found[2]) if found[2] else found[1] or ""


def without(row: str, end: re.Pattern[str]) -> str:
    """Return a row in which nothing reads as the end of it, and which shows the same."""
    pieces: list[str] = []
    done = 0
    for found in end.finditer(row):
        start = found.start()
        before = row[done:start]
        if found.end() > start and (len(before) - len(before.rstrip("\\"))) % 2 == 0:
            sign = row[start]
            pieces += before, f"\\{sign}" if sign in _PUNCTUATION else f"&#{ord(sign)};"
            done = start + 1
    return "".join((*pieces, row[done:]))
