"""What several commands share: options, the day, the services to ask, the log."""

from __future__ import annotations

import datetime as dt
import logging
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.environment import mask_output, secrets_in, with_file
from bot.text import for_log

if TYPE_CHECKING:
    from bot.submission import Finder

ROOT = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder of the list (default: here).",
)
PAPERS = click.option(
    "--papers",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The papers of the list (default: the file that its description names).",
)
OFFLINE = click.option("--offline", is_flag=True, help="Ask no look-up service.")
TITLE = click.option("--title", default="", help="The issue's own title.")
LABELS = click.option(
    "--label", "labels", multiple=True, help="A label of the issue; may be repeated."
)


def _settings(context: click.Context, _: click.Parameter, file: Path | None) -> Mapping[str, str]:
    """Return the settings of a command, and mask the secrets among them from now on."""
    env = with_file(context.obj, file)
    mask_output(secrets_in(env))
    return env


SETTINGS = click.option(
    "--env-file",
    "env",
    type=click.Path(path_type=Path),
    callback=_settings,
    help="A file of settings (default: .env, and none in Actions).",
)


def today() -> dt.date:
    """Return the day it is at Greenwich."""
    return dt.datetime.now(dt.UTC).date()


def say(text: str) -> None:
    """Print a line on standard error, for whoever started the command."""
    click.echo(for_log(text), err=True)


def make_finder(env: Mapping[str, str]) -> Finder | None:
    """Return the look-up services that the settings name; None where all are off.

    Raises UsageFault for a key that cannot be one.
    """
    from bot.commands.settings import read_secret
    from bot.lookup import make_lookup

    start_logging()
    key = read_secret(env, "PAPER_BOT_SEMANTIC_SCHOLAR_KEY")
    names = env.get("PAPER_BOT_SERVICES_OFF", "").split(",")
    off = [name.strip() for name in names if name.strip()]
    if "all" in off:
        return None
    contact, repository = env.get("PAPER_BOT_CONTACT", ""), env.get("GITHUB_REPOSITORY", "")
    # A server on loopback that plays the services, for rehearsal.
    base_url = env.get("PAPER_BOT_SERVICES_URL") or None
    return make_lookup(contact, key, off, base_url, repository)


class _Lines(logging.Formatter):
    """One line a record, in which nothing is a workflow command."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's line."""
        return for_log(record.getMessage())


def start_logging() -> None:
    """Log on standard error what the bot does, a line each."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(logging.INFO)
    # It logs each try; what came of them all is logged by the bot.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
