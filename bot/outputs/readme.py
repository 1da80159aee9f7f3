"""Render the files that are made from the list: README.md, its further pages and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.catalog import NO_PAGE_DATA, PageData, Paper
from bot.listing import Description
from bot.outputs.anchors import anchors
from bot.outputs.charts import THEMES, papers_by_stage
from bot.outputs.pages import (
    Group,
    Page,
    Row,
    called,
    earlier,
    group_rows,
    leading,
    newest_first,
    split,
    total,
)
from bot.outputs.shown import LONGEST_TITLE, size, with_all
from bot.outputs.tags import LONGEST_HOME, MACROS, TagPages
from bot.outputs.templates import Templates
from bot.outputs.views import FOLDER, View, views_of
from bot.text import escape

_TEMPLATE = "list.md.j2"  # for a list that has no frame of its own
_PAGE = "page.md.j2"
_SHOWN_NEWS = 3
_FIRST_DAY = "0000-01-01"  # fills a month or a year up, for its place among days


def generate(
    papers: Sequence[Paper],
    form: Description,
    templates: Templates,
    page_data: PageData = NO_PAGE_DATA,
) -> dict[str, str]:
    """Return the text of each generated file by its path, README.md first.

    `form` describes the list, `page_data` is what stands beside it and is shown with it. No page
    has more bytes than `page_bytes` in the templates says. Raises BrokenState where a paper does
    not fit on a page by itself, or a template is missing or wrong.
    """
    with templates.faults(MACROS):
        views = (_Files(papers, form, templates, page_data, view) for view in views_of(form))
        return {path: text for view in views for path, text in view.texts().items()}


class _Files:
    """The files of one view of a list."""

    def __init__(
        self,
        papers: Sequence[Paper],
        form: Description,
        templates: Templates,
        data: PageData,
        view: View,
    ) -> None:
        self._papers = [view.shown(paper) for paper in papers] if form.list.pages else papers
        self._view = view
        self._form = form
        self._called = called(form)
        self._frame = form.list.frame.rpartition("/")[2] or _TEMPLATE
        self._data = data
        self._templates = templates.in_language(view.page.language)
        self._macros = self._templates.macros(MACROS, ("page_bytes", "row", "section", "line"))
        self._most = int(self._macros.page_bytes)

    def texts(self) -> dict[str, str]:
        """Return each file's text by its path."""
        lines = group_rows(self._lines(), self._view.page.language)
        every = newest_first(row for group in lines for row in group.rows)
        tags = TagPages(
            every, self._form, self._templates, self._macros, self._data.stages, self._most
        )
        groups, pages = self._laid_out(self._rows(lines, tags.places()))
        homes = {row.anchor: f"{page.name}.md" for page in pages for row in page.rows}
        files = {self._view.page.file: self._readme(groups, pages)}
        files |= {self._path(page.name): self._page(page.title, page.rows) for page in pages}
        if not self._view.main:
            return files
        files |= {self._path(name): text for name, text in tags.texts(homes).items()}
        return files | (self._pictures() if self._called.picture else {})

    def _lines(self) -> list[Row]:
        """Return each paper with its line of the pages of tags, as if README.md held them all."""
        home = escape.for_attribute(self._view.home)
        rows = []
        for paper, anchor in zip(self._papers, anchors(self._papers), strict=True):
            published = paper.published
            day = published and published + _FIRST_DAY[len(published) :]
            safe = escape.for_attribute(anchor)
            text = self._macros.line(paper, home, safe)
            rows.append(Row(paper, safe, day, text, size(text) + LONGEST_HOME - len(home)))
        return rows

    def _rows(self, lines: Iterable[Group], places: Mapping[str, str]) -> list[Group]:
        """Return groups of lines with the papers' rows instead; `places` are those of tags."""
        links = {tag: escape.for_attribute(place) for tag, place in places.items()}
        groups = []
        for group in lines:
            rows = []
            for line in group.rows:
                text = self._macros.row(line.paper, line.anchor, links)
                rows.append(line._replace(text=text, size=size(text)))
            groups.append(group._replace(rows=rows))
        return groups

    def _laid_out(self, groups: list[Group]) -> tuple[list[Group], list[Page]]:
        """Return what README.md holds, and the pages for the rest."""
        frame = size(self._readme([], []))
        heading = max(self._heading(groups, folded) - frame for folded in (True, False))
        listed = sum(total(group.rows) for group in groups)
        if frame + heading * len(groups) + listed <= self._most:
            return groups, []
        room = self._most - size(self._page(LONGEST_TITLE, []))
        pages = {group.name: [*split(group, room)] for group in groups}
        index = [
            page._replace(title=earlier(page.title, page.language))
            for page in _in_order(groups, pages)
        ]
        left = self._most - size(self._readme([], index))
        taken, rest = leading(groups, left, heading)
        begun = {group.name for group in taken}
        pages |= {group.name: [*split(group, room)] for group in rest if group.name in begun}
        return taken, _in_order(rest, pages)

    def _heading(self, groups: Iterable[Group], folded: bool) -> int:
        """Return the bytes of README.md with one group, of the longest title and name, no row."""
        title = max((group.title for group in groups), key=len, default="")
        name = max((group.name for group in groups), key=len, default="")
        return size(self._readme([Group(name, title, folded, [])], []))

    def _readme(self, groups: Sequence[Group], pages: Sequence[Page]) -> str:
        texts = [[row.text for row in group.rows] for group in groups]
        shown = [
            {"name": group.name, "title": group.title, "folded": group.folded, "rows": rows}
            for group, rows in zip(groups, texts, strict=True)
        ]
        news, older = self._data.news[:_SHOWN_NEWS], self._data.news[_SHOWN_NEWS:]
        text = self._templates.render(
            self._frame,
            groups=shown,
            pages=pages,
            news=news,
            older_news=older,
            is_cited=self._data.is_cited,
            called=self._called,
            form=self._form,
            view=self._view,
            views=views_of(self._form),
        )
        return with_all(text, self._frame, *texts)

    def _page(self, title: str, rows: Iterable[Row]) -> str:
        """Return a page for papers, whose rows lead to tags from within the folder."""
        texts = [escape.readdressed(row.text, f"{FOLDER}/", self._view.to_tags) for row in rows]
        return with_all(self._page_text(title, texts), _PAGE, texts)

    def _page_text(self, title: str, rows: Sequence[str]) -> str:
        values = {"title": title, "rows": rows, "called": self._called, "view": self._view}
        return self._templates.render(_PAGE, form=self._form, **values)

    def _path(self, name: str) -> str:
        return f"{self._view.folder}/{name}.md"

    def _pictures(self) -> dict[str, str]:
        chart = papers_by_stage(self._papers, self._data.stages)
        return {
            f"{FOLDER}/stages-{theme.name}.svg": self._templates.render(
                "stages.svg.j2", chart=chart, theme=theme
            )
            for theme in THEMES
        }


def _in_order(groups: Iterable[Group], pages: Mapping[str, Sequence[Page]]) -> list[Page]:
    return [page for group in groups for page in pages[group.name]]
