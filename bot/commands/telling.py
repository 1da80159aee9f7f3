"""Tell on standard error what a command does, a line each that steers no terminal."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.files import Changes
from bot.text import for_log

_MOST_NAMED = 10  # files that are named one by one


def tell(text: str) -> None:
    """Print a line for whoever started the command."""
    click.echo(for_log(text), err=True)


def tell_written(changed: Changes, folder: Path) -> None:
    """Name the files that were written or removed."""
    for path, (_, text) in [*changed.items()][:_MOST_NAMED]:
        tell(f"{folder / path} is {'removed' if text is None else 'written'}")
    if len(changed) > _MOST_NAMED:
        tell(f"and {len(changed) - _MOST_NAMED} files more")


def tell_bug(error: Exception) -> None:
    """Name a fault of the bot's own, with its place."""
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    told = f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"
    tell(f"paper-bot: a fault in the bot itself, please report it: {told}")
