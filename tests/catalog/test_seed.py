"""The founding list, as file and as page, carries over every fact of the seed, no sentence.

What is read is the frozen copy under tests/data/: the list itself grows and is edited. Only the
last test reads that too, and only where the seed lies beside the repository.
"""

import json
import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options

from tests.ours import parse_catalog, renderer
from tests.paths import PROJECT

SEED = PROJECT.parent / "shared" / "seed" / "awesome-attention-heads.txt"
AUTHORS = SEED.with_name("authors.json")
FROZEN = PROJECT / "tests" / "data" / "papers.json"
SEED_SIZE = 66
LONGEST_SHARED_RUN = 5  # words; only names, terms and lists of them are that long
LONGEST_SENTENCE = 30  # words

URL_CORRECTIONS = {
    # "&noteId" lost its ampersand to the entity "&not", and a reader's note is not the paper
    "https://openreview.net/forum?id=AwyxtyMwaG¬eId=6Qv7kx00La": (
        "https://openreview.net/forum?id=AwyxtyMwaG"
    ),
    # every other arXiv address goes without the "www."
    "https://www.arxiv.org/abs/2402.07321": "https://arxiv.org/abs/2402.07321",
}
LABEL_CORRECTIONS = {
    # one conference under two names; the newer one stays
    "NIPS": "NeurIPS",
}
HEAD_CORRECTIONS = {
    # hyphens that the badge's text lost; its alternative text has them
    "Active Dormant Head": "Active-Dormant Head",
    "CMR like Head": "CMR-like Head",
    "Fact processing Head": "Fact-processing Head",
    "Knowledge Retention Head": "Knowledge-Retention Head",
    "Queried rule Locating Head": "Queried-rule Locating Head",
    "Queried rule Mover Head": "Queried-rule Mover Head",
    # capitals that the badge's text lost; its alternative text has them
    "Constituency grammar inducing Head": "Constituency Grammar Inducing Head",
    "Direct effect Head": "Direct Effect Head",
    "Rare words Head": "Rare Words Head",
    "Subword merging Head": "Subword Merging Head",
    "Syntactic dependency Head": "Syntactic Dependency Head",
}


class Link(NamedTuple):
    label: str
    kind: str
    url: str


class Facts(NamedTuple):
    group: str
    date: str
    title: str
    heads: tuple[str, ...]
    links: tuple[Link, ...]


class Badge(NamedTuple):
    src: str
    alt: str
    href: str | None


class Row(NamedTuple):
    facts: Facts
    summary: tuple[str, ...]
    head_badges: tuple[Badge, ...]


@dataclass
class Cell:
    rowspan: str | None
    text: str = ""
    badges: list[Badge] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the text between line breaks, blanks folded and bullets taken off."""
        folded = (" ".join(line.split()) for line in self.text.split("\n"))
        return [line.removeprefix("•").strip() for line in folded if line]


class TableReader(HTMLParser):
    """Collect table rows, each with the heading that stands above its table."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, list[Cell]]] = []
        self._outside = ""
        self._in_table = False
        self._cell: Cell | None = None
        self._href: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table":
            self._in_table = True
        elif tag == "tr":
            self.rows.append((self._heading(), []))
        elif tag == "td" and self.rows:
            self._cell = Cell(given.get("rowspan"))
            self.rows[-1][1].append(self._cell)
        elif tag == "a":
            self._href = given.get("href")
        elif tag == "br" and self._cell:
            self._cell.text += "\n"
        elif tag == "img" and self._cell:
            badge = Badge(given.get("src") or "", given.get("alt") or "", self._href)
            self._cell.badges.append(badge)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._in_table, self._outside = False, ""
        elif tag == "td":
            self._cell = None
        elif tag == "a":
            self._href = None

    def handle_data(self, data: str) -> None:
        if self._cell:
            self._cell.text += re.sub(r"\s+", " ", data)
        elif not self._in_table:
            self._outside += data

    def _heading(self) -> str:
        lines = [line.strip("#* \t") for line in self._outside.splitlines()]
        return next((line for line in reversed(lines) if line), "")


def decode_badge(src: str) -> list[str]:
    """Split a static badge's path into its texts, by the grammar of shields.io."""
    texts = [""]
    for token in re.findall(r"--|__|_|-|[^-_]+", unquote(urlsplit(src).path).rpartition("/")[2]):
        if token == "-":
            texts.append("")
        else:
            texts[-1] += {"--": "-", "__": "_", "_": " "}.get(token, token)
    return texts


def read_link(badge: Badge) -> Link:
    label, kind, _colour = decode_badge(badge.src)
    assert badge.href is not None, f"{badge.alt} leads nowhere"
    return Link(label, kind, badge.href)


