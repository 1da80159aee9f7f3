"""The pictures of the page tell what papers.json holds, to everyone, and never differ by chance."""

import datetime as dt
import itertools
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from bot.catalog.catalog import parse_catalog
from bot.catalog.paper import Paper, Summary
from bot.outputs.charts import (
    MOST_HEADS,
    MOST_MONTHS,
    THEMES,
    WIDTH,
    Chart,
    Theme,
    common_heads,
    papers_by_month,
)
from bot.outputs.templates import Templates
from tests.paths import PROJECT

SUMMARY = Summary(innovation="New.", tasks="Tried.", result="Found.")
LIST = parse_catalog((PROJECT / "tests/data/papers.json").read_text("utf-8")).papers
LIGHT, DARK = THEMES
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<script>alert('x')</script>&\"'$ Head",
    "]]><!-- &#0; &amp; --> Head",
    "{{ chart }} {% raw %} Head",
    "注意力头" * 15,
    "رأس الانتباه",
    "W" * 60,
    "i" * 60,
    "Eine Übersetzung Zusammenhaltender Aufmerksamkeit Und Mehr Head",
]


def paper(date: str | None = "2024-03-17", *heads: str) -> Paper:
    return Paper(
        title="On Heads",
        date=dt.date.fromisoformat(date) if date else None,
        heads=heads or ("Induction Head",),
        venue="arXiv",
        summary=SUMMARY,
        links=(),
    )


def drawn(kind: str, chart: Chart, theme: Theme = LIGHT) -> str:
    return Templates().render(f"{kind}.svg.j2", chart=chart, theme=theme)


def pictures(papers: Sequence[Paper]) -> list[str]:
    """Draw the four files."""
    charts = {"months": papers_by_month(papers), "heads": common_heads(papers)}
    return [drawn(kind, chart, theme) for kind, chart in charts.items() for theme in THEMES]


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.encode())  # noqa: S314 - drawn here, and no entity in it


