"""Cut a README into the entries under its sections and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from bot.errors import BrokenState
from bot.text import pattern

_EACH_LINE = pattern(r"[^\n]*\n|[^\n]+")
_FOLD = 7  # the level of a section that is folded: below all that headings have
# What a heading, a fence or its list item begins with, and what may stand before it.
_TELLING, _BEFORE = frozenset("#`~-*+=<"), " \t\ufeff"
_HEADING = pattern(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*\r?\n?$", re.DOTALL)
_HTML_HEADING = pattern(r"[ \t]*<h([1-6])\b[^<>]*>(.*)</h\1>", re.IGNORECASE)
_SUMMARY = pattern(r"<summary\b[^<>]*>", re.IGNORECASE)
_FOLD_ENDS = pattern(r"[ \t]*</details>", re.IGNORECASE)
_UNDERLINE = pattern(r" {0,3}(=+|-+)[ \t]*\r?\n?$")
_PLAIN = pattern(r" {0,3}(?![-*+>|#<=~`\s]|[0-9]{1,9}[.)][ \t])")  # how a line of prose begins
_FENCE = pattern(r"[ \t]*(?:[-*+][ \t]+)?(`{3,}|~{3,})")
_RULE = pattern(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\r?\n?$")
_BLOCK = pattern(r"[ \t]*</?[A-Za-z]+[ >]")  # an element of HTML on a line of its own
# A line of the table of contents.
_OF_CONTENTS = pattern(
    r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+"
    r"[*_]{0,2}\[[^\[\]\n]*\]\(#[^()\s]*\)[*_]{0,2}[ \t]*\r?\n?$"
)
_LINK = pattern(r"!?\[([^\[\]]*)\]\([^()]*\)")
_ELEMENT = pattern(r"<[^<>]*>")
_ELEMENT_NAME = pattern(r"[ \t]*<([A-Za-z]+)")
_BLANK = pattern(r"\s*$")
_CONFLICT = pattern(r"^(?:<{7} |>{7} )", re.MULTILINE)

_NOTHING: Mapping[str, int] = MappingProxyType({})


class Part(NamedTuple):
    """A piece of a README: an entry, or what stands around entries.

    `section` has the headings over an entry, and is None for what is no entry. `line` counts
    from 1, and `sure` tells whether it begins as entries do. The texts of all parts, one behind
    the other, are the README.
    """

    text: str
    line: int
    section: tuple[str, ...] | None = None
    sure: bool = True


class Line(NamedTuple):
    """A line of a README; `level` is a heading's, 0 for others, and `dead` one of code or notes."""

    text: str
    level: int = 0
    heading: str = ""
    dead: bool = False


class Shape(NamedTuple):
    """How an entry begins, and how further lines of it do that stand apart.

    Where one only `may_begin`, it is an entry if it can be read. Lines like `between` are of an
    entry only where more of it follows. What `heads` matches, a line and that behind it, is the
    head of a table. An element that is an entry ends with its last closing tag: `closes` says
    how many it has. Headings of a `level` are entries, 0 for none.
    """

    begins: re.Pattern[str]
    may_begin: re.Pattern[str]
    goes_on: re.Pattern[str]
    between: re.Pattern[str] = _BLANK
    heads: re.Pattern[str] | None = None
    closes: Mapping[str, int] = _NOTHING
    level: int = 0

    def is_beginning(self, lines: Sequence[Line], at: int) -> bool:
        """Whether an entry begins with a line."""
        return self._begins(self.begins, lines, at)

    def may_be_beginning(self, lines: Sequence[Line], at: int) -> bool:
        """Whether a line is like one with which an entry begins."""
        return self._begins(self.may_begin, lines, at)

    def _begins(self, pattern: re.Pattern[str], lines: Sequence[Line], at: int) -> bool:
        line = lines[at]
        if line.level or line.dead or not pattern.match(line.text) or _RULE.match(line.text):
            return False
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        return not (self.heads and self.heads.match(line.text + following))


def lines_of(text: str, folds: re.Pattern[str] | None = None) -> list[Line]:
    """Return the lines of a README, with its headings; `folds` are sections that are folded.

    Raises BrokenState for one with marks of a conflict.
    """
    if found := _CONFLICT.search(text):
        number = text.count("\n", 0, found.start()) + 1
        raise BrokenState(f"line {number} is a mark of a conflict that nobody has resolved")
    lines: list[Line] = []
    fence = ""
    in_comment = False
    for line in _EACH_LINE.findall(text):
        sign = line.lstrip(_BEFORE)[:1]
        if not (fence or in_comment or sign in _TELLING or "<!--" in line):
            lines.append(Line(line))
            continue
        dead = bool(fence) or in_comment or line.lstrip().startswith("<!--")
        if fence:
            closed = _FENCE.match(line)
            if closed and closed[1].startswith(fence) and not line.strip(" \t\r\n`~"):
                fence = ""
        elif not in_comment and (opening := _FENCE.match(line)):
            fence, dead = opening[1], True
        else:
            in_comment = _ends_in_comment(line, in_comment)
        if not dead and sign in "=-" and _is_underline(line, lines):
            above = lines[-1]
            lines[-1] = Line(above.text, 1 if sign == "=" else 2, plain_heading(above.text))
        lines.append(Line(line, dead=True) if dead else _heading(line, folds))
    return _side_by_side(lines, folds) if folds else lines


