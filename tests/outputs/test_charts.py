"""The picture of the page tells what the list holds, to everyone, and never differs by chance."""

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

from bot.catalog.paper import Paper
from bot.catalog.stages import Placed, Stage, Stages
from bot.outputs.charts import MOST_YEARS, THEMES, WIDTH, Chart, Theme, papers_by_stage
from bot.outputs.templates import Templates
from tests.ours import Summary, paper_of, parse_catalog, read_stages, tag_key
from tests.paths import PROJECT
from tests.tiers import thorough

SUMMARY = Summary(innovation="New.", tasks="Tried.", result="Found.")
LIST = parse_catalog((PROJECT / "tests/data/papers.json").read_text("utf-8")).papers
OWN = read_stages((PROJECT / "stages.json").read_text("utf-8"))
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
    "\u200b",
]


def paper(date: str | None = "2024-03-17", *heads: str) -> Paper:
    return paper_of(
        title="On Heads",
        date=dt.date.fromisoformat(date) if date else None,
        heads=heads or ("Induction Head",),
        venue="arXiv",
        summary=SUMMARY,
        links=(),
    )


def grouping(*names: str, **heads: str) -> Stages:
    """Return stages of these names, with the stage of each head by its first word."""
    placed = {tag_key(f"{head} Head"): Placed(stage) for head, stage in heads.items()}
    return Stages(
        "stage", "stages", "", "", tuple(Stage(name, "") for name in names), placed, "Head"
    )


TWO = grouping("First", "Second", A="First", B="First", C="Second")


def drawn(chart: Chart, theme: Theme = LIGHT) -> str:
    return Templates().render("stages.svg.j2", chart=chart, theme=theme)


def pictures(papers: Sequence[Paper], stages: Stages | None = OWN) -> list[str]:
    """Draw the two files."""
    return [drawn(papers_by_stage(papers, stages), theme) for theme in THEMES]


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


def counted(papers: Sequence[Paper], stages: Stages | None) -> dict[str, list[str]]:
    """Return what each row says, from the earliest column to the sum."""
    lines = papers_by_stage(papers, stages).lines
    return {line.name: [*(cell.value for cell in line.cells), line.total] for line in lines}


def many(count: int) -> list[Paper]:
    """Return papers over fifteen years, some undated."""
    return [
        paper(None if i % 50 == 7 else f"{2011 + i % 15}-{1 + i * 7 % 12:02}-01", f"Head {i % 997}")
        for i in range(count)
    ]


HOSTILE_STAGES = Stages(
    HOSTILE[0],
    HOSTILE[7],
    "",
    "",
    tuple(Stage(name, name) for name in HOSTILE),
    {tag_key("Induction Head"): Placed(HOSTILE[1])},
    "Head",
)
LISTS: dict[str, tuple[Sequence[Paper], Stages | None]] = {
    "no paper": ([], OWN),
    "no paper and no stages": ([], None),
    "one": ([paper()], OWN),
    "no stages": (LIST, None),
    "undated": ([paper(None), paper(None)], OWN),
    "the list": (LIST, OWN),
    "hostile": (LIST, HOSTILE_STAGES),
    "far apart": ([paper("0001-01-01"), paper("9999-12-31")], OWN),
    "ten thousand": (many(10_000), OWN),
    "one crowded year": ([paper(), paper(None)] * 99_999, OWN),
    "crowded years": ([paper(f"{year}-01-01") for year in range(2018, 2025)] * 9_999, OWN),
}
EACH = pytest.mark.parametrize(("papers", "stages"), LISTS.values(), ids=LISTS)


@EACH
def test_any_list_gives_small_files_of_plain_shapes_and_text(
    papers: Sequence[Paper], stages: Stages | None
) -> None:
    for svg in pictures(papers, stages):
        root = parsed(svg)

        assert len(svg.encode()) < 12_000
        assert {e.tag.removeprefix(SVG) for e in root.iter()} <= {
            "svg", "title", "desc", "g", "text", "rect",
        }  # fmt: skip
        assert {name for e in root.iter() for name in e.attrib} <= {
            "aria-labelledby", "fill", "font-family", "font-size", "font-weight", "height",
            "id", "role", "rx", "text-anchor", "transform", "viewBox", "width", "x", "y",
        }  # fmt: skip
        assert not re.search(r"url\(|://", svg.replace('xmlns="http://www.w3.org/2000/svg"', ""))


