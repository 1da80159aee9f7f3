"""Bound a run in time: whether to go on, and how long to wait for GitHub."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from dataclasses import dataclass

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Patience:
    """The time that a run may take, on a clock that counts seconds.

    `ends` is the moment at which the run takes up nothing more.
    """

    clock: Callable[[], float]
    sleep: Callable[[float], None]
    ends: float

    def has_time(self) -> bool:
        """Tell whether to take up one thing more."""
        return self.clock() < self.ends

    def wait(self, seconds: float, why: str) -> bool:
        """Wait where that leaves time to go on; give false, without waiting, where not."""
        if self.clock() + seconds >= self.ends:
            return False
        if seconds:
            logger.info("waiting %d s: %s", seconds, why)
            self.sleep(seconds)
        return True


ENDLESS = Patience(lambda: 0.0, lambda _: None, math.inf)
