"""The entries of a list whose README is generated, as templates by which they are read.

Such a list may have been kept by hand until now: indents, styles, colours and logos vary.
"""

from __future__ import annotations

from bot.fields import (
    DateField,
    Field,
    LinksField,
    SentenceField,
    SentencesField,
    TagsField,
    TitleField,
)
from bot.listing.description import Description

_BADGE = "https://img.shields.io/badge/"
# A tag is what its badge shows, or failing that, what it says of the picture.
_TAGS = (f'<img src="{_BADGE}{{tag}}-{{_}}"{{_}}>', f'<img src="{_BADGE}{{_}}" alt="{{tag}}"{{_}}>')


def templates_of(description: Description) -> tuple[str, ...]:
    """Return the templates by which the entries of a README are read, that of writing first."""
    if description.list.preset == "badge-table" and not description.entry:
        return _badge_table(description)
    return tuple(filter(None, (description.entry, *description.reads_also)))


def _badge_table(description: Description) -> tuple[str, ...]:
    """Return templates for two rows of a table: date, title, badges of tags and links; prose."""
    date, title = _name(description, DateField), _name(description, TitleField)
    tags, links = _name(description, TagsField), _name(description, LinksField)
    begin = (
        f'<td rowspan="2"{{_}}>{{{date}}}</td><td{{_}}><strong>{{{title}}}</strong></td><td{{_}}>'
    )
    badge = f'<a href="{{url}}"{{_}}><img src="{_BADGE}{{label}}-{{_}}"{{_}}></a>'
    middle = f"</td><td{{_}}>{{{links}||{badge}}}</td></tr><tr><td{{_}}>"
    said = _name(description, SentencesField)
    single = [
        name for name, field in description.fields.items() if isinstance(field, SentenceField)
    ]
    prose = (
        f"{{{said}|<br>|• {{sentence}}}}"
        if said
        else "<br>".join(f"• {{{name}}}" for name in single)
    )
    return tuple(f"{begin}{{{tags}||{tag}}}{middle}{prose}</td></tr>" for tag in _TAGS)


def _name(description: Description, kind: type[Field]) -> str:
    """Return the name of the first field of a kind, blank for none."""
    return next((name for name, field in description.fields.items() if isinstance(field, kind)), "")
