"""What the issue form of a list asks for, and whether GitHub would take it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.fields import ChoiceField, LinksField, SentencesField, TitleField
from bot.listing.description import Description, Sections
from bot.listing.strict_yaml import Path
from bot.text import pattern, visible_line

_NOT_IN_AN_ID = pattern("[^a-z0-9_]+")
_NO_CHOICE = "none"  # which GitHub itself offers where nothing has to be chosen


class Question(NamedTuple):
    """One element of the form, and the fields that it asks for: several stand in one group.

    Of a field of links it asks for that one which `link` names. `id` is how an address fills
    the form in, `label` the heading of the answer in an issue.
    """

    id: str
    label: str
    names: tuple[str, ...]
    required: bool = False
    link: str = ""


def questions(description: Description) -> tuple[Question, ...]:
    """Return what the form asks for, in order.

    What can be looked up need not be answered, nor any one of several links.
    """
    said = _said(description, questions_about(description, asked(description)))
    taken = {question.id for question in said if question.id}
    return tuple(question._replace(id=_id(description, question, taken)) for question in said)


def questions_about(description: Description, names: Sequence[str]) -> list[Question]:
    """Return a question for each of some fields, for a group and for each sort of link one.

    They have no id yet, and the usual labels.
    """
    found: list[Question] = []
    grouped: set[str] = set()
    for name in names:
        field = description.fields[name]
        if field.group:
            if field.group not in grouped:
                grouped.add(field.group)
                found.append(_of_group(description, field.group, names))
        elif isinstance(field, LinksField):
            for ask in field.asks:
                label = visible_line(f"{ask} Link")
                found.append(Question("", label, (name,), link=ask))
        else:
            required = _is_required(description, name)
            found.append(Question("", description.label(name), (name,), required))
    return found


def asked(description: Description) -> tuple[str, ...]:
    """Return the names of the fields that the form asks for."""
    return description.submission.asks or tuple(
        name
        for name, field in description.fields.items()
        if not (isinstance(field, TitleField) and field.from_issue_title)
    )


def _of_group(description: Description, group: str, names: Iterable[str]) -> Question:
    members = tuple(name for name in names if description.fields[name].group == group)
    required = any(_is_required(description, name) for name in members)
    return Question("", visible_line(group), members, required)


def _is_required(description: Description, name: str) -> bool:
    """Whether there is nowhere else that a field could come from."""
    field = description.fields[name]
    return field.required and not field.look_up and not getattr(field, "first_of", ())


def _said(description: Description, found: Iterable[Question]) -> list[Question]:
    """Return questions with the ids and labels that the description gives to their fields."""
    seen: set[str] = set()
    said = []
    for question in found:
        name = question.names[0]
        form = description.fields[name].form
        if name not in seen:
            label = visible_line(form.label) if form.label else question.label
            question = question._replace(id=form.id, label=label)
            seen.add(name)
        said.append(question)
    return said


def _id(description: Description, question: Question, taken: set[str]) -> str:
    """Return a question's id, one that no other has; note that it is taken."""
    if question.id:
        return question.id
    name = question.names[0].replace(".", "-")
    if question.link:
        word = _slug(question.link)
        wanted = [word, f"{name}-{word}".strip("-")]
        names = {each.replace(".", "-") for each in description.fields}
        wanted = [each for each in wanted if each not in names]
    elif group := description.fields[question.names[0]].group:
        wanted = [_slug(group) or name.partition("-")[0]]
    else:
        wanted = []
    numbered = (f"{name}-{number}" for number in range(2, len(taken) + 4))
    found = next(each for each in (*wanted, name, *numbered) if each and each not in taken)
    taken.add(found)
    return found


def _slug(text: str) -> str:
    return _NOT_IN_AN_ID.sub("-", text.lower()).strip("-")


def parts_of(description: Description, question: Question) -> tuple[str, ...]:
    """Return the labels of the bullets that an answer is laid out in, none for one in one piece."""
    first = description.fields[question.names[0]]
    if first.group:
        return tuple(description.label(name) for name in question.names)
    parts = first.parts if isinstance(first, SentencesField) else ()
    return tuple(visible_line(part) for part in parts)


