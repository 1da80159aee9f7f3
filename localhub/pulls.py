"""Open pull requests and merge them."""

from __future__ import annotations

from typing import Literal, get_args

from localhub.access import demand_account, demand_push
from localhub.gitstore import HEADS
from localhub.issues import check_texts
from localhub.merging import Landing
from localhub.records import Actor, Issue, Pull
from localhub.refs import move_ref
from localhub.refusals import Refusal, invalid
from localhub.states import find_open_pull, mark_merged, track_head
from localhub.world import World

MergeMethod = Literal["merge", "squash", "rebase"]
MERGE_METHODS = get_args(MergeMethod)


def create_pull(
    world: World,
    actor: Actor,
    title: str,
    body: str | None,
    head: str,
    base: str,
    *,
    draft: bool = False,
) -> Issue:
    """Open a pull request between two branches of the repository."""
    author = demand_account(world, actor, "pull_requests")
    if actor.permissions is not None and not world.settings.actions_may_create_pulls:
        message = "GitHub Actions is not permitted to create or approve pull requests."
        raise Refusal(403, message)
    if actor.permissions is None and not actor.can_push:
        raise invalid("PullRequest", "head", "custom", "must be a collaborator")
    check_texts("PullRequest", title, body)
    branch = head.removeprefix(f"{world.owner.login}:")
    head_sha, base_sha = _branch_tips(world, branch, base)
    number, now = len(world.issues) + 1, world.clock()
    issue = Issue(2_500_000_000 + number, number, author, title, body, now, now)
    issue.pull = Pull(1_900_000_000 + number, branch, base, head_sha, base_sha, draft)
    world.issues[number] = issue
    track_head(world, issue, issue.pull)
    return issue


def create_fork_pull(
    world: World, actor: Actor, title: str, body: str | None, branch: str, sha: str
) -> Issue:
    """Open a pull request from a branch of the actor's own fork, whose last commit is `sha`."""
    author = demand_account(world, actor, "pull_requests")
    check_texts("PullRequest", title, body)
    base = world.store.tip(world.default_branch)
    if base is None or world.store.commit(sha) is None:
        raise invalid("PullRequest", "head")
    number, now = len(world.issues) + 1, world.clock()
    issue = Issue(2_500_000_000 + number, number, author, title, body, now, now)
    issue.pull = Pull(
        1_900_000_000 + number, branch, world.default_branch, sha, base, fork=author.login
    )
    world.issues[number] = issue
    world.store.set_ref(f"refs/pull/{number}/head", sha)
    return issue


def _branch_tips(world: World, head: str, base: str) -> tuple[str, str]:
    """Find the tips of both branches, or refuse a pair that no pull request can join."""
    base_sha, head_sha = world.store.tip(base), world.store.tip(head)
    if base_sha is None:
        raise invalid("PullRequest", "base")
    if head_sha is None:
        raise invalid("PullRequest", "head")
    if find_open_pull(world, head, base):
        raise _custom(f"A pull request already exists for {world.owner.login}:{head}.")
    if world.store.contains(base_sha, head_sha):
        raise _custom(f"No commits between {base} and {head}")
    if world.store.merge_base(base_sha, head_sha) is None:
        raise _custom(f"The {head} branch has no history in common with {base}")
    return head_sha, base_sha


def is_mergeable(world: World, issue: Issue, pull: Pull) -> bool | None:
    """Whether an open pull request merges without conflict; None once it is closed."""
    landing = _landing(world, issue, pull)
    return None if landing is None else landing.tree() is not None


def is_rebaseable(world: World, issue: Issue, pull: Pull) -> bool | None:
    """Whether an open pull request's commits can be replayed; None once it is closed."""
    landing = _landing(world, issue, pull)
    return None if landing is None else landing.replay() is not None


def merge_pull(
    world: World,
    actor: Actor,
    number: int,
    method: MergeMethod = "merge",
    *,
    title: str | None = None,
    message: str | None = None,
    sha: str | None = None,
) -> str:
    """Merge a pull request and return the sha that its base now has."""
    issue, pull = world.pull(number)
    by = demand_push(world, actor, "contents")
    landing = _landing(world, issue, pull)
    if landing is None:
        raise Refusal(405, "Pull Request is not mergeable")
    _demand_allowed(world, method)
    if pull.draft:
        raise Refusal(405, "Pull Request is still a draft")
    if sha is not None and sha != pull.head_sha:
        raise Refusal(409, "Head branch was modified. Review and try the merge again.")
    match method:
        case "merge":
            merged = landing.merge(by, title, message)
        case "squash":
            merged = landing.squash(title, message)
        case "rebase":
            merged = landing.rebase(by)
    mark_merged(world, issue, pull, merged, by)
    move_ref(world, HEADS + pull.base, merged, by)
    return merged


def _demand_allowed(world: World, method: MergeMethod) -> None:
    """Refuse a way of merging that the repository's settings forbid."""
    settings = world.settings
    allowed, way = {
        "merge": (settings.allow_merge_commit, "Merge commits"),
        "squash": (settings.allow_squash_merge, "Squash merges"),
        "rebase": (settings.allow_rebase_merge, "Rebase merges"),
    }[method]
    if not allowed:
        raise Refusal(405, f"{way} are not allowed on this repository.")


def _landing(world: World, issue: Issue, pull: Pull) -> Landing | None:
    base = world.store.tip(pull.base)
    if issue.state == "closed" or base is None:
        return None
    return Landing(world, issue, pull, base)


def _custom(message: str) -> Refusal:
    error = {"resource": "PullRequest", "code": "custom", "message": message}
    return Refusal(422, "Validation Failed", error)
