"""Judge an issue's text, with the help of look-ups and of what was read from it earlier."""

from __future__ import annotations

from bot.catalog import Paper
from bot.errors import BrokenState
from bot.fields import Findings
from bot.reconcile.merge import offer_at, record_on
from bot.reconcile.ports import Files
from bot.reconcile.states import Case
from bot.reconcile.tools import Tools
from bot.submission import Accepted, Duplicate, Rejected, review, worth_asking


def judge(case: Case, tools: Tools, *, ask: bool) -> Accepted | Rejected | Duplicate:
    """Return the verdict on an issue's text; `ask` looks up what may help.

    What the text lacks is taken from the record that its branch holds already.
    """
    question = worth_asking(case.filed) if ask else None
    findings = tools.finder.find(*question) if tools.finder and question else Findings()
    return review(case.filed, case.number, findings, lambda: earlier_record(case, tools.repository))


def earlier_record(case: Case, files: Files) -> Paper | None:
    """Return the record that the issue's branch adds or changes by now, if it can be read."""
    if case.branch is None:
        return None
    try:
        offer = offer_at(files, case.branch, case.catalog.form)
        added = record_on(files, case.branch, case.number, case.catalog)
        return added or (offer[1] if offer else None)
    except BrokenState:  # a person is at work there
        return None
