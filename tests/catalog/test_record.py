"""What is read of papers.json without the schema is what the schema allows, and nothing else."""

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.catalog import Listing, parse_catalog
from bot.catalog.record import RecordError, read_papers
from bot.catalog.schema import faults
from bot.catalog.streaming import read_listing
from tests.paths import PROJECT

RECORD: dict[str, Any] = {
    "title": "On Heads",
    "date": "2024-03-17",
    "heads": ["Induction Head", "Copy Head"],
    "venue": "arXiv",
    "summary": {"innovation": "New.", "tasks": "Tried – twice.", "result": "Found."},
    "links": [{"label": "arXiv", "kind": "Paper", "url": "https://arxiv.org/abs/2402.02872"}],
    "issue": 7,
}
PLACES = [
    *((name,) for name in RECORD),
    *(("summary", name) for name in RECORD["summary"]),
    *(("links", 0, name) for name in RECORD["links"][0]),
    ("heads", 1),
    ("links", 0),
    ("note",),
    ("summary", "note"),
    ("links", 0, "note"),
]
ODD_TEXTS = [
    *("", " a", "a ", "a\nb", "a\rb", "\u2003a", "a\u2028b", "\x1f", "https://x\n"),
    *("2024-02-30", "2024-2-3", "\u0663", "2024-01-01T00:00"),
    *("https://x y", "ftp://x.example", "https://x.example/\u00e9", "http://"),
]
ODD_VALUES = [0, -1, 1, True, False, 1.0, None, [], {}, ["a"], [""], [1], {"a": 1}, [["a"]]]
ODD = st.sampled_from(ODD_TEXTS) | st.sampled_from(ODD_VALUES)
VALUES = ODD | st.text(max_size=5) | st.integers() | st.from_regex(r"https?://.{0,5}")


def changed(place: tuple[str | int, ...], value: object) -> dict[str, Any]:
    """Give the record with another value at a place."""
    record = copy.deepcopy(RECORD)
    within: Any = record
    for step in place[:-1]:
        within = within[step]
    within[place[-1]] = value
    return record


def is_read(values: list[Any]) -> bool:
    try:
        read_papers(values)
    except RecordError:
        return False
    return True


@given(st.sampled_from(PLACES), VALUES)
def test_a_value_is_read_exactly_where_the_schema_allows_it(
    place: tuple[str | int, ...], value: object
) -> None:
    records = [RECORD, changed(place, value)]
    assert is_read(records) == (faults(records) == [])


@pytest.mark.parametrize("place", [place for place in PLACES if place[-1] != "note"])
def test_a_field_may_be_missing_exactly_where_the_schema_says_so(
    place: tuple[str | int, ...],
) -> None:
    record = copy.deepcopy(RECORD)
    within: Any = record
    for step in place[:-1]:
        within = within[step]
    del within[place[-1]]
    assert is_read([record]) == (faults([record]) == [])


@pytest.mark.parametrize("value", [None, 1, "x", [], [RECORD], True])
def test_what_is_no_object_is_no_record(value: object) -> None:
    assert not is_read([RECORD, value])
    assert faults([RECORD, value])


def test_a_record_is_written_as_it_was_read_with_what_nobody_knows() -> None:
    record = changed(("note",), {"by": "hand"})
    record["summary"]["note"], record["links"][0]["note"] = "s", ["l"]
    (paper,) = read_papers([record])
    assert paper.record() == record
    assert list(paper.record()) == [*RECORD, "note"]


# --- piece by piece ---------------------------------------------------------------------------


def many(count: int) -> list[dict[str, Any]]:
    """Give records of over 1 kB each."""
    summary = {**RECORD["summary"], "tasks": "Ein Satz – ‘mit’ Zeichen. " * 30 + "Ende."}
    links = [{**RECORD["links"][0], "url": "https://arxiv.org/abs/2402.{:05}"}]
    return [
        {
            **RECORD,
            "title": f"Paper {n} }},",
            "issue": n + 1,
            "summary": summary,
            "heads": [f"Head {n % 7}"],
            "links": [{**links[0], "url": links[0]["url"].format(n)}],
        }
        for n in range(count)
    ]


def written(values: object) -> str:
    return json.dumps(values, indent=2, ensure_ascii=False) + "\n"


def same(one: Listing, other: Listing) -> bool:
    return vars(one.index) == vars(other.index) and [*one.papers] == [*other.papers]


@pytest.mark.parametrize("count", [1, 2, 1100, 3000])
def test_a_list_read_in_pieces_is_the_list_read_as_a_whole(tmp_path: Path, count: int) -> None:
    path = tmp_path / "papers.json"
    text = written(many(count))
    path.write_text(text, encoding="utf-8", newline="")

    listing, whole = read_listing(path), parse_catalog(text)

    assert same(listing, whole)
    assert [listing.papers[place] for place in range(len(listing.papers))] == [*whole.papers]
    assert listing.papers[-1:] == [whole.papers[-1]]
    assert listing.find(f"paper {count - 1} }}", ()) == whole.papers[-1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "[]\n",
        json.dumps([RECORD]),
        written([RECORD])[:-1],
        written([RECORD]).replace("\n", "\r\n"),
        written([RECORD, RECORD])[:-3],
        written([{"title": "x"}]),
        written([RECORD, 7]),
        written([RECORD]).replace("  {", "  { ", 1),
        written([RECORD]).replace('"issue": 7', '"issue": 7, "issue": 7'),
        written([RECORD]).replace('"issue": 7', '"note": NaN'),
        written([RECORD]).replace("On Heads", "\\ud800"),
        written([RECORD, RECORD]).replace("\n  },\n", "\n  }\n"),
        written([RECORD, RECORD]).replace("\n  },\n", "\n  },\n,"),
    ],
)
def test_what_is_not_in_the_usual_form_is_left_to_be_read_as_a_whole(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "papers.json"
    path.write_text(text, encoding="utf-8", newline="")
    with pytest.raises(ValueError, match=r".|^$"):
        read_listing(path)


@given(st.lists(st.sampled_from(["note", "x"]), max_size=3), st.integers(0, 2**32), st.data())
def test_a_file_cut_or_changed_anywhere_is_never_read_otherwise(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], seed: int, data: st.DataObject
) -> None:
    """Whatever is read in pieces is what the strict reader of the whole reads."""
    values = [{**RECORD, "issue": n + 1, **dict.fromkeys(names, seed)} for n in range(3)]
    text = written(values)
    place = data.draw(st.integers(0, len(text)))
    piece = data.draw(st.sampled_from(["", "\n", "  },\n", "\n  {\n", "{", "]", ",", " ", '"']))
    broken = text[:place] + piece + text[place + data.draw(st.integers(0, 3)) :]
    path = tmp_path_factory.getbasetemp() / "changed.json"
    path.write_text(broken, encoding="utf-8", newline="")
    try:
        listing = read_listing(path)
    except ValueError:
        return
    assert same(listing, parse_catalog(broken))


# --- what starting takes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "without"),
    [
        (
            ["check", "--offline", "examples/template-issue.md"],
            {
                "github",
                "pydantic",
                "jinja2",
                "requests",
                "rich",
                "bot.messages.comments",
                "bot.catalog.schema",
            },
        ),
        (
            ["render", "--check"],
            {"github", "pydantic", "requests", "rich", "rapidfuzz", "bot.catalog.schema"},
        ),
        (["lint"], {"github", "pydantic", "jinja2", "requests", "rich", "bot.catalog.schema"}),
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
