"""Find the pull request that is for a paper, and of several the one that was there first."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from collections.abc import Set as AbstractSet

from bot.catalog import Paper, paper_keys, parse_catalog
from bot.errors import BrokenState
from bot.listing import Description
from bot.reconcile.ports import Files, Repository
from bot.reconcile.states import ActualPull, Case, OtherPull


def first_rival(case: Case, keys: AbstractSet[str], files: Files) -> OtherPull | None:
    """Return the earliest other pull request for the same paper, if it was there first."""
    own = case.pull
    if own and not keys & _keys_of(case, own, files):
        own = None  # the issue has turned to this paper just now
    rivals = [
        other
        for other in case.context.others
        if other.keys & keys and (own is None or other.number < own.number)
    ]
    return min(rivals, key=lambda other: other.number, default=None)


def is_for(case: Case, paper: Paper, files: Files) -> bool:
    """Whether the issue's open pull request is for a paper."""
    keys = _keys_of(case, case.pull, files) if case.pull else frozenset[str]()
    return not keys.isdisjoint(paper_keys(paper))


def with_remembered_rival(case: Case, repository: Repository) -> Case:
    """Add the pull request that the comment says was first: it may be behind many later ones."""
    first = case.comment.memory.first if case.comment else None
    if first is None or any(other.number == first for other in case.context.others):
        return case
    other = repository.other_pull(first)
    others = (*case.context.others, *([other] if other else []))
    return dataclasses.replace(case, context=dataclasses.replace(case.context, others=others))


def _keys_of(case: Case, own: ActualPull, files: Files) -> AbstractSet[str]:
    """Return the keys of the paper that the issue's pull request is for.

    Where a person has replaced its body, the branch tells.
    """
    branch, remembered = case.branch, frozenset(own.memory.keys)
    if remembered or branch is None:
        return remembered
    commits = branch.fork, branch.tip.commit
    return keys_at(files.read_file, *commits, case.number, case.catalog.form)


def keys_at(
    read_file: Callable[[str, str], str], base: str, tip: str, issue: int, form: Description
) -> frozenset[str]:
    """Return the keys of the paper that an issue's branch adds or changes since a base commit.

    There are none where a person has left the list unreadable, or changed more of it.
    """
    try:
        before, after = (
            parse_catalog(read_file(each, form.list.data), form) for each in (base, tip)
        )
    except BrokenState:
        return frozenset()
    known = {paper.title: paper for paper in before.papers}
    new = [paper for paper in after.papers if known.get(paper.title) != paper]
    own = [paper for paper in new if paper.issue == issue]
    return frozenset(paper_keys((own or new)[-1]) if own or len(new) == 1 else ())
