"""Report to Actions, and to whoever reads its pages, what a run did and what waits for whom."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from bot.commands.settings import Settings
from bot.errors import Fault, NotPermitted, TransientFault
from bot.messages import Verdict
from bot.reconcile import Outcome
from bot.text import escape, mask

logger = logging.getLogger(__name__)

_MOST_ROWS = 500  # a step summary may hold a megabyte
_MOST_WARNINGS = 10  # GitHub shows no more annotations of a step


def report(settings: Settings, outcomes: Sequence[Outcome], warnings: Sequence[str] = ()) -> None:
    """Write outputs, step summary and annotations of a run, and what waits to its log.

    `warnings` are what is wrong beside the list, which stops nothing.
    """
    _write_outputs(settings, outcomes)
    faults = [outcome.fault for outcome in outcomes if outcome.fault]
    _report(settings, outcomes, faults, warnings)


def report_fault(settings: Settings, outcomes: Sequence[Outcome], fault: Fault) -> None:
    """Write step summary and annotations of a run that a fault has ended."""
    _report(settings, outcomes, [*(o.fault for o in outcomes if o.fault), fault])


def waits_for(outcome: Outcome) -> str:
    """Return whose move is next."""
    if outcome.fault:
        passes = isinstance(outcome.fault, TransientFault)
        return (Verdict.WAITING if passes else Verdict.BLOCKED).waits_for
    verdict = outcome.plan.verdict
    if verdict is Verdict.DUPLICATE and outcome.pull:
        return Verdict.ACCEPTED.waits_for  # an update is offered
    return verdict.waits_for


def _write_outputs(settings: Settings, outcomes: Sequence[Outcome]) -> None:
    """Write the outputs: fixed keys, values that are numbers or words of ours, or JSON of such."""
    if settings.output is None:
        return
    single = outcomes[0] if len(outcomes) == 1 else None
    verdicts = {o.plan.issue: o.plan.verdict for o in outcomes if o.plan.issue is not None}
    values: dict[str, escape.Output] = {
        "verdict": single.plan.verdict if single else "sweep" if outcomes else "nothing",
        "issue": (single.plan.issue or "") if single else "",
        "pull-request": (single.pull or "") if single else "",
        "changes": sum(outcome.applied for outcome in outcomes),
        "issues": sorted(verdicts),
        "pull-requests": sorted({o.pull for o in outcomes if o.pull is not None}),
        "verdicts": verdicts,
    }
    _append(settings.output, escape.for_output(values))


def _report(
    settings: Settings,
    outcomes: Sequence[Outcome],
    faults: Sequence[Fault],
    warnings: Sequence[str] = (),
) -> None:
    if len(outcomes) > 1:
        logger.info("%s", in_one_line(outcomes))
    if settings.in_actions:
        if outcomes or not faults:
            _annotate("notice", in_one_line(outcomes))
        for each in faults:
            page = _page(settings, each)
            _annotate("error", f"{each}: {page}" if page else str(each))
        for warning in warnings[:_MOST_WARNINGS]:
            _annotate("warning", f"not shown on the page: {warning}")
    if settings.step_summary is None:
        return
    lines = ["### Paper bot", ""]
    if outcomes:
        lines += _table(outcomes)
    else:
        lines.append("Nothing to do." if not faults else "Stopped.")
    for each in faults:
        lines.append(f"\n    {escape.for_log(str(each))}")
        if page := _page(settings, each):
            lines.append(f"\n[The setting on GitHub]({page})")
    shown = warnings[:_MOST_WARNINGS]
    lines += [f"\n    not shown on the page: {escape.for_log(each)}" for each in shown]
    _append(settings.step_summary, mask("\n".join(lines) + "\n", [settings.token]))


def _page(settings: Settings, fault: Fault) -> str:
    """Return the address where a setting is changed that a fault is about; blank for none."""
    page = fault.page if isinstance(fault, NotPermitted) else ""
    return f"{settings.server_url}/{settings.repository}/{page}" if page else ""


def _table(outcomes: Sequence[Outcome]) -> list[str]:
    """Return the rows of a run: first where something was done, then what waits, then the rest."""
    ordered = sorted(outcomes, key=lambda o: (not o.applied and not o.fault, o.plan.issue or 0))
    rows = [
        f"| {o.plan.issue or 'the list'} | {o.plan.verdict} | {o.applied} | {o.pull or ''} "
        f"| {waits_for(o)} |"
        for o in ordered[:_MOST_ROWS]
    ]
    if left := len(ordered) - len(rows):
        rows.append(f"| and {left} more | | | | |")
    heading = "| issue | verdict | changes | pull request | waits for |"
    return [heading, "| --- | --- | --- | --- | --- |", *rows]


def in_one_line(outcomes: Sequence[Outcome]) -> str:
    """Sum a run up, without any text of an issue."""
    if not outcomes:
        return "nothing to do"
    if len(outcomes) == 1:
        return outcomes[0].plan.describe()
    applied = sum(outcome.applied for outcome in outcomes)
    text = f"{len(outcomes)} looked at, {applied} changes made"
    for whom in dict.fromkeys(map(waits_for, outcomes)):
        if whom != "nobody":
            text += f", {sum(waits_for(o) == whom for o in outcomes)} wait for {whom}"
    return text


def _annotate(level: str, message: str) -> None:
    """Print a workflow command; GitHub shows it on the run's page."""
    print(escape.for_annotation(level, message), flush=True)  # noqa: T201


def _append(path: Path, text: str) -> None:
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        logger.warning("%s cannot be written: %s", path.name, error.strerror)
