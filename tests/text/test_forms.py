"""What stands in an issue form is read as it was meant, by every reader of YAML."""

from __future__ import annotations

import html
import re

import cmarkgfm
import pytest
import yaml
from cmarkgfm.cmark import Options
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.text.clean import clean, one_line
from bot.text.forms import for_line, for_note, for_yaml, for_yaml_list
from tests.strings import ANYTHING

# Signs that stand in a value without quotation marks, where they mean nothing.
SIGNS = st.text("ab1 .,;/()'+&%=@?!:-#，。", max_size=8).map("a{}".format)
TEXTS = (
    ANYTHING
    | SIGNS
    | st.sampled_from(["yes", "No", "n", "null", "~", "1e3", "0x1F", "12:30", "-", "?"])
)


def both(text: str) -> list[object]:
    """Return what a reader of YAML 1.1 and one of YAML 1.2 take a text for."""
    return [yaml.safe_load(text), YAML(typ="safe", pure=True).load(text)]


@given(TEXTS)
@example("l?")
@example("2024-10-14")
@example("a: b")
@example("a #b")
@example("Add new paper: ")
@example("---")
@example("x:")
@example(":x")
@example("\ud800")
@example("\x85\u2028\ufeff\x7f\U0010ffff")
def test_a_value_is_read_as_the_text_it_is(text: str) -> None:
    whole = re.sub("[\ud800-\udfff]", "\ufffd", text)  # no file holds half a character
    for read in both(f"- k: {for_yaml(text)}\n  l: 1\n"):
        assert isinstance(read, list)
        assert read[0] == {"k": whole, "l": 1}
    for read in both(f"k: {for_yaml_list([text, 'b'])}\n"):
        assert isinstance(read, dict)
        assert read == {"k": [whole, "b"]}


@pytest.mark.parametrize(
    "text",
    [
        "Title",
        "The paper's title, or a link (to it)",
        "https://x.example/a?b=1",
        "论文标题，与论文一致。",
    ],
)
def test_a_value_that_needs_no_quotation_marks_has_none(text: str) -> None:
    assert for_yaml(text) == text


@given(ANYTHING)
def test_a_label_and_a_note_stay_on_their_line(text: str) -> None:
    assert for_line(text) == one_line(str(for_line(text)))
    assert not re.search(r"[\n\r\x00-\x1f]", for_line(text) + for_note(text))


@given(ANYTHING)
@example("-->")
@example("--->")
@example("--!>")
def test_a_note_ends_where_it_is_meant_to(text: str) -> None:
    shown = cmarkgfm.github_flavored_markdown_to_html(
        f"<!-- {for_note(text)} -->\n\nbelow\n", Options.CMARK_OPT_UNSAFE
    )
    assert shown.count("-->") == 1
    assert shown.endswith("-->\n<p>below</p>\n")
    assert "--" not in for_note(text)


@given(st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_a_note_of_words_is_left_as_it_is(text: str) -> None:
    assert html.unescape(for_note(text)) == one_line(clean(text))
