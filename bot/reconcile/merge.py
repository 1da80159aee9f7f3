"""Merge what the issue says now with what a person committed, field by field.

A field that a person changed on the branch is that person's from then on: the
maintainer's word stands where both changed it. All else follows the issue. The base of
the merge is the record that the bot last wrote, as its own last commit holds it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.catalog import Catalog, Paper, RecordError, parse_catalog, read_papers
from bot.errors import BrokenState
from bot.fields import Link
from bot.listing import Description
from bot.outputs import as_edited, says_no_more
from bot.reconcile.ports import Files
from bot.reconcile.states import ActualBranch
from bot.submission import Accepted, Sourced

_COMMIT = "a maintainer's commit"
Fields = dict[str, Any]


@dataclass(frozen=True)
class Kept:
    """A record after people's commits.

    `fields` are those in which such a commit stands, `told` those of them in which the
    issue says otherwise. `taken_over` tells that the branch is left to its people.
    """

    paper: Paper
    fields: frozenset[str] = frozenset()
    told: tuple[str, ...] = ()
    taken_over: bool = False


def record_on(files: Files, branch: ActualBranch, number: int, listed: Catalog) -> Paper | None:
    """Return the record that an issue brings, as its branch has it by now. Raises BrokenState.

    What people wrote into its entry in a README of the list's own counts as if it stood in the
    record.
    """
    paper = _record_at(files, branch.tip.commit, number, listed)
    before = _record_at(files, branch.own, number, listed) if branch.own else None
    if paper is None or before is None or not (listed.form.is_in_place and branch.changed_since):
        return paper
    shown = _as_shown(files, branch, before)
    return keep_fields(paper, shown, changed_fields(before, shown))


def _record_at(files: Files, commit: str, number: int, listed: Catalog) -> Paper | None:
    """Return the record that an issue brings, as a commit holds it. Raises BrokenState.

    What is `listed` already has the number of another repository's issue.
    """
    papers = [p for p in _catalog(files, commit, listed.form).papers if p.issue == number]
    brought = [paper for paper in papers if paper not in listed.papers]
    return brought[-1] if brought else None


def _as_shown(files: Files, branch: ActualBranch, before: Paper) -> Paper:
    """Return the bot's own record with what its entry on the branch says otherwise.

    Raises BrokenState.
    """
    form = before.form
    return as_edited([before], files.read_file(branch.tip.commit, form.list.readme), form)[0]


def _raise_if_lost(files: Files, branch: ActualBranch, before: Paper) -> None:
    """Refuse to write a README anew on which people changed more than the paper's fields.

    Raises BrokenState.
    """
    path, after = before.form.list.readme, _as_shown(files, branch, before)
    own, edited, base = (
        files.read_file(commit, path) for commit in (branch.own, branch.tip.commit, branch.fork)
    )
    if not says_no_more(own, edited, base, before, after):
        raise BrokenState(f"{path} was changed beside the paper's own entry")


def offer_at(files: Files, branch: ActualBranch, form: Description) -> tuple[Paper, Paper] | None:
    """Return the listed paper that a branch changes, before and after; None for any other branch.

    Raises BrokenState.
    """
    commits = (branch.fork, branch.tip.commit)
    fork, tip = (_catalog(files, commit, form).papers for commit in commits)
    changed = [(old, new) for old, new in zip(fork, tip, strict=False) if old != new]
    return changed[0] if len(fork) == len(tip) and len(changed) == 1 else None


def keep(
    files: Files, branch: ActualBranch | None, number: int, paper: Paper, listed: Catalog
) -> Kept:
    """Merge the issue's record with what people committed, as far as that can be read."""
    if branch is None or not (branch.changed_since or branch.kept):
        return Kept(paper)
    on_branch: Paper | None = None
    try:
        on_branch = record_on(files, branch, number, listed)
        if on_branch is None:
            # Nothing of the bot's is there yet, or a person has removed the record.
            return Kept(paper, taken_over=bool(branch.own))
        fields = fields_of_people(files, branch, on_branch, number, listed)
        merged = keep_fields(paper, on_branch, fields)
    except BrokenState:  # not to be read, or more than this record was changed
        return Kept(on_branch or paper, taken_over=True)
    told = tuple(name for name in differing(paper, merged) if name in fields)
    return Kept(merged, fields, told)


