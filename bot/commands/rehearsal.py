"""Let a list get the bot on a GitHub on loopback, and file issues there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.catalog import parse_catalog
from bot.commands.filed import Filed
from bot.commands.lists import Place
from bot.commands.stage import Stage
from bot.config import TEXTS_FOLDER
from bot.errors import Fault
from bot.listing import DESCRIPTION_FILE, Description
from bot.messages import Renderer, Verdict
from bot.outputs import Configured, configured, proposed
from bot.submission import Finder
from localhub import LocalHub, Refusal

_MOST_SAID = 20  # points of a comment
_BETWEEN = 7200.0  # seconds between two issues


@dataclass(frozen=True)
class Rehearsed:
    """What would become of an issue.

    `verdict` is a word of the outward interface's, or "fault". `why` says it in sentences,
    `entry` are the lines that README.md would gain, by a pull request.
    """

    number: int
    title: str
    verdict: str
    why: tuple[str, ...] = ()
    pull_request: bool = False
    entry: tuple[str, ...] = ()


def read_list(place: Place) -> tuple[Configured, bool]:
    """Return the description of a list, and whether that is only proposed. Raises Fault."""
    text = place.read(DESCRIPTION_FILE)
    if text is None:
        return proposed(place.read, place.name.replace("-", " ")), True
    return configured(place.read, text), False


@contextmanager
def staged(
    place: Place,
    made: Configured,
    directory: Path,
    today: dt.date,
    finder: Finder | None = None,
    *,
    is_new: bool,
) -> Iterator[Stage]:
    """Yield a list that has the bot; to one that `is_new`, its own pull request has brought it.

    Raises Fault.
    """
    name = re.sub(r"[^\w.-]+", "-", place.name, flags=re.ASCII)
    files = place.files() if is_new else _described(place, made)
    with LocalHub.create(directory, files, name=name) as hub:
        stage = Stage(hub, directory, made.form, today, finder)
        if is_new:
            stage.begin("The list gets the bot")
            if pull := stage.propose():
                hub.merge_pull(pull)
        stage.keep_checkout()
        yield stage


def _described(place: Place, made: Configured) -> dict[str, str]:
    """Return the files of a list that has the bot, with what is generated as the bot makes it."""
    form, files = made.form, {**made.files, **place.files()}
    files |= {f"{TEXTS_FOLDER}/{name}": text for name, text in place.texts().items()}
    if form.is_in_place:
        return files
    catalog = parse_catalog(files[form.list.data], form, form.list.data)
    return files | Renderer(form, own=place.texts()).files(catalog)


def rehearse(
    stage: Stage, form: Description, issues: Sequence[Filed], labels: Sequence[str] = ()
) -> Iterator[Rehearsed]:
    """File one issue after the other, and yield what becomes of each.

    `labels` are set on each beside its own. Each pull request is merged before the next issue
    comes, and hours pass between them: a list's issues come over months.
    """
    for issue in issues:
        stage.hub.pass_time(_BETWEEN)
        stage.begin(f"#{issue.number} {issue.title}")
        try:
            yield _rehearsed(stage, form, issue, tuple(dict.fromkeys((*issue.labels, *labels))))
        except (Fault, Refusal) as fault:
            yield Rehearsed(issue.number, issue.title, "fault", (str(fault),))


def _rehearsed(stage: Stage, form: Description, issue: Filed, labels: tuple[str, ...]) -> Rehearsed:
    number = stage.file(issue.title, issue.body, labels)
    pull = stage.answer(number, details=_MOST_SAID)
    verdict = stage.verdict or Verdict.IGNORED
    story = stage.stories[-1]
    said = [text.rstrip(":") for word, text in story.lines if word in ("answered", "")]
    if verdict in (Verdict.ACCEPTED, Verdict.IGNORED):
        said = []
    elif verdict is Verdict.REJECTED:
        said = said[1:]  # after how many things they are
    entry: tuple[str, ...] = ()
    if pull:
        changed = (file for file in story.cards[-1].files if file.path == form.list.readme)
        hunks = (line for file in changed for line in file.hunks)
        entry = tuple(line[1:] for line in hunks if line[:1] == "+" and line[1:].strip())
        stage.hub.merge_pull(pull)
    return Rehearsed(issue.number, issue.title, str(verdict), tuple(said), bool(pull), entry)
