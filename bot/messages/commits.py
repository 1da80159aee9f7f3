"""Write the message of a commit, with the trailers by which a later run knows it again."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from bot.catalog import Paper
from bot.submission import IssueSnapshot
from bot.text import escape, pattern

_SUBJECT = pattern(r"(?:Add|Update) paper from issue [1-9][0-9]{0,8}")
_TRAILER = pattern(r"([A-Z][A-Za-z-]{1,30}): (\S.*)")
_DIGEST = pattern(r"[0-9a-f]{16}")
REFRESH = "Refresh what is known of listed papers"
REFRESH_PAGES = "Bring the pages up to date with the list"
REFRESH_EDITS = "Take over what people edited in the README"
CONFIGURE = "Describe the list for paper-bot"
_LOGIN = pattern(r"[A-Za-z0-9_-]{1,39}(?:\[bot\])?")


def commit_message(
    issue: IssueSnapshot, paper: Paper, digest: str, *, verb: str = "Add", kept: Iterable[str] = ()
) -> str:
    """Return the message of the commit that adds or changes a paper.

    `digest` is that of the issue's text the paper was read from, `kept` the fields in
    which a person's commit stands. Nothing of the issue's text but the escaped
    title is in it.
    """
    subject = f"{verb} paper from issue {issue.number}"
    trailers = [f"Paper-Issue: {issue.number}", f"Issue-Digest: {digest}"]
    if kept := sorted(kept):
        trailers.append(f"Kept-Fields: {' '.join(map(escape.for_trailer, kept))}")
    login = issue.author_login
    if _LOGIN.fullmatch(login):  # as git trailers name people
        address = f"{issue.author_id}+{login}@users.noreply.github.com"
        trailers.append(f"Co-authored-by: {login} <{address}>")
    return (
        "\n".join([subject, "", f"Paper: {escape.for_commit(paper.title)}", "", *trailers]) + "\n"
    )


def refresh_message(subject: str = REFRESH) -> str:
    """Return the message of a commit on the maintenance branch, by what it is about."""
    return f"{subject}\n\nPaper-Bot: refresh\n"


def configure_message(digest: str) -> str:
    """Return the message of a commit that proposes a description of the list.

    `digest` is that of the description which the bot wrote itself, now or before.
    """
    return f"{CONFIGURE}\n\nPaper-Bot: configure\nIssue-Digest: {digest}\n"


def configure_title(name: str) -> str:
    """Return the title of the pull request that proposes a description of a list."""
    return escape.for_title(f"Set up paper-bot for {name}")


def is_own_message(message: str) -> bool:
    """Whether a message is as the bot writes it, whole, and not one that merely quotes it.

    GitHub puts a number behind the subject of a squashed commit, and the messages of all
    commits below it, each with its trailers:
    https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/configuring-commit-squashing-for-pull-requests
    """
    subject = message.partition("\n")[0]
    trailers = _trailers(message)
    if subject in (REFRESH, REFRESH_EDITS, REFRESH_PAGES):
        return trailers.get("Paper-Bot") == "refresh"
    if subject == CONFIGURE:
        return trailers.get("Paper-Bot") == "configure"
    return bool(_SUBJECT.fullmatch(subject) and _DIGEST.fullmatch(trailers.get("Issue-Digest", "")))


def read_trailers(message: str) -> tuple[str, frozenset[str]]:
    """Return the digest of the issue's text and the kept fields that a commit's message names."""
    trailers = _trailers(message)
    digest, kept = trailers.get("Issue-Digest", ""), trailers.get("Kept-Fields", "")
    names = frozenset(unquote(name) for name in kept.split())
    return (digest if _DIGEST.fullmatch(digest) else ""), names


def _trailers(message: str) -> dict[str, str]:
    """Return the trailers, which stand in the last paragraph; of two alike the first."""
    last = message.rstrip().rpartition("\n\n")[2]
    found: dict[str, str] = {}
    for line in last.split("\n"):
        if trailer := _TRAILER.fullmatch(line):
            found.setdefault(trailer[1], trailer[2])
    return found
