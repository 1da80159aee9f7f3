"""How the records of a YAML file are written, and one more in the same way."""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import yaml

from bot.text import pattern

Path = tuple[str, ...]
_ITEM = "[]"  # stands in a path for the items of a list
_FOLDED = 80  # characters of a line in a file that breaks long ones
_UNBROKEN = 1 << 30
# What has to be escaped, or would make a block of lines hard to read for some.
_NO_BLOCK = pattern("[\r\x85\u2028\u2029\ufeff]|^[ \t]*\n|\n[ \t]+\n|\n\n\\Z")
_TAG = "tag:yaml.org,2002:"


class Style:
    """The style of some records: quotation marks, indents, blocks, the order of keys."""

    def __init__(self, records: Sequence[Any], dash: int = 0) -> None:
        """Take the nodes of records, the nearest first, and the column of the dash before them."""
        self.keys: list[str] = []
        self._scalars: dict[Path, Counter[str | None]] = defaultdict(Counter)
        self._flows: dict[Path, Counter[bool]] = defaultdict(Counter)
        self._inner: dict[Path, list[str]] = defaultdict(list)
        self._indentless: Counter[bool] = Counter()
        self._is_folded = False
        self._unforced: set[Path] = set()
        indents = Counter(record.start_mark.column - dash for record in records)
        self._indent = indents.most_common(1)[0][0] if indents else 2
        for record in records:
            self._take(record, ())
        quotes: Counter[str | None] = Counter()
        for counter in self._scalars.values():
            quotes += counter
        self._is_double = quotes['"'] > quotes["'"]

    def _take(self, node: Any, path: Path) -> None:
        if isinstance(node, yaml.ScalarNode):
            self._scalars[path][node.style or None] += 1  # the parser in C has a blank for none
            if node.style == "'" and _is_plain(node.value):
                self._unforced.add(path)
            is_short = node.style not in ("|", ">")
            self._is_folded |= is_short and node.end_mark.line > node.start_mark.line
            return
        self._flows[path][bool(node.flow_style)] += 1
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                self._take(item, (*path, _ITEM))
            return
        self._inner[path] = in_order(self._inner[path], [key.value for key, _ in node.value])
        for key, value in node.value:
            if isinstance(value, yaml.SequenceNode) and not value.flow_style:
                self._indentless[value.start_mark.column == key.start_mark.column] += 1
            self._take(value, (*path, key.value))

    def order(self, path: Path) -> list[str]:
        """Return the keys of a map in their order."""
        return self._inner[path]

    def item(self, record: Any) -> list[str]:
        """Return the lines of a record behind its dash, which is in the first."""
        return self._lines(
            yaml.SequenceNode(f"{_TAG}seq", [self._node(record, ())], flow_style=False)
        )

    def in_braces(self, record: Any) -> str:
        """Return a record in one line, in braces."""
        node = self._node(record, ())
        node.flow_style = True
        return "\n".join(self._lines(node, _UNBROKEN))

    def entry(self, path: Path, value: Any) -> list[str]:
        """Return the lines of one key of a map with its value."""
        key = yaml.ScalarNode(f"{_TAG}str", path[-1])
        pairs = [(key, self._node(value, path))]
        return self._lines(yaml.MappingNode(f"{_TAG}map", pairs, flow_style=False))

    def _lines(self, node: Any, width: int = 0) -> list[str]:
        stream = io.StringIO()
        width = width or (_FOLDED if self._is_folded else _UNBROKEN)
        dumper = yaml.SafeDumper(stream, indent=self._indent, width=width, allow_unicode=True)
        grow, choose = dumper.increase_indent, dumper.choose_scalar_style
        if not self._indentless[True] >= max(1, self._indentless[False]):
            dumper.increase_indent = lambda flow=False, indentless=False: grow(flow, False)  # noqa: ARG005
        if self._is_double:
            dumper.choose_scalar_style = lambda: choose().replace("'", '"')
        dumper.open()
        dumper.serialize(node)
        dumper.close()
        return stream.getvalue().removesuffix("\n").split("\n")

    def _node(self, value: Any, path: Path) -> Any:
        if isinstance(value, dict):
            keys = in_order(self._inner[path], value)
            pairs = [
                (yaml.ScalarNode(f"{_TAG}str", key), self._node(value[key], (*path, key)))
                for key in keys
                if key in value
            ]
            return yaml.MappingNode(f"{_TAG}map", pairs, flow_style=self._is_flow(path))
        if isinstance(value, list | tuple):
            items = [self._node(item, (*path, _ITEM)) for item in value]
            return yaml.SequenceNode(f"{_TAG}seq", items, flow_style=self._is_flow(path))
        return self._scalar(value, path)

    def _is_flow(self, path: Path) -> bool:
        return self._flows[path][True] > self._flows[path][False]

    def _scalar(self, value: Any, path: Path) -> Any:
        if value is None:
            return yaml.ScalarNode(f"{_TAG}null", "null")
        if isinstance(value, bool):
            return yaml.ScalarNode(f"{_TAG}bool", str(value).lower())
        if isinstance(value, int):
            return yaml.ScalarNode(f"{_TAG}int", str(value))
        styles = self._scalars[path]
        blocks = [style for style in ("|", ">") if styles[style]]
        style: str | None = None
        if _NO_BLOCK.search(value):
            style = '"'
        elif "\n" in value or (blocks and not any(styles[each] for each in (None, "'", '"'))):
            style = blocks[0] if blocks else "|"
        elif styles and not styles[None]:
            style = '"' if styles['"'] else "'" if path in self._unforced else None
        return yaml.ScalarNode(f"{_TAG}str", value, style=style)


def _is_plain(text: str) -> bool:
    """Whether a text needs no quotation marks."""
    return bool(yaml.safe_dump(text, allow_unicode=True, width=_UNBROKEN).startswith(text))


def in_order(known: Sequence[str], keys: Iterable[str]) -> list[str]:
    """Return known keys with others among them, each behind the one that it follows."""
    return [*_in_order(known, [*keys])]


def _in_order(known: Sequence[str], keys: Sequence[str]) -> Iterator[str]:
    places = {key: at for at, key in enumerate(known)}
    done = 0
    for key in keys:
        if key not in places:
            yield key
        elif places[key] >= done:
            yield from known[done : places[key] + 1]
            done = places[key] + 1
    yield from known[done:]
