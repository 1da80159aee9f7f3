"""Answer the endpoints of git objects and references."""

from __future__ import annotations

import base64
import datetime as dt
from typing import TypeVar

import pygit2

from localhub import refs
from localhub.access import demand_push
from localhub.call import Body, Call
from localhub.gitstore import Entry
from localhub.payloads import JSON
from localhub.records import User
from localhub.refusals import Refusal, not_found, unprocessable
from localhub.world import GITHUB

T = TypeVar("T")

_MODES = {"100644", "100755", "040000", "120000"}


def get_ref(call: Call, ref: str) -> JSON:
    """Show one reference."""
    return call.git.ref(f"refs/{ref}", _there(call.world.store.ref(f"refs/{ref}")))


def list_matching_refs(call: Call, prefix: str = "") -> list[JSON]:
    """List the references that begin with `prefix`."""
    found = list(call.world.store.refs(f"refs/{prefix}").items())
    return [call.git.ref(name, sha) for name, sha in call.page(found)]


def create_ref(call: Call) -> JSON:
    """Create a reference."""
    body = call.body()
    name, sha = body.needed("ref"), body.needed("sha")
    refs.create_ref(call.world, call.actor, name, sha)
    return call.git.ref(name, sha)


def update_ref(call: Call, ref: str) -> JSON:
    """Move a reference."""
    body = call.body()
    name, sha = f"refs/{ref}", body.needed("sha")
    refs.update_ref(call.world, call.actor, name, sha, force=body.flag("force"))
    return call.git.ref(name, sha)


def delete_ref(call: Call, ref: str) -> None:
    """Delete a reference."""
    refs.delete_ref(call.world, call.actor, f"refs/{ref}")


def create_blob(call: Call) -> JSON:
    """Store a file's content."""
    demand_push(call.world, call.actor, "contents")
    body = call.body()
    text, encoding = body.needed("content"), body.text("encoding") or "utf-8"
    try:
        data = base64.b64decode(text) if encoding == "base64" else text.encode()
    except ValueError:
        raise unprocessable("content is not valid Base64") from None
    sha = call.world.store.write_blob(data)
    return {"sha": sha, "url": f"{call.git.git_api}/blobs/{sha}"}


def get_blob(call: Call, sha: str) -> JSON | bytes:
    """Show a stored file."""
    blob = _there(call.world.store.blob(sha))
    return blob.data if call.wants_raw() else call.git.blob(blob)


def create_tree(call: Call) -> JSON:
    """Store a tree, new or made from another."""
    demand_push(call.world, call.actor, "contents")
    body, store = call.body(), call.world.store
    base_sha, entries = body.text("base_tree"), body.objects("tree")
    base = None if base_sha is None else store.tree(base_sha)
    if not entries or (base is None and base_sha is not None):
        raise unprocessable("Invalid tree info")
    changes = {_path(entry): _entry(call, entry) for entry in entries}
    try:
        sha = store.write_tree(base, changes)
    except KeyError:
        raise unprocessable("GitRPC::BadObjectState") from None
    return call.git.tree(_there(store.tree(sha)), recursive=False)


def _path(entry: Body) -> str:
    path = entry.needed("path")
    if any(part.lower() in {"", ".", "..", ".git"} for part in path.split("/")):
        raise unprocessable("tree.path contains a malformed path component")
    return path


def _entry(call: Call, entry: Body) -> Entry | None:
    mode = entry.text("mode") or "100644"
    if mode not in _MODES:
        raise unprocessable("Must supply a valid tree.mode")
    content, sha = entry.text("content"), entry.text("sha")
    if content is not None:
        return Entry(call.world.store.write_blob(content), int(mode, 8))
    if "sha" not in entry:
        raise unprocessable("Must supply either tree.sha or tree.content.")
    if sha is None:
        return None
    store, kind = call.world.store, "tree" if mode == "040000" else "blob"
    if (store.tree(sha) if kind == "tree" else store.blob(sha)) is None:
        raise unprocessable(f"tree.sha {sha} is not a valid {kind}")
    return Entry(sha, int(mode, 8))


def get_tree(call: Call, sha: str) -> JSON:
    """Show a tree, named by its own sha or by a commit or branch."""
    store = call.world.store
    commit = None if store.tree(sha) else store.resolve(sha)
    tree = _there(store.tree(sha) if commit is None else commit.tree)
    return call.git.tree(tree, recursive="recursive" in call.request.args)


def create_commit(call: Call) -> JSON:
    """Store a commit."""
    user = demand_push(call.world, call.actor, "contents")
    body, store = call.body(), call.world.store
    message, tree, parents = body.needed("message"), body.needed("tree"), body.texts("parents")
    if store.tree(tree) is None:
        raise unprocessable("Tree SHA does not exist")
    if any(store.commit(parent) is None for parent in parents):
        raise unprocessable("Parent SHA does not exist or is not a commit object")
    sha = store.write_commit(tree, parents, message, *_signatures(call, body, user))
    return call.git.git_commit(_there(store.commit(sha)))


def _signatures(call: Call, body: Body, user: User) -> tuple[pygit2.Signature, pygit2.Signature]:
    """Read author and committer; an app that names neither has GitHub commit and sign for it."""
    author, committer = body.object("author"), body.object("committer")
    written = _signature(call, author, user)
    if author is None and committer is None and user.type == "Bot":
        return written, call.world.signature(GITHUB)
    return written, written if committer is None else _signature(call, committer, user)


def _signature(call: Call, given: Body | None, user: User) -> pygit2.Signature:
    if given is None:
        return call.world.signature(user)
    date = given.text("date")
    try:
        moment = call.world.clock() if date is None else dt.datetime.fromisoformat(date)
        name, email = given.needed("name"), given.needed("email")
        return pygit2.Signature(name, email, int(moment.timestamp()), 0)
    except Refusal:
        raise
    except (ValueError, pygit2.GitError):
        raise unprocessable("Invalid author or committer") from None


def get_git_commit(call: Call, sha: str) -> JSON:
    """Show a stored commit as git has it."""
    return call.git.git_commit(_there(call.world.store.commit(sha)))


def _there(found: T | None) -> T:
    if found is None:
        raise not_found()
    return found
