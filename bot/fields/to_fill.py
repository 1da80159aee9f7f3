"""What stands in a text to copy where a value is missing."""

from __future__ import annotations

from collections.abc import Iterator

from bot.fields.asked import Asked
from bot.fields.kinds import (
    ChoiceField,
    DateField,
    Field,
    LinkField,
    NamesField,
    NumberField,
    SentenceField,
    SentencesField,
    TagsField,
    TitleField,
    VenueField,
)

_DATES = {"day": "year-month-day", "month": "year-month", "year": "year"}


def to_fill(asked: Asked[Field]) -> str:
    """Return what asks for a field's value: whoever leaves it standing has given none."""
    field = asked.field
    if isinstance(field, TitleField):
        return "[the title in full]"
    if isinstance(field, TagsField):
        one = field.one or "tag"
        return f"[{one} name], [another {one} name]"
    if isinstance(field, VenueField):
        return "[arXiv / ACL / ICLR / NeurIPS]"
    if isinstance(field, DateField):
        return f"[{_DATES[field.precision]}]"
    if isinstance(field, NamesField):
        return f"[{field.one or 'name'}], [another {field.one or 'name'}]"
    if isinstance(field, ChoiceField):
        return f"[choose: {asked.label}]"
    if isinstance(field, SentenceField | SentencesField):
        return sentence_to_fill(field.wants)
    if isinstance(field, NumberField):
        return "[a whole number]"
    return f"[address: {field.names}]" if isinstance(field, LinkField) else f"[{asked.label}]"


def sentence_to_fill(wanted: str) -> str:
    """Return what asks for a sentence on something."""
    return f"[one sentence: {wanted}]" if wanted else "[one sentence]"


def placeholders(asked: Asked[Field]) -> Iterator[str]:
    """Yield what may be left standing where a field's value belongs."""
    field = asked.field
    yield (whole := to_fill(asked))
    if isinstance(field, TagsField | NamesField):
        yield from whole.split(", ")
    if field.wants and isinstance(field, SentenceField | SentencesField):
        yield field.wants
    if isinstance(field, SentencesField):
        yield from (text for part in field.parts.values() if part
                    for text in (part, sentence_to_fill(part)))  # fmt: skip
    if isinstance(field, TagsField):
        one = field.one or "tag"
        yield from (f"{one} name 1", f"{one} name 2", f"{one} name 1, {one} name 2")
