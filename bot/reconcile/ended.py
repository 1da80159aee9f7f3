"""Decide what is said and closed where a paper is listed, a no was said, or the issue ended."""

from __future__ import annotations

from bot.catalog import Paper
from bot.messages import Verdict
from bot.reconcile.judge import judge
from bot.reconcile.rivals import is_for
from bot.reconcile.states import ActualComment, Case, DesiredState, Ending
from bot.reconcile.tools import Tools
from bot.submission import Duplicate


def brought(case: Case, tools: Tools) -> Paper | None:
    """Return the listed paper that this issue brought, by the number in its record.

    A list that was copied from another repository has that one's numbers: there, pull
    request or text have to name the same paper.
    """
    papers = [paper for paper in case.catalog.papers if paper.issue == case.number]
    if not papers:
        return None
    if named := [paper for paper in papers if is_for(case, paper, tools.repository)]:
        return named[-1]
    verdict = judge(case, tools, ask=False)
    if isinstance(verdict, Duplicate):
        return verdict.listed if verdict.listed in papers else None
    is_said = case.comment is not None and case.comment.verdict is Verdict.LISTED
    return papers[-1] if is_said or case.context.ended is Ending.MERGED else None


def merged(case: Case, tools: Tools, *, retry: bool) -> DesiredState | None:
    """Return what a merge has come to; None where the issue has something new to say since."""
    said = case.comment.digest if case.comment else case.digest
    edited = case.issue.is_open and said != case.digest
    verdict = judge(case, tools, ask=False)
    if isinstance(verdict, Duplicate) and not (edited and verdict.update):
        return listed(case, tools, verdict.listed)
    return None if retry or edited else ended(case, tools, Verdict.DECLINED, reverted=True)


def listed(case: Case, tools: Tools, paper: Paper) -> DesiredState:
    """Let the comment say that the paper is listed, and close what would list it once more."""
    half_made = case.pull is not None or case.context.ended is Ending.WITHDRAWN
    closing = tools.renderer.pulls.closing("listed", case.number) if half_made else ""
    text, is_open = "", case.issue.is_open
    if _is_unsaid(case.comment, is_open=is_open):
        text = tools.renderer.listed(paper, tools.list_url, case.digest, is_open=is_open)
    return DesiredState(Verdict.LISTED, text, closing=closing)


def withdrawn(case: Case, tools: Tools) -> DesiredState:
    """Close what is open for a closed issue, unless a person opened it again."""
    pull = case.pull
    if pull is None:
        left = case.context.ended is Ending.WITHDRAWN or case.branch is not None
        if not left:
            return DesiredState(Verdict.CLOSED)
    elif not pull.own or (case.comment and _declines(case.comment, pull.number)):
        return DesiredState(Verdict.CLOSED)
    elif pull.memory.closed or pull.memory.reopened:
        closing = tools.renderer.pulls.closing("withdrawn", case.number)
        return DesiredState(Verdict.CLOSED, closing=closing)
    return ended(case, tools, Verdict.WITHDRAWN)


def gone(number: int, tools: Tools) -> DesiredState:
    """Close what is open for an issue that is not there any more."""
    return DesiredState(Verdict.GONE, closing=tools.renderer.pulls.closing("gone", number))


def ended(
    case: Case, tools: Tools, verdict: Verdict, *, reverted: bool = False, times: int = 0
) -> DesiredState:
    """Let the comment say how the pull request ended, and close one that is withdrawn."""
    number = case.pull.number if case.pull else case.context.ended_pull
    comment, text, closing = case.comment, "", ""
    unsaid = case.issue.is_open if comment is None else comment.verdict is not verdict
    if number and unsaid:
        text = tools.renderer.ended(verdict, number, case.digest, reverted=reverted, times=times)
    if verdict is Verdict.WITHDRAWN:
        closing = tools.renderer.pulls.closing("withdrawn", case.number)
    return DesiredState(verdict, text, closing=closing)


def _declines(comment: ActualComment, pull: int) -> bool:
    """Whether a comment says no to a pull request, and not to an earlier one."""
    return comment.verdict is Verdict.DECLINED and comment.memory.pull in (None, pull)


def _is_unsaid(comment: ActualComment | None, *, is_open: bool) -> bool:
    """Whether it is to be said that a paper is listed, or said otherwise.

    GitHub closes an issue a moment after the merge, so it may have been read as open.
    """
    if comment is None:
        return is_open
    return comment.verdict is not Verdict.LISTED or (comment.memory.still_open and not is_open)
