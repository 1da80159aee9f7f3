"""Lay the papers of each tag out over one page and, where it is full, further ones.

What does not fit on one page is split by the first letters of the tags' names, as many
as it takes; a tag that fills more than a page is split as a year of the list is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from bot.fields import spellings, tag_key
from bot.outputs.anchors import as_shown, slug
from bot.outputs.pages import Page, Row, divide, from_to, total
from bot.text import shorten

_LONGEST_NAME = 60  # in the title of a page


class Section(NamedTuple):
    """A tag with the rows of its papers, newest first, and the bytes that it takes of a page.

    `one` is what a tag is called.
    """

    name: str
    slug: str
    rows: Sequence[Row]
    size: int
    one: str

    @property
    def anchor(self) -> str:
        """Return the address of the tag within its page."""
        return f"{slug(self.one)}-{self.slug}"


class TagPage(NamedTuple):
    """A file `papers/<name>.md` and its sections, by name."""

    name: str
    title: str
    sections: Sequence[Section]


Frame = Callable[[Section], int]


def by_tag(rows: Iterable[Row], suffix: str) -> tuple[dict[str, str], dict[str, list[Row]]]:
    """Return the list's spelling of each tag as papers have it, and the rows of each of those.

    `suffix` is the word in which tags end, blank for none.
    """
    every = [*rows]
    usual = spellings((tag for row in every for tag in row.paper.tags), suffix)
    named: dict[str, str] = {}
    members: dict[str, list[Row]] = {}
    for row in every:
        for tag in row.paper.tags:
            name = named.get(tag)
            if name is None:
                name = named[tag] = usual[tag_key(tag, suffix)]
                members.setdefault(name, [])
            found = members[name]
            if not found or found[-1] is not row:  # else one tag is spelled in two ways
                found.append(row)
    return named, members


def sections_of(tags: Mapping[str, Sequence[Row]], frame: Frame, one: str) -> list[Section]:
    """Return the tags with their rows, by name; `one` is what a tag is called.

    `frame` returns the bytes of what a page says of a tag beside its rows.
    """
    named = sorted((slug(name), name) for name in tags)
    every = _unique(Section(name, key, tags[name], 0, one) for key, name in named)
    sized = [each._replace(size=frame(each) + total(each.rows)) for each in every]
    return sorted(sized, key=lambda section: section.slug)


def one_page(sections: Sequence[Section], index: str) -> list[TagPage]:
    """Return a single page of this name for all tags."""
    return [TagPage(index, "", sections)]


def split_tags(sections: Sequence[Section], room: int, index: str, language: str) -> list[TagPage]:
    """Return as many pages as it takes for none to pass `room` bytes.

    Their names begin with that of the `index`. Raises BrokenState for a paper that does not fit
    on a page by itself.
    """
    return [*_split(sections, room, Page(index, "", (), language), 1)]


def places(pages: Iterable[TagPage]) -> dict[str, str]:
    """Return where each tag stands, as seen from the folder of the pages.

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


def _split(sections: Sequence[Section], room: int, index: Page, letters: int) -> Iterator[TagPage]:
    for prefix, each in groupby(sections, lambda section: section.slug[:letters]):
        members = [*each]
        first, last = members[0], members[-1]
        if total(members) <= room:
            names = (_short(first), _short(last))
            title = names[0] if first == last else from_to(*names, index.language)
            yield TagPage(f"{index.name}-{prefix}", title, members)
        elif len(members) > 1:
            yield from _split(members, room, index, letters + 1)
        else:
            frame = first.size - total(first.rows)
            page = Page(f"{index.name}-{first.slug}", _short(first), first.rows, index.language)
            for part in divide(page, room - frame, f"{page.name}--", f"{page.title}, "):
                yield TagPage(part.name, part.title, [first._replace(rows=part.rows)])


def _short(section: Section) -> str:
    return shorten(section.name, _LONGEST_NAME)
