"""Play the stories of the demo: what people file, what the bot makes of it, what comes of that."""

from __future__ import annotations

import re

from bot.commands.stage import Stage
from bot.config import shipped

EXAMPLES = shipped("examples")
_MISSING = (
    "Performance is measured with long contexts and with short ones, "
    "alongside the memory and latency of inference."
)


def play_one(stage: Stage, title: str, labels: tuple[str, ...], body: str) -> None:
    """File one issue and let the bot answer it."""
    stage.begin("One issue")
    stage.answer(stage.file(title, body, labels), details=4)


def play_all(stage: Stage) -> None:
    """Play the four stories of the examples, one after the other on the same list."""
    stage.begin("1. Nothing is missing: the paper is accepted")
    issue = _file(stage, "template-issue.md")
    _answer_and_merge(stage, issue)

    stage.begin("2. Something is missing: the comment offers the corrected text")
    issue = _file(stage, "incomplete-issue.md")
    stage.answer(issue, details=1)
    offered = _first_block(stage.hub.comments(issue)[0].body)
    mended = re.sub(r"(?m)\[.*\]$", lambda _: _MISSING, offered)
    stage.edit(issue, mended, "the comment's text, its one gap filled in")
    _answer_and_merge(stage, issue, "edited")

    stage.begin("3. Listed already, with something new: an update is offered")
    issue = _file(stage, "listed-issue.md")
    _answer_and_merge(stage, issue, details=1)

    stage.begin("4. Two at a time: one is merged, the other is rebuilt")
    issues = [_file(stage, name) for name in ("form-issue.md", "second-issue.md")]
    first, second = [stage.answer(issue, proposed=False) for issue in issues]
    if first and second:
        stage.merge(first, issues[0])
        stage.look_again(second, issues[1])


def _file(stage: Stage, example: str) -> int:
    body = (EXAMPLES / example).read_text("utf-8")
    title = re.search(r"Title:?\s+(.+)", body)
    return stage.file(f"Add new paper: {title[1] if title else ''}", body)


def _answer_and_merge(stage: Stage, issue: int, action: str = "opened", details: int = 0) -> None:
    if pull := stage.answer(issue, action, details=details):
        stage.merge(pull, issue)


def _first_block(comment: str) -> str:
    """Return the text of a comment's first code block."""
    found = re.search(r"(?ms)^(`{3,})text\n(.*?)\n\1$", comment)
    return found[2] if found else ""
