"""An issue as GitHub shows it, of which only the number and the author matter."""

from __future__ import annotations

from bot.submission.issue import IssueSnapshot
from tests.ours import OURS


def filed(number: int, login: str = "", account: int = 0) -> IssueSnapshot:
    """Return an open issue without a text."""
    return IssueSnapshot(
        "",
        "",
        number=number,
        author_login=login,
        author_id=account,
        is_open=True,
        is_locked=False,
        comment_count=0,
        form=OURS,
    )
