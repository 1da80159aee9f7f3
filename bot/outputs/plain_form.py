"""Lay out the plain template, a line for each field, and say how it is filled in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bot.fields import ChoiceField, Field, NamesField, TagsField
from bot.listing import Description, asked, parts_of, questions_about
from bot.outputs.form_texts import Texts
from bot.outputs.question_texts import tags_of, words_of


class Line(NamedTuple):
    """A line to fill in, or what the bullets below it are about."""

    label: str
    bullets: tuple[str, ...] = ()


def _plain(description: Description) -> tuple[str, ...]:
    return description.submission.plain or asked(description)


def lines_of(description: Description) -> list[Line]:
    """Return the lines of the plain template."""
    found = questions_about(description, _plain(description))
    return [Line(question.label, parts_of(description, question)) for question in found]


def note_of(description: Description, texts: Texts) -> str:
    """Return how the template is filled in."""
    fields = {name: description.fields[name] for name in _plain(description)}
    said = [
        texts.say("fill in"),
        *_separated(description, fields, texts),
        *_chosen(description, fields, texts),
        *_taken(description, fields, texts),
    ]
    if any(line.bullets for line in lines_of(description)):
        words = words_of(fields.values())
        said.append(texts.say("each short bullet" if words else "each bullet", words))
    return texts.say("blank").join((*said, texts.say("short answer")))


def _separated(description: Description, fields: dict[str, Field], texts: Texts) -> Iterator[str]:
    """Return which fields take several values."""
    several = [
        tags_of(description, name)
        for name, field in fields.items()
        if isinstance(field, TagsField | NamesField)
    ]
    if several:
        *first, last = several
        joined = texts.say("and").join(filter(None, (", ".join(first), last)))
        yield texts.say("separate", joined)


def _chosen(description: Description, fields: dict[str, Field], texts: Texts) -> Iterator[str]:
    """Return what each field takes that has options of its own."""
    for name, field in fields.items():
        if isinstance(field, ChoiceField) and field.options:
            key = "choose several" if field.many else "choose"
            said = texts.say(key, description.label(name))
            yield f"{said}{', '.join(field.options)}{texts.say('stop')}"


def _taken(description: Description, fields: dict[str, Field], texts: Texts) -> Iterator[str]:
    """Return what the venue's line takes since the template has no line for it."""
    roles = description.roles
    left = {*asked(description)} - {*fields}
    parts = (("a date", {roles.date}), ("a link", {*roles.links}))
    taken = [word for word, names in parts if left & names]
    if taken and roles.venue in fields:
        yield texts.say("takes", description.label(roles.venue)) + texts.say(" and ".join(taken))
