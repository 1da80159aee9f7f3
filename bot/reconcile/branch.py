"""Read what people committed on an issue's branch, and keep it.

Base is the record that the bot last wrote, as its own last commit holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.catalog import Catalog, Paper, parse_catalog
from bot.config import PAPERS_FILE
from bot.errors import BrokenState, MissingFile
from bot.outputs import is_generated, own_files, says_generated
from bot.reconcile.merge import changed_fields, differing, keep_fields
from bot.reconcile.states import ActualBranch, Tip
from bot.submission import Accepted, Sourced

_COMMIT = "a maintainer's commit"


class Contents(Protocol):
    """Whatever reads the repository's files."""

    def read_file(self, commit: str, path: str) -> str:
        """Give the text of a file at a commit."""

    def generated_at(self, tip: Tip) -> Mapping[str, str]:
        """Give the generated files of a commit by path, with their blobs."""


class Files(Contents, Protocol):
    """Whatever reads the repository's files and history."""

    def changed_paths(self, base: str, head: str) -> frozenset[str] | None:
        """Give the paths that differ between two commits; None where they are too many."""


@dataclass(frozen=True)
class Kept:
    """A record after people's commits.

    `fields` are those in which such a commit stands, `told` those of them in which the
    issue says otherwise. `hands_off` tells that the branch is left to its people.
    """

    paper: Paper
    fields: frozenset[str] = frozenset()
    told: tuple[str, ...] = ()
    hands_off: bool = False


def record_at(files: Files, commit: str, number: int, listed: Catalog) -> Paper | None:
    """Give the record that an issue brings, as a commit holds it. Raises BrokenState.

    What is `listed` already has the number of another repository's issue.
    """
    papers = [paper for paper in _catalog(files, commit).papers if paper.issue == number]
    brought = [paper for paper in papers if paper not in listed.papers]
    return brought[-1] if brought else None


def offer_at(files: Files, branch: ActualBranch) -> tuple[Paper, Paper] | None:
    """Give the listed paper that a branch changes, before and after; None for any other branch.

    Raises BrokenState.
    """
    fork, tip = _catalog(files, branch.fork).papers, _catalog(files, branch.tip.commit).papers
    changed = [(old, new) for old, new in zip(fork, tip, strict=False) if old != new]
    return changed[0] if len(fork) == len(tip) and len(changed) == 1 else None


def keep(
    files: Files, branch: ActualBranch | None, number: int, paper: Paper, listed: Catalog
) -> Kept:
    """Merge the issue's record with what people committed, as far as that can be read."""
    if branch is None or not (branch.foreign or branch.kept):
        return Kept(paper)
    committed: Paper | None = None
    try:
        committed = record_at(files, branch.tip.commit, number, listed)
        if committed is None:
            # Nothing of the bot's is there yet, or a person has removed the record.
            return Kept(paper, hands_off=bool(branch.own))
        fields = fields_of_people(files, branch, committed, number, listed)
        merged = keep_fields(paper, committed, fields)
    except BrokenState:  # not to be read, or more than this record was changed
        return Kept(committed or paper, hands_off=True)
    told = tuple(name for name in differing(paper, merged) if name in fields)
    return Kept(merged, fields, told)


def fields_of_people(
    files: Files, branch: ActualBranch, committed: Paper, number: int, listed: Catalog
) -> frozenset[str]:
    """Give the fields in which people's commits stand, earlier ones and those since the bot's.

    Raises BrokenState where they have changed more than the issue's record.
    """
    if not branch.foreign:
        return branch.kept
    before = record_at(files, branch.own, number, listed) if branch.own else None
    tip, fork = _catalog(files, branch.tip.commit), _catalog(files, branch.fork)
    others = [paper for paper in tip.papers if paper.issue != number]
    if before is None or others != [paper for paper in fork.papers if paper.issue != number]:
        raise BrokenState("more than the issue's own record was changed on the branch")
    return branch.kept | changed_fields(before, committed)


def as_kept(accepted: Accepted, kept: Kept) -> Accepted:
    """Give the paper as people's commits leave it, without what is said of their fields."""
    values = {
        "date": str(kept.paper.date or ""),
        "venue": kept.paper.venue,
        "links": ", ".join(link.url for link in kept.paper.links),
    }
    notes = tuple(note for note in accepted.notes if note.field not in kept.fields)
    sources = tuple(
        Sourced(each.field, values[each.field], _COMMIT) if each.field in kept.fields else each
        for each in accepted.sources
    )
    return Accepted(kept.paper, notes, sources)


def files_to_commit(
    files: Contents,
    papers: str,
    generated: Mapping[str, str],
    head: Tip,
    actual: ActualBranch | None,
) -> tuple[dict[str, str | None], frozenset[str]]:
    """Give what to commit, and what people have changed on the branch beside it.

    `generated` are the files for the list `papers`. What a person wrote under a name that
    a page might have is that person's.
    """
    there = {
        path: blob
        for path, blob in files.generated_at(head).items()
        if path in generated or _is_generated(files, head.commit, path)
    }
    changed, tip = (actual.blobs, actual.tip.commit) if actual else ({}, "")
    touched = {
        path
        for path, blob in changed.items()
        if path in generated
        or path == PAPERS_FILE
        or (is_generated(path) and (not blob or _is_generated(files, tip, path)))
    }
    return own_files(papers, generated, there, touched), frozenset(changed) - touched


def _is_generated(files: Contents, commit: str, path: str) -> bool:
    text = read_if_there(files.read_file, commit, path) if is_generated(path) else None
    return text is not None and says_generated(text)


def unchanged(
    read_file: Callable[[str, str], str], files: Mapping[str, str | None], actual: ActualBranch
) -> frozenset[str]:
    """Give the files that are as where the branch forked, of those it does not change."""
    return frozenset(
        path
        for path, text in files.items()
        if path not in actual.blobs and read_if_there(read_file, actual.fork, path) == text
    )


def read_if_there(read_file: Callable[[str, str], str], commit: str, path: str) -> str | None:
    """Give the text of a file at a commit, None where a person has removed it."""
    try:
        return read_file(commit, path)
    except MissingFile:
        return None


def _catalog(files: Files, commit: str) -> Catalog:
    return parse_catalog(files.read_file(commit, PAPERS_FILE))
