"""Make the pages on which papers are found by their tags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.catalog import Stages
from bot.fields import tag_key
from bot.listing import Description
from bot.outputs.overview import Overview, Place, anchors_of_stages, overview
from bot.outputs.pages import Row, called, total
from bot.outputs.shown import LONGEST_TITLE, size, with_all
from bot.outputs.tag_pages import (
    Section,
    TagPage,
    by_tag,
    one_page,
    places,
    sections_of,
    split_tags,
)
from bot.outputs.templates import Templates
from bot.outputs.views import FOLDER, views_of
from bot.text import escape

MACROS = "paper.html.j2"
LONGEST_HOME = 40  # characters of the name of a page for papers
_TEMPLATE = "tags.md.j2"  # for a list that has none of its own for this page


class TagPages:
    """The tags of a list, laid out over as few pages as hold `most` bytes each.

    `lines` are the papers, newest first, each with its line here, as if README.md held them all:
    so long as the tags are laid out, no page for papers is. Raises BrokenState for a paper that
    does not fit on a page by itself.
    """

    def __init__(
        self,
        lines: Iterable[Row],
        form: Description,
        templates: Templates,
        macros: Any,
        stages: Stages | None,
        most: int,
    ) -> None:
        self._form = form
        self._called = called(form)
        self._home = views_of(form)[0].home
        own = f"{self._called.page}.md.j2"
        self._template = own if templates.has(own) else _TEMPLATE
        self._templates = templates
        self._macros = macros
        self._stages = stages
        self._anchors = anchors_of_stages(stages) if stages else {}
        every = [*lines]
        self._names, members = by_tag(every, form.tag_suffix)
        sections = sections_of(members, self._frame, self._called.one)
        self._pages = one_page(sections, self._called.page)
        self._overview: Overview | None = self._over(sections, len(every))
        if size(self._page("", [], (), self._overview)) + total(sections) > most:
            room = most - size(self._page(LONGEST_TITLE, []))
            language = views_of(form)[0].page.language
            self._pages = split_tags(sections, room, self._called.page, language)
            self._overview = self._over(sections, len(every))
            if size(self._page("", [], self._pages, self._overview)) > most:
                self._overview = None

    def places(self) -> dict[str, str]:
        """Return where each tag, as papers spell it, stands, as seen from the repository."""
        found = places(self._pages)
        return {tag: f"{FOLDER}/{found[name]}" for tag, name in self._names.items()}

    def texts(self, homes: Mapping[str, str]) -> dict[str, str]:
        """Return each page's text by its name.

        `homes` are the files of those papers that README.md does not hold, by anchor.
        """
        first, over = self._pages[0], self._overview
        if first.name == self._called.page:
            return {first.name: self._page("", self._sections(first, homes), (), over)}
        files = {self._called.page: self._page("", [], self._pages, over)}
        for page in self._pages:
            files[page.name] = self._page(page.title, self._sections(page, homes))
        return files

    def _over(self, sections: Sequence[Section], papers: int) -> Overview:
        return overview(sections, places(self._pages), self._stages, papers)

    def _sections(self, page: TagPage, homes: Mapping[str, str]) -> list[str]:
        return [self._section(section, homes) for section in page.sections]

    def _section(self, section: Section, homes: Mapping[str, str]) -> str:
        texts = [_at_home(row, homes, self._home) for row in section.rows]
        place = self._place(section.name, has_overview=self._overview is not None)
        text = self._macros.section(
            section.name, section.anchor, place, len(texts), texts, self._called
        )
        return with_all(text, MACROS, texts)

    def _frame(self, section: Section) -> int:
        place = self._place(section.name, has_overview=True)
        count = len(section.rows)
        return size(
            self._macros.section(section.name, section.anchor, place, count, [], self._called)
        )

    def _place(self, tag: str, *, has_overview: bool) -> Place | None:
        found = self._stages.place(tag) if self._stages else None
        if found is None:
            return None
        source_name = tag_key(found.source_name, self._form.tag_suffix)
        is_renamed = source_name != tag_key(tag, self._form.tag_suffix)
        return Place(
            found.stage,
            self._anchors[found.stage] if has_overview else "",
            found.group,
            found.source_name if is_renamed else "",
        )

    def _page(
        self,
        title: str,
        sections: Sequence[str],
        pages: Sequence[TagPage] = (),
        over: Overview | None = None,
    ) -> str:
        text = self._templates.render(
            self._template,
            template=self._template,
            form=self._form,
            home=self._home,
            title=title,
            sections=sections,
            pages=pages,
            over=over,
            stages=self._stages,
            called=self._called,
        )
        return with_all(text, self._template, sections)


def _at_home(row: Row, homes: Mapping[str, str], own: str) -> str:
    """Return a line that leads to the file that holds its paper."""
    home = homes.get(row.anchor)
    return row.text if home is None else escape.readdressed(row.text, f"{own}#", f"{home}#")
