"""Fill a template's macro for thousands of papers at the price of joining strings.

The macro is rendered once for each shape of a paper, with probes in place of its values:
what it puts where, and through which sink, is read off, and from then on only the gaps
are filled. So the template stays the one place that says how a row looks. A macro that
asks a value something, for its length or whether it is blank, cannot be read off, and is
rendered for each paper by itself.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from bot.catalog import Paper, Summary
from bot.outputs.templates import Show

# No template and no sink lets this sign through; what changes letters or escapes would show.
_GAP = re.compile("\x1aGap&(\\d+)\x1a")

_Sink = Callable[[Any], Any]
# The pieces of a text, and for each gap among them its sink and the number of its value.
_Reading = tuple[list[str], list[tuple[_Sink, int]]]


def _values(paper: Paper, place: str, *, lists: bool) -> list[Any]:
    """Give all that a row may show of a paper without asking; `_probes` numbers them."""
    title, date, heads, venue, (innovation, tasks, result, _), links, *_ = paper
    values: list[Any] = [place, title, date, venue, innovation, tasks, result]
    if lists:
        values += heads
        for link in links:
            label, kind, url, _ = link
            values += link, label, kind, url
    return values


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
    """Stands for a value, its number among those of a paper, and for its parts."""

    def __init__(self, number: int | None, **parts: object) -> None:
        self._number = number
        self._parts = parts
        self._wanted: set[str] = set()  # the parts that were asked for

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._parts:
            raise _Asked
        self._wanted.add(name)
        return self._parts[name]


def _probes(shape: _Shape) -> tuple[_Probe, _Probe]:
    """Give what stands for a paper of a shape, and for its place, with the numbers of `_values`."""
    numbers = itertools.count()
    place, title, date, venue, *summary = (_Probe(next(numbers)) for _ in range(7))
    heads = [_Probe(next(numbers)) for _ in range(shape[0])]
    links = [_link(numbers) for _ in range(shape[1])]
    paper = _Probe(
        None,
        title=title,
        date=date if shape[2] else None,
        venue=venue,
        summary=_Probe(None, **dict(zip(Summary._fields, summary, strict=False))),
        heads=heads,
        links=links,
    )
    return paper, place


def _link(numbers: Iterator[int]) -> _Probe:
    whole, label, kind, url = (next(numbers) for _ in range(4))
    return _Probe(whole, label=_Probe(label), kind=_Probe(kind), url=_Probe(url))


class Mould:
    """Gives what `macro(paper, show, place)` gives, for any paper and place, in UTF-8.

    `texts` does what `show` does, for strings that are joined here.
    """

    def __init__(self, macro: Callable[..., object], show: Show, texts: Show) -> None:
        self._macro = macro
        self._show = show
        self._texts = texts
        self._read: dict[_Shape, _Reading | None] = {}
        # Where the macro asks for neither heads nor links, all papers are of one shape, but
        # for the date.
        self._listless: set[bool] = set()

    def fill(self, paper: Paper, place: str) -> bytes:
        """Give the text for one paper. Raises what the macro raises."""
        shape = (len(paper.heads), len(paper.links), paper.date is not None)
        lists = shape[2] not in self._listless
        if not lists:
            shape = (0, 0, shape[2])
        read = self._read.get(shape)
        if read is None:
            return self._first(shape, paper, place)
        pieces, gaps = read
        values = _values(paper, place, lists=lists)
        parts = pieces.copy()
        parts[1::2] = [sink(values[number]) for sink, number in gaps]
        return "".join(parts).encode()

    def _first(self, shape: _Shape, paper: Paper, place: str) -> bytes:
        """Give what the macro gives, and read it off where that comes to the same."""
        found = str(self._macro(paper, self._show, place)).encode()
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
        gaps: list[tuple[_Sink, int]] = []

        def noting(sink: _Sink, text: _Sink) -> _Sink:
            def note(value: object) -> object:
                if not isinstance(value, _Probe):
                    return sink(value)
                if value._number is None:
                    raise _Asked
                gaps.append((text, value._number))
                return _Gap(len(gaps) - 1)

            return note

        show = Show(*map(noting, self._show, self._texts))
        paper, place = _probes(shape)
        try:
            text = str(self._macro(paper, show, place))
        except Exception:
            return None
        pieces = _GAP.split(text)
        if {*pieces[1::2]} != {*map(str, range(len(gaps)))}:
            return None  # something was done to a text that has gaps
        if not paper._wanted & {"heads", "links"}:
            self._listless.add(shape[2])
        return pieces, [gaps[int(number)] for number in pieces[1::2]]
