"""A store that is a YAML file: read it, add a record, change one or take some out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import yaml

from bot.errors import BrokenState
from bot.listing.edits import Edit, applied, newline_at
from bot.listing.store.yaml_style import Path, Style, in_order
from bot.listing.strict_yaml import read_yaml
from bot.listing.template.sinks import WriteError
from bot.text import pattern

Record = dict[str, Any]
_LARGEST = 8_000_000  # characters; 590 papers with BibTeX have 0.7 million
_NEIGHBOURS = 20  # records whose style a new one takes
_BREAKS = ("\n", "\r", "\x85", "\u2028", "\u2029")
_LINE = pattern(r"[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|[^\r\n\x85\u2028\u2029]+")
_KEEPS = pattern(r"[|>][1-9]?\+")  # a block that blank lines at its end are part of
_NULL = "tag:yaml.org,2002:null"


def read_yaml_store(text: str, name: str = "papers.yaml") -> list[Record]:
    """Return the records of a YAML file, with every scalar as the text it is.

    Raises BrokenState, with file and line, for what is no list of maps: aliases, anchors, tags
    and keys that stand twice are refused.
    """
    return [_value(node) for node in _Store(text, name).records]


def yaml_with_record(
    text: str, record: Mapping[str, Any], at: int, name: str = "papers.yaml"
) -> str:
    """Return a YAML file with one more record, in the style of those around it.

    `at` is its place among them. Raises BrokenState for a file that cannot be read, WriteError
    for a record that would not be read again as it is.
    """
    store = _Store(text, name)
    edit = store.inserted(record, at)
    records = [_value(node) for node in store.records]
    records.insert(at, _as_read(record))
    return store.checked([edit], records)


def yaml_with_changed(
    text: str, changed: Mapping[int, Mapping[str, Any]], name: str = "papers.yaml"
) -> str:
    """Return a YAML file in which the records at some places are other ones.

    What of each is the same keeps its bytes, too. Raises as `yaml_with_record` does.
    """
    store = _Store(text, name)
    if store.is_flow and len(changed) > 1:  # several may share a line
        for place, record in changed.items():
            text = yaml_with_changed(text, {place: record}, name)
        return text
    records = [_value(node) for node in store.records]
    edits: list[Edit] = []
    for place, record in changed.items():
        wanted = _as_read(record)
        edits += store.changed(place, records[place], wanted, record)
        records[place] = wanted
    return store.checked(edits, records)


def yaml_without(text: str, places: Collection[int], name: str = "papers.yaml") -> str:
    """Return a YAML file without the records at some places. Raises as `yaml_with_record` does."""
    store = _Store(text, name)
    kept = [_value(node) for place, node in enumerate(store.records) if place not in places]
    return store.checked([*store.removed(places)], kept)


def _value(node: Any) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {key.value: _value(value) for key, value in node.value}
    return None if node.tag == _NULL and not node.style else node.value


def _as_read(value: Any) -> Any:
    """Return a value as it is read from the file: scalars are texts."""
    if isinstance(value, Mapping):
        return {key: _as_read(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_as_read(each) for each in value]
    if isinstance(value, bool):
        return str(value).lower()
    return value if value is None else str(value)


class _Store:
    """A YAML file with the nodes of its records."""

    def __init__(self, text: str, name: str) -> None:
        self._name = name
        self._mark = "\ufeff" if text.startswith("\ufeff") else ""
        self._text = text.removeprefix("\ufeff")
        source = read_yaml(self._text, _LARGEST)
        if source.flaws:
            flaw = min(source.flaws)
            raise BrokenState(f"{name}, line {flaw.line}: {flaw.message}")
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._root = yaml.compose(self._text, Loader=loader)
        self._lines = _LINE.findall(self._text)
        self.records: list[Any] = self._read()
        self._dash = self._root.start_mark.column if self.records else 0

    @property
    def is_flow(self) -> bool:
        """Whether the records stand in one list in brackets."""
        return bool(self.records) and bool(self._root.flow_style)

    def _read(self) -> list[Any]:
        root = self._root
        if root is None or (isinstance(root, yaml.ScalarNode) and _value(root) is None):
            return []
        if not isinstance(root, yaml.SequenceNode):
            raise self._broken(root, "wanted is a list of papers")
        for node in root.value:
            if not isinstance(node, yaml.MappingNode):
                raise self._broken(node, "wanted is a paper: a map of its fields")
        return [*root.value]

    def _broken(self, node: Any, message: str) -> BrokenState:
        return BrokenState(f"{self._name}, line {node.start_mark.line + 1}: {message}")

    def checked(self, edits: Sequence[Edit], wanted: list[Record]) -> str:
        """Return the text with some edits. Raises WriteError where it does not say just this."""
        text = self._mark + applied(self._lines, edits)
        try:
            is_right = read_yaml_store(text, self._name) == wanted
        except BrokenState:
            is_right = False
        if not is_right:
            raise WriteError(f"the record would not be read from {self._name} as it is written")
        return text

    def inserted(self, record: Mapping[str, Any], at: int) -> Edit:
        """Return the edit by which a record comes in before the one at a place, or last."""
        if not self.records:
            return self._first(record)
        if self.is_flow:
            raise self._in_brackets()
        lines = Style(self._near(at), self._dash).item(record)
        gap = self._gap()
        start = self._last(self.records[at - 1]) + 1 if at else self._first_line(self.records[0])
        newline = newline_at(self._lines, start)
        text = "".join(f"{' ' * self._dash if line else ''}{line}{newline}" for line in lines)
        if not at:
            return Edit(start, start, text + newline * gap)
        begin = "" if self._lines[start - 1][-1:] in _BREAKS else newline
        return Edit(start, start, begin + newline * gap + text)

    def removed(self, places: Collection[int]) -> Iterator[Edit]:
        """Yield the edits by which records go, each with the blank lines to one side of it."""
        if self.records and self._root.flow_style:
            raise self._in_brackets()
        last = max((place for place in range(len(self.records)) if place not in places), default=0)
        for place in places:
            start, end = self._first_line(self.records[place]), self._last(self.records[place]) + 1
            if place < last:
                while not self._lines[end].strip():
                    end += 1
            else:  # what stands behind the last one stays
                while start and not self._lines[start - 1].strip():
                    start -= 1
            yield Edit(start, end, "")

    def _in_brackets(self) -> WriteError:
        return WriteError(f"{self._name} is one list in brackets; wanted is a line for each paper")

    def _first(self, record: Mapping[str, Any]) -> Edit:
        """Return the edit by which a file without records has its first one."""
        text = "".join(f"{line}\n" for line in Style([]).item(record))
        if self._root is None or self._root.start_mark.index == self._root.end_mark.index:
            end = len(self._lines)
            begin = "" if not end or self._lines[-1][-1] in _BREAKS else "\n"
            return Edit(end, end, begin + text)
        return Edit(self._root.start_mark.line, self._root.end_mark.line + 1, text)

    def changed(self, place: int, old: Record, new: Record, given: Mapping[str, Any]) -> list[Edit]:
        """Return the edits by which a record is another."""
        node = self.records[place]
        style = Style(self._near(place), self._dash)
        if not node.flow_style and old.keys() & new.keys() and next(iter(old)) in new:
            return self._of_map(node, (), old, new, given, style)
        if node.flow_style:
            return [self._span(node, style.in_braces(given))]
        start = self._first_line(node)
        newline = newline_at(self._lines, start + 1)
        text = "".join(f"{' ' * self._dash}{line}{newline}" for line in style.item(given))
        return [Edit(start, self._last(node) + 1, text)]

    def _of_map(
        self,
        node: Any,
        path: Path,
        old: Record,
        new: Record,
        given: Mapping[str, Any],
        style: Style,
    ) -> list[Edit]:
        """Return the edits of a map that is written in lines."""
        edits = []
        own = {key.value: (key, value) for key, value in node.value}
        for name, (key, value) in own.items():
            start, end = key.start_mark.line, self._last(value) + 1
            if name not in new:
                edits.append(Edit(start, end, ""))
            elif old[name] != new[name]:
                inner = (*path, name)
                is_within = isinstance(value, yaml.MappingNode) and not value.flow_style
                if is_within and isinstance(new[name], dict) and next(iter(old[name])) in new[name]:
                    edits += self._of_map(value, inner, old[name], new[name], given[name], style)
                else:
                    edits.append(self._of_value(key, value, style.entry(inner, given[name])))
        column = node.start_mark.column
        before = in_order(style.order(path), old)
        for name in (each for each in in_order(before, new) if each in new and each not in old):
            kept = (
                [each for each in before[: before.index(name)] if each in own]
                if name in before
                else [*own]
            )
            after = own[kept[-1] if kept else next(iter(own))][1]
            at = self._last(after) + 1
            edits.append(
                Edit(at, at, self._indented(style.entry((*path, name), given[name]), column, at))
            )
        return edits

    def _of_value(self, key: Any, value: Any, lines: list[str]) -> Edit:
        """Return the edit by which a key has another value, in one line that value alone."""
        first = self._lines[key.start_mark.line]
        is_short = len(lines) == 1 and value.start_mark.line == value.end_mark.line
        if is_short and isinstance(value, yaml.ScalarNode) and value.value:
            return self._span(value, lines[0].partition(":")[2].lstrip())
        column = key.start_mark.column
        start = key.start_mark.line
        text = first[:column] + self._indented(lines, column, start + 1)[column:]
        return Edit(start, self._last(value) + 1, text)

    def _span(self, node: Any, text: str) -> Edit:
        """Return the edit by which other text stands where a node does."""
        start, end = node.start_mark, node.end_mark
        before, after = self._lines[start.line][: start.column], self._lines[end.line][end.column :]
        return Edit(start.line, end.line + 1, f"{before}{text}{after}")

    def _indented(self, lines: Sequence[str], column: int, at: int) -> str:
        newline = newline_at(self._lines, at)
        text = "".join(f"{' ' * column if line else ''}{line}{newline}" for line in lines)
        is_open = at == len(self._lines) and self._lines[-1][-1:] not in _BREAKS
        return newline + text if is_open and at else text

    def _near(self, at: int) -> list[Any]:
        """Return the records around a place, the nearest first."""
        half = _NEIGHBOURS // 2
        near = range(max(0, at - half), min(len(self.records), at + half))
        return [self.records[each] for each in sorted(near, key=lambda each: abs(each - at))]

    def _gap(self) -> int:
        """Return how many blank lines stand between two records."""
        gaps = Counter(
            sum(not self._lines[at].strip() for at in range(self._last(a) + 1, self._first_line(b)))
            for a, b in pairwise(self.records)
        )
        return gaps.most_common(1)[0][0] if gaps else 0

    def _first_line(self, node: Any) -> int:
        """Return the line of the dash before a record."""
        line: int = node.start_mark.line
        while line and self._lines[line][self._dash : self._dash + 1] != "-":
            line -= 1
        return line

    def _last(self, node: Any) -> int:
        """Return the last line that a node has something in."""
        if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
            return self._last(node.value[-1][1])
        if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
            return self._last(node.value[-1])
        line: int = node.end_mark.line
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            start = node.start_mark
            line = min(line - (node.end_mark.column == 0), len(self._lines) - 1)
            keeps_blanks = _KEEPS.match(self._lines[start.line], start.column)
            while not keeps_blanks and line > start.line and not self._lines[line].strip():
                line -= 1
        return line
