"""Say what each question of a form asks for, from the kind and the limits of its field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.fields import (
    ChoiceField,
    DateField,
    Field,
    LinkField,
    LinksField,
    NamesField,
    SentenceField,
    SentencesField,
    TagsField,
    TextField,
    VenueField,
)
from bot.listing import Description, Question, parts_of
from bot.outputs.form_texts import Texts
from bot.text import visible_line

_DATES = {"day": "2024-10-14", "month": "2024-10", "year": "2024"}
_ADDRESSES = {
    "Paper": "https://arxiv.org/abs/…",
    "Code": "https://github.com/owner/repository",
}


def about(description: Description, question: Question, texts: Texts) -> str:
    """Return what is said below the label of a question, blank for nothing."""
    name = question.names[0]
    field = description.fields[name]
    if is_first_of(description, question) and field.form.description:
        return visible_line(field.form.description)
    if parts_of(description, question):
        words = words_of(description.fields[each] for each in question.names)
        return texts.say("short bullets", words) if words else texts.say("bullets")
    said = [_what(description, name, question, texts), *_limits(field, texts)]
    if not question.required:
        said += _left_empty(description, field, texts)
    line = texts.say("joint").join(filter(None, said))
    return line[:1].upper() + line[1:]


def is_first_of(description: Description, question: Question) -> bool:
    """Whether a question is the only or the first one about its field."""
    field = description.fields[question.names[0]]
    return not isinstance(field, LinksField) or question.link == field.asks[0]


def _what(description: Description, name: str, question: Question, texts: Texts) -> str:
    """Return what a field is."""
    field = description.fields[name]
    if field.wants:
        return visible_line(field.wants)
    match field:
        case DateField():
            return texts.say(field.precision)
        case VenueField():
            return texts.say("venue" if field.year == "false" else "venue and year")
        case TagsField():
            return texts.say("tags", tags_of(description, name))
        case NamesField() if name == description.roles.authors:
            return texts.say("authors")
        case ChoiceField() if not field.options:
            return texts.say("section")
        case LinkField() | LinksField():
            link = visible_line(question.link or getattr(field, "names", ""))
            return texts.say(link) if texts.has(link) else texts.say("link", link)
        case SentenceField():
            words = field.words
            return texts.say("one short sentence", words) if words else texts.say("one sentence")
    return texts.say(field.kind) if texts.has(field.kind) else ""


def _limits(field: Field, texts: Texts) -> Iterator[str]:
    """Return what an answer has to keep to."""
    if isinstance(field, TagsField | SentencesField):
        if field.least and field.least > 1:
            yield texts.say("at least", field.least)
        if field.most and isinstance(field, SentencesField):
            yield texts.say("at most", field.most)
    is_said = isinstance(field, SentenceField) and not field.wants
    if (
        isinstance(field, TextField | SentenceField | SentencesField)
        and field.words
        and not is_said
    ):
        yield texts.say("words", field.words)
    if isinstance(field, TagsField | NamesField):
        yield texts.say("commas")


def _left_empty(description: Description, field: Field, texts: Texts) -> Iterator[str]:
    """Return what comes of a question that is not answered."""
    if isinstance(field, LinkField) and field.first_of:
        others = [description.label(name) for name in field.first_of]
        yield texts.say("first of", ", ".join(others))
    elif field.look_up:
        yield texts.say("looked up")
    elif isinstance(field, DateField):
        yield texts.say("unknown")


def placeholder(description: Description, question: Question) -> str:
    """Return what stands in an input until somebody types, blank for nothing."""
    field = description.fields[question.names[0]]
    if field.placeholder and is_first_of(description, question):
        return visible_line(field.placeholder)
    if isinstance(field, DateField):
        return _DATES[field.precision]
    if isinstance(field, VenueField):
        return "arXiv" if field.year == "false" else "NeurIPS 2024"
    link = question.link or getattr(field, "names", "")
    others = (getattr(other, "names", "") for other in description.fields.values())
    is_one = question.link or sum(other == link for other in others) == 1
    return _ADDRESSES.get(link, "") if is_one else ""


def tags_of(description: Description, name: str) -> str:
    """Return what several of a field's values are called."""
    field = description.fields[name]
    many = field.many if isinstance(field, TagsField | NamesField) else ""
    called = visible_line(many) or description.label(name)
    return called.lower() if called.istitle() else called


def words_of(fields: Iterable[Field]) -> int:
    """Return how many words a sentence may have that every one of the fields takes, 0 for any."""
    words = [field.words for field in fields if isinstance(field, SentenceField | SentencesField)]
    return min((each for each in words if each), default=0)
