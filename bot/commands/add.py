"""Add an issue's paper to the list in the working tree, and render."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from bot.commands.check import print_verdict
from bot.commands.context import OFFLINE, PAPERS, ROOT, SETTINGS, TITLE, make_finder, today
from bot.commands.files import (
    changes,
    read_catalog,
    read_form,
    read_text,
    readme_in,
    texts_in,
    write,
    write_all,
)
from bot.commands.render import rendered
from bot.outputs import readme_with
from bot.submission import Accepted, review_issue


@click.command()
@click.argument("file")
@TITLE
@click.option("--issue", type=click.IntRange(min=1), help="The issue that brings the paper.")
@ROOT
@PAPERS
@OFFLINE
@SETTINGS
def command(
    env: Mapping[str, str],
    file: str,
    title: str,
    issue: int | None,
    root: Path,
    papers: Path | None,
    offline: bool,
) -> int:
    """Add the paper that FILE submits to the list here, and render."""
    form = read_form(root)
    papers = papers or root / form.list.data
    catalog = read_catalog(papers, form, root)
    finder = None if offline else make_finder(env)
    labels = frozenset({form.submission.label})
    verdict = review_issue(title, read_text(file), labels, catalog, today(), issue, finder)
    print_verdict(verdict, as_json=False)
    if not isinstance(verdict, Accepted):
        return 1
    grown = catalog.with_paper(verdict.paper)
    if grown.form.is_in_place:
        readme = readme_with(readme_in(root, form), catalog, grown, today())
        changed = changes({form.list.readme: readme}, form, root)
    else:
        own, root = texts_in(root, form), papers.parent
        changed = changes(rendered(grown, root, own), form, root)
    write(papers, grown.text.encode())
    write_all(changed, root)
    return 0
