"""Read a repository's files at a commit: from the checkout where it has it, else from GitHub."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from github import GithubException
from github.GithubObject import NotSet
from github.Repository import Repository

from bot.config import CITATION_FILE, FORMS_FOLDER, NEWS_FILE, STAGES_FILE, TEXTS_FOLDER
from bot.errors import (
    BrokenState,
    MissingFile,
    NoDescription,
    TransientFault,
    UnreadableFile,
    UsageFault,
)
from bot.gateway.checkout import Checkout
from bot.gateway.errors import faults
from bot.listing import DESCRIPTION_FILE, Description
from bot.outputs import FOLDER, raise_for_texts
from bot.reconcile import Tip

_PATHS = (STAGES_FILE, NEWS_FILE, CITATION_FILE, FOLDER, FORMS_FOLDER)
_TOO_MANY = (
    "the repository has more files than GitHub names at once: give the bot a checkout of it, as"
    " its workflow does"
)


_EARLIER = 30  # commits of a file in which something is looked for


class Files:
    """The files of one repository; `form` reads the description of its list."""

    def __init__(
        self, repository: Repository, checkout: Checkout, form: Callable[[], Description]
    ) -> None:
        self._repository = repository
        self._form = form
        self._checkout = checkout
        self._blobs: dict[str, Mapping[str, str]] = {}

    def read(self, commit: str, path: str) -> str:
        """Return the text of a file at a commit. Raises MissingFile, UnreadableFile."""
        content = self._checkout.read(commit, path)
        if content is None and (blob := self._blobs.get(commit, {}).get(path)):
            content = self._checkout.blob(blob)  # an older commit may have the same file
        if content is None and self._checkout.blobs(commit, path) == {}:
            raise _missing(path, commit)
        if content is None:
            content = self._download(commit, path)
        return _text(path, content)

    def earlier(self, commit: str, path: str) -> Iterator[str]:
        """Yield the texts that a file had before it became what it is at a commit, newest first.

        They go back as far as one page of its commits; what was no text is left out.
        """
        requester, url = self._repository.requester, f"{self._repository.url}/commits"
        asked = {"sha": commit, "path": path, "per_page": _EARLIER}
        with faults(f"read the history of {path}"):
            _, found = requester.requestJsonAndCheck("GET", url, parameters=asked)
        for each in found[1:]:
            with suppress(MissingFile, UnreadableFile):  # one commit may have taken it away
                yield self.read(each["sha"], path)

    def read_data(self, commit: str) -> str:
        """Return the text of the list at a commit. Raises MissingFile, UnreadableFile."""
        about = self._form().list
        try:
            return self.read(commit, about.data)
        except MissingFile as error:
            if not self._form().is_in_place:
                raise
            made = f"commit what `paper-bot render` makes of {about.readme}"
            raise MissingFile(f"{error}: {made}") from error

    def read_of_default_branch(self, path: str) -> str:
        """Return the text of a file of the default branch, which the checkout is of.

        Raises MissingFile, UnreadableFile.
        """
        return _text(path, self._of_default_branch(path))

    def _of_default_branch(self, path: str) -> bytes:
        content = self._checkout.read_of_head(path)
        return self._download(None, path) if content is None else content

    def description(self) -> bytes:
        """Return the file that describes the list, as the default branch has it.

        Its folder is a second witness: one answer that a file is not there may be a fault of
        GitHub's, and what follows from it is a proposal to describe the list.

        Raises NoDescription, TransientFault where the two differ, UsageFault for what is no file.
        """
        try:
            return self._of_default_branch(DESCRIPTION_FILE)
        except MissingFile as error:
            folder = DESCRIPTION_FILE.rpartition("/")[0]
            if DESCRIPTION_FILE in self._paths_in(folder):
                raise TransientFault(f"{error}, though its folder names it") from error
            raise NoDescription(f"{error}: it describes the list") from error
        except UnreadableFile as error:
            raise UsageFault(str(error)) from error

    def texts_of_default_branch(self) -> Mapping[str, str]:
        """Return the templates of a list's own on the default branch, by their names.

        Raises UnreadableFile, and BrokenState with what is wrong in them.
        """
        texts = {
            path.rpartition("/")[2]: self.read_of_default_branch(path)
            for path in sorted(self._paths_in(TEXTS_FOLDER))
            if path.endswith(".j2") and path.count("/") == TEXTS_FOLDER.count("/") + 1
        }
        raise_for_texts(texts, self._form())
        return texts

    def _paths_in(self, folder: str) -> list[str]:
        """Return the paths of the files in a folder of the default branch, from the checkout.

        Without one GitHub is asked.
        """
        paths = self._checkout.paths_of_head(folder)
        if paths is not None:
            return paths
        with faults(f"read {folder}"):
            try:
                found = self._repository.get_contents(folder)
            except GithubException as error:
                if error.status == 404:
                    return []
                raise
        return [each.path for each in found] if isinstance(found, list) else []

    def blobs_at(self, tip: Tip) -> Mapping[str, str]:
        """Return the files of a commit that the bot writes or shows, by path, with their blobs."""
        if tip.commit not in self._blobs:
            about = self._form().list
            blobs = self._checkout.blobs(tip.commit, about.data, about.readme, *_PATHS)
            if blobs is None:
                with faults("read the names of the files"):
                    tree = self._repository.get_git_tree(tip.tree, recursive=True)
                    if tree.raw_data.get("truncated"):
                        raise BrokenState(_TOO_MANY)
                    blobs = {each.path: each.sha for each in tree.tree if each.type == "blob"}
            self._blobs[tip.commit] = blobs
        return self._blobs[tip.commit]

    def _download(self, commit: str | None, path: str) -> bytes:
        with faults(f"read {path}"):
            try:
                found = self._repository.get_contents(path, ref=commit or NotSet)
            except GithubException as error:
                if error.status == 404:
                    raise _missing(path, commit) from error
                raise
            if isinstance(found, list) or found.type != "file":
                raise UnreadableFile(f"{path} is no plain file")
            if found.encoding == "none":
                blob = self._repository.get_git_blob(found.sha)  # more than a megabyte
                return base64.b64decode(blob.content)
            return found.decoded_content


def _missing(path: str, commit: str | None) -> MissingFile:
    at = f"at {commit[:8]}" if commit else "on the default branch"
    return MissingFile(f"{path} is missing {at}")


def _text(path: str, content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise UnreadableFile.at(path, error) from error
