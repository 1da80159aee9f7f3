"""Bound a run in time, and try again what may pass: how long to wait, and how often."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.config import LIMIT_PAUSES, PAUSES
from bot.errors import Limited, TransientFault

logger = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True)
class Deadline:
    """The time that a run may take, on a clock that counts seconds.

    `ends` is the moment from which on the run takes up nothing more.
    """

    clock: Callable[[], float]
    sleep: Callable[[float], None]
    ends: float

    def has_time(self) -> bool:
        """Whether to take up one thing more."""
        return self.clock() < self.ends

    def wait(self, seconds: float, why: str) -> bool:
        """Wait where that leaves time to go on; return false, without waiting, where not."""
        if self.clock() + seconds >= self.ends:
            return False
        if seconds:
            logger.info("waiting %d s: %s", seconds, why)
            self.sleep(seconds)
        return True


NO_DEADLINE = Deadline(lambda: 0.0, lambda _: None, math.inf)


def retry(deadline: Deadline, attempt: Callable[[int], T]) -> T:
    """Try up to three times, waiting as long as GitHub asks where the time allows it.

    An attempt is told how many there were before.
    """
    for tried, pauses in enumerate(zip(PAUSES, LIMIT_PAUSES, strict=True)):
        try:
            return attempt(tried)
        except TransientFault as fault:
            pause: float = pauses[0]
            if isinstance(fault, Limited):
                pause = pauses[1] if fault.seconds is None else fault.seconds
            if not deadline.wait(pause, str(fault)):
                raise
    return attempt(len(PAUSES))
