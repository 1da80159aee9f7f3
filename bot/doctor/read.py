"""Read how a repository is set up: one request for each thing, nothing written."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Callable, Collection
from contextlib import closing
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote

from bot.config import CONFIGURE_BRANCH
from bot.doctor import setup
from bot.doctor.calls import Call, calls_in
from bot.doctor.files import read_files
from bot.doctor.setup import Unread
from bot.gateway import Refused, Rest
from bot.listing import DESCRIPTION_FILE

T = TypeVar("T")

_PAGE = 100


def read_setup(repository: str, token: str, *, api_url: str) -> setup.Setup | Unread:
    """Observe a repository; Unread where the token does not reach it.

    A part that the token may not read is Unread. Raises Fault where the token is
    wrong, GitHub limits the requests or does not answer.
    """
    with closing(Rest(repository, token, api_url=api_url)) as rest:
        return _Reader(rest, lambda bot: Rest(bot, token, api_url=api_url)).read()


class _Reader:
    """The reads of one repository; `elsewhere` leads to that of the bot."""

    def __init__(self, rest: Rest, elsewhere: Callable[[str], Rest]) -> None:
        self._rest = rest
        self._elsewhere = elsewhere

    def read(self) -> setup.Setup | Unread:
        """Read everything, one thing after the other."""
        repository = self._read("", _repository)
        if isinstance(repository, Unread):
            return repository
        name = quote(repository.default_branch, safe="")
        branch = self._read(f"/branches/{name}", _branch)
        files = branch if isinstance(branch, Unread) else self._files(branch.tree)
        calls = calls_in(files)
        called = () if isinstance(calls, Unread) else calls
        return setup.Setup(
            repository=repository,
            actions=self._read("/actions/permissions", _actions),
            rights=self._read("/actions/permissions/workflow", _rights),
            workflows=self._read(f"/actions/workflows?per_page={_PAGE}", _workflows),
            last_run=self._last_run(called),
            last_commit=branch if isinstance(branch, Unread) else branch.committed,
            files=files,
            proposal=self._proposal(files, called, repository.name),
            release=self._release(called),
            labels=self._read(f"/labels?per_page={_PAGE}", _labels),
            bot_rules=self._rules(quote(setup.BOT_BRANCH, safe="")),
            rules=self._rules(name),
            protection=branch if isinstance(branch, Unread) else branch.checks,
        )

    def _files(self, tree: str) -> setup.Files | Unread:
        blobs = self._read(f"/git/trees/{tree}?recursive=1", _blobs)
        if isinstance(blobs, Unread):
            return blobs
        return read_files(blobs, lambda path: self._read(f"/git/blobs/{blobs[path]}", _blob))

    def _last_run(self, calls: Collection[Call]) -> setup.Run | Unread | None:
        """Return the last run by the schedule of the bot's; None where none has one."""
        names = (quote(call.name) for call in calls if call.starts_on("schedule"))
        name = next(names, None)
        path = f"/actions/workflows/{name}/runs?event=schedule&per_page=1"
        return self._read(path, _last_run) if name else None

    def _proposal(
        self, files: setup.Files | Unread, calls: Collection[Call], repository: str
    ) -> setup.Proposal | Unread | None:
        """Return the latest pull request for a description, where that is missing."""
        if isinstance(files, Unread) or DESCRIPTION_FILE in files.blobs or not calls:
            return None
        owner, head = repository.partition("/")[0], quote(CONFIGURE_BRANCH, safe="")
        return self._read(f"/pulls?state=all&head={owner}:{head}&per_page=1", _proposal)

    def _release(self, calls: Collection[Call]) -> setup.Release | Unread | None:
        """Return the newest release of the bot's repository, where a workflow names it."""
        bot = next((call.bot for call in calls if call.bot), None)
        if bot is None:
            return None
        with closing(self._elsewhere(bot)) as there:
            tag = self._read("/releases/latest", lambda shown: str(shown["tag_name"]), there)
            if isinstance(tag, Unread):
                return tag
            path = f"/commits/{quote(tag, safe='')}"
            return self._read(path, lambda shown: setup.Release(tag, str(shown["sha"])), there)

    def _rules(self, branch: str) -> tuple[setup.Rule, ...] | Unread:
        return self._read(f"/rules/branches/{branch}?per_page={_PAGE}", _rules)

    def _read(
        self, path: str, make: Callable[[Any], T | Unread], there: Rest | None = None
    ) -> T | Unread:
        """Ask once; Unread where the token may not see it, or it is not there."""
        answer = (there or self._rest).get(path, "read the set-up of the repository")
        if isinstance(answer, Refused):
            return Unread(f"GitHub answered {answer.status}: {answer.message}")
        try:
            return make(answer)
        except (KeyError, TypeError, ValueError, AttributeError):
            return Unread("GitHub's answer is not of the form that it documents")


