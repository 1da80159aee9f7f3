"""Where the value of a gap goes, by the text around it; refused where it may go nowhere."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.listing.template import sinks
from bot.listing.template.language import ANYTHING, GAP, Gap, Pieces, TemplateError, flat
from bot.listing.template.sinks import Sink
from bot.text import Around, pattern

_BADGE_ADDRESS = "https://img.shields.io/badge/"
_TAG = pattern(r"<(/?[a-zA-Z][a-zA-Z0-9]*|/)([^<>]*)$")
_ATTRIBUTE = pattern(r"""([a-zA-Z-]+)\s*=\s*("?)([^"]*)$""")
_SINGLE = pattern(r"""=\s*'[^'"]*$""")
_DESTINATION = pattern(r"\]\(([^()\s]*)$")
_IN_TITLE = pattern(r"\]\([^()\s]+\s+\(?[^()]*$")
_NO_ELEMENT = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"))  # in which nothing is shown
_DECLARATION = pattern(r"<![a-zA-Z][^>]*$")
_DEFINITION = pattern(r"(?:^|\n) {0,3}\[[^\]\n]*\]:[^\n]*$")
_NO_TEXT = pattern(
    r"<(script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext)\b(?!.*</\1>)",
    re.IGNORECASE | re.DOTALL,
)
_BARE = pattern(r"(?<![\w(])(https?://[^\s<>()]*)$")
_IN_CONTAINERS = rf"[ \t]*(?:>[ \t]*|(?:[-*+]|(?:[0-9]{{1,9}}|{GAP})[.)])[ \t]+)*"
_CONTAINERS = pattern(_IN_CONTAINERS)
_OPENS = pattern(rf"(?:^|\n){_IN_CONTAINERS}(?:\[[ x]\][ \t]+)?$")
# Elements that begin a block of HTML, in which nothing is Markdown: of most the beginning of the
# tag is enough, and any other has to stand alone in the first line of a paragraph.
_BLOCK = pattern(
    r"</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd"
    r"|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]"
    r"|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup"
    r"|option|p|param|pre|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)"
    r"\b",
    re.IGNORECASE,
)
_ALONE = pattern(r"(?:</[a-zA-Z][\w-]*\s*>|<[a-zA-Z][\w-]*(?:\s[^<>]*)?>)[ \t]*$")
_ADDRESSES = frozenset(("href", "src"))
_TEXTS = frozenset(("alt", "title", "id", "name", "width", "height", "align", "data-title"))


class Placed(NamedTuple):
    """Where a gap's value goes, and what stands around it."""

    sink: Sink
    around: Around


def place(pieces: Pieces) -> dict[Gap, Placed]:
    """Return the place of each gap. Raises TemplateError where one has none."""
    gaps: list[tuple[Gap, int]] = []
    text = flat(pieces, gaps=gaps)
    return {gap: _placed(gap, text[:at], text[at + 1 :]) for gap, at in gaps}


def _placed(gap: Gap, before: str, after: str) -> Placed:
    """Return a gap's place by the text before and after it. Raises TemplateError."""
    left, right = before[-1:] or "\n", after[:1] or "\n"
    line = before.rpartition("\n")[2]
    around = Around(
        "x" if left == GAP else left,
        "x" if right == GAP else right,
        opens=_OPENS.search(before) is not None,
        cell=line.lstrip().startswith("|"),
    )
    if gap.name == ANYTHING:
        in_html = before.lstrip().startswith("<") or _TAG.search(before)
        return Placed(sinks.ANYTHING_IN_HTML if in_html else sinks.ANYTHING, around)
    if refused := _refused(before):
        raise TemplateError(gap.line, f"{{{gap.name}}} stands in {refused}")
    if line.endswith("<") and after.startswith(">"):
        return Placed(sinks.BARE_ADDRESS, around)
    if tag := _TAG.search(before):
        return Placed(_in_tag(gap, tag[2], after), around)
    paragraph = before.rpartition("\n\n")[2]
    in_block = _in_block(paragraph)
    if not in_block and (ticks := _open_code(paragraph)):
        if not re.search(rf"(?<!`){ticks}(?!`)", after.partition("\n\n")[0]):
            raise TemplateError(gap.line, f"{{{gap.name}}} stands in code that is not closed")
        return Placed(sinks.CODE, around)
    if found := _DESTINATION.search(before):
        whole = sinks.BARE_ADDRESS if in_block else sinks.DESTINATION
        return Placed(_in_address(gap, found[1], whole), around)
    if found := _BARE.search(before):
        return Placed(_in_address(gap, found[1], sinks.BARE_ADDRESS), around)
    return Placed(sinks.HTML_TEXT if in_block else sinks.ROW, around)


def _open_code(paragraph: str) -> str:
    """Return the backticks that have begun code at the end of a text, blank for none."""
    opened = ""
    for found in re.finditer("`+", paragraph):
        opened = found[0] if not opened else "" if found[0] == opened else opened
    return opened


def _in_block(paragraph: str) -> bool:
    """Whether a block of HTML has begun in a paragraph."""
    lines = [_CONTAINERS.sub("", line, count=1) for line in paragraph.split("\n")]
    if len(lines) > 1 and _ALONE.match(lines[0]):
        return True
    return any(map(_BLOCK.match, lines))


def _refused(before: str) -> str:
    """Return where a gap stands if no value can go there, else blank."""
    if any(before.rfind(begin) > before.rfind(end) for begin, end in _NO_ELEMENT):
        return "a comment of HTML"
    if _DECLARATION.search(before):
        return "a declaration of HTML"
    if before.count("```") % 2 or before.count("~~~") % 2:
        return "a block of code"
    if _NO_TEXT.search(before):
        return "an element that holds no text"
    if _IN_TITLE.search(before):
        return "the title of a link"
    return "a definition of a link" if _DEFINITION.search(before) else ""


def _in_tag(gap: Gap, inside: str, after: str) -> Sink:
    """Return the place in an element's tag: a quoted attribute that is a text or an address."""
    attribute = _ATTRIBUTE.search(inside)
    if _SINGLE.search(inside):
        message = f"{{{gap.name}}} stands between single quotation marks; wanted are double ones"
        raise TemplateError(gap.line, message)
    if not attribute or inside.count('"') % 2 == 0:
        raise TemplateError(gap.line, f"{{{gap.name}}} stands in a tag, outside of quotation marks")
    if '"' not in after.partition(">")[0]:
        raise TemplateError(gap.line, f"{{{gap.name}}} stands in an attribute that is not closed")
    name = attribute[1].lower()
    if name in _ADDRESSES:
        return _in_address(gap, attribute[3], sinks.ADDRESS)
    if name in _TEXTS:
        return sinks.ATTRIBUTE
    raise TemplateError(
        gap.line, f"{{{gap.name}}} stands in the attribute {name}, which takes none"
    )


def _in_address(gap: Gap, begun: str, whole: Sink) -> Sink:
    """Return the place in an address of which some stands already."""
    if not begun:
        return whole
    if begun.startswith(_BADGE_ADDRESS) and "?" not in begun:
        return sinks.BADGE
    scheme, _, rest = begun.partition("://")
    if scheme in ("http", "https") and "/" in rest and GAP not in rest.partition("/")[0]:
        return sinks.PATH
    raise TemplateError(gap.line, f"{{{gap.name}}} stands for the host of an address")
