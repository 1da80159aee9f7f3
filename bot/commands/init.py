"""Do on a desk what the first run does by a pull request: describe the list of a folder."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from bot.catalog import lint_text
from bot.commands.context import ROOT, say
from bot.commands.files import Changes, read_bytes, read_form, reader, write_all
from bot.commands.looked import described_lines
from bot.config import shipped
from bot.errors import UsageFault
from bot.listing import DESCRIPTION_FILE
from bot.outputs import Configured, proposed
from bot.text import for_terminal, shorten

_MOST_FINDINGS = 5
_SHOWN = 120  # characters of one
_WORKFLOWS = ".github/workflows"
_PLACEHOLDER = "OWNER/paper-bot"  # in the workflows to paste


@click.command()
@ROOT
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Print what would be written, and write nothing.")
def command(root: Path, yes: bool, dry_run: bool) -> int:
    """Describe the list of a folder by its README, and write what the bot needs there.

    Prints first what was read and what would be written, and asks. README.md stays as it is.
    """
    if not root.is_dir():
        raise UsageFault(f"there is no folder {root}")
    if (root / DESCRIPTION_FILE).exists():
        read_form(root)  # which raises for what is wrong there
        say(f"{root / DESCRIPTION_FILE} is there already, so nothing is written")
        say("`read` shows what it makes of the README, `render` writes the forms anew,")
        say("and `doctor` checks the repository")
        return 0
    made = proposed(reader(root), root.resolve().name.replace("-", " "))
    changed, kept = _changes(root, made)
    lines = [*described_lines(made), *_finding_lines(made), *_plan_lines(changed, kept)]
    click.echo(for_terminal("\n".join(lines)))
    if dry_run:
        return 0
    if not yes and not _agreed(len(changed)):
        return 1
    _write(changed, root)
    click.echo(for_terminal("\n".join(_next_lines(changed))))
    return 0


def _changes(root: Path, made: Configured) -> tuple[Changes, list[str]]:
    """Return what is to be written, and which files are as they should be or somebody's own."""
    wanted = {path: text.encode() for path, text in made.files.items()}
    there = {path: _bytes(root / path) for path in wanted}
    changed: Changes = {
        path: (there[path], text) for path, text in wanted.items() if there[path] != text
    }
    kept = [path for path in wanted if path not in changed]
    for source in sorted((shipped("examples") / "workflows").glob("*.yml")):
        path = f"{_WORKFLOWS}/{source.name}"
        if _bytes(root / path) is None:
            changed[path] = None, source.read_bytes()
        else:
            kept.append(path)
    return changed, kept


def _bytes(path: Path) -> bytes | None:
    return read_bytes(str(path)) if path.exists() else None


def _finding_lines(made: Configured) -> list[str]:
    """Return what `lint` will say of the data: it holds what the README says, as it says it."""
    about = made.form.list
    if about.data not in made.files:
        return []
    findings, _ = lint_text(made.files[about.data], made.form, about.data)
    if not findings:
        return []
    more = len(findings) - _MOST_FINDINGS
    return [
        "",
        f"What `lint` will say of {about.data}, which takes it over from {about.readme}",
        *(f"    {shorten(each, _SHOWN)}" for each in findings[:_MOST_FINDINGS]),
        *([f"    and {more} more"] if more > 0 else []),
    ]


def _plan_lines(changed: Changes, kept: Sequence[str]) -> list[str]:
    """Return which files would be written, with their sizes, and which stay."""
    width = max(map(len, [*changed, *kept]))
    lines = [
        f"    {path:{width}}  {len(text or b''):,} bytes, "
        + ("new" if found is None else f"in the place of {len(found):,}")
        for path, (found, text) in changed.items()
    ]
    return [
        "",
        "To be written",
        *lines,
        *(f"    {path:{width}}  is there and stays as it is" for path in kept),
    ]


def _agreed(number: int) -> bool:
    """Whether somebody at a terminal wants so many files to be written. Raises UsageFault."""
    if not sys.stdin.isatty():
        raise UsageFault("nothing is written: there is no terminal to ask at, and no --yes")
    if click.confirm(f"\nWrite these {number} files?"):
        return True
    say("nothing is written")
    return False


def _write(changed: Mapping[str, tuple[bytes | None, bytes | None]], root: Path) -> None:
    """Write the files, the description last: until it is there, the command can be repeated."""
    last = {DESCRIPTION_FILE: changed[DESCRIPTION_FILE]}
    write_all({path: pair for path, pair in changed.items() if path not in last}, root)
    write_all(last, root)


def _next_lines(changed: Changes) -> list[str]:
    """Return what was done, and what is to be done next."""
    written = "".join((text or b"").decode() for _, text in changed.values())
    release = (
        [f"   In {_WORKFLOWS} put the bot's repository and release for {_PLACEHOLDER}@…"]
        if _PLACEHOLDER in written
        else []
    )
    return [
        "",
        f"{len(changed)} files are written. Next:",
        "1. Look at them, then commit and push them to the default branch.",
        *release,
        "2. On GitHub, under Settings → Actions → General, tick",
        "   Allow GitHub Actions to create and approve pull requests.",
        "3. File a paper: under Issues → New issue, by the form.",
    ]