class Shape(NamedTuple):
    """A text, or a bar, whose text is blank."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


def shapes(svg: str) -> list[Shape]:
    """Return the place of each text and bar; how wide a text is, is estimated generously."""
    return list(_shapes(parsed(svg), 0, 0, 0, "start"))


def words(svg: str) -> list[Shape]:
    return [shape for shape in shapes(svg) if shape.text]


def _shapes(
    element: ElementTree.Element, x: float, y: float, size: float, anchor: str
) -> Iterator[Shape]:
    if moved := re.fullmatch(r"translate\((\S+) (\S+)\)", element.get("transform", "")):
        x, y = x + float(moved[1]), y + float(moved[2])
    size, anchor = float(element.get("font-size", size)), element.get("text-anchor", anchor)
    left, bottom = x + float(element.get("x", 0)), y + float(element.get("y", 0))
    if element.tag == f"{SVG}text":
        text = element.text or ""
        width = sum(map(em, text)) * size
        left -= {"start": 0, "middle": 0.5, "end": 1}[anchor] * width
        yield Shape(text, left, left + width, bottom - 0.8 * size, bottom + 0.2 * size)
    elif element.tag == f"{SVG}rect":
        width, height = float(element.attrib["width"]), float(element.attrib["height"])
        yield Shape("", left, left + width, bottom, bottom + height)
    for child in element:
        yield from _shapes(child, x, y, size, anchor)


def em(char: str) -> float:
    """Return the width of a character as in DejaVu Sans, which runs wider than most."""
    if char in "ijl.,:;'()f -rt<>I":
        return 0.4
    return 0.99 if char in "Wmw" or char > "\u1100" else 0.64


def bars(svg: str) -> list[dict[str, int]]:
    found = parsed(svg).iter(f"{SVG}rect")
    return [{key: int(value) for key, value in bar.attrib.items()} for bar in found]


def many(count: int) -> list[Paper]:
    """Return papers over fifteen years, some undated."""
    return [
        paper(None if i % 50 == 7 else f"{2011 + i % 15}-{1 + i * 7 % 12:02}-01", f"Head {i % 997}")
        for i in range(count)
    ]


LISTS = {
    "no paper": [],
    "one": [paper()],
    "undated": [paper(None), paper(None)],
    "the list": LIST,
    "hostile": [paper("2024-05-01", *HOSTILE[: n + 1]) for n in range(len(HOSTILE))],
    "far apart": [paper("0001-01-01"), paper("9999-12-31")],
    "ten thousand": many(10_000),
    "one crowded month": [paper()] * 99_999 + [paper("2024-02-01")] * 99_999,
    "crowded months": [paper(f"2024-{n:02}-01") for n in range(1, 13)] * 9_999,
}


@pytest.mark.parametrize("papers", LISTS.values(), ids=LISTS)
def test_any_list_gives_small_files_of_plain_shapes_and_text(papers: Sequence[Paper]) -> None:
    for svg in pictures(papers):
        root = parsed(svg)

        assert len(svg.encode()) < 6_000
        assert {e.tag.removeprefix(SVG) for e in root.iter()} <= {
            "svg", "title", "desc", "g", "text", "rect", "path",
        }  # fmt: skip
        assert {name for e in root.iter() for name in e.attrib} <= {
            "aria-labelledby", "d", "fill", "font-family", "font-size", "font-weight", "height",
            "id", "role", "stroke", "text-anchor", "transform", "viewBox", "width", "x", "y",
        }  # fmt: skip
        assert not re.search(r"url\(|://", svg.replace('xmlns="http://www.w3.org/2000/svg"', ""))


@pytest.mark.parametrize("papers", LISTS.values(), ids=LISTS)
def test_every_text_and_every_bar_is_within_the_picture(papers: Sequence[Paper]) -> None:
    for svg in pictures(papers):
        height = int(parsed(svg).attrib["height"])
        for shape in shapes(svg):
            assert shape.left >= 0, shape
            assert shape.right <= WIDTH, shape
            assert shape.top >= 0, shape
            assert shape.bottom <= height, shape


@pytest.mark.parametrize("papers", LISTS.values(), ids=LISTS)
def test_no_text_runs_into_another_or_into_a_bar(papers: Sequence[Paper]) -> None:
    for svg in pictures(papers):
        for one, other in itertools.combinations(shapes(svg), 2):
            beside = one.right <= other.left or other.right <= one.left
            assert beside or one.bottom <= other.top or other.bottom <= one.top, (one, other)


def test_a_picture_says_what_it_is_to_those_who_do_not_see_it() -> None:
    for svg in pictures(LIST):
        root = parsed(svg)
        named = {e.get("id"): e.text for e in root if e.get("id")}

        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == "title description"
        assert named["title"] in ("Papers by month", "Most common heads")
        assert (named["description"] or "").startswith("Bar chart: ")
        assert svg.splitlines()[1] == "<!-- Generated from papers.json by the bot. -->"


DRAW = """
import hashlib, sys
from tests.outputs.test_charts import LISTS, pictures
for name in ("the list", "hostile", "ten thousand"):
    for svg in pictures(LISTS[name]):
        print(hashlib.sha256(svg.encode()).hexdigest())