def with_entries(lines: list[Line], level: int) -> list[Line]:
    """Return lines of which the headings of a level are entries, and none of sections."""
    if not level:
        return lines
    return [Line(line.text) if line.level == level else line for line in lines]


def _side_by_side(lines: list[Line], folds: re.Pattern[str]) -> list[Line]:
    """Return lines in which folds have the level of headings that name such a section, too."""
    levels = (each.level for each in lines if each.level and folds.fullmatch(each.heading))
    level = min(levels, default=_FOLD)
    return [each._replace(level=level) if each.level == _FOLD else each for each in lines]


def _is_underline(line: str, before: Sequence[Line]) -> bool:
    """Whether a line makes that before it a heading, which stands alone."""
    if not before or before[-1].level or before[-1].dead or not _UNDERLINE.match(line):
        return False
    stands_alone = len(before) < 2 or _BLANK.match(before[-2].text)
    return bool(stands_alone) and _PLAIN.match(before[-1].text.removeprefix("\ufeff")) is not None


def _heading(line: str, folds: re.Pattern[str] | None) -> Line:
    """Return a line with its heading: of Markdown, of HTML, or of a section that is folded.

    Where a fold ends, so does its section.
    """
    if found := _HEADING.match(line.removeprefix("\ufeff")):
        return Line(line, len(found[1]), plain_heading(found[2]))
    if folds and _SUMMARY.search(line):
        fold = plain_heading(line)
        if folds.fullmatch(fold):
            return Line(line, _FOLD, fold)
    if folds and _FOLD_ENDS.match(line):
        return Line(line, _FOLD)
    if found := _HTML_HEADING.match(line):
        return Line(line, int(found[1]), plain_heading(found[2]))
    return Line(line)


def _ends_in_comment(line: str, inside: bool) -> bool:
    opened, closed = line.rfind("<!--"), line.rfind("-->")
    return opened > closed or (inside and closed < 0)


def plain_heading(text: str) -> str:
    """Return what a heading says, without links, elements and emphasis."""
    text = _ELEMENT.sub("", _LINK.sub(r"\1", text))
    return " ".join(text.replace("**", "").replace("`", "").split())


def region(lines: Sequence[Line], under: str, levels: tuple[int, int]) -> tuple[int, int]:
    """Return where the entries' part of a README begins and ends, in lines.

    It begins at the first heading of these very words, or else at one that begins with them.
    Where the heading is a section itself, its siblings belong to it. Raises BrokenState where
    there is none.
    """
    if not under:
        return 0, len(lines)
    marks, _, words = under.partition(" ")
    # What a heading says may look as if it had marks itself.
    wanted = (words, plain_heading(words))
    headings = [(at, line.heading) for at, line in enumerate(lines) if line.level == len(marks)]
    found = [at for at, heading in headings if heading in wanted]
    found += [at for at, heading in headings if heading.startswith(wanted)]
    if not found:
        raise BrokenState(f"no heading begins with “{under}”, under which the entries stand")
    at, highest = found[0], levels[0] - 1 if levels[0] <= len(marks) else len(marks)
    end = next((end for end in range(at + 1, len(lines)) if 0 < lines[end].level <= highest), None)
    return at, len(lines) if end is None else end


def cut(lines: Sequence[Line], under: str, levels: tuple[int, int], shape: Shape) -> list[Part]:
    """Return the parts of a README. Raises BrokenState where nothing is under that heading."""
    first, end = region(lines, under, levels)
    parts: list[Part] = []
    path: list[tuple[int, str]] = []
    around = 0  # the line at which what stands around the next entry begins
    at = first
    while at < end:
        line = lines[at]
        if line.level:
            path = [*(each for each in path if each[0] < line.level), (line.level, line.heading)]
        elif (sure := shape.is_beginning(lines, at)) or shape.may_be_beginning(lines, at):
            size = _length(lines, at, end, shape)
            section = tuple(name for _, name in path if name)
            entry = _joined(lines, at, at + size).text
            body = entry.rstrip()
            sure = sure and not _OF_CONTENTS.match(line.text)
            parts += (
                _joined(lines, around, at),
                Part(body, at + 1, section, sure),
                Part(entry[len(body) :], at + size),
            )
            at = around = at + size
            continue
        at += 1
    return [*parts, _joined(lines, around, len(lines))]


def _joined(lines: Sequence[Line], start: int, end: int) -> Part:
    return Part("".join(line.text for line in lines[start:end]), start + 1)


def _length(lines: Sequence[Line], at: int, end: int, shape: Shape) -> int:
    """Return how many lines an entry has, without blank ones at its end."""
    last = at
    element = _ELEMENT_NAME.match(lines[at].text)
    name = element[1].lower() if element else ""
    left = shape.closes.get(name, 0) or -1
    for place in range(at, end):
        line = lines[place]
        if place > at:
            if shape.between.match(line.text):
                continue
            if line.level or line.dead or _RULE.match(line.text):
                break
            if shape.is_beginning(lines, place):
                break
            if not shape.goes_on.match(line.text):
                is_apart = last < place - 1 or _BLOCK.match(line.text)
                if is_apart or shape.may_be_beginning(lines, place):
                    break
        last = place
        left -= line.text.count(f"</{name}>") if left > 0 else 0
        if left == 0:
            break
    return last - at + 1
