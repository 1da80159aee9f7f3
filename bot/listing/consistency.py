"""Hold the parts of a description against each other."""

from __future__ import annotations

from collections.abc import Iterator

from bot.fields import DateField, LinkField, TitleField
from bot.listing.dates import date_forms
from bot.listing.description import Description
from bot.listing.questions import flaws_of_form
from bot.listing.strict_yaml import Flaw, Path, Source


def inconsistencies(description: Description, source: Source) -> list[Flaw]:
    """Return what in a description does not go together."""
    found = (
        *_of_fields(description),
        *_of_sections(description),
        *_of_names(description),
        *flaws_of_form(description),
    )
    flaws = [Flaw(source.line(path), message) for path, message in found]
    if description.entry or description.reads_also or description.also_in:
        from bot.listing.compiling import flaws_of_templates  # which a generated list has none of

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
