"""Write what people paste as a table or as JSON in lines of `key: value`, like the template."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bot.submission.keys import read_key
from bot.submission.vocabulary import Vocabulary
from bot.text import HTML_BREAK, one_line, pattern

_RULE = pattern(r"[|:\- ]{0,500}")
_CELL = pattern(r"(?:[^|\\]|\\.)*")
_PLAIN = pattern(r"[^|<{\[]*")
_LONGEST_HEADING = 40
_MOST_KEYS = 20
_QUOTED = pattern(r"“[^“”]*”|«[^«»]*»|「[^「」]*」")
_QUOTES = (("“", "”"), ("«", "»"), ("「", "」"))
_UNDERLINE = pattern(r"(?:-{3,}|={3,})\s*")
_DEEPEST = 3
_OF_COLUMNS = frozenset(
    {"key", "field", "item", "property", "name", "entry", "项目", "字段", "属性", ""}
)


def unfolded(lines: list[str], end: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Return the lines, those of a table or of JSON as one line for each key and value.

    `end` is the line at which whatever stands above it ends.
    """
    part: list[str] = []
    for line in (*lines, end):
        if line != end:
            part.append(line)
        elif part:
            yield from _part(part, vocabulary)
            yield end
            part = []


def _part(lines: list[str], vocabulary: Vocabulary) -> Iterator[str]:
    if pairs := _json("\n".join(lines), vocabulary):
        yield from pairs
        return
    rows: list[str] = []
    for line in _with_headings(lines, vocabulary):
        if not rows and _PLAIN.fullmatch(line):
            yield from _at_keys(line, vocabulary)
            continue
        if line.count("|") >= 2 and (
            rows or line.lstrip().startswith("|") or _cells_alone(line, vocabulary)
        ):
            rows.append(line)
            continue
        yield from _table(rows, vocabulary)
        rows = []
        yield from _json(line, vocabulary) or _split(line, vocabulary)
    yield from _table(rows, vocabulary)


def _with_headings(lines: list[str], vocabulary: Vocabulary) -> Iterator[str]:
    """Return the lines, a key that is underlined as the heading that it is."""
    was_heading = False
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if was_heading:
            was_heading = False
            continue
        is_short = below[:1] in ("-", "=") and 0 < len(line) <= _LONGEST_HEADING
        is_underlined = is_short and bool(_UNDERLINE.fullmatch(below))
        was_heading = is_underlined and vocabulary.word(line) is not None
        yield f"# {line}" if was_heading else line


