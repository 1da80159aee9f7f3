"""Open, close and merge: by hand, or because a branch moved."""

from __future__ import annotations

from collections.abc import Iterable

from localhub.keywords import closed_by_markdown, closed_by_message
from localhub.records import Issue, Pull, State, User
from localhub.refusals import Refusal, invalid
from localhub.world import World


def set_state(
    world: World, issue: Issue, state: State, by: User, reason: str | None = None
) -> None:
    """Open or close an issue or pull request; nothing happens where it is so already."""
    if state == issue.state:
        return
    issue.updated_at = world.clock()
    if state == "closed":
        issue.closed_at, issue.closed_by = issue.updated_at, by
        issue.state_reason = None if issue.pull else reason or "completed"
    else:
        if issue.pull is not None:
            _reopen_pull(world, issue, issue.pull)
        issue.closed_at = issue.closed_by = None
        issue.state_reason = None if issue.pull else "reopened"
    issue.state = state


def find_open_pull(world: World, head: str, base: str) -> Issue | None:
    """Find the open pull request from `head` to `base`: GitHub allows one."""
    for issue, pull in world.pulls():
        if issue.state == "open" and (pull.head, pull.base, pull.fork) == (head, base, ""):
            return issue
    return None


def mark_merged(world: World, issue: Issue, pull: Pull, sha: str, by: User) -> None:
    """Record that a pull request arrived in its base as `sha`, and close what it names."""
    set_state(world, issue, "closed", by)
    pull.merged_at, pull.merged_by, pull.merge_commit_sha = issue.closed_at, by, sha
    if pull.base == world.default_branch:
        _close_all(world, closed_by_markdown(issue.body or "", world.full_name), by)


def follow_branch(world: World, branch: str, before: str | None, by: User) -> None:
    """Let pull requests and issues follow a branch that moved, appeared or went."""
    tip = world.store.tip(branch)
    for issue, pull in world.pulls():
        if issue.state == "open" and pull.head == branch and not pull.fork:
            _follow_head(world, issue, pull, by)
        elif issue.state == "open" and pull.base == branch:
            _follow_base(world, issue, pull, by)
    if branch == world.default_branch and tip is not None and before is not None:
        for commit in world.store.between(before, tip):
            _close_all(world, closed_by_message(commit.message, world.full_name), by)


def track_head(world: World, issue: Issue, pull: Pull) -> None:
    """Take a pull request's commits from its branches, as they are now."""
    pull.head_sha = world.store.tip(pull.head) or pull.head_sha
    pull.base_sha = world.store.tip(pull.base) or pull.base_sha
    world.store.set_ref(f"refs/pull/{issue.number}/head", pull.head_sha)


def _follow_head(world: World, issue: Issue, pull: Pull, by: User) -> None:
    tip, base = world.store.tip(pull.head), world.store.tip(pull.base)
    if tip is not None and tip != pull.head_sha:
        track_head(world, issue, pull)
        issue.updated_at = world.clock()
    if tip is None or base is None or world.store.contains(base, tip):
        set_state(world, issue, "closed", by)


def _follow_base(world: World, issue: Issue, pull: Pull, by: User) -> None:
    base = world.store.tip(pull.base)
    if base is None:
        set_state(world, issue, "closed", by)
    elif world.store.contains(base, pull.head_sha):
        mark_merged(world, issue, pull, base, by)


def _close_all(world: World, numbers: Iterable[int], by: User) -> None:
    for number in numbers:
        issue = world.issues.get(number)
        if issue is not None and issue.pull is None and not issue.is_gone:
            set_state(world, issue, "closed", by)


def _reopen_pull(world: World, issue: Issue, pull: Pull) -> None:
    if pull.fork and pull.merged_at is None:
        return  # what became of the fork's branch is not played here
    tip = world.store.tip(pull.head)
    if pull.merged_at is not None:
        raise _unchangeable("The pull request cannot be reopened.")
    if tip is None or world.store.tip(pull.base) is None:
        gone = pull.head if tip is None else pull.base
        raise _unchangeable(f"The {gone} branch has been deleted.")
    if not world.store.contains(tip, pull.head_sha):
        raise _unchangeable(f"The {pull.head} branch was force-pushed or recreated.")
    if find_open_pull(world, pull.head, pull.base):
        owner = world.owner.login
        raise _unchangeable(
            "There is already an open pull request"
            f" from {owner}:{pull.head} to {owner}:{pull.base}."
        )
    track_head(world, issue, pull)


def _unchangeable(why: str) -> Refusal:
    return invalid("PullRequest", "state", "custom", f"state cannot be changed. {why}")
