"""Hold the parts of a description against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.fields import DateField, Field, LinkField, TitleField
from bot.listing.ambiguity import told_apart
from bot.listing.dates import date_forms
from bot.listing.description import Description
from bot.listing.program import Program, compile_template
from bot.listing.questions import flaws_of_form
from bot.listing.strict_yaml import Flaw, Path, Source
from bot.listing.template import ANYTHING, TemplateError


def compiled(text: str, fields: Mapping[str, Field]) -> Program:
    """Return the program of a template of entries. Raises TemplateError."""
    program = told_apart(compile_template(text, fields))
    if not any(isinstance(fields.get(slot.field), TitleField) for slot in program.slots.values()):
        raise TemplateError(0, "no title stands in it, by which papers are known")
    return program


def _written(text: str, fields: Mapping[str, Field]) -> Program:
    """Return the program of a template that writes entries. Raises TemplateError."""
    program = compiled(text, fields)
    if any(slot.field == ANYTHING for slot in program.slots.values()):
        raise TemplateError(0, "{_} stands for anything, and can only be read")
    return program


def inconsistencies(description: Description, source: Source) -> list[Flaw]:
    """Return what in a description does not go together."""
    found = (
        *_of_fields(description),
        *_of_sections(description),
        *_of_names(description),
        *flaws_of_form(description),
    )
    flaws = [Flaw(source.line(path), message) for path, message in found]
    return [*flaws, *_of_templates(description, source)]


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


def _of_sections(description: Description) -> Iterator[tuple[Path, str]]:
    about, sections = description.list, description.sections
    dated = any(isinstance(field, DateField) for field in description.fields.values())
    if description.order in ("newest", "oldest") and not dated:
        yield ("order",), f"order is {description.order}, and no field is of kind date"
    if about.shown == "in-place" and not description.entry:
        yield ("list",), "the list is shown in-place, and entry is missing: the template of one"
    if sections is None:
        return
    if sections.by != "date" and sections.by not in description.fields:
        yield ("sections", "by"), _no_field(sections.by, description)
    first, _, last = sections.headings.partition("-")
    if last and first > last:
        yield (
            ("sections", "headings"),
            f"headings are {sections.headings}; wanted is {last}-{first}",
        )
    if not sections.headings and not sections.groups:
        yield ("sections",), "sections have neither headings of README.md nor groups"


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


def _of_templates(description: Description, source: Source) -> Iterator[Flaw]:
    own = description.fields
    # Where a paper stands in the news as well, it does so under a day: that of its listing.
    dated = own if "date" in own else {**own, "date": DateField(kind="date")}
    templates: list[tuple[Path, str, Any, Mapping[str, Field]]] = [
        (("entry",), description.entry, _written, own)
    ]
    for at, text in enumerate(description.reads_also):
        templates.append((("reads-also", at), text, compiled, own))
    for at, place in enumerate(description.also_in):
        templates.append((("also-in", at, "entry"), place.entry, _written, dated))
        templates.append((("also-in", at, "heading"), place.heading, compile_template, dated))
    for path, text, compile_, fields in templates:
        try:
            if text:
                compile_(text, fields)
        except TemplateError as error:
            name = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
            yield Flaw(source.first_line(path) + error.line, f"{name}: {error.message}")
