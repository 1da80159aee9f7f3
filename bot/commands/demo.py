"""File issues on a GitHub on loopback, and show what a contributor and a reviewer see."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.syntax import Syntax
from rich.text import Text

from bot.commands.context import LABELS, TITLE, today
from bot.commands.files import read_catalog, read_form, read_text
from bot.errors import UsageFault
from bot.listing import DESCRIPTION_FILE
from bot.messages import Renderer
from bot.text import for_terminal, shorten

if TYPE_CHECKING:
    from bot.commands.stage import Card, Stage

_PREFIX = "paper-bot-demo-"
_INDENT = 12  # of a line after its word


@click.command()
@click.argument("file", required=False)
@TITLE
@LABELS
@click.option("--raw", is_flag=True, help="Print every text and diff, and keep the repository.")
def command(file: str | None, title: str, labels: tuple[str, ...], raw: bool) -> int:
    """File the issue in FILE, or the examples, on a local GitHub and show what comes of it.

    The list is papers.json here; for an example it is the one beside the examples.
    """
    if not file and (title or labels):
        raise click.UsageError("--title and --label are of the issue in FILE")
    try:
        from bot.commands.page import write_page
        from bot.commands.stage import Stage
        from bot.commands.tour import EXAMPLES, play_all, play_one
        from localhub import LocalHub
    except ModuleNotFoundError as error:
        raise UsageFault(f"{error.name} is not installed; install paper-bot[demo]") from error
    body = read_text(file) if file else ""
    is_example = not file or Path(file).resolve().parent == EXAMPLES
    root = EXAMPLES if is_example else Path()
    form = read_form(root)
    described, data = read_text(str(root / DESCRIPTION_FILE)), form.list.data
    catalog = read_catalog(root / data, form, root)
    files = {DESCRIPTION_FILE: described, data: catalog.text, **Renderer(form).files(catalog)}
    console = Console(highlight=False)
    directory = Path(tempfile.mkdtemp(prefix=_PREFIX))
    try:
        with LocalHub.create(directory, files) as hub:
            stage = Stage(hub, directory, form, today())
            if file:
                play_one(stage, title.strip(), tuple(sorted({*labels})), body)
            else:
                play_all(stage)
            if raw:
                _print_raw(console, stage)
            else:
                _print_lines(console, stage)
                _say(console, f"As GitHub would show it: {write_page(stage, 'demo')}")
    finally:
        if not raw:
            shutil.rmtree(directory)
    return 0


def _print_lines(console: Console, stage: Stage) -> None:
    """Print each story in a few lines, and what they come to."""
    width = max(console.width, 80) - _INDENT
    for story in stage.stories:
        console.print(Text(for_terminal(story.title), style="bold"), soft_wrap=True)
        for word, text in story.lines:
            console.print(Text(for_terminal(f"  {word:10}"), style="cyan"), end="")
            _say(console, shorten(text, width))
        console.print()
    _say(console, stage.summary)


def _print_raw(console: Console, stage: Stage) -> None:
    """Print every text and diff as it is, and where the repository lies."""
    for story in stage.stories:
        for card in story.cards:
            _print_card(console, card)
    console.rule()
    _say(console, stage.summary)
    _say(console, f"The repository: git -C '{stage.hub.repository_path}' log --graph --all")


def _print_card(console: Console, card: Card) -> None:
    if card.kind == "event":
        _say(console, card.text)
        return
    _show(console, _heading(card), card.text, "markdown")
    if card.kind == "issue":
        _say(console, f"filed as: {card.title}")
    if card.files:
        _show(console, "Its diff", "".join(file.patch for file in card.files), "diff")


def _heading(card: Card) -> str:
    """Return what a text is, in words."""
    if card.kind == "issue":
        return f"Issue {card.about}, as filed"
    if card.kind == "comment":
        return f"The bot's comment on issue {card.about}"
    return f"Pull request {card.about}: {card.title}"


def _say(console: Console, text: str) -> None:
    console.print(Text(for_terminal(text)), soft_wrap=True)


def _show(console: Console, heading: str, text: str, language: str) -> None:
    console.rule(Text(for_terminal(heading), style="bold"), align="left")
    highlight = Syntax("", language, theme="ansi_dark").highlight
    console.print(highlight(for_terminal(text)), soft_wrap=True)
