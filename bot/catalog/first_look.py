"""Say what was understood of a README, for who decides whether its description is right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from bot.catalog.oddities import Placed, oddities
from bot.catalog.readme import paper_of_fields
from bot.fields import LinkField, TitleField
from bot.listing import Description, Entry, Listed, Put, WriteError, put_beside, put_first
from bot.text import Phrase, one_line, shorten

_SAMPLES = 5
_SHOWN = 90  # characters of a value
_TRIED = 5  # entries, for how one more is written
_MOST_KEPT = 30  # entries that are kept as written, named one by one


class FirstLook(NamedTuple):
    """What a description makes of a README.

    `samples` are values by the names of fields, `counts` how many entries have that field;
    `kept` are the first entries that are kept as written, each with its line. `put` is None where
    no entry can be written, and `why_not` says why if one was read. `odd` is what was found on
    the way.
    """

    entries: int
    read: int
    sections: int
    counts: dict[str, int]
    samples: dict[str, tuple[str, ...]]
    kept: tuple[tuple[int, str], ...]
    put: Put | None
    why_not: str
    odd: tuple[Phrase, ...]

    @property
    def share(self) -> int:
        """Return how many of a hundred entries are read with fields, rounded down."""
        return 100 * self.read // self.entries if self.entries else 0


def look_over(listed: Listed, readme: str, form: Description) -> FirstLook:
    """Return what a description made of a README."""
    read = [entry for entry in listed.entries if entry.fields is not None]
    kept = [entry for entry in listed.entries if entry.fields is None]
    named = [(each.line, shorten(one_line(each.text), _SHOWN)) for each in kept[:_MOST_KEPT]]
    values = {
        name: [each.fields[name] for each in read if each.fields and name in each.fields]
        for name in form.fields
    }
    put = _put(listed, form, read)
    papers = [Placed(each.line, paper_of_fields(each.fields or {}, form)) for each in read]
    return FirstLook(
        len(listed.entries),
        len(read),
        len({entry.section for entry in listed.entries}),
        {name: len(found) for name, found in values.items() if found},
        {name: _samples(found) for name, found in values.items() if found},
        tuple(named),
        put if isinstance(put, Put) else None,
        put if isinstance(put, str) else "",
        tuple(oddities(readme, papers)),
    )


def _put(listed: Listed, form: Description, read: Sequence[Entry]) -> Put | str:
    """Return how one more entry would be written, with the fields of one that is read.

    A text says why none can be, blank where there is nothing to try it with.
    """
    if listed.writes is None:
        return ""
    example = read[-1] if read else None
    try:
        return put_beside(listed, form, example) if example else put_first(listed, form, _new(form))
    except WriteError as error:
        if example is None:
            return ""
        return f"An entry like that in line {example.line} cannot be written: {error}"


def _new(form: Description) -> dict[str, str]:
    """Return the fields of a paper by which a list begins."""
    examples = {TitleField: "The Title of a Paper", LinkField: "https://example.org/paper"}
    found = ((name, examples.get(type(field))) for name, field in form.fields.items())
    return {name: example for name, example in found if example}


def _samples(values: Sequence[Any]) -> tuple[str, ...]:
    """Return some values that differ, spread over the whole list."""
    shown = [*dict.fromkeys(map(_said, values))]
    step = max(1, len(shown) // _SAMPLES)
    return tuple(shown[::step][:_SAMPLES])


def _said(value: Any) -> str:
    """Return a value in one line."""
    if isinstance(value, list | tuple):
        parts = (f"{each['label']} {each['url']}" if isinstance(each, dict) else str(each)
                 for each in value)  # fmt: skip
        value = "; ".join(parts)
    return shorten(one_line(str(value)), _SHOWN)
