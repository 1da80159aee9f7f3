"""A field as a list asks for it."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from bot.fields.kinds import Field, FieldName

F = TypeVar("F", bound=Field)


class Asked(NamedTuple, Generic[F]):
    """A field with its name in the record and its label, as people know it."""

    name: FieldName
    label: str
    field: F

    @property
    def value(self) -> str:
        """Return a value that would be right, blank where the description has none."""
        return self.field.example or self.field.placeholder

    def example(self, value: str = "") -> str:
        """Return the line of a template with a value that would be right."""
        value = self.value or value
        return f"{self.label}: {value}" if value else ""
