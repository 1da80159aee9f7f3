"""What an issue is, with what its text says."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from bot.listing import Description
from bot.submission.form import is_named, parse
from bot.submission.model import Submission


@dataclass(frozen=True)
class IssueText:
    """Title, body and labels of an issue to a list; they are read once, when first asked."""

    title: str
    body: str
    labels: frozenset[str] = frozenset()
    form: Description = field(kw_only=True)

    @cached_property
    def submission(self) -> Submission:
        """Return what the text says, field by field."""
        return parse(self.title, self.body, self.form)

    @property
    def submits(self) -> bool:
        """Whether the issue is a submission at all, as the outward interface defines it."""
        return is_named(self.title, self.body, self.labels, self.form) or self.submission.has_keys


@dataclass(frozen=True, kw_only=True)
class IssueSnapshot(IssueText):
    """An issue as GitHub shows it at one moment."""

    number: int
    author_login: str
    author_id: int
    is_open: bool
    is_locked: bool
    comment_count: int
