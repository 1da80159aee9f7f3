"""A paper of the list, as the packages hand it to each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from bot.fields import (
    NOTHING,
    DateField,
    Link,
    LinkField,
    LinksField,
    more_of,
)
from bot.listing import Description

_DAY = len("2024-03-17")


class Sentence(NamedTuple):
    """A sentence of an entry; `bold` tells that it has `**words**` of weight."""

    text: str
    bold: bool


class Paper(NamedTuple):
    """One record of a list that `form` describes.

    `values` are by the names of the list's fields, nested ones with a dot; a field without a
    value is not among them. Texts and addresses are texts, a date is one in ISO form and as
    exact as it is known, what there may be several of is a tuple. `issue` is the number of the
    issue that brought the paper, None where none did. `extra` are the parts of the record that
    the description does not name.
    """

    form: Description
    values: Mapping[str, Any]
    issue: int | None = None
    extra: Mapping[str, Any] = NOTHING

    @property
    def title(self) -> str:
        """Return the title, blank for an entry of a README that has none: no record is so."""
        text: str = self.values.get(self.form.roles.title, "")
        return text

    @property
    def published(self) -> str:
        """Return the date of publication as exact as it is known, blank where it is not."""
        text: str = self.values.get(self.form.roles.date, "")
        return text

    @property
    def date(self) -> dt.date | None:
        """Return the day of first publication, None where it is not known."""
        published = self.published
        return dt.date.fromisoformat(published) if len(published) == _DAY else None

    @property
    def authors(self) -> tuple[str, ...]:
        """Return the authors, as far as they are known."""
        found: tuple[str, ...] = self.values.get(self.form.roles.authors, ())
        return found

    @property
    def more_authors(self) -> bool:
        """Whether the authors are but the first of them."""
        return more_of(self.form.roles.authors) in self.values

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the tags, in the list's spelling."""
        found: tuple[str, ...] = self.values.get(self.form.roles.tags, ())
        return found

    @property
    def venue(self) -> str:
        """Return where the paper was published, blank where that is not known."""
        text: str = self.values.get(self.form.roles.venue, "")
        return text

    @property
    def links(self) -> tuple[Link, ...]:
        """Return every address, those of fields of one address among them."""
        fields = self.form.fields
        found: list[Link] = []
        for name in self.form.roles.links:
            field, value = fields[name], self.values.get(name)
            if value and isinstance(field, LinkField):
                found.append(Link(field.names, field.names, value))
            elif value:
                found += value
        return tuple(found)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the prose, a sentence each, in the order of the fields."""
        found: list[Sentence] = []
        for name, is_bold in self.form.prose:
            value = self.values.get(name, ())
            texts = (value,) if isinstance(value, str) else value
            found += [Sentence(text, is_bold) for text in texts]
        return tuple(found)

    def get(self, name: str, default: Any = None) -> Any:
        """Return the value of a field, `default` where it has none."""
        return self.values.get(name, default)

    def with_values(self, values: Mapping[str, Any]) -> Paper:
        """Return the paper with other values of some fields; None takes a field away."""
        merged = {**self.values, **values}
        return self._replace(values={name: each for name, each in merged.items() if each})

    def record(self) -> dict[str, Any]:
        """Return the record as papers.json has it, in the order of the description."""
        record: dict[str, Any] = {}
        for name, field in self.form.fields.items():
            value = self.values.get(name)
            if value or isinstance(field, DateField | LinksField):
                group, _, part = name.rpartition(".")
                into = record.setdefault(group, {}) if group else record
                into[part] = _plain(value, field)
            if self.values.get(more_of(name)):
                record[more_of(name)] = True
        if self.issue is not None:
            record["issue"] = self.issue
        for name, value in self.extra.items():
            if name in record:  # what stands in a group beside its fields
                record[name].update(value)
            else:
                record[name] = value
        return record


def _plain(value: Any, field: object) -> Any:
    """Return a value as JSON has it."""
    if isinstance(field, LinksField):
        return [link.record() for link in value or ()]
    return list(value) if isinstance(value, tuple) else value
