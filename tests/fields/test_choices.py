"""What was chosen among a list's options, however it is written."""

from __future__ import annotations

import pytest

from bot.fields.asked import Asked
from bot.fields.choices import read_chosen
from bot.fields.fillers import fillers_of
from bot.fields.kinds import ChoiceField

OPTIONS = ("White-box attack", "Black-box attack", "Black-box defence", "2.1 Sparse Attention")
FIELD = ChoiceField(kind="choice", options=())


def chosen(raw: str) -> tuple[tuple[str, ...], list[str]]:
    """Return what is chosen, and the codes of problems and notes."""
    asked = Asked("section", "Section", FIELD)
    read = read_chosen(raw, asked, {name: name for name in OPTIONS}, fillers_of(()))
    codes = [each.code for each in read.problems]
    return read.value, codes + [each.code for each in read.notes]


@pytest.mark.parametrize(
    ("raw", "option", "codes"),
    [
        ("White-box attack", "White-box attack", []),
        ("white box attack", "White-box attack", []),
        ("sparse attention", "2.1 Sparse Attention", []),
        ("Whitebox atack", "White-box attack", ["near-miss"]),
        ("White-box", "White-box attack", ["near-miss"]),
        ("Black-box", "", ["not-an-option"]),  # two begin so
        ("Whi", "", ["not-an-option"]),
        ("Fingerprints", "", ["not-an-option"]),
        ("", "", ["missing"]),
    ],
)
def test_an_option_is_known_by_its_beginning_where_no_other_begins_so(
    raw: str, option: str, codes: list[str]
) -> None:
    assert chosen(raw) == ((option,) if option else (), codes)


def test_an_option_may_be_a_sign_alone() -> None:
    asked = Asked("access", "Access", ChoiceField(kind="choice", options=("🟢", "🟡")))
    read = read_chosen("🟡", asked, {"🟢": "🟢", "🟡": "🟡"}, fillers_of(()))
    assert (read.value, read.problems) == (("🟡",), ())
