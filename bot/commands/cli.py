"""Offer the commands: arguments, settings, wiring, logging, exit codes.

A command imports what it needs when it runs: most of the time that a short one takes
would go into what it does not.
"""

from __future__ import annotations

import datetime as dt
import gc
import io
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import click

from bot import __version__
from bot.commands.environment import secrets_in, take_environment
from bot.commands.files import changes, read_text, write, write_all
from bot.commands.given import (
    make_finder,
    read_catalog,
    read_papers,
    start_logging,
    today,
)
from bot.commands.secrets import mask_output
from bot.commands.telling import tell, tell_bug, tell_written
from bot.config import SECONDS_OF_A_RUN
from bot.errors import Fault, UsageFault
from bot.text import for_log, for_terminal

_MOST_SHOWN = 5  # files whose difference is printed
_INTERRUPTED = 130  # as shells have it: 128, and the number of the signal

_PAPERS = click.option(
    "--papers",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("papers.json"),
    show_default=True,
    help="The list.",
)
_OFFLINE = click.option("--offline", is_flag=True, help="Ask no look-up service.")
_TITLE = click.option("--title", default="", help="The issue's own title.")
_LABELS = click.option(
    "--label", "labels", multiple=True, help="A label of the issue; may be repeated."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="paper-bot", message="%(prog)s %(version)s")
def commands() -> None:
    """Keep a curated paper list: issue in, pull request out."""


@commands.command(short_help="Answer the GitHub event that the environment names.")
@click.option("--dry-run", is_flag=True, help="Print the plan and write nothing.")
@click.pass_obj
def run(env: Mapping[str, str], dry_run: bool) -> int:
    """Answer the GitHub event that the Actions environment, or .env, names."""
    gc.enable()
    from bot.commands.run import exit_fault, run_event
    from bot.commands.settings import read_settings
    from bot.reconcile import Deadline

    ends = time.monotonic() + SECONDS_OF_A_RUN
    outcomes = run_event(
        read_settings(env),
        today(),
        make_finder(env),
        Deadline(time.monotonic, time.sleep, ends),
        dry_run=dry_run,
    )
    for outcome in outcomes:
        click.echo(for_terminal(outcome.plan.describe()))
    if fault := exit_fault(outcomes):
        raise fault
    return 0


@commands.command(short_help="Say what would become of an issue.")
@click.argument("file", default="-")
@_TITLE
@_LABELS
@_PAPERS
@_OFFLINE
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@click.pass_obj
def check(
    env: Mapping[str, str],
    file: str,
    title: str,
    labels: tuple[str, ...],
    papers: Path,
    offline: bool,
    as_json: bool,
) -> int:
    """Say what would become of the issue whose text is in FILE (default: standard input)."""
    from bot.commands.printing import print_verdict
    from bot.submission import Accepted, review_issue

    body, catalog = read_text(file), read_catalog(papers)
    finder = None if offline else make_finder(env)
    verdict = review_issue(title, body, frozenset(labels), catalog, today(), finder=finder)
    print_verdict(verdict, as_json=as_json)
    return 0 if isinstance(verdict, Accepted) else 1


@commands.command(short_help="Add an issue's paper to the list here, and render.")
@click.argument("file")
@_TITLE
@click.option("--issue", type=click.IntRange(min=1), help="The issue that brings the paper.")
@_PAPERS
@_OFFLINE
@click.pass_obj
def add(
    env: Mapping[str, str],
    file: str,
    title: str,
    issue: int | None,
    papers: Path,
    offline: bool,
) -> int:
    """Add the paper that FILE submits to the list here, and render."""
    from bot.commands.printing import print_verdict
    from bot.outputs import Templates, generate
    from bot.submission import Accepted, review_issue

    catalog = read_catalog(papers)
    labels = frozenset({"add-new-paper"})
    finder = None if offline else make_finder(env)
    verdict = review_issue(title, read_text(file), labels, catalog, today(), issue, finder)
    print_verdict(verdict, as_json=False)
    if not isinstance(verdict, Accepted):
        return 1
    grown = catalog.with_paper(verdict.paper)
    changed = changes(generate(grown.papers, Templates()), papers.parent)
    write(papers, grown.text.encode())
    write_all(changed, papers.parent)
    return 0


