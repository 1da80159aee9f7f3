"""Write git objects, files and comparisons in GitHub's JSON shapes."""

from __future__ import annotations

import base64
import datetime as dt
from urllib.parse import quote

import pygit2
from pygit2.enums import DeltaStatus, FileMode

from localhub.access import is_protected
from localhub.payloads import JSON, Payloads, node_id, timestamp

LARGEST_INLINE_FILE = 1024 * 1024
UNSIGNED: JSON = {
    "verified": False,
    "reason": "unsigned",
    "signature": None,
    "payload": None,
    "verified_at": None,
}
_STATUS = {
    DeltaStatus.ADDED: "added",
    DeltaStatus.DELETED: "removed",
    DeltaStatus.RENAMED: "renamed",
    DeltaStatus.COPIED: "copied",
}


class GitPayloads:
    """Show what the repository holds, under the addresses of `show`."""

    def __init__(self, show: Payloads) -> None:
        self.show = show
        self.store = show.world.store
        self.git_api = f"{show.repo_api}/git"

    def ref(self, name: str, sha: str) -> JSON:
        """Show a reference."""
        return {
            "ref": name,
            "node_id": node_id("Ref", len(name)),
            "url": f"{self.git_api}/{quote(name)}",
            "object": {"sha": sha, "type": "commit", "url": f"{self.git_api}/commits/{sha}"},
        }

    def branch(self, name: str, commit: pygit2.Commit) -> JSON:
        """Show a branch with its last commit."""
        world = self.show.world
        checks = world.settings.required_checks if name == world.default_branch else []
        protected = bool(checks) or is_protected(world, name)
        url = f"{self.show.repo_api}/branches/{quote(name)}"
        return {
            "name": name,
            "commit": self.commit(commit),
            "_links": {"self": url, "html": f"{self.show.repo_site}/tree/{quote(name)}"},
            "protected": protected,
            "protection": {
                "enabled": protected,
                "required_status_checks": {
                    "enforcement_level": "non_admins" if checks else "off",
                    "contexts": [*checks],
                    "checks": [{"context": check, "app_id": None} for check in checks],
                },
            },
            "protection_url": f"{url}/protection",
        }

    def git_commit(self, commit: pygit2.Commit) -> JSON:
        """Show a commit as git has it."""
        sha = str(commit.id)
        return {
            "sha": sha,
            "node_id": node_id("Commit", int(sha[:8], 16)),
            "url": f"{self.git_api}/commits/{sha}",
            "html_url": f"{self.show.repo_site}/commit/{sha}",
            "author": self._signature(commit.author),
            "committer": self._signature(commit.committer),
            "message": commit.message,
            "tree": self._pointer("trees", str(commit.tree_id)),
            "parents": [
                self._pointer("commits", str(parent))
                | {"html_url": f"{self.show.repo_site}/commit/{parent}"}
                for parent in commit.parent_ids
            ],
            "verification": UNSIGNED,
        }

    def simple_commit(self, commit: pygit2.Commit) -> JSON:
        """Show a commit as events and workflow runs do."""
        git = self.git_commit(commit)
        return {
            "id": git["sha"],
            "tree_id": git["tree"]["sha"],
            "message": git["message"],
            "timestamp": git["committer"]["date"],
            "author": {key: git["author"][key] for key in ("name", "email")},
            "committer": {key: git["committer"][key] for key in ("name", "email")},
        }

    def commit(self, commit: pygit2.Commit) -> JSON:
        """Show a commit as GitHub has it, with the accounts of author and committer."""
        git = self.git_commit(commit)
        url = f"{self.show.repo_api}/commits/{git['sha']}"
        inner = {key: git[key] for key in ("url", "author", "committer", "message", "tree")}
        return {
            "sha": git["sha"],
            "node_id": git["node_id"],
            "commit": inner | {"comment_count": 0, "verification": UNSIGNED},
            "url": url,
            "html_url": git["html_url"],
            "comments_url": f"{url}/comments",
            "author": self._account(commit.author),
            "committer": self._account(commit.committer),
            "parents": [
                parent | {"url": f"{self.show.repo_api}/commits/{parent['sha']}"}
                for parent in git["parents"]
            ],
        }

    def full_commit(self, commit: pygit2.Commit) -> JSON:
        """Show a commit with the files that it changed."""
        before = commit.parents[0].tree if commit.parents else None
        files = self.files(self.store.diff(before, commit.tree), str(commit.id))
        additions = sum(file["additions"] for file in files)
        deletions = sum(file["deletions"] for file in files)
        total = {"total": additions + deletions, "additions": additions, "deletions": deletions}
        return self.commit(commit) | {"stats": total, "files": files}

    def files(self, diff: pygit2.Diff, sha: str) -> list[JSON]:
        """Show the files of a diff whose newer side is the commit `sha`."""
        return [self._file(patch, sha) for patch in diff if patch is not None]

    def _file(self, patch: pygit2.Patch, sha: str) -> JSON:
        delta = patch.delta
        status = _STATUS.get(delta.status, "modified")
        side = delta.old_file if status == "removed" else delta.new_file
        _, additions, deletions = patch.line_stats
        path = quote(side.path)
        shown: JSON = {
            "sha": str(side.id),
            "filename": side.path,
            "status": status,
            "additions": additions,
            "deletions": deletions,
            "changes": additions + deletions,
            "blob_url": f"{self.show.repo_site}/blob/{sha}/{path}",
            "raw_url": f"{self.show.repo_site}/raw/{sha}/{path}",
            "contents_url": f"{self.show.repo_api}/contents/{path}?ref={sha}",
        }
        if status in {"renamed", "copied"}:
            shown["previous_filename"] = delta.old_file.path
        if not delta.is_binary and patch.hunks:
            text = (patch.data or b"").decode(errors="replace")
            shown["patch"] = text[text.index("\n@@ ") + 1 :].removesuffix("\n")
        return shown

    def tree(self, tree: pygit2.Tree, *, recursive: bool) -> JSON:
        """Show a tree, with all below it where `recursive`."""
        nodes = (
            self.store.walk_tree(tree) if recursive else [(str(node.name), node) for node in tree]
        )
        return {
            "sha": str(tree.id),
            "url": f"{self.git_api}/trees/{tree.id}",
            "tree": [self._node(path, node) for path, node in nodes],
            "truncated": False,
        }

    def _node(self, path: str, node: pygit2.Object) -> JSON:
        kind = "blob" if isinstance(node, pygit2.Blob) else "tree"
        size = {"size": node.size} if isinstance(node, pygit2.Blob) else {}
        mode = f"{int(node.filemode):06o}"
        return (
            {"path": path, "mode": mode, "type": kind}
            | self._pointer(f"{kind}s", str(node.id))
            | size
        )

    def blob(self, blob: pygit2.Blob) -> JSON:
        """Show a blob with its content."""
        return self._pointer("blobs", str(blob.id)) | {
            "node_id": node_id("Blob", blob.size),
            "size": blob.size,
            "content": base64.encodebytes(blob.data).decode(),
            "encoding": "base64",
        }

    def content(self, path: str, node: pygit2.Object, ref: str) -> JSON:
        """Show a file as the contents endpoint does; beyond a megabyte without content."""
        shown = self.content_entry(path, node, ref)
        if isinstance(node, pygit2.Blob):
            large = node.size > LARGEST_INLINE_FILE
            text = "" if large else base64.encodebytes(node.data).decode()
            shown |= {"content": text, "encoding": "none" if large else "base64"}
        return shown

    def content_entry(self, path: str, node: pygit2.Object, ref: str) -> JSON:
        """Show one entry of a directory."""
        file = isinstance(node, pygit2.Blob)
        page = "blob" if file else "tree"
        url = f"{self.show.repo_api}/contents/{quote(path)}?ref={quote(ref, safe='')}"
        git_url = f"{self.git_api}/{page}s/{node.id}"
        html_url = f"{self.show.repo_site}/{page}/{quote(ref)}/{quote(path)}"
        raw = f"{self.show.repo_site}/raw/{quote(ref)}/{quote(path)}" if file else None
        return {
            "name": path.rpartition("/")[2],
            "path": path,
            "sha": str(node.id),
            "size": node.size if isinstance(node, pygit2.Blob) else 0,
            "url": url,
            "html_url": html_url,
            "git_url": git_url,
            "download_url": raw,
            "type": "dir" if node.filemode == FileMode.TREE else "file",
            "_links": {"self": url, "git": git_url, "html": html_url},
        }

    def _pointer(self, kind: str, sha: str) -> JSON:
        return {"sha": sha, "url": f"{self.git_api}/{kind}/{sha}"}

    def _signature(self, signature: pygit2.Signature) -> JSON:
        moment = dt.datetime.fromtimestamp(signature.time, dt.UTC)
        return {"name": signature.name, "email": signature.email, "date": timestamp(moment)}

    def _account(self, signature: pygit2.Signature) -> JSON | None:
        user = self.show.world.user_by_email(signature.email)
        return None if user is None else self.show.user(user)
