"""Write a submission anew as a complete template, for its contributor to copy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.config import LONGEST_TITLE
from bot.fields import (
    FieldName,
    LinksField,
    NamesField,
    SentenceField,
    SentencesField,
    TextField,
    is_filler,
    looks_like_link,
    sentence_to_fill,
    to_fill,
    without_prefix,
)
from bot.listing import Description
from bot.submission import words
from bot.submission.described import vocabulary_of
from bot.submission.draft import Draft, asked
from bot.submission.unfolding import in_one_line
from bot.text import shorten

_PROSE = (SentenceField, SentencesField, TextField)
_LINK_KEYS = {"Code": "Code", "Data": "Data", "Page": "Project", "View": "Demo", "Demo": "Demo"}


def corrected(draft: Draft, issue_title: str) -> str:
    """Return a submission as a complete template: what was read in place, the rest to fill in.

    The check knows what stands in brackets as left out: an unfilled copy is not accepted.
    """
    form, stored = draft.form, draft.stored()
    own_title = without_prefix(issue_title, form.submission.title) or ""
    if is_filler(own_title) or (" " not in own_title and looks_like_link(own_title)):
        own_title = ""
    if own_title and form.roles.title not in stored:
        stored[form.roles.title] = shorten(own_title, LONGEST_TITLE)
    prose = [name for name, field in form.fields.items() if isinstance(field, _PROSE)]
    others = [name for name in form.fields if name not in prose]
    lines = [line for name in others for line in _lines(draft, name, stored)]
    return "\n".join([*lines, *_prose(form, prose, stored)])


def _lines(draft: Draft, name: FieldName, stored: dict[FieldName, Any]) -> Iterator[str]:
    """Yield the lines of a field that is no prose; date and venue may stand in one."""
    form, roles = draft.form, draft.form.roles
    field, label, value = form.fields[name], form.label(name), stored.get(name)
    if isinstance(field, LinksField):
        yield from (f"{_LINK_KEYS.get(link.kind, 'Link')}: {link.url}" for link in value or ())
    elif name == roles.date and _is_with_venue(form):
        return
    elif name in (roles.date, roles.venue):
        dated = draft.published or draft.dated.text
        known = _told(value) if name == roles.venue else dated
        texts = [known or (to_fill(asked(form, name)) if field.required else "")]
        if name == roles.venue and _is_with_venue(form):
            texts.append(dated)
        if any(texts):
            yield in_one_line(label, [*filter(None, texts)], vocabulary_of(form))
    elif value or field.required:
        values = value if isinstance(value, tuple) else (_told(value),)
        texts = [text or to_fill(asked(form, name)) for text in values or ("",)]
        if isinstance(field, NamesField) and stored.get(f"more_{name}"):
            texts.append("et al.")
        yield in_one_line(label, texts, vocabulary_of(form))


def _is_with_venue(form: Description) -> bool:
    """Whether a line for the venue holds the date, too, as `Published: ACL, 2024-08-11`."""
    word = vocabulary_of(form).word(form.label(form.roles.venue)) if form.roles.venue else None
    return word is not None and word.key == words.PUBLISHED


def _told(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")


def _prose(form: Description, names: list[FieldName], stored: dict[FieldName, Any]) -> list[str]:
    """Return the lines of prose, those of a group under its name."""
    lines: list[str] = []
    groups: set[str] = set()
    for name in names:
        field, label, value = form.fields[name], form.label(name), stored.get(name)
        if not value and not field.required:
            continue
        if field.group:
            if field.group not in groups:
                lines.append(f"{field.group}:")
            groups.add(field.group)
            told = " ".join(value) if isinstance(value, tuple) else value
            lines.append(f"- {label}: {told or to_fill(asked(form, name))}")
        elif isinstance(field, SentencesField):
            lines.append(f"{label}:")
            wanted = (f"{part}: {sentence_to_fill(what)}" for part, what in field.parts.items())
            asked_for = [*wanted] or [to_fill(asked(form, name))] * (field.least or 1)
            lines += [f"- {text}" for text in value or asked_for]
        else:
            lines.append(f"{label}: {value or to_fill(asked(form, name))}")
    return lines
