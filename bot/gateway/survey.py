"""See the whole repository in a few pages, to tell what is settled without asking for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from github.Issue import Issue
from github.IssueComment import IssueComment
from github.PullRequest import PullRequest
from github.Repository import Repository

from bot.config import CONFIGURE_BRANCH, MOST_OPEN_PULLS
from bot.errors import BrokenState, TransientFault
from bot.gateway import convert
from bot.gateway.here import Here
from bot.reconcile import Survey, states
from bot.submission import IssueSnapshot

_PAGE = 100
_MOST_PAGES_OF_CLOSED = 5  # what is on a later one is asked for by its branch


def take_survey(
    here: Here,
    base_branch: str,
    base: states.Tip,
    papers: str,
    since: dt.date,
    has_time: Callable[[], bool],
) -> Survey:
    """Read open issues, open pull requests, those closed since a day, and the comments."""
    repository = here.repository
    found = repository.get_issues(state="open", sort="created", direction="asc")
    listed = [issue for issue in _in_time(found, has_time) if not convert.is_pull(issue)]
    opened = open_pulls(repository, has_time)
    recent = _closed_since(repository, since)
    issues = tuple(convert.snapshot_of(issue, here) for issue in listed)
    asked = {each.number for each in issues if each.comment_count and _is_submission(each)}
    commented = [issue for issue in listed if issue.number in asked]
    moments = [each.created_at for each in commented] + [each.created_at for each in recent]
    since_then = min(moments, default=None)
    comments, complete = _comments(repository, since_then, len(moments), has_time)
    own = ((number, convert.comment_of(each, here)) for number, each in comments.items())
    numbered = ((convert.issue_of(pull, here), pull) for pull in opened)
    pulls = {number: pull for number, pull in numbered if number}
    return Survey(
        issues,
        base_branch,
        base,
        papers,
        {number: convert.pull_of(pull, here) for number, pull in pulls.items()},
        _endings(recent, here),
        convert.others_of(opened, None, here),
        {number: comment for number, comment in own if comment},
        complete,
        _proposal(opened, here),
        lambda number: here.checkout.branch(pulls[number].head.sha, base.commit, here.own_user_id),
    )


def _in_time(found: Iterable[Issue], has_time: Callable[[], bool]) -> Iterator[Issue]:
    """Return what is found, page by page, as long as there is time. Raises TransientFault."""
    for place, issue in enumerate(found):
        if place % _PAGE == 0:
            _raise_if_late(has_time)
        yield issue


def _raise_if_late(has_time: Callable[[], bool]) -> None:
    if not has_time():
        raise TransientFault("the time of this run is out before all was read")


def open_pulls(
    repository: Repository, has_time: Callable[[], bool] = lambda: True
) -> list[PullRequest]:
    """Return all open pull requests, oldest first.

    Raises BrokenState where they are more than can be read, TransientFault where there is
    no time left.
    """
    found = repository.get_pulls(state="open", sort="created", direction="asc")
    opened: list[PullRequest] = []
    for page in range(MOST_OPEN_PULLS // _PAGE):
        _raise_if_late(has_time)
        read = found.get_page(page)
        opened += read
        if len(read) < _PAGE:
            return opened
    raise BrokenState(f"more than {len(opened)} pull requests are open: close some")


def _closed_since(repository: Repository, since: dt.date) -> list[PullRequest]:
    """Return the pull requests that were closed since a day, as far as a few pages tell."""
    found = repository.get_pulls(state="closed", sort="updated", direction="desc")
    closed: list[PullRequest] = []
    for page in range(_MOST_PAGES_OF_CLOSED):
        read = found.get_page(page)
        closed += read
        changed = read[-1].updated_at if read else None
        if len(read) < _PAGE or (changed and changed.date() < since):
            break
    return [pull for pull in closed if pull.closed_at and pull.closed_at.date() >= since]


def _endings(pulls: Iterable[PullRequest], here: Here) -> dict[int, tuple[states.Ending, int]]:
    """Return by issue how its pull requests ended, and the number of the one that tells."""
    by_issue: dict[int, list[PullRequest]] = {}
    for pull in pulls:
        if number := convert.issue_of(pull, here):
            by_issue.setdefault(number, []).append(pull)
    endings = ((n, convert.ending_of(found, here)) for n, found in by_issue.items())
    return {issue: (how, pull) for issue, (how, pull) in endings if how and pull}


def _proposal(pulls: Iterable[PullRequest], here: Here) -> states.ActualPull | None:
    """Return the pull request that proposes a description."""
    found = (pull for pull in pulls if pull.head.ref == CONFIGURE_BRANCH)
    own = (convert.pull_of(pull, here) for pull in found if convert.is_from_here(pull, here))
    return next(own, None)


def _is_submission(issue: IssueSnapshot) -> bool:
    try:
        return issue.submits
    except Exception:  # its own turn says so; until then it may be one
        return True


def _comments(
    repository: Repository, since: dt.datetime | None, most: int, has_time: Callable[[], bool]
) -> tuple[dict[int, list[IssueComment]], bool]:
    """Return the comments by issue, oldest first, and whether these are all since then.

    More pages than there are issues to know about are not read: asking for each is
    cheaper then.
    """
    comments: dict[int, list[IssueComment]] = {}
    if since is None:
        return comments, True
    found = repository.get_issues_comments(sort="created", direction="asc", since=since)
    for page in range(most):
        _raise_if_late(has_time)
        read = found.get_page(page)
        for comment in read:
            number = int(comment.issue_url.rpartition("/")[2])
            comments.setdefault(number, []).append(comment)
        if len(read) < _PAGE:
            return comments, True
    return comments, False
