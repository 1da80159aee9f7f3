"""Find the workflows that call the bot, and what each says: events, rights, and which version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.config import shipped
from bot.doctor.setup import Files, Unread
from bot.listing import DESCRIPTION_FILE, read_yaml
from bot.text import pattern

_WORKFLOW = pattern(r"\.github/workflows/([^/]+\.ya?ml)")
# What is called: the reusable workflow, or the action as a step, of the bot's repository. A
# bare dot or dollar is this repository itself.
_CALLED = pattern(
    r"(?:[.$](?=/\.github/workflows/run\.yml$)|(?P<bot>[\w.-]+/[\w.-]*paper-bot[\w.-]*))"
    r"(?:/\.github/workflows/run\.yml)?(?:@(?P<ref>\S+))?"
)
_MENTIONED = pattern(r"(?m)^[^#\n]*\buses:.*paper-bot")
_VERSION = pattern(r"\sv?(\d+(?:\.\d+)+\S*)")
# https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
_USUAL_TYPES = {"pull_request": ("opened", "synchronize", "reopened")}


@dataclass(frozen=True)
class Call:
    """A workflow that calls the bot.

    `bot` is the bot's repository, blank where it is this one, called at `ref`, for which a
    comment says `version`. `events` start it, each with its filters. `rights` are the
    permissions that it gives, None where it says none. `in_a_fork` says that the list lives in
    a fork. `why_broken` tells what keeps it from
    being read.
    """

    path: str
    bot: str = ""
    ref: str = ""
    version: str = ""
    events: Mapping[str, Mapping[str, Any]] | None = None
    rights: Mapping[str, str] | None = None
    in_a_fork: bool = False
    why_broken: str = ""

    @property
    def name(self) -> str:
        """Return the name of its file."""
        return self.path.rpartition("/")[2]

    def starts_on(self, event: str) -> bool:
        """Whether an event starts it."""
        return event in (self.events or {})

    def types(self, event: str) -> set[str] | None:
        """Return the types of an event that start it, None for all of them."""
        filters = (self.events or {})[event]
        if "types" in filters:
            return {*_texts(filters["types"])}
        usual = _USUAL_TYPES.get(event)
        return {*usual} if usual else None


def is_workflow(path: str) -> bool:
    """Whether a file is a workflow."""
    return _WORKFLOW.fullmatch(path) is not None


def calls_in(files: Files | Unread) -> tuple[Call, ...] | Unread:
    """Return the workflows that call the bot; Unread where one was not read."""
    if isinstance(files, Unread):
        return files
    # A workflow of that name may be anybody's: here, it is the bot's where there is a bot.
    may_be_own = not files.blobs.keys().isdisjoint((DESCRIPTION_FILE, "bot/__main__.py"))
    found: list[Call] = []
    for path in sorted(filter(is_workflow, files.contents)):
        content = files.contents[path]
        if isinstance(content, Unread):
            return Unread(f"{path}: {content.why}")
        found += _calls(path, content.decode("utf-8", "replace"))
    return tuple(call for call in found if call.bot or call.why_broken or may_be_own)


def example_calls() -> tuple[Call, ...]:
    """Return the calls of the workflows that a list takes over: what is complete."""
    folder = shipped("examples") / "workflows"
    return tuple(
        call
        for path in sorted(folder.glob("*.yml"))
        for call in _calls(path.name, path.read_text("utf-8"))
    )


def _calls(path: str, text: str) -> Iterator[Call]:
    """Return what a workflow calls of the bot's, which is once."""
    source = read_yaml(text)
    workflow = source.value
    if not isinstance(workflow, dict):
        if _MENTIONED.search(text):
            line, why = min(source.flaws, default=(1, "no workflow"))
            yield Call(path, why_broken=f"line {line}: {why}")
        return
    lines = text.splitlines()
    for keys, job, caller in _jobs(workflow):
        if found := _CALLED.fullmatch(str(caller.get("uses", ""))):
            given = caller.get("with")
            comment = lines[source.line(keys) - 1].partition("#")[2]
            version = _VERSION.search(f" {comment}")
            yield Call(
                path,
                bot=found["bot"] or "",
                ref=found["ref"] or "",
                version=f"v{version[1]}" if version else "",
                events=_events(workflow.get("on")),
                rights=_rights(job.get("permissions", workflow.get("permissions"))),
                in_a_fork=isinstance(given, dict) and given.get("in-a-fork") == "true",
            )
            return


def _jobs(workflow: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], Any, Any]]:
    """Return each job and each step: the keys that lead to what it uses, the job, and itself."""
    jobs = workflow.get("jobs")
    for name, job in (jobs if isinstance(jobs, dict) else {}).items():
        if not isinstance(job, dict):
            continue
        yield ("jobs", name, "uses"), job, job
        steps = job.get("steps")
        for at, step in enumerate(steps if isinstance(steps, list) else ()):
            if isinstance(step, dict):
                yield ("jobs", name, "steps", at, "uses"), job, step


def _events(on: Any) -> dict[str, Mapping[str, Any]]:
    """Return the events of a workflow with their filters, in whichever way they are written."""
    if isinstance(on, dict):
        return {name: each if isinstance(each, dict) else {} for name, each in on.items()}
    return {name: {} for name in _texts(on)}


def _rights(given: Any) -> dict[str, str] | None:
    if given is None:
        return None
    if isinstance(given, dict):
        return {name: str(level) for name, level in given.items()}
    return {"*": str(given).removesuffix("-all")}


def _texts(value: Any) -> Sequence[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]
