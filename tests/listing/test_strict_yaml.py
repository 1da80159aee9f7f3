"""YAML that leaves nothing to guess: what is read, and what is refused, with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.listing.strict_yaml import read_yaml


def test_every_scalar_is_the_text_it_is() -> None:
    text = "a: no\nb: 010\nc: 2022-11-30\nd: null\ne: 1.50\nf: [on, ~, 'x', \"y\"]\n"
    assert read_yaml(text).value == {
        "a": "no",
        "b": "010",
        "c": "2022-11-30",
        "d": "null",
        "e": "1.50",
        "f": ["on", "~", "x", "y"],
    }


def test_a_value_has_the_line_of_its_key_and_an_item_its_own() -> None:
    source = read_yaml("a:\n  b: 1\n  c:\n    - x\n    - y\nd: |-\n  first\n  second\n")
    assert source.line(("a",)) == 1
    assert source.line(("a", "b")) == 2
    assert source.line(("a", "c", 1)) == 5
    assert source.line(("a", "c", 1, "none", "of", "them")) == 5
    assert source.first_line(("a", "b")) == 2
    assert source.first_line(("d",)) == 7


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "a stands twice, first in line 1"),
        ("a: {b: 1, b: 2}\n", 1, "b stands twice"),
        ("a: &x 1\nb: 2\n", 1, "&x is an anchor"),
        ("a: 1\nb: *x\n", 2, "*x"),
        ("a: !!str 1\n", 1, "is a tag"),
        ("a: !mine {b: 1}\n", 1, "!mine is a tag"),
        ("a: 1\n---\nb: 2\n", 2, "a second document"),
        ("? [a, b]\n: 1\n", 1, "stands for a key"),
        ("a:\n\tb: 1\n", 2, "no YAML"),
        ("a:\n\tb: 1\n", 2, "a tab stands before the text; wanted are blanks"),
        ("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n", 2, "a mark of a conflict that nobody has"),
        ("entry: - {title}\n", 1, "wanted is a text in quotation marks"),
        ("a: [1\n", 2, "no YAML"),
        ("a: b: c\n", 1, "no YAML"),
        ("a: \x00\n", 1, "no YAML"),
        ("a: é\nb: \x07\n", 2, "control characters are not allowed"),
        ("[" * 100, 1, "levels"),
        ("a" * 300_000, 1, "characters"),
    ],
)
def test_what_has_two_meanings_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    flaws = read_yaml(text).flaws
    assert [(flaw.line, words in flaw.message) for flaw in flaws] == [(line, True)]


@given(st.text(max_size=200) | st.text(alphabet="ab:-?[]{}&*!|>'\"# \n\t", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    source = read_yaml(text)
    assert source.flaws or _is_plain(source.value)


def _is_plain(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(each) for key, each in value.items())
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, str)
