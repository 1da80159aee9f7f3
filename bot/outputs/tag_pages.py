"""Lay the papers of each head out over `papers/heads.md` and, where it is full, further pages.

What does not fit on one page is split by the first letters of the heads' names, as many
as it takes; a head that fills more than a page is split as a year of the list is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from bot.fields import head_key, spellings
from bot.outputs.pages import Page, Row, as_shown, divide, slug, total
from bot.text import shorten

FIRST_PAGE = "heads"
_LONGEST_NAME = 60  # in the title of a page


class Section(NamedTuple):
    """A head with the rows of its papers, newest first, and the bytes that it takes of a page."""

    name: str
    slug: str
    rows: Sequence[Row]
    size: int

    @property
    def anchor(self) -> str:
        """Return the address of the head within its page."""
        return f"head-{self.slug}"


class HeadPage(NamedTuple):
    """A file `papers/<name>.md` and its sections, by name."""

    name: str
    title: str
    sections: Sequence[Section]


Frame = Callable[[Section], int]


def by_head(rows: Iterable[Row]) -> tuple[dict[str, str], dict[str, list[Row]]]:
    """Return the list's spelling of each head as papers have it, and the rows of each of those."""
    every = [*rows]
    usual = spellings(head for row in every for head in row.paper.heads)
    named: dict[str, str] = {}
    members: dict[str, list[Row]] = {}
    for row in every:
        for head in row.paper.heads:
            name = named.get(head)
            if name is None:
                name = named[head] = usual[head_key(head)]
                members.setdefault(name, [])
            found = members[name]
            if not found or found[-1] is not row:  # else one head is spelled in two ways
                found.append(row)
    return named, members


def sections_of(heads: Mapping[str, Sequence[Row]], frame: Frame) -> list[Section]:
    """Return the heads with their rows, by name.

    `frame` returns the bytes of what a page says of a head beside its rows.
    """
    named = sorted((slug(name), name) for name in heads)
    every = _unique(Section(name, key, heads[name], 0) for key, name in named)
    sized = [each._replace(size=frame(each) + total(each.rows)) for each in every]
    return sorted(sized, key=lambda section: section.slug)


def one_page(sections: Sequence[Section]) -> list[HeadPage]:
    """Return a single page for all heads."""
    return [HeadPage(FIRST_PAGE, "", sections)]


def split_heads(sections: Sequence[Section], room: int) -> list[HeadPage]:
    """Return as many pages as it takes for none to pass `room` bytes.

    Raises BrokenState for a paper that does not fit on a page by itself.
    """
    return [*_split(sections, room, 1)]


def places(pages: Iterable[HeadPage]) -> dict[str, str]:
    """Return where each head stands, as seen from the folder of the pages.

    One that fills several pages stands on the first, that of its newest papers.
    """
    found: dict[str, str] = {}
    for page in pages:
        for section in page.sections:
            found.setdefault(section.name, f"{page.name}.md#{as_shown(section.anchor)}")
    return found


def _unique(sections: Iterable[Section]) -> Iterator[Section]:
    """Return sections whose slugs differ: of those that are alike, the later get a number."""
    for name, members in groupby(sections, lambda section: section.slug):
        for number, section in enumerate(members, start=1):
            yield section._replace(slug=f"{name}--{number}") if number > 1 else section


def _split(sections: Sequence[Section], room: int, letters: int) -> Iterator[HeadPage]:
    for prefix, each in groupby(sections, lambda section: section.slug[:letters]):
        members = [*each]
        first, last = members[0], members[-1]
        if total(members) <= room:
            title = _short(first) if first == last else f"{_short(first)} to {_short(last)}"
            yield HeadPage(f"{FIRST_PAGE}-{prefix}", title, members)
        elif len(members) > 1:
            yield from _split(members, room, letters + 1)
        else:
            frame = first.size - total(first.rows)
            page = Page(f"{FIRST_PAGE}-{first.slug}", _short(first), first.rows)
            for part in divide(page, room - frame, f"{page.name}--", f"{page.title}, "):
                yield HeadPage(part.name, part.title, [first._replace(rows=part.rows)])


def _short(section: Section) -> str:
    return shorten(section.name, _LONGEST_NAME)
