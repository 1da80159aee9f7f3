"""Decide what an issue's branch should be: which files, over which commit, and what is merged."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping

from bot.catalog import Catalog
from bot.errors import BrokenState, MissingFile
from bot.listing import Description
from bot.messages import commit_message
from bot.outputs import is_generated, is_picture, own_files, says_generated
from bot.reconcile.merge import fields_of_people, offer_at, record_on
from bot.reconcile.planning import is_same
from bot.reconcile.ports import Files
from bot.reconcile.states import ActualBranch, Case, DesiredBranch, Tip
from bot.reconcile.tools import Tools


def desired_branch(case: Case, tools: Tools, grown: Catalog, message: str) -> DesiredBranch | None:
    """Return the branch as it should be; None where people's changes stand in the way."""
    context, actual = case.context, case.branch
    generated = tools.pages.of(grown, case.catalog, context.base)
    files, carried = files_to_commit(tools.repository, grown, generated, context.base, actual)
    data, readme = grown.form.list.data, tools.pages.readme(grown, context.base)
    desired = DesiredBranch(files, message, context.base, context.papers, data, readme)
    if actual is None:
        return desired
    if not actual.all_files:
        return None  # a file that GitHub does not name is not known to be unchanged
    same = unchanged(tools.repository.read_file, files, actual)
    desired = dataclasses.replace(desired, unchanged=same)
    if actual.fork == context.base.commit:
        return desired
    commits = (actual.fork, context.base.commit)
    merge = is_behind(tools.repository, desired, actual)
    if carried:
        moved = tools.repository.changed_paths(*commits)
        if moved is None or carried & moved:
            return None
    return dataclasses.replace(desired, merge=merge, carried=carried)


def held_branch(case: Case, tools: Tools) -> DesiredBranch | None:
    """Return the branch of an issue that cannot be listed as it is now: its record on the list.

    So its pull request stays free of conflicts while the contributor fixes the issue.
    """
    branch, number = case.branch, case.number
    if branch is None or case.pull is None or not branch.digest:
        return None
    try:
        on_branch = record_on(tools.repository, branch, number, case.catalog)
        if on_branch is None:
            return _held_offer(case, tools, branch)
        if case.catalog.find(on_branch.title, on_branch.links):
            return None
        fields = fields_of_people(tools.repository, branch, on_branch, number, case.catalog)
    except BrokenState:  # a person is at work there
        return None
    message = commit_message(case.issue, on_branch, branch.digest, kept=fields)
    return desired_branch(case, tools, case.catalog.with_paper(on_branch), message)


def _held_offer(case: Case, tools: Tools, branch: ActualBranch) -> DesiredBranch | None:
    """Return the branch that adds to a listed paper: the same addition to the latest list."""
    offer = (
        None
        if branch.changed_since or branch.kept
        else offer_at(tools.repository, branch, case.catalog.form)
    )
    if offer is None or offer[0] not in case.catalog.papers:
        return None
    listed, update = offer
    grown = case.catalog.with_changed({case.catalog.papers.index(listed): update})
    message = commit_message(case.issue, update, branch.digest, verb="Update")
    return desired_branch(case, tools, grown, message)


def is_behind(files: Files, desired: DesiredBranch, actual: ActualBranch) -> bool:
    """Whether a branch with the files as they should be lacks what others did to them since."""
    commits = (actual.fork, desired.base.commit)
    if commits[0] == commits[1] or not is_same(desired, actual):
        return False
    beside = desired.files.keys() - {desired.data}
    return actual.tip.commit == actual.fork or _differ(files, beside, commits)


def _differ(files: Files, paths: Iterable[str], commits: tuple[str, str]) -> bool:
    """Whether one of these files differs between two commits."""
    return any(
        len({read_if_there(files.read_file, commit, path) for commit in commits}) > 1
        for path in paths
    )


def files_to_commit(
    files: Files,
    grown: Catalog,
    generated: Mapping[str, str],
    base: Tip,
    actual: ActualBranch | None,
    *,
    pictures: bool = False,
) -> tuple[dict[str, str | None], frozenset[str]]:
    """Return what to commit, and what people have changed on the branch beside it.

    `generated` are the files for the list as it has `grown`. What a person wrote under a name that
    a page might have is that person's. Without `pictures`, those of `base` stay as they are:
    they change with every paper, and one that is missing is all that is committed of them.
    """
    listed = files.blobs_at(base)
    form = grown.form
    kept = set() if pictures else {path for path in listed if is_picture(path, form)}
    generated = {path: text for path, text in generated.items() if path not in kept}
    there = {
        path: blob
        for path, blob in listed.items()
        if path in generated or (path not in kept and _is_generated(files, base.commit, path, form))
    }
    changed, tip = (actual.blobs, actual.tip.commit) if actual else ({}, "")
    touched = {
        path
        for path, blob in changed.items()
        if path in generated
        or path == form.list.data
        or (is_generated(path, form) and (not blob or _is_generated(files, tip, path, form)))
    }
    ours = own_files(grown.text, generated, there, form, touched - kept)
    return ours, frozenset(changed) - touched


def _is_generated(files: Files, commit: str, path: str, form: Description) -> bool:
    is_ours = is_generated(path, form)
    text = read_if_there(files.read_file, commit, path) if is_ours else None
    return text is not None and says_generated(text)


def unchanged(
    read_file: Callable[[str, str], str], files: Mapping[str, str | None], actual: ActualBranch
) -> frozenset[str]:
    """Return the files that are as where the branch forked, of those it does not change."""
    return frozenset(
        path
        for path, text in files.items()
        if path not in actual.blobs and read_if_there(read_file, actual.fork, path) == text
    )


def read_if_there(read_file: Callable[[str, str], str], commit: str, path: str) -> str | None:
    """Return the text of a file at a commit, None where a person has removed it."""
    try:
        return read_file(commit, path)
    except MissingFile:
        return None
