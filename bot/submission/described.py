"""Gather the words of one list from its description and from those of any list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

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
    TitleField,
    VenueField,
)
from bot.listing import Description, questions
from bot.submission import words
from bot.submission.vocabulary import (
    LONGEST_LABEL,
    Group,
    Manner,
    Vocabulary,
    Word,
    label_key,
    part_key,
)


@lru_cache(maxsize=8)
def vocabulary_of(form: Description) -> Vocabulary:
    """Return the words of a list: labels before names of fields before those of any list."""
    found: dict[str, Word] = {}
    asked = {label_key(form.label(name)) for name in form.fields}
    rare = {label for label in asked if _meaning(label) in (words.VENUE, words.AUTHORS)}
    unasked = _unasked(form)
    for label, word in (*_own(form), *_of_any(form), *_by_the_way(form)):
        key = label_key(label)
        if key and len(key) <= LONGEST_LABEL and word.key not in unasked:
            found.setdefault(key, word._replace(is_rare=key in rare or key not in words.ORDINARY))
    return Vocabulary(form, found, tuple(_groups(form)))


def _unasked(form: Description) -> frozenset[str]:
    """Return the fields that are left to look-ups: the list says what it asks for, and not these.

    What an issue says of them is told as a line that was not taken.
    """
    asked = form.submission.asks
    fields = form.fields.items() if asked else ()
    return frozenset(
        name
        for name, field in fields
        if isinstance(field, NamesField) and field.look_up and name not in asked
    )


def _own(form: Description) -> Iterator[tuple[str, Word]]:
    """Yield the labels that a description gives to its fields, then the fields' names."""
    for name, field in form.fields.items():
        for label in (form.label(name), *field.also):
            yield label, _word(form, name, label)
        if isinstance(field, SentencesField):
            yield from ((part, Word(part_key(name, part), Manner.SENTENCE)) for part in field.parts)
        if isinstance(field, LinksField):
            yield from _asked(field)
        if field.group:
            yield field.group, Word(words.SUMMARY, Manner.BLOCK)
    for question in questions(form):
        first = question.names[0]
        if form.fields[first].group:
            yield question.label, Word(words.SUMMARY, Manner.BLOCK)
        elif question.link:
            kind = words.OF_KIND.get(question.link, words.LINK)
            yield question.label, Word(kind, Manner.LINK)
        else:
            yield question.label, _word(form, first, question.label)
    for name in form.fields:
        yield name, _word(form, name, name)


def _asked(field: LinksField) -> Iterator[tuple[str, Word]]:
    """Yield the labels for the sorts of links that a list asks for."""
    for sort in field.asks:
        word = Word(words.OF_KIND.get(sort, words.LINK), Manner.LINK)
        labels = (sort, field.words.get(sort, ""))
        yield from ((each, word) for each in labels if each and _meaning(each) != words.PAPER)


def _by_the_way(form: Description) -> Iterator[tuple[str, Word]]:
    """Yield what fields may be called where that means nothing else."""
    for name, field in form.fields.items():
        last = name.rpartition(".")[2]
        named = (field.one, field.many) if isinstance(field, TagsField) else ()
        for label in (last, name.replace(".", " "), *named):
            yield label.replace("_", " "), _word(form, name, label)


def _of_any(form: Description) -> Iterator[tuple[str, Word]]:
    """Yield the words of any list, as the fields of this one that they mean."""
    roles = form.roles
    section = form.sections.by if form.sections else ""
    chosen = [name for name, field in form.fields.items() if isinstance(field, ChoiceField)]
    prose = [name for name, field in form.fields.items() if _manner(field) is Manner.BLOCK]
    grouped = any(field.group for field in form.fields.values())
    summary = prose[0] if prose and not grouped else words.SUMMARY
    means = {
        words.TITLE: Word(roles.title or words.TITLE, Manner.TITLE),
        words.PUBLISHED: Word(words.PUBLISHED, Manner.PLACE),
        words.VENUE: Word(roles.venue or words.VENUE, Manner.PLACE),
        words.DATE: Word(roles.date or words.DATE, Manner.PLACE),
        words.AUTHORS: Word(roles.authors, Manner.LIST),
        words.SUMMARY: Word(summary, Manner.BLOCK),
        words.SECTION: _word(form, section, section)
        if section in chosen
        else Word("", Manner.LINE),
        **{link: Word(link, Manner.LINK) for link in words.LINKS},
    }
    for label, meaning in words.MEANINGS.items():
        word = means.get(meaning, Word(meaning, Manner.LINE))
        if word.key:
            yield label, word


def _word(form: Description, name: str, label: str) -> Word:
    """Return what a label of a field stands for: a word of any list may say more than the field."""
    field, meaning = form.fields[name], _meaning(label)
    if isinstance(field, LinksField):
        return Word(meaning if meaning in words.LINKS else words.LINK, Manner.LINK)
    if isinstance(field, LinkField) and meaning == words.PAPER:
        return Word(words.PAPER, Manner.LINE)
    if name in (form.roles.venue, form.roles.date) and meaning == words.PUBLISHED:
        return Word(words.PUBLISHED, Manner.PLACE)
    return Word(name, _manner(field))


def _meaning(label: str) -> str:
    return words.MEANINGS.get(label_key(label), "")


def _manner(field: Field) -> Manner:
    return _MANNERS.get(type(field), Manner.LINE)


_MANNERS: Mapping[type, Manner] = {
    TitleField: Manner.TITLE,
    DateField: Manner.PLACE,
    VenueField: Manner.PLACE,
    TagsField: Manner.LIST,
    ChoiceField: Manner.OPTIONS,
    NamesField: Manner.LIST,
    SentenceField: Manner.SENTENCE,
    TextField: Manner.SENTENCE,
    SentencesField: Manner.BLOCK,
    LinkField: Manner.LINK,
    LinksField: Manner.LINK,
}


def _groups(form: Description) -> Iterator[Group]:
    """Yield the fields of each group, and each field of sentences that have parts."""
    by_group: dict[str, list[str]] = {}
    for name, field in form.fields.items():
        if field.group and isinstance(field, SentenceField | TextField):
            by_group.setdefault(field.group, []).append(name)
        if isinstance(field, SentencesField) and len(field.parts) > 1:
            labels = [(part_key(name, part), part) for part in field.parts]
            yield _group(name, labels)
    for names in by_group.values():
        if len(names) > 1:
            fields = ((name, form.fields[name]) for name in names)
            spelled = ((name, (form.label(name), *field.also)) for name, field in fields)
            yield _group(
                words.SUMMARY, [(name, label) for name, labels in spelled for label in labels]
            )


def _group(key: str, labels: Iterable[tuple[str, str]]) -> Group:
    labels = [*labels]
    every = sorted({label for _, label in labels}, key=lambda label: (-len(label), label))
    pattern = rf"(?<!\w)({'|'.join(map(re.escape, every))})[*_`]{{0,3}} ?[:：]"
    keys = tuple(dict.fromkeys(name for name, _ in labels))
    key_of = {label.casefold(): name for name, label in labels}
    return Group(key, keys, key_of, re.compile(pattern, re.IGNORECASE))
