"""Make the pages of a list as it would be, with what stands beside it at a commit."""

from __future__ import annotations

import datetime as dt
import logging

from bot.catalog import Catalog, PageData, parse_catalog, read_page_data, with_readme
from bot.errors import BrokenReadme, MissingFile, UnreadableFile
from bot.listing import Description
from bot.messages import Renderer
from bot.outputs import (
    Edit,
    Templates,
    make_forms,
    readme_of,
    readme_with,
    sections_to_choose,
    taken_out,
    with_edits,
)
from bot.reconcile.ports import Files
from bot.reconcile.states import Tip

logger = logging.getLogger(__name__)


class Pages:
    """Makes the generated files of a list.

    `faults` are what was found wrong in the files beside it so far. Such a file counts as
    not there, as for `render`: a pull request whose pages were made in another way would fail
    the check for drift.
    """

    def __init__(self, files: Files, form: Description, renderer: Renderer, today: dt.date) -> None:
        self._files = files
        self._form = form
        self._renderer = renderer
        self._today = today
        self._read: dict[str, PageData] = {}
        self._listed: dict[tuple[str, str], Catalog] = {}
        self.faults: tuple[str, ...] = ()

    def catalog(self, papers: str, base: Tip) -> Catalog:
        """Return the list that `base` holds, with the text of its papers. Raises BrokenState."""
        key = papers, base.commit
        if key not in self._listed:
            catalog = parse_catalog(papers, self._form)
            if catalog.form.is_in_place:
                catalog = with_readme(catalog, self._readme(base))
            self._listed = {key: catalog}  # a run takes up one issue after the other on one list
        return self._listed[key]

    def taken_over(self, catalog: Catalog, base: Tip) -> tuple[Catalog, list[Edit]]:
        """Return the list with what people did to a README of its own, and what that is."""
        if not catalog.form.is_in_place:
            return catalog, []
        readme = self._readme(base)
        earlier = self._files.earlier(base.commit, self._form.list.readme)
        gone = sorted(taken_out(catalog, readme, earlier))
        titles = [catalog.papers[place].title for place in gone]
        taken, edits = with_edits(catalog.without(gone) if gone else catalog, readme)
        return taken, [*edits, *(Edit(title, old=title) for title in titles)]

    def maintained(self, grown: Catalog, before: Catalog, base: Tip) -> dict[str, str]:
        """Return what `of` does, with the issue forms that are there.

        Of a README of the list's own it is what that lacks beside.
        """
        files = self.of(grown, before, base)
        if grown.form.is_in_place:
            files = {name: readme_of(text, grown) for name, text in files.items()}
        there = self._files.blobs_at(base)  # a form that people have removed stays so
        sections = sections_to_choose(self.readme(grown, base), self._form)
        forms = make_forms(self._form, Templates(), sections)
        return files | {path: text for path, text in forms.items() if path in there}

    def of(self, grown: Catalog, before: Catalog, base: Tip) -> dict[str, str]:
        """Return each file that follows from a list that has grown, beside what `base` holds.

        `before` is the list at `base`, which README.md shows where that is the list's own.
        """
        if grown.form.is_in_place:
            readme = readme_with(self._readme(base), before, grown, self._today)
            return {self._form.list.readme: readme}
        if base.commit not in self._read:
            self._read[base.commit] = self._page_data(base)
        return self._renderer.files(grown, self._read[base.commit])

    def readme(self, catalog: Catalog, base: Tip) -> str:
        """Return the README of a list that keeps it as its own, blank for another list."""
        return self._readme(base) if catalog.form.is_in_place else ""

    def _readme(self, base: Tip) -> str:
        try:
            return self._files.read_file(base.commit, self._form.list.readme)
        except (MissingFile, UnreadableFile) as error:
            raise BrokenReadme(str(error)) from error

    def _page_data(self, base: Tip) -> PageData:
        there = self._files.blobs_at(base)  # what is not there is not asked for
        page_data, faults = read_page_data(
            lambda path: (
                (path, self._files.read_file(base.commit, path)) if path in there else None
            ),
            self._form,
        )
        for fault in faults:
            logger.warning("not shown: %s", fault)
        self.faults = tuple(dict.fromkeys((*self.faults, *faults)))
        return page_data
