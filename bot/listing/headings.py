"""Read from a README the sections that a paper may be put in."""

from __future__ import annotations

from bot.listing.description import Description
from bot.listing.document import Line, lines_of, region
from bot.listing.presets import templates_of
from bot.listing.shapes import shape_of


def read_sections(text: str, description: Description) -> tuple[str, ...]:
    """Return the headings of a README that are sections, in its order, and each once.

    A heading over others is one only where entries stand right below it. Raises BrokenState
    for a README that cannot be cut.
    """
    sections = description.sections
    if not sections or not sections.headings:
        return ()
    first, _, last = sections.headings.partition("-")
    levels = range(int(first), int(last or first) + 1)
    lines = lines_of(text)
    begin, end = region(lines, description.list.under, (levels[0], levels[-1]))
    shape = shape_of(templates_of(description))
    found: list[tuple[Line, bool]] = []
    for line in lines[begin:end]:
        if line.level in levels and line.heading:
            found.append((line, False))
        elif found and shape.is_beginning(line):
            found[-1] = (found[-1][0], True)
    followed = [*(line.level for line, _ in found[1:]), 0]
    names = (
        line.heading
        for (line, has_entries), level in zip(found, followed, strict=True)
        if has_entries or level <= line.level
    )
    return tuple(dict.fromkeys(names))
