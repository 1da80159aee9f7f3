"""What may befall a run: a fault, its end at any call, or somebody who acts meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from hypothesis import strategies as st

from bot.localhub.faults import KINDS, Injected, Killed
from bot.localhub.interference import Answer, Asked, Interference
from bot.localhub.refusals import Refusal
from tests.reliability.memory import Act

_T = TypeVar("_T")


def draw(data: st.DataObject, options: Sequence[_T]) -> _T:
    """Draw one of several, by its place."""
    return options[data.draw(st.integers(0, len(options) - 1))]


@dataclass
class Meanwhile:
    """Let somebody act before or after the request with index `at`, if it still can be done.

    What goes wrong then other than by a refusal is kept as `error`: it is not the bot's.
    """

    act: Act
    at: int
    after: bool
    error: Exception | None = None
    _seen: int = 0

    def __call__(self, _asked: Asked, answer: Callable[[], Answer]) -> Answer:
        """Answer, and let it happen."""
        now, self._seen = self._seen == self.at, self._seen + 1
        if not now:
            return answer()
        given = answer() if self.after else None
        try:
            self.act.do()
        except Refusal:
            pass  # too late for that
        except Exception as error:
            self.error = error
        return given or answer()


@dataclass(frozen=True)
class Trouble:
    """Something that befalls a run, and how it is told; it is told blank where there is none."""

    told: str = ""
    interference: Interference | None = None

    @property
    def error(self) -> Exception | None:
        """Give what went wrong with an act meanwhile."""
        return self.interference.error if isinstance(self.interference, Meanwhile) else None

    @property
    def is_about_text(self) -> bool:
        """Tell whether somebody writes into a pull request meanwhile."""
        meanwhile = self.interference
        return isinstance(meanwhile, Meanwhile) and meanwhile.act.kind in ("title", "words")


NONE = Trouble()


def draw_trouble(data: st.DataObject, draw_act: Callable[[], Act]) -> Trouble:
    """Draw what befalls a run; nothing does every other time."""
    what = draw(data, ["", "", "", "fault", "killed", "meanwhile"])
    if not what:
        return NONE
    at, after = draw(data, range(16)), data.draw(st.booleans())
    where = f"{'after' if after else 'before'} call {at}"
    if what == "killed":
        return Trouble(f"killed {where}", Killed(at, after))
    if what == "meanwhile":
        act = draw_act()
        return Trouble(f"{where}: {act}", Meanwhile(act, at, after))
    kind, times = draw(data, KINDS), draw(data, [1, 3, None])
    told = f"{kind.name} at call {at}, {times or 'any number of'} times"
    return Trouble(told, Injected(kind, at, times))
