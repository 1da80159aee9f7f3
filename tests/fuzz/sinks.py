"""Fuzz the sinks with the properties that their tests state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bot.text.clean import clean, one_line
from bot.text.escape import for_code, for_markdown
from tests.behaviour.hostile.signs import SIGNS
from tests.fuzz.words import text_of
from tests.text import test_escape

NO_SPAN = "`" * 80  # no code span of cmark is long enough to hold this run
ROOMS = ("text/escape.py", "text/clean.py")


def _property(test: Any) -> Callable[[str], None]:
    """Return what a property test asserts, as a function of one text."""
    inner: Callable[[str], None] = test.hypothesis.inner_test
    return inner


_OF_ANY_TEXT = tuple(
    map(
        _property,
        (
            test_escape.test_nothing_is_live_in_inert_text,
            test_escape.test_inert_text_stays_as_it_is,
            test_escape.test_markdown_makes_one_paragraph_and_no_other_tag,
            test_escape.test_markdown_and_comments_are_inert_as_plain_text_too,
            test_escape.test_a_title_fits_and_holds_no_half_character,
            test_escape.test_a_log_line_is_one_line_without_a_workflow_command,
            test_escape.test_the_value_of_a_trailer_is_one_word_and_comes_back,
            test_escape.test_a_line_of_a_commit_is_one_inert_line,
            test_escape.test_an_annotation_is_one_command_and_its_message_none,
            test_escape.test_json_holds_the_value_and_no_workflow_command,
        ),
    )
)
_OF_CLEAN_LINES = tuple(
    map(
        _property,
        (
            test_escape.test_html_shows_the_text_and_cannot_leave_text_or_attribute,
            test_escape.test_a_badge_says_what_the_text_says,
            test_escape.test_a_comment_shows_the_inert_text,
            test_escape.test_an_attribute_cannot_be_left,
        ),
    )
)
_of_a_code_span = _property(test_escape.test_a_code_span_shows_its_line_exactly)
_of_a_block = _property(test_escape.test_a_fence_keeps_its_content_and_nothing_gets_out)
_of_an_address = _property(test_escape.test_an_address_stays_within_its_attribute)


def target(data: bytes) -> None:
    """Put one text through every sink."""
    text = text_of(data)
    for holds in _OF_ANY_TEXT:
        holds(text)
    line = one_line(clean(text))
    for holds in _OF_CLEAN_LINES:
        holds(line)
    if NO_SPAN in line:
        assert for_code(line) == for_markdown(line)
    else:
        _of_a_code_span(line)
    _of_a_block("\n".join(one_line(clean(each)) for each in text.split("\n")))
    _of_an_address("".join(char for char in text if "!" <= char <= "~"))


def seeds() -> Iterator[bytes]:
    """Yield live signs of every kind."""
    yield from (sign.encode() for sign in SIGNS.values())
    yield b"pass@1 a_b-c d--e __f__ 0123456789abcdef 1. - + = > | `x` $5 \\ #1 GH-1 www.x.example"


def shared_seeds() -> Iterator[bytes]:
    """Yield none: nothing of this kind lies beside the repository."""
    yield from ()