def options_of(
    field: ChoiceField, description: Description, sections: Iterable[str]
) -> tuple[str, ...]:
    """Return what can be chosen: the field's options, or else the sections of the list.

    Those are groups, by their titles in the list's language, or `sections`: what README.md has.
    Of these, what GitHub would refuse is left out: nobody wrote a heading for a form.
    """
    groups = description.sections.groups if description.sections else ()
    titles = [group.titled(description.list.language) for group in groups]
    texts: Iterable[str] = field.options or titles
    if texts:
        return tuple(visible_line(text) for text in texts)
    named = dict.fromkeys(visible_line(text) for text in sections)
    return tuple(name for name in named if name and name.casefold() != _NO_CHOICE)


def flaws_of_options(options: Collection[str]) -> Iterator[str]:
    """Return why GitHub would refuse the options of a list to choose from."""
    if not options:
        yield "there is nothing to choose from"
    for option, times in Counter(options).items():
        if times > 1:
            yield f"“{option}” stands {times} times among what can be chosen"
        if not option:
            yield "a blank one stands among what can be chosen"
        if option.casefold() == _NO_CHOICE:
            yield f"“{option}” can be chosen, a word that GitHub keeps for no choice"


def flaws_of_form(description: Description) -> Iterator[tuple[Path, str]]:
    """Return what in a description makes no form, or none that GitHub would take."""
    flaws = [*_flaws_of_names(description)]
    yield from flaws
    if flaws:
        return
    found = questions(description)
    if not found:
        yield ("fields",), "the form would ask for nothing"
    if not visible_line(description.submission.label):
        yield ("submission", "label"), "submission.label is blank"
    yield from _flaws_of_labels(description, found)
    for id_, times in Counter(question.id for question in found).items():
        if times > 1:
            yield ("fields",), f"{times} questions of the form have the id {id_}"
    for name in asked(description):
        field = description.fields[name]
        if isinstance(field, ChoiceField) and not field.group:
            for flaw in _flaws_of_choice(field, description):
                yield ("fields", name), f"{name}: {flaw}"


def _flaws_of_names(description: Description) -> Iterator[tuple[Path, str]]:
    """Return where the form asks for a field that is none, for one twice, or not for enough."""
    asks, plain = description.submission.asks, description.submission.plain
    for key, names in (("asks", asks), ("plain", plain)):
        for name, times in Counter(names).items():
            if name not in description.fields:
                known = ", ".join(description.fields)
                yield ("submission", key), f"{name} is no field; the fields are {known}"
            if times > 1:
                yield ("submission", key), f"submission.{key} has {name} twice"
    for name in description.fields if asks else ():
        named_by_issue = getattr(description.fields[name], "from_issue_title", False)
        if name not in asks and _is_required(description, name) and not named_by_issue:
            yield ("submission", "asks"), f"{name} is required, and submission.asks lacks it"


def _flaws_of_labels(
    description: Description, found: Iterable[Question]
) -> Iterator[tuple[Path, str]]:
    labels: dict[str, tuple[str, ...]] = {}
    for question in found:
        for label in (question.label, *parts_of(description, question)):
            path: Path = ("fields", question.names[0])
            word = label.casefold()
            names = ", ".join(question.names)
            if not any(map(str.isalnum, label)):
                yield path, f"{names}: asked for as “{label}”; wanted is a label of letters"
            elif word == "none" or "password" in word:
                yield path, f"{names}: asked for as “{label}”, which GitHub does not take"
            elif other := labels.get(word):
                both = f"{', '.join(other)} and {names}" if other != question.names else names
                yield path, f"{both}: asked for as “{label}” twice; another needs its own label"
            labels[word] = question.names


def _flaws_of_choice(field: ChoiceField, description: Description) -> Iterator[str]:
    """Return what is wrong with options that the description itself names."""
    sections: Sections | None = description.sections
    if field.options or (sections and not sections.headings):
        yield from flaws_of_options(options_of(field, description, ()))
    elif sections is None:
        yield "its options are the list's sections, and sections is missing"
