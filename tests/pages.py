"""Hold the generated files to what their readers need: size, links, every paper once."""

from __future__ import annotations

import datetime as dt
import html
import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from bot.catalog.page_data import NO_PAGE_DATA, PageData
from bot.catalog.paper import Paper
from bot.outputs.anchors import anchors
from bot.outputs.pages import is_generated
from bot.outputs.templates import Templates
from tests.behaviour.hostile.witness import filtered
from tests.bench.lists import papers as made_papers
from tests.ours import OURS, generate, read_papers, tag_key
from tests.paths import PROJECT

MOST_BYTES = 400_000
UNKNOWN = "Date not known yet"


_ROW = re.compile(
    r'<p id="([^"]*)">\n<strong>(.*?)</strong><br>\n<a href="#user-content-([^"]*)">(.*?)</a>\n'
)


_LINE = re.compile(
    r'<li>(\S+|Date not known yet) <a href="([^"#]*)#user-content-([^"]*)">(.*?)</a></li>'
)


_SECTION = re.compile(
    r'<h2><a id="([^"]*)"></a>(.*?)</h2>\n<p>([\d,]+) papers?(?: · .*?)?</p>\n<ul>\n(.*?)</ul>',
    re.DOTALL,
)


_ENTRY = re.compile(r'<a href="(heads[^"#]*)#user-content-([^"]*)">(.*?)</a> \(([\d,]+)\)')


_TAG = re.compile(r"<[^>]*>")


_LISTED = re.compile(r'<td><a href="(papers/[^"]+)">')


_LISTED_HEADS = re.compile(
    r'<td align="right">([\d,]+)</td>\n<td>.*?</td>\n<td><a href="(heads[^"]+)">'
)


_ID = re.compile(r' id="([^"]*)"')


_HEADING = re.compile(r"<h[1-6]>(.*?)</h[1-6]>", re.DOTALL)


_TITLE = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)


_ADDRESS = re.compile(r'(?:href|src|srcset)="([^"]*)"')


_NOT_IN_A_SLUG = re.compile(r"[^\w\- ]")


# Pages of GitHub's own, seen from a README.
_ON_GITHUB = {
    "../../issues/new/choose",
    "../../commits",
    "../../commits/HEAD/papers.json.atom",
}


def generated(
    papers: Sequence[Paper], templates: Templates, data: PageData = NO_PAGE_DATA
) -> dict[str, str]:
    """Return the text of each generated file by its path."""
    return generate(papers, templates, data)


class Files:
    """Generated files as a reader on GitHub finds them."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.texts = files
        self.html = {path: filtered(text) for path, text in files.items() if path.endswith(".md")}
        self.rows = {path: [*_rows(shown)] for path, shown in self.html.items()}
        self.heads = [path for path in self.html if path.startswith("papers/heads")]
        self.older = [path for path in self.html if path.startswith("papers/")]
        self.older = [path for path in self.older if path not in self.heads]

    def sizes(self) -> dict[str, int]:
        """Return the bytes of each file."""
        return {path: len(text.encode()) for path, text in self.texts.items()}

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Yield the addresses within the repository, each with the file that it stands in."""
        for path, shown in self.html.items():
            for address in map(html.unescape, _ADDRESS.findall(shown)):
                if not re.match(r"[a-z]+:", address) and address not in _ON_GITHUB:
                    yield path, address

    def fragments(self, path: str) -> set[str]:
        """Return what of a page can be linked: headings as GitHub names them, and ids.

        GitHub shows `id="x"` as `user-content-x`, and a browser unfolds a group for that alone.
        """
        headings = (_slug(each) for each in _HEADING.findall(self.html[path]))
        ids = _ID.findall(self.html[path])
        assert len({*ids}) == len(ids), f"{path} has an address twice"
        return {f"user-content-{each}" for each in ids} | {*headings}

    def dead(self) -> list[tuple[str, str]]:
        """Return the addresses that lead nowhere."""
        known = {path: self.fragments(path) for path in self.html}
        dead = []
        for path, address in self.addresses():
            target, _, fragment = address.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            there = there if target else path
            if there in self.texts:
                is_alive = not fragment or fragment in known.get(there, ())
            else:
                # Of others, the files that a person wrote are there; no page of the bot's is.
                is_alive = (
                    not is_generated(there, OURS) and (PROJECT / there).is_file() and not fragment
                )
            if not is_alive:
                dead.append((path, address))
        return dead

    def by_head(self) -> Iterator[tuple[str, int, list[tuple[str, str, str, str]]]]:
        """Yield each head's name, the number said of it, and its lines."""
        for path in self.heads:
            for _, name, count, lines in _SECTION.findall(self.html[path]):
                found = _LINE.findall(lines)
                assert len(found) == lines.count("<li>"), f"{path} has a line of another kind"
                yield html.unescape(name), int(count.replace(",", "")), found


def _rows(page: str) -> Iterator[tuple[str, str, str]]:
    """Yield anchor, day and title of each paper, whose row leads to itself."""
    for anchor, title, own, date in _ROW.findall(page):
        assert anchor == own
        yield anchor, date, _TAG.sub("", title)


def _slug(heading: str) -> str:
    text = html.unescape(re.sub(r"<[^>]*>", "", heading)).lower()
    return _NOT_IN_A_SLUG.sub("", text).replace(" ", "-")