def read_rows(html: str) -> list[Row]:
    """Read every paper: a row of four cells and, below it, the row of its summary."""
    reader = TableReader()
    reader.feed(html)
    reader.close()
    filled = [(group, cells) for group, cells in reader.rows if cells]
    rows = []
    for (group, cells), (_, below) in pairwise(filled):
        if cells[0].rowspan != "2":
            continue
        date, title, heads, links = cells
        (summary,) = below
        facts = Facts(
            group=group,
            date=" ".join(date.lines()),
            title=" ".join(title.lines()),
            heads=tuple(badge.alt.removesuffix(" Badge") for badge in heads.badges),
            links=tuple(read_link(badge) for badge in links.badges),
        )
        rows.append(Row(facts, tuple(summary.lines()), tuple(heads.badges)))
    return rows


class RowReader(HTMLParser):
    """Collect the rows of a page of ours, each with the heading that stands above it."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, Cell]] = []
        self._heading = ""
        self._place = ""
        self._href: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "p" and "id" in given:
            self.rows.append((self._heading, Cell(None)))
        if tag in ("h3", "summary"):
            self._heading = ""
        if tag in ("p", "h3", "summary"):
            self._place = tag if tag != "p" or "id" in given else ""
        elif tag == "a":
            self._href = given.get("href")
        elif tag == "br" and self._place == "p":
            self.rows[-1][1].text += "\n"
        elif tag == "img" and self._place == "p":
            badge = Badge(given.get("src") or "", given.get("alt") or "", self._href)
            self.rows[-1][1].badges.append(badge)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "h3", "summary"):
            self._place = ""
        elif tag == "a":
            self._href = None

    def handle_data(self, data: str) -> None:
        if self._place == "p":
            self.rows[-1][1].text += re.sub(r"\s+", " ", data)
        elif self._place:
            self._heading += data


def read_page(markdown: str) -> list[Row]:
    """Read every paper of a page of ours."""
    reader = RowReader()
    reader.feed(github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE))
    reader.close()
    rows = []
    for group, cell in reader.rows:
        title, date, *summary = cell.lines()
        tags = [badge for badge in cell.badges if len(decode_badge(badge.src)) == 2]
        links = [badge for badge in cell.badges if badge not in tags]
        heads = tuple(badge.alt for badge in tags)
        day = date.partition(" · ")[0]
        facts = Facts(group, day, title, heads, tuple(map(read_link, links)))
        rows.append(Row(facts, tuple(summary), tuple(tags)))
    return rows


def correct(facts: Facts) -> Facts:
    """Put right the slips of the seed that the tables at the top name."""
    links = tuple(
        Link(
            LABEL_CORRECTIONS.get(link.label, link.label),
            link.kind,
            URL_CORRECTIONS.get(link.url, link.url),
        )
        for link in facts.links
    )
    return facts._replace(links=links)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:[.'’][^\W_]+)*", text.lower())


def longest_shared_run(one: str, other: str) -> str:
    """Find the longest run of words that two texts have in common."""
    left, right = words(one), words(other)
    match = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
    return " ".join(left[match.a : match.a + match.size])


def facts_of(paper: dict[str, Any], group: str) -> Facts:
    links = tuple(Link(link["label"], link["kind"], link["url"]) for link in paper["links"])
    return Facts(group, paper["date"], paper["title"], tuple(paper["heads"]), links)


@pytest.fixture(scope="module")
def seed() -> list[Row]:
    """Read the seed's rows, newest first, as they stand."""
    if not SEED.is_file():
        pytest.skip("the seed lies beside the repository and is not here")
    return read_rows(SEED.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def expected(seed: list[Row]) -> list[Facts]:
    """Return the seed's facts, newest first, put right."""
    return [correct(row.facts) for row in seed]


@pytest.fixture(scope="module")
def papers() -> list[dict[str, Any]]:
    """Read the frozen list, oldest first."""
    loaded: list[dict[str, Any]] = json.loads(FROZEN.read_bytes())
    return loaded


@pytest.fixture(scope="module")
def seed_papers(papers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the papers in the seed's order."""
    return papers[::-1]


@pytest.fixture(scope="module")
def readme() -> list[Row]:
    """Read the rows of the README that the frozen list renders to."""
    catalog = parse_catalog(FROZEN.read_text(encoding="utf-8"))
    return read_page(renderer().files(catalog)["README.md"])


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("Retrieval_Head-blue", ["Retrieval Head", "blue"]),
        ("S--Inhibition_Head-blue", ["S-Inhibition Head", "blue"]),
        ("snake__case-blue", ["snake_case", "blue"]),
        ("ACL_Findings-Paper-%23D2691E?logo=acl", ["ACL Findings", "Paper", "#D2691E"]),
        ("n%2D%2Dgram%20Head-blue", ["n-gram Head", "blue"]),
    ],
)
def test_a_badge_decodes_by_the_grammar_of_shields(path: str, texts: list[str]) -> None:
    assert decode_badge(f"https://img.shields.io/badge/{path}") == texts


def test_the_seed_reads_as_66_papers_in_three_groups(seed: list[Row]) -> None:
    groups = [row.facts.group for row in seed]
    assert len(seed) == SEED_SIZE
    assert list(dict.fromkeys(groups)) == ["Year 2024", "Year 2023", "Before ChatGPT Announced"]
    assert all(len(row.summary) == 3 for row in seed)


