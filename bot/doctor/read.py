"""Read how a repository is set up: one request for each thing, nothing written."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Callable
from contextlib import closing
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote

from bot.config import CITATION_FILE, NEWS_FILE, PAPERS_FILE, STAGES_FILE
from bot.doctor import setup
from bot.doctor.beside import is_text
from bot.doctor.described import read_form
from bot.doctor.setup import Unread
from bot.gateway import Refused, Rest
from bot.listing import DESCRIPTION_FILE, Description

T = TypeVar("T")

_PAGE = 100
_BESIDE = (STAGES_FILE, NEWS_FILE, CITATION_FILE)


def read_setup(repository: str, token: str, *, api_url: str) -> setup.Setup | Unread:
    """Observe a repository; Unread where the token does not reach it.

    A part that the token may not read is Unread. Raises Fault where the token is
    wrong, GitHub limits the requests or does not answer.
    """
    with closing(Rest(repository, token, api_url=api_url)) as rest:
        return _Reader(rest).read()


class _Reader:
    """The reads of one repository."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    def read(self) -> setup.Setup | Unread:
        """Read everything, one thing after the other."""
        repository = self._read("", _repository)
        if isinstance(repository, Unread):
            return repository
        name = quote(repository.default_branch, safe="")
        branch = self._read(f"/branches/{name}", _branch)
        files: dict[str, str] | Unread = (
            branch
            if isinstance(branch, Unread)
            else self._read(f"/git/trees/{branch.tree}?recursive=1", _files)
        )
        described = self._content(files, DESCRIPTION_FILE)
        schedule = f"/actions/workflows/{setup.SCHEDULE}"
        return setup.Setup(
            repository=repository,
            actions=self._read("/actions/permissions", _actions),
            may_create_pulls=self._read("/actions/permissions/workflow", _may_create_pulls),
            workflow=self._read(f"/actions/workflows/{setup.WORKFLOW}", _workflow),
            workflow_text=_text(self._content(files, setup.WORKFLOW_FILE)),
            schedule=self._read(schedule, _workflow),
            last_run=self._read(f"{schedule}/runs?event=schedule&per_page=1", _last_run),
            last_commit=branch if isinstance(branch, Unread) else branch.committed,
            files=files,
            description=described,
            papers=self._content(files, _data(described)),
            labels=self._read(f"/labels?per_page={_PAGE}", _labels),
            bot_rules=self._rules(quote(setup.BOT_BRANCH, safe="")),
            rules=self._rules(name),
            protection=branch if isinstance(branch, Unread) else branch.checks,
            beside=self._beside(files),
        )

    def _beside(self, files: dict[str, str] | Unread) -> dict[str, bytes | Unread] | Unread:
        if isinstance(files, Unread):
            return files
        contents = {
            path: self._content(files, path) for path in (*_BESIDE, *filter(is_text, files))
        }
        return {path: content for path, content in contents.items() if content is not None}

    def _content(self, files: dict[str, str] | Unread, path: str) -> bytes | Unread | None:
        if isinstance(files, Unread):
            return files
        blob = files.get(path)
        return self._read(f"/git/blobs/{blob}", _blob) if blob else None

    def _rules(self, branch: str) -> tuple[setup.Rule, ...] | Unread:
        return self._read(f"/rules/branches/{branch}?per_page={_PAGE}", _rules)

    def _read(self, path: str, make: Callable[[Any], T | Unread]) -> T | Unread:
        """Ask once; Unread where the token may not see it, or it is not there."""
        answer = self._rest.get(path, "read the set-up of the repository")
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
        merges=_merges(shown),
    )


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


def _files(shown: Any) -> dict[str, str] | Unread:
    if shown["truncated"]:
        return Unread("GitHub cut the list of files")
    return {each["path"]: each["sha"] for each in shown["tree"] if each["type"] == "blob"}


def _blob(shown: Any) -> bytes:
    return base64.b64decode(shown["content"])


def _data(description: bytes | Unread | None) -> str:
    """Return the path of the list itself, as its description names it."""
    form = read_form(description)
    return form.list.data if isinstance(form, Description) else PAPERS_FILE


def _text(content: bytes | Unread | None) -> str | Unread | None:
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else content


def _actions(shown: Any) -> setup.Actions:
    return setup.Actions(shown["enabled"], shown.get("allowed_actions") or "all")


def _may_create_pulls(shown: Any) -> bool:
    return bool(shown["can_approve_pull_request_reviews"])


def _workflow(shown: Any) -> setup.Workflow:
    return setup.Workflow(shown["state"], _moment(shown["created_at"]))


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
