"""Lay a list out over files that GitHub shows whole: README.md, and pages for older papers.

README.md takes the newest papers, month by month, as far as they fit; the rest of each
group goes to a page of its own, and what does not fit on one is split by year, month,
days and, last, number. A page is named after what it holds, so that a paper more changes
the page where it belongs and no other.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple, Protocol

from bot.catalog import Paper
from bot.errors import BrokenState
from bot.fields import TagsField
from bot.listing import Description
from bot.outputs.groups import Place, names_of_groups, order_of, place_of
from bot.outputs.views import FOLDER
from bot.text import Phrase, translated

README_FILE = "README.md"
_MARK = "<!-- Generated from "
_BEGINNING = 1000  # characters of a file, among which the mark stands


class Row(NamedTuple):
    """A paper with its anchor, its day, what a page shows of it, and the bytes that takes.

    `day` is blank where it is not known.
    """

    paper: Paper
    anchor: str
    day: str
    text: str
    size: int


class Shown(Protocol):
    """Whatever a page shows."""

    @property
    def size(self) -> int:
        """Return the bytes that it takes."""


class Group(NamedTuple):
    """Rows of one heading, newest first; `folded` hides them until the reader opens it."""

    name: str
    title: str
    folded: bool
    rows: Sequence[Row]
    language: str = "en"


class Page(NamedTuple):
    """A file `papers/<name>.md` and its rows, newest first; the title is in its language."""

    name: str
    title: str
    rows: Sequence[Row]
    language: str = "en"


def is_generated(path: str, form: Description) -> bool:
    """Whether a path is that of a file that `render` writes beside README.md."""
    return _generated(form).fullmatch(path) is not None


@cache
def _generated(form: Description) -> re.Pattern[str]:
    """Return what matches the files of a list beside README.md, by names of today and before."""
    index = re.escape(called(form).page)
    languages = "|".join(f"{page.language}/" for page in form.list.pages[1:])
    groups = "|".join(re.escape(name) for name in names_of_groups(form))
    return re.compile(
        rf"{FOLDER}/(?:(?:{languages})?(?:{groups}|\d{{4}}|{index})(?:-[a-z0-9-]+)?\.md"
        rf"|(?:stages|months|{index})-(?:light|dark)\.svg)"
    )


class Called(NamedTuple):
    """What one tag and several are called, and the page on which papers are found by them.

    `picture` tells whether the list wants a picture of them.
    """

    one: str
    many: str
    page: str
    picture: bool = False


def called(form: Description) -> Called:
    """Return what the tags of a list are called."""
    field = form.fields.get(form.roles.tags)
    if not isinstance(field, TagsField):
        return Called("tag", "tags", "tags")
    index = field.index.rpartition("/")[2].removesuffix(".md")
    return Called(field.one or "tag", field.many or "tags", index or "tags", field.picture)


def is_picture(path: str, form: Description) -> bool:
    """Whether a generated file is a picture, which changes with every paper."""
    return is_generated(path, form) and path.endswith(".svg")


def says_generated(text: str) -> bool:
    """Whether a file says of itself that it is generated, and so is nobody's own."""
    return _MARK in text[:_BEGINNING]


def newest_first(rows: Iterable[Row]) -> list[Row]:
    """Return rows by their days, newest first and those without one before all."""
    return sorted(rows, key=lambda row: row.day or "undated", reverse=True)


def group_rows(rows: Iterable[Row], language: str = "en") -> list[Group]:
    """Return rows, in the order of the list, by group, each newest first.

    Of one day, the one listed last comes first. Groups by date are newest first themselves,
    others stand in the order of the description.
    """
    groups: dict[Place, list[Row]] = {}
    last_listed_first = tuple(rows)[::-1]
    for row in newest_first(last_listed_first):
        groups.setdefault(place_of(row.paper, language), []).append(row)
    named = [Group(*place, members, language) for place, members in groups.items()]
    order = order_of(last_listed_first[0].paper.form) if last_listed_first else []
    at = {name: place for place, name in enumerate(order)}
    return sorted(named, key=lambda group: at.get(group.name, len(order)))


def total(shown: Iterable[Shown]) -> int:
    """Return the bytes that rows or sections take together."""
    return sum(each.size for each in shown)


