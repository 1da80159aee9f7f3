"""Compare what should be with what is, and make the missing writes."""

from bot.reconcile import changes, states
from bot.reconcile.applying import Outcome
from bot.reconcile.onboarding import Onboarder
from bot.reconcile.planning import Plan
from bot.reconcile.reconciler import Reconciler
from bot.reconcile.refresh import Refresher
from bot.reconcile.retry import NO_DEADLINE, Deadline
from bot.reconcile.rivals import keys_at
from bot.reconcile.states import ActualBranch, Tip
from bot.reconcile.survey import Survey
from bot.reconcile.sweep import Sweep
from bot.reconcile.tools import Tools