@commands.command(short_help="Write README.md and papers/ anew from papers.json.")
@click.option("--check", is_flag=True, help="Write nothing; fail where something would change.")
@_PAPERS
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder to write to (default: here).",
)
def render(check: bool, papers: Path, output: Path) -> int:
    """Write README.md and papers/ anew from papers.json and the templates."""
    from bot.outputs import Templates, generate

    wanted = generate(read_catalog(papers).papers, Templates())
    changed = changes(wanted, output)
    if not changed:
        tell(f"{output / 'README.md'} and {output / 'papers'} are up to date")
        return 0
    if check:
        from bot.commands.printing import print_drift

        for path, (found, text) in [*changed.items()][:_MOST_SHOWN]:
            print_drift(str(output / path), found, text)
        for path in changed:
            tell(f"{output / path} is not what the command `render` writes")
        return 1
    write_all(changed, output)
    tell_written(changed, output)
    return 0


@commands.command(short_help="Check papers.json as a whole: schema, duplicates, spellings.")
@click.option("--fix", is_flag=True, help="Bring the form of the file in order; no fact changes.")
@_PAPERS
def lint(papers: Path, fix: bool) -> int:
    """Check papers.json as a whole: schema, duplicates, links, spellings."""
    from bot.catalog import BrokenCatalog, in_form, lint_text

    try:
        text = read_papers(papers)
        if fix and (written := in_form(text, str(papers))) != text:
            write(papers, written.encode())
            tell(f"{papers} is written in the usual form")
            text = written
        findings = lint_text(text, str(papers))
    except BrokenCatalog as broken:
        findings = [str(broken)]
    for finding in findings:
        click.echo(for_log(finding))
    plural = "" if len(findings) == 1 else "s"
    tell(f"{papers}: {len(findings)} finding{plural}")
    return 1 if findings else 0


@commands.command(short_help="Look a link, an identifier or a title up.")
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.pass_obj
def lookup(env: Mapping[str, str], text: str, as_json: bool) -> int:
    """Look a link, an identifier or a title up, and print what was found and where."""
    from bot.commands.printing import print_findings
    from bot.fields import parse_link
    from bot.text import clean

    if not any(map(str.isalnum, clean(text))):
        raise UsageFault("give a link, an identifier or a title to look up")
    finder = make_finder(env)
    if finder is None:
        raise UsageFault("every look-up service is switched off by PAPER_BOT_SERVICES_OFF")
    reference = parse_link(text)
    findings = finder.find("" if reference else text, [reference] if reference else [])
    print_findings(findings, as_json=as_json)
    if findings.records:
        return 0
    return 3 if findings.unavailable else 1


@commands.command(short_help="File an issue on a local GitHub and show what comes of it.")
@click.argument("file", required=False)
@_TITLE
@_LABELS
def demo(file: str | None, title: str, labels: tuple[str, ...]) -> int:
    """File the issue in FILE, or an example, on a local GitHub and show what comes of it."""
    gc.enable()
    try:
        from bot.commands.demo import EXAMPLES, run_demo
    except ModuleNotFoundError as error:
        raise UsageFault(f"{error.name} is not installed; install paper-bot[demo]") from error
    body = read_text(file) if file else None
    is_example = file is None or Path(file).resolve().parent == EXAMPLES.resolve()
    return run_demo(title.strip(), frozenset(labels), body, today(), is_example=is_example)


@commands.command()
@click.option("--json", "as_json", is_flag=True, help="Print the checks as JSON.")
@click.pass_obj
def doctor(env: Mapping[str, str], as_json: bool) -> int:
    """Check the repository's set-up for the bot, and say what to change."""
    from bot.commands.printing import print_checks
    from bot.commands.settings import read_settings
    from bot.doctor import examine, read_setup
    from bot.messages import Renderer

    start_logging(sys.stderr)
    settings = read_settings(env)
    setup = read_setup(settings.repository, settings.token, api_url=settings.api_url)
    site = f"{settings.server_url}/{settings.repository}"
    checks = examine(setup, site, Renderer(), dt.datetime.now(dt.UTC))
    print_checks(checks, as_json=as_json)
    return 1 if any(check.verdict == "wrong" for check in checks) else 0


def main() -> None:
    """Run a command and exit with its code; no traceback ever reaches the user, and no secret.

    The secrets are read and taken out of the environment before any command begins.
    """
    mask_output(())
    try:
        env = take_environment(Path())
        mask_output(secrets_in(env))
        code = commands(standalone_mode=False, obj=env)
    except click.ClickException as error:
        error.show(shown := io.StringIO())
        click.echo(for_terminal(shown.getvalue().rstrip("\n")), err=True)
        code = error.exit_code
    except click.Abort:
        code = _INTERRUPTED
    except Fault as fault:
        tell(f"paper-bot: {fault}")
        code = fault.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except ModuleNotFoundError:
        raise  # for __main__ to say what to install
    except Exception as error:
        tell_bug(error)
        code = 4
    sys.exit(code)
