"""Say in an issue what in the repository keeps the bot from going on, as a plan like any other."""

from __future__ import annotations

import dataclasses
from urllib.parse import quote, urlencode

from bot.config import branch_name
from bot.errors import Fault
from bot.messages import Verdict, digest_of
from bot.reconcile.changes import OpenPull
from bot.reconcile.planning import Plan, make_blocked_plan
from bot.reconcile.states import ActualState, Case
from bot.reconcile.tools import Tools


def blocked_plan(plan: Plan, case: Case, fault: Fault, tools: Tools) -> Plan | None:
    """Return the plan that says why a plan could not be applied; None where nobody is to be told.

    What the plan has done before is read anew. Raises Fault.
    """
    number, issue = case.number, case.issue
    if not issue.is_open or plan.verdict not in (Verdict.ACCEPTED, Verdict.DUPLICATE):
        return None
    base_branch = case.context.base_branch
    context = tools.repository.context(number, base_branch, branch_may_exist=True)
    now = dataclasses.replace(case, context=context, comment=tools.repository.comment(number))
    wanted = next((each for each in plan.changes if isinstance(each, OpenPull)), None)
    link = _link_to_open(wanted, number, tools.site) if wanted and context.branch else ""
    text = tools.renderer.blocked(str(fault), branch_name(number), link, case.digest)
    return make_blocked_plan(number, text, now.actual)


def unread_plan(number: int, fault: Fault, tools: Tools) -> Plan:
    """Return the plan that says in an issue why nothing could be decided for it. Raises Fault."""
    issue = tools.repository.issue(number)
    if not (issue.is_open and issue.submits):
        return Plan(number, Verdict.IGNORED)
    comment = tools.repository.comment(number)
    text = tools.renderer.blocked(str(fault), branch_name(number), "", digest_of(issue))
    actual = ActualState(None, None, comment, issue.labels, issue.is_locked)
    return make_blocked_plan(number, text, actual)


def _link_to_open(wanted: OpenPull, number: int, site: str) -> str:
    """Return the address that opens a pull request by hand."""
    values = {"expand": 1, "title": wanted.title, "body": f"Closes #{number}"}
    span = quote(f"{wanted.base_branch}...{wanted.branch}", safe="/.")
    return f"{site}/compare/{span}?{urlencode(values, quote_via=quote)}"
