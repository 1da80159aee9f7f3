"""Hold the parts of a description against each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bot.fields import DateField, LinkField, LinksField, TagsField, TitleField
from bot.listing.description import Description
from bot.listing.questions import flaws_of_form
from bot.listing.strict_yaml import Flaw, Path, Source
from bot.listing.template.dates import date_forms

_STORES = (".json", ".yml", ".yaml")
_LABEL = 50  # characters that GitHub takes for the name of one
_ISSUE = "issue"  # by which a record has the number of its issue


def inconsistencies(description: Description, source: Source) -> list[Flaw]:
    """Return what in a description does not go together."""
    found = (
        *_of_fields(description),
        *_of_records(description),
        *_of_files(description),
        *_of_labels(description),
        *_of_order(description),
        *_of_sections(description),
        *_of_entry(description),
        *_of_groups(description),
        *_of_names(description),
        *flaws_of_form(description),
    )
    flaws = [Flaw(source.line(path), message) for path, message in found]
    if description.entry or description.reads_also or description.also_in:
        from bot.listing.template.compiling import (
            flaws_of_templates,  # which a generated list has none of
        )

        flaws += flaws_of_templates(description, source)
    return flaws


def _of_fields(description: Description) -> Iterator[tuple[Path, str]]:
    titles = [name for name, field in description.fields.items() if isinstance(field, TitleField)]
    if len(titles) != 1:
        read = f"are {', '.join(titles)}" if titles else "is none"
        yield ("fields",), f"of kind title there {read}; wanted is one field"
    for name, field in description.fields.items():
        path: Path = ("fields", name)
        least, most = (getattr(field, key, None) for key in ("least", "most"))
        if least and most and least > most:
            yield path, f"{name} has at least {least} and at most {most}"
        if isinstance(field, DateField):
            try:
                date_forms(field.shown_as, field.precision)
            except ValueError as error:
                yield (*path, "shown-as"), f"{name}: {error}"


def _of_records(description: Description) -> Iterator[tuple[Path, str]]:
    """Return which fields a record would have no place for."""
    fields = description.fields
    for name in fields:
        outer, dot, _ = name.partition(".")
        path: Path = ("fields", name)
        if name == _ISSUE:
            yield path, f"{name} is what a record calls the number of its issue; wanted is another"
        if dot and outer in fields:
            yield path, f"{name} is a part of {outer}, which is a field itself; wanted is one"


def _of_files(description: Description) -> Iterator[tuple[Path, str]]:
    """Return which files would be two things at once, or nothing that is kept."""
    about = description.list
    if not about.data.endswith(_STORES):
        endings = ", ".join(_STORES)
        yield ("list", "data"), f"list.data is “{about.data}”; wanted is a file in one of {endings}"
    named: list[tuple[Path, str, str]] = [
        (("list", "pages", at), f"list.pages.{at + 1}", page.file)
        for at, page in enumerate(about.pages)
    ]
    if about.readme not in {page.file for page in about.pages}:
        named.append((("list", "readme"), "list.readme", about.readme))
    named.append((("list", "data"), "list.data", about.data))
    for name, field in description.fields.items():
        if isinstance(field, TagsField) and field.index:
            named.append((("fields", name, "index"), f"fields.{name}.index", field.index))
    taken: dict[str, str] = {}
    for path, key, file in named:
        if other := taken.get(file):
            yield path, f"{other} and {key} are both {file}; wanted are two files"
        taken[file] = key


def _of_labels(description: Description) -> Iterator[tuple[Path, str]]:
    """Return which labels of the bot's are no label, or are two at once."""
    said = description.submission
    taken: dict[str, str] = {}
    keys = ("label", "needs-changes", "duplicate", "retry")
    labels = (said.label, said.needs_changes, said.duplicate, said.retry)
    for key, label in zip(keys, labels, strict=True):
        path: Path = ("submission", key)
        if len(label) > _LABEL:
            yield path, f"submission.{key} has {len(label)} characters; GitHub takes {_LABEL}"
        if other := taken.get(label.casefold()):
            yield path, f"submission.{key} and submission.{other} are both “{label}”"
        taken[label.casefold()] = key


def _of_order(description: Description) -> Iterator[tuple[Path, str]]:
    """Return what an entry lacks to be written at its place."""
    dated = any(isinstance(field, DateField) for field in description.fields.values())
    if description.order in ("newest", "oldest") and not dated:
        yield ("order",), f"order is {description.order}, and no field is of kind date"
    if description.is_in_place and not description.entry:
        yield ("list",), "the list is shown in-place, and entry is missing: the template of one"


def _of_sections(description: Description) -> Iterator[tuple[Path, str]]:
    sections, by = description.sections, description.divided_by
    if sections is None:
        return
    if by not in description.fields:
        message = "sections are by date, and no field is of kind date"
        yield ("sections", "by"), message if by == "date" else _no_field(by, description)
    if isinstance(description.fields.get(by), LinkField | LinksField):
        yield ("sections", "by"), f"{by} holds addresses, which name no section"
    first, _, last = sections.headings.partition("-")
    if last and first > last:
        yield (
            ("sections", "headings"),
            f"headings are {sections.headings}; wanted is {last}-{first}",
        )
    for at, group in enumerate(sections.groups):
        if not group.title:
            yield ("sections", "groups", at, "title"), "a group has no title"
    if not sections.headings and not sections.groups:
        yield ("sections",), "sections have neither headings of README.md nor groups"


def _of_entry(description: Description) -> Iterator[tuple[Path, str]]:
    """Return whether an entry begins with a heading that would be a section."""
    marks = description.entry[: len(description.entry) - len(description.entry.lstrip("#"))]
    headings = description.sections.headings if description.sections else ""
    if headings and headings[0] <= str(len(marks)) <= headings[-1]:
        message = (
            f"entry begins with a heading of level {len(marks)}, and headings of the levels "
            f"{headings} are sections; wanted is a heading that is one of the two"
        )
        yield ("entry",), message


def _of_groups(description: Description) -> Iterator[tuple[Path, str]]:
    """Return which groups have no title, no day of the calendar, or the name of another."""
    groups = description.sections.groups if description.sections else ()
    names: set[str] = set()
    for at, group in enumerate(groups):
        path: Path = ("sections", "groups", at)
        if not any(title.strip() for title in group.title.values()):
            yield (*path, "title"), f"sections.groups.{at + 1} has no title"
        if group.name and group.name in names:
            yield (*path, "name"), f"two of sections.groups are named {group.name}"
        names.add(group.name)
        try:
            dt.date.fromisoformat(group.before or "2000-01-01")
        except ValueError:
            yield (*path, "before"), f"{group.before} is no day of the calendar"


def _of_names(description: Description) -> Iterator[tuple[Path, str]]:
    """Return where a field is named that is none."""
    for name, field in description.fields.items():
        for at, other in enumerate(getattr(field, "first_of", ())):
            if not isinstance(description.fields.get(other), LinkField):
                message = f"{other} is no field of kind link"
                yield ("fields", name, "first-of", at), message
    for at, page in enumerate(description.list.pages):
        for name in (*page.instead, *page.instead.values()):
            if name not in description.fields:
                yield ("list", "pages", at, "instead"), _no_field(name, description)
    for at, place in enumerate(description.also_in):
        if place.by and place.by != "date" and place.by not in description.fields:
            yield ("also-in", at, "by"), _no_field(place.by, description)


def _no_field(name: str, description: Description) -> str:
    return f"{name} is no field; the fields are {', '.join(description.fields)}"
