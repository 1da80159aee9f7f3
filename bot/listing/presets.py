"""The entries of a list that shows badges, as templates by which they are read.

Its README is generated, or rows of its own are put into it. Either way people may have kept it by
hand until now: indents, styles, colours and logos vary.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from bot.fields import (
    DateField,
    Field,
    LinksField,
    NamesField,
    SentenceField,
    SentencesField,
    TagsField,
    TitleField,
)
from bot.listing.description import Description
from bot.listing.template import ANYTHING

_BADGE = "https://img.shields.io/badge/"
# A tag is what its badge shows, or failing that, what it says of the picture.
_TAGS = (f'<img src="{_BADGE}{{tag}}-{{_}}"{{_}}>', f'<img src="{_BADGE}{{_}}" alt="{{tag}}"{{_}}>')
_LINK = f'<a href="{{url}}"{{_}}><img src="{_BADGE}{{label}}-{{_}}"{{_}}></a>'
_FULL_LINK = f'<a href="{{url}}"{{_}}><img src="{_BADGE}{{label}}-{{kind}}-{{_}}"{{_}}></a>'


def templates_of(description: Description) -> tuple[str, ...]:
    """Return the templates by which the entries of a README are read, that of writing first."""
    if description.list.preset == "badge-table" and not description.entry:
        parts = _parts(description)
        return (*_paragraphs(parts), *_rows(parts))
    own = tuple(filter(None, (description.entry, *description.reads_also)))
    if description.list.preset == "badge-table" and description.entry.startswith("<tr"):
        return (*own, *(f"<tr{{_}}>{row}" for row in _rows(_parts(description))))
    return own


class _Parts(NamedTuple):
    """What an entry of a generated list is made of: names of fields, and the prose of it."""

    title: str
    date: str
    authors: str
    tags: str
    links: str
    page: str
    prose: str


def _parts(description: Description) -> _Parts:
    fields = description.fields
    tags = _name(description, TagsField)
    said = _name(description, SentencesField)
    single = [name for name, field in fields.items() if isinstance(field, SentenceField)]
    prose = (
        f"{{{said}|<br>|• {{sentence}}}}"
        if said
        else "<br>".join(f"• {{{name}}}" for name in single)
    )
    kind = fields.get(tags)
    return _Parts(
        title=_name(description, TitleField),
        date=_name(description, DateField) or ANYTHING,
        authors=_name(description, NamesField) or ANYTHING,
        tags=tags,
        links=_name(description, LinksField),
        page=kind.index if isinstance(kind, TagsField) else "",
        prose=prose,
    )


def _paragraphs(parts: _Parts) -> Iterator[str]:
    """Yield templates for a paragraph, as the bot writes an entry.

    It has the title, the day, authors, badges of tags and links, and prose.
    """
    begin = f'<p id="{{_}}"><strong>{{?<a href="{{_}}">}}{{{parts.title}}}</a></strong><br>'
    who = f'{{? · <span title="{{{parts.authors}}}">{{_}}</span>}}{{? · {{{parts.authors}}}}}'
    place = f'<a href="{parts.page}#{{_}}">' if parts.page else ""
    tag = f'{place}<img src="{_BADGE}{{_}}" alt="{{tag}}">{"</a>" if place else ""}'
    tags = f"{{?{{{parts.tags}||{tag}}}}}" if parts.tags else ""
    links = f"{{?{{{parts.links}||{_FULL_LINK}}}}}" if parts.links else ""
    for date in dict.fromkeys((parts.date, ANYTHING)):
        yield f'{begin}<a href="#{{_}}">{{{date}}}</a>{who}{tags}{links}<br>{parts.prose}</p>'


def _rows(parts: _Parts) -> Iterator[str]:
    """Yield templates for two rows of a table: date, title, badges of tags and links; prose."""
    begin = (
        f'<td rowspan="2"{{_}}>{{{parts.date}}}</td><td{{_}}><strong>{{{parts.title}}}</strong>'
        "</td><td{_}>"
    )
    for link, tag in product((_FULL_LINK, _LINK), _TAGS):
        middle = f"</td><td{{_}}>{{{parts.links}||{link}}}</td></tr><tr><td{{_}}>"
        yield f"{begin}{{{parts.tags}||{tag}}}{middle}{parts.prose}</td></tr>"


def _name(description: Description, kind: type[Field]) -> str:
    """Return the name of the first field of a kind, blank for none."""
    return next((name for name, field in description.fields.items() if isinstance(field, kind)), "")
