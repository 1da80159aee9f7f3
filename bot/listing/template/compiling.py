"""Compile the templates of entries that a description has, or say what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.fields import DateField, Field, TitleField
from bot.listing.description import Description
from bot.listing.strict_yaml import Flaw, Path, Source
from bot.listing.template.ambiguity import told_apart
from bot.listing.template.language import ANYTHING, TemplateError
from bot.listing.template.program import Program, compile_template


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


def flaws_of_templates(description: Description, source: Source) -> Iterator[Flaw]:
    """Yield what is wrong with the templates of a description."""
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