@EACH
def test_every_text_and_every_cell_is_within_the_picture(
    papers: Sequence[Paper], stages: Stages | None
) -> None:
    for svg in pictures(papers, stages):
        height = int(parsed(svg).attrib["height"])
        for shape in shapes(svg):
            assert shape.left >= 0, shape
            assert shape.right <= WIDTH, shape
            assert shape.top >= 0, shape
            assert shape.bottom <= height, shape


@EACH
def test_no_text_runs_into_another_nor_out_of_its_cell(
    papers: Sequence[Paper], stages: Stages | None
) -> None:
    for svg in pictures(papers, stages):
        for one, other in itertools.combinations(shapes(svg), 2):
            beside = one.right <= other.left or other.right <= one.left
            apart = beside or one.bottom <= other.top or other.bottom <= one.top
            assert apart or (bool(one.text) != bool(other.text)), (one, other)
            if not apart:
                cell, text = (one, other) if other.text else (other, one)
                assert cell.left <= text.left < text.right <= cell.right, (cell, text)


def test_a_word_is_not_small_on_the_smallest_phone() -> None:
    """At 320 px GitHub has 254 for a file; a picture that is wider is shrunk to that."""
    sizes = {float(e.attrib["font-size"]) for e in parsed(drawn(papers_by_stage(LIST, OWN))).iter()
             if "font-size" in e.attrib}  # fmt: skip
    assert min(sizes) * 254 / WIDTH >= 9


def test_a_picture_says_what_it_is_to_those_who_do_not_see_it() -> None:
    for svg in pictures([paper("2024-01-01", "A Head"), paper("2016-01-01", "X Head")], TWO):
        root = parsed(svg)
        named = {e.get("id"): e.text for e in root if e.get("id")}

        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == "title description"
        assert named["title"] == "Papers by stage and year"
        assert named["description"] == (
            "Papers by stage and year. First: 1 in 2024, 1 in all; Second: 0 in all; "
            "Not placed: 1 in 2019 or earlier, 1 in all; "
            "All papers: 1 in 2019 or earlier, 1 in 2024, 2 in all."
        )
        assert svg.splitlines()[1] == "<!-- Generated from papers.json by the bot. -->"


