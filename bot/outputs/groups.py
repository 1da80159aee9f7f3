"""Tell which group of the list a paper is in: by date, or by the field that divides the list."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bot.catalog import Paper
from bot.listing import YEAR, Description, Group
from bot.outputs.anchors import slug

_UNDATED = Group(title={"en": "Date Not Known Yet", "zh": "日期待定"}, name="undated", undated=True)
_OTHERS = Group(title={"en": "Others", "zh": "其他"})
_BY_YEAR = Group(title={"en": f"Year {YEAR}", "zh": f"{YEAR} 年"})


class Place(NamedTuple):
    """The group that a paper is in; `folded` hides it until the reader opens it."""

    name: str
    title: str
    folded: bool


def place_of(paper: Paper, language: str) -> Place:
    """Return where a paper of a list belongs, named in a language."""
    form, sections = paper.form, paper.form.sections
    if sections is None or form.is_by_date:
        published = str(paper.get(form.divided_by or form.roles.date, ""))
        return _by_date(form, published, language)
    value = paper.get(form.divided_by)
    named = value[0] if isinstance(value, tuple) else str(value or "")
    groups = (each for each in sections.groups if named in each.title.values())
    return _place(next(groups, Group(title={"": named}) if named else _OTHERS), language)


def order_of(form: Description) -> list[str]:
    """Return the names of the groups in the order of the description; none where dates order."""
    if form.sections is None or form.is_by_date:
        return []
    return [_place(group, form.list.language).name for group in form.sections.groups]


@cache
def names_of_groups(form: Description) -> tuple[str, ...]:
    """Return the names of a list's groups beside years."""
    groups = (*(form.sections.groups if form.sections else ()), _UNDATED)
    places = (_place(group, form.list.language) for group in groups)
    return tuple(dict.fromkeys(place.name for place in places if YEAR not in place.title))


@cache
def _by_date(form: Description, published: str, language: str) -> Place:
    groups = form.sections.groups if form.sections else ()
    if not published:
        return _place(next((each for each in groups if each.undated), _UNDATED), language)
    for group in groups:
        if not group.undated and (not group.before or published < group.before):
            return _place(group, language, int(published[:4]))
    return _place(_BY_YEAR, language, int(published[:4]))


def _place(group: Group, language: str, year: int | None = None) -> Place:
    first, title = next(iter(group.title.values())), group.titled(language)
    name = group.name or (str(year) if YEAR in first else slug(first))
    folded = group.folded or (year is not None and year <= (group.folded_to or 0))
    return Place(name, title.replace(YEAR, str(year)), folded)
