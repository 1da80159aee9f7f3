"""What may befall a run: a fault, its end at any call, or somebody who acts meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from hypothesis import strategies as st

from localhub.interference import Answer, Asked, Interference
from localhub.refusals import Refusal
from tests.behaviour.reliability.memory import Act
from tests.faults import KINDS, Injected, Killed

_T = TypeVar("_T")


def draw(data: st.DataObject, options: Sequence[_T]) -> _T:
    """Draw one of several, by its place."""
    return options[data.draw(st.integers(0, len(options) - 1))]


@dataclass
class Meanwhile:
    """Let somebody act before the request with index `at`, which is then the one `overtaken`.

    Nothing is done where that has become impossible. What goes wrong otherwise is kept as
    `error`, to be raised where it is seen.
    """

    act: Act
    at: int
    overtaken: Asked | None = None
    error: Exception | None = None
    _seen: int = 0

    def __call__(self, asked: Asked, answer: Callable[[], Answer]) -> Answer:
        """Let it happen, and answer."""
        now, self._seen = self._seen == self.at, self._seen + 1
        if now:
            self.overtaken = asked
            try:
                self.act.do()
            except Refusal:
                pass
            except Exception as error:
                self.error = error
        return answer()


@dataclass(frozen=True)
class Trouble:
    """Something that befalls a run, and how it is told; it is told blank where there is none."""

    told: str = ""
    interference: Interference | None = None

    @property
    def meanwhile(self) -> Meanwhile | None:
        """Return what somebody does meanwhile, if that is the trouble."""
        return self.interference if isinstance(self.interference, Meanwhile) else None


NONE = Trouble()


def draw_trouble(
    data: st.DataObject, draw_act: Callable[[], Act], draw_overtaking: Callable[[], Act]
) -> Trouble:
    """Draw what befalls a run; nothing does nearly every other time.

    What overtakes a run has to come while it reads, which is early.
    """
    what = draw(data, ["", "", "", "fault", "killed", "meanwhile", "overtaken"])
    if not what:
        return NONE
    at = draw(data, range(8 if what == "overtaken" else 16))
    if what == "killed":
        after = data.draw(st.booleans())
        return Trouble(f"killed {'after' if after else 'before'} call {at}", Killed(at, after))
    if what in ("meanwhile", "overtaken"):
        act = draw_act() if what == "meanwhile" else draw_overtaking()
        return Trouble(f"before call {at}: {act}", Meanwhile(act, at))
    kind, times = draw(data, KINDS), draw(data, [1, 3, None])
    told = f"{kind.name} at call {at}, {times or 'any number of'} times"
    return Trouble(told, Injected(kind, at, times))
