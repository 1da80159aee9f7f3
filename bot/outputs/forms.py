"""Make the issue form, the plain template and the form for corrections from a description."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.config import FORMS_FOLDER
from bot.errors import BrokenState
from bot.fields import ChoiceField, SentencesField
from bot.listing import (
    Description,
    Question,
    asked,
    flaws_of_options,
    options_of,
    parts_of,
    questions,
    read_sections,
)
from bot.outputs.form_texts import Texts
from bot.outputs.plain_form import lines_of, note_of
from bot.outputs.question_texts import about, placeholder, tags_of, words_of
from bot.outputs.templates import Templates
from bot.text import visible_line

FORM_FILE = f"{FORMS_FOLDER}/add-new-paper.yml"
PLAIN_FILE = f"{FORMS_FOLDER}/add-new-paper-plain.md"
CORRECTION_FILE = f"{FORMS_FOLDER}/correct-entry.yml"


class _Element(NamedTuple):
    """A question as GitHub asks it: blank and empty is what it has not."""

    type: str
    question: Question
    description: str
    placeholder: str
    options: tuple[str, ...]
    many: bool
    value: str


def sections_to_choose(readme: bytes | str, form: Description) -> tuple[str, ...]:
    """Return the headings of a README that a form offers. Raises BrokenState."""
    if not (form.sections and form.sections.headings):
        return ()
    return read_sections(readme, form)


def make_forms(
    description: Description, templates: Templates, sections: Sequence[str] = ()
) -> dict[str, str]:
    """Return the text of each form by its path.

    `sections` are the headings of README.md to choose from, for a list that is divided by those.
    Raises BrokenState where GitHub would not take them, or a template is missing or wrong.
    """
    submission, texts = description.submission, Texts(description.list.language)
    title = visible_line(submission.title)
    list_name = visible_line(description.list.name)
    shared = {
        "say": texts.say,
        "heading": title.strip("[]【】 ") or texts.say("add"),
        "title": f"{title or texts.say('add title')}: ",
        "label": visible_line(submission.label),
    }
    elements = [_element(description, each, texts, sections) for each in questions(description)]
    form = templates.render(
        "form.yml.j2",
        description=visible_line(submission.description) or texts.say("suggest", list_name),
        elements=elements,
        asks_title=description.roles.title in asked(description),
        **shared,
    )
    plain = templates.render(
        "form.md.j2", lines=lines_of(description), note=note_of(description, texts), **shared
    )
    correction = templates.render(
        "correction.yml.j2",
        example=_example_of_link(description),
        fields=[*_fields(description)],
        right=_right(description, texts),
        **shared,
    )
    return {FORM_FILE: form, PLAIN_FILE: plain, CORRECTION_FILE: correction}


def _element(
    description: Description, question: Question, texts: Texts, sections: Sequence[str]
) -> _Element:
    field = description.fields[question.names[0]]
    said = about(description, question, texts)
    if parts := parts_of(description, question):
        value = "\n".join(f"- {part}: " for part in parts)
        return _Element("textarea", question, said, "", (), False, value)
    if isinstance(field, ChoiceField):
        options = options_of(field, description, sections)
        if flaw := next(flaws_of_options(options), ""):
            raise BrokenState(f"{description.list.readme}: {question.names[0]}: {flaw}")
        return _Element("dropdown", question, said, "", options, field.many, "")
    type_ = "textarea" if isinstance(field, SentencesField) else "input"
    return _Element(type_, question, said, placeholder(description, question), (), False, "")


def _fields(description: Description) -> Iterator[str]:
    """Return what may be wrong in an entry, by the labels of the form and of its parts."""
    title = description.roles.title
    if title not in asked(description):
        yield description.label(title)
    for question in questions(description):
        parts = parts_of(description, question) if len(question.names) > 1 else ()
        yield from parts or (question.label,)


def _right(description: Description, texts: Texts) -> str:
    """Return how a correction says what is right."""
    tags = description.roles.tags
    fields = [description.fields[name] for name in asked(description)]
    kinds = []
    if tags:
        kinds.append(texts.say("all tags", tags_of(description, tags)))
    if words := words_of(fields):
        kinds.append(texts.say("short", words))
    colon, joint = texts.say("colon"), texts.say("joint")
    whole = colon.join(filter(None, (texts.say("whole"), joint.join(kinds))))
    more = texts.say("more", _example_line(description))
    return f"{whole}{texts.say('stop')}{texts.say('blank')}{more}"


def _example_line(description: Description) -> str:
    """Return a line that says what is right of one field."""
    roles = description.roles
    for name, usual in ((roles.tags, ""), (roles.venue, "arXiv"), (roles.title, "…")):
        field = description.fields[name] if name else None
        given = field.placeholder or field.example if field else ""
        if name and (value := visible_line(given.partition(",")[0]) or usual):
            return f"{description.label(name)}: {value}"
    return ""


def _example_of_link(description: Description) -> str:
    """Return a link to a paper, as an example of how one is named."""
    links = (description.fields[name] for name in description.roles.links)
    return next((visible_line(each.example) for each in links if each.example), "")
