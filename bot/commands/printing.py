"""Print verdicts and findings, as people read them or as JSON."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from bot.fields import Note, Problem
from bot.submission import Accepted, Duplicate, Ignored, Rejected, Review, as_notes
from bot.text import for_json, for_log

if TYPE_CHECKING:
    from rich.console import Console

    from bot.doctor import Check
    from bot.fields import Findings, Record


_MOST_LINES = 40  # of one difference


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


def print_drift(path: str, found: bytes | None, wanted: bytes | None) -> None:
    """Print how a file, None where there is none, differs from what it should be."""
    import difflib

    before, after = ((text or b"").decode("utf-8", "replace") for text in (found, wanted))
    lines = difflib.unified_diff(
        before.splitlines(),
        after.splitlines(),
        path,
        "as rendered",
        lineterm="",
        n=1,
    )
    for line in itertools.islice(lines, _MOST_LINES):
        click.echo(for_log(line))


def print_findings(findings: Findings, *, as_json: bool) -> None:
    """Print what look-ups found, and which services gave no answer."""
    if as_json:
        value = {
            "records": [_record(record) for record in findings.records],
            "offers": [_record(record) for record in findings.offers],
            "unavailable": {each.source: each.why for each in findings.unavailable},
            "asked": list(findings.asked),
        }
        click.echo(for_json(value))
        return
    for kind, records in (("found", findings.records), ("may be", findings.offers)):
        for record in records:
            click.echo(for_log(f"{kind}, {record.source}: {record.title}"))
            _print_facts(record)
    answered = len(findings.asked) > len(findings.unavailable)
    if answered and not findings.records and not findings.offers:
        click.echo("nothing found")
    why: dict[str, list[str]] = {}
    for each in findings.unavailable:
        why.setdefault(each.why, []).append(each.source)
    for reason, sources in why.items():
        click.echo(for_log(f"no answer from {', '.join(sources)}: {reason}"), err=True)


def _print_facts(record: Record) -> None:
    facts = _record(record)
    for name in ("date", "venue"):
        if facts[name]:
            click.echo(for_log(f"  {name}: {facts[name]}"))
    for url in facts["links"]:
        click.echo(for_log(f"  link: {url}"))


def _record(record: Record) -> dict[str, Any]:
    return {
        "source": record.source,
        "title": record.title,
        "date": record.date.text if record.date else None,
        "venue": record.venue,
        "links": [reference.url for reference in record.references],
    }


def print_checks(checks: Sequence[Check], *, as_json: bool) -> None:
    """Print what was found of a set-up, and what to change: as JSON, a table or a line each."""
    from rich.console import Console

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
    from rich.table import Table
    from rich.text import Text

    table = Table("check", "verdict", "found", box=None)
    styles = {"ok": "green", "wrong": "bold red", "unknown": "yellow"}
    for check in checks:
        verdict = Text(for_log(check.verdict), style=styles[check.verdict])
        table.add_row(Text(for_log(check.code)), verdict, Text(for_log(check.found)))
    console.print(table)
