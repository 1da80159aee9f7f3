"""Make changes on GitHub, one request for each part, and ask for nothing before."""

from __future__ import annotations

from collections.abc import Callable

from github import GithubException, InputGitTreeElement
from github.GitCommit import GitCommit
from github.GitRef import GitRef
from github.GitTree import GitTree
from github.Issue import Issue
from github.IssueComment import IssueComment
from github.PullRequest import PullRequest
from github.Repository import Repository

from bot.gateway.labels import Labels
from bot.messages import markers
from bot.reconcile import Tip, changes


def lazy_issue(repository: Repository, number: int) -> Issue:
    """Return an issue, or what a pull request has of one, without asking for it."""
    url = f"{repository.url}/issues/{number}"
    return Issue(repository.requester, {}, {"number": number, "url": url})


def _raise_if_hollow(name: object) -> None:
    """Raise ValueError where GitHub's answer lacks the name of what was made."""
    if not name:
        raise ValueError("the answer names nothing")


class Writer:
    """Writes to one repository; a branch is only ever moved forward."""

    def __init__(self, repository: Repository, labels: Callable[[], Labels]) -> None:
        self._repository = repository
        self._labels = labels

    def apply(self, change: changes.Change, pull: int | None) -> int | None:
        """Make one change and return the number of the pull request, where there is one by now.

        Raises what PyGithub raises.
        """
        match change:
            case changes.CommitFiles():
                self._commit(change)
            case changes.OpenPull():
                pull = self._open_pull(change)
            case changes.EditPull():
                self._lazy_pull(change.number).edit(title=change.title, body=change.body)
            case changes.ClosePull():
                self._lazy_pull(change.number).edit(state="closed", body=change.body)
            case changes.DeleteBranch():
                self._delete_branch(change)
            case changes.WriteComment():
                self._write_comment(change, pull)
            case changes.DeleteComment():
                self._lazy_comment(change.id).delete()
            case changes.NoteComment():
                self._lazy_pull(pull or 0).edit(body=change.body)
            case _:
                self._label(change, pull)
        return pull

    def _label(
        self, change: changes.LabelPull | changes.AddLabels | changes.RemoveLabel, pull: int | None
    ) -> None:
        match change:
            case changes.LabelPull():
                lazy_issue(self._repository, pull or 0).add_to_labels(
                    self._labels().written(change.name)
                )
            case changes.AddLabels():
                lazy_issue(self._repository, change.issue).add_to_labels(
                    *map(self._labels().written, change.names)
                )
            case changes.RemoveLabel():
                self._remove_label(change)

    def _commit(self, change: changes.CommitFiles) -> None:
        tips = [change.parent, *([change.merged] if change.merged else [])]
        parents = [GitCommit(self._repository.requester, {}, {"sha": tip.commit}) for tip in tips]
        elements = [*self._own(change, tips[-1]), *self._carried(change)]
        base_tree = GitTree(self._repository.requester, {}, {"sha": tips[-1].tree})
        tree = self._repository.create_git_tree(elements, base_tree)
        _raise_if_hollow(tree.sha)
        commit = self._repository.create_git_commit(change.message, tree, parents)
        _raise_if_hollow(commit.sha)
        ref = f"refs/heads/{change.branch}"
        if change.create:
            self._repository.create_git_ref(ref, commit.sha)
        else:
            url = f"{self._repository.url}/git/{ref}"
            GitRef(self._repository.requester, {}, {"ref": ref, "url": url}).edit(
                commit.sha, force=False
            )

    def _own(self, change: changes.CommitFiles, base: Tip) -> list[InputGitTreeElement]:
        """Return the bot's own files; GitHub refuses to remove one that is not there."""
        removed = {path for path, text in change.files.items() if text is None}
        if removed:
            tree = self._repository.get_git_tree(base.tree, recursive=True)
            removed &= {each.path for each in tree.tree}
        return [
            *(InputGitTreeElement(path, "100644", "blob", sha=None) for path in sorted(removed)),
            *(
                InputGitTreeElement(path, "100644", "blob", content=text)
                for path, text in change.files.items()
                if text is not None
            ),
        ]

    def _carried(self, change: changes.CommitFiles) -> list[InputGitTreeElement]:
        """Return what the branch has at the carried paths; a path that is gone stays so."""
        if not change.carried:
            return []
        tree = self._repository.get_git_tree(change.parent.tree, recursive=True)
        there = {each.path: each for each in tree.tree}
        return [
            InputGitTreeElement(path, there[path].mode, there[path].type, sha=there[path].sha)
            if path in there
            else InputGitTreeElement(path, "100644", "blob", sha=None)
            for path in sorted(change.carried)
        ]

    def _delete_branch(self, change: changes.DeleteBranch) -> None:
        """Delete a branch unless it has moved; GitHub itself cannot be asked to look."""
        try:
            ref = self._repository.get_git_ref(f"heads/{change.branch}")
            if ref.object.sha == change.tip:
                ref.delete()
        except GithubException as error:
            is_gone = error.status == 422 and "does not exist" in str(error.data)
            if error.status != 404 and not is_gone:
                raise

    def _open_pull(self, change: changes.OpenPull) -> int:
        pull = self._repository.create_pull(
            base=change.base_branch, head=change.branch, title=change.title, body=change.body
        )
        _raise_if_hollow(pull.number)
        return pull.number

    def _remove_label(self, change: changes.RemoveLabel) -> None:
        try:
            lazy_issue(self._repository, change.issue).remove_from_labels(
                self._labels().written(change.name)
            )
        except GithubException as error:
            if error.status != 404 or "Label does not exist" not in str(error.data):
                raise  # else it was taken off already

    def _write_comment(self, change: changes.WriteComment, pull: int | None) -> None:
        body = markers.fill_pull(change.body, pull) if pull else change.body
        if change.id is None:
            lazy_issue(self._repository, change.issue).create_comment(body)
        else:
            self._lazy_comment(change.id).edit(body)

    def _lazy_comment(self, number: int) -> IssueComment:
        url = f"{self._repository.url}/issues/comments/{number}"
        return IssueComment(self._repository.requester, {}, {"id": number, "url": url})

    def _lazy_pull(self, number: int) -> PullRequest:
        url = f"{self._repository.url}/pulls/{number}"
        return PullRequest(self._repository.requester, {}, {"number": number, "url": url})
