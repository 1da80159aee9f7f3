"""Run the whole main job on a GitHub on loopback and show what a contributor and a reviewer see."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from rich.console import Console
from rich.syntax import Syntax
from rich.text import Text

from bot.catalog import parse_catalog
from bot.localhub import LocalHub, actions_environment
from bot.planning import PAPERS_FILE, README_FILE, branch_name
from bot.rendering import TEMPLATES, Renderer
from bot.run import run_event
from bot.settings import read_settings

_PROJECT = TEMPLATES.parent
_EXAMPLE = _PROJECT / "examples" / "template-issue.md"


def run_demo(body: str | None, today: dt.date) -> int:
    """File an issue with this body, answer it with the bot itself, and print what came of it.

    The repository stays on the disk, to be looked at with git. Gives 0; raises
    Fault as `run` does.
    """
    text = _EXAMPLE.read_text("utf-8") if body is None else body
    papers = (_PROJECT / PAPERS_FILE).read_text("utf-8")
    files = {PAPERS_FILE: papers, README_FILE: Renderer().readme(parse_catalog(papers))}
    console = Console(highlight=False)
    directory = Path(tempfile.mkdtemp(prefix="paper-bot-demo-"))
    with LocalHub.create(directory, files) as hub:
        number = hub.open_issue("Add new paper:", text)
        _show(console, f"Issue {number}, as filed", text, "markdown")
        settings = read_settings(actions_environment(hub, directory, "issues", "opened", number))
        outcome = run_event(settings, today)[0]
        comments = hub.comments(number)
        for comment in comments:
            _show(console, f"The bot's comment on issue {number}", comment.body, "markdown")
        if not comments:
            console.print(Text("The bot left the issue alone.", style="bold"))
        if outcome.pull:
            pull = hub.pull(outcome.pull)
            _show(console, f"Pull request {pull.number}: {pull.title}", pull.body or "", "markdown")
            diff = hub.diff("main", branch_name(number))
            _show(console, "Its diff", diff, "diff")
        requests = len(hub.requests)
    console.rule()
    console.print(Text(f"{requests} requests to the GitHub on loopback."))
    console.print(
        Text(f"The repository: git -C '{hub.repository_path}' log --graph --all"), soft_wrap=True
    )
    return 0


def _show(console: Console, heading: str, text: str, language: str) -> None:
    console.rule(Text(heading, style="bold"), align="left")
    console.print(Syntax("", language, theme="ansi_dark").highlight(text), soft_wrap=True)
