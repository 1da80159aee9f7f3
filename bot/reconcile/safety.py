"""Refuse a plan that one submission cannot explain, whatever led to it."""

from __future__ import annotations

from bot.catalog import Catalog, Paper, parse_catalog
from bot.errors import BrokenState
from bot.fields import LinkField
from bot.listing import Description, asked
from bot.outputs import is_one_entry, is_own
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
            readme = change.files.get(form.list.readme) if after.form.is_in_place else None
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

    A field of one address may have another one. The issue that brought it, the fields that the
    bot does not know, and authors that nobody is asked for are kept.
    """
    return (
        _kept(old) == _kept(new)
        and _addresses(old) <= _addresses(new)
        and (old.date is None or new.date is not None)
    )


def _kept(paper: Paper) -> tuple[object, ...]:
    """Return what no submission may change of a listed paper."""
    authors = paper.form.roles.authors
    names = () if authors in asked(paper.form) else (paper.authors, paper.more_authors)
    return paper.issue, names, paper.extra


def _addresses(paper: Paper) -> set[tuple[str, str]]:
    """Return each address of a field of several, and which fields of one address have one."""
    fields = paper.form.fields
    found: set[tuple[str, str]] = set()
    for name in paper.form.roles.links:
        value = paper.get(name)
        if isinstance(fields[name], LinkField):
            found |= {(name, "")} if value else set()
        else:
            found |= {(name, str(link)) for link in value or ()}
    return found
