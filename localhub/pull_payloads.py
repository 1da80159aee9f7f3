"""Write pull requests in GitHub's JSON shapes."""

from __future__ import annotations

from functools import cached_property

from localhub.payloads import JSON, Payloads, timestamp
from localhub.pulls import is_mergeable, is_rebaseable
from localhub.records import Issue, Pull


class PullPayloads:
    """Show pull requests under the addresses of `show`, as the repository is at one moment."""

    def __init__(self, show: Payloads) -> None:
        self.show = show
        self.world = show.world

    def listed(self, issue: Issue, pull: Pull) -> JSON:
        """Show a pull request as lists show it."""
        addresses = self._addresses(issue, pull)
        return self.show.common(issue) | {
            "id": pull.id,
            **{f"{name}_url" if name != "self" else "url": url for name, url in addresses.items()},
            "_links": {name: {"href": url} for name, url in addresses.items()},
            "diff_url": f"{self.show.repo_site}/pull/{issue.number}.diff",
            "patch_url": f"{self.show.repo_site}/pull/{issue.number}.patch",
            "merged_at": timestamp(pull.merged_at),
            "merge_commit_sha": pull.merge_commit_sha,
            "requested_reviewers": [],
            "requested_teams": [],
            "draft": pull.draft,
            "auto_merge": None,
            "head": self._side(pull.head, pull.head_sha, pull.fork),
            "base": self._side(pull.base, pull.base_sha),
        }

    def full(self, issue: Issue, pull: Pull) -> JSON:
        """Show a pull request alone, with what takes work to find out."""
        mergeable = is_mergeable(self.world, issue, pull)
        commits = self.world.store.between(pull.base_sha, pull.head_sha)
        return self.listed(issue, pull) | {
            "merged": pull.merged_at is not None,
            "mergeable": mergeable,
            "rebaseable": is_rebaseable(self.world, issue, pull),
            "mergeable_state": {True: "clean", False: "dirty", None: "unknown"}[mergeable],
            "merged_by": self.show.user_or_none(pull.merged_by),
            "comments": len(self.world.comments_on(issue.number)),
            "review_comments": 0,
            "maintainer_can_modify": False,
            "commits": len(commits),
            **self._stats(pull),
        }

    def _addresses(self, issue: Issue, pull: Pull) -> dict[str, str]:
        api, number = self.show.repo_api, issue.number
        url = f"{api}/pulls/{number}"
        return {
            "self": url,
            "html": f"{self.show.repo_site}/pull/{number}",
            "issue": f"{api}/issues/{number}",
            "comments": f"{api}/issues/{number}/comments",
            "review_comments": f"{url}/comments",
            "review_comment": f"{api}/pulls/comments{{/number}}",
            "commits": f"{url}/commits",
            "statuses": f"{api}/statuses/{pull.head_sha}",
        }

    def _stats(self, pull: Pull) -> JSON:
        store = self.world.store
        fork = store.merge_base(pull.base_sha, pull.head_sha)
        base, head = fork and store.commit(fork), store.commit(pull.head_sha)
        if not base or head is None:
            return {"additions": 0, "deletions": 0, "changed_files": 0}
        stats = store.diff(base.tree, head.tree).stats
        return {
            "additions": stats.insertions,
            "deletions": stats.deletions,
            "changed_files": stats.files_changed,
        }

    @cached_property
    def _repository(self) -> JSON:
        """Return the repository, which stands twice in each pull request of a list."""
        return self.show.repository()

    def _side(self, branch: str, sha: str, fork: str = "") -> JSON:
        owner = self.world.user(fork) if fork else self.world.owner
        repository = self.show.fork_of(owner) if fork else self._repository
        return {
            "label": f"{owner.login}:{branch}",
            "ref": branch,
            "sha": sha,
            "user": self.show.user(owner),
            "repo": repository,
        }
