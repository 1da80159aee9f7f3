"""Put the checks of a repository together: whether it is set up for the bot, and what to change.

Each check is a function over what was observed. What could not be read is neither right nor
wrong, and what makes no sense without something else is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from bot.doctor.beside import (
    beside_of,
    check_beside,
    check_citation,
    own_texts,
    page_data_of,
)
from bot.doctor.calls import Call, calls_in, example_calls
from bot.doctor.check import Check, unknown
from bot.doctor.described import check_description, read_form
from bot.doctor.files import files_in
from bot.doctor.in_place import check_entries, check_own_readme, check_sections, read_own
from bot.doctor.listed import check_forms, check_pages, check_papers, read_papers
from bot.doctor.presence import check_bot, has_none
from bot.doctor.rules import check_bot_branches, check_merging, check_required
from bot.doctor.settings import (
    check_actions,
    check_archived,
    check_fork,
    check_issues,
    check_labels,
    check_pull_requests,
    check_reach,
)
from bot.doctor.setup import Files, Release, Rights, Setup, Unread
from bot.doctor.workflows import (
    check_broken,
    check_events,
    check_permissions,
    check_schedule,
    check_version,
    check_workflow,
)
from bot.listing import DESCRIPTION_FILE, Description

_ON_GITHUB = Unread("a folder does not tell it, GitHub does")


def examine(setup: Setup | Unread, site: str, now: dt.datetime) -> tuple[Check, ...]:
    """Return every check; `site` is the repository's address for people."""
    if isinstance(setup, Unread):
        return (check_reach(setup, site),)
    repository, files = setup.repository, setup.files
    calls = calls_in(files)
    reach = check_reach(repository, site)
    where = f"on {repository.default_branch}"
    bot = check_bot(calls, files, setup.proposal, repository.name, where, site)
    first = (bot, reach) if has_none(calls, files) else (reach, bot)
    return (
        *first,
        check_archived(repository, site),
        check_fork(calls, repository, site),
        check_issues(repository, site),
        check_actions(setup.actions, site),
        check_pull_requests(setup.rights, repository, site),
        check_merging(repository, site),
        *_of_workflows(calls, setup, site, now),
        *_of_list(files, where),
        *_of_labels(setup, site),
        check_bot_branches(setup.bot_rules, site),
        check_required(setup.protection, setup.rules, repository, site),
    )


def _of_workflows(
    calls: tuple[Call, ...] | Unread, setup: Setup, site: str, now: dt.datetime
) -> Iterator[Check]:
    """Return the checks of the workflows that call the bot; none where none does."""
    codes = ("workflow", "events", "permissions", "version", "schedule")
    if isinstance(calls, Unread):
        yield from (unknown(code, calls) for code in codes)
    elif broken := check_broken(calls):
        yield broken
    elif calls:
        yield check_workflow(calls, setup, site)
        page = f"{site}/settings/actions"
        yield from _of_texts(
            calls, setup.repository.default_branch, setup.rights, page, setup.release
        )
        yield check_schedule(calls, setup, site, now)


def _of_texts(
    calls: tuple[Call, ...],
    branch: str | None,
    rights: Rights | Unread,
    page: str,
    release: Release | Unread | None,
) -> Iterator[Check]:
    """Return the checks of what stands in the workflows that call the bot."""
    examples = example_calls()
    yield check_events(calls, examples, branch)
    yield check_permissions(calls, examples, rights, page)
    yield check_version(calls, release)


def _of_labels(setup: Setup, site: str) -> Iterator[Check]:
    if isinstance(setup.files, Unread) or DESCRIPTION_FILE in setup.files.blobs:
        yield check_labels(setup.labels, _form(setup.files), site)


def _form(files: Files | Unread) -> Description | Unread | str:
    return files if isinstance(files, Unread) else read_form(files.contents.get(DESCRIPTION_FILE))


def examine_folder(root: Path) -> tuple[Check, ...]:
    """Return the checks of the list in a folder, as far as its files alone tell."""
    files = files_in(root)
    calls = calls_in(files)
    where = f"in {root}"
    checks = [check_bot(calls, files, None, str(root), where)]
    if isinstance(calls, tuple) and calls:
        broken, page = check_broken(calls), "Settings > Actions > General"
        read = _of_texts(calls, None, _ON_GITHUB, page, _ON_GITHUB)
        checks += [broken] if broken else read
    return (*checks, *_of_list(files, where))


def _of_list(files: Files | Unread, where: str) -> Iterator[Check]:
    """Return the checks of the list, by its files alone; none where nothing describes it.

    `where` says where the files are: on a branch, or in a folder.
    """
    if isinstance(files, Unread):
        codes = ("description", "papers", "readme", "beside", "citation", "forms")
        yield from (unknown(code, files) for code in codes)
    elif DESCRIPTION_FILE in files.blobs:
        form = _form(files)
        catalog = read_papers(files, form)
        beside = beside_of(files)
        yield check_description(form, where)
        yield check_papers(catalog, files, where)
        if isinstance(form, Description) and form.is_in_place:
            own = read_own(form, files)
            yield check_own_readme(form, own, catalog, files, where)
            yield check_sections(form, own, where)
            yield check_entries(form, own)
        else:
            data, texts = page_data_of(beside, form), own_texts(beside, form)
            yield check_pages(catalog, data, files, own=texts)
        yield check_beside(beside, form, catalog, where)
        yield check_citation(beside, where)
        yield check_forms(form, files, where)
