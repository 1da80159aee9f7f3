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
from typing import Any, NamedTuple, NoReturn

from bot.models import Paper
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
# The pieces of a text and, for each gap among them, its sink and what gets its value.
_Reading = tuple[list[str], list[tuple[Get, Get]]]


class _Filling:
    """What a mould is filled with; one serves for all papers, for that is faster."""

    paper: Paper
    place: str


class _Shape(NamedTuple):
    heads: int
    links: int
    dated: bool


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

    def __init__(self, shape: _Shape, path: str, item: tuple[str, int] | None = None) -> None:
        self._shape = shape
        self._path = path
        self._item = item

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        path, shape = f"{self._path}.{name}".lstrip("."), self._shape
        if path in ("paper.heads", "paper.links"):
            return [_Probe(shape, "", (path, place)) for place in range(getattr(shape, name))]
        if path not in _PARTS or (self._item is None) != path.startswith("paper."):
            raise _Asked
        if path == "paper.date" and not shape.dated:
            return None
        return _Probe(shape, path, self._item)

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
    """Gives what `macro(paper, show, place)` gives, for any paper and place."""

    def __init__(self, macro: Callable[..., object], show: Show) -> None:
        self._macro = macro
        self._show = show
        self._filling = _Filling()
        self._read: dict[tuple[int, int, bool], _Reading | None] = {}

    def fill(self, paper: Paper, place: str) -> str:
        """Give the text for one paper. Raises what the macro raises."""
        shape = (len(paper.heads), len(paper.links), paper.date is not None)
        if shape not in self._read:
            self._read[shape] = read = self._read_off(_Shape(*shape))
            text = str(self._macro(paper, self._show, place))
            if read and self._filled(read, paper, place) != text:
                self._read[shape] = None
            return text
        read = self._read[shape]
        if read is None:
            return str(self._macro(paper, self._show, place))
        return self._filled(read, paper, place)

    def _filled(self, read: _Reading, paper: Paper, place: str) -> str:
        pieces, gaps = read
        filling = self._filling
        filling.paper, filling.place = paper, place
        text = pieces.copy()
        text[1::2] = [sink(get(filling)) for sink, get in gaps]
        return "".join(text)

    def _read_off(self, shape: _Shape) -> _Reading | None:
        """Give the text in pieces, each second of which is a gap, and what goes into those."""
        gaps: list[tuple[Get, Get]] = []

        def noting(sink: Get) -> Get:
            def note(value: object) -> object:
                if not isinstance(value, _Probe):
                    return sink(value)
                gaps.append((sink, value._getter()))
                return _Gap(len(gaps) - 1)

            return note

        show = Show(*map(noting, self._show))
        try:
            text = str(self._macro(_Probe(shape, "paper"), show, _Probe(shape, "place")))
        except Exception:
            return None
        pieces = _GAP.split(text)
        if {*pieces[1::2]} != {*map(str, range(len(gaps)))}:
            return None  # something was done to a text that has gaps
        return pieces, [gaps[int(number)] for number in pieces[1::2]]
