"""Check the list as a whole, and bring its form in order where that is asked for."""

from __future__ import annotations

from pathlib import Path

import click

from bot.catalog import BrokenCatalog, founded, in_form, is_yaml, lint_page_data, lint_text
from bot.commands.context import PAPERS, ROOT, say
from bot.commands.files import read_beside, read_form, read_papers, readme_in, write
from bot.listing import Description
from bot.text import for_log


@click.command()
@click.option("--fix", is_flag=True, help="Bring the form of the file in order; no fact changes.")
@ROOT
@PAPERS
def command(fix: bool, root: Path, papers: Path | None) -> int:
    """Check papers.json as a whole, and what stands beside it: schema, duplicates, links."""
    form = read_form(root)
    papers = papers or root / form.list.data
    folder = papers.parent
    try:
        text = _text(papers, form, root)
        if fix and not is_yaml(form) and (written := in_form(text, str(papers))) != text:
            write(papers, written.encode())
            say(f"{papers} is written in the usual form")
            text = written
        findings, catalog = lint_text(text, form, str(papers))
    except BrokenCatalog as broken:
        findings, catalog = [str(broken)], None
    tags = catalog.tags if catalog else None
    findings += lint_page_data(lambda name: read_beside(folder / name), form, tags)
    for finding in findings:
        click.echo(for_log(finding))
    plural = "" if len(findings) == 1 else "s"
    say(f"{papers}: {len(findings)} finding{plural}")
    return 1 if findings else 0


def _text(papers: Path, form: Description, root: Path) -> str:
    """Return the text of a list; of one that has no file yet, what its README makes."""
    if form.is_in_place and not papers.exists():
        say(f"{papers} is not there yet: this is what {form.list.readme} says")
        return founded(readme_in(root, form), form).text
    return read_papers(papers)
