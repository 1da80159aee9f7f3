"""Lists of any shape are split as lists of any length are, and grow where a paper is added."""

from __future__ import annotations

import datetime as dt
import random
import re
import shutil
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.catalog import Catalog
from bot.catalog.paper import Paper
from bot.config import branch_name
from bot.errors import BrokenState
from bot.outputs.anchors import anchors
from bot.outputs.pages import is_generated, is_picture
from bot.outputs.templates import TEMPLATES, Templates
from localhub import LocalHub
from localhub.records import TickingClock
from tests.conftest import TODAY, Bench
from tests.ours import (
    DESCRIPTION,
    OURS,
    Summary,
    changed,
    listing,
    paper_of,
    parse_catalog,
    renderer,
    summary_of,
    tag_key,
)
from tests.pages import MOST_BYTES, Files, assert_sound, generated, papers_of
from tests.papers import TEMPLATE, assert_settled, open_pull
from tests.tiers import chosen, thorough

SMALL = 24_000  # bytes of a page where the limit itself is not what is tested


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """The templates with a lower limit."""
    folder = Path(shutil.copytree(TEMPLATES, tmp_path_factory.mktemp("small") / "templates"))
    macros = folder / "paper.html.j2"
    text = macros.read_text("utf-8")
    assert "page_bytes = 400_000" in text
    macros.write_text(text.replace("page_bytes = 400_000", f"page_bytes = {SMALL}"), "utf-8")
    return Templates(folder)


def paper(number: int, day: str | None, *heads: str, title: str = "", length: int = 100) -> Paper:
    summary = Summary("Says what is new. " + "x" * length, "Says what was tried.", "Came out.")
    date = dt.date.fromisoformat(day) if day else None
    return paper_of(title or f"Paper {number}", date, heads or ("A Head",), "arXiv", summary, ())


# --- lists of any shape ----------------------------------------------------------------------