DRAW = """
import hashlib
from tests.outputs.test_charts import LISTS, pictures
from tests.tiers import thorough
for name in ("the list", "hostile", "ten thousand"):
    for svg in pictures(*LISTS[name]):
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
    assert len(seen[0].split()) == 6


def test_a_paper_counts_once_in_each_stage_of_its_heads_and_once_in_all() -> None:
    papers = [
        paper("2024-01-01", "A Head", "B Head", "C Head"),
        paper("2023-01-01", "C heads", "Unknown Head", "Other Head"),
        paper("2019-12-31", "B Head"),
        paper("1999-01-01", "B Head"),
        paper(None, "A Head"),
    ]
    assert counted(papers, TWO) == {
        "First": ["2", "", "", "", "", "1", "4"],
        "Second": ["", "", "", "", "1", "1", "2"],
        "Not placed": ["", "", "", "", "1", "", "1"],
        "All papers": ["2", "", "", "", "1", "1", "5"],
    }


def test_a_list_without_stages_has_papers_by_year_alone() -> None:
    chart = papers_by_stage([paper("2023-01-01")], None)
    assert counted([paper("2023-01-01")], None) == {"All papers": ["", "", "", "", "", "1", "1"]}
    assert (chart.title, chart.notes) == ("Papers by year", ())


def test_the_last_years_have_columns_of_their_own() -> None:
    years = [name for _, name in papers_by_stage([paper("2021-05-05"), paper(None)], TWO).years]
    assert years == ["earlier", "2017", "2018", "2019", "2020", "2021"]
    assert len(years) == 1 + MOST_YEARS


@pytest.mark.parametrize(
    ("papers", "stages", "notes"),
    [
        ([], TWO, ["No papers yet"]),
        ([paper()], TWO, ["A paper counts once in each of its stages."]),
        ([paper(), paper(None)], None, ["Without a known date: 1"]),
        (
            [paper(None)] * 1_234,
            TWO,
            ["A paper counts once in each of its stages.", "Without a known date: 1,234"],
        ),
    ],
)
def test_what_the_cells_do_not_say_is_said_above(
    papers: Sequence[Paper], stages: Stages | None, notes: list[str]
) -> None:
    chart = papers_by_stage(papers, stages)
    assert [note for _, note in chart.notes] == notes
    assert {*notes} <= {shape.text for shape in shapes(drawn(chart))}


def test_more_papers_have_a_deeper_shade_and_none_the_palest() -> None:
    papers = [paper(f"{2020 + n}-01-01", "A Head") for n in range(1, 5) for _ in range(5 * n)]
    first, *_ = papers_by_stage(papers, TWO).lines
    assert [cell.shade for cell in first.cells] == [0, 0, 1, 2, 3, 4]


def test_all_papers_do_not_make_the_stages_pale() -> None:
    papers = [paper("2024-01-01", f"{head} Head") for head in "ACDEFGH" for _ in range(8)]
    lines = {line.name: line for line in papers_by_stage(papers[:16] + papers, TWO).lines}
    assert lines["First"].cells[-1].shade == 2
    assert lines["All papers"].cells[-1].shade == 4


def test_numbers_too_long_for_a_cell_are_in_thousands() -> None:
    papers = [paper("2024-01-01", "A Head")] * 10_500
    assert counted(papers, TWO)["First"][-2:] == ["10k", "10k"]


def test_the_order_of_the_list_does_not_change_the_picture() -> None:
    assert papers_by_stage(LIST, OWN) == papers_by_stage(LIST[::-1], OWN)


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_the_name_of_a_stage_stays_text(name: str) -> None:
    svg, plain = (
        drawn(papers_by_stage([paper()], grouping(each, Induction=each))) for each in (name, "A")
    )
    shown = papers_by_stage([paper()], grouping(name)).lines[0].name

    assert len(list(parsed(svg).iter())) == len(list(parsed(plain).iter()))
    assert shown == name or shown == "?" or name.startswith(shown.removesuffix("…"))
    assert len(shown) >= min(len(name), 25)


def test_every_character_there_is_gives_valid_xml() -> None:
    """A stage may be called anything that JSON can hold, control characters and the like too."""
    text = "a".join(map(chr, range(sys.maxunicode + 1)))
    svg = drawn(Chart("", text, (), 60, 0, (), ()))

    (told,) = parsed(svg).iter(f"{SVG}desc")
    assert len(told.text or "") > sys.maxunicode


def test_one_more_paper_changes_a_few_lines() -> None:
    more = [*LIST, paper("2024-09-09", "Induction Head")]
    before, after = (drawn(papers_by_stage(papers, OWN)) for papers in (LIST, more))

    assert len({*before.splitlines()} - {*after.splitlines()}) <= 6


def luminance(colour: str) -> float:
    """Return the relative luminance as WCAG 2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("theme", "page"), [(LIGHT, "#ffffff"), (DARK, "#0d1117")])
def test_words_stand_out_from_the_page_and_from_every_shade(theme: Theme, page: str) -> None:
    on = [(theme.text, page), (theme.muted, page), *((theme.text, each) for each in theme.shades)]
    for text, behind in on:
        dark, light = sorted((luminance(text), luminance(behind)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_a_theme_changes_colours_and_nothing_else() -> None:
    light, dark = pictures(LIST)
    assert light != dark
    for name, one, other in [
        ("text", LIGHT.text, DARK.text),
        ("muted", LIGHT.muted, DARK.muted),
        *zip("abcde", LIGHT.shades, DARK.shades, strict=True),
    ]:
        light, dark = light.replace(one, name), dark.replace(other, name)
    assert light == dark
    assert not re.search(r'"#', light)


@thorough
def test_a_hundred_thousand_papers_are_drawn_in_less_than_a_second() -> None:
    papers = many(100_000)
    start = time.process_time()
    pictures(papers)

    assert time.process_time() - start < 1
