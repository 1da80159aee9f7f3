"""The page of heads opens with how they are grouped, and each section says where it belongs."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.news import News
from bot.catalog.page_data import NO_PAGE_DATA, PageData
from bot.catalog.paper import Paper
from bot.catalog.stages import Placed, Stage, Stages
from bot.outputs.templates import TEMPLATES, Templates
from tests.behaviour.hostile.signs import SIGNS
from tests.behaviour.hostile.witness import (
    filtered,
    formulas,
    pictures_in,
    refused,
    render_file,
    unfiltered,
)
from tests.ours import Summary, changed, generate, paper_of, read_stages, tag_key
from tests.pages import MOST_BYTES, assert_sound, papers_of
from tests.paths import PROJECT
from tests.strings import MEANINGFUL

HEADS = "papers/heads.md"
SUMMARY = Summary("Says what is new.", "Says what was tried.", "Came out.")
OWN = read_stages((PROJECT / "tests" / "data" / "stages.json").read_text("utf-8"))
DAY = dt.date(2024, 5, 1)


def paper(number: int, *heads: str) -> Paper:
    return paper_of(f"Paper {number}", DAY, heads, "arXiv", SUMMARY, ())


def stages(**heads: Placed) -> Stages:
    """Return two stages with heads by their first words."""
    placed = {tag_key(f"{head} Head"): place for head, place in heads.items()}
    parts = (Stage("Finding", "What is there."), Stage("Saying", ""))
    return Stages("step", "steps", "The Book", "https://book.example/", parts, placed, "Head")


STEPS = stages(
    A=Placed("Finding", "Near"), B=Placed("Finding", "Far", "B heads"), C=Placed("Finding"),
    D=Placed("Saying", "", "Speaker"), Z=Placed("Saying"),
)  # fmt: skip
PAPERS = [paper(1, "A Head", "B Head"), paper(2, "A Head", "C Head"), paper(3, "D Head", "X Head")]


def heads_page(papers: list[Paper], grouping: Stages | None) -> str:
    """Return the page as it reads, without what leads where."""
    text = generate(papers, Templates(), PageData(grouping))[HEADS]
    return re.sub(r"<[^>]*>|\\|\]\([^)]*\)|\[", "", text)


def test_stages_come_in_their_order_with_their_groups_and_the_number_of_each_heads_papers() -> None:
    page = heads_page(PAPERS, STEPS)
    assert "5 heads in 3 papers" in page
    assert "4 of the heads are in one of 2 steps, as in The Book." in page
    overview = page[page.index("## By step") : page.index("## By name")]
    assert " ".join(overview.split()) == (
        "## By step 4 of the heads are in one of 2 steps, as in The Book. "
        "### Finding What is there. "
        "- **Near**: A Head (2) - **Far**: B Head (1) - C Head (1) "
        "### Saying - D Head (1) "
        "### Not placed The Book does not place this head: X Head (1)"
    )


def test_without_stages_there_are_an_index_and_counts_alone() -> None:
    page = heads_page(PAPERS, None)
    opening = page[page.index("5 heads") : page.index("## A Head")]
    assert (
        " ".join(opening.split())
        == (
            "5 heads in 3 papers; behind each head, the number of its papers. ## By name "
            "A Head (2), B Head (1), C Head (1), D Head (1), X Head (1) "
        ).rstrip()
    )
    assert "step" not in page


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("A Head", "2 papers · Finding: Near"),
        ("B Head", "1 paper · Finding: Far"),
        ("C Head", "1 paper · Finding"),
        ("D Head", "1 paper · Saying (in the source: Speaker)"),
        ("X Head", "1 paper"),
    ],
)
def test_a_section_says_where_its_head_belongs_and_what_the_source_calls_it(
    head: str, said: str
) -> None:
    page = heads_page(PAPERS, STEPS)
    assert f"\n## {head}\n{said}\n\n20" in page


def test_a_head_is_placed_however_papers_spell_it() -> None:
    assert "### Not placed" not in heads_page([paper(1, "a-heads"), paper(2, "A Head")], STEPS)


def test_a_list_without_papers_has_the_stages_and_no_index() -> None:
    page = heads_page([], STEPS)
    assert "0 heads in 0 papers" in page
    assert "### Saying" in page
    assert "By name" not in page


@pytest.mark.parametrize("grouping", [None, OWN], ids=["without stages", "with stages"])
@pytest.mark.parametrize("count", [0, 1, 66, 480, 2_000])
def test_a_list_of_any_length_leads_to_each_of_its_heads(
    count: int, grouping: Stages | None
) -> None:
    papers = papers_of(count) if count > 1 else papers_of(66)[:count]
    files = generate(papers, Templates(), PageData(grouping))
    assert_sound(files, papers, MOST_BYTES)
    assert ("## By name" in files[HEADS]) is (count > 0)


@pytest.mark.parametrize("count", [60, 200, 500])
def test_the_overview_leads_to_the_pages_that_heads_are_split_into(
    tmp_path: Path, count: int
) -> None:
    folder = Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))
    macros = folder / "paper.html.j2"
    text = macros.read_text("utf-8").replace("page_bytes = 400_000", "page_bytes = 24_000")
    macros.write_text(text, "utf-8")
    names = [f"{letter}{n} Head" for n in range(count // 20) for letter in "ABCDEFGHIJ"]
    papers = [paper(n, *names[n % len(names) : n % len(names) + 2]) for n in range(count)]
    placed = {tag_key(name): Placed("Finding", "Near") for name in names[::2]}
    grouping = Stages("step", "steps", "", "", STEPS.stages, placed, "Head")

    files = generate(papers, Templates(folder), PageData(grouping))

    assert_sound(files, papers, 24_000)
    assert ("papers/heads-a.md" in files) is (count > 60)
    assert ("### <a id" in files[HEADS]) is (count < 500)  # there is room for it


# --- what a stranger may have written ----------------------------------------------------------

TEXTS = st.text(st.sampled_from(MEANINGFUL + "注ΣİAß"), min_size=1, max_size=12)
ODD = TEXTS | st.sampled_from([*SIGNS.values()])
TAGS = {"h1", "h2", "h3", "p", "a", "ul", "li", "strong", "em", "br", "wbr", "code", "picture",
        "source", "img", "details", "summary", "pre", "span"}  # fmt: skip


@given(st.lists(ODD, min_size=9, max_size=9))
def test_whatever_stages_news_and_heads_are_called_it_is_text(texts: list[str]) -> None:
    one, many, source, stage, group, name, head, news, author = texts
    grouping = Stages(
        one, many, source, "https://a.example/", (Stage(stage, news), Stage("x", "")),
        {tag_key(head): Placed(stage, group, name, "")}, "Head",
    )  # fmt: skip
    papers = [changed(paper(1, head), authors=(author, news, one)), paper(2, group)]
    told = tuple(News(DAY, each, "https://a.example/") for each in (news, source, one, many))

    files = generate(papers, Templates(), PageData(grouping, told))
    plain = generate([paper(1, "A Head"), paper(2, "X Head")], Templates(), NO_PAGE_DATA)

    for path in ("README.md", HEADS):
        page = render_file(files[path])
        assert refused(page) == refused(render_file(plain[path]))
        assert unfiltered(files[path]) == filtered(files[path])
        assert page.tags() <= TAGS
        assert formulas(page) == formulas(render_file(plain[path]))
        assert pictures_in(page) == []
        assert len(page.comments) == 1


@pytest.mark.parametrize("count", range(6))
def test_the_newest_three_news_are_seen_and_the_rest_is_folded(count: int) -> None:
    told = tuple(News(DAY, f"News {n}.", "") for n in range(count))
    readme = generate(PAPERS, Templates(), PageData(None, told))["README.md"]
    assert ("\n## News\n" in readme) is (count > 0)
    assert ("](#news)" in readme) is (count > 0)
    seen, _, folded = readme[: readme.index("## Cite")].partition("<summary>Earlier</summary>")
    assert re.findall(r"News \d", seen) == [f"News {n}" for n in range(min(count, 3))]
    assert re.findall(r"News \d", folded) == [f"News {n}" for n in range(3, count)]


def test_the_readme_cites_as_the_file_for_tools_does() -> None:
    readme = generate(PAPERS, Templates())["README.md"]
    (cited,) = re.findall(r"```bibtex\n(.*?)```", readme, re.DOTALL)
    assert cited in (PROJECT / "CITATION.bib").read_text("utf-8")


def test_nothing_in_the_readme_but_its_row_tells_of_a_paper() -> None:
    """So a pull request of one paper shows one paper."""
    before, after = (
        generate([*papers_of(66), *more], Templates(), PageData(OWN))["README.md"].splitlines()
        for more in ([], [paper(1, "Induction Head")])
    )
    added = [line for line in after if line not in before]
    start = after.index('<p id="paper-paper-1">')
    row = after[start : after.index("</p>", start) + 1]
    assert [*after[:start], *after[start + len(row) :]] == before
    assert {*added} <= {*row}
