"""Check what a repository shows: whether it is set up for the bot, and what to change.

Each check is a function over what was observed. What could not be read is neither
right nor wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from bot.catalog import BrokenCatalog, Catalog, PageData, parse_catalog
from bot.config import PAPERS_FILE
from bot.doctor.beside import check_beside, check_citation, own_texts, page_data_of
from bot.doctor.described import check_description, read_form, undescribed
from bot.doctor.rules import Check, check_bot_branches, check_merging, check_required, look, unknown
from bot.doctor.setup import SCHEDULE_FILE, WORKFLOW_FILE, Actions, Repository, Setup, Unread
from bot.doctor.workflows import check_schedule, check_workflow
from bot.errors import UnreadableFile
from bot.fields import NOTHING
from bot.listing import Description, Submission
from bot.messages import Renderer
from bot.outputs import FOLDER, README_FILE, TEMPLATES, blob_sha, is_generated, is_picture

_TEMPLATE = ".github/ISSUE_TEMPLATE/add-new-paper"
# Without one of these nothing runs, or what runs fails at once.
_OF_THE_BOT = (
    WORKFLOW_FILE,
    SCHEDULE_FILE,
    ".github/workflows/run.yml",
    "action.yml",
    "bot/__main__.py",
    "requirements/run.txt",
    "templates/README.md.j2",
    PAPERS_FILE,
)
_LONGEST_PAGE = 512_000  # bytes: what is beyond GitHub does not show


def examine(setup: Setup | Unread, site: str, now: dt.datetime) -> tuple[Check, ...]:
    """Return every check; `site` is the repository's address for people."""
    if isinstance(setup, Unread):
        return (check_reach(setup, site),)
    repository, form = setup.repository, read_form(setup.description)
    catalog = read_papers(setup.papers, form)
    page_data = page_data_of(setup.beside, form)
    return (
        check_reach(repository, site),
        check_bot(setup.files, repository),
        check_archived(repository, site),
        check_issues(repository, site),
        check_actions(setup.actions, site),
        check_pull_requests(setup.may_create_pulls, repository, site),
        check_merging(repository, site),
        check_workflow(setup.workflow, setup.workflow_text, repository, site),
        check_schedule(setup, site, now),
        check_description(form, repository),
        check_papers(catalog, repository),
        check_readme(catalog, page_data, setup.files, own=own_texts(setup.beside, form)),
        check_beside(setup.beside, form, catalog, repository),
        check_citation(setup.beside, repository),
        check_template(setup.files, repository),
        check_labels(setup.labels, form, site),
        check_bot_branches(setup.bot_rules, site),
        check_required(setup.protection, setup.rules, repository, site),
    )


def check_reach(repository: Repository | Unread, site: str) -> Check:
    """Check whether the token reaches the repository."""
    if isinstance(repository, Unread):
        change = f"Open {site}: correct GITHUB_REPOSITORY, or let the token read that repository."
        return Check("repository", "wrong", f"not reached: {repository.why}", change)
    found = f"{repository.name} is reached, its default branch is {repository.default_branch}"
    return Check("repository", "ok", found)


def check_bot(files: Mapping[str, str] | Unread, repository: Repository) -> Check:
    """Check whether there is a bot at all: all else is about settings that it would need."""
    if isinstance(files, Unread):
        return unknown("bot", files)
    missing = [path for path in _OF_THE_BOT if path not in files]
    if not missing:
        return Check("bot", "ok", f"the bot's files are on {repository.default_branch}")
    found = f"not on {repository.default_branch}: {', '.join(missing)}"
    if len(missing) == len(_OF_THE_BOT):
        found = f"there is no bot in this repository: {found}"
    change = (
        "Copy .github/, bot/, templates/ and requirements/ from the bot's repository to"
        f" {repository.default_branch}; papers.json begins as []."
    )
    return Check("bot", "wrong", found, change)


def check_archived(repository: Repository, site: str) -> Check:
    """Check whether anything may be written."""
    if repository.archived:
        change = f"Choose Unarchive this repository at the end of {site}/settings."
        return Check("archived", "wrong", "the repository is archived: nothing is written", change)
    return Check("archived", "ok", "the repository is not archived")


def check_issues(repository: Repository, site: str) -> Check:
    """Check whether papers can be submitted."""
    if repository.has_issues:
        return Check("issues", "ok", "issues are enabled")
    change = f"Tick Issues under Features at {site}/settings."
    return Check("issues", "wrong", "issues are disabled: nobody can submit a paper", change)


def check_actions(actions: Actions | Unread, site: str) -> Check:
    """Check whether workflows run, with the actions that the bot's workflow uses."""
    page, allow = f"{site}/settings/actions", "Allow all actions and reusable workflows"
    if isinstance(actions, Unread):
        return unknown("actions", actions, look(page))
    if not actions.enabled:
        return Check("actions", "wrong", "GitHub Actions is disabled", f"Choose {allow} at {page}.")
    if actions.allowed == "local_only":
        found = "only the owner's own actions may run; the workflow uses two of GitHub's"
        change = f"Choose {allow} at {page}, or allow actions created by GitHub there."
        return Check("actions", "wrong", found, change)
    if actions.allowed == "selected":
        found = "could not be checked: selected actions may run, maybe not GitHub's own"
        change = f"See that actions created by GitHub are allowed at {page}."
        return Check("actions", "unknown", found, change)
    return Check("actions", "ok", "GitHub Actions is enabled")