_DAYS: dict[str, Callable[[random.Random], str | None]] = {
    "one day": lambda _: "2024-05-17",
    "one day long ago": lambda _: "2016-02-29",
    "undated": lambda _: None,
    "one month": lambda rng: f"2024-02-{rng.randint(1, 29):02}",
    "one year": lambda rng: f"2025-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
    "long ago": lambda rng: f"{rng.randint(1990, 2021)}-{rng.randint(1, 12):02}-01",
    "any day": lambda rng: str(dt.date(2014, 1, 1) + dt.timedelta(rng.randint(0, 4600))),
    "half of them undated": lambda rng: rng.choice([None, f"202{rng.randint(0, 6)}-04-05"]),
}
_HEADS: dict[str, Callable[[random.Random, int], tuple[str, ...]]] = {
    "one": lambda _, __: ("Induction Head",),
    "each another": lambda _, n: (f"{'ABCDEFG'[n % 7]}{n} Head",),
    "few": lambda rng, _: tuple(rng.sample(["Induction Head", "Copy Head", "头", "S Head"], 2)),
    "one slug": lambda rng, _: (f"A{rng.choice(':.,;?!%=')}{rng.choice(':.,;?!%=')}B Head",),
    "two spellings": lambda rng, _: (rng.choice(["n-gram Head", "N Gram heads"]), "n-Gram Head"),
    "not Latin": lambda _, n: (f"{chr(0x4E00 + n)}注意力头",),
    "long": lambda _, n: (f"{'Very ' * 15}Long {n} Head",),
}
_TITLES: dict[str, Callable[[int], str]] = {
    "others": lambda n: f"On Paper {n}",
    "equal": lambda _: "On Heads",
    "one slug": lambda n: "On" + "!?:;,."[n % 6] * (n // 6 + 1) + "Heads",
    "numbered": lambda n: f"On Heads {n % 7}" + "-" * (n % 3),
    "not Latin": lambda n: f"注意力头 {chr(0x4E00 + n % 50)}",
}


@given(
    st.sampled_from([*_DAYS]),
    st.sampled_from([*_HEADS]),
    st.sampled_from([*_TITLES]),
    st.integers(0, 250),
    st.sampled_from([1, 300, 1_500]),
    st.integers(0, 10**6),
)
def test_a_list_of_any_shape_is_whole_within_the_limit(
    small: Templates, days: str, heads: str, titles: str, count: int, most: int, seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311 - a seed, not a secret
    papers = [
        paper(
            number,
            _DAYS[days](rng),
            *_HEADS[heads](rng, number),
            title=_TITLES[titles](number),
            length=rng.randint(1, most),
        )
        for number in range(count)
    ]
    assert_sound(generated(papers, small), papers, SMALL)


@pytest.mark.parametrize("day", ["2024-05-17", None])
@pytest.mark.parametrize("extra", range(-3, 4))
def test_a_paper_fits_on_a_page_by_itself_or_is_named(
    small: Templates, day: str | None, extra: int
) -> None:
    """The last byte that fits is found first; then each byte more is one too many."""
    listed = [paper(n, day) for n in range(200)]
    least, most = 0, SMALL
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (middle, most) if _fits(middle, day, small) else (least, middle)
    papers = [*listed, paper(200, day, title="The Long One", length=least + extra)]
    if extra <= 0:
        assert_sound(generated(papers, small), papers, SMALL)
    else:
        with pytest.raises(BrokenState, match="'The Long One' takes"):
            generated(papers, small)


def _fits(length: int, day: str | None, templates: Templates) -> bool:
    listed = [paper(n, day) for n in range(200)]
    try:
        generated([*listed, paper(200, day, title="The Long One", length=length)], templates)
    except BrokenState:
        return False
    return True


def test_what_readme_leaves_of_a_long_day_is_named_within_the_limit(small: Templates) -> None:
    """Each page of the rest says that it holds the earlier papers of its group."""
    papers = [paper(n, "2020-01-01", length=30) for n in range(1_720)]
    for count in range(1_400, 1_720, 48):
        readme = generated(papers[:count], small)["README.md"]
        assert len(readme.encode()) <= SMALL


@pytest.mark.parametrize("count", [20, 100, 700])
def test_heads_that_begin_alike_are_all_found(small: Templates, count: int) -> None:
    """Their addresses differ by a number alone, since those of long names are cut."""
    alike = "Very " * 14
    papers = [paper(n, "2024-05-01", f"{alike}Long {n % count} Head") for n in range(700)]
    assert_sound(generated(papers, small), papers, SMALL)


@pytest.mark.parametrize("undated", [30, 60, 150])
@pytest.mark.parametrize("dated", [150, 260])
def test_papers_without_a_date_keep_no_other_from_its_head(
    small: Templates, undated: int, dated: int
) -> None:
    days = [f"2026-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(dated)]
    papers = [paper(n, None) for n in range(undated)]
    papers += [paper(1_000 + n, day) for n, day in enumerate(days)]
    assert_sound(generated(papers, small), papers, SMALL)


@pytest.mark.parametrize("length", [100, 400, 1_500])
def test_the_name_of_a_head_may_be_of_any_length(small: Templates, length: int) -> None:
    papers = [paper(n, "2024-05-01", f"{'*' * length} {n} Head") for n in range(60)]
    papers += [paper(n, "2024-05-01", f"{'*' * length} Head") for n in range(60, 200)]
    try:
        files = generated(papers, small)
    except BrokenState:
        assert length > 1_000
    else:
        assert {path for path, text in files.items() if len(text.encode()) > SMALL} == set()


@pytest.mark.parametrize("undated", chosen(range(0, 60, 2), *range(0, 60, 10)))
def test_papers_without_a_date_never_keep_the_newest_off_readme(
    small: Templates, undated: int
) -> None:
    papers = [paper(n, None, length=300) for n in range(undated)]
    papers += [paper(n, "2024-05-01", length=300) for n in range(100, 160)]
    files = Files(generated(papers, small))
    assert any(date == "2024-05-01" for _, date, _ in files.rows["README.md"])


# --- one paper more --------------------------------------------------------------------------


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    return {path for path in {*before, *after} if before.get(path) != after.get(path)}


def _place(files: Mapping[str, str], anchor: str) -> str:
    (path,) = (path for path, text in files.items() if f'<p id="{anchor}">' in text)
    return path


def _may_change(
    papers: list[Paper], after: Mapping[str, str], added: Paper, anchor: str
) -> set[str]:
    """Return the files that say something of a paper, or how many papers there are."""
    said = {"README.md", "papers/heads.md", _place(after, anchor)}
    said |= {path for path in after if path.endswith(".svg")}
    keys = {*map(tag_key, added.tags)}
    said |= {
        path
        for path in Files(after).heads
        if any(f"</a>{head}\n" in after[path] for head in _spellings(papers, keys))
    }
    return said


def _spellings(papers: list[Paper], keys: set[str]) -> set[str]:
    return {head for each in papers for head in each.tags if tag_key(head) in keys}


@pytest.mark.parametrize("seed", chosen(range(12), *range(4)))
def test_a_paper_more_changes_its_row_its_heads_and_the_counts_and_nothing_else(
    seed: int,
) -> None:
    rng = random.Random(seed)  # noqa: S311 - a seed, not a secret
    papers = [*papers_of(1_000)]
    day = rng.choice(papers).date
    added = paper(0, str(day), rng.choice(papers).tags[0], title=f"An Added Paper {seed}")
    grown = [*papers]
    grown.insert(rng.randint(0, len(papers)), added)
    anchor = f"paper-an-added-paper-{seed}"

    before, after = generated(papers, Templates()), generated(grown, Templates())

    assert {*after} == {*before}
    assert _changed(before, after) <= _may_change(grown, after, added, anchor)
    assert len(_changed(before, after)) <= 8
    for path in _changed(before, after):
        if not path.startswith("papers/heads"):
            _assert_only_added(
                before[path], after[path], anchor, is_there=path == _place(after, anchor)
            )


_COUNTED = re.compile(r"^\| .* \| [\d,]+ \| \[papers/", re.MULTILINE)


def _assert_only_added(before: str, after: str, anchor: str, *, is_there: bool) -> None:
    """Assert that a file has gained a row, if any, and changed nothing else but counts."""
    if "<svg" in after:
        return
    whole = rf'<p id="{anchor}">\n.*?</p>\n'
    rest, times = re.subn(whole, "", after, flags=re.DOTALL)
    assert times == int(is_there)
    kept, left = before.split("\n"), rest.split("\n")
    assert len(kept) == len(left)
    other = [(old, new) for old, new in zip(kept, left, strict=True) if old != new]
    assert len(other) <= 1
    assert all(_COUNTED.match(line) for pair in other for line in pair)


@thorough
def test_papers_that_come_one_by_one_never_break_the_list_nor_move_an_address(
    small: Templates,
) -> None:
    listed = papers_of(480)
    states = [[*listed[:count]] for count in range(20, 140)]
    rendered = [generated(papers, small) for papers in states]
    for papers, files in [*zip(states, rendered, strict=True)][::4]:
        assert_sound(files, papers, SMALL)
    for (papers, before), (more, after) in pairwise(zip(states, rendered, strict=True)):
        assert anchors(more)[: len(papers)] == anchors(papers)
        if {*before} == {*after}:  # no page was added, none was split
            # One that leaves README.md as another comes in moves, too.
            old, new = (Files(files).rows["README.md"] for files in (before, after))
            moved = {anchor for anchor, *_ in old} - {anchor for anchor, *_ in new}
            assert moved or len(_changed(before, after)) <= 6 + 2 * len(more[-1].tags)


def test_a_paper_more_leaves_the_pages_of_other_groups_as_they_are_when_a_month_moves(
    small: Templates,
) -> None:
    papers = [paper(n, f"{2016 + n // 60}-{n % 12 + 1:02}-03", length=300) for n in range(660)]
    before = generated(papers, small)
    for number in range(0, 40, 5):
        day = f"2026-{12 - number % 3:02}-20"
        grown = [*papers, paper(1_000 + number, day, length=300)]
        after = generated(grown, small)
        pages = {path for path in _changed(before, after) if re.match(r"papers/(\d|b)", path)}
        assert all(path.startswith(("papers/2026", "papers/2025")) for path in pages)
        papers, before = grown, after


# --- through the bot -------------------------------------------------------------------------

OLDER = "papers/before-chatgpt.md"
ROW = '<p id="paper-exploring-translation-mechanism-of-large-language-models">'


@cache
def _nearly_full(room: int) -> Catalog:
    """Return a list whose README.md has so many bytes of room, by the length of one summary."""
    too_many = bisect_left(range(480), True, key=lambda count: OLDER in _rendered(count))
    papers = [*papers_of(2_000)[: too_many - 3]]  # so there is always room for a longer summary
    left = MOST_BYTES - len(_rendered(len(papers))["README.md"].encode()) - room
    summary = summary_of(papers[5])
    longer = summary._replace(tasks=summary.tasks + " " + "x" * (left - 1))
    papers[5] = changed(papers[5], summary=longer)
    return _catalog(papers)


def _rendered(count: int) -> dict[str, str]:
    return generated(papers_of(2_000)[:count], Templates())


def _catalog(papers: Iterable[Paper]) -> Catalog:
    catalog = listing((), "[]\n")
    for each in papers:
        catalog = catalog.with_paper(each)
    return catalog


@contextmanager
def repository(
    folder: Path, catalog: Catalog, others: Mapping[str, str] | None = None
) -> Iterator[Bench]:
    """Give a repository that holds a list, rendered, and other files."""
    files = {"papers.json": catalog.text, **renderer().files(catalog)}
    files |= {**DESCRIPTION, **(others or {})}
    with LocalHub.create(folder, files) as hub:
        hub.clock = TickingClock(dt.datetime.combine(TODAY, dt.time(), dt.UTC))
        yield Bench(hub, folder)


def listed_at(bench: Bench, ref: str) -> Catalog:
    return parse_catalog(bench.hub.read(ref, "papers.json") or "")


def assert_right(bench: Bench, branch: str) -> dict[str, str]:
    """Assert that a branch holds what is rendered from its list, and changes nothing else.

    Pictures stay as the default branch has them.
    """
    rendered = renderer().files(listed_at(bench, branch))
    wanted = {path: text for path, text in rendered.items() if not is_picture(path, OURS)}
    assert {path: bench.hub.read(branch, path) for path in wanted} == wanted
    found = re.findall(r"^diff --git a/(\S+) b/\1$", bench.hub.diff("main", branch), re.MULTILINE)
    written = {path for path, text in wanted.items() if bench.hub.read("main", path) != text}
    removed = {*found} - written - {"papers.json"}
    assert {path: bench.hub.read(branch, path) for path in removed} == dict.fromkeys(removed)
    assert all(is_generated(path, OURS) for path in removed)
    assert {*found} == written | removed | {"papers.json"}
    return wanted


def refused(bench: Bench) -> list[str]:
    """Return the requests that GitHub did not take."""
    return [f"{r.method} {r.path} {r.status}" for r in bench.hub.requests if r.status >= 400]


def test_the_pull_request_for_a_paper_too_many_brings_the_page_that_becomes_needed(
    tmp_path: Path,
) -> None:
    with repository(tmp_path, _nearly_full(400)) as bench:
        assert bench.hub.read("main", OLDER) is None
        issue, _ = open_pull(bench)

        assert OLDER in assert_right(bench, branch_name(issue))
        assert bench.hub.read(branch_name(issue), OLDER)
        assert refused(bench) == []
        assert_settled(bench, issue)


def test_a_page_that_an_edited_paper_needs_no_more_is_taken_off_the_branch(
    tmp_path: Path,
) -> None:
    with repository(tmp_path, _nearly_full(1_150)) as bench:
        heads = "Source Heads" + "".join(f", Nameless Head {letter}" for letter in "ABCDEFGH")
        issue, _ = open_pull(bench, TEMPLATE.replace("Source Heads", heads))
        branch = branch_name(issue)
        assert OLDER in assert_right(bench, branch)

        bench.hub.edit_issue(issue, body=TEMPLATE)
        bench.run(issue)

        assert OLDER not in assert_right(bench, branch)
        assert bench.hub.read(branch, OLDER) is None
        assert refused(bench) == []
        assert_settled(bench, issue)


def test_a_row_goes_to_another_page_when_its_issue_is_given_another_date(tmp_path: Path) -> None:
    with repository(tmp_path, _catalog(papers_of(2_000)[:420])) as bench:
        issue, _ = open_pull(bench)
        branch = branch_name(issue)
        assert_right(bench, branch)
        assert ROW in (bench.hub.read(branch, "README.md") or "")

        bench.hub.edit_issue(issue, body=TEMPLATE.replace("2025-02-17", "2019-02-17"))
        bench.run(issue)

        wanted = assert_right(bench, branch)
        assert [path for path, text in wanted.items() if ROW in text] == [OLDER]
        assert refused(bench) == []
        assert_settled(bench, issue)


@pytest.mark.parametrize("renders", [True, False], ids=["rendered", "not rendered"])
def test_a_page_that_the_default_branch_needs_no_more_is_taken_off_the_branch(
    tmp_path: Path, renders: bool
) -> None:
    """A maintainer removes papers by hand, and renders the list anew or leaves it to the bot."""
    long = _catalog(papers_of(2_000)[:420])
    with repository(tmp_path, long) as bench:
        issue, _ = open_pull(bench)
        branch = branch_name(issue)
        assert OLDER in assert_right(bench, branch)
        short = _catalog(long.papers[:200])
        files: dict[str, str | None] = {"papers.json": short.text}
        if renders:
            kept = renderer().files(short)
            files |= dict.fromkeys(renderer().files(long)) | kept
        bench.hub.commit_files("main", files, "Remove papers")

        bench.run(issue)

        assert len(listed_at(bench, branch).papers) == 201
        assert OLDER not in assert_right(bench, branch)
        assert bench.hub.read(branch, OLDER) is None
        assert refused(bench) == []
        assert_settled(bench, issue)


def test_a_page_that_a_person_edited_is_put_right_by_the_next_pull_request(tmp_path: Path) -> None:
    catalog = _catalog(papers_of(2_000)[:420])
    text = renderer().files(catalog)[OLDER]
    stale = "papers/1999.md"
    edited = {OLDER: text.replace("</p>", "<!-- mine --></p>"), stale: text}
    with repository(tmp_path, catalog, edited) as bench:
        issue, _ = open_pull(bench)

        branch = branch_name(issue)
        assert_right(bench, branch)
        assert "mine" not in (bench.hub.read(branch, OLDER) or "mine")
        assert bench.hub.read(branch, stale) is None
        assert refused(bench) == []
        assert_settled(bench, issue)


def test_no_pull_request_removes_a_file_that_a_person_wrote_in_the_folder_of_pages(
    tmp_path: Path,
) -> None:
    own = {"papers/notes.md": "# Notes\n", "papers/2001.md": "# A space odyssey\n"}
    with repository(tmp_path, _nearly_full(400), own) as bench:
        issue, _ = open_pull(bench)

        assert_right(bench, branch_name(issue))
        assert {path: bench.hub.read(branch_name(issue), path) for path in own} == own