def leading(groups: Iterable[Group], room: int, heading: int) -> tuple[list[Group], list[Group]]:
    """Divide groups into what README.md has room for, and the rest.

    `heading` is what a group's own frame takes of the room. Papers without a date come
    first; where they would take more than half, they all go, lest they keep new ones out.
    """
    taken: list[Group] = []
    rest: list[Group] = []
    is_full = False
    for group in groups:
        dated = group.rows[0].day != ""
        first = not any(each.rows[0].day for each in taken)
        left = room if dated else room // 2
        count = 0 if is_full else _fitting(group.rows, left - heading, first=first)
        if not dated and count < len(group.rows):
            count = 0
        is_full = is_full or (dated and count < len(group.rows))
        if count:
            taken.append(group._replace(rows=group.rows[:count]))
            room -= heading + total(group.rows[:count])
        if count < len(group.rows):
            title = earlier(group.title, group.language) if count else group.title
            rest.append(group._replace(title=title, rows=group.rows[count:]))
    return taken, rest


def earlier(title: str, language: str) -> str:
    """Return the title of the pages for what README.md has no room for of a group."""
    return translated(Phrase("{title}, Earlier", title=title), language)


def _fitting(rows: Sequence[Row], room: int, *, first: bool) -> int:
    """Return how many rows fit, by whole months; where there would be none at all, by days."""
    for key in (_month, _day, _each)[: 3 if first else 1]:
        count = 0
        left = room
        for _, members in groupby(rows, key):
            unit = [*members]
            left -= total(unit)
            if left < 0:
                break
            count += len(unit)
        if count:
            return count
    return 0


def split(group: Group, room: int) -> Iterator[Page]:
    """Return the pages of a group, each of rows that take at most `room` bytes.

    Raises BrokenState for a paper that does not fit on a page by itself.
    """
    page = Page(group.name, group.title, group.rows, group.language)
    if group.name.isdecimal():  # a year, which the names of its months repeat
        yield from divide(page, room, "", "")
    else:
        yield from divide(page, room, f"{group.name}-", f"{group.title}, ")


def divide(page: Page, room: int, stem: str, lead: str, level: int = 0) -> Iterator[Page]:
    """Return a page, or where its rows take more than `room` bytes, those it is split into.

    Their names begin with `stem`, and their titles with `lead`. Raises BrokenState.
    """
    if total(page.rows) <= room:
        yield page
    elif not page.rows[-1].day or level == len(_LEVELS):
        yield from _numbered(page, room)
    elif not page.rows[0].day:
        undated = [row for row in page.rows if not row.day]
        name, title = f"{stem}undated", lead + translated("Date Not Known Yet", page.language)
        yield from divide(page._replace(name=name, title=title, rows=undated), room, stem, lead)
        yield from divide(page._replace(rows=page.rows[len(undated) :]), room, stem, lead)
    else:
        for name, members in groupby(page.rows, _LEVELS[level]):
            first, is_stretch, last = name.partition("-to-")
            title = from_to(first, last, page.language) if is_stretch else name
            part = page._replace(name=f"{stem}{name}", title=f"{lead}{title}", rows=[*members])
            yield from divide(part, room, stem, lead, level + 1)


def _numbered(page: Page, room: int) -> Iterator[Page]:
    """Fill pages from the oldest row on, so that a new one changes the last page alone."""
    parts: list[list[Row]] = [[]]
    left = room
    for row in reversed(page.rows):
        if row.size > room:
            raise BrokenState(
                f"the paper {row.paper.title!r} takes {row.size:,} bytes of a page, which has"
                f" {room:,} for papers"
            )
        if row.size > left:
            parts.append([])
            left = room
        parts[-1].append(row)
        left -= row.size
    for number, rows in reversed([*enumerate(parts, start=1)]):
        title = Phrase("{title}, Part {number}", title=page.title, number=number)
        yield page._replace(
            name=f"{page.name}-part-{number}",
            title=translated(title, page.language),
            rows=rows[::-1],
        )


def from_to(first: str, last: str, language: str) -> str:
    """Return the title of what reaches from one thing to another."""
    return translated(Phrase("{first} to {last}", first=first, last=last), language)


def _year(row: Row) -> str:
    return row.day[:4]


def _month(row: Row) -> str:
    return row.day[:7]


def _day(row: Row) -> str:
    return row.day


def _each(row: Row) -> str:
    return row.anchor


def _days(length: int) -> Callable[[Row], str]:
    """Return what names the stretch of a month, of at most `length` days, that a paper is of."""
    return lambda row: _stretch(row.day, length)


def _stretch(date: str, length: int) -> str:
    year, month, day = map(int, date.split("-"))
    begin = (day - 1) // length * length + 1
    end = begin + length - 1
    if end > 28:
        end = min(end, monthrange(year, month)[1])
    return f"{date[:7]}-{begin:02}-to-{end:02}"


_LEVELS = (_year, _month, _days(16), _days(4), _day)