def test_the_corrections_are_exactly_the_slips_of_the_seed(seed: list[Row]) -> None:
    links = [link for row in seed for link in row.facts.links]
    slips = {
        (decode_badge(badge.src)[0], badge.alt.removesuffix(" Badge"))
        for row in seed
        for badge in row.head_badges
        if decode_badge(badge.src)[0] != badge.alt.removesuffix(" Badge")
    }
    assert slips == set(HEAD_CORRECTIONS.items())
    assert set(URL_CORRECTIONS) <= {link.url for link in links}
    assert set(LABEL_CORRECTIONS) <= {link.label for link in links}


def test_papers_json_holds_the_seed_facts_in_order(
    seed_papers: list[dict[str, Any]], expected: list[Facts]
) -> None:
    found = [
        facts_of(paper, facts.group) for paper, facts in zip(seed_papers, expected, strict=True)
    ]
    assert found == expected


def test_the_venue_of_a_seed_paper_is_the_label_of_its_first_link(
    seed_papers: list[dict[str, Any]],
) -> None:
    assert len(seed_papers) == SEED_SIZE
    for paper in seed_papers:
        assert paper["venue"] == paper["links"][0]["label"], paper["title"]


def test_papers_json_is_written_in_its_documented_form(papers: list[dict[str, Any]]) -> None:
    written = json.dumps(papers, indent=2, ensure_ascii=False) + "\n"
    assert FROZEN.read_bytes() == written.encode()


def test_no_two_seed_papers_share_a_title_or_a_link(seed_papers: list[dict[str, Any]]) -> None:
    titles = [paper["title"].casefold() for paper in seed_papers]
    urls = [link["url"] for paper in seed_papers for link in paper["links"]]
    assert len(set(titles)) == len(titles)
    assert len(set(urls)) == len(urls)


def test_no_summary_repeats_the_words_of_the_seed(
    seed_papers: list[dict[str, Any]], seed: list[Row]
) -> None:
    shared = {
        sentence: run
        for paper, row in zip(seed_papers, seed, strict=True)
        for sentence in paper["summary"].values()
        if len((run := longest_shared_run(sentence, " ".join(row.summary))).split())
        > LONGEST_SHARED_RUN
    }
    assert shared == {}


def test_no_summary_opens_like_the_seed(seed_papers: list[dict[str, Any]], seed: list[Row]) -> None:
    for paper, row in zip(seed_papers, seed, strict=True):
        for ours, theirs in zip(paper["summary"].values(), row.summary, strict=True):
            assert words(ours)[0] != words(theirs)[0], ours


def test_a_summary_is_three_short_plain_sentences(seed_papers: list[dict[str, Any]]) -> None:
    for paper in seed_papers:
        assert list(paper["summary"]) == ["innovation", "tasks", "result"]
        for sentence in paper["summary"].values():
            assert len(sentence.split()) <= LONGEST_SENTENCE, sentence
            assert re.fullmatch(r"[A-Z](?:[^<>*_`.!?]|\.(?=\d))+\.", sentence), sentence


def test_the_readme_shows_the_seed_rows_in_order_and_group(
    readme: list[Row], expected: list[Facts]
) -> None:
    titles = {facts.title for facts in expected}
    assert [row.facts for row in readme if row.facts.title in titles] == expected


def test_the_readme_has_one_row_for_each_paper_with_its_facts_and_summary(
    readme: list[Row], papers: list[dict[str, Any]]
) -> None:
    shown = {row.facts.title: (row.facts.heads, row.facts.links, row.summary) for row in readme}
    listed = {
        facts.title: (facts.heads, facts.links, tuple(paper["summary"].values()))
        for paper in papers
        for facts in [facts_of(paper, "")]
    }
    assert len(readme) == len(papers)
    assert shown == listed


def test_a_head_badge_in_the_readme_says_what_its_alternative_text_says(
    readme: list[Row],
) -> None:
    badges = [badge for row in readme for badge in row.head_badges]
    assert badges
    for badge in badges:
        assert decode_badge(badge.src)[0] == badge.alt


@pytest.mark.usefixtures("seed")
def test_the_list_still_has_the_facts_of_the_seed(papers: list[dict[str, Any]]) -> None:
    """Compare the list itself with the frozen one: a test of the founding list.

    It runs only where the seed lies beside the repository, for later a venue may change.
    """
    listed = json.loads((PROJECT / "papers.json").read_bytes())[:SEED_SIZE]
    assert [facts_of(paper, "") for paper in listed] == [facts_of(paper, "") for paper in papers]


@pytest.mark.skipif(not AUTHORS.is_file(), reason="the seed is not beside this repository")
def test_the_list_names_the_authors_that_the_seed_knows() -> None:
    known = json.loads(AUTHORS.read_bytes())["papers"]
    listed = parse_catalog((PROJECT / "papers.json").read_text("utf-8")).papers[:SEED_SIZE]
    wanted = {
        each["title"]: (tuple(each["authors"] or ()), each.get("and_others", False))
        for each in known
    }
    assert {paper.title: (paper.authors, paper.more_authors) for paper in listed} == wanted
    assert sum(bool(paper.authors) for paper in listed) == 59
