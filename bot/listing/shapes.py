"""Tell from the templates of a list how an entry of it begins and goes on in README.md."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.listing.document import Shape
from bot.listing.template import GAP, flat, parse_template

_BULLET = re.compile(r"[-*+][ \t]")
_INDENTED = r"(?: {2,}+|\t)[ \t]*+(?!</?[A-Za-z]+[ >])"
# Rows of HTML go on to the end of their table.
_IN_TABLE = re.compile(r"[ \t]*(?!</?(?:table|details|summary)\b)\S", re.IGNORECASE)
_ROW = re.compile(r"\s*(?:<tr[^<>]*>\s*)?$", re.IGNORECASE)
_MARKS = 4  # characters by which a line is known


def shape_of(templates: Iterable[str]) -> Shape:
    """Return how the entries of a list begin, and how their further lines do."""
    texts = [flat(parse_template(template)) for template in templates]
    begins = sorted({_beginning(text) for text in texts}, key=len, reverse=True)
    if texts[0].startswith("<"):
        return Shape(re.compile("|".join(begins)), _IN_TABLE, _ROW)
    lines = (line.strip() for text in texts for line in text.split("\n")[1:])
    openings = {re.escape(line[:2].rstrip()) for line in lines if line and line[0] != GAP}
    goes_on = "|".join((_INDENTED, *(rf"[ \t]*{opening}" for opening in sorted(openings))))
    return Shape(re.compile("|".join(begins)), re.compile(goes_on))


def _beginning(text: str) -> str:
    """Return a pattern for the beginning of an entry's first line."""
    indented = len(text) - len(text.lstrip(" "))
    text = text.lstrip()
    blanks = rf" {{0,{max(3, indented + 2)}}}"
    if re.match(rf"(?:{GAP}|[0-9]+)[.)] ", text):
        return rf"{blanks}[0-9]{{1,9}}[.)][ \t]"
    if _BULLET.match(text):
        return rf"{blanks}{re.escape(text[0])}[ \t]"
    words = text.partition("\n")[0].partition(GAP)[0].rstrip()
    if words.startswith("<"):
        return rf"[ \t]*{re.escape(words)}"
    words = words[:_MARKS].rstrip()
    if words.startswith("|"):
        return rf"{blanks}\|(?![ \t]*:?-+:?[ \t]*\|)"
    return blanks + (re.escape(words) if words else r"[^\s#<>|]")
