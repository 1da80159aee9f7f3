"""Answer one GitHub event: from the settings to the exit code, with what Actions is told."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.applying import Outcome
from bot.errors import BadToken, Fault, Limited, TransientFault, UsageFault
from bot.events import Trigger, read_event
from bot.gateway import Gateway
from bot.patience import ENDLESS, Patience
from bot.planning import Plan
from bot.reconciler import Reconciler
from bot.refresher import Refresher
from bot.rendering import Renderer
from bot.settings import Settings, is_loopback
from bot.sweeping import Sweep
from bot.text import for_log
from bot.validation import Finder

logger = logging.getLogger(__name__)


def run_event(
    settings: Settings,
    today: dt.date,
    finder: Finder | None = None,
    patience: Patience = ENDLESS,
    *,
    dry_run: bool = False,
) -> list[Outcome]:
    """Do what the event asks for and give what was done for each issue.

    `finder` looks papers up; without one nothing is looked up. `patience` bounds
    the run in time.

    Tells Actions the same by outputs, step summary and annotations, also where it
    ends in a fault. Raises Fault.
    """
    outcomes: list[Outcome] = []
    try:
        trigger = read_event(settings.event_name, settings.event_path)
        if trigger.why_nothing:
            logger.info("nothing to do: %s", trigger.why_nothing)
        else:
            with _gateway(settings) as gateway:
                reconciler = Reconciler(
                    gateway,
                    Renderer(),
                    today,
                    site=f"{settings.server_url}/{settings.repository}",
                    base_branch=trigger.default_branch,
                    finder=finder,
                    patience=patience,
                    dry_run=dry_run,
                )
                outcomes = _reconcile(reconciler, gateway, trigger)
        _write_outputs(settings, outcomes)
        _write_summary(settings, outcomes)
    except Fault as fault:
        _write_summary(settings, outcomes, fault)
        raise
    return outcomes


def exit_fault(outcomes: list[Outcome]) -> Fault | None:
    """Give the fault that decides a sweep's exit code: one for a person comes first."""
    faults = [outcome.fault for outcome in outcomes if outcome.fault]
    return next((fault for fault in faults if not isinstance(fault, TransientFault)), None) or (
        faults[0] if faults else None
    )


@contextmanager
def _gateway(settings: Settings) -> Iterator[Gateway]:
    gateway = Gateway(
        settings.repository,
        settings.token,
        api_url=settings.api_url,
        workspace=settings.workspace,
        own_user_id=settings.own_user_id,
        is_loopback=is_loopback(settings.api_url),
    )
    try:
        yield gateway
    finally:
        gateway.close()


def _reconcile(reconciler: Reconciler, gateway: Gateway, trigger: Trigger) -> list[Outcome]:
    if trigger.issue is None:
        outcomes = Sweep(gateway, reconciler).sweep(look_again=trigger.look_again)
        if trigger.look_again and reconciler.finder and not _cut_short(outcomes, reconciler):
            outcomes.append(_refresh(reconciler, reconciler.finder, gateway))
        return outcomes
    outcome = reconciler.reconcile(trigger.issue)
    if outcome.plan.verdict == "gone" and trigger.asked_by_hand:
        raise UsageFault(f"there is no issue {trigger.issue}")
    return [outcome]


def _cut_short(outcomes: list[Outcome], reconciler: Reconciler) -> bool:
    ended = any(isinstance(outcome.fault, Limited | BadToken) for outcome in outcomes)
    return ended or not reconciler.patience.has_time()


def _refresh(reconciler: Reconciler, finder: Finder, gateway: Gateway) -> Outcome:
    refresher = Refresher(
        gateway,
        reconciler.renderer,
        finder,
        reconciler.today,
        reconciler.base_branch,
        reconciler.dry_run,
    )
    try:
        return refresher.refresh()
    except Fault as fault:
        logger.warning("%s", fault)
        return Outcome(Plan(None, "fault"), 0, fault=fault)


def _write_outputs(settings: Settings, outcomes: list[Outcome]) -> None:
    """Write the outputs: fixed keys, values that are numbers or words of ours."""
    if settings.output is None:
        return
    single = outcomes[0] if len(outcomes) == 1 else None
    values = {
        "verdict": single.plan.verdict if single else "sweep" if outcomes else "nothing",
        "issue": (single.plan.issue or "") if single else "",
        "pull-request": (single.pull or "") if single else "",
        "changes": sum(outcome.applied for outcome in outcomes),
    }
    _append(settings.output, "".join(f"{key}={value}\n" for key, value in values.items()))


def _write_summary(settings: Settings, outcomes: list[Outcome], fault: Fault | None = None) -> None:
    """Write the step summary and, in Actions, annotations: what was done, and each fault."""
    faults = [
        *(outcome.fault for outcome in outcomes if outcome.fault),
        *([fault] if fault else []),
    ]
    if settings.in_actions:
        if outcomes or not faults:
            _annotate("notice", _in_one_line(outcomes))
        for each in faults:
            _annotate("error", str(each))
    if settings.step_summary is None:
        return
    lines = ["### Paper bot", ""]
    if outcomes:
        lines += ["| issue | verdict | changes | pull request |", "| --- | --- | --- | --- |"]
        lines += [
            f"| {o.plan.issue or 'the list'} | {o.plan.verdict} | {o.applied} | {o.pull or ''} |"
            for o in outcomes
        ]
    else:
        lines.append("Nothing to do." if not faults else "Stopped.")
    lines += [f"\n    {for_log(str(each))}" for each in faults]
    _append(settings.step_summary, "\n".join(lines) + "\n")


def _in_one_line(outcomes: list[Outcome]) -> str:
    if not outcomes:
        return "nothing to do"
    if len(outcomes) == 1:
        return outcomes[0].plan.describe()
    applied = sum(outcome.applied for outcome in outcomes)
    return f"{len(outcomes)} looked at, {applied} changes made"


def _annotate(level: str, message: str) -> None:
    """Print a workflow command; GitHub shows it on the run's page."""
    print(f"::{level} title=paper-bot::{_escape(message)}", flush=True)  # noqa: T201


def _append(path: Path, text: str) -> None:
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        logger.warning("%s cannot be written: %s", path.name, error.strerror)


def _escape(text: str) -> str:
    """Escape the message of a workflow command as the runner reads it."""
    shown = for_log(text)
    return shown.replace("%", "%25")
