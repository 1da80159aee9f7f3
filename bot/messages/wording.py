"""Name fields, notes and changes as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bot.catalog import Paper
from bot.fields import Link, LinkField, NamesField, Note, more_of, references
from bot.listing import Description
from bot.submission import Sourced as Source
from bot.submission import changes
from bot.text import Phrase, translated

_USUAL = {"issue": "The issue", "links": "Link"}


class Change(NamedTuple):
    """What is to be different in a paper; `is_link` tells that it is an address."""

    field: str
    old: str
    new: str
    is_link: bool


class Sourced(NamedTuple):
    """A value of a paper, and where it comes from; `links` are its addresses, if it is one."""

    field: str
    value: str
    source: str
    links: tuple[Link, ...]


class FieldNames:
    """What the fields of a list are called."""

    def __init__(self, form: Description) -> None:
        self.form = form
        self._links = form.roles.links
        self._language = form.list.language
        self._names = {name: self.say(text) for name, text in _USUAL.items()}
        for name, field in form.fields.items():
            self._names[name] = label = field.label or self._names.get(name) or form.label(name)
            if isinstance(field, NamesField):
                self._names[more_of(name)] = self.say(Phrase("More {label}", label=label.lower()))

    def __getitem__(self, name: str) -> str:
        """Return the name of a field; of one that the list does not know, as the record has it."""
        return self._names.get(name) or name.replace("_", " ").capitalize()

    def say(self, text: str) -> str:
        """Return a sentence of the bot's in the language of the list."""
        return translated(text, self._language)

    def named(self, notes: Iterable[Note]) -> list[tuple[str, str, str]]:
        """Return notes, each with its field's name, its message and its address."""
        return [(self[note.field], self.say(note.message), note.url) for note in notes]

    def notes(self, notes: Iterable[Note]) -> tuple[list[tuple[str, str, str]], list[str]]:
        """Return the notes to look at, with their fields' names, and those on spelling alone."""
        # What is not known is said once, by itself.
        apart = ("normalised", "not-found")
        notes = [*notes]
        open_points = self.named(note for note in notes if note.code not in apart)
        return open_points, [self.say(note.message) for note in notes if note.code == "normalised"]

    def changes(self, listed: Paper, update: Paper | None) -> list[Change]:
        """Return what an update changes, each with its field's name."""
        found = changes(listed, update) if update else []
        return [Change(self[name], old, new, name in self._links) for name, old, new in found]

    def sourced(self, paper: Paper, sources: Iterable[Source]) -> list[Sourced]:
        """Return where the values of a paper come from, each with its field's name."""
        return [
            Sourced(self[name], value, self.say(source), self._addresses(paper, name))
            for name, value, source in ((each.field, each.value, each.source) for each in sources)
        ]

    def is_link(self, name: str) -> bool:
        """Whether a field holds addresses."""
        return name in self._links

    def _addresses(self, paper: Paper, name: str) -> tuple[Link, ...]:
        """Return the addresses of a field, each with what it leads to."""
        field, value = self.form.fields.get(name), paper.get(name)
        if not value or name not in self._links:
            return ()
        return (Link(field.names, field.names, value),) if isinstance(field, LinkField) else value

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
