"""The views of a generated list: README.md, and what shows it in further languages."""

from __future__ import annotations

from typing import NamedTuple

from bot.catalog import Paper
from bot.listing import Description, Page

FOLDER = "papers"


class View(NamedTuple):
    """A page that shows the list, with the folder of the further pages that it needs.

    `main` tells that the pages of tags and the pictures are beside it, too.
    """

    page: Page
    folder: str
    main: bool

    @property
    def home(self) -> str:
        """Return the address of the page as seen from its folder."""
        return f"{'../' * (self.folder.count('/') + 1)}{self.page.file}"

    @property
    def to_tags(self) -> str:
        """Return what leads from its folder to the folder of the pages of tags."""
        return "../" * self.folder.count("/")

    def shown(self, paper: Paper) -> Paper:
        """Return a paper with the fields that the page shows in the place of others."""
        instead = self.page.instead
        values = {name: paper.get(other) or paper.get(name) for name, other in instead.items()}
        return paper.with_values({**dict.fromkeys(_replacing(paper.form)), **values})


def views_of(form: Description) -> list[View]:
    """Return the views of a list, README.md first."""
    about = form.list
    pages = about.pages or (Page(file=about.readme, language=about.language),)
    first, *others = pages
    return [
        View(first, FOLDER, main=True),
        *(View(page, f"{FOLDER}/{page.language}", main=False) for page in others),
    ]


def _replacing(form: Description) -> set[str]:
    """Return the fields that stand in the place of others on some page."""
    return {name for page in form.list.pages for name in page.instead.values()}