def fields_of_people(
    files: Files, branch: ActualBranch, on_branch: Paper, number: int, listed: Catalog
) -> frozenset[str]:
    """Return the fields in which people's commits stand, earlier ones and those since the bot's.

    Raises BrokenState where they have changed more than the issue's record.
    """
    if not branch.changed_since:
        return branch.kept
    before = _record_at(files, branch.own, number, listed) if branch.own else None
    commits = (branch.tip.commit, branch.fork)
    tip, fork = (_catalog(files, commit, listed.form) for commit in commits)
    others = [paper for paper in tip.papers if paper.issue != number]
    if before is None or others != [paper for paper in fork.papers if paper.issue != number]:
        raise BrokenState("more than the issue's own record was changed on the branch")
    if listed.form.is_in_place:
        _raise_if_lost(files, branch, before)
    return branch.kept | changed_fields(before, on_branch)


def with_kept_fields(accepted: Accepted, kept: Kept) -> Accepted:
    """Return the paper as people's commits leave it, without what is said of their fields."""
    notes = tuple(note for note in accepted.notes if note.field not in kept.fields)
    sources = tuple(
        Sourced(each.field, _shown(kept.paper.get(each.field)), _COMMIT)
        if each.field in kept.fields
        else each
        for each in accepted.sources
    )
    return Accepted(kept.paper, notes, sources)


def changed_fields(before: Paper, after: Paper) -> frozenset[str]:
    """Return the names of the fields in which two states of one record differ."""
    one, other = _fields(before), _fields(after)
    return frozenset(name for name in {*one, *other} if one.get(name) != other.get(name))


def keep_fields(paper: Paper, on_branch: Paper, kept: Iterable[str]) -> Paper:
    """Return the paper as the issue says, with these fields as they were committed.

    Raises BrokenState where the two together are no paper.
    """
    fields, theirs = _fields(paper), _fields(on_branch)
    for name in kept:
        if name in theirs:
            fields[name] = theirs[name]
        else:
            fields.pop(name, None)
    try:
        (merged,) = read_papers([_record(fields, paper.form)], paper.form)
    except RecordError as error:
        raise BrokenState("what the branch and the issue say does not make one paper") from error
    return merged


def differing(paper: Paper, merged: Paper) -> list[str]:
    """Return the kept fields in which the issue says otherwise, in the order of the record."""
    changed = changed_fields(paper, merged)
    ordered = list(dict.fromkeys([*_fields(paper), *_fields(merged)]))
    return [name for name in ordered if name in changed]


def _fields(paper: Paper) -> Fields:
    """Return a record flat: each field of a group by its whole name, the issue's number none."""
    groups = _groups(paper.form)
    flat: Fields = {}
    for name, value in paper._replace(issue=None).record().items():
        parts = {f"{name}.{part}": each for part, each in value.items()} if name in groups else {}
        flat |= parts or {name: value}
    return flat | {"issue": paper.issue}


def _record(fields: Fields, form: Description) -> Fields:
    groups = _groups(form)
    record: Fields = {}
    for name, value in fields.items():
        group, _, part = name.partition(".")
        if group in groups and part:
            record.setdefault(group, {})[part] = value
        elif value is not None or name != "issue":
            record[name] = value
    return record


def _groups(form: Description) -> frozenset[str]:
    """Return the names under which fields of a record stand together."""
    return frozenset(name.partition(".")[0] for name in form.fields if "." in name)


def _shown(value: Any) -> str:
    """Return a value in a line of text."""
    if isinstance(value, tuple):
        return ", ".join(each.url if isinstance(each, Link) else each for each in value)
    return str(value or "")


def _catalog(files: Files, commit: str, form: Description) -> Catalog:
    return parse_catalog(files.read_file(commit, form.list.data), form)
