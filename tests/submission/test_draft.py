"""A draft is a value that readings make anew; what a field lacks is said at the end alone."""

from __future__ import annotations

import dataclasses

import pytest

from bot.fields.reading import Note, Problem, Reading
from tests.ours import draft_of

MISSING = Problem("venue", "missing", "Where?")
UNKNOWN = Note("venue", "new", "Toys is new.")
SEVERAL = Note("venue", "several", "Two are named.")


def test_a_lack_is_said_where_nothing_else_brings_a_value() -> None:
    draft = draft_of().take(Reading("venue", "", lack=MISSING))
    assert draft.problems == (MISSING,)
    filled = draft.take(Reading("venue", "ICLR", source="OpenReview"))
    assert (filled.problems, filled.venue, filled.source("venue")) == ((), "ICLR", "OpenReview")
    assert draft.problems == (MISSING,)  # an earlier value stays what it is


def test_what_is_no_lack_stays_said_whatever_comes_later() -> None:
    wrong = Problem("venue", "too-long", "Shorter.")
    draft = draft_of().take(Reading("venue", "", (wrong,), (SEVERAL,)), Reading("venue", "ICLR"))
    assert (draft.problems, draft.notes) == ((wrong,), (SEVERAL,))
    assert draft.is_misread("venue")


def test_a_doubt_is_said_as_long_as_its_value_stands() -> None:
    draft = draft_of().take(Reading("venue", "Toys", lack=UNKNOWN), Reading("venue", "Toys"))
    assert draft.notes == (UNKNOWN,)
    assert draft.take(Reading("venue", "ICLR")).notes == ()


def test_notes_stand_in_the_order_of_the_steps_and_what_has_no_place_is_kept() -> None:
    draft = draft_of().take(
        Reading("venue", "Toys", notes=(SEVERAL,), lack=UNKNOWN, also=("first",)),
        Reading("summary.tasks", "Tries."),
        Reading("issue", None, notes=(Note("date", "later", "A later one."),), also=("second",)),
    )
    assert [note.code for note in draft.notes] == ["several", "new", "later"]
    assert draft.also == ("first", "second")
    assert draft.stored()["summary.tasks"] == "Tries."


def test_a_draft_cannot_be_written_to() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        draft_of().also = ("On Toys",)  # type: ignore[misc]
