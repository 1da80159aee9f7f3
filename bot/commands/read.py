"""Read a list's README by its description, and print what was understood."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.context import ROOT, say
from bot.commands.files import read_bytes, read_form
from bot.commands.looked import field_lines, kept_lines, odd_lines, put_lines
from bot.text import for_json, for_terminal

if TYPE_CHECKING:
    from bot.listing import Description, Entry, Listed


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
    content = read_bytes(str(root / readme))
    listed = read_readme(content, description)
    if as_json:
        click.echo(for_json(_record(readme, listed)))
    else:
        click.echo(for_terminal("\n".join(_report(description, listed, content.decode()))))
    if not listed.entries:
        say(f"{readme} has no entry where the description says that they stand")
    if not listed.same:
        say(f"{readme} would not come back byte for byte")
    return 0 if listed.same else 1


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


def _report(description: Description, listed: Listed, readme: str) -> list[str]:
    """Return what was understood in lines for people."""
    from bot.catalog import look_over

    look = look_over(listed, readme, description)
    exact = sum(entry.from_fields for entry in listed.entries if entry.fields is not None)
    return [
        f"{description.list.name}: {description.list.readme}",
        f"{look.entries} entries in {look.sections} sections",
        f"{look.read} are read with fields; {exact} of them come back from these byte for byte,",
        "    and the others stay as they are written until a field changes",
        *kept_lines(look),
        "",
        "Sections",
        *_section_lines(listed.entries),
        *field_lines(look),
        *put_lines(look),
        *odd_lines(look, description.list.readme),
    ]


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
