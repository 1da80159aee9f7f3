"""A store that is a YAML file is read, and one record added or changed, every other byte kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog import parse_catalog
from bot.errors import BrokenState
from bot.listing.describe import read_description
from bot.listing.store.yaml_file import (
    read_yaml_store,
    yaml_with_changed,
    yaml_with_record,
    yaml_without,
)
from tests.listing.lists import BESIDE, OWN
from tests.tiers import chosen

_PLAIN = """# The papers.

- title: 'Heads: a Study'
  date: '2024-01-01'   # day of the preprint
  authors:
  - Ada Lovelace
  - Alan Turing
  sources:
    arxiv: https://arxiv.org/abs/2401.00001
  tldr: |-
    Short.
# about the second
- title: Why Heads
  date: '2023-01-01'
  authors:
  - Emmy Noether
  sources:
    arxiv: https://arxiv.org/abs/2301.00001
    code: https://github.com/a/b
  tldr: |-
    Shorter.
  confirmed: true
"""
_QUOTED = """-   title: "Heads: a Study"
    tags: [a, "b: c"]
    note: "1"

-   title: "Why Heads"
    tags: []
    note: "x"
"""
_NESTED = """  - title: A
    authors:
      - Ada
      - Alan


  - title: B
    authors:
      - Emmy
"""
_FLOW = "- {title: A, date: '2024-01-01'}\n- {title: B, date: '2023-01-01'}\n"
_NEW: dict[str, Any] = {
    "tldr": "New.",
    "title": "What: Heads",
    "date": "2023-06-01",
    "authors": ["Kurt Gödel"],
    "sources": {"code": "https://github.com/c/d", "arxiv": "https://arxiv.org/abs/2306.00001"},
}


def _added(before: str, after: str) -> str:
    """Return the lines that were added; nothing else may differ."""
    lines = iter(before.splitlines(keepends=True))
    waited = next(lines, None)
    added = []
    for line in after.splitlines(keepends=True):
        if line == waited:
            waited = next(lines, None)
        else:
            added.append(line)
    assert waited is None
    return "".join(added)


def test_scalars_are_texts_and_what_is_empty_is_none() -> None:
    text = "- title: 2024\n  date: 2024-01-02\n  ok: yes\n  code:\n  page: ~\n"
    text += "  tags: ['', null, 'null']\n"
    assert read_yaml_store(text) == [
        {
            "title": "2024",
            "date": "2024-01-02",
            "ok": "yes",
            "code": None,
            "page": None,
            "tags": ["", None, "null"],
        }
    ]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]\n", "---\n", "# a\n[]"])
def test_a_file_without_papers_has_a_first_one(text: str) -> None:
    assert read_yaml_store(text) == []
    after = yaml_with_record(text, {"title": "A: b", "tags": ["x"]}, 0)
    assert after.endswith("- title: 'A: b'\n  tags:\n    - x\n")
    assert after.startswith(text.replace("[]", "").rstrip())
    assert read_yaml_store(after) == [{"title": "A: b", "tags": ["x"]}]


def test_a_record_is_written_as_those_around_it() -> None:
    entry = """- title: 'What: Heads'
  date: '2023-06-01'
  authors:
  - Kurt Gödel
  sources:
    arxiv: https://arxiv.org/abs/2306.00001
    code: https://github.com/c/d
  tldr: |-
    New.
