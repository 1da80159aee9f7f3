"""Compare what should be with what is, and make the missing writes."""

from bot.reconcile import planning, states
from bot.reconcile.applying import Outcome
from bot.reconcile.branch import read_if_there
from bot.reconcile.deadline import ENDLESS, Patience
from bot.reconcile.planning import Plan
from bot.reconcile.reconciler import Reconciler
from bot.reconcile.refresh import Refresher
from bot.reconcile.states import ActualBranch, Tip
from bot.reconcile.sweep import Sweep

__all__ = [
    "ENDLESS",
    "ActualBranch",
    "Outcome",
    "Patience",
    "Plan",
    "Reconciler",
    "Refresher",
    "Sweep",
    "Tip",
    "planning",
    "read_if_there",
    "states",
]
