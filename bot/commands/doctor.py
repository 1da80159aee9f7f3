"""Check the set-up for the bot, of a repository or a folder, and print what to change."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.commands.context import SETTINGS, start_logging
from bot.commands.settings import read_settings
from bot.doctor import Check, Verdict, check_computer, examine, examine_folder, read_setup
from bot.text import for_json, for_log

_STYLES = {"ok": "green", "look": "yellow", "wrong": "bold red", "unknown": "yellow"}
_COUNTED: dict[Verdict, str] = {"look": "to look at", "unknown": "could not be checked"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the checks as JSON.")
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Check the files of the list in this folder alone, without a token.",
)
@SETTINGS
def command(env: Mapping[str, str], as_json: bool, root: Path | None) -> int:
    """Check the repository's set-up for the bot, and say what to change."""
    start_logging()
    checks = (*(_of_repository(env) if root is None else examine_folder(root)), check_computer())
    _print_checks(checks, as_json=as_json)
    return 1 if any(check.verdict == "wrong" for check in checks) else 0


def _of_repository(env: Mapping[str, str]) -> tuple[Check, ...]:
    settings = read_settings(env)
    setup = read_setup(settings.repository, settings.token, api_url=settings.api_url)
    site = f"{settings.server_url}/{settings.repository}"
    return examine(setup, site, dt.datetime.now(dt.UTC))


def _print_checks(checks: Sequence[Check], *, as_json: bool) -> None:
    """Print what was found of a set-up, and what to change: as JSON, a table or a line each."""
    if as_json:
        value = {"checks": [dataclasses.asdict(check) for check in checks]}
        click.echo(for_json(value))
        return
    console = Console(highlight=False)
    if console.is_terminal:
        _print_table(console, checks)
    else:
        for check in checks:
            click.echo(for_log(f"{check.verdict:7}  {check.code}: {check.found}"))
    _print_changes("To change", [check for check in checks if check.verdict == "wrong"])
    _print_changes("To look at", [check for check in checks if check.verdict != "wrong"])
    click.echo("")
    click.echo(for_log(_summary(checks)))


def _print_changes(heading: str, checks: Iterable[Check]) -> None:
    changes = [f"{check.code}: {check.change}" for check in checks if check.change]
    if changes:
        click.echo("")
        click.echo(for_log(f"{heading}:"))
    for change in changes:
        click.echo(for_log(f"  {change}"))


def _summary(checks: Sequence[Check]) -> str:
    """Return how many checks say what, in a line."""
    counts = Counter(check.verdict for check in checks)
    wrong, total = counts["wrong"], len(checks)
    first = f"{wrong} of {total} to change" if wrong else f"nothing of {total} to change"
    others = (f"{counts[verdict]} {said}" for verdict, said in _COUNTED.items() if counts[verdict])
    return "; ".join([first, *others])


def _print_table(console: Console, checks: Iterable[Check]) -> None:
    table = Table("check", "verdict", "found", box=None)
    for check in checks:
        verdict = Text(for_log(check.verdict), style=_STYLES[check.verdict])
        table.add_row(Text(for_log(check.code)), verdict, Text(for_log(check.found)))
    console.print(table)
