"""Write the message of a commit, with the trailers by which a later run knows it again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot import sinks
from bot.models import IssueSnapshot, Paper

_LOGIN = re.compile(r"[A-Za-z0-9_-]{1,39}(?:\[bot\])?")


def commit_message(
    issue: int,
    paper: Paper,
    digest: str,
    co_author: str | None,
    *,
    verb: str = "Add",
    kept: Iterable[str] = (),
) -> str:
    """Give the message of the commit that adds or changes a paper.

    `digest` is that of the issue's text the paper was read from, `kept` the fields in
    which a person's commit stands. Nothing of the issue's text but the neutralised
    title is in it.
    """
    subject = f"{verb} paper from issue {issue}"
    trailers = [f"Paper-Issue: {issue}", f"Issue-Digest: {digest}"]
    if kept := sorted(kept):
        trailers.append(f"Kept-Fields: {' '.join(map(sinks.for_trailer, kept))}")
    if co_author:
        trailers.append(f"Co-authored-by: {co_author}")
    return "\n".join([subject, "", f"Paper: {sinks.for_commit(paper.title)}", "", *trailers]) + "\n"


def co_author(issue: IssueSnapshot) -> str | None:
    """Give the contributor as git trailers name people, None for a login GitHub would not give."""
    if not _LOGIN.fullmatch(issue.author_login):
        return None
    address = f"{issue.author_id}+{issue.author_login}@users.noreply.github.com"
    return f"{issue.author_login} <{address}>"