def check_pull_requests(may_create: bool | Unread, repository: Repository, site: str) -> Check:
    """Check whether the workflow's token may open pull requests."""
    page = f"{site}/settings/actions"
    if isinstance(may_create, Unread):
        return unknown("pull-requests", may_create, look(page))
    if may_create:
        return Check("pull-requests", "ok", "GitHub Actions may create pull requests")
    change = f"Tick Allow GitHub Actions to create and approve pull requests at {page}."
    if repository.organization:
        server = site.removesuffix(f"/{repository.name}")
        owner = f"{server}/organizations/{repository.organization}/settings/actions"
        change += f" Where it is greyed out, an owner of the organization ticks it at {owner}."
    return Check("pull-requests", "wrong", "GitHub Actions may not create pull requests", change)


def read_papers(
    papers: bytes | Unread | None, form: Description | Unread | str
) -> Catalog | Unread | str:
    """Read papers.json; a text says what is wrong with it."""
    if isinstance(papers, Unread):
        return papers
    if not isinstance(form, Description):
        return undescribed(form)
    name = form.list.data
    if papers is None:
        return f"{name} is missing"
    try:
        return parse_catalog(papers.decode(), form, name)
    except UnicodeDecodeError as error:
        return str(UnreadableFile.at(name, error))
    except BrokenCatalog as broken:
        return str(broken)


def check_papers(catalog: Catalog | Unread | str, repository: Repository) -> Check:
    """Check whether the list can be read."""
    if isinstance(catalog, Unread):
        return unknown("papers", catalog)
    if isinstance(catalog, Catalog):
        return Check("papers", "ok", f"{PAPERS_FILE} reads, with {len(catalog.papers)} papers")
    change = f"Mend {PAPERS_FILE} on {repository.default_branch}: python -m bot lint names faults."
    return Check("papers", "wrong", catalog, change)


def check_readme(
    catalog: Catalog | Unread | str,
    page_data: PageData | Unread,
    files: Mapping[str, str] | Unread,
    templates: Path = TEMPLATES,
    own: Mapping[str, str] | Unread = NOTHING,
) -> Check:
    """Check whether what is generated is what the list makes, and is shown as a whole."""
    if isinstance(files, Unread):
        return unknown("readme", files)
    if isinstance(catalog, Unread):
        return unknown("readme", catalog)
    if isinstance(page_data, Unread):
        return unknown("readme", page_data)
    if isinstance(own, Unread):
        return unknown("readme", own)
    if isinstance(catalog, str):
        return unknown("readme", Unread(f"{PAPERS_FILE} does not read"))
    form = catalog.form
    pages = Renderer(form, templates, own).files(catalog, page_data)
    stale = [path for path in files if is_generated(path, form) and path not in pages]
    changed = [path for path, text in pages.items() if files.get(path) != blob_sha(text)]
    late = {path for path in (*changed, *stale) if is_picture(path, form) and path in files}
    if wrong := {*changed, *stale} - late:
        found = f"not what the templates here make of {PAPERS_FILE}: {', '.join(sorted(wrong))}"
        change = "Pull the default branch, run python -m bot render, commit and push."
        return Check("readme", "wrong", found, change)
    sizes = {path: len(text.encode()) for path, text in pages.items()}
    path, largest = max(sizes.items(), key=lambda item: item[1])
    if largest > _LONGEST_PAGE:
        found = f"{path} has {largest:,} bytes; GitHub shows {_LONGEST_PAGE:,}, and cuts the rest"
        change = "Set page_bytes in templates/paper.html.j2 to 400_000, and render again."
        return Check("readme", "wrong", found, change)
    said = f"{README_FILE} and {FOLDER}/ are up to date"
    if late:
        said += f", but for pictures that the scheduled run renews: {', '.join(sorted(late))}"
    return Check("readme", "ok", said)


def check_template(files: Mapping[str, str] | Unread, repository: Repository) -> Check:
    """Check whether contributors are offered the template."""
    if isinstance(files, Unread):
        return unknown("issue-template", files)
    if any(path.startswith(_TEMPLATE) for path in files):
        return Check("issue-template", "ok", "the issue template is there")
    found = f"{_TEMPLATE}.yml is not on {repository.default_branch}"
    change = f"Copy {_TEMPLATE}.yml from the bot's repository to {repository.default_branch}."
    return Check("issue-template", "wrong", found, change)


def check_labels(
    labels: frozenset[str] | Unread, form: Description | Unread | str, site: str
) -> Check:
    """Return which labels are still to be made; the bot makes its own when it needs them."""
    if isinstance(labels, Unread):
        return unknown("labels", labels)
    named = form.submission if isinstance(form, Description) else Submission()
    first, retry = named.label, named.retry
    needed = (first, named.needs_changes, named.duplicate, retry)
    missing = [name for name in needed if name.lower() not in labels]
    own = [name for name in missing if name != retry]
    said = [f"{', '.join(own)}: made when first needed"] if own else []
    if first in missing:
        said.append(f"until then GitHub drops {first} from what a form files, and the bot sets it")
    change = None
    if retry in missing:
        said.append(f"{retry}, which only people set, is missing")
        change = f"Choose New label at {site}/labels and name it {retry}."
    return Check("labels", "ok", "; ".join(said) or "all labels are there", change)
