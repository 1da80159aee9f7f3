"""Read and write GitHub: the only room that knows PyGithub.

Reads are few and fresh; a failed read raises and never counts as "not there".
Writes are made one at a time, and a branch is only ever moved forward.
"""

from __future__ import annotations

import base64
import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from github import Auth, Github, GithubException
from github.Issue import Issue
from github.NamedUser import NamedUser
from github.Organization import Organization
from github.PullRequest import PullRequest
from github.Repository import Repository
from urllib3.util import Retry

from bot import planning, states
from bot.errors import BrokenState, Gone
from bot.gateway.checkout import read_from_checkout
from bot.gateway.faults import faults
from bot.gateway.writer import Writer, lazy_issue
from bot.models import IssueSnapshot

_VERDICT = re.compile(r"<!-- paper-bot:(accepted|rejected|duplicate)(?: ([0-9a-f]{16}))? -->")
_TRAILER = re.compile(r"^Issue-Digest: ([0-9a-f]{16})$", re.MULTILINE)
_TIMEOUT_SECONDS = 20


class Gateway:
    """One repository on GitHub, seen with one token.

    `workspace` is a checkout whose commits spare a download; `own_user_id` is the
    account that the token acts as.
    """

    def __init__(
        self,
        repository: str,
        token: str,
        *,
        api_url: str = "https://api.github.com",
        workspace: Path,
        own_user_id: int,
        seconds_between_writes: float | None = 1.0,
    ) -> None:
        # Only reads are repeated: a write that answered with a fault may have happened.
        retry = Retry(
            total=3,
            backoff_factor=0.5,
            allowed_methods={"GET"},
            status_forcelist={500, 502, 503, 504},
            respect_retry_after_header=False,  # it may ask for an hour
        )
        self._github = Github(
            auth=Auth.Token(token),
            base_url=api_url.rstrip("/"),
            timeout=_TIMEOUT_SECONDS,
            retry=retry,
            seconds_between_requests=None,
            seconds_between_writes=seconds_between_writes,
            user_agent="paper-bot",
            per_page=100,
        )
        # Asking for the repository itself would cost a request in every run.
        url = f"{api_url.rstrip('/')}/repos/{repository}"
        self._repository = Repository(self._github.requester, {}, {"url": url})
        self._writer = Writer(self._repository)
        self._owner = repository.partition("/")[0]
        self._name = repository
        self._workspace = workspace
        self._own_user_id = own_user_id

    def close(self) -> None:
        """Close the connections."""
        self._github.close()

    def default_branch(self) -> str:
        """Give the name of the default branch."""
        with faults("read the repository"):
            return self._github.get_repo(self._name).default_branch

    def issue(self, number: int) -> IssueSnapshot:
        """Give an issue as it is now. Raises Gone where there is none, or a pull request."""
        with faults(f"read issue {number}"):
            try:
                found = self._repository.get_issue(number)
            except GithubException as error:
                if error.status not in (404, 410):
                    raise
                self.default_branch()  # 404 may also mean that nothing may be read at all
                raise Gone(f"issue {number} is not there: deleted or transferred") from error
            if not found.url.lower().endswith(f"/{self._name}/issues/{number}".lower()):
                raise Gone(f"issue {number} was transferred")
            if _is_pull(found):
                raise Gone(f"number {number} is a pull request, not an issue")
            return _snapshot(found)

    def open_issues(self) -> list[IssueSnapshot]:
        """Give every open issue, oldest first."""
        with faults("list the open issues"):
            found = self._repository.get_issues(state="open", sort="created", direction="asc")
            return [_snapshot(issue) for issue in found if not _is_pull(issue)]

    def surroundings(
        self, issue: IssueSnapshot, base_branch: str | None, *, branch_may_exist: bool
    ) -> states.Surroundings:
        """Give what the repository holds for an issue.

        `base_branch` is the default branch where its name is known already.
        `branch_may_exist` looks for a branch without a pull request, which an
        earlier run may have left; a first run spares that question.
        """
        name = planning.branch_name(issue.number)
        with faults(f"read what there is for issue {issue.number}"):
            around = self._around(name, base_branch, branch_may_exist=branch_may_exist)
            comment = self._own_comment(issue) if issue.comment_count else None
        state = dataclasses.replace(
            around.state, comment=comment, labels=issue.labels, locked=issue.is_locked
        )
        return dataclasses.replace(around, state=state)

    def maintenance(self, base_branch: str | None) -> states.Surroundings:
        """Give what the repository holds around the branch of scheduled runs."""
        with faults("read the maintenance branch"):
            return self._around(planning.REFRESH_BRANCH, base_branch, branch_may_exist=True)

    def _around(
        self, name: str, base_branch: str | None, *, branch_may_exist: bool
    ) -> states.Surroundings:
        pulls = list(self._repository.get_pulls(state="all", head=f"{self._owner}:{name}"))
        opened = next((pull for pull in pulls if pull.state == "open"), None)
        base_branch = opened.base.ref if opened else base_branch or self.default_branch()
        comparison = self._compare(base_branch, name) if opened or branch_may_exist else None
        if comparison:
            head, branch = _tip(comparison["base_commit"]), self._branch(comparison)
        else:
            head = _tip(self._repository.get_branch(base_branch).raw_data["commit"])
            branch = None
        papers = self.read_file(head.commit, planning.PAPERS_FILE)
        pull = _actual_pull(opened) if opened else None
        closed = [each for each in pulls if each.state != "open" and not each.merged_at]
        return states.Surroundings(
            states.ActualState(branch, pull, None, frozenset(), locked=False),
            base_branch,
            head,
            papers,
            _ending(pulls),
            tuple(each.body or "" for each in closed),
        )

    def read_file(self, commit: str, path: str) -> str:
        """Give the text of a file at a commit, from the checkout where it has that commit."""
        content = read_from_checkout(self._workspace, commit, path)
        if content is None:
            with faults(f"read {path}"):
                try:
                    found = self._repository.get_contents(path, ref=commit)
                except GithubException as error:
                    if error.status == 404:
                        raise BrokenState(f"{path} is missing at {commit[:8]}") from error
                    raise
                if isinstance(found, list) or found.type != "file":
                    raise BrokenState(f"{path} is no plain file")
                if found.encoding == "none":
                    blob = self._repository.get_git_blob(found.sha)  # more than a megabyte
                    content = base64.b64decode(blob.content)
                else:
                    content = found.decoded_content
        try:
            return content.decode()
        except UnicodeDecodeError as error:
            raise BrokenState(f"{path} is not UTF-8, at byte {error.start}") from error

    def apply(self, change: states.Change, pull: int | None) -> int | None:
        """Make one change and give the number of the pull request, where there is one by now.

        Raises Conflict where somebody else was faster, NotPermitted where a
        setting forbids it.
        """
        with faults(change.describe()):
            return self._writer.apply(change, pull)

    def _compare(self, base: str, head: str) -> dict[str, Any] | None:
        """Compare two branches in one request; None where the second is not there.

        PyGithub's own properties would ask once more for the commits.
        """
        try:
            return self._repository.compare(base, head).raw_data
        except GithubException as error:
            if error.status == 404:
                return None
            raise

    def _branch(self, comparison: dict[str, Any]) -> states.ActualBranch:
        commits = comparison["commits"]
        authors = {(commit["author"] or {}).get("id") for commit in commits}
        complete = comparison["total_commits"] == len(commits)
        return states.ActualBranch(
            tip=_tip(commits[-1] if commits else comparison["merge_base_commit"]),
            fork=comparison["merge_base_commit"]["sha"],
            blobs={changed["filename"]: changed["sha"] for changed in comparison["files"]},
            foreign=not complete or bool(authors - {self._own_user_id}),
            digest=_digest(commits[-1]) if commits else "",
        )

    def _own_comment(self, issue: IssueSnapshot) -> states.ActualComment | None:
        """Give the bot's comment: by its own user id and mark, so that nobody can forge it."""
        own: list[tuple[int, str, re.Match[str]]] = []
        for comment in lazy_issue(self._repository, issue.number).get_comments():
            found = _VERDICT.match(comment.body or "")
            author: NamedUser | Organization | None = comment.user  # None: a deleted account
            if found and author is not None and author.id == self._own_user_id:
                own.append((comment.id, comment.body, found))
        if not own:
            return None
        (number, body, found), *later = own
        return states.ActualComment(
            number, body, found[1], found[2] or "", tuple(each[0] for each in later)
        )


