"""Rehearse the bot on a list: what it makes of the README, and of issues that came."""

from __future__ import annotations

import dataclasses
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.context import LABELS, SETTINGS, make_finder, today
from bot.commands.filed import read_issues
from bot.commands.looked import share_lines, short_lines
from bot.errors import UsageFault
from bot.listing import Description
from bot.text import for_json, for_terminal, one_line, shorten

if TYPE_CHECKING:
    from bot.commands.rehearsal import Rehearsed
    from bot.outputs import Configured

_PREFIX = "paper-bot-rehearsal-"
_SHOWN = 100  # characters of a title and of what is said
# How a verdict is called in a line, and how often it was reached in the last one.
_WORDS = {
    "accepted": ("pull request", "would become a pull request"),
    "rejected": ("needs changes", "would be asked for something"),
    "duplicate": ("listed already", "would be found on the list"),
    "update": ("update", "would be found on the list and add to it"),
    "ignored": ("no submission", "would be left alone"),
    "fault": ("fault", "would end in a fault"),
}


@click.command()
@click.argument("place", default=".")
@click.option(
    "--issues",
    "file",
    help="A file of issues (- for standard input), in JSON as GitHub lists them: what"
    " `gh issue list --state all --json number,title,body,labels` prints.",
)
@LABELS
@click.option("--look-up", is_flag=True, help="Ask the look-up services, as a run does.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@SETTINGS
def command(
    env: Mapping[str, str],
    place: str,
    file: str | None,
    labels: tuple[str, ...],
    look_up: bool,
    as_json: bool,
) -> int:
    """Say what the bot would make of a list and of its issues, and write nothing there.

    PLACE is a folder (default: here) or OWNER/NAME on GitHub, which GITHUB_TOKEN reads. The list
    is copied to a GitHub on loopback. There it gets the bot, unless it has a description, and the
    issues are filed one after the other; each pull request is merged before the next issue.
    A --label is set on each issue beside its own.
    """
    try:
        from bot.commands.lists import place_of
        from bot.commands.page import write_page
        from bot.commands.rehearsal import read_list, rehearse, staged
    except ModuleNotFoundError as error:
        raise UsageFault(f"{error.name} is not installed; install paper-bot[demo]") from error
    issues = read_issues(file) if file else []
    finder = make_finder(env) if look_up else None
    with place_of(place, env) as found:
        made, is_proposed = read_list(found)
        if not as_json:
            _say(_found_lines(made, is_proposed=is_proposed))
        with (
            tempfile.TemporaryDirectory(prefix=_PREFIX) as directory,
            staged(found, made, Path(directory), today(), finder, is_new=is_proposed) as stage,
        ):
            results = []
            for each in rehearse(stage, made.form, issues, labels):
                results.append(each)
                if not as_json:
                    _say(_lines_of(each))
            if as_json:
                click.echo(for_json(_record(made, results)))
            else:
                _say(_summary(results, made.form, labels, looked_up=finder is not None))
                _say([f"As GitHub would show it: {write_page(stage, 'rehearsal')}"])
    return 0


def _say(lines: Sequence[str]) -> None:
    click.echo(for_terminal("\n".join(lines)))


def _found_lines(made: Configured, *, is_proposed: bool) -> list[str]:
    """Return what was found in a list, in a few lines: `init` and `read` tell all of it."""
    if is_proposed:
        return [*short_lines(made), ""]
    about = made.form.list
    return [f"{about.name}: {about.readme}, by its description", *share_lines(made.look), ""]


def _lines_of(each: Rehearsed) -> list[str]:
    """Return what would become of an issue: number, verdict and title, and what goes with them."""
    return [
        f"#{each.number:<5} {_words(each)[0]:14}  {shorten(one_line(each.title), _SHOWN)}",
        *(f"       {shorten(why, _SHOWN)}" for why in each.why),
        *(f"       + {line}" for line in each.entry),
    ]


def _words(each: Rehearsed) -> tuple[str, str]:
    """Return how a verdict is called, and what is said of how many came to it."""
    kind = "update" if each.verdict == "duplicate" and each.pull_request else each.verdict
    return _WORDS.get(kind, (kind, f"would be {kind}"))


def _summary(
    results: Sequence[Rehearsed], form: Description, labels: Sequence[str], *, looked_up: bool
) -> list[str]:
    """Return how many issues came to what, and what would make more of them submissions."""
    if not results:
        return ["No issue was filed: --issues names a file of them"]
    counts = Counter(each.verdict for each in results)
    said = Counter(_words(each)[1] for each in results).most_common()
    came = ", ".join(f"{count} {what}" for what, count in said)
    lines = ["", f"Of {len(results)} {'issue' if len(results) == 1 else 'issues'}, {came}."]
    if counts["rejected"] and not looked_up:
        lines.append("Nothing was looked up: with --look-up some of what is missing may be found.")
    about = form.submission
    if counts["ignored"] and about.label not in labels:
        by_title = f" or a title that begins with “{about.title}”" if about.title else ""
        lines += [
            f"An issue is a submission by the label {about.label}{by_title}:",
            f"with --label {about.label} all of them are.",
        ]
    return lines


def _record(made: Configured, results: Sequence[Rehearsed]) -> dict[str, Any]:
    """Return what was found as programs read it."""
    return {
        "readme": made.form.list.readme,
        "entries": made.look.entries,
        "read": made.look.read,
        "doubts": [*map(str, made.doubts)],
        "issues": [dataclasses.asdict(each) for each in results],
    }
