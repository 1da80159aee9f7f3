"""Read a list's README by its description, and print what was understood."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.context import ROOT, say
from bot.commands.files import read_form
from bot.errors import UsageFault
from bot.text import for_json, for_terminal, shorten

if TYPE_CHECKING:
    from bot.listing import Description, Entry, Listed

_SAMPLES = 3  # values of a field that are shown
_MOST_NAMED = 20  # entries that are kept as written, named one by one
_SHOWN = 90  # characters of a value


@click.command()
@ROOT
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The description (default: .github/paper-bot.yml in that folder).",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
def command(root: Path, config: Path | None, as_json: bool) -> int:
    """Read a list's README by its description, and print what was understood."""
    from bot.listing import read_readme

    description = read_form(root, config)
    readme = description.list.readme
    listed = read_readme(_bytes(root / readme), description, readme)
    if as_json:
        click.echo(for_json(_record(readme, listed)))
    else:
        click.echo(for_terminal("\n".join(_report(readme, description, listed))))
    if not listed.entries:
        say(f"{readme} has no entry where the description says that they stand")
    if not listed.same:
        say(f"{readme} would not come back byte for byte")
    return 0 if listed.same else 1


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageFault(f"{file} cannot be read: {error.strerror}") from error


def _record(readme: str, listed: Listed) -> dict[str, Any]:
    """Return what was understood as programs read it."""
    entries = [
        {
            "section": [*entry.section],
            "line": entry.line,
            "fields": entry.fields,
            "exact": entry.exact,
        }
        for entry in listed.entries
    ]
    return {"readme": readme, "entries": entries, "same": listed.same}


def _report(readme: str, description: Description, listed: Listed) -> list[str]:
    """Return what was understood in lines for people."""
    read = [entry for entry in listed.entries if entry.fields is not None]
    kept = [entry for entry in listed.entries if entry.fields is None]
    exact = sum(entry.from_fields for entry in read)
    sections = [*dict.fromkeys(entry.section for entry in listed.entries)]
    return [
        f"{description.list.name}: {readme}",
        f"{len(listed.entries)} entries in {len(sections)} sections",
        f"{len(read)} are read with fields; {exact} of them come back from these byte for byte,",
        "    and the others stay as they are written until a field changes",
        f"{len(kept)} are kept as written",
        *_kept_lines(kept),
        "",
        "Sections",
        *_section_lines(listed.entries),
        "",
        "Fields",
        *_sample_lines([*description.fields], read),
        *_rehearsed(description, listed, read),
    ]


def _rehearsed(description: Description, listed: Listed, read: Sequence[Entry]) -> list[str]:
    """Return how one more entry would be written, with the fields of one that is read."""
    from bot.listing import WriteError, put_beside

    if not read or listed.writes is None:
        return []
    example = read[-1]
    try:
        put = put_beside(listed, description, example)
    except WriteError as error:
        return ["", f"An entry like that in line {example.line} cannot be written: {error}"]
    lines = (f"    {line}" for line in put.entry.splitlines())
    section = f"“{example.section[-1]}”" if example.section else "the list"
    return ["", f"An entry as it would be put in {section}, in line {put.line}", *lines]


def _kept_lines(kept: Sequence[Entry]) -> list[str]:
    lines = [f"    line {each.line}: {shorten(each.text, _SHOWN)}" for each in kept[:_MOST_NAMED]]
    more = len(kept) - len(lines)
    return [*lines, f"    and {more} more"] if more else lines


def _section_lines(entries: Sequence[Entry]) -> list[str]:
    """Return the headings over entries with how many stand right under each."""
    counts: dict[tuple[str, ...], int] = {}
    for entry in entries:
        for size in range(1, len(entry.section)):
            counts.setdefault(entry.section[:size], 0)
        counts[entry.section] = counts.get(entry.section, 0) + 1
    return [
        f"    {'  ' * (len(path) - 1)}{path[-1] if path else '(no heading)'}"
        + (f": {count}" if count else "")
        for path, count in counts.items()
    ]


def _sample_lines(names: Sequence[str], read: Sequence[Entry]) -> list[str]:
    """Return for each field how many entries have it, with some values that differ."""
    lines = []
    for name in names:
        values = [entry.fields[name] for entry in read if entry.fields and name in entry.fields]
        if values:
            shown = [*dict.fromkeys(map(_shown, values))][:_SAMPLES]
            lines += [f"    {name}: {len(values)}", *(f"        {each}" for each in shown)]
    return lines


def _shown(value: Any) -> str:
    """Return a value in one line."""
    if isinstance(value, list):
        parts = (f"{each['label']} {each['url']}" if isinstance(each, dict) else each
                 for each in value)  # fmt: skip
        value = "; ".join(parts)
    return shorten(str(value), _SHOWN)
