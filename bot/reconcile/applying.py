"""Apply a plan, one write after the other, and say what was done."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bot.errors import Fault
from bot.reconcile.planning import Plan
from bot.reconcile.states import Change

logger = logging.getLogger(__name__)
T = TypeVar("T")


class Writer(Protocol):
    """Whatever makes changes on GitHub."""

    def apply(self, change: Change, pull: int | None) -> int | None:
        """Make one change; give the number of the pull request, where there is one."""


@dataclass(frozen=True)
class Outcome:
    """What a run did for one issue: the plan, the number of changes made, the fault if any."""

    plan: Plan
    applied: int
    pull: int | None = None
    fault: Fault | None = None

    @property
    def waits(self) -> bool:
        """Tell whether a paper settled before still waits for its date or link."""
        return self.plan.wanting and not self.applied


def apply_plan(writer: Writer, plan: Plan, *, dry_run: bool) -> Outcome:
    """Make a plan's changes in their order; a dry run says them and makes none. Raises Fault."""
    logger.info("%s", plan.describe())
    if dry_run:
        return Outcome(plan, 0, plan.pull)
    pull = plan.pull
    for change in plan.changes:
        pull = writer.apply(change, pull)
        logger.info("done: %s", change.describe())
    return Outcome(plan, len(plan.changes), pull)


def turn(items: Sequence[T], today: dt.date, most: int) -> list[T]:
    """Give a few of the items, others every day, so that none waits for ever behind another."""
    if not items:
        return []
    start = today.toordinal() * most % len(items)
    return [*items[start:], *items[:start]][:most]
