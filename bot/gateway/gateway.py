"""Read and write one repository on GitHub.

Reads are few and fresh; a failed read raises and never counts as "not there".
Writes are made one at a time, and a branch is only ever moved forward.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path

from github import GithubException
from github.PullRequest import PullRequest
from github.Repository import Repository

from bot import config
from bot.errors import Conflict, Gone
from bot.gateway import convert
from bot.gateway.checkout import Checkout
from bot.gateway.client import open_client
from bot.gateway.context import compare, read_context, tip_of_branch
from bot.gateway.errors import faults
from bot.gateway.files import Files
from bot.gateway.here import Here
from bot.gateway.labels import Labels
from bot.gateway.survey import open_pulls, take_survey
from bot.gateway.writer import Writer, lazy_issue
from bot.listing import Description, read_description, stand_in
from bot.reconcile import Survey, changes, states
from bot.submission import IssueSnapshot

_LATEST = 50  # read at once; a pull request weighs twenty kilobytes


class Gateway:
    """One repository on GitHub, seen with one token.

    `workspace` is a checkout whose commits spare downloads; `own_user_id` is the
    account that the token acts as. `form` stands for a description that cannot be read.
    """

    def __init__(
        self,
        repository: str,
        token: str,
        *,
        api_url: str = "https://api.github.com",
        workspace: Path,
        own_user_id: int,
        is_loopback: bool = False,
        form: Description | None = None,
    ) -> None:
        self._form = form
        self._requester = open_client(token, api_url, is_loopback=is_loopback)
        # Asking for the repository itself would cost a request in every run.
        url = f"{api_url.rstrip('/')}/repos/{repository}"
        self._repository = Repository(self._requester, {}, {"url": url})
        self._writer = Writer(self._repository, self._labels)
        self._name = repository
        checkout, owner = Checkout(workspace), repository.partition("/")[0]
        self._files = Files(self._repository, checkout, self.description)
        self._here = Here(
            self._repository,
            checkout,
            self._files,
            owner,
            own_user_id,
            self.description,
            self._labels,
        )

    @cache  # noqa: B019 - one gateway a run
    def description(self) -> Description:
        """Return what describes the list, as the default branch has it.

        Raises NoDescription where there is none, BrokenDescription.
        """
        return self._form or read_description(self._files.description())

    def stand_in(self) -> Description:
        """Return what stands for a description that is broken. Raises UsageFault."""
        return stand_in(self._files.description())

    def texts(self) -> Mapping[str, str]:
        """Return the templates of the list's own. Raises UnreadableFile, BrokenState."""
        return self._files.texts_of_default_branch()

    @cache  # noqa: B019 - one gateway a run
    def _labels(self) -> Labels:
        return Labels(self.description())

    def close(self) -> None:
        """Close the connections."""
        self._requester.close()

    def default_branch(self) -> str:
        """Return the name of the default branch."""
        with faults("read the repository"):
            return Repository(self._requester, url=f"/repos/{self._name}").default_branch

    def issue(self, number: int) -> IssueSnapshot:
        """Return an issue as it is now. Raises Gone where there is none, or a pull request."""
        with faults(f"read issue {number}"):
            try:
                found = self._repository.get_issue(number)
            except GithubException as error:
                if error.status not in (404, 410) or "disabled" in str(error.data).lower():
                    raise
                self.default_branch()  # 404 may also mean that nothing may be read at all
                gone = f"issue {number} is not there: deleted or transferred"
                raise Gone(gone, for_good=self._is_deleted(number, error)) from error
            if not found.url.lower().endswith(f"/{self._name}/issues/{number}".lower()):
                raise Gone(f"issue {number} was transferred", for_good=True)
            if convert.is_pull(found):
                raise Gone(f"number {number} is a pull request, not an issue")
            return convert.snapshot_of(found, self._here)

    def survey(
        self,
        base_branch: str | None,
        since: dt.date,
        has_time: Callable[[], bool] = lambda: True,
    ) -> Survey:
        """Return all open issues and what there is for them, in a few pages.

        `since` is the day from which on closed pull requests are looked at. Raises
        TransientFault as soon as there is no time left.
        """
        with faults("read the repository as a whole"):
            base_branch = base_branch or self.default_branch()
            base = tip_of_branch(self._repository, base_branch)
        papers = self._files.read_data(base.commit)
        with faults("read the repository as a whole"):
            return take_survey(self._here, base_branch, base, papers, since, has_time)

    def branched(self) -> frozenset[int]:
        """Return the issues that have a branch, as far as one page tells.

        A long queue fills the page by itself: others are then seen when it is shorter.
        """
        with faults("read the bot's branches"):
            _, found = self._repository.requester.requestJsonAndCheck(
                "GET", f"{self._repository.url}/git/matching-refs/heads/{config.BRANCHES}"
            )
            names = [each["ref"].removeprefix("refs/heads/") for each in found]
        return frozenset(number for name in names if (number := config.issue_of_branch(name)))

    def context(
        self, number: int, base_branch: str | None, *, branch_may_exist: bool
    ) -> states.Context:
        """Return what the repository holds for an issue, but its comment and labels.

        `base_branch` is the default branch where its name is known already.
        `branch_may_exist` looks for a branch without a pull request, which an
        earlier run may have left; a first run spares that question.
        """
        name = config.branch_name(number)
        with faults(f"read what there is for issue {number}"):
            latest = self._latest_pulls()
            is_all = len(latest) < _LATEST
            # Anybody may open and close pull requests until the bot's are on a later page.
            opened = latest if is_all else open_pulls(self._repository)
            read = {pull.number: pull for pull in (*latest, *opened)}.values()
            own = [pull for pull in read if convert.issue_of(pull, self._here) == number]
            # A pull request is younger than its issue, and so has a higher number.
            is_whole = is_all or latest[-1].number <= number
            if not is_whole and not any(pull.state == "open" for pull in own):
                own = self._pulls_of(name)
            others = convert.others_of(opened, number, self._here)
            base = base_branch or self.default_branch
            may_exist = branch_may_exist
            return read_context(self._here, name, own, base, others, branch_may_exist=may_exist)

    def around(
        self, name: str, base_branch: str | None, *, is_described: bool = True
    ) -> states.Context:
        """Return what there is around a branch of the bot's that is for no issue, by its name.

        Of a list that nothing describes no papers are read.
        """
        with faults(f"read the branch {name}"):
            pulls, base = self._pulls_of(name), base_branch or self.default_branch
            given = self._here, name, pulls, base, ()
            return read_context(*given, branch_may_exist=True, is_described=is_described)

    def comment(self, number: int) -> states.ActualComment | None:
        """Return the bot's comment on an issue."""
        with faults(f"read the comments on issue {number}"):
            comments = lazy_issue(self._repository, number).get_comments()
            return convert.comment_of(comments, self._here)

    def touched_of_late(self, author: str, number: int) -> int:
        """Return how many issues of an account, up to a number, changed within the last hour.

        Where fifty or more did, whatever their numbers, that is fifty.
        """
        asked = {"creator": author, "state": "all", "sort": "updated", "per_page": _LATEST}
        with faults("read what an account has filed of late"):
            headers, found = self._repository.requester.requestJsonAndCheck(
                "GET", f"{self._repository.url}/issues", parameters=asked
            )
            since = parsedate_to_datetime(headers["date"]) - dt.timedelta(hours=1)
            touched = [e for e in found if dt.datetime.fromisoformat(e["updated_at"]) >= since]
        if len(touched) == _LATEST:
            return _LATEST
        issues = [each["number"] for each in touched if "pull_request" not in each]
        return sum(each <= number for each in issues)

    def is_pull_of(self, number: int, branch: str) -> bool:
        """Whether there is a pull request of this number for a branch."""
        with faults(f"read pull request {number}"):
            try:
                pull = self._repository.get_pull(number)
                return pull.head.ref == branch and convert.is_from_here(pull, self._here)
            except GithubException as error:
                if error.status == 404:
                    return False
                raise

    def other_pull(self, number: int) -> states.OtherPull | None:
        """Return the open pull request of the bot's with this number, with its paper's keys."""
        with faults(f"read pull request {number}"):
            try:
                pull = self._repository.get_pull(number)
            except GithubException as error:
                if error.status == 404:
                    return None
                raise
            return next(iter(convert.others_of([pull], None, self._here)), None)

    def changed_paths(self, base: str, tip: str) -> frozenset[str] | None:
        """Return the paths that differ between two commits of the default branch.

        None where they are more than GitHub names.
        """
        with faults("compare two states of the default branch"):
            files = compare(self._repository, base, tip)["files"]
            if len(files) >= convert.MOST_FILES:
                return None
            return frozenset(changed["filename"] for changed in files)

    def read_file(self, commit: str, path: str) -> str:
        """Return the text of a file at a commit, from the checkout where it has that commit."""
        return self._files.read(commit, path)

    def earlier(self, commit: str, path: str) -> Iterator[str]:
        """Yield the texts that a file had before a commit's, the newest first."""
        return self._files.earlier(commit, path)

    def blobs_at(self, tip: states.Tip) -> Mapping[str, str]:
        """Return the files of a commit that the bot writes or shows, by path, with their blobs."""
        return self._files.blobs_at(tip)

    def apply(self, change: changes.Change, pull: int | None) -> int | None:
        """Make one change and return the number of the pull request, where there is one by now.

        Raises Conflict where somebody else was faster, NotPermitted where a
        setting forbids it.
        """
        match change:
            case changes.WriteComment(issue, id=None) if self.comment(issue) is not None:
                raise Conflict(f"another run has commented on issue {issue} meanwhile")
        with faults(change.describe(), writes=True):
            return self._writer.apply(change, pull)

    def _is_deleted(self, number: int, error: GithubException) -> bool:
        """Whether GitHub says a second time, of another part, that the issue was deleted."""
        # A repository whose issues are switched off answers 410, too.
        if error.status != 410 or "deleted" not in str(error.data).lower():
            return False
        try:
            lazy_issue(self._repository, number).get_comments().get_page(0)
        except GithubException as again:
            return again.status in (404, 410)
        return False

    def _latest_pulls(self) -> list[PullRequest]:
        """Return the latest pull requests of all states, newest first, in one request.

        A list of PyGithub's own would take pages of another size.
        """
        requester = self._repository.requester
        asked = {"state": "all", "sort": "created", "direction": "desc", "per_page": _LATEST}
        url = f"{self._repository.url}/pulls"
        _, found = requester.requestJsonAndCheck("GET", url, parameters=asked)
        return [PullRequest(requester, {}, each) for each in found]

    def _pulls_of(self, branch: str) -> list[PullRequest]:
        found = self._repository.get_pulls(state="all", head=f"{self._here.owner}:{branch}")
        return [pull for pull in found if convert.is_from_here(pull, self._here)]
