"""Look a link, an identifier or a title up, and print what was found and where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from bot.commands.context import SETTINGS, make_finder
from bot.errors import UsageFault
from bot.fields import Findings, Record, parse_link
from bot.text import clean, for_json, for_log


@click.command()
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@SETTINGS
def command(env: Mapping[str, str], text: str, as_json: bool) -> int:
    """Look a link, an identifier or a title up, and print what was found and where."""
    if not any(map(str.isalnum, clean(text))):
        raise UsageFault("give a link, an identifier or a title to look up")
    finder = make_finder(env)
    if finder is None:
        raise UsageFault("every look-up service is switched off by PAPER_BOT_SERVICES_OFF")
    reference = parse_link(text)
    findings = finder.find("" if reference else text, [reference] if reference else [])
    _print_findings(findings, as_json=as_json)
    if findings.records:
        return 0
    return 3 if findings.unavailable else 1


def _print_findings(findings: Findings, *, as_json: bool) -> None:
    """Print what look-ups found, and which services gave no answer."""
    if as_json:
        value = {
            "records": [_as_dict(record) for record in findings.records],
            "offers": [_as_dict(record) for record in findings.offers],
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
    facts = _as_dict(record)
    if facts["authors"]:
        others = ["et al."] if facts["more_authors"] else []
        click.echo(for_log(f"  authors: {', '.join([*facts['authors'], *others])}"))
    for name in ("date", "venue"):
        if facts[name]:
            click.echo(for_log(f"  {name}: {facts[name]}"))
    for url in facts["links"]:
        click.echo(for_log(f"  link: {url}"))


def _as_dict(record: Record) -> dict[str, Any]:
    return {
        "source": record.source,
        "title": record.title,
        "authors": list(record.authors.named),
        "more_authors": record.authors.more,
        "date": record.date.text if record.date else None,
        "venue": record.venue,
        "links": [reference.url for reference in record.references],
    }
