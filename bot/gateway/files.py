"""Read a repository's files at a commit: from the checkout where it has it, else from GitHub."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from github import GithubException
from github.Repository import Repository

from bot.errors import BrokenState, MissingFile
from bot.gateway import convert
from bot.gateway.checkout import Checkout
from bot.gateway.errors import faults
from bot.outputs import FOLDER, README_FILE
from bot.reconcile import Tip


class Files:
    """The files of one repository."""

    def __init__(self, repository: Repository, checkout: Checkout) -> None:
        self._repository = repository
        self._checkout = checkout
        self._generated: dict[str, Mapping[str, str]] = {}

    def read(self, commit: str, path: str) -> str:
        """Return the text of a file at a commit. Raises MissingFile, BrokenState."""
        content = self._checkout.read(commit, path)
        if content is None:
            content = self._download(commit, path)
        try:
            return content.decode()
        except UnicodeDecodeError as error:
            raise BrokenState(f"{path} is not UTF-8, at byte {error.start}") from error

    def generated_at(self, tip: Tip) -> Mapping[str, str]:
        """Return the generated files of a commit by path, with their blobs."""
        if tip.commit not in self._generated:
            blobs = self._checkout.blobs(tip.commit, README_FILE, FOLDER)
            if blobs is None:
                with faults("read the names of the generated files"):
                    tree = self._repository.get_git_tree(tip.tree, recursive=True)
                    blobs = convert.blobs_of(tree)
            self._generated[tip.commit] = blobs
        return self._generated[tip.commit]

    def _download(self, commit: str, path: str) -> bytes:
        with faults(f"read {path}"):
            try:
                found = self._repository.get_contents(path, ref=commit)
            except GithubException as error:
                if error.status == 404:
                    raise MissingFile(f"{path} is missing at {commit[:8]}") from error
                raise
            if isinstance(found, list) or found.type != "file":
                raise BrokenState(f"{path} is no plain file")
            if found.encoding == "none":
                blob = self._repository.get_git_blob(found.sha)  # more than a megabyte
                return base64.b64decode(blob.content)
            return found.decoded_content
