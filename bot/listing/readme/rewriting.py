"""One entry written anew where a field of its paper changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.fields import Field
from bot.listing.readme.listed import Entry
from bot.listing.template.sinks import WriteError
from bot.listing.template.spellings import shown

if TYPE_CHECKING:
    from bot.listing.template.entries import EntryTemplate

Fields = Mapping[str, Any]


def changes(kinds: Mapping[str, Field], old: Fields, new: Fields) -> dict[str, Any]:
    """Return the fields that an entry shows otherwise than before, None for one that is gone."""
    names = [name for name in kinds if old.get(name) or new.get(name)]
    return {
        name: new.get(name)
        for name in names
        if _shown(kinds[name], old.get(name)) != _shown(kinds[name], new.get(name))
    }


def _shown(kind: Field, value: Any) -> Any:
    return shown(kind, value) if value else None


def rewritten(
    entry: Entry, templates: Sequence[EntryTemplate], changed: Fields, fields: Fields
) -> str:
    """Return an entry with its changed fields; the first template is that of new entries.

    What did not change stays as it is written, be it in ways that no template writes. An entry
    that no template reads is written from all the fields. Raises WriteError.
    """
    shown_in = frozenset(name for template in templates for name in template.names)
    changed = {name: value for name, value in changed.items() if name in shown_in}
    if not changed:
        return entry.text
    body = entry.text.lstrip(" ")
    indent = entry.text[: len(entry.text) - len(body)]
    unix = body.replace("\r\n", "\n")
    text = _written(unix, entry, templates, changed, fields)
    if indent:
        text = text.replace("\n", f"\n{indent}") if not entry.fields else text
    return indent + (text.replace("\n", "\r\n") if unix != body else text)


def _written(
    text: str,
    entry: Entry,
    templates: Sequence[EntryTemplate],
    changed: Fields,
    fields: Fields,
) -> str:
    from bot.listing.template.entries import read_by

    number = entry.number or "1"
    found = read_by(templates, text)
    if found is None or entry.fields is None:
        return templates[0].write(fields, number)
    reader, _ = found
    if reader.names.issuperset(changed) and (patched := reader.patched(text, changed)):
        return patched
    said = {name: value for name, value in {**entry.fields, **changed}.items() if value}
    behind = reader.behind(text)
    for template in (reader, *templates):
        if template.names.issuperset(said):
            try:
                return template.write(said, number) + behind
            except WriteError:
                continue
    return templates[0].write({**fields, **said}, number) + behind
