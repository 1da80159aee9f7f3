"""What becomes of an issue: one table, with words that outputs and markers keep."""

from __future__ import annotations

import pytest

from bot.messages.verdicts import LABELS, Stage, Verdict, verdict_of
from bot.outputs.templates import TEMPLATES


def test_each_verdict_has_its_word_its_next_mover_and_its_label() -> None:
    """Outputs, markers and step summaries have had these since the first version."""
    assert [(str(v), v.waits_for, v.label, v.is_final) for v in Verdict] == [
        ("accepted", "a maintainer", None, True),
        ("rejected", "the contributor", "needs-changes", True),
        ("duplicate", "the contributor", "duplicate", True),
        ("queued", "a maintainer", None, False),
        ("listed", "nobody", None, True),
        ("declined", "nobody", None, True),
        ("withdrawn", "nobody", None, True),
        ("blocked", "whoever mends it", None, False),
        ("waiting", "the next run", None, True),
        ("ignored", "nobody", None, True),
        ("closed", "nobody", None, True),
        ("gone", "nobody", None, True),
        ("fault", "nobody", None, True),
        ("refresh", "a maintainer", None, True),
        ("configure", "a maintainer", None, True),
        ("taken over", "a maintainer", None, True),
        ("nothing to refresh", "nobody", None, True),
    ]
    assert sorted(LABELS) == ["duplicate", "needs-changes"]


@pytest.mark.parametrize("verdict", Verdict)
def test_what_is_said_has_a_template_and_is_read_in_a_marker(verdict: Verdict) -> None:
    is_said = verdict.stage is not Stage.UNSAID

    assert verdict_of(str(verdict)) is (verdict if is_said else None)
    assert bool(verdict.template) == is_said
    if is_said:
        assert (TEMPLATES / verdict.template).is_file()


def test_another_word_is_no_verdict() -> None:
    assert verdict_of("merged") is None
    assert verdict_of("pull") is None