def assert_sound(texts: Mapping[str, str], papers: Sequence[Paper], most: int) -> Files:
    """Assert all that holds for the files of any list; `most` is the limit of a page."""
    files = Files(texts)
    assert {path: size for path, size in files.sizes().items() if size > most} == {}
    assert [path for path in texts if path != "README.md" and not is_generated(path, OURS)] == []
    named = [*zip(anchors(papers), papers, strict=True)]
    _assert_titles(files)
    _assert_rows(files, named)
    _assert_newest_first(files)
    _assert_index(files, named)
    _assert_names(files)
    _assert_heads(files, named)
    assert files.dead() == []
    return files


def _assert_titles(files: Files) -> None:
    titles = {path: _TITLE.findall(shown) for path, shown in files.html.items()}
    for path, found in titles.items():
        assert len(found) == 1, f"{path} has not one title"
        assert found[0].rstrip(", ") == found[0] != "", f"{path} is called {found[0]!r}"
    older = {titles[path][0] for path in files.older}
    assert len(older) == len(files.older)


def _assert_rows(files: Files, named: Sequence[tuple[str, Paper]]) -> None:
    rows = [row for rows in files.rows.values() for row in rows]
    shown = Counter((anchor, date, html.unescape(title)) for anchor, date, title in rows)
    assert shown == Counter((anchor, _day(paper), paper.title) for anchor, paper in named)
    assert len({anchor for anchor, _ in named}) == len(named)
    assert sum(text.count("<p id=") for text in files.texts.values()) == len(named)


def _assert_newest_first(files: Files) -> None:
    dates = {path: [date for _, date, _ in rows] for path, rows in files.rows.items()}
    for path, each in dates.items():
        assert each == sorted(each, reverse=True), f"{path} is out of order"  # "not" > "2"
    kept = [date for date in dates.pop("README.md") if date != UNKNOWN]
    moved = [date for each in dates.values() for date in each if date != UNKNOWN]
    assert min(kept, default="9") >= max(moved, default="0")


def _assert_index(files: Files, named: Sequence[tuple[str, Paper]]) -> None:
    listed = _LISTED.findall(files.html["README.md"])
    assert sorted(listed) == sorted(files.older)
    shown = [row for path in ("README.md", *listed) for row in files.rows[path]]
    assert len(shown) == len(named)
    last_listed_first = named[::-1]
    newest_first = sorted(last_listed_first, key=lambda each: _day(each[1]), reverse=True)
    for dated in (True, False):
        order = [anchor for anchor, paper in newest_first if bool(paper.date) is dated]
        assert [anchor for anchor, date, _ in shown if date[0].isdigit() is dated] == order
    index = _LISTED_HEADS.findall(files.html["papers/heads.md"])
    heads = {path: len(_SECTION.findall(files.html[path])) for path in files.heads}
    if len(heads) > 1:
        assert heads.pop("papers/heads.md") == 0
        assert {f"papers/{path}": int(n.replace(",", "")) for n, path in index} == heads


def _assert_names(files: Files) -> None:
    for path in files.older:
        dates = [date for _, date, _ in files.rows[path]]
        name = re.search(r"(\d{4}(?:-\d\d)*?)(?:-(\d\d)-to-(\d\d))?(?:-part-\d+)?\.md$", path)
        assert all(date.startswith(name[1]) for date in dates) if name else True, path
        if name and name[2]:  # a stretch of days that are in the calendar
            first, last = (dt.date.fromisoformat(f"{name[1]}-{day}") for day in name.groups()[1:])
            assert str(first) <= min(dates) <= max(dates) <= str(last), path
        assert bool(name) or "undated" in path or "before-chatgpt" in path, path


def _assert_heads(files: Files, named: Sequence[tuple[str, Paper]]) -> None:
    found: Counter[tuple[str, str]] = Counter()
    told = {anchor: (_day(paper), paper.title) for anchor, paper in named}
    for name, count, lines in files.by_head():
        assert count == len(lines)
        for date, _, anchor, title in lines:
            assert told[anchor] == (date, html.unescape(title))
            found[tag_key(name), anchor] += 1
        dates = [date for date, *_ in lines]
        assert dates == sorted(dates, reverse=True), f"{name} is out of order"
    wanted = {(tag_key(head), anchor) for anchor, paper in named for head in paper.tags}
    assert found == Counter(wanted)
    _assert_overview(files)


def _assert_overview(files: Files) -> None:
    """Assert that the first page of heads, if it lists them, leads to each with its number."""
    places: dict[tuple[str, str], str] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for path in files.heads:
        for anchor, name, count, _ in _SECTION.findall(files.html[path]):
            places.setdefault((anchor, name), path.removeprefix("papers/"))
            counts[anchor, name] += int(count.replace(",", ""))
    listed = {
        ((anchor, name), path, int(count.replace(",", "")))
        for path, anchor, name, count in _ENTRY.findall(files.html["papers/heads.md"])
    }
    assert listed == {(each, places[each], counts[each]) for each in places} or not listed


def _day(paper: Paper) -> str:
    return paper.date.isoformat() if paper.date else UNKNOWN


@cache
def papers_of(count: int) -> tuple[Paper, ...]:
    """Return a list of as many papers: the tests' own for 66, else one that is made."""
    if count != 66:
        return read_papers(made_papers(count))
    text = (PROJECT / "tests" / "data" / "papers.json").read_text("utf-8")
    return read_papers(json.loads(text))
