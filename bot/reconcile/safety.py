"""Refuse a plan that one submission cannot explain, whatever led to it."""

from __future__ import annotations

from bot.catalog import Catalog, Paper, parse_catalog
from bot.errors import BrokenState
from bot.listing import Description
from bot.outputs import is_in_place, is_one_entry, is_own
from bot.reconcile.changes import CommitFiles
from bot.reconcile.planning import Plan
from bot.reconcile.states import DesiredState


def raise_if_unsafe(plan: Plan, desired: DesiredState, form: Description) -> None:
    """Refuse a plan that does more than one submission can explain.

    Raises BrokenState where a commit touches a file that is not the bot's, or
    changes the list by anything but one paper at its end or the facts of one listed
    paper.
    """
    for change in plan.changes:
        if isinstance(change, CommitFiles) and desired.branch:
            if not all(is_own(path, form) for path in change.files):
                raise BrokenState(f"refused: {plan.describe()}: it touches other files")
            before = parse_catalog(desired.branch.papers_at_base, form)
            after = parse_catalog(change.files[form.list.data] or "", form)
            if not (_is_one_more(before, after, plan.issue) or _is_one_changed(before, after)):
                raise BrokenState(f"refused: {plan.describe()}: it is not one paper more")
            readme = change.files.get(form.list.readme) if is_in_place(after) else None
            if readme and not is_one_entry(desired.branch.readme_at_base, readme, after):
                raise BrokenState(f"refused: {plan.describe()}: README differs by more")


def _is_one_more(before: Catalog, after: Catalog, issue: int | None) -> bool:
    if len(after.papers) != len(before.papers) + 1:
        return False
    at = next(
        (
            place
            for place, paper in enumerate(before.papers)
            if after.papers[place : place + 1] != (paper,)
        ),
        len(before.papers),
    )
    kept = (*after.papers[:at], *after.papers[at + 1 :])
    return kept == before.papers and after.papers[at].issue == issue


def _is_one_changed(before: Catalog, after: Catalog) -> bool:
    if len(before.papers) != len(after.papers):
        return False
    pairs = zip(before.papers, after.papers, strict=True)
    changed = [(old, new) for old, new in pairs if old != new]
    return len(changed) == 1 and _corrects(*changed[0])


def _corrects(old: Paper, new: Paper) -> bool:
    """Whether a record is another with other facts, and loses no link and no date.

    The issue that brought it, its authors and the fields that the bot does not know are kept.
    """
    return (
        _kept(old) == _kept(new)
        and set(map(str, old.links)) <= set(map(str, new.links))
        and (old.date is None or new.date is not None)
    )


def _kept(paper: Paper) -> tuple[object, ...]:
    """Return what no submission may change of a listed paper."""
    return paper.issue, paper.authors, paper.more_authors, paper.extra
