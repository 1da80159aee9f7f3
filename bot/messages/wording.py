"""Name fields, notes and changes as people read them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.catalog import Paper
from bot.fields import NamesField, Note, references
from bot.listing import Description
from bot.submission import changes


class FieldNames:
    """What the fields of a list are called."""

    def __init__(self, form: Description) -> None:
        self._names = {"issue": "The issue", "links": "Link"}
        for name, field in form.fields.items():
            words = name.rpartition(".")[2].replace("_", " ").capitalize()
            self._names[name] = label = field.label or self._names.get(name) or words
            if isinstance(field, NamesField):
                self._names[f"more_{name}"] = f"More {label.lower()}"

    def __getitem__(self, name: str) -> str:
        """Return the name of a field; of one that the list does not know, as the record has it."""
        return self._names.get(name) or name.replace("_", " ").capitalize()

    def named(self, notes: Iterable[Note]) -> list[tuple[str, str, str]]:
        """Return notes, each with its field's name, its message and its address."""
        return [(self[note.field], note.message, note.url) for note in notes]

    def notes(self, notes: Iterable[Note]) -> tuple[list[tuple[str, str, str]], list[str]]:
        """Return the notes to look at, with their fields' names, and those on spelling alone."""
        # What is not known is said once, by itself.
        apart = ("normalised", "not-found")
        notes = [*notes]
        open_points = self.named(note for note in notes if note.code not in apart)
        return open_points, [note.message for note in notes if note.code == "normalised"]

    def changes(self, listed: Paper, update: Paper | None) -> list[tuple[str, str, str]]:
        """Return what an update changes, each with its field's name."""
        found = changes(listed, update) if update else []
        return [(self[name], old, new) for name, old, new in found]

    def kept(self, kept: Iterable[str]) -> list[str]:
        """Return the names of the fields in which a person's commit stands."""
        return [self._names.get(name, name) for name in kept]


def not_known(paper: Paper) -> list[str]:
    """Return what is not known of a paper and may be looked up: its date, a link to it."""
    roles = paper.form.roles
    facts = (
        ("date", roles.date, paper.published),
        ("link", roles.links, references(paper.links)),
    )
    return [name for name, role, known in facts if role and not known]
