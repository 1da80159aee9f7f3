"""What is known of a submission so far, as a value that each step makes anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.fields import Dated, FieldName, Head, Link, Note, Problem, Reading

_UNDATED = Dated()


@dataclass(frozen=True)
class Draft:
    """What could be read of a submission; a field that could not be read is blank.

    `also` is what was written and has no place among the fields. `readings` are all steps
    that led here.
    """

    title: str = ""
    heads: Sequence[Head] = ()
    venue: str = ""
    dated: Dated = _UNDATED
    links: Sequence[Link] = ()
    summary: Mapping[str, str] = field(default_factory=dict)
    also: Sequence[str] = ()
    readings: tuple[Reading[Any], ...] = ()

    def take(self, *readings: Reading[Any]) -> Draft:
        """Return the draft with the values of further readings."""
        values: dict[str, Any] = {}
        summary = dict(self.summary)
        for reading in readings:
            name, _, part = reading.field.partition(".")
            if part and reading.value:
                summary[part] = reading.value
            elif not part and name != "issue":
                values["dated" if name == "date" else name] = reading.value
        also = (*self.also, *(text for reading in readings for text in reading.also))
        readings = (*self.readings, *readings)
        return replace(self, **values, summary=summary, also=also, readings=readings)

    @property
    def date(self) -> dt.date | None:
        """Return the day of publication, None where it is not known."""
        return self.dated.day

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
            yield from reading.problems
            yield from reading.notes
            if reading.lack and reading.value == self._value(reading.field):
                yield reading.lack

    def _value(self, name: FieldName) -> object:
        return self.dated if name == "date" else getattr(self, name)

    def reading(self, name: FieldName) -> Reading[Any]:
        """Return the first reading that gave a field the value it has."""
        value = self._value(name)
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
