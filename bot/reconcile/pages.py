"""Make the pages of a list as it would be, with what stands beside it at a commit."""

from __future__ import annotations

import logging

from bot.catalog import Catalog, PageData, read_page_data
from bot.listing import Description
from bot.messages import Renderer
from bot.reconcile.ports import Files
from bot.reconcile.states import Tip

logger = logging.getLogger(__name__)


class Pages:
    """Makes the generated files of a list.

    `faults` are what was found wrong in the files beside it so far. Such a file counts as
    not there, as for `render`: a pull request whose pages were made in another way would fail
    the check for drift.
    """

    def __init__(self, files: Files, form: Description, renderer: Renderer) -> None:
        self._files = files
        self._form = form
        self._renderer = renderer
        self._read: dict[str, PageData] = {}
        self.faults: tuple[str, ...] = ()

    def of(self, catalog: Catalog, base: Tip) -> dict[str, str]:
        """Return each file that is generated from a catalog, beside what `base` holds."""
        if base.commit not in self._read:
            self._read[base.commit] = self._page_data(base)
        return self._renderer.files(catalog, self._read[base.commit])

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
