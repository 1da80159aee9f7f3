"""Turn GitHub's answers into the bot's own nouns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from github.Issue import Issue
from github.IssueComment import IssueComment
from github.NamedUser import NamedUser
from github.Organization import Organization
from github.PullRequest import PullRequest
from github.Repository import Repository

from bot import config
from bot.gateway.here import Here
from bot.messages import blocks, is_own_message, read_comment, read_trailers
from bot.reconcile import keys_at, states
from bot.submission import IssueSnapshot
from bot.text import pattern

MOST_FILES = 300  # GitHub names no more of those that a comparison changes
_PULL = pattern(r"/pull/[0-9]+$")
_WEB_FLOW = 19864447  # GitHub's own account, which commits what is made through its API


def tip_of(commit: Mapping[str, Any]) -> states.Tip:
    """Return a commit's name and its tree's."""
    return states.Tip(commit["sha"], commit["commit"]["tree"]["sha"])


def branch_of(comparison: Mapping[str, Any], here: Here) -> states.ActualBranch:
    """Return a branch from its comparison with the default branch."""
    commits: Sequence[Mapping[str, Any]] = comparison["commits"]
    complete = comparison["total_commits"] <= len(commits)
    own = [commit for commit in commits if _is_own(commit, here.own_user_id)]
    message = own[-1]["commit"]["message"] if own else ""
    digest, kept = read_trailers(message)
    return states.ActualBranch(
        tip=tip_of(commits[-1] if commits else comparison["merge_base_commit"]),
        fork=comparison["merge_base_commit"]["sha"],
        blobs=_blobs(comparison["files"]),
        own=own[-1]["sha"] if own else "",
        digest=digest,
        kept=kept,
        only_own=complete and len(own) == len(commits),
        all_files=len(comparison["files"]) < MOST_FILES,
    )


def _is_own(commit: Mapping[str, Any], own_user_id: int) -> bool:
    """Whether a commit is the bot's, whose account may be a person's, too: by its trailer.

    A person who amends one becomes its committer.
    """
    author, committer = ((commit[role] or {}).get("id") for role in ("author", "committer"))
    by_account = author == own_user_id and committer in (own_user_id, _WEB_FLOW)
    return by_account and is_own_message(commit["commit"]["message"])


def _blobs(files: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the changed paths with their blobs; a path that is gone has a blank one."""
    blobs: dict[str, str] = {}
    for changed in files:
        if previous := changed.get("previous_filename"):
            blobs[previous] = ""
        blobs[changed["filename"]] = "" if changed["status"] == "removed" else changed["sha"]
    return blobs


def issue_of(pull: PullRequest, here: Here) -> int | None:
    """Return the issue whose branch a pull request is for; None for others, and for a fork's."""
    return config.issue_of_branch(pull.head.ref) if is_from_here(pull, here) else None


def is_from_here(pull: PullRequest, here: Here) -> bool:
    """Whether the branch of a pull request is the repository's own, and no fork's.

    A fork may belong to the same owner; one that was deleted is nobody's.
    """
    whose = (pull.head.label or "").partition(":")[0]
    head: Repository | None = pull.head.repo  # None: a deleted fork
    return whose.lower() == here.owner.lower() and head is not None and head.id == pull.base.repo.id


def is_pull(issue: Issue) -> bool:
    """Whether it is a pull request, by its address: asking for that would cost a request."""
    return _PULL.search(issue.html_url) is not None


def snapshot_of(issue: Issue, here: Here) -> IssueSnapshot:
    """Return an issue as it is shown."""
    author: NamedUser | None = issue.user  # None: a deleted account
    return IssueSnapshot(
        number=issue.number,
        title=issue.title or "",
        body=issue.body or "",
        author_login=author.login if author is not None else "",
        author_id=author.id if author is not None else 0,
        is_open=issue.state == "open",
        is_locked=issue.locked,
        labels=here.labels().read(label.name for label in issue.labels),
        comment_count=issue.comments,
        form=here.form(),
    )


def is_own(item: PullRequest | IssueComment, here: Here) -> bool:
    """Whether the bot's own account made a pull request or comment."""
    author: NamedUser | Organization | None = item.user  # None: a deleted account
    return author is not None and author.id == here.own_user_id


def pull_of(pull: PullRequest, here: Here) -> states.ActualPull:
    """Return an open pull request as it is shown."""
    labels = here.labels().read(label.name for label in pull.labels)
    own = is_own(pull, here)
    return states.ActualPull(pull.number, pull.title, pull.body or "", labels, own)


def others_of(
    pulls: Iterable[PullRequest], number: int | None, here: Here
) -> tuple[states.OtherPull, ...]:
    """Return the bot's open pull requests for other issues than this, with their papers' keys."""
    found = []
    for pull in pulls:
        issue = issue_of(pull, here)
        if issue and issue != number and pull.state == "open" and is_own(pull, here):
            memory = blocks.memory_of(pull.body or "")
            keys = frozenset(memory.keys)
            if not keys:  # a person has replaced the body: the branch tells
                keys = keys_at(here.files.read, pull.base.sha, pull.head.sha, issue, here.form())
            found.append(states.OtherPull(pull.number, issue, keys, memory.author))
    return tuple(found)


def ending_of(pulls: Sequence[PullRequest], here: Here) -> tuple[states.Ending | None, int | None]:
    """Return how a branch's pull requests ended, and which; None while one is open or none was."""
    if not pulls or any(pull.state == "open" for pull in pulls):
        return None, None
    last = max(pulls, key=lambda pull: pull.number)
    if last.merged_at:
        return states.Ending.MERGED, last.number
    by_bot = is_own(last, here) and blocks.memory_of(last.body or "").closed
    ending = states.Ending.WITHDRAWN if by_bot else states.Ending.DECLINED
    return ending, last.number


def comment_of(comments: Iterable[IssueComment], here: Here) -> states.ActualComment | None:
    """Return the bot's comment: by its own user id and mark, so that nobody can forge it."""
    own = [
        (comment.id, comment.body, found)
        for comment in comments
        if (found := read_comment(comment.body or "")) and is_own(comment, here)
    ]
    if not own:
        return None
    (number, body, found), *later = own
    return states.ActualComment(number, body, found, tuple(each[0] for each in later))
