"""Say in lines what a description makes of a README: for `read`, `init` and `rehearse`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.catalog import FirstLook
    from bot.outputs import Configured


def share_lines(look: FirstLook) -> list[str]:
    """Return how many entries were found, and how many are read with fields."""
    if not look.entries:
        return ["No entry was found: the description is one by which a list can begin"]
    sections = "1 section" if look.sections == 1 else f"{look.sections} sections"
    entries = "1 entry is" if look.entries == 1 else f"{look.entries} entries are"
    return [f"{look.read} of {entries} read with fields ({look.share} %), in {sections}"]


def kept_lines(look: FirstLook) -> list[str]:
    """Return the entries that are kept as written, each with its line."""
    kept = look.entries - look.read
    more = kept - len(look.kept)
    return [
        f"{kept} {'is' if kept == 1 else 'are'} kept as written",
        *(f"    line {line}: {text}" for line, text in look.kept),
        *([f"    and {more} more"] if more else []),
    ]


def field_lines(look: FirstLook) -> list[str]:
    """Return for each field how many entries have it, with some values that differ."""
    lines = []
    for name, count in look.counts.items():
        lines += [f"    {name}: {count}", *(f"        {each}" for each in look.samples[name])]
    return ["", "Fields", *lines] if lines else []


def put_lines(look: FirstLook) -> list[str]:
    """Return how one more entry would be written, or why none can be."""
    if look.put is None:
        return ["", look.why_not] if look.why_not else []
    place = f"“{look.put.section}”" if look.put.section else "the list"
    lines = (f"    {line}" for line in look.put.entry.splitlines())
    return ["", f"An entry as it would be put in {place}, in line {look.put.line}", *lines]


def odd_lines(look: FirstLook, readme: str) -> list[str]:
    """Return what was found in a README on the way."""
    if not look.odd:
        return []
    found = (f"    {each}" for each in look.odd)
    return ["", f"Found in {readme} on the way: nothing of it is in the bot's way", *found]


def described_lines(made: Configured) -> list[str]:
    """Return what a proposed description makes of a README, and what is to be checked."""
    readme, look = made.form.list.readme, made.look
    return [
        f"{made.form.list.name}: {readme}",
        *share_lines(look),
        *(kept_lines(look) if look.entries else []),
        *field_lines(look),
        *put_lines(look),
        *odd_lines(look, readme),
        *_doubt_lines(made),
    ]


def short_lines(made: Configured) -> list[str]:
    """Return the same in a few lines."""
    return [
        f"{made.form.list.name}: {made.form.list.readme}",
        *share_lines(made.look),
        *put_lines(made.look),
        *_doubt_lines(made),
    ]


def _doubt_lines(made: Configured) -> list[str]:
    doubts = (f"    {each}" for each in made.doubts)
    return ["", "To check", *doubts] if made.doubts else []