def _repository(shown: Any) -> setup.Repository:
    owner = shown["owner"]
    return setup.Repository(
        name=shown["full_name"],
        default_branch=shown["default_branch"],
        archived=shown["archived"],
        has_issues=shown["has_issues"],
        organization=owner["login"] if owner["type"] == "Organization" else "",
        forked_from=_forked_from(shown),
        merges=_merges(shown),
    )


def _forked_from(shown: Any) -> str:
    if not shown.get("fork"):
        return ""
    return str((shown.get("parent") or {}).get("full_name") or "another repository")


def _merges(shown: Any) -> frozenset[str] | None:
    """Return the allowed ways of merging, which GitHub shows to whoever may write."""
    names = {name: f"allow_{name}" for name in ("merge_commit", "squash_merge", "rebase_merge")}
    if not all(key in shown for key in names.values()):
        return None
    return frozenset(name for name, key in names.items() if shown[key])


class _Branch(NamedTuple):
    """The name of its tree, when it was committed to, and the checks that protection requires."""

    tree: str
    committed: dt.datetime | None
    checks: tuple[str, ...]


def _branch(shown: Any) -> _Branch:
    required = (shown.get("protection") or {}).get("required_status_checks") or {}
    off = required.get("enforcement_level") == "off"
    checks = () if off else tuple(map(str, required.get("contexts") or ()))
    commit = shown["commit"]["commit"]
    moment = (commit.get("committer") or {}).get("date")
    return _Branch(commit["tree"]["sha"], _moment(moment) if moment else None, checks)


def _blobs(shown: Any) -> dict[str, str] | Unread:
    if shown["truncated"]:
        return Unread("GitHub cut the list of files, of which there are too many")
    return {each["path"]: each["sha"] for each in shown["tree"] if each["type"] == "blob"}


def _blob(shown: Any) -> bytes:
    return base64.b64decode(shown["content"])


def _actions(shown: Any) -> setup.Actions:
    return setup.Actions(shown["enabled"], shown.get("allowed_actions") or "all")


def _rights(shown: Any) -> setup.Rights:
    may_write = shown["default_workflow_permissions"] == "write"
    return setup.Rights(bool(shown["can_approve_pull_request_reviews"]), may_write)


def _workflows(shown: Any) -> dict[str, setup.Workflow] | Unread:
    listed = shown["workflows"]
    if len(listed) == _PAGE:
        return Unread(f"there are {_PAGE} workflows or more")
    return {
        each["path"]: setup.Workflow(each["state"], _moment(each["created_at"])) for each in listed
    }


def _proposal(shown: Any) -> setup.Proposal | None:
    if not shown:
        return None
    state = "merged" if shown[0]["merged_at"] else str(shown[0]["state"])
    return setup.Proposal(int(shown[0]["number"]), state)


def _last_run(shown: Any) -> setup.Run | None:
    runs = shown["workflow_runs"]
    if not runs:
        return None
    return setup.Run(_moment(runs[0]["created_at"]), runs[0]["conclusion"] or "")


def _labels(shown: Any) -> frozenset[str] | Unread:
    if len(shown) == _PAGE:
        return Unread(f"there are {_PAGE} labels or more")
    return frozenset(label["name"].lower() for label in shown)


def _rules(shown: Any) -> tuple[setup.Rule, ...]:
    return tuple(setup.Rule(rule["type"], _required(rule)) for rule in shown)


def _required(rule: Any) -> tuple[str, ...]:
    checks = (rule.get("parameters") or {}).get("required_status_checks") or ()
    return tuple(str(check["context"]) for check in checks)


def _moment(text: str) -> dt.datetime:
    """Read a moment; some of GitHub's carry another offset than UTC's."""
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC)
