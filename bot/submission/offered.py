"""What a field of choices offers in one list."""

from __future__ import annotations

from collections.abc import Mapping

from bot.catalog import Catalog
from bot.fields import ChoiceField, FieldName


def offered(name: FieldName, field: ChoiceField, catalog: Catalog) -> Mapping[str, str]:
    """Return what can be chosen, by every name that it has.

    That is what the description names: options, or groups by their titles; else the sections
    of README.md, or what listed papers have.
    """
    form = catalog.form
    if field.options:
        return {option: option for option in field.options}
    groups = form.sections.groups if form.sections else ()
    if groups:
        return {
            each: group.titled(form.list.language)
            for group in groups
            for each in (*group.title.values(), group.name)
            if each
        }
    if catalog.sections:
        return {section: section for section in catalog.sections}
    listed = (paper.get(name, ()) for paper in catalog.papers)
    chosen = (each for value in listed for each in ([value] if isinstance(value, str) else value))
    return {each: each for each in chosen}
