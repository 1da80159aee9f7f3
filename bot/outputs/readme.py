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
    as_shown,
    earlier,
    group_rows,
    leading,
    split,
    total,
)
from bot.outputs.tag_pages import HeadPage, Section, by_head, head_pages
from bot.outputs.templates import Templates

_MACROS = "paper.html.j2"
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
        every = group_rows(self._rows())
        groups, pages = self._laid_out(every)
        files = {README_FILE: self._readme(groups, pages)}
        for page in pages:
            files[_path(page.name)] = self._page(page.title, page.rows)
        homes = {row.anchor: f"{page.name}.md" for page in pages for row in page.rows}
        return files | self._heads(every, homes) | self._pictures()

    def _rows(self) -> list[Row]:
        rows = []
        for paper, anchor in zip(self._papers, anchors(self._papers), strict=True):
            day = paper.date.isoformat() if paper.date else ""
            text = self._macros.row(paper, anchor)
            rows.append(Row(paper, anchor, day, text, _size(text)))
        return rows

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
        texts = [row.text for row in rows]
        return self._render("page.md.j2", texts, title=title, rows=texts)

    def _render(self, name: str, *texts: Sequence[str], **values: object) -> str:
        return _with_all(self._templates.render(name, **values), name, *texts)

    def _heads(self, groups: Iterable[Group], homes: Mapping[str, str]) -> dict[str, str]:
        """Return the pages on which papers are found by their heads.

        `homes` are the files of those that README.md does not hold, by anchor.
        """
        lines = []
        for group in groups:
            for row in group.rows:
                home = homes.get(row.anchor, "../README.md")
                text = self._macros.line(row.paper, f"{home}#{as_shown(row.anchor)}")
                lines.append(Row(row.paper, row.anchor, row.day, text, _size(text)))
        room = self._most - _size(self._head_page(_LONGEST_TITLE, []))
        found = head_pages(by_head(lines), self._section, room)
        files = {_path(page.name): self._head_page(page.title, page.sections) for page in found}
        index = {} if len(found) == 1 else {_path("heads"): self._head_page("", [], found)}
        return index | files

    def _section(self, name: str, rows: Sequence[Row]) -> str:
        texts = [row.text for row in rows]
        return _with_all(self._macros.section(name, texts), _MACROS, texts)

    def _head_page(
        self, title: str, sections: Iterable[Section], pages: Sequence[HeadPage] = ()
    ) -> str:
        texts = [section.text for section in sections]
        return self._render("heads.md.j2", texts, title=title, sections=texts, pages=pages)

    def _pictures(self) -> dict[str, str]:
        charts = {"months": papers_by_month(self._papers), "heads": common_heads(self._papers)}
        return {
            f"{FOLDER}/{name}-{theme.name}.svg": self._templates.render(
                f"{name}.svg.j2", chart=chart, theme=theme
            )
            for name, chart in charts.items()
            for theme in THEMES
        }


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