"""


def test_a_picture_has_the_same_bytes_on_every_machine() -> None:
    places = [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "de_DE.UTF-8", "TZ": "America/Adak"},
    ]
    seen = [
        subprocess.run(
            [sys.executable, "-c", DRAW],
            cwd=PROJECT,
            env={**os.environ, **place},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for place in places
    ]

    assert seen[0] == seen[1]
    assert len(seen[0].split()) == 12


def test_bars_are_as_high_as_there_are_papers_in_a_month() -> None:
    papers = [paper("2024-01-31")] * 2 + [paper("2024-03-01")] * 8 + [paper("2024-06-30")] * 4
    svg = drawn("months", papers_by_month(papers))
    shown = [word for word in words(svg) if word.text.isdigit() and word.bottom < 188]

    assert [bar["height"] for bar in bars(svg)] == [30, 120, 60]
    assert all(bar["y"] == -bar["height"] for bar in bars(svg))
    assert [word.text for word in shown] == ["2", "8", "4"]
    by_month = {bar.name: bar.value for bar in papers_by_month(papers).bars[-6:]}
    assert by_month == {"Jan": "2", "Feb": "", "Mar": "8", "Apr": "", "May": "", "Jun": "4"}


def test_bars_of_heads_are_as_long_as_there_are_papers() -> None:
    papers = [paper("2024-01-01", "A Head", "B Head")] * 6 + [paper(None, "A Head")] * 4
    svg = drawn("heads", common_heads(papers))
    longest, other = (bar["width"] for bar in bars(svg))

    assert [word.text for word in words(svg)[2:]] == ["A Head", "B Head", "10", "6"]
    assert abs(other - longest * 6 / 10) <= 1
    assert longest > WIDTH / 2


def test_a_single_paper_among_very_many_is_seen() -> None:
    papers = [paper("2024-01-01", "A Head")] * 90_000 + [paper("2024-02-01", "B Head")]

    assert [bar["height"] for bar in bars(drawn("months", papers_by_month(papers)))] == [108, 2]
    assert [bar["width"] > 1 for bar in bars(drawn("heads", common_heads(papers)))] == [True] * 2
    assert [bar.value for bar in common_heads(papers).bars] == ["90,000", "1"]
    assert [bar.value for bar in papers_by_month(papers).bars[-2:]] == ["90k", "1"]


def test_months_are_named_and_each_year_once_where_it_begins() -> None:
    months = papers_by_month([paper("2024-11-30"), paper("2016-03-01")]).bars

    assert len(months) == MOST_MONTHS
    assert [bar.name for bar in months[:3]] == ["Dec", "Jan", "Feb"]
    assert months[-1].name == "Nov"
    assert {n: bar.year for n, bar in enumerate(months) if bar.year} == {
        0: "2022", 1: "2023", 13: "2024",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("papers", "note"),
    [
        ([], "No papers yet"),
        ([paper(None)], "1 paper without a known date"),
        ([paper("2024-11-30")], "1 paper from Dec 2022 to Nov 2024"),
        (
            [paper("2024-11-30"), paper("2022-12-01"), paper("2022-11-30"), paper("2016-03-01")],
            "2 papers from Dec 2022 to Nov 2024; 2 earlier, since Mar 2016",
        ),
        (
            [paper("2024-11-30")] * 1000 + [paper(None)] * 1234,
            "1,000 papers from Dec 2022 to Nov 2024; 1,234 without a known date",
        ),
    ],
)
def test_every_paper_is_in_a_bar_or_in_the_note(papers: Sequence[Paper], note: str) -> None:
    chart = papers_by_month(papers)

    assert chart.note == note
    assert note in [word.text for word in words(drawn("months", chart))]


def test_a_list_that_begins_has_room_to_grow() -> None:
    svgs = [drawn("months", papers_by_month([paper()] * count)) for count in (1, 2, 5)]

    assert [bar["height"] for svg in svgs for bar in bars(svg)] == [24, 48, 120]


def test_long_names_leave_room_for_the_bars() -> None:
    longest, *_ = bars(drawn("heads", common_heads([paper(None, head) for head in HOSTILE] * 5)))

    assert longest["width"] > WIDTH / 4


def test_the_order_of_the_list_does_not_change_its_months() -> None:
    assert papers_by_month(LIST) == papers_by_month(iter(LIST[::-1]))


def test_the_commonest_heads_come_first_and_equal_ones_by_name() -> None:
    assert [(bar.name, bar.value) for bar in common_heads(LIST).bars] == [
        ("Induction Head", "12"),
        ("Positional Head", "4"),
        ("Retrieval Head", "4"),
        ("Syntactic Head", "4"),
        ("Arithmetic Head", "3"),
        ("Accuracy Head", "2"),
        ("Content Gatherer Head", "2"),
        ("Duplicate Token Head", "2"),
        ("Mover Head", "2"),
        ("Name Mover Head", "2"),
    ]


@pytest.mark.parametrize(
    ("heads", "note"),
    [
        ([], "No papers yet"),
        (["A", "A"], "1 head in 2 papers"),
        ("ABCDEFGHIJ", "10 heads in 10 papers"),
        ("ABCDEFGHIJK", "11 heads in 11 papers; 1 not shown, each in at most 1 paper"),
        ("ABCDEFGHIJ" * 2 + "KL", "12 heads in 22 papers; 2 not shown, each in at most 1 paper"),
        ("ABCDEFGHIJKL" * 3, "12 heads in 36 papers; 2 not shown, each in at most 3 papers"),
    ],
)
def test_heads_that_are_not_shown_are_counted(heads: Sequence[str], note: str) -> None:
    chart = common_heads(paper(None, head) for head in heads)

    assert chart.note == note
    assert len(chart.bars) == min(MOST_HEADS, len(set(heads)))


def test_spellings_of_a_head_are_one_head_in_the_commonest() -> None:
    papers = [
        paper(None, "induction-heads", "Induction Head"),
        paper(None, "Induction Head"),
        paper(None, "Induction Heads"),
    ]

    (bar,) = common_heads(papers).bars
    assert (bar.name, bar.value) == ("Induction Head", "3")


@pytest.mark.parametrize(
    "disguised",
    [
        "Induction\u200b Head",
        "\u202eInduction Head\u202c",
        "Induction \u2066Head",
        "Induction\u00a0Head",
    ],
)
def test_a_head_is_counted_as_it_is_seen(disguised: str) -> None:
    (bar,) = common_heads([paper(None, disguised), paper(None, "Induction Head")]).bars

    assert (bar.name, bar.value) == ("Induction Head", "2")


def test_a_head_of_which_nothing_is_seen_has_a_bar_with_a_name() -> None:
    (bar,) = common_heads([paper(None, "\u200b"), paper(None, "\u202e")]).bars

    assert (bar.name, bar.value) == ("?", "2")


@pytest.mark.parametrize("head", HOSTILE, ids=range(len(HOSTILE)))
def test_the_name_of_a_head_stays_text(head: str) -> None:
    svg, plain = (drawn("heads", common_heads([paper(None, name)])) for name in (head, "A Head"))
    shown = words(svg)[2].text

    assert len(list(parsed(svg).iter())) == len(list(parsed(plain).iter()))
    assert shown == head or (shown.endswith("…") and head.startswith(shown[:-1]))
    assert len(shown) >= min(len(head), 35)


def test_every_character_there_is_gives_valid_xml() -> None:
    """A head may be any text that JSON can hold, control characters and lone surrogates too."""
    text = "a".join(map(chr, range(sys.maxunicode + 1)))
    svg = drawn("heads", Chart("", text, 60, 0, ()))

    (told,) = parsed(svg).iter(f"{SVG}desc")
    assert len(told.text or "") > sys.maxunicode


def changed(before: str, after: str) -> int:
    """Count the lines of a picture that are in it no longer."""
    return len(set(before.splitlines()) - set(after.splitlines()))


def test_one_more_paper_changes_a_few_lines() -> None:
    more = [*LIST, paper("2024-09-09", "Induction Head")]

    assert changed(*(drawn("months", papers_by_month(papers)) for papers in (LIST, more))) <= 4
    assert changed(*(drawn("heads", common_heads(papers)) for papers in (LIST, more))) <= 4


def test_the_first_paper_of_a_month_leaves_the_bars_of_others_in_place() -> None:
    more = [*LIST, paper("2024-12-01", "Induction Head")]

    before, after = (drawn("months", papers_by_month(papers)) for papers in (LIST, more))
    assert changed(before, after) <= 6
    assert [bar for bar in bars(before) if bar not in bars(after)] == []


def luminance(colour: str) -> float:
    """Return the relative luminance as WCAG 2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", THEMES)
def test_words_and_bars_stand_out_from_the_page(theme: Theme) -> None:
    for colour in (theme.text, theme.muted, theme.accent):
        dark, light = sorted((luminance(colour), luminance(theme.page)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_a_theme_changes_colours_and_nothing_else() -> None:
    for light, dark in zip(*[iter(pictures(LIST))] * 2, strict=True):
        assert light != dark
        for name in ("text", "muted", "accent", "line"):
            light = light.replace(getattr(LIGHT, name), name)
            dark = dark.replace(getattr(DARK, name), name)
        assert light == dark
        assert not re.search(r'"#', light)


def test_a_hundred_thousand_papers_are_drawn_in_less_than_a_second() -> None:
    papers = many(100_000)
    start = time.process_time()
    pictures(papers)

    assert time.process_time() - start < 1
