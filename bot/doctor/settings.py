"""Check the switches of a repository: what GitHub lets the bot do."""

from __future__ import annotations

from collections.abc import Sequence

from bot.doctor.calls import Call
from bot.doctor.check import Check, look, unknown
from bot.doctor.setup import Actions, Repository, Rights, Unread
from bot.listing import Description, Submission


def check_reach(repository: Repository | Unread, site: str) -> Check:
    """Check whether the token reaches the repository."""
    if isinstance(repository, Unread):
        change = f"Open {site}: correct GITHUB_REPOSITORY, or let the token read that repository."
        return Check("repository", "wrong", f"not reached: {repository.why}", change)
    found = f"{repository.name} is reached, its default branch is {repository.default_branch}"
    return Check("repository", "ok", found)


def check_archived(repository: Repository, site: str) -> Check:
    """Check whether anything may be written."""
    if repository.archived:
        change = f"Choose Unarchive this repository at the end of {site}/settings."
        return Check("archived", "wrong", "the repository is archived: nothing is written", change)
    return Check("archived", "ok", "the repository is not archived")


def check_fork(calls: Sequence[Call] | Unread, repository: Repository, site: str) -> Check:
    """Check whether the list lives in a fork, where GitHub and the bot leave much undone.

    https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
    """
    if not repository.forked_from:
        return Check("fork", "ok", "the repository is no fork")
    found = f"the repository is a fork of {repository.forked_from}"
    change = f"Choose Enable workflow for each of the bot's at {site}/actions"
    unaware = [] if isinstance(calls, Unread) else [each for each in calls if not each.in_a_fork]
    if unaware:
        found += ": there the bot leaves pushes and the schedule alone, lest each fork have one"
        names = " and ".join(call.name for call in unaware)
        change += f", and write with: {{in-a-fork: true}} below uses: in {names} for a list of it."
        return Check("fork", "wrong", found, change)
    found += ": GitHub runs no workflow in it until somebody enables each"
    return Check("fork", "look", found, f"{change}.")


def check_issues(repository: Repository, site: str) -> Check:
    """Check whether papers can be submitted."""
    if repository.has_issues:
        return Check("issues", "ok", "issues are enabled")
    found = "issues are disabled: nobody can submit a paper"
    if repository.forked_from:
        found += "; GitHub disables them in each new fork"
    return Check("issues", "wrong", found, f"Tick Issues under Features at {site}/settings.")


def check_actions(actions: Actions | Unread, site: str) -> Check:
    """Check whether workflows run, with the actions that the bot's workflow uses."""
    page, allow = f"{site}/settings/actions", "Allow all actions and reusable workflows"
    if isinstance(actions, Unread):
        return unknown("actions", actions, look(page))
    if not actions.enabled:
        return Check("actions", "wrong", "GitHub Actions is disabled", f"Choose {allow} at {page}.")
    if actions.allowed == "local_only":
        found = "only the owner's own actions may run; the bot's workflow uses GitHub's"
        change = f"Choose {allow} at {page}, or allow the bot's repository and GitHub's there."
        return Check("actions", "wrong", found, change)
    if actions.allowed == "selected":
        found = "could not be checked: selected actions may run, maybe not the bot's or GitHub's"
        change = f"See that the bot's repository and actions by GitHub are allowed at {page}."
        return Check("actions", "unknown", found, change)
    return Check("actions", "ok", "GitHub Actions is enabled")


def check_pull_requests(rights: Rights | Unread, repository: Repository, site: str) -> Check:
    """Check whether the workflow's token may open pull requests."""
    page = f"{site}/settings/actions"
    if isinstance(rights, Unread):
        return unknown("pull-requests", rights, look(page))
    if rights.may_create_pulls:
        return Check("pull-requests", "ok", "GitHub Actions may create pull requests")
    change = f"Tick Allow GitHub Actions to create and approve pull requests at {page}."
    if repository.organization:
        server = site.removesuffix(f"/{repository.name}")
        owner = f"{server}/organizations/{repository.organization}/settings/actions"
        change += f" Where it is greyed out, an owner of the organization ticks it at {owner}."
    return Check("pull-requests", "wrong", "GitHub Actions may not create pull requests", change)


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
