"""Choose which files of a list are read, and take them from a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from bot.config import CITATION_FILE, NEWS_FILE, PAPERS_FILE, STAGES_FILE, TEXTS_FOLDER
from bot.doctor.calls import is_workflow
from bot.doctor.described import read_form
from bot.doctor.setup import Files, Unread
from bot.listing import DESCRIPTION_FILE, Description
from bot.outputs import FOLDER, blob_sha

BESIDE = (STAGES_FILE, NEWS_FILE, CITATION_FILE)
_SEARCHED = (".github", FOLDER)  # with all that is below; of the rest, what stands at the top


def is_text(path: str) -> bool:
    """Whether a file is a template of the list's own."""
    folder, _, name = path.rpartition("/")
    return folder == TEXTS_FOLDER and name.endswith(".j2")


def read_files(blobs: Mapping[str, str], read: Callable[[str], bytes | Unread]) -> Files:
    """Return the files of a list, with what stands in those that doctor judges."""
    described = read(DESCRIPTION_FILE) if DESCRIPTION_FILE in blobs else None
    contents = {} if described is None else {DESCRIPTION_FILE: described}
    form = read_form(described)
    for path in dict.fromkeys(_wanted(blobs, form)):
        if path in blobs:
            contents[path] = read(path)
    return Files(blobs, contents)


def _wanted(blobs: Iterable[str], form: Description | Unread | str) -> Iterator[str]:
    """Return the paths whose contents are judged; they need not be there."""
    yield from (path for path in blobs if is_workflow(path) or is_text(path))
    yield from BESIDE
    if not isinstance(form, Description):
        yield PAPERS_FILE
        return
    yield form.list.data
    if form.is_in_place or (form.sections and form.sections.headings):
        yield form.list.readme


def files_in(root: Path) -> Files:
    """Return the files of the list in a folder."""
    described = _read(root / DESCRIPTION_FILE)
    form = read_form(described)
    paths = [each for name in _SEARCHED for each in (root / name).rglob("*")]
    paths += root.iterdir()
    if isinstance(form, Description):
        paths += [root / form.list.data, root / form.list.readme]
    contents = {path.relative_to(root).as_posix(): _read(path) for path in paths if path.is_file()}
    blobs = {path: _blob(content) for path, content in contents.items()}
    return read_files(blobs, lambda path: contents[path] or b"")


def _read(path: Path) -> bytes | Unread | None:
    try:
        return path.read_bytes() if path.exists() else None
    except OSError as error:
        return Unread(f"{path} cannot be read: {error.strerror}")


def _blob(content: bytes | Unread | None) -> str:
    """Return the name of a file's blob, blank for what is no text: nothing generated is so."""
    try:
        return blob_sha(content.decode()) if isinstance(content, bytes) else ""
    except UnicodeDecodeError:
        return ""
