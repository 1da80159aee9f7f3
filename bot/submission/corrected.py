"""Write a submission anew as a complete template, for its contributor to copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.config import LONGEST_TITLE
from bot.fields import (
    FieldName,
    Link,
    LinksField,
    NamesField,
    SentenceField,
    SentencesField,
    TextField,
    is_filler,
    looks_like_link,
    more_of,
    sentence_to_fill,
    to_fill,
    without_prefix,
)
from bot.listing import Description, wanted_by_entry
from bot.submission import words
from bot.submission.described import vocabulary_of
from bot.submission.draft import Draft, asked
from bot.submission.unfolding import in_one_line
from bot.text import Phrase, shorten, translated

_PROSE = (SentenceField, SentencesField, TextField)
_LINK_KEYS = {
    "Code": Phrase("Code"),
    "Data": Phrase("Data"),
    "Page": Phrase("Project"),
    "View": Phrase("Demo"),
    "Demo": Phrase("Demo"),
}
_LINK = Phrase("Link")


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
        yield from _links(draft, name, value or ())
    elif name == roles.date and _is_with_venue(form):
        return
    elif name in (roles.date, roles.venue):
        dated = draft.published or translated(draft.dated.text, form.list.language)
        dated = dated or (_to_fill(form, roles.date) if _is_needed(form, roles.date) else "")
        known = _told(value) if name == roles.venue else dated
        texts = [known or (_to_fill(form, name) if _is_needed(form, name) else "")]
        if name == roles.venue and _is_with_venue(form):
            texts.append(dated)
        if any(texts):
            yield in_one_line(label, [*filter(None, texts)], vocabulary_of(form))
    elif value or _is_needed(form, name):
        values = value if isinstance(value, tuple) else (_told(value),)
        texts = [text or _to_fill(form, name) for text in values or ("",)]
        if isinstance(field, NamesField) and stored.get(more_of(name)):
            texts.append("et al.")
        yield in_one_line(label, texts, vocabulary_of(form))


def _links(draft: Draft, name: FieldName, links: Sequence[Link]) -> Iterator[str]:
    """Yield a line for each link, and one for each that the list needs beside them."""
    form, language = draft.form, draft.form.list.language
    keys = [_LINK_KEYS.get(link.kind, _LINK) for link in links]
    texts = [link.url for link in links]
    field = form.fields[name]
    least = getattr(field, "least", None) or int(name in wanted_by_entry(form))
    lacking = max(0, least - len(links))
    for key, text in zip(
        [*keys, *[_LINK] * lacking], [*texts, *[_to_fill(form, name)] * lacking], strict=True
    ):
        yield f"{translated(key, language)}: {text}"


def _is_needed(form: Description, name: FieldName) -> bool:
    """Whether a list has no entry without a field."""
    field = form.fields.get(name)
    return field is not None and (field.required or name in wanted_by_entry(form))


def _to_fill(form: Description, name: FieldName) -> str:
    """Return what asks for a field's value in the language of a list."""
    return translated(to_fill(asked(form, name)), form.list.language)


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
    language = form.list.language
    for name in names:
        field, label, value = form.fields[name], form.label(name), stored.get(name)
        if not value and not _is_needed(form, name):
            continue
        if field.group:
            if field.group not in groups:
                lines.append(f"{field.group}:")
            groups.add(field.group)
            told = " ".join(value) if isinstance(value, tuple) else value
            lines.append(f"- {label}: {told or _to_fill(form, name)}")
        elif isinstance(field, SentencesField):
            lines.append(f"{label}:")
            parts = {part: sentence_to_fill(wants) for part, wants in field.parts.items()}
            wanted = [f"{part}: {translated(text, language)}" for part, text in parts.items()]
            asked_for = wanted or [_to_fill(form, name)] * (field.least or 1)
            lines += [f"- {text}" for text in value or asked_for]
        else:
            lines.append(f"{label}: {value or _to_fill(form, name)}")
    return lines
