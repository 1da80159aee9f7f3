"""Answer one GitHub event: from the settings to the exit code, with a report to Actions."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Mapping
from contextlib import closing

import click

from bot.commands.context import SETTINGS, make_finder, today
from bot.commands.report import report, report_fault
from bot.commands.settings import Settings, is_loopback, read_settings
from bot.config import SECONDS_PER_RUN
from bot.errors import Bug, Fault, NoDescription, TransientFault, UsageFault
from bot.gateway import Gateway, Trigger, read_event
from bot.listing import BrokenDescription, Description, stand_in
from bot.messages import Renderer, Verdict
from bot.reconcile import (
    NO_DEADLINE,
    Deadline,
    Onboarder,
    Outcome,
    Plan,
    Reconciler,
    Refresher,
    Sweep,
    Tools,
)
from bot.submission import Finder
from bot.text import for_terminal

logger = logging.getLogger(__name__)


@click.command()
@click.option("--dry-run", is_flag=True, help="Print the plan and write nothing.")
@SETTINGS
def command(env: Mapping[str, str], dry_run: bool) -> int:
    """Answer the GitHub event that the Actions environment, or .env, names."""
    ends = time.monotonic() + SECONDS_PER_RUN
    outcomes = run_event(
        read_settings(env),
        today(),
        make_finder(env),
        Deadline(time.monotonic, time.sleep, ends),
        dry_run=dry_run,
        refreshes=True,
    )
    for outcome in outcomes:
        click.echo(for_terminal(outcome.plan.describe()))
    if fault := exit_fault(outcomes):
        raise fault
    return 0


def run_event(
    settings: Settings,
    today: dt.date,
    finder: Finder | None = None,
    deadline: Deadline = NO_DEADLINE,
    *,
    dry_run: bool = False,
    refreshes: bool = False,
) -> list[Outcome]:
    """Do what the event asks for, and return what was done for each issue.

    `finder` looks papers up; without one nothing is looked up. `deadline` bounds
    the run in time. `refreshes` keeps the maintenance pull request also without a finder.

    Reports the same to Actions by outputs, step summary and annotations, also where it
    ends in a fault. Raises Fault.
    """
    outcomes: list[Outcome] = []
    warnings: tuple[str, ...] = ()
    try:
        trigger = read_event(settings.event_name, settings.event_path)
        if trigger.why_nothing:
            logger.info("nothing to do: %s", trigger.why_nothing)
        else:
            with closing(_gateway(settings)) as gateway:
                tools = _tools(settings, trigger, gateway, today, finder, deadline, dry_run)
                if tools is None:
                    outcomes = [_onboard(settings, trigger, today, dry_run=dry_run)]
                elif trigger.configures:
                    logger.info("nothing to do: the list is described")
                else:
                    outcomes = _reconcile(tools, trigger, refreshes=refreshes or bool(finder))
                    warnings = tools.pages.faults
        report(settings, outcomes, warnings)
    except Fault as fault:
        report_fault(settings, outcomes, fault)
        raise
    except Exception as error:  # whatever a stranger's text has found
        bug = Bug("the run", error)
        report_fault(settings, outcomes, bug)
        raise bug from error
    return outcomes


def exit_fault(outcomes: list[Outcome]) -> Fault | None:
    """Return the fault that decides a sweep's exit code: one for a person comes first."""
    faults = [outcome.fault for outcome in outcomes if outcome.fault]
    return next((fault for fault in faults if not isinstance(fault, TransientFault)), None) or (
        faults[0] if faults else None
    )


def _tools(
    settings: Settings,
    trigger: Trigger,
    gateway: Gateway,
    today: dt.date,
    finder: Finder | None,
    deadline: Deadline,
    dry_run: bool,
) -> Tools | None:
    """Return what a run works with, None where nothing describes the list.

    Raises BrokenDescription, which the issue of the event has been told then.
    """
    site, base = _site(settings), trigger.default_branch
    try:
        form = gateway.description()
    except NoDescription:
        return None
    except BrokenDescription as broken:
        form = gateway.stand_in()
        with closing(_gateway(settings, form)) as known:
            told = Tools(known, form, Renderer(form), today, site, dry_run=dry_run)
            _say_broken(told, trigger, broken)
        raise
    renderer = Renderer(form, own=gateway.texts())
    return Tools(gateway, form, renderer, today, site, base, finder, deadline, dry_run)


def _site(settings: Settings) -> str:
    return f"{settings.server_url}/{settings.repository}"


def _onboard(settings: Settings, trigger: Trigger, today: dt.date, *, dry_run: bool) -> Outcome:
    """Propose a description of a list that has none. Raises Fault."""
    form = stand_in("")
    with closing(_gateway(settings, form)) as gateway:
        base, site = trigger.default_branch, _site(settings)
        tools = Tools(gateway, form, Renderer(form), today, site, base, dry_run=dry_run)
        name = settings.repository.partition("/")[2].replace("-", " ")
        return Onboarder(tools, name, trigger.asked_by_hand).onboard()


def _say_broken(tools: Tools, trigger: Trigger, fault: Fault) -> None:
    """Say in the issue of an event that the list has no description to read it by."""
    if trigger.issue is not None:
        Reconciler(tools).say_unread(trigger.issue, fault)


def _gateway(settings: Settings, form: Description | None = None) -> Gateway:
    return Gateway(
        settings.repository,
        settings.token,
        api_url=settings.api_url,
        workspace=settings.workspace,
        own_user_id=settings.own_user_id,
        is_loopback=is_loopback(settings.api_url),
        form=form,
    )


def _reconcile(tools: Tools, trigger: Trigger, *, refreshes: bool) -> list[Outcome]:
    if trigger.issue is None:
        outcomes = Sweep(tools).sweep(look_again=trigger.look_again)
        cut_short = any(outcome.fault and outcome.fault.ends_all for outcome in outcomes)
        goes_on = trigger.look_again and not cut_short and tools.deadline.has_time()
        if goes_on and refreshes:
            outcomes.append(_refresh(tools))
        return outcomes
    try:
        outcome = Reconciler(tools).reconcile(trigger.issue)
    except Fault:
        raise
    except Exception as error:
        raise Bug(f"issue {trigger.issue}", error) from error
    if outcome.plan.verdict is Verdict.GONE and trigger.asked_by_hand:
        raise UsageFault(f"there is no issue {trigger.issue}")
    return [outcome]


def _refresh(tools: Tools) -> Outcome:
    try:
        return Refresher(tools).refresh()
    except Exception as error:
        fault = error if isinstance(error, Fault) else Bug("the refresh of the list", error)
        logger.warning("%s", fault)
        return Outcome(Plan(None, Verdict.FAULT), 0, fault=fault)