def _split(line: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Return a line in pieces where a break stands before a key: `Title: X<br>Head: Y`."""
    pieces = HTML_BREAK.split(line) if "<" in line else [line]
    kept = pieces[:1]
    for piece in pieces[1:]:
        if read_key(piece.strip(), vocabulary):
            yield from _at_keys("<br>".join(kept), vocabulary)
            kept = [piece]
        else:
            kept.append(piece)
    yield from _at_keys("<br>".join(kept), vocabulary)


def _at_keys(line: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Return a line of several keys in pieces: at least three, or two with a bar between them.

    What stands in quotation marks is no key.
    """
    has_colon = ":" in line or "：" in line
    found = [*islice(vocabulary.within.finditer(line), _MOST_KEYS)] if has_colon else []
    if len(found) > 1:
        unquoted = _QUOTED.sub(lambda found: "“" * len(found[0]), line)
        found = [*islice(vocabulary.within.finditer(unquoted), _MOST_KEYS)]
    if len(found) < 2:
        yield line
        return
    # A key that comes twice is none: `Tags: Memory Tags: store, Search Tags: fetch`.
    is_each_once = len({each[0].strip("*_:：").rstrip("s") for each in found}) == len(found)
    first = read_key(line.strip(), vocabulary) if is_each_once else None
    is_joint = len(found) > 2 or line[: found[1].start()].rstrip().endswith("|")
    if not first or first.word.key not in vocabulary.beginnings or not is_joint:
        yield line
        return
    ends = [*(each.start() for each in found[1:]), len(line)]
    for start, end in zip([0, *ends], ends, strict=False):
        yield line[start:end].rstrip(" ,;|" if end < len(line) else None)


def in_one_line(label: str, values: Sequence[str], vocabulary: Vocabulary) -> str:
    """Return values behind their label, quoted where they would be read as keys of their own."""
    line = f"{label}: {', '.join(values)}"
    if [*_at_keys(line, vocabulary)] == [line]:
        return line
    return f"{label}: {', '.join(map(_quoted, values))}"


def _quoted(value: str) -> str:
    """Return a value in the first quotation marks that it does not hold itself."""
    fit = (pair for pair in _QUOTES if not any(mark in value for mark in pair))
    opening, closing = next(fit, ("", ""))
    return f"{opening}{value}{closing}"


def _cells_alone(line: str, vocabulary: Vocabulary) -> bool:
    """Whether a line without an outer bar is a table's: at least two of its cells are keys."""
    cells = _cells(line)
    return sum(vocabulary.word(cell) is not None for cell in cells) >= 2


def _cells(line: str) -> list[str]:
    text = line.strip().removeprefix("|").removesuffix("|")
    if "\\" not in text:
        return [cell.strip() for cell in text.split("|")]
    cells = [found[0] for found in _CELL.finditer(text) if found.end() == len(text) or found[0]]
    return [cell.replace("\\|", "|").strip() for cell in cells]


def _table(rows: list[str], vocabulary: Vocabulary) -> Iterator[str]:
    """Return the rows of a table as keys and values, where it has keys; else as they are."""
    cells = [_cells(row) for row in rows if not _RULE.fullmatch(row.strip())]
    if len(cells) > 1 and sum(vocabulary.word(cell) is not None for cell in cells[0]) >= 2:
        for row in cells[1:]:
            yield from _pairs(zip(cells[0], row, strict=False), vocabulary)
    elif (
        cells
        and all(len(row) == 2 for row in cells)
        and any(vocabulary.word(row[0]) for row in cells)
    ):
        pairs = ((row[0], row[1]) for row in cells if row[0].casefold() not in _OF_COLUMNS)
        yield from _pairs(pairs, vocabulary)
    else:
        yield from rows


def _pairs(
    pairs: Iterable[tuple[str, str]], vocabulary: Vocabulary, quote: str = ""
) -> Iterator[str]:
    """Return each pair as a line, the title before all, since it begins a paper."""
    told = [(key.strip("*_` "), one_line(HTML_BREAK.sub(" ", value))) for key, value in pairs]
    words = [vocabulary.word(key) for key, _ in told]
    is_title = [word is not None and word.key == vocabulary.title for word in words]
    firsts = [pair for pair, first in zip(told, is_title, strict=True) if first]
    others = [pair for pair, first in zip(told, is_title, strict=True) if not first]
    for key, value in (*firsts, *others):
        if key and value:
            yield f"{quote}{key}{quote}: {value}"


def _json(text: str, vocabulary: Vocabulary) -> list[str]:
    """Return an object's, or a list of objects', keys and values; nothing for what is no JSON."""
    text = text.strip()
    if (text[:1], text[-1:]) not in (("{", "}"), ("[", "]")):
        return []
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return []
    objects = value if isinstance(value, list) else [value]
    return [line for each in objects for line in _object(each, _DEEPEST, vocabulary)]


def _object(value: object, depth: int, vocabulary: Vocabulary) -> list[str]:
    if not isinstance(value, dict) or not depth:
        return []
    pairs = [(str(key), _told(each)) for key, each in value.items() if not isinstance(each, dict)]
    inner = [line for each in value.values() for line in _object(each, depth - 1, vocabulary)]
    return [*_pairs(pairs, vocabulary, '"'), *inner]


def _told(value: object) -> str:
    if isinstance(value, dict):  # one of a list, as `{"label": "arXiv", "url": address}`
        named = [value[key] for key in ("url", "link", "href", "name", "title") if value.get(key)]
        return _told((named or [*value.values()])[0]) if value else ""
    if isinstance(value, list):
        return ", ".join(map(_told, value)) if not any(isinstance(v, list) for v in value) else ""
    return "" if value is None or isinstance(value, dict) else str(value)
