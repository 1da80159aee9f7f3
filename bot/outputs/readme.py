"""Render the files that are made from the list: README.md, its further pages and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.catalog import NO_PAGE_DATA, PageData, Paper
from bot.errors import BrokenState
from bot.outputs.charts import THEMES, common_heads, papers_by_month
from bot.outputs.pages import (
    FOLDER,
    README_FILE,
    Group,
    Page,
    Row,
    anchors,
    earlier,
    group_rows,
    leading,
    split,
    total,
)
from bot.outputs.tag_pages import HeadPage, Section, by_head, head_pages, places
from bot.outputs.templates import Templates
from bot.text import escape

_MACROS = "paper.html.j2"
_HOME = f"../{README_FILE}"
_LONGEST_HOME = 40  # characters of the name of a page for papers
_LONGEST_TITLE = "x" * 800  # of a page, however it is escaped


def generate(
    papers: Sequence[Paper], templates: Templates, page_data: PageData = NO_PAGE_DATA
) -> dict[str, str]:
    """Return the text of each generated file by its path, README.md first.

    `page_data` is what stands beside the list and is shown with it. No page has more bytes
    than `page_bytes` in the templates says. Raises BrokenState where a paper does not fit on
    a page by itself, or a template is missing or wrong.
    """
    with templates.faults(_MACROS):
        return _Files(papers, templates, page_data).texts()


class _Files:
    """The files of one list."""

    def __init__(self, papers: Sequence[Paper], templates: Templates, data: PageData) -> None:
        self._papers = papers
        self._data = data
        self._templates = templates
        self._macros = templates.macros(_MACROS, ("page_bytes", "row", "section", "line"))
        self._most = int(self._macros.page_bytes)

    def texts(self) -> dict[str, str]:
        """Return each file's text by its path."""
        lines = group_rows(self._lines())
        names, members = by_head(row for group in lines for row in group.rows)
        room = self._most - _size(self._head_page(_LONGEST_TITLE, []))
        heads = head_pages(members, self._frame, room)
        found = places(heads)
        groups, pages = self._laid_out(
            self._rows(lines, {head: found[name] for head, name in names.items()})
        )
        files = {README_FILE: self._readme(groups, pages)}
        for page in pages:
            files[_path(page.name)] = self._page(page.title, page.rows)
        homes = {row.anchor: f"{page.name}.md" for page in pages for row in page.rows}
        return files | self._heads(heads, homes) | self._pictures()

    def _lines(self) -> list[Row]:
        """Return each paper with its line of the pages of heads, as if README.md held them all.

        So long as the heads are laid out, no page for papers is.
        """
        rows = []
        for paper, anchor in zip(self._papers, anchors(self._papers), strict=True):
            day = paper.date.isoformat() if paper.date else ""
            text = self._macros.line(paper, _HOME, anchor)
            rows.append(Row(paper, anchor, day, text, _size(text) + _LONGEST_HOME - len(_HOME)))
        return rows

    def _rows(self, lines: Iterable[Group], found: Mapping[str, str]) -> list[Group]:
        """Return groups of lines with the papers' rows instead; `found` are the heads' places."""
        links = {head: escape.for_attribute(f"{FOLDER}/{place}") for head, place in found.items()}
        groups = []
        for group in lines:
            rows = []
            for line in group.rows:
                text = self._macros.row(line.paper, line.anchor, links)
                rows.append(line._replace(text=text, size=_size(text)))
            groups.append(group._replace(rows=rows))
        return groups

    def _laid_out(self, groups: list[Group]) -> tuple[list[Group], list[Page]]:
        """Return what README.md holds, and the pages for the rest."""
        frame = _size(self._readme([], []))
        heading = max(self._heading(groups, folded) - frame for folded in (True, False))
        listed = sum(total(group.rows) for group in groups)
        if frame + heading * len(groups) + listed <= self._most:
            return groups, []
        room = self._most - _size(self._page(_LONGEST_TITLE, []))
        pages = {group.name: [*split(group, room)] for group in groups}
        index = [page._replace(title=earlier(page.title)) for page in _in_order(groups, pages)]
        left = self._most - _size(self._readme([], index))
        taken, rest = leading(groups, left, heading)
        begun = {group.name for group in taken}
        pages |= {group.name: [*split(group, room)] for group in rest if group.name in begun}
        return taken, _in_order(rest, pages)

    def _heading(self, groups: Iterable[Group], folded: bool) -> int:
        """Return the bytes of README.md with one group, that of the longest title, and no row."""
        title = max((group.title for group in groups), key=len, default="")
        return _size(self._readme([Group("", title, folded, [])], []))

    def _readme(self, groups: Sequence[Group], pages: Sequence[Page]) -> str:
        texts = [[row.text for row in group.rows] for group in groups]
        shown = [
            {"title": group.title, "folded": group.folded, "rows": rows}
            for group, rows in zip(groups, texts, strict=True)
        ]
        return self._render("README.md.j2", *texts, groups=shown, pages=pages)

    def _page(self, title: str, rows: Iterable[Row]) -> str:
        """Return a page for papers, whose rows lead to heads from within the folder."""
        texts = [escape.readdressed(row.text, f"{FOLDER}/", "") for row in rows]
        return self._render("page.md.j2", texts, title=title, rows=texts)

    def _render(self, name: str, *texts: Sequence[str], **values: object) -> str:
        return _with_all(self._templates.render(name, **values), name, *texts)

    def _heads(self, pages: Sequence[HeadPage], homes: Mapping[str, str]) -> dict[str, str]:
        """Return the texts of the pages on which papers are found by their heads.

        `homes` are the files of those that README.md does not hold, by anchor.
        """
        files = {} if len(pages) == 1 else {_path("heads"): self._head_page("", [], pages)}
        for page in pages:
            texts = [self._section(section, homes) for section in page.sections]
            files[_path(page.name)] = self._head_page(page.title, texts)
        return files

    def _section(self, section: Section, homes: Mapping[str, str]) -> str:
        texts = [_at_home(row, homes) for row in section.rows]
        count = len(texts)
        text = self._macros.section(section.name, section.anchor, count, texts)
        return _with_all(text, _MACROS, texts)

    def _frame(self, section: Section) -> int:
        count = len(section.rows)
        return _size(self._macros.section(section.name, section.anchor, count, []))

    def _head_page(
        self, title: str, sections: Sequence[str], pages: Sequence[HeadPage] = ()
    ) -> str:
        return self._render("heads.md.j2", sections, title=title, sections=sections, pages=pages)

    def _pictures(self) -> dict[str, str]:
        charts = {"months": papers_by_month(self._papers), "heads": common_heads(self._papers)}
        return {
            f"{FOLDER}/{name}-{theme.name}.svg": self._templates.render(
                f"{name}.svg.j2", chart=chart, theme=theme
            )
            for name, chart in charts.items()
            for theme in THEMES
        }


def _at_home(row: Row, homes: Mapping[str, str]) -> str:
    """Return a line that leads to the file that holds its paper."""
    home = homes.get(row.anchor)
    return row.text if home is None else escape.readdressed(row.text, f"{_HOME}#", f"{home}#")


def _in_order(groups: Iterable[Group], pages: Mapping[str, Sequence[Page]]) -> list[Page]:
    return [page for group in groups for page in pages[group.name]]


def _path(name: str) -> str:
    return f"{FOLDER}/{name}.md"


def _size(text: str) -> int:
    return len(text.encode())


def _with_all(page: str, template: str, *shown: Sequence[str]) -> str:
    """Return a page. Raises BrokenState where it does not show each of these texts once."""
    frame = page
    whole = True
    for texts in filter(None, shown):
        rows = "".join(texts)
        start = frame.find(texts[0])  # to look for them all at once takes far longer
        whole = whole and frame.startswith(rows, start)
        frame = frame[:start] + frame[start + len(rows) :]
    if not whole or any(text in frame for texts in shown for text in texts):
        raise BrokenState(f"template {template} does not show all of its papers once")
    return page
