"""Check the repository's set-up for the bot, and print what to change."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.commands.context import SETTINGS, start_logging
from bot.commands.settings import read_settings
from bot.doctor import Check, examine, read_setup
from bot.text import for_json, for_log


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the checks as JSON.")
@SETTINGS
def command(env: Mapping[str, str], as_json: bool) -> int:
    """Check the repository's set-up for the bot, and say what to change."""
    start_logging()
    settings = read_settings(env)
    setup = read_setup(settings.repository, settings.token, api_url=settings.api_url)
    site = f"{settings.server_url}/{settings.repository}"
    checks = examine(setup, site, dt.datetime.now(dt.UTC))
    _print_checks(checks, as_json=as_json)
    return 1 if any(check.verdict == "wrong" for check in checks) else 0


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
    changes = [f"{check.code}: {check.change}" for check in checks if check.change]
    if changes:
        click.echo("\nTo change:")
    for change in changes:
        click.echo(for_log(f"  {change}"))


def _print_table(console: Console, checks: Iterable[Check]) -> None:
    table = Table("check", "verdict", "found", box=None)
    styles = {"ok": "green", "wrong": "bold red", "unknown": "yellow"}
    for check in checks:
        verdict = Text(for_log(check.verdict), style=styles[check.verdict])
        table.add_row(Text(for_log(check.code)), verdict, Text(for_log(check.found)))
    console.print(table)
