"""How an entry begins and goes on in README.md, by the templates of its list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.listing.readme.document import Shape
from bot.listing.template.language import GAP, flat, parse_template
from bot.listing.template.literals import EMOJI
from bot.text import pattern

_HEADING = pattern(r"(#{1,6})[ \t]")
_EMPHASISED = pattern(r"[*_](?![*_\s])")
_BULLET = pattern(r"[-*+][ \t]")
_EMOJIS = pattern(rf"{EMOJI}+[ \t]*")
_TAG = pattern(r"<([A-Za-z]+)>")
_INDENTED = r"(?: {2,}+|\t)[ \t]*+(?!</?[A-Za-z]+[ >])"
# Rows of HTML go on to the end of their table.
_IN_TABLE = r"[ \t]*(?!</?(?:table|details|summary)\b)\S"
_ROW = pattern(r"\s*(?:<tr[^<>]*>\s*)?$", re.IGNORECASE)
_HEAD_OF_ROWS = pattern(r"[ \t]*<tr[^<>]*>\s*<th\b", re.IGNORECASE)
# An entry of several rows begins with a cell that goes over all of them, and no other row does.
_FIRST_ROW = pattern(r"<tr[^<>]*>\s*<td[^<>]*\browspan=", re.IGNORECASE)
_NO_FIRST_ROW = pattern(r"[ \t]*<tr[^<>]*>\s*+(?!<td[^<>]*\browspan=)", re.IGNORECASE)
_HEAD_OF_TABLE = pattern(r"[^\n]*\n[ \t|:-]*-[ \t|:-]*\r?\n?$")
# Elements of which people do not leave out the end.
_WHOLE = frozenset(("p", "li", "tr", "div", "details", "dl", "blockquote", "section"))
_MARKS = 4  # characters by which a line is known
_NEVER = "(?!)"
_NO_BULLET = r"(?![-*+][ \t])"
_FAR_IN = "[ \\t]{0,12}"


def shape_of(templates: Iterable[str]) -> Shape:
    """Return how the entries of a list begin, and how their further lines do."""
    texts = [flat(parse_template(template)) for template in templates]
    nested = min((each for text in texts for each in _nested(text)), default=0)
    begins = _either(_beginning(text, nested) for text in texts)
    may_begin = _either(_variant(text, nested) for text in texts)
    if texts[0].startswith("<"):
        return _of_elements(texts, begins, may_begin)
    lines = (line.strip() for text in texts for line in text.split("\n")[1:])
    openings = {_opening(line) for line in lines if line and line[0] != GAP}
    indented = _INDENTED if nested else _INDENTED + _NO_BULLET
    goes_on = "|".join((indented, *(rf"[ \t]*{opening}" for opening in sorted(openings))))
    heads = _HEAD_OF_TABLE if texts[0].lstrip().startswith("|") else None
    marks = _HEADING.match(texts[0])
    level = len(marks[1]) if marks else 0
    return Shape(begins, may_begin, re.compile(goes_on), heads=heads, level=level)


def _opening(line: str) -> str:
    """Return a pattern for how a further line of an entry begins."""
    return r"[*_](?![*_\s])" if _EMPHASISED.match(line) else re.escape(line[:2].rstrip())


def _of_elements(
    texts: Sequence[str], begins: re.Pattern[str], may_begin: re.Pattern[str]
) -> Shape:
    """Return the shape of entries that are elements of HTML."""
    names = {found[1].lower(): text for text in texts if (found := re.match(r"<(\w+)", text))}
    closes = {name: text.count(f"</{name}>") for name, text in names.items() if name in _WHOLE}
    goes_on = r"[ \t]*\S" if "details" in names else _IN_TABLE
    going_on = re.compile(goes_on, re.IGNORECASE)
    if any(map(_FIRST_ROW.match, texts)):
        # People close a row too often: such an entry ends where the next one begins.
        closes.pop("tr", None)
        return Shape(begins, may_begin, going_on, heads=_NO_FIRST_ROW, closes=closes)
    return Shape(begins, may_begin, going_on, _ROW, _HEAD_OF_ROWS, closes)


def _either(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted({*patterns}, key=len, reverse=True)))


def _nested(text: str) -> Iterable[int]:
    """Return how far the further lines of an entry that have bullets are indented."""
    first, *further = text.split("\n")
    own = len(first) - len(first.lstrip())
    for line in further:
        bare = line.lstrip()
        if _BULLET.match(bare) and len(line) - len(bare) > own:
            yield len(line) - len(bare)


def _blanks(text: str, nested: int) -> str:
    """Return a pattern for the indent of an entry, which is less than that of its own bullets."""
    indented = len(text) - len(text.lstrip(" "))
    most = max(3, indented + 2)
    return rf" {{0,{min(most, nested - 1) if nested else most}}}"


def _beginning(text: str, nested: int) -> str:
    """Return a pattern for the beginning of an entry's first line."""
    blanks = _blanks(text, nested)
    text = text.lstrip()
    if re.match(rf"(?:{GAP}|[0-9]+)[.)] ", text):
        return rf"{blanks}[0-9]{{1,9}}[.)][ \t]"
    if _BULLET.match(text):
        return rf"{blanks}{re.escape(text[0])}[ \t]"
    words = text.partition("\n")[0].partition(GAP)[0].rstrip()
    if tag := _TAG.match(words):
        return _NEVER if tag[1] == "details" else rf"[ \t]*<{tag[1]}\b"
    if words.startswith("<"):
        return rf"[ \t]*{re.escape(words)}"
    words = words[:_MARKS].rstrip()
    if words.startswith("|"):
        return rf"{blanks}\|(?![ \t]*:?-+:?[ \t]*\|)"
    return blanks + (re.escape(words) if words else r"[^\s#<>|]")


def _variant(text: str, nested: int) -> str:
    """Return a pattern for the beginning of a line that may as well be an entry's."""
    blanks = _blanks(text, nested)
    text = text.lstrip()
    if _BULLET.match(text):
        # Below bullets that name a topic entries may stand further in.
        return rf"{blanks if nested else _FAR_IN}[-*+][ \t]"
    if _EMOJIS.match(text):
        return rf"{blanks}{EMOJI}{{1,8}}[ \t]"
    return r"[ \t]*<details\b" if text.startswith("<details>") else _NEVER
