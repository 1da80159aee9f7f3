"""What one run has to work with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from bot.listing import Description
from bot.messages import Renderer
from bot.reconcile.pages import Pages
from bot.reconcile.ports import Repository
from bot.reconcile.retry import NO_DEADLINE, Deadline
from bot.submission import Finder


@dataclass(frozen=True)
class Tools:
    """The repository, what its list is, the texts, the day, the services to ask, and the time.

    `site` is the repository's address for people, `base_branch` the name of the default branch
    where it is known. Without a `finder` nothing is looked up. A `dry_run` plans and writes
    nothing.
    """

    repository: Repository
    form: Description
    renderer: Renderer
    today: dt.date
    site: str
    base_branch: str | None = None
    finder: Finder | None = None
    deadline: Deadline = NO_DEADLINE
    dry_run: bool = False

    @property
    def list_url(self) -> str:
        """Return where people read the list."""
        return f"{self.site}#papers"

    @cached_property
    def pages(self) -> Pages:
        """Return what makes the pages, and knows what was wrong beside the list."""
        return Pages(self.repository, self.form, self.renderer, self.today)
