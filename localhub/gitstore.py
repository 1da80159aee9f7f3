"""Read and write git objects and references in a bare repository."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, cast

import pygit2
from pygit2.enums import FileMode, SortMode

HEADS = "refs/heads/"


class Entry(NamedTuple):
    """A file, link or directory to put into a tree."""

    sha: str
    mode: int = FileMode.BLOB


class GitStore:
    """Wrap a bare repository: shas are text, and what is missing is None."""

    def __init__(self, repository: pygit2.Repository) -> None:
        self.repository = repository

    @classmethod
    def create(cls, path: Path, default_branch: str) -> GitStore:
        """Make an empty bare repository at `path`."""
        return cls(pygit2.init_repository(path, bare=True, initial_head=default_branch))

    def close(self) -> None:
        """Let go of the repository's files."""
        self.repository.free()

    def refs(self, prefix: str = "refs/") -> dict[str, str]:
        """List the references that begin with `prefix`, sorted by name."""
        names = sorted(self.repository.listall_references())
        return {
            name: str(self.repository.lookup_reference(name).target)
            for name in names
            if name.startswith(prefix)
        }

    def ref(self, name: str) -> str | None:
        """Return the sha that the full reference `name` points at."""
        try:
            return str(self.repository.lookup_reference(name).target)
        except (KeyError, pygit2.InvalidSpecError):
            return None

    def tip(self, branch: str) -> str | None:
        """Return the sha of a branch's last commit."""
        return self.ref(HEADS + branch)

    def set_ref(self, name: str, sha: str) -> None:
        """Point a reference at `sha`, creating it where it is missing."""
        self.repository.create_reference_direct(name, pygit2.Oid(hex=sha), True)

    def delete_ref(self, name: str) -> None:
        """Remove a reference."""
        self.repository.lookup_reference(name).delete()

    def object(self, sha: str) -> pygit2.Object | pygit2.Commit | None:
        """Look an object up by its full sha."""
        try:
            return self.repository.get(sha)
        except ValueError:
            return None

    def blob(self, sha: str) -> pygit2.Blob | None:
        """Look a blob up by its full sha."""
        found = self.object(sha)
        return found if isinstance(found, pygit2.Blob) else None

    def tree(self, sha: str) -> pygit2.Tree | None:
        """Look a tree up by its full sha."""
        found = self.object(sha)
        return found if isinstance(found, pygit2.Tree) else None

    def commit(self, sha: str) -> pygit2.Commit | None:
        """Look a commit up by its full sha."""
        found = self.object(sha)
        return found if isinstance(found, pygit2.Commit) else None

    def resolve(self, text: str) -> pygit2.Commit | None:
        """Find the commit that a branch, a tag, a reference or a sha names."""
        for name in (HEADS + text, f"refs/tags/{text}", f"refs/{text}", text):
            sha = self.ref(name)
            if sha is not None and (commit := self.commit(sha)) is not None:
                return commit
        if text == "HEAD" and not self.repository.head_is_unborn:
            return self.commit(str(self.repository.head.target))
        return self.commit(text)

    def write_blob(self, content: str | bytes) -> str:
        """Store a file's content."""
        data = content.encode() if isinstance(content, str) else content
        return str(self.repository.create_blob(data))

    def write_tree(self, base: pygit2.Tree | None, changes: Mapping[str, Entry | None]) -> str:
        """Store `base` with `changes` put over it; None takes a path away.

        Raises KeyError where a path to take away is not there.
        """
        index = pygit2.Index()
        if base is not None:
            index.read_tree(base)
        for path, entry in changes.items():
            if entry is None:
                self._remove(index, path)
            elif entry.mode == FileMode.TREE:
                self._graft(index, path, entry.sha)
            else:
                oid = pygit2.Oid(hex=entry.sha)
                index.add(pygit2.IndexEntry(path, oid, FileMode(entry.mode)))
        return str(index.write_tree(self.repository))

    def _graft(self, index: pygit2.Index, path: str, sha: str) -> None:
        """Put a stored tree below `path`."""
        for name, node in self.walk_tree(self.repository[sha].peel(pygit2.Tree)):
            if node.filemode != FileMode.TREE:
                index.add(pygit2.IndexEntry(f"{path}/{name}", node.id, FileMode(node.filemode)))

    def _remove(self, index: pygit2.Index, path: str) -> None:
        """Take a file or a whole directory away."""
        gone = [entry.path for entry in index if f"{entry.path}/".startswith(f"{path}/")]
        if not gone:
            raise KeyError(path)
        for name in gone:
            index.remove(name)

    def write_commit(
        self,
        tree: str,
        parents: list[str],
        message: str,
        author: pygit2.Signature,
        committer: pygit2.Signature | None = None,
    ) -> str:
        """Store a commit without moving any reference."""
        oids = [pygit2.Oid(hex=parent) for parent in parents]
        return str(
            self.repository.create_commit(
                None, author, committer or author, message, pygit2.Oid(hex=tree), oids
            )
        )

    def walk_tree(self, tree: pygit2.Tree, prefix: str = "") -> list[tuple[str, pygit2.Object]]:
        """List a tree with all trees below it, each directory before what it holds."""
        found: list[tuple[str, pygit2.Object]] = []
        for node in tree:
            path = f"{prefix}{node.name}"
            found.append((path, node))
            if isinstance(node, pygit2.Tree):
                found.extend(self.walk_tree(node, f"{path}/"))
        return found

    def merge_trees(self, ours: str, theirs: str, resolved: Mapping[str, str]) -> str | None:
        """Merge two commits in memory, with these texts for conflicts; None where some are left."""
        index = self.repository.merge_commits(pygit2.Oid(hex=ours), pygit2.Oid(hex=theirs))
        for path, text in resolved.items():
            if index.conflicts is not None and path in index.conflicts:
                del index.conflicts[path]
            index.add(
                pygit2.IndexEntry(path, self.repository.create_blob(text.encode()), FileMode.BLOB)
            )
        return None if index.conflicts else str(index.write_tree(self.repository))

    def contains(self, tip: str, sha: str) -> bool:
        """Whether `sha` is `tip` or one of its ancestors."""
        return tip == sha or self.repository.descendant_of(tip, sha)

    def merge_base(self, one: str, other: str) -> str | None:
        """Find the best common ancestor of two commits."""
        # pygit2's stub leaves out that unrelated commits have none
        found = cast("pygit2.Oid | None", self.repository.merge_base(one, other))
        return None if found is None else str(found)

    def between(self, base: str | None, head: str) -> list[pygit2.Commit]:
        """List the commits of `head` that `base` lacks, oldest first."""
        walker = self.repository.walk(pygit2.Oid(hex=head), SortMode.TOPOLOGICAL | SortMode.REVERSE)
        if base is not None:
            walker.hide(pygit2.Oid(hex=base))
        return list(walker)

    def diff(self, base: pygit2.Tree | None, head: pygit2.Tree) -> pygit2.Diff:
        """Compare two trees, finding renamed files; no `base` is the empty tree."""
        diff = head.diff_to_tree(swap=True) if base is None else base.diff_to_tree(head)
        diff.find_similar()
        return diff
