"""Fill a template's macro for thousands of papers at the price of joining strings.

The macro is rendered once for each shape of a paper, with probes in place of its values:
what it puts where, and through which sink, is read off, and from then on only the gaps
are filled. So the template stays the one place that says how a row looks. A macro that
asks a value something, for its length or whether it is blank, cannot be read off, and is
rendered for each paper by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import attrgetter
from typing import Any, NoReturn

from bot.models import Paper
from bot.pages import size
from bot.templating import Show

# No template and no sink lets this sign through; what changes letters or escapes would show.
_GAP = re.compile("\x1aGap&(\\d+)\x1a")
# What every paper has, so that a row may show it without asking.
_PARTS = frozenset(
    (
        *("paper.title", "paper.venue", "paper.date", "paper.summary", "label", "kind", "url"),
        *("paper.summary.innovation", "paper.summary.tasks", "paper.summary.result"),
    )
)

Get = Callable[[Any], Any]
# The pieces of a text, by how many its bytes are more than its characters where all values
# are ASCII, and for each gap among the pieces its sink and what gets its value.
_Reading = tuple[list[str], int, list[tuple[Get, Get]]]
_IS_ASCII = str.isascii


class _Filling:
    """What a mould is filled with; one serves for all papers, for that is faster."""

    paper: Paper
    place: str


# The numbers of a paper's heads and links, and whether its date is known.
_Shape = tuple[int, int, bool]


class _Asked(Exception):  # noqa: N818 - it is no error, but an answer
    """A macro asks a probe something that only a value could answer."""


class _Unasked:
    """Something that can be handed on, and not looked into."""

    def _asked(self, *_: object) -> NoReturn:
        raise _Asked

    __bool__ = __len__ = __iter__ = __str__ = __getitem__ = __contains__ = __call__ = _asked
    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __ne__ = __add__ = __radd__ = __mod__ = _asked
    __hash__ = None  # type: ignore[assignment]


class _Gap(_Unasked):
    """The place of a value in a text."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __html__(self) -> str:
        return f"\x1aGap&{self._number}\x1a"


class _Probe(_Unasked):
    """Stands for the value at a dotted path of a filling, or of an item of one of its lists."""

    def __init__(
        self, shape: _Shape, lists: set[str], path: str, item: tuple[str, int] | None = None
    ) -> None:
        self._shape = shape
        self._lists = lists  # those that were asked for
        self._path = path
        self._item = item

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        path, shape = f"{self._path}.{name}".lstrip("."), self._shape
        if path in ("paper.heads", "paper.links"):
            self._lists.add(name)
            count = shape[0] if name == "heads" else shape[1]
            return [_Probe(shape, self._lists, "", (path, place)) for place in range(count)]
        if path not in _PARTS or (self._item is None) != path.startswith("paper."):
            raise _Asked
        if path == "paper.date" and not shape[2]:
            return None
        return _Probe(shape, self._lists, path, self._item)

    def _getter(self) -> Get:
        """Give what gets the value out of a filling."""
        if self._item is None:
            return attrgetter(self._path)
        path, place = self._item
        items = attrgetter(path)
        if not self._path:
            return lambda filling: items(filling)[place]
        part = attrgetter(self._path)
        return lambda filling: part(items(filling)[place])


class Mould:
    """Gives what `macro(paper, show, place)` gives, for any paper and place.

    `texts` does what `show` does, for strings that are joined here.
    """

    def __init__(self, macro: Callable[..., object], show: Show, texts: Show) -> None:
        self._macro = macro
        self._show = show
        self._texts = texts
        self._filling = _Filling()
        self._read: dict[_Shape, _Reading | None] = {}
        # Where the macro asks for neither heads nor links, all papers are of one shape, but
        # for the date.
        self._listless: set[bool] = set()

    def fill(self, paper: Paper, place: str) -> tuple[str, int]:
        """Give the text for one paper, and its bytes. Raises what the macro raises."""
        shape = (len(paper.heads), len(paper.links), paper.date is not None)
        if shape[2] in self._listless:
            shape = (0, 0, shape[2])
        read = self._read.get(shape)
        if read is None:
            return self._first(shape, paper, place)
        pieces, more, gaps = read
        filling = self._filling
        filling.paper, filling.place = paper, place
        parts = pieces.copy()
        parts[1::2] = values = [sink(get(filling)) for sink, get in gaps]
        text = "".join(parts)
        # To encode the whole would take longer than to fill it in.
        return text, len(text) + more if all(map(_IS_ASCII, values)) else size(text)

    def _first(self, shape: _Shape, paper: Paper, place: str) -> tuple[str, int]:
        """Give what the macro gives, and read it off where that comes to the same."""
        text = str(self._macro(paper, self._show, place))
        found = text, size(text)
        if shape not in self._read:
            self._read[shape] = self._read_off(shape)
            if shape[2] in self._listless:
                self._read[0, 0, shape[2]] = self._read.pop(shape)
                shape = (0, 0, shape[2])
            if self._read[shape] and self.fill(paper, place) != found:
                self._read[shape] = None
        return found

    def _read_off(self, shape: _Shape) -> _Reading | None:
        """Give the text in pieces, each second of which is a gap, and what goes into those."""
        gaps: list[tuple[Get, Get]] = []

        def noting(sink: Get, text: Get) -> Get:
            def note(value: object) -> object:
                if not isinstance(value, _Probe):
                    return sink(value)
                gaps.append((text, value._getter()))
                return _Gap(len(gaps) - 1)

            return note

        show, lists = Show(*map(noting, self._show, self._texts)), set[str]()
        paper, place = (_Probe(shape, lists, path) for path in ("paper", "place"))
        try:
            text = str(self._macro(paper, show, place))
        except Exception:
            return None
        pieces = _GAP.split(text)
        if {*pieces[1::2]} != {*map(str, range(len(gaps)))}:
            return None  # something was done to a text that has gaps
        if not lists:
            self._listless.add(shape[2])
        fixed = "".join(pieces[::2])
        return pieces, size(fixed) - len(fixed), [gaps[int(number)] for number in pieces[1::2]]
