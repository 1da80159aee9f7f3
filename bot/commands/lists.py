"""Take a list as it stands in a folder or on GitHub: the files that the bot reads there."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bot.commands.files import reader
from bot.commands.settings import read_settings
from bot.config import TEXTS_FOLDER
from bot.errors import UnreadableFile, UsageFault
from bot.gateway import Refused, Rest
from bot.text import pattern

_NAME = pattern(r"[A-Za-z0-9][\w.-]*/[\w.-]+", re.ASCII)


class Place:
    """Where a list stands. What is read there is kept: it is all that the bot reads of it."""

    def __init__(
        self,
        name: str,
        read: Callable[[str], str | None],
        names: Callable[[], list[str]],
    ) -> None:
        """Take the name of the list, how a file is read, and how those of its templates are."""
        self.name = name
        self._read = read
        self._names = names
        self._found: dict[str, str | None] = {}

    def read(self, path: str) -> str | None:
        """Return the text of a file, None where there is none. Raises Fault."""
        if path not in self._found:
            self._found[path] = self._read(path)
        return self._found[path]

    def files(self) -> dict[str, str]:
        """Return what was read so far, by path."""
        return {path: text for path, text in self._found.items() if text is not None}

    def texts(self) -> dict[str, str]:
        """Return the templates of the list's own, by their names. Raises Fault."""
        names = [name for name in self._names() if name.endswith(".j2")]
        found = {name: self.read(f"{TEXTS_FOLDER}/{name}") for name in names}
        return {name: text for name, text in found.items() if text is not None}


@contextmanager
def place_of(where: str, env: Mapping[str, str]) -> Iterator[Place]:
    """Yield the place that a folder or OWNER/NAME on GitHub is. Raises Fault."""
    folder = Path(where)
    if folder.is_dir():
        yield _in_folder(folder)
    elif _NAME.fullmatch(where):
        settings = read_settings({**env, "GITHUB_REPOSITORY": where})
        rest = Rest(where, settings.token, api_url=settings.api_url)
        try:
            yield _on_github(rest, where)
        finally:
            rest.close()
    else:
        raise UsageFault(f"{where} is neither a folder nor OWNER/NAME")


def _in_folder(folder: Path) -> Place:
    def names() -> list[str]:
        return sorted(path.name for path in (folder / TEXTS_FOLDER).glob("*"))

    return Place(folder.resolve().name, reader(folder), names)


def _on_github(rest: Rest, repository: str) -> Place:
    found = rest.get("", "read the repository")
    if isinstance(found, Refused):
        raise UsageFault(f"{repository} is not reached: {found.message}")

    def read(path: str) -> str | None:
        shown = rest.get(f"/contents/{quote(path)}", f"read {path}")
        return None if isinstance(shown, Refused) else _text(path, shown, rest)

    def names() -> list[str]:
        shown = rest.get(f"/contents/{TEXTS_FOLDER}", f"read {TEXTS_FOLDER}")
        return [] if isinstance(shown, Refused) else [each["name"] for each in shown]

    return Place(repository.partition("/")[2], read, names)


def _text(path: str, shown: Any, rest: Rest) -> str:
    """Return the text of a file; GitHub shows one of more than a megabyte elsewhere."""
    if isinstance(shown, list) or shown["type"] != "file":
        raise UnreadableFile(f"{path} is no plain file")
    if shown["encoding"] == "none":
        shown = rest.get(f"/git/blobs/{shown['sha']}", f"read {path}")
    content = base64.b64decode(shown["content"])
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise UnreadableFile.at(path, error) from error
