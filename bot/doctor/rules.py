"""Check whether settings and rules let the bot's branches be made and merged."""

from __future__ import annotations

from bot.doctor.check import Check, look, unknown
from bot.doctor.setup import BOT_BRANCH, Repository, Rule, Unread

# https://docs.github.com/rest/repos/rules: what would refuse the bot's commits and merges.
_STOPPING_RULES = {
    "creation": "Restrict creations",
    "update": "Restrict updates",
    "required_linear_history": "Require linear history",
    "pull_request": "Require a pull request before merging",
    "required_status_checks": "Require status checks to pass",
}
_HARMLESS_RULES = frozenset({"non_fast_forward"})  # the bot never forces a push


def check_merging(repository: Repository, site: str) -> Check:
    """Check whether what was rebuilt by a merge commit can be merged.

    https://docs.github.com/pull-requests: "rebase and merge" replays each commit, and the
    first one of a pull request that the list has outgrown conflicts.
    """
    if repository.merges is None:
        unread = Unread("the token is not shown which ways of merging are allowed")
        return unknown("merging", unread, look(f"{site}/settings"))
    if repository.merges & {"merge_commit", "squash_merge"}:
        return Check("merging", "ok", "pull requests can be merged after the list has moved")
    found = "only rebasing is allowed, which fails once the list has moved under a pull request"
    change = f"Tick Allow squash merging under Pull Requests at {site}/settings."
    return Check("merging", "wrong", found, change)


def check_bot_branches(rules: tuple[Rule, ...] | Unread, site: str) -> Check:
    """Check whether rulesets let the bot make its branches and commit to them."""
    if isinstance(rules, Unread):
        return unknown("bot-branches", rules)
    kinds = sorted({rule.kind for rule in rules} - _HARMLESS_RULES)
    change = f"Exclude paper-bot/* from the rulesets at {site}/settings/rules."
    stopping = [_STOPPING_RULES[kind] for kind in kinds if kind in _STOPPING_RULES]
    if stopping:
        found = f"rulesets stop the bot on {BOT_BRANCH}: {', '.join(stopping)}"
        return Check("bot-branches", "wrong", found, change)
    if kinds:
        found = f"could not be checked: rules on {BOT_BRANCH} may stop the bot: {', '.join(kinds)}"
        return Check("bot-branches", "unknown", found, change)
    return Check("bot-branches", "ok", f"no ruleset stops the bot on {BOT_BRANCH}")


def check_required(
    protection: tuple[str, ...] | Unread,
    rules: tuple[Rule, ...] | Unread,
    repository: Repository,
    site: str,
) -> Check:
    """Check whether checks are required that the bot's pull requests may never get."""
    names = [] if isinstance(protection, Unread) else [*protection]
    names += [] if isinstance(rules, Unread) else [name for rule in rules for name in rule.checks]
    if names:
        # https://docs.github.com/actions/concepts/security/github_token, and for path filters
        # https://docs.github.com/pull-requests, "Troubleshooting required status checks".
        found = (
            f"{repository.default_branch} requires {', '.join(dict.fromkeys(names))}: on the bot's"
            " pull requests checks by workflows wait for approval, or are skipped by the workflow's"
            " path filters and then expected for ever"
        )
        change = (
            "Take the checks off the required ones at"
            f" {site}/settings/rules or {site}/settings/branches, or approve their runs at each"
            " pull request where no path filter skips them."
        )
        return Check("required-checks", "look", found, change)
    for unread in (protection, rules):
        if isinstance(unread, Unread):
            return unknown("required-checks", unread)
    return Check("required-checks", "ok", f"{repository.default_branch} requires no checks")
