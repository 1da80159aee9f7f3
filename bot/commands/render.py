"""Write the generated files anew, or say which are not what would be written."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path

import click

from bot.catalog import Catalog
from bot.commands.context import PAPERS, ROOT, say
from bot.commands.files import (
    Changes,
    changes,
    page_data_in,
    read_catalog,
    read_form,
    readme_in,
    texts_in,
    write_all,
)
from bot.commands.forms import forms_in
from bot.listing import Description
from bot.outputs import Templates, generate, may_lag, readme_of
from bot.text import for_log

_MOST_SHOWN = 5  # files whose difference is printed
_MOST_LINES = 40  # of one difference
_MOST_NAMED = 10  # files that are named one by one


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; fail where something would change.")
@ROOT
@PAPERS
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write to (default: the list's).",
)
def command(check: bool, root: Path, papers: Path | None, output: Path | None) -> int:
    """Write README.md and papers/ anew from papers.json and the templates.

    The issue forms are written from .github/paper-bot.yml.
    Pictures may be behind the list: the scheduled run brings them up to date.
    """
    form = read_form(root)
    papers, output = papers or root / form.list.data, output or root
    catalog = read_catalog(papers, form, root)
    own = texts_in(root, form)
    if catalog.form.is_in_place:
        readme = readme_in(root, form)
        files = {form.list.readme: readme_of(readme, catalog)}
    else:
        files = rendered(catalog, papers.parent, own)
    if output == root:  # the forms are beside the description
        files |= forms_in(root, form)
    changed = changes(files, form, output)
    if not changed:
        say(f"all that is generated in {output} is up to date")
        return 0
    if check:
        return _check(changed, form, output)
    write_all(changed, output)
    _say_written(changed, output)
    return 0


def _check(changed: Changes, form: Description, folder: Path) -> int:
    """Say what is not as it should be, and return whether that is more than late pictures."""
    late = {
        path
        for path, (found, _) in changed.items()
        if found is not None and may_lag(path, found.decode("utf-8", "replace"), form)
    }
    wrong = {path: pair for path, pair in changed.items() if path not in late}
    for path, (found, text) in [*wrong.items()][:_MOST_SHOWN]:
        _print_difference(str(folder / path), found, text)
    for path in wrong:
        say(f"{folder / path} is not what the command `render` writes")
    for path in sorted(late):
        say(f"{folder / path} is behind the list; the next scheduled run proposes it anew")
    return 1 if wrong else 0


def rendered(catalog: Catalog, folder: Path, own: Mapping[str, str]) -> dict[str, str]:
    """Return the generated files of a list, with what stands beside it in a folder.

    `own` are the list's own templates.

    Says what is wrong there: such a file counts as not there, and stops nothing else.
    """
    page_data, faults = page_data_in(folder, catalog.form)
    for fault in faults:
        say(f"not shown: {fault}")
    return generate(catalog.papers, catalog.form, Templates(own=own), page_data)


def _print_difference(path: str, found: bytes | None, wanted: bytes | None) -> None:
    """Print how a file, None where there is none, differs from what it should be."""
    import difflib  # for this alone

    before, after = ((text or b"").decode("utf-8", "replace") for text in (found, wanted))
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), path, "as rendered", lineterm="", n=1
    )
    for line in itertools.islice(lines, _MOST_LINES):
        click.echo(for_log(line))


def _say_written(changed: Changes, folder: Path) -> None:
    """Name the files that were written or removed."""
    for path, (_, text) in [*changed.items()][:_MOST_NAMED]:
        say(f"{folder / path} is {'removed' if text is None else 'written'}")
    if len(changed) > _MOST_NAMED:
        say(f"and {len(changed) - _MOST_NAMED} files more")
