"""What is known of a submission so far, as a value that each step makes anew."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from bot.fields import (
    NO_HABITS,
    NO_NAMES,
    Asked,
    ChoiceField,
    Dated,
    DateField,
    FieldName,
    Link,
    LinkField,
    LinksField,
    Names,
    NamesField,
    Note,
    Problem,
    Reading,
    Tag,
    TagsField,
    VenueField,
    VenueHabits,
    more_of,
    shared_out,
)
from bot.listing import Description

_UNDATED = Dated()
LINKS = "links"  # all addresses, in a list that has no field of that kind


@lru_cache(maxsize=8)
def name_of_links(form: Description) -> FieldName:
    """Return the field that addresses are said to be of: the first that takes any."""
    several = (name for name, field in form.fields.items() if isinstance(field, LinksField))
    return [*several, *form.roles.links, LINKS][0]


@lru_cache(maxsize=8)
def is_link_enough(form: Description) -> bool:
    """Whether a link alone makes a submission: all that the list needs can be looked up."""
    roles = form.roles
    known = {roles.title, roles.date, roles.venue, *roles.links}
    if roles.authors and form.fields[roles.authors].look_up:
        known.add(roles.authors)
    return all(name in known for name, field in form.fields.items() if field.required)


@dataclass(frozen=True)
class Draft:
    """What could be read of a submission; a field that could not be read is blank.

    `values` are by the names of fields; those of links hold all addresses under one name.
    `placed` has for an address the field of one link under which it was given. `also` is what
    was written and has no place among the fields. `readings` are all steps that led here.
    """

    form: Description
    values: Mapping[FieldName, Any] = dataclasses.field(default_factory=dict)
    placed: Mapping[str, FieldName] = dataclasses.field(default_factory=dict)
    also: Sequence[str] = ()
    readings: tuple[Reading[Any], ...] = ()

    def take(self, *readings: Reading[Any]) -> Draft:
        """Return the draft with the values of further readings."""
        taken = {each.field: each.value for each in readings if each.field != "issue"}
        also = (*self.also, *(text for reading in readings for text in reading.also))
        readings = (*self.readings, *readings)
        return replace(self, values={**self.values, **taken}, also=also, readings=readings)

    def asked(self, name: FieldName) -> Asked[Any]:
        """Return a field as the list asks for it."""
        return asked(self.form, name)

    @property
    def title(self) -> str:
        """Return the title."""
        return str(self.values.get(self.form.roles.title, ""))

    @property
    def tags(self) -> Sequence[Tag]:
        """Return the tags."""
        return tuple(self.values.get(self.form.roles.tags, ()))

    @property
    def venue(self) -> str:
        """Return the venue, without a year."""
        return str(self.values.get(self.form.roles.venue, ""))

    @property
    def authors(self) -> Names:
        """Return the authors, as far as they are known."""
        names = self.values.get(self.form.roles.authors)
        return names if isinstance(names, Names) else NO_NAMES

    @property
    def links(self) -> tuple[Link, ...]:
        """Return all addresses."""
        return tuple(self.values.get(name_of_links(self.form), ()))

    @property
    def dated(self) -> Dated:
        """Return when the paper was published, as far as that is known."""
        dated = self.values.get(self.form.roles.date)
        return dated if isinstance(dated, Dated) else _UNDATED

    @property
    def date(self) -> dt.date | None:
        """Return the day of publication, None where it is not known."""
        return self.dated.day

    @property
    def published(self) -> str:
        """Return the date as the record has it, blank where less is known."""
        field = self.form.fields.get(self.form.roles.date)
        return self.dated.iso(field.precision) if isinstance(field, DateField) else ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what the contributor must fix."""
        return tuple(each for each in self._said() if isinstance(each, Problem))

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return what a reviewer should know."""
        return tuple(each for each in self._said() if isinstance(each, Note))

    def _said(self) -> Iterator[Problem | Note]:
        for reading in self.readings:
            said: list[Problem | Note] = [*reading.problems, *reading.notes]
            if reading.lack and reading.value == self.values.get(reading.field):
                said.append(reading.lack)
            yield from map(self._of_list, said)

    def _of_list(self, said: Problem | Note) -> Problem | Note:
        """Return what is said under a field that the list has."""
        return said if said.field in self.form.fields else said._replace(field="issue")

    def reading(self, name: FieldName) -> Reading[Any]:
        """Return the first reading that gave a field the value it has."""
        value = self.values.get(name, "")
        return next(
            (each for each in self.readings if (each.field, each.value) == (name, value)),
            Reading(name, value),
        )

    def source(self, name: FieldName) -> str:
        """Return where the value of a field comes from."""
        return self.reading(name).source

    def is_misread(self, name: FieldName) -> bool:
        """Whether a field has a problem that no look-up can solve."""
        return any(each.problems for each in self.readings if each.field == name)

    def stored(self) -> dict[FieldName, Any]:
        """Return the values as a record has them, those of blank fields left out."""
        fields = self.form.fields
        values = {name: self._stored(name) for name in fields}
        single = {name: each for name, each in fields.items() if isinstance(each, LinkField)}
        taken, left = shared_out(self.links, single, self.placed)
        values |= taken
        several = name_of_links(self.form)
        if isinstance(links := fields.get(several), LinksField):
            values[several] = _in_order(left, links) if self.form.is_in_place else left
        for name, field in fields.items():
            if isinstance(field, NamesField) and self.values.get(name, NO_NAMES).more:
                values[more_of(name)] = True
        return {name: value for name, value in values.items() if value not in ("", (), None)}

    def _stored(self, name: FieldName) -> Any:
        field, value = self.form.fields[name], self.values.get(name, "")
        if isinstance(field, LinkField):
            return ""  # the links of all such fields are shared out together
        if isinstance(value, Dated):
            return value.iso(field.precision) if isinstance(field, DateField) else ""
        if isinstance(value, Names):
            return value.named
        if isinstance(field, TagsField):
            return tuple(tag.name for tag in value)
        if isinstance(field, ChoiceField) and not field.many:
            return next(iter(value), "")
        if isinstance(field, VenueField):
            return self.with_year(value, field) if value else ""
        return value

    def with_year(self, venue: str, field: VenueField) -> str:
        """Return a venue as the list writes it."""
        habits: VenueHabits = self.values.get(HABITS, NO_HABITS)
        return habits.written(venue, field, self.year)

    @property
    def year(self) -> str:
        """Return the year of the venue as the issue says it, else that of the date."""
        dated = self.dated
        return self.values.get(YEAR, "") or dated.iso("year")[:4]


def _in_order(links: Sequence[Link], field: LinksField) -> tuple[Link, ...]:
    """Return links in the order in which the description has the words for their kinds."""
    order = {kind: place for place, kind in enumerate(field.words)}
    return tuple(sorted(links, key=lambda link: order.get(link.kind, len(order))))


YEAR = "year of the venue"  # no field has a blank in its name
HABITS = "how venues are written"


def asked(form: Description, name: FieldName) -> Asked[Any]:
    """Return a field as a list asks for it."""
    return Asked(name, form.label(name), form.fields[name])
