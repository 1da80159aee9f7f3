"""What stands in a text to copy where a value is missing."""

from __future__ import annotations

from collections.abc import Iterator

from bot.fields.asked import Asked
from bot.fields.kinds import (
    ChoiceField,
    DateField,
    Field,
    LinkField,
    LinksField,
    NamesField,
    NumberField,
    SentenceField,
    SentencesField,
    TagsField,
    TitleField,
    VenueField,
)
from bot.text import Phrase, translated

_DATES = {
    "day": Phrase("[year-month-day]"),
    "month": Phrase("[year-month]"),
    "year": Phrase("[year]"),
}


def to_fill(asked: Asked[Field]) -> str:
    """Return what asks for a field's value: whoever leaves it standing has given none."""
    field = asked.field
    if isinstance(field, TitleField):
        return Phrase("[the title in full]")
    if isinstance(field, TagsField):
        return Phrase("[{one} name], [another {one} name]", one=field.one or Phrase("tag"))
    if isinstance(field, VenueField):
        return "[arXiv / ACL / ICLR / NeurIPS]"
    if isinstance(field, DateField):
        return _DATES[field.precision]
    if isinstance(field, NamesField):
        return Phrase("[{one}], [another {one}]", one=field.one or Phrase("name"))
    if isinstance(field, ChoiceField):
        return Phrase("[choose: {label}]", label=asked.label)
    if isinstance(field, SentenceField | SentencesField):
        return sentence_to_fill(field.wants)
    if isinstance(field, NumberField):
        return Phrase("[a whole number]")
    if isinstance(field, LinkField | LinksField):
        return Phrase("[address: {of}]", of=_of(field))
    return f"[{asked.label}]"


def _of(field: LinkField | LinksField) -> str:
    """Return of what an address is wanted first."""
    if isinstance(field, LinkField):
        return field.names
    return field.asks[0] if field.asks and "Paper" not in field.asks else "Paper"


def sentence_to_fill(wanted: str) -> str:
    """Return what asks for a sentence on something."""
    return Phrase("[one sentence: {wants}]", wants=wanted) if wanted else Phrase("[one sentence]")


def placeholders(asked: Asked[Field], language: str = "en") -> Iterator[str]:
    """Yield what may be left standing where a field's value belongs, as a language has it."""
    field = asked.field
    yield (whole := translated(to_fill(asked), language))
    if isinstance(field, TagsField | NamesField):
        yield from whole.split(", ")
    if field.wants and isinstance(field, SentenceField | SentencesField):
        yield field.wants
    if isinstance(field, SentencesField):
        yield from (text for part in field.parts.values() if part
                    for text in (part, translated(sentence_to_fill(part), language)))  # fmt: skip
    if isinstance(field, TagsField):
        one = field.one or "tag"
        yield from (f"{one} name 1", f"{one} name 2", f"{one} name 1, {one} name 2")
