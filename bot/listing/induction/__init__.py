"""From the README of a list, its description as a maintainer would write it.

`inducing` is the whole way. `blocks` finds the lines that begin as entries do, and `region` the
part of the README in which these stand. `atoms` takes an entry apart into texts and links, with
`apart` and `atom`, and `looks` says what a text looks like. `slots` gives them keys that are the
same in all entries, `merging` lays the entries over each other, and `fields` decides what kind of
field each is, with `pieces` for how it is written and `doubts` for what is not sure: `learning`
does these in turn. `trying` keeps those templates that read most entries. `plan` is what the
description says so far, and `writing` how its file has it. `habits` and `heading` tell the order,
the language and the name of a list; `badge_rows` describes one that shows badges, `beginning` one
without an entry.
"""

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
