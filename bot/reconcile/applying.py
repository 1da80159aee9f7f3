"""Apply a plan, one write after the other, and say what was done."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.errors import Fault
from bot.reconcile.planning import Plan
from bot.reconcile.tools import Tools

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What a run did for one issue: the plan, the number of changes made, the fault if any."""

    plan: Plan
    applied: int
    pull: int | None = None
    fault: Fault | None = None

    @property
    def waits(self) -> bool:
        """Whether a paper settled before still waits for its date or link."""
        return self.plan.not_known and not self.applied


def apply_plan(tools: Tools, plan: Plan) -> Outcome:
    """Make a plan's changes in their order; a dry run says them and makes none. Raises Fault."""
    logger.info("%s", plan.describe())
    if tools.dry_run:
        return Outcome(plan, 0, plan.pull)
    pull = plan.pull
    for change in plan.changes:
        pull = tools.repository.apply(change, pull)
        logger.info("done: %s", change.describe())
    return Outcome(plan, len(plan.changes), pull)
