"""Let people act: file, edit, label, comment, push and merge, by the rules of the REST API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from localhub import issues, pulls, refs
from localhub.gitstore import HEADS
from localhub.world import MAINTAINER, World


class People:
    """Act on a world as the person named.

    Whoever pushes, merges or deletes a branch is taken to have write access.
    """

    def __init__(self, world: World) -> None:
        self._world = world

    def open_issue(
        self,
        title: str,
        body: str | None,
        *,
        author: str = "contributor",
        labels: Iterable[str] = (),
    ) -> int:
        """Open an issue as a person would by a form, which may bring labels.

        Labels that the repository lacks are dropped without a word.
        """
        with self._world.lock:
            issue = issues.create_issue(self._world, self._world.person(author), title, body)
            for label in labels:
                if label.lower() in self._world.labels:
                    self.label_issue(issue.number, label)
            return issue.number

    def edit_issue(
        self,
        number: int,
        *,
        title: str | None = None,
        body: str | issues.Unchanged | None = issues.UNCHANGED,
        author: str | None = None,
    ) -> None:
        """Change an issue's or pull request's texts, as its author where none is named."""
        with self._world.lock:
            login = author or self._world.issue(number).author.login
            actor = self._world.person(login)
            issues.edit_issue(self._world, actor, number, title=title, body=body)

    def close_issue(self, number: int, *, by: str = MAINTAINER) -> None:
        """Close an issue or pull request."""
        with self._world.lock:
            issues.edit_issue(self._world, self._world.person(by), number, state="closed")

    def reopen_issue(self, number: int, *, by: str = MAINTAINER) -> None:
        """Open a closed issue or pull request again."""
        with self._world.lock:
            issues.edit_issue(self._world, self._world.person(by), number, state="open")

    def open_pull(
        self, title: str, body: str | None, head: str, base: str, *, by: str = MAINTAINER
    ) -> int:
        """Open a pull request from one branch to another, and return its number."""
        with self._world.lock:
            actor = self._world.person(by, write=True)
            return pulls.create_pull(self._world, actor, title, body, head, base).number

    def open_fork_pull(
        self, title: str, body: str | None, branch: str, *, by: str = "stranger"
    ) -> int:
        """Open a pull request from a branch of a person's own fork, and return its number.

        Its commit adds one file, and everything else of it is the person's to choose.
        """
        with self._world.lock:
            world, actor = self._world, self._world.person(by)
            sha = refs.commit_in_fork(world, actor, {"fork.txt": body or ""}, title)
            return pulls.create_fork_pull(world, actor, title, body, branch, sha).number

    def close_pull(self, number: int, *, by: str = MAINTAINER) -> None:
        """Close a pull request unmerged."""
        with self._world.lock:
            self._world.pull(number)
            self.close_issue(number, by=by)

    def reopen_pull(self, number: int, *, by: str = MAINTAINER) -> None:
        """Open a closed pull request again."""
        with self._world.lock:
            self._world.pull(number)
            self.reopen_issue(number, by=by)

    def make_labels(self, *names: str) -> None:
        """Add labels to the repository, as a maintainer does on its page of labels."""
        with self._world.lock:
            for name in names:
                issues.ensure_label(self._world, name)

    def label_issue(self, number: int, name: str, *, by: str = MAINTAINER) -> None:
        """Put a label on an issue or pull request."""
        with self._world.lock:
            issues.add_labels(self._world, self._world.person(by), number, [name])

    def unlabel_issue(self, number: int, name: str, *, by: str = MAINTAINER) -> None:
        """Take a label off an issue or pull request."""
        with self._world.lock:
            issues.remove_label(self._world, self._world.person(by), number, name)

    def lock_issue(self, number: int, *, by: str = MAINTAINER) -> None:
        """Lock the conversation on an issue or pull request."""
        with self._world.lock:
            issues.lock_issue(self._world, self._world.person(by), number)

    def unlock_issue(self, number: int, *, by: str = MAINTAINER) -> None:
        """Unlock the conversation on an issue or pull request."""
        with self._world.lock:
            issues.unlock_issue(self._world, self._world.person(by), number)

    def transfer_issue(
        self,
        number: int,
        to: str = "octo-list/elsewhere",
        *,
        readable: bool = True,
        by: str = MAINTAINER,
    ) -> int:
        """Move an issue to another repository, and return its number there.

        Whoever asks here is led there, or where it is not `readable` told that there is none.
        """
        with self._world.lock:
            actor = self._world.person(by)
            transfer = issues.transfer_issue(self._world, actor, number, to, readable=readable)
            return transfer.number

    def delete_issue(self, number: int) -> None:
        """Delete an issue, as an administrator."""
        with self._world.lock:
            issues.delete_issue(self._world, number)

    def comment(self, number: int, body: str, *, author: str) -> int:
        """Comment on an issue or pull request, and return the comment's id."""
        with self._world.lock:
            actor = self._world.person(author)
            return issues.create_comment(self._world, actor, number, body).id

    def edit_comment(self, comment_id: int, body: str, *, by: str | None = None) -> None:
        """Change a comment, as its author where nobody is named."""
        with self._world.lock:
            login = by or self._world.comment(comment_id).author.login
            issues.edit_comment(self._world, self._world.person(login), comment_id, body)

    def delete_comment(self, comment_id: int, *, by: str = MAINTAINER) -> None:
        """Delete a comment."""
        with self._world.lock:
            issues.delete_comment(self._world, self._world.person(by), comment_id)

    def merge_pull(
        self, number: int, *, method: pulls.MergeMethod = "merge", by: str = MAINTAINER
    ) -> str:
        """Merge a pull request with GitHub's own texts, and return the base's new sha."""
        with self._world.lock:
            actor = self._world.person(by, write=True)
            return pulls.merge_pull(self._world, actor, number, method)

    def commit_files(
        self,
        branch: str,
        files: Mapping[str, str | bytes | None],
        message: str,
        *,
        author: str = MAINTAINER,
    ) -> str:
        """Push a commit on top of a branch, and return its sha; None deletes a file."""
        with self._world.lock:
            actor = self._world.person(author, write=True)
            return refs.push_files(self._world, actor, branch, files, message)

    def amend_commit(
        self, branch: str, files: Mapping[str, str | bytes | None], *, by: str = MAINTAINER
    ) -> str:
        """Put another commit in the place of a branch's last one, and return its sha.

        As in git, its author and its message stay, and the person becomes its committer.
        """
        with self._world.lock:
            actor = self._world.person(by, write=True)
            return refs.amend_commit(self._world, actor, branch, files)

    def merge_branch(
        self,
        source: str,
        into: str,
        *,
        resolved: Mapping[str, str] | None = None,
        author: str = MAINTAINER,
        by_button: bool = False,
    ) -> str:
        """Merge a branch into another, and return the other's new sha.

        `resolved` are texts for files in conflict. `by_button` does as "Update branch" on a
        pull request's page: the commit is made by GitHub in the person's name.
        """
        with self._world.lock:
            actor = self._world.person(author, write=True)
            return refs.merge_branch(
                self._world, actor, source, into, resolved or {}, by_button=by_button
            )

    def delete_branch(self, name: str, *, by: str = MAINTAINER) -> None:
        """Delete a branch."""
        with self._world.lock:
            refs.delete_ref(self._world, self._world.person(by, write=True), HEADS + name)
