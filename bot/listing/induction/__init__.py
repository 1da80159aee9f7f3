"""From the README of a list, its description as a maintainer would write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.listing.induction.inducing import Induced


def induce(readme: str, name: str, path: str = "README.md", data: str = "papers.json") -> Induced:
    """Return the description of a list by its README.

    `name` is what the list is called where its README does not say, `path` is where that README
    is, and `data` the file that its store will be. Raises BrokenReadme.
    """
    from bot.listing.induction.inducing import induced_from  # with all that few runs need

    return induced_from(readme, name, path, data)