def _tip(commit: Mapping[str, Any]) -> states.Tip:
    return states.Tip(commit["sha"], commit["commit"]["tree"]["sha"])


def _digest(commit: Mapping[str, Any]) -> str:
    """Give the digest of the issue's text that a commit was made from, as its trailer says."""
    found = _TRAILER.search(commit["commit"]["message"])
    return found[1] if found else ""


def _is_pull(issue: Issue) -> bool:
    """Tell a pull request by its address: asking for `pull_request` would cost a request."""
    return "/pull/" in issue.html_url


def _snapshot(issue: Issue) -> IssueSnapshot:
    author: NamedUser | None = issue.user  # None: a deleted account
    return IssueSnapshot(
        number=issue.number,
        title=issue.title or "",
        body=issue.body or "",
        author_login=author.login if author is not None else "",
        author_id=author.id if author is not None else 0,
        is_open=issue.state == "open",
        is_locked=issue.locked,
        labels=frozenset(label.name for label in issue.labels),
        comment_count=issue.comments,
    )


def _actual_pull(pull: PullRequest) -> states.ActualPull:
    labels = frozenset(label.name for label in pull.labels)
    return states.ActualPull(pull.number, pull.title, pull.body or "", labels)


def _ending(pulls: list[PullRequest]) -> str:
    if not pulls or any(pull.state == "open" for pull in pulls):
        return ""
    return "merged" if any(pull.merged_at for pull in pulls) else "declined"
