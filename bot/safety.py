"""Refuse a plan that one submission cannot explain, whatever led to it."""

from __future__ import annotations

from bot.catalog import Catalog, parse_catalog
from bot.errors import BrokenState
from bot.models import Paper
from bot.planning import PAPERS_FILE, Plan, is_own
from bot.states import CommitFiles, DesiredState


def raise_if_unsafe(plan: Plan, desired: DesiredState) -> None:
    """Refuse a plan that does more than one submission can explain.

    Raises BrokenState where a commit touches a file that is not the bot's, or
    changes papers.json by anything but one paper at its end or what one listed paper
    lacked.
    """
    for change in plan.changes:
        if isinstance(change, CommitFiles) and desired.branch:
            if not all(map(is_own, change.files)):
                raise BrokenState(f"refused: {plan.describe()}: it touches other files")
            before = parse_catalog(desired.branch.papers_at_base)
            after = parse_catalog(change.files[PAPERS_FILE] or "")
            if not (_is_one_more(before, after, plan.issue) or _is_one_completed(before, after)):
                raise BrokenState(f"refused: {plan.describe()}: it is not one paper more")


def _is_one_more(before: Catalog, after: Catalog, issue: int | None) -> bool:
    kept, added = after.papers[: len(before.papers)], after.papers[len(before.papers) :]
    return kept == before.papers and [paper.issue for paper in added] == [issue]


def _is_one_completed(before: Catalog, after: Catalog) -> bool:
    if len(before.papers) != len(after.papers):
        return False
    pairs = zip(before.papers, after.papers, strict=True)
    changed = [(old, new) for old, new in pairs if old != new]
    return len(changed) == 1 and _completes(*changed[0])


def _completes(old: Paper, new: Paper) -> bool:
    """Tell whether a record is another with a date, a venue or links more and all else kept."""
    return (
        old._replace(date=None, links=(), venue="") == new._replace(date=None, links=(), venue="")
        and set(map(str, old.links)) <= set(map(str, new.links))
        and old.date in (None, new.date)
    )
