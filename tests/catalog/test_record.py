"""A record is read into a paper whole, or refused with all that is wrong with it."""

from __future__ import annotations

import copy
import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.catalog.record import RecordError
from tests.ours import read_papers
from tests.paths import PROJECT

RECORD: dict[str, Any] = {
    "title": "On Heads",
    "authors": ["A. Head", "B. Tête"],
    "more_authors": True,
    "date": "2024-03-17",
    "heads": ["Induction Head", "Copy Head"],
    "venue": "arXiv",
    "summary": {"innovation": "New.", "tasks": "Tried – twice.", "result": "Found."},
    "links": [{"label": "arXiv", "kind": "Paper", "url": "https://arxiv.org/abs/2402.02872"}],
    "issue": 7,
}


def is_line(value: Any) -> bool:
    return (
        type(value) is str
        and value != ""
        and value == value.strip()
        and not {"\n", "\r"} & {*value}
    )


def is_list(value: Any) -> bool:
    return type(value) is list and value != [] and all(map(is_line, value))


def is_day(value: Any) -> bool:
    if value is None:
        return True
    if type(value) is not str or len(value) != 10:
        return False
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def is_address(value: Any) -> bool:
    return (
        type(value) is str
        and value.partition("://")[0] in ("http", "https")
        and value.partition("://")[2] != ""
        and all("!" <= char <= "~" for char in value)
    )


# What each place may hold.
ALLOWED: dict[tuple[str | int, ...], Callable[[Any], bool]] = {
    ("title",): is_line,
    ("authors",): is_list,
    ("authors", 1): is_line,
    ("more_authors",): lambda value: value is True,
    ("date",): is_day,
    ("heads",): is_list,
    ("heads", 1): is_line,
    ("venue",): is_line,
    ("summary",): lambda _: False,
    ("summary", "innovation"): is_line,
    ("summary", "tasks"): is_line,
    ("summary", "result"): is_line,
    ("summary", "note"): lambda _: True,
    ("links",): lambda value: value == [],
    ("links", 0): lambda _: False,
    ("links", 0, "label"): is_line,
    ("links", 0, "kind"): is_line,
    ("links", 0, "url"): is_address,
    ("links", 0, "note"): lambda _: True,
    ("issue",): lambda value: value is None or (type(value) is int and value > 0),
    ("note",): lambda _: True,
    ("extra",): lambda _: True,
}
# Blanks for Python: `str.strip` takes each off.
BLANKS = [char for char in map(chr, range(sys.maxunicode)) if char.isspace()]
ODD_TEXTS = [
    *("", " a", "a ", "a\nb", "a\rb", "a\u2028b", "\x1f", "a\x00", "https://x\n", "\u200ba"),
    *("2024-02-30", "2024-2-3", "\u0663", "2024-01-01T00:00", "20240101", "2024-W01-1"),
    *("\u0662\u0660\u0662\u0664-\u0660\u0661-\u0660\u0661", "0000-01-01", "2024-02-29"),
    *("https://x y", "ftp://x.example", "https://x.example/\u00e9", "http://", "HTTP://x"),
]
ODD_VALUES = [0, -1, 1, True, False, 1.0, None, [], {}, ["a"], [""], [1], {"a": 1}, [["a"]]]
NO_ADDRESS = "not a web address: http:// or https://, and no blank in it"
ODD = st.sampled_from(ODD_TEXTS) | st.sampled_from(ODD_VALUES)
VALUES = ODD | st.text(max_size=5) | st.integers() | st.from_regex(r"https?://.{0,5}")


def changed(place: tuple[str | int, ...], value: object) -> dict[str, Any]:
    """Return the record with another value at a place."""
    record = copy.deepcopy(RECORD)
    within: Any = record
    for step in place[:-1]:
        within = within[step]
    within[place[-1]] = value
    return record


def wrong(values: list[Any]) -> list[tuple[int, str, str]]:
    """Return all that is wrong with records; nothing where they are read."""
    try:
        read_papers(values)
    except RecordError as error:
        return [*error.faults]
    return []


@example(("more_authors",), 1)
@given(st.sampled_from([*ALLOWED]), VALUES)
def test_a_value_is_read_exactly_where_it_is_allowed_and_else_its_place_is_named(
    place: tuple[str | int, ...], value: Any
) -> None:
    record = changed(place, value)
    found = wrong([RECORD, record])
    if ALLOWED[place](value):
        assert found == []
        (paper,) = read_papers([record])
        assert {"issue": None, **paper.record()} == {"issue": None, **record}
    else:
        named = ".".join(map(str, place))
        assert found
        assert {(entry, field[: len(named)]) for entry, field, _ in found} == {(1, named)}


