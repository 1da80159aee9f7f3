"""The entries of a list that shows badges, as templates by which they are read.

Its README is generated, or rows of its own are put into it. Either way people may have kept it by
hand until now: indents, styles, colours and logos vary.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from bot.fields import Field, LinkField, SentenceField, SentencesField, TagsField
from bot.listing.description import Description
from bot.listing.template.language import ANYTHING
from bot.text import escape

_BADGE = "https://img.shields.io/badge/"
# A tag is what its badge shows, or failing that, what it says of the picture.
_TAGS = (f'<img src="{_BADGE}{{tag}}-{{_}}"{{_}}>', f'<img src="{_BADGE}{{_}}" alt="{{tag}}"{{_}}>')
_LINK = f'<a href="{{url}}"{{_}}><img src="{_BADGE}{{label}}-{{_}}"{{_}}></a>'
_INDEX = "papers/tags.md"  # of a list that names no page of its tags
_FULL_LINK = f'<a href="{{url}}"{{_}}><img src="{_BADGE}{{label}}-{{kind}}-{{_}}"{{_}}></a>'


def templates_of(description: Description) -> tuple[str, ...]:
    """Return the templates by which the entries of a README are read, that of writing first."""
    if not description.entry and (description.list.preset or not description.is_in_place):
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
    links: tuple[tuple[str, str], ...]  # each with what its badge says, blank where that varies
    pages: tuple[str, ...]  # of tags: as it is named, and where the bot writes it
    prose: str


def _parts(description: Description) -> _Parts:
    fields, roles = description.fields, description.roles
    kind = fields.get(roles.tags)
    index = (isinstance(kind, TagsField) and kind.index) or _INDEX
    return _Parts(
        title=roles.title,
        date=roles.date or ANYTHING,
        authors=roles.authors or ANYTHING,
        tags=roles.tags,
        links=tuple((name, _said_of(fields[name])) for name in roles.links),
        pages=tuple(dict.fromkeys((index, f"papers/{index.rpartition('/')[2]}"))),
        prose=_prose(description),
    )


def _said_of(link: Field) -> str:
    return escape.for_badge(link.names) if isinstance(link, LinkField) else ""


def _prose(description: Description) -> str:
    """Return the sentences of an entry: of several fields that hold many, the first is shown."""
    many = description.first(SentencesField)
    prose = ""
    for name, field in description.fields.items():
        if name == many:
            own = f"{{{name}|<br>|• {{sentence}}}}"
        elif isinstance(field, SentenceField):
            own = f"• {{{name}}}"
        else:
            continue
        own = f"<br>{own}" if prose else own
        prose += own if field.required else f"{{?{own}}}"
    return prose


def _links(parts: _Parts, several: str) -> str:
    """Return the badges of links, each field's where it has a value."""
    return "".join(
        f'{{?<a href="{{{name}}}"{{_}}><img src="{_BADGE}{said}-{{_}}"{{_}}></a>}}'
        if said
        else f"{{?{{{name}||{several}}}}}"
        for name, said in parts.links
    )


def _paragraphs(parts: _Parts) -> Iterator[str]:
    """Yield templates for a paragraph, as the bot writes an entry.

    It has the title, the day, authors, badges of tags and links, and prose.
    """
    begin = f'<p id="{{_}}"><strong>{{?<a href="{{_}}">}}{{{parts.title}}}</a></strong><br>'
    who = f'{{? · <span title="{{{parts.authors}}}">{{_}}</span>}}{{? · {{{parts.authors}}}}}'
    links = _links(parts, _FULL_LINK)
    # An entry without sentences ends behind its badges.
    may_lack = not parts.prose or parts.prose.startswith("{?")
    ends = (f"<br>{parts.prose}", "") if may_lack else (f"<br>{parts.prose}",)
    dates = dict.fromkeys((parts.date, ANYTHING))
    for page, date, end in product(parts.pages, dates, ends):
        tag = f'<a href="{page}#{{_}}"><img src="{_BADGE}{{_}}" alt="{{tag}}"></a>'
        tags = f"{{?{{{parts.tags}||{tag}}}}}" if parts.tags else ""
        yield f'{begin}<a href="#{{_}}">{{{date}}}</a>{who}{tags}{links}{end}</p>'


def _rows(parts: _Parts) -> Iterator[str]:
    """Yield templates for two rows of a table: date, title, badges of tags and links; prose."""
    begin = (
        f'<td rowspan="2"{{_}}>{{{parts.date}}}</td><td{{_}}><strong>{{{parts.title}}}</strong>'
        "</td><td{_}>"
    )
    for link, tag in product((_FULL_LINK, _LINK), _TAGS):
        tags = f"{{{parts.tags}||{tag}}}" if parts.tags else f"{{{ANYTHING}}}"
        links = _links(parts, link) or f"{{{ANYTHING}}}"
        yield f"{begin}{tags}</td><td{{_}}>{links}</td></tr><tr><td{{_}}>{parts.prose}</td></tr>"
