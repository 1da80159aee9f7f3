"""Name what becomes of an issue, and all that goes with it: label, who moves next, comment."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Self

from bot import config


class Stage(Enum):
    """How far an issue is when a verdict is said of it."""

    JUDGED = "its text was judged"
    ENDED = "its pull request was merged or closed"
    BLOCKED = "a setting of the repository is in the way"
    UNSAID = "no comment says it: it is the word for one run"


class Verdict(StrEnum):
    """What becomes of an issue, by the word that stands in markers and outputs.

    `waits_for` is who is to move next, and `label` what the issue gets beside the label of
    every submission. A comment whose verdict is `is_final` settles a text: nothing is left
    to do for it. `template` is that of the comment, blank where there is none.
    """

    waits_for: str
    stage: Stage
    label: str | None
    is_final: bool

    ACCEPTED = "accepted", "a maintainer", Stage.JUDGED
    REJECTED = "rejected", "the contributor", Stage.JUDGED, config.NEEDS_CHANGES
    DUPLICATE = "duplicate", "the contributor", Stage.JUDGED, config.DUPLICATE
    QUEUED = "queued", "a maintainer", Stage.JUDGED, None, False
    LISTED = "listed", "nobody", Stage.ENDED
    DECLINED = "declined", "nobody", Stage.ENDED
    WITHDRAWN = "withdrawn", "nobody", Stage.ENDED
    BLOCKED = "blocked", "whoever mends it", Stage.BLOCKED, None, False
    WAITING = "waiting", "the next run"
    IGNORED = "ignored"
    CLOSED = "closed"
    GONE = "gone"
    FAULT = "fault"
    REFRESH = "refresh", "a maintainer"
    CONFIGURE = "configure", "a maintainer"
    TAKEN_OVER = "taken over", "a maintainer"
    NOTHING_TO_REFRESH = "nothing to refresh"

    def __new__(
        cls,
        word: str,
        waits_for: str = "nobody",
        stage: Stage = Stage.UNSAID,
        label: str | None = None,
        is_final: bool = True,
    ) -> Self:
        """Return the member for a word."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.waits_for, member.stage = waits_for, stage
        member.label, member.is_final = label, is_final
        return member

    @property
    def template(self) -> str:
        """Return the name of the template of the comment that says it."""
        return "" if self.stage is Stage.UNSAID else f"comment_{self}.md.j2"


LABELS = frozenset(verdict.label for verdict in Verdict if verdict.label)


def verdict_of(word: str) -> Verdict | None:
    """Return the verdict that a comment's marker names, None where it names none."""
    found = next((verdict for verdict in Verdict if verdict == word), None)
    return found if found and found.template else None