@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
def test_no_text_has_a_blank_of_any_kind_around_it(blank: str) -> None:
    told = "blanks around the text, or more than one line"
    for text in (f"{blank}a", f"a{blank}", blank):
        assert wrong([changed(("title",), text)]) == [(0, "title", told)]
    ends_line = blank in ("\n", "\r")
    assert wrong([changed(("title",), f"a{blank}b")]) == [(0, "title", told)] * ends_line


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        (("title",), 1, "not a text"),
        (("title",), "", "empty"),
        (("venue",), "a\nb", "blanks around the text, or more than one line"),
        (("date",), 20240101, "not a date in the form 2024-10-14, nor null"),
        (("date",), "2024-2-3", "not a date in the form 2024-10-14, nor null"),
        (("date",), "2024-02-30", "no day of the calendar"),
        (("heads",), "x", "not a list"),
        (("heads",), {"a": 1}, "not a list"),
        (("heads",), [], "empty: at least one is needed"),
        (("heads", 1), None, "not a text"),
        (("heads",), ("a",), "not a list"),
        (("summary",), [], "not an object with the fields of one"),
        (("summary",), "x", "not an object with the fields of one"),
        (("links",), None, "not a list"),
        (("links", 0), 7, "not an object with the fields of one"),
        (("links", 0, "url"), "ftp://x", NO_ADDRESS),
        (("links", 0, "url"), "", NO_ADDRESS),
        (("issue",), "7", "not a whole number"),
        (("issue",), True, "not a whole number"),
        (("issue",), 1.5, "not a whole number"),
        (("issue",), 0, "not the number of an issue"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_words_for_whoever_edits_the_list(
    place: tuple[str | int, ...], value: object, told: str
) -> None:
    assert wrong([RECORD, changed(place, value)]) == [(1, ".".join(map(str, place)), told)]


@pytest.mark.parametrize(
    "place", [place for place in ALLOWED if place[-1] not in ("note", "extra")]
)
def test_a_field_that_is_missing_is_named_unless_it_may_be(place: tuple[str | int, ...]) -> None:
    record = copy.deepcopy(RECORD)
    within: Any = record
    for step in place[:-1]:
        within = within[step]
    del within[place[-1]]
    may_be = place[0] in ("issue", "authors", "more_authors") or place[-1] in (0, 1)
    named = [] if may_be else [(0, ".".join(map(str, place)), "missing")]
    assert wrong([record]) == named


@pytest.mark.parametrize("value", [None, 1, "x", [], [RECORD], True])
def test_what_is_no_object_is_no_record(value: object) -> None:
    told = "not an object with the fields of one"
    assert wrong([RECORD, value]) == [(1, "", told)]


def test_all_that_is_wrong_is_found_at_once_in_the_order_of_the_list() -> None:
    first = changed(("links", 0, "url"), "x")
    first["title"], first["summary"] = " a", {"tasks": "Tried."}
    second = changed(("heads",), [""])
    second["issue"] = -1
    found = [(entry, field) for entry, field, _ in wrong([RECORD, first, RECORD, second, None])]
    assert found == [
        *((1, name) for name in ("title", "summary.innovation", "summary.result", "links.0.url")),
        (3, "heads.0"),
        (3, "issue"),
        (4, ""),
    ]


def test_a_record_is_written_as_it_was_read_with_what_nobody_knows_in_its_order() -> None:
    record = {"zeta": 1, **changed(("note",), {"by": "hand"}), "alpha": None, "extra": {"x": []}}
    record["summary"] = {"note": "s", **record["summary"], "doi": [1]}
    record["links"][0] |= {"note": ["l"], "a": 1.5}
    (paper,) = read_papers([record])
    assert paper.record() == record
    assert list(paper.record()) == [*RECORD, "zeta", "note", "alpha", "extra"]
    assert list(paper.record()["summary"])[3:] == ["note", "doi"]
    assert list(paper.record()["links"][0])[3:] == ["note", "a"]


# --- what starting takes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "without"),
    [
        (
            ["check", "--offline", "examples/template-issue.md"],
            {"github", "pydantic", "jinja2", "requests", "rich", "bot.messages.comments"},
        ),
        (["render", "--check"], {"github", "pydantic", "requests", "rich", "rapidfuzz"}),
        (["lint"], {"github", "pydantic", "jinja2", "requests", "rich"}),
    ],
)
def test_a_command_imports_nothing_that_it_does_not_need(
    arguments: list[str], without: set[str]
) -> None:
    script = (
        "import sys\nfrom bot.commands.cli import main\n"
        f"sys.argv = ['bot', *{arguments!r}]\n"
        "try:\n    main()\nfinally:\n    print('\\n'.join(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    imported = set(done.stderr.split())
    assert "bot.catalog.record" in imported
    assert imported & without == set()