"""
    assert yaml_with_record(_PLAIN, _NEW, 0) == _PLAIN.replace("- title: 'H", f"{entry}- title: 'H")
    assert yaml_with_record(_PLAIN, _NEW, 1) == _PLAIN.replace("# about", f"{entry}# about")
    assert yaml_with_record(_PLAIN, _NEW, 2) == _PLAIN + entry
    assert yaml_with_record(_PLAIN.rstrip("\n"), _NEW, 2) == _PLAIN + entry
    windows = _PLAIN.replace("\n", "\r\n")
    assert yaml_with_record(windows, _NEW, 1) == yaml_with_record(_PLAIN, _NEW, 1).replace(
        "\n", "\r\n"
    )


@pytest.mark.parametrize(
    ("text", "record", "entry"),
    [
        (
            _QUOTED,
            {"title": "C", "tags": ["x"], "note": "y"},
            '\n-   title: "C"\n    tags: [x]\n    note: "y"\n',
        ),
        (
            _NESTED,
            {"title": "C: d", "authors": ["Kurt"]},
            "\n\n  - title: 'C: d'\n    authors:\n      - Kurt\n",
        ),
        (_FLOW, {"date": "2022-01-01", "title": "C"}, "- {title: C, date: '2022-01-01'}\n"),
        ("- title: 'A'\n- title: 'B'\n", {"title": "C"}, "- title: 'C'\n"),
        ("- title: A\n- title: \"B: c\"\n", {"title": "C: d"}, '- title: "C: d"\n'),
        (
            "- title: A\n  issue: 4\n  ok: true\n",
            {"title": "C", "issue": 5, "ok": False, "code": None},
            "- title: C\n  issue: 5\n  ok: false\n  code: null\n",
        ),
    ],
)  # fmt: skip
def test_quotation_marks_indents_brackets_and_blank_lines_are_the_files_own(
    text: str, record: dict[str, Any], entry: str
) -> None:
    assert yaml_with_record(text, record, len(read_yaml_store(text))) == text + entry


def test_long_lines_are_broken_where_the_file_breaks_them() -> None:
    words = "word " * 30 + "end"
    broken = yaml_with_record("- tldr: a line that is\n    broken\n", {"tldr": words}, 1)
    assert max(map(len, broken.splitlines())) <= 85
    assert len(yaml_with_record("- tldr: a line\n", {"tldr": words}, 1).splitlines()) == 2


@pytest.mark.parametrize(
    ("place", "change", "old", "new"),
    [
        (0, {"title": "Tails"}, "'Heads: a Study'", "Tails"),
        (0, {"title": "A: b"}, "'Heads: a Study'", "'A: b'"),
        (0, {"date": "2024-02-02"}, "'2024-01-01'   #", "'2024-02-02'   #"),
        (0, {"authors": ["Ada Lovelace", "X"]}, "- Alan Turing", "- X"),
        (1, {"tldr": "One.\nTwo."}, "    Shorter.", "    One.\n    Two."),
        (
            0,
            {"sources": {"arxiv": "https://arxiv.org/abs/2401.00001", "code": "https://a.org"}},
            "2401.00001\n",
            "2401.00001\n    code: https://a.org\n",
        ),
        (
            1,
            {"sources": {"arxiv": "https://arxiv.org/abs/2301.00001"}},
            "    code: https://github.com/a/b\n",
            "",
        ),
        (0, {"venue": "X"}, "    Short.\n", "    Short.\n  venue: X\n"),
        (0, {"confirmed": "no way"}, "    Short.\n", "    Short.\n  confirmed: no way\n"),
        (1, {"confirmed": False}, "confirmed: true", "confirmed: false"),
    ],
)
def test_what_changes_in_a_record_changes_in_its_lines_alone(
    place: int, change: dict[str, Any], old: str, new: str
) -> None:
    record = {**read_yaml_store(_PLAIN)[place], **change}
    assert _PLAIN.count(old) == 1
    assert yaml_with_changed(_PLAIN, {place: record}) == _PLAIN.replace(old, new)


def test_a_record_in_brackets_or_with_another_first_key_is_written_anew() -> None:
    assert yaml_with_changed(_FLOW, {1: {"title": "C", "date": None}}) == (
        "- {title: A, date: '2024-01-01'}\n- {title: C, date: null}\n"
    )
    assert yaml_with_changed("- a: 1\n  b: 2\n- a: 3\n", {0: {"b": 4}}) == "- b: 4\n- a: 3\n"
    empty = "- title: A\n  code:\n  page: x\n"
    filled = yaml_with_changed(empty, {0: {"title": "A", "code": "y", "page": "x"}})
    assert filled == "- title: A\n  code: y\n  page: x\n"


@pytest.mark.parametrize(
    ("text", "places", "left"),
    [
        (_PLAIN, {0}, "# The papers.\n\n# about" + _PLAIN.partition("# about")[2]),
        (_PLAIN, {1}, _PLAIN[: _PLAIN.index("- title: Why Heads")]),
        (_PLAIN, {0, 1}, "# The papers.\n# about the second\n"),
        (_QUOTED, {0}, _QUOTED.partition("\n\n")[2]),
        (_QUOTED, {1}, _QUOTED.partition("\n\n")[0] + "\n"),
        (_NESTED, {0}, "  - title: B\n    authors:\n      - Emmy\n"),
        (_FLOW, {1}, _FLOW.partition("\n")[0] + "\n"),
    ],
)
def test_records_go_with_their_lines_alone(text: str, places: set[int], left: str) -> None:
    assert yaml_without(text, places) == left


@pytest.mark.parametrize("text", [_PLAIN, _QUOTED, _NESTED, _FLOW, "[{title: A}, {title: B}]\n"])
def test_several_records_change_as_one_after_the_other_does(text: str) -> None:
    records = read_yaml_store(text)
    changed = {at: {**record, "title": f"T{at}"} for at, record in enumerate(records)}
    one_by_one = text
    for place, record in changed.items():
        one_by_one = yaml_with_changed(one_by_one, {place: record})
    assert yaml_with_changed(text, changed) == one_by_one
    longer = {at: {**record, "new": "x"} for at, record in enumerate(records)}
    assert read_yaml_store(yaml_with_changed(text, longer)) == [*longer.values()]


def test_what_is_the_same_changes_no_byte() -> None:
    for text in (_PLAIN, _QUOTED, _NESTED, _FLOW):
        for place, record in enumerate(read_yaml_store(text)):
            assert yaml_with_changed(text, {place: record}) == text


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\n", 1, "wanted is a list of papers"),
        ("- a: 1\n- b\n", 2, "wanted is a paper: a map of its fields"),
        ("- a: 1\n  a: 2\n", 2, "a stands twice"),
        ("- a: 1\n- b: [\n", 3, "no YAML"),
        ("- a: &x 1\n- b: *x\n", 1, "an anchor"),
        ("- a: 1\n  b: !!python/object:os.system x\n", 2, "a tag"),
        ("- a: 1\n---\n- b: 2\n", 2, "a second document"),
        ("- a: 1\n  b: \x07\n", 2, "no YAML"),
        ("- " * 20 + "a", 1, "more than 12 levels"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(BrokenState) as caught:
        read_yaml_store(text, "papers.yaml")
    assert str(caught.value).startswith(f"papers.yaml, line {line}: ")
    assert words in str(caught.value)


@pytest.mark.skipif(not BESIDE.is_dir(), reason="the store is not beside the project")
def test_a_record_of_a_real_store_is_written_byte_for_byte_as_its_people_have_it() -> None:
    text = (BESIDE / "GUI-Agents-papers.excerpt.yaml").read_text("utf-8")
    records = read_yaml_store(text)
    lines = text.splitlines(keepends=True)
    starts = [at for at, line in enumerate(lines) if line.startswith("- ")] + [len(lines)]
    for place, record in enumerate(records[:-1]):
        entry = "".join(lines[starts[place] : starts[place + 1]])
        without = text.replace(entry, "", 1)
        typed = {**record, "bibtex_confirmed": record["bibtex_confirmed"] == "true"}
        assert yaml_with_record(without, typed, place) == text
        again = yaml_with_changed(text, {place: {**record, "title": "X"}})
        assert yaml_with_changed(again, {place: record}) == text


_TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30
) | st.sampled_from(
    ["yes", "null", "~", "1.0", "2024-01-01", "a: b", "a #b", "- x", "'", '"', "{", "[a]", "*a",
     "&a", "!t", "%", "@", "`", "|", ">", "a\nb", "a\n", " a", "a ", "\ta", "a\n\n  b\n", "#", "?",
     ":", "", "\x85", "a\u2028b", "\ufeff", "😀", "key: |", "...", "---", "a\r\nb"]
)  # fmt: skip
_RECORDS = st.fixed_dictionaries(
    {"title": _TEXTS},
    optional={
        "tags": st.lists(_TEXTS, max_size=3),
        "sources": st.dictionaries(st.sampled_from(["code", "page"]), _TEXTS, min_size=1),
        "tldr": _TEXTS,
        "code": st.none() | _TEXTS,
    },
)


@given(
    st.lists(_RECORDS, max_size=4),
    _RECORDS,
    st.sampled_from([None, "'", '"', "|"]),
    st.sampled_from([None, True, False]),
    st.sampled_from([2, 4]),
    st.sampled_from([40, 10_000]),
    st.integers(0, 4),
)
def test_any_record_comes_into_any_file_and_all_others_stay(
    records: list[dict[str, Any]],
    record: dict[str, Any],
    style: str | None,
    flow: bool | None,
    indent: int,
    width: int,
    at: int,
) -> None:
    def dumped(values: list[dict[str, Any]]) -> str:
        text: str = yaml.safe_dump(
            values, default_style=style, default_flow_style=flow, indent=indent, width=width,
            allow_unicode=True, sort_keys=False,
        )  # fmt: skip
        return text

    # A tag that says what is told anyway, as a style for all would write it.
    before = dumped(records).replace("!!null ", "")
    known = read_yaml_store(before)
    if flow and records:
        return
    at = min(at, len(records))
    after = yaml_with_record(before, record, at)
    if records:
        _added(before, after)
    again = read_yaml_store(after)
    assert again == [*known[:at], again[at], *known[at:]]
    assert again[at] == record
    if records:
        assert read_yaml_store(yaml_without(after, {at})) == known
        place = min(at, len(records) - 1)
        changed = yaml_with_changed(before, {place: record})
        assert read_yaml_store(changed) == [*known[:place], record, *known[place + 1 :]]


@pytest.mark.parametrize(
    ("order", "date", "place"),
    [
        ("newest", "2023-06-01", 1),
        ("newest", None, 2),
        ("oldest", "2023-06-01", 0),
        ("append", "2025-01-01", 2),
        ("prepend", "2020-01-01", 0),
    ],
)
def test_the_order_of_the_store_says_where(order: str, date: str | None, place: int) -> None:
    text = (OWN / "gui-agents.yml").read_text("utf-8")
    described = read_description(text.replace("order-of-data: newest", f"order-of-data: {order}"))
    before = parse_catalog(_PLAIN, described, "papers.yaml")
    new = before.papers[0].with_values({"title": "New", "date": date})
    after = before.with_paper(new)
    assert after.papers.index(new) == place
    assert read_yaml_store(after.text)[place]["title"] == "New"


_HOSTILE: dict[str, Callable[[int], str]] = {
    "anchors": lambda size: "- a: &x 1\n" * (size // 10),
    "aliases": lambda size: "- a: *x\n" * (size // 8),
    "tags": lambda size: "- a: !!x 1\n" * (size // 11),
    "brackets": lambda size: "[" * size,
    "dashes": lambda size: "- " * (size // 2),
    "one long line": lambda size: "- a: " + "x" * size,
    "keys": lambda size: "- a: 1\n" + "".join(f"  k{at}: 1\n" for at in range(size // 10)),
    "papers": lambda size: "- a: 1\n" * (size // 7),
    "blank lines": lambda size: "- a: |\n" + "\n" * size,
    "comments": lambda size: "- a: 1\n" + "# x\n" * (size // 4),
    "braces": lambda size: "- {a: 1}\n" * (size // 9),
    "quotes": lambda size: "- a: '" + "''" * (size // 2),
}


@pytest.mark.parametrize("kind", chosen(_HOSTILE, "aliases", "blank lines"))
def test_twice_the_text_takes_at_most_twice_the_time(kind: str) -> None:
    def seconds(size: int) -> float:
        text = _HOSTILE[kind](size)
        start = time.process_time()
        with suppress(BrokenState):
            yaml_with_record(text, {"title": "A"}, 0)
        return time.process_time() - start

    seconds(1_000)
    ratios = []
    for _ in range(5):
        ratios.append((seconds(600_000) + 0.02) / (seconds(300_000) + 0.02))
        if ratios[-1] <= 2.6:
            return
    raise AssertionError(ratios)
