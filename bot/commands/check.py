"""Say what would become of an issue, as people read it or as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from bot.commands.context import LABELS, OFFLINE, PAPERS, ROOT, SETTINGS, TITLE, make_finder, today
from bot.commands.files import read_catalog, read_form, read_text
from bot.fields import Note, Problem
from bot.submission import Accepted, Duplicate, Ignored, Rejected, Review, as_notes, review_issue
from bot.text import for_json, for_log


@click.command()
@click.argument("file", default="-")
@TITLE
@LABELS
@ROOT
@PAPERS
@OFFLINE
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@SETTINGS
def command(
    env: Mapping[str, str],
    file: str,
    title: str,
    labels: tuple[str, ...],
    root: Path,
    papers: Path | None,
    offline: bool,
    as_json: bool,
) -> int:
    """Say what would become of the issue whose text is in FILE (default: standard input)."""
    form = read_form(root)
    body, catalog = read_text(file), read_catalog(papers or root / form.list.data, form, root)
    finder = None if offline else make_finder(env)
    verdict = review_issue(title, body, frozenset(labels), catalog, today(), finder=finder)
    print_verdict(verdict, as_json=as_json)
    return 0 if isinstance(verdict, Accepted) else 1


def print_verdict(verdict: Review, *, as_json: bool) -> None:
    """Print what became of an issue: as the outward interface's JSON, or a line each."""
    word, paper, problems, notes = _parts(verdict)
    if as_json:
        value = {
            "verdict": word,
            "paper": paper,
            "problems": [_as_dict(problem) for problem in problems],
            "notes": [_as_dict(note) for note in notes],
        }
        click.echo(for_json(value))
        return
    click.echo(word)
    for problem in problems:
        click.echo(for_log(f"  {problem.field}: {problem.message}"))
    for note in notes:
        click.echo(for_log(f"  note on {note.field}: {note.message}"))


def _parts(
    verdict: Review,
) -> tuple[str, dict[str, Any] | None, tuple[Problem, ...], tuple[Note, ...]]:
    match verdict:
        case Accepted(paper, notes):
            return "accepted", paper.record(), (), notes
        case Rejected(problems, notes):
            return "rejected", None, problems, notes
        case Duplicate(listed, notes, update, told):
            differing = as_notes(listed, update) if update else []
            return "duplicate", listed.record(), (), (*notes, *differing, *told)
        case Ignored():
            return "ignored", None, (), ()


def _as_dict(remark: Problem | Note) -> dict[str, str]:
    url = remark.url if isinstance(remark, Note) else ""
    message = f"{remark.message} {url}".strip()
    return {"field": remark.field, "code": remark.code, "message": message}
