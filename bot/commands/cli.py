"""Gather the commands, start one, and turn what ends it into an exit code."""

from __future__ import annotations

import importlib
import io
import os
import sys
import traceback
from pathlib import Path
from typing import ClassVar

import click

from bot import __version__
from bot.commands.context import say
from bot.commands.environment import mask_output, secrets_in, take_environment
from bot.errors import Fault
from bot.text import for_terminal

_INTERRUPTED = 130  # as shells have it: 128, and the number of the signal


class Commands(click.Group):
    """The commands, a module each.

    One is imported when it is asked for: most of the time that a short one takes would go into
    what it does not need.
    """

    about: ClassVar = {
        "add": "Add an issue's paper to the list here, and render.",
        "check": "Say what would become of an issue.",
        "demo": "File issues on a local GitHub and show what comes of them.",
        "doctor": "Check a list's set-up, and say what to change.",
        "init": "Describe the list here by its README.",
        "lint": "Check papers.json as a whole: schema, duplicates, spellings.",
        "lookup": "Look a link, an identifier or a title up.",
        "read": "Read a list's README by its description.",
        "rehearse": "Say what would become of a list's issues.",
        "render": "Write README.md and papers/ anew from papers.json.",
        "run": "Answer the GitHub event that the environment names.",
    }

    def list_commands(self, _: click.Context) -> list[str]:
        """Return the commands' names."""
        return list(self.about)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        """Return a command, None where there is none of that name."""
        if name not in self.about:
            return None
        module = importlib.import_module(f"bot.commands.{name}")
        command: click.Command = module.command
        return command

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command does, without importing it."""
        with formatter.section("Commands"):
            formatter.write_dl([*self.about.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="paper-bot", message="%(prog)s %(version)s")
def commands() -> None:
    """Keep a curated paper list: issue in, pull request out."""


def main() -> None:
    """Run a command and exit with its code; no traceback ever reaches the user, and no secret.

    The secrets are taken out of the environment before any command begins.
    """
    mask_output(())
    try:
        env = take_environment()
        mask_output(secrets_in(env))
        code = commands(standalone_mode=False, obj=env)
    except click.ClickException as error:
        error.show(shown := io.StringIO())
        click.echo(for_terminal(shown.getvalue().rstrip("\n")), err=True)
        code = error.exit_code
    except click.Abort:
        code = _INTERRUPTED
    except Fault as fault:
        click.echo(for_terminal(f"paper-bot: {fault}"), err=True)
        code = fault.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except ModuleNotFoundError:
        raise  # for __main__ to say what to install
    except Exception as error:
        _say_bug(error)
        code = 4
    sys.exit(code)


def _say_bug(error: Exception) -> None:
    """Name a fault of the bot's own, with its place."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"
    say(f"paper-bot: a fault in the bot itself, please report it: {what}")
