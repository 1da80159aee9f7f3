"""Make the commits by which a pull request lands on its base."""

from __future__ import annotations

from dataclasses import dataclass

import pygit2

from localhub.records import Issue, Pull, User
from localhub.refusals import Refusal
from localhub.world import GITHUB, World


@dataclass(frozen=True)
class Landing:
    """An open pull request above the commit `base` that it would land on."""

    world: World
    issue: Issue
    pull: Pull
    base: str

    def tree(self) -> str | None:
        """Merge both sides in memory; None on a conflict."""
        return self.world.store.merge_trees(self.base, self.pull.head_sha, {})

    def merge(self, by: User, title: str | None, message: str | None) -> str:
        """Join both sides in a commit with two parents."""
        source = f"{self.world.owner.login}/{self.pull.head}"
        title = title or f"Merge pull request #{self.issue.number} from {source}"
        message = self.issue.title if message is None else message
        return self._commit(by, [self.base, self.pull.head_sha], title, message)

    def squash(self, title: str | None, message: str | None) -> str:
        """Put all changes into one commit in the author's name."""
        commits = self.world.store.between(self.base, self.pull.head_sha)
        if len(commits) == 1:
            subject, _, rest = commits[0].message.partition("\n")
        else:
            subject = self.issue.title
            rest = "\n\n".join(f"* {commit.message.strip()}" for commit in commits)
        title = title or f"{subject} (#{self.issue.number})"
        message = rest.strip() if message is None else message
        return self._commit(self.issue.author, [self.base], title, message)

    def rebase(self, by: User) -> str:
        """Put the commits themselves on top of the base."""
        replayed = self.replay()
        if replayed is None:
            raise Refusal(405, "This branch can't be rebased")
        tip = self.base
        for commit, tree in replayed:
            committer = self.world.signature(by)
            tip = self.world.store.write_commit(
                tree, [tip], commit.message, commit.author, committer
            )
        return tip

    def replay(self) -> list[tuple[pygit2.Commit, str]] | None:
        """Find the tree of each commit once replayed, merges and empty ones left out.

        None where one of them conflicts, be it that a merge left out had settled that.
        """
        store = self.world.store
        onto = store.repository[self.base].peel(pygit2.Tree)
        replayed: list[tuple[pygit2.Commit, str]] = []
        for commit in store.between(self.base, self.pull.head_sha):
            if len(commit.parents) != 1:
                continue
            index = store.repository.merge_trees(commit.parents[0].tree, onto, commit.tree)
            if index.conflicts:
                return None
            tree = index.write_tree(store.repository)
            if tree != onto.id:
                replayed.append((commit, str(tree)))
                onto = store.repository[tree].peel(pygit2.Tree)
        return replayed

    def _commit(self, author: User, parents: list[str], title: str, message: str) -> str:
        tree, now = self.tree(), self.world.clock()
        if tree is None:
            raise Refusal(405, "Pull Request is not mergeable")
        text = f"{title}\n\n{message}" if message else title
        signatures = self.world.signature(author, now), self.world.signature(GITHUB, now)
        return self.world.store.write_commit(tree, parents, text, *signatures)
