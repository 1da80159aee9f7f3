"""Run the whole main job on a GitHub on loopback and show what a contributor and a reviewer see."""

from __future__ import annotations

import datetime as dt
import json
import re
import tempfile
from pathlib import Path

from rich.console import Console
from rich.syntax import Syntax
from rich.text import Text

from bot.catalog import Catalog, parse_catalog
from bot.commands.run import run_event
from bot.commands.settings import read_settings
from bot.config import PAPERS_FILE, branch_name
from bot.messages import Renderer
from bot.outputs import TEMPLATES
from bot.submission import Duplicate, review_issue
from bot.text import for_terminal
from localhub import LocalHub, actions_environment

_PROJECT = TEMPLATES.parent
PAPERS = _PROJECT / PAPERS_FILE
EXAMPLES = _PROJECT / "examples"
_EXAMPLE = EXAMPLES / "template-issue.md"
# GitHub takes no issue without one; this makes none a submission.
_NO_TITLE = "(no title)"


def run_demo(
    title: str, labels: frozenset[str], body: str | None, today: dt.date, *, is_example: bool
) -> int:
    """File an issue with this title and body, let the bot answer it, and print what came of it.

    The list is the project's own. Where it holds the paper of an example already, as it
    does once one was merged, that entry is left out; any other issue is answered as `check`
    judges it. The repository stays on the disk, to be looked at with git. Gives 0; raises
    Fault as `run` does.
    """
    text = _EXAMPLE.read_text("utf-8") if body is None else body
    catalog, left_out = parse_catalog(PAPERS.read_text("utf-8")), list[str]()
    if is_example:
        catalog, left_out = _without_paper_of(title, text, labels, catalog, today)
    files = {PAPERS_FILE: catalog.text, **Renderer().files(catalog)}
    console = Console(highlight=False)
    directory = Path(tempfile.mkdtemp(prefix="paper-bot-demo-"))
    with LocalHub.create(directory, files) as hub:
        hub.make_labels(*labels)
        number = hub.open_issue(title or _NO_TITLE, text, labels=sorted(labels))
        _show(console, f"Issue {number}, as filed", text, "markdown")
        _say(console, f"filed as: {title or _NO_TITLE}")
        for listed in left_out:
            _say(console, f"left out of the demo's list, where it stands already: {listed}")
        env = actions_environment(hub, directory, "issues", "opened", number)
        # Annotations are for the page of a run on GitHub.
        outcome = run_event(read_settings({**env, "GITHUB_ACTIONS": ""}), today)[0]
        comments = hub.comments(number)
        for comment in comments:
            _show(console, f"The bot's comment on issue {number}", comment.body, "markdown")
        if not comments:
            console.print(Text("The bot left the issue alone.", style="bold"))
        if outcome.pull:
            pull = hub.pull(outcome.pull)
            _show(console, f"Pull request {pull.number}: {pull.title}", pull.body or "", "markdown")
            diff, pictures = _without_pictures(hub.diff("main", branch_name(number)))
            _show(console, "Its diff", diff, "diff")
            if pictures:
                _say(console, f"folded here as on GitHub: {', '.join(pictures)}")
        requests = len(hub.requests)
    console.rule()
    _say(console, f"{requests} requests to the GitHub on loopback.")
    _say(console, f"The repository: git -C '{hub.repository_path}' log --graph --all")
    return 0


def _without_paper_of(
    title: str, body: str, labels: frozenset[str], catalog: Catalog, today: dt.date
) -> tuple[Catalog, list[str]]:
    """Give the list without the entries that an issue duplicates, and their titles."""
    left_out = []
    while isinstance(found := review_issue(title, body, labels, catalog, today), Duplicate):
        index = catalog.papers.index(found.listed)
        left_out.append(found.listed.title)
        values = json.loads(catalog.text)
        del values[index]
        catalog = parse_catalog(json.dumps(values, indent=2, ensure_ascii=False) + "\n")
    return catalog, left_out


def _without_pictures(patch: str) -> tuple[str, list[str]]:
    """Give a patch without what it does to pictures, and their paths."""
    files = {
        each.partition("\n")[0].rpartition(" b/")[2]: each
        for each in re.split(r"^(?=diff --git )", patch, flags=re.MULTILINE)
    }
    pictures = [path for path in files if path.endswith(".svg")]
    return "".join(each for path, each in files.items() if path not in pictures), pictures


def _say(console: Console, text: str) -> None:
    console.print(Text(for_terminal(text)), soft_wrap=True)


def _show(console: Console, heading: str, text: str, language: str) -> None:
    console.rule(Text(for_terminal(heading), style="bold"), align="left")
    highlight = Syntax("", language, theme="ansi_dark").highlight
    console.print(highlight(for_terminal(text)), soft_wrap=True)
