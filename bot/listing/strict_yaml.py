"""Read YAML that leaves nothing to guess: texts, lists and maps, and the line of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from bot.errors import UsageFault
from bot.text import pattern

Path = tuple[str | int, ...]
_LARGEST = 200_000  # characters; the longest description of a real list has a hundredth
_DEEPEST = 12
_CONFLICT = "<<<<<<< "
_TAB = pattern(r"[ ]*\t")
# A text that YAML takes for something else: it begins with a sign, or has a colon in it.
_UNQUOTED = pattern(r"\s*(?:- +)?[\w.-]+: +(?:[-*&!%@`|>{\[\"']|.*: )")


class Flaw(NamedTuple):
    """What is wrong in a description, at a line that counts from 1."""

    line: int
    message: str


class BrokenDescription(UsageFault):
    """A description cannot be used; `flaws` are all that is wrong with it, in order."""

    def __init__(self, name: str, flaws: list[Flaw]) -> None:
        self.flaws = sorted(set(flaws))
        lines = [f"{name}, line {line}: {message}" for line, message in self.flaws]
        super().__init__("\n".join(lines))


class Source(NamedTuple):
    """What a text of YAML holds; `lines` has the line of each value, by the keys that lead there.

    A list's items count from 0. The line of a value in a map is that of its key.
    """

    value: Any
    lines: dict[Path, int]
    flaws: list[Flaw]
    blocks: frozenset[Path] = frozenset()  # texts that begin in the line below their key

    def line(self, path: Path) -> int:
        """Return the line of a value, or of the innermost around it that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def first_line(self, path: Path) -> int:
        """Return the line in which a text begins."""
        return self.line(path) + (path in self.blocks)


def read_yaml(text: str, longest: int = _LARGEST) -> Source:
    """Return what a text holds, with every scalar as the text it is.

    A key that stands twice, an anchor, an alias, a tag and a second document are flaws, and so
    is what is no YAML.
    """
    if len(text) > longest:
        message = f"{len(text):,} characters; wanted are at most {longest:,}"
        return Source(None, {}, [Flaw(1, message)])
    builder = _Builder()
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        return Source(None, {}, [_no_yaml(text, line, error.problem or error.context)])
    except yaml.reader.ReaderError as error:
        before = text.encode()[: error.position]  # the position counts bytes
        return Source(None, {}, [Flaw(before.count(b"\n") + 1, f"no YAML: {error.reason}")])
    except yaml.YAMLError as error:
        return Source(None, {}, [Flaw(1, f"no YAML: {' '.join(str(error).split())}")])
    return Source(builder.root, builder.lines, builder.flaws, frozenset(builder.blocks))


def _no_yaml(text: str, line: int, problem: str) -> Flaw:
    """Return what is wrong in a line, and what is wanted there as far as that can be told."""
    lines = text.split("\n")
    for at, marked in enumerate(lines[:line], 1):
        if marked.startswith(_CONFLICT):
            return Flaw(at, "no YAML: a mark of a conflict that nobody has resolved")
    written = "".join(lines[line - 1 : line])
    if _TAB.match(written):
        return Flaw(line, "no YAML: a tab stands before the text; wanted are blanks")
    # In a list or a map that is not closed, a comma is missing.
    is_text = _UNQUOTED.match(written) and "','" not in problem
    wanted = "; wanted is a text in quotation marks" if is_text else ""
    return Flaw(line, f"no YAML: {problem}{wanted}")


def _events(text: str) -> Iterator[Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    yield from yaml.parse(text, Loader=loader)


class _Open(NamedTuple):
    """A list or a map that is being read, and the keys that lead to it."""

    value: Any
    path: Path


class _Builder:
    """Build the value from the events of a parser, without recursion."""

    def __init__(self) -> None:
        self.root: Any = None
        self.lines: dict[Path, int] = {}
        self.flaws: list[Flaw] = []
        self.blocks: set[Path] = set()
        self._open: list[_Open] = []
        self._key: str | None = None
        self._documents = 0

    def take(self, event: Any) -> None:
        """Take the next event."""
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                self.flaws.append(Flaw(line, "a second document begins; wanted is one"))
        elif isinstance(event, yaml.AliasEvent):
            self.flaws.append(Flaw(line, f"*{event.anchor} is an alias; write the value again"))
            self._add("", line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.NodeEvent):
            self._node(event, line)

    def _node(self, event: Any, line: int) -> None:
        if event.anchor:
            self.flaws.append(Flaw(line, f"&{event.anchor} is an anchor, which is not read here"))
        if event.tag is not None:
            self.flaws.append(Flaw(line, f"{event.tag} is a tag, which is not read here"))
        if isinstance(event, yaml.ScalarEvent):
            path = self._add(event.value, line)
            if event.style in ("|", ">"):
                self.blocks.add(path)
            return
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        if len(self._open) == _DEEPEST:
            raise yaml.MarkedYAMLError(
                problem=f"more than {_DEEPEST} levels", problem_mark=event.start_mark
            )
        path = self._add(value, line)
        self._open.append(_Open(value, path))

    def _add(self, value: Any, line: int) -> Path:
        """Put a value where it belongs, and return the keys that lead there."""
        if not self._open:
            if self._documents == 1:
                self.root = value
            return ()
        holder, path = self._open[-1]
        if isinstance(holder, list):
            path = (*path, len(holder))
            holder.append(value)
        elif self._key is None:
            return self._take_key(holder, path, value, line)
        else:
            path = (*path, self._key)
            holder[self._key] = value
            self._key = None
        self.lines.setdefault(path, line)
        return path

    def _take_key(self, holder: dict[str, Any], path: Path, key: Any, line: int) -> Path:
        if not isinstance(key, str):
            self.flaws.append(Flaw(line, "a list or a map stands for a key; wanted is a word"))
            key = f"key in line {line}"
        if key in holder:
            first = self.lines[(*path, key)]
            self.flaws.append(Flaw(line, f"{key} stands twice, first in line {first}"))
        self._key = key
        self.lines.setdefault((*path, key), line)
        return (*path, key)
