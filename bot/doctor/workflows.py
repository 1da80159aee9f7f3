"""Check the workflows that call the bot: whether they run, on what, with which rights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from bot.doctor.calls import Call
from bot.doctor.check import Check, look, unknown
from bot.doctor.setup import Release, Rights, Setup, Unread, Workflow
from bot.text import pattern

_LATE = dt.timedelta(days=2)
# https://docs.github.com/actions/how-tos/manage-workflow-runs/disable-and-enable-workflows
_QUIET = dt.timedelta(days=60)
_SOON = dt.timedelta(days=45)
_WHY_STOPPED = {
    "disabled_inactivity": "GitHub switched it off after 60 days without a commit",
    "disabled_manually": "somebody switched it off",
    "disabled_fork": "GitHub switches workflows off in a fork",
}
_NO_ANSWER = "no issue is answered"
_WITHOUT_SCHEDULE = "issues are answered, and what was missed is not picked up"
_TAKE = "Take the file as docs/adopting.md of the bot's repository shows it."
_LEVELS = {"none": 0, "read": 1, "write": 2}
_COMMIT = pattern(r"[0-9a-f]{40}")


def check_broken(calls: Sequence[Call]) -> Check | None:
    """Return the check of the first workflow that cannot be read; None where all can."""
    for call in calls:
        if call.why_broken:
            found = f"{call.path}, {call.why_broken}; {_NO_ANSWER}"
            return Check("workflow", "wrong", found, _TAKE)
    return None


def check_workflow(calls: Sequence[Call], setup: Setup, site: str) -> Check:
    """Check whether the workflows that answer events are active."""
    answering = [call for call in calls if not _is_schedule_alone(call)]
    if isinstance(setup.workflows, Unread):
        return unknown("workflow", setup.workflows)
    for call in answering:
        workflow = setup.workflows.get(call.path)
        if workflow is None:
            return unknown("workflow", Unread(f"GitHub does not list {call.path} yet"))
        if workflow.state != "active":
            return _stopped("workflow", call.name, workflow, _NO_ANSWER, site)
    names = " and ".join(call.name for call in answering)
    return Check("workflow", "ok", f"{names} {'are' if len(answering) > 1 else 'is'} active")


def _is_schedule_alone(call: Call) -> bool:
    return call.events is not None and {*call.events} == {"schedule"}


def check_events(calls: Sequence[Call], examples: Sequence[Call], branch: str | None) -> Check:
    """Check whether each event that the bot answers starts one workflow, and one alone.

    `branch` is the default branch, None where that is not known.
    """
    wanted = [
        (each, event)
        for each in examples
        for event in each.events or {}
        if event != "schedule"  # which has a check of its own
    ]
    lacking = [*filter(None, (_lacking(calls, each, event) for each, event in wanted))]
    said = [f"nothing starts on {', '.join(lacking)}"] if lacking else []
    for _, event in wanted:
        names = [call.name for call in calls if call.starts_on(event)]
        if len(names) > 1:
            said.append(
                f"{' and '.join(names)} both start on {event}: each would be answered twice"
            )
    if branch is not None:
        said += [each for call in calls for each in _filtered(call, branch)]
    if said:
        return Check("events", "wrong", "; ".join(said), _TAKE)
    return Check("events", "ok", "each event that the bot answers starts it")


def _lacking(calls: Sequence[Call], example: Call, event: str) -> str:
    """Return what of an event nothing starts on; blank for nothing."""
    started = [call.types(event) for call in calls if call.starts_on(event)]
    if not started:
        return event
    wanted = example.types(event)
    if wanted is None or None in started:
        return ""
    lacking = sorted(wanted.difference(*(each for each in started if each)))
    return f"{event} ({', '.join(lacking)})" if lacking else ""


def _filtered(call: Call, branch: str) -> Iterator[str]:
    """Return which filters by the names of branches leave the default branch out."""
    for event in ("push", "pull_request"):
        filters = (call.events or {}).get(event, {})
        named, left_out = (_names(filters.get(key)) for key in ("branches", "branches-ignore"))
        is_named = branch in named or any("*" in name for name in named)
        if (named and not is_named) or branch in left_out:
            only = f"{', '.join(named)} alone" if named else "others alone"
            yield f"{call.name} starts on {event} of {only}, not of {branch}"


def _names(value: object) -> list[str]:
    if value is None:
        return []
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def check_permissions(
    calls: Sequence[Call], examples: Sequence[Call], rights: Rights | Unread, page: str
) -> Check:
    """Check whether the workflows give the bot the permissions that it needs.

    Where one says none, the repository's setting counts, which is on a page of its own.
    """
    needed = examples[0].rights or {}
    for call in calls:
        if call.rights is None:
            if isinstance(rights, Unread):
                return unknown("permissions", rights, look(page))
            if rights.may_write:
                continue
        given = call.rights or {}
        lacking = [
            f"{name}: {level}"
            for name, level in needed.items()
            if _LEVELS.get(given.get(name, given.get("*", "none")), 0) < _LEVELS.get(level, 0)
        ]
        if lacking:
            found = f"{call.name} does not give the bot {', '.join(lacking)}"
            change = f"Write permissions: {{{', '.join(lacking)}}} at its job in {call.path}."
            return Check("permissions", "wrong", found, change)
    return Check("permissions", "ok", "the workflows give the permissions that the bot needs")


def check_version(calls: Sequence[Call], release: Release | Unread | None) -> Check:
    """Check whether the bot is called at a commit, the same everywhere, and at its newest."""
    others = [call for call in calls if call.bot]
    if not others:
        return Check("version", "ok", "the bot is this repository's own")
    newest = release if isinstance(release, Release) else None
    for call in others:
        if not _COMMIT.fullmatch(call.ref) or not call.ref.strip("0"):
            return _unpinned(call, newest)
    call = others[0]
    if any((each.bot, each.ref) != (call.bot, call.ref) for each in others):
        found = f"{' and '.join(each.name for each in others)} call different versions of the bot"
        return Check("version", "look", found, f"Write one line in all: {_uses(call, newest)}")
    at = f"called at {_short(call)}"
    if newest is None:
        why = release.why if isinstance(release, Unread) else "no release was read"
        return unknown("version", Unread(f"{at}; what is newest is not known: {why}"))
    if call.ref != newest.commit:
        found = f"{at}; the newest release of {call.bot} is {newest.tag}"
        change = f"Write {_uses(call, newest)} in {' and '.join(each.path for each in others)}."
        return Check("version", "look", found, change)
    return Check("version", "ok", f"{at}, the commit of {newest.tag}, the newest release")


def _unpinned(call: Call, newest: Release | None) -> Check:
    change = f"Write {_uses(call, newest)} in {call.path}."
    if call.ref and not call.ref.strip("0"):
        found = f"{call.name} calls {call.bot} at {call.ref[:7]}…, which is no commit"
        return Check("version", "wrong", found, change)
    at = f"at {call.ref}, a name that can be moved" if call.ref else "at no commit"
    found = f"{call.name} calls {call.bot} {at}: whoever moves it runs there with your token"
    return Check("version", "look" if call.ref else "wrong", found, change)


def _uses(call: Call, newest: Release | None) -> str:
    """Return the line that calls the bot at its newest release, as far as that is known."""
    at = f"{newest.commit} # {newest.tag}" if newest else "COMMIT # VERSION"
    return f"uses: {call.bot}/.github/workflows/run.yml@{at}"


def _short(call: Call) -> str:
    return f"{call.ref[:7]} ({call.version})" if call.version else call.ref[:7]


def check_schedule(calls: Sequence[Call], setup: Setup, site: str, now: dt.datetime) -> Check:
    """Check whether the scheduled runs, which pick up what was missed, still happen."""
    call = next((each for each in calls if each.starts_on("schedule")), None)
    if call is None:
        found = f"no workflow starts the bot on a schedule: {_WITHOUT_SCHEDULE}"
        change = (
            "Add .github/workflows/paper-bot-schedule.yml as docs/adopting.md of the bot's"
            f" repository shows it to {setup.repository.default_branch}."
        )
        return Check("schedule", "wrong", found, change)
    workflow = setup.workflows
    if isinstance(workflow, Unread):
        return unknown("schedule", workflow)
    if (listed := workflow.get(call.path)) is None:
        return unknown("schedule", Unread(f"GitHub does not list {call.path} yet"))
    if listed.state != "active":
        return _stopped("schedule", call.name, listed, _WITHOUT_SCHEDULE, site)
    if isinstance(setup.last_run, Unread):
        return unknown("schedule", setup.last_run)
    if setup.last_run is None:
        since, found = listed.since, f"no scheduled run since {listed.since:%Y-%m-%d}"
    else:
        since, ended = setup.last_run.began, setup.last_run.conclusion or "has not ended"
        found = f"the last scheduled run began {since:%Y-%m-%d %H:%M} UTC: {ended}"
    if now - since > _LATE:
        change = f"See what is wrong at {_page(site, call.name)}."
        return Check("schedule", "wrong", f"{found}; four a day are due", change)
    if not _is_schedule_alone(call):
        found = f"{call.name} answers events, too: GitHub switches all of it off after 60 days"
        change = "Move its schedule to a file of its own, as docs/adopting.md shows it."
        return Check("schedule", "look", f"{found} without a commit", change)
    return Check("schedule", "ok", found, _ends_soon(setup.last_commit, site, now, call.name))


def _ends_soon(
    commit: dt.datetime | Unread | None, site: str, now: dt.datetime, name: str
) -> str | None:
    """Return when GitHub will switch the schedule off, None unless that is near."""
    if not isinstance(commit, dt.datetime) or now - commit < _SOON:
        return None
    return (
        f"Commit something before {commit + _QUIET:%Y-%m-%d}, 60 days after the last commit, or"
        f" choose Enable workflow at {_page(site, name)} when GitHub has switched it off."
    )


def _stopped(code: str, name: str, workflow: Workflow, what: str, site: str) -> Check:
    why = _WHY_STOPPED.get(workflow.state, f"its state is {workflow.state}")
    change = f"Choose Enable workflow at {_page(site, name)}."
    return Check(code, "wrong", f"{name} does not run: {why}; {what}", change)


def _page(site: str, name: str) -> str:
    return f"{site}/actions/workflows/{name}"
