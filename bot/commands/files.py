"""Read the list and the generated files where they lie on disk, and write these."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from bot.errors import BrokenState, UnreadableFile, UsageFault

if TYPE_CHECKING:
    from bot.catalog import Catalog, PageData
    from bot.listing import Description

# What is there and what should be, by path; None for no file.
Changes = dict[str, tuple[bytes | None, bytes | None]]


def read_text(file: str) -> str:
    """Return the text of a file, of standard input for `-`. Raises UsageFault."""
    return read_bytes(file).decode("utf-8", "replace")


def read_bytes(file: str) -> bytes:
    """Return what is in a file, in standard input for `-`. Raises UsageFault."""
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise UsageFault(f"{file} cannot be read: {error.strerror}") from error


def changes(wanted: Mapping[str, str], form: Description, output: Path) -> Changes:
    """Return what is there and what should be, by path, where the two differ.

    What an earlier list has left is to go; a file that somebody else wrote stays.
    """
    from bot.outputs import FOLDER, is_generated, says_generated

    there = (output / FOLDER).rglob("*")
    old = sorted(path.relative_to(output).as_posix() for path in there if path.is_file())
    differing: Changes = {}
    for path, text in wanted.items():
        found = read_bytes(str(output / path)) if (output / path).exists() else None
        if found != (content := text.encode()):
            differing[path] = found, content
    for path in old:
        if is_generated(path, form) and path not in wanted:
            found = read_bytes(str(output / path))
            if says_generated(found.decode("utf-8", "replace")):
                differing[path] = found, None
    return differing


def write_all(changed: Changes, folder: Path) -> None:
    """Make the changes: pages, README.md that links them, and removals."""
    from bot.outputs import README_FILE

    written = (path for path, (_, text) in changed.items() if text is not None)
    inside = {above for path in written for above in PurePosixPath(path).parents}
    for each in sorted({folder, *(folder / each for each in inside)}):
        try:
            each.mkdir(exist_ok=True)
        except OSError as error:
            raise BrokenState(f"{each} cannot be written: {error.strerror}") from error
    for path in sorted(changed, key=lambda path: (changed[path][1] is None, path == README_FILE)):
        write(folder / path, changed[path][1])


def write(path: Path, text: bytes | None) -> None:
    """Write a file whole or not at all; remove it where there is no text for it."""
    temporary = path.with_name(f".{path.name}.new")
    try:
        if text is None:
            path.unlink()
            return
        temporary.write_bytes(text)
        temporary.replace(path)
    except OSError as error:
        raise BrokenState(f"{path} cannot be written: {error.strerror}") from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def read_form(root: Path, config: Path | None = None) -> Description:
    """Return what describes the list in a folder. Raises UsageFault where nothing does."""
    from bot.listing import DESCRIPTION_FILE, read_description

    path = root / DESCRIPTION_FILE if config is None else config
    if not path.exists():
        raise UsageFault(
            f"there is no {path}, which describes a list: its fields, its sections and the"
            " template of an entry; `init` makes one from README.md, and docs/describing.md says"
            " what may stand there"
        )
    return read_description(read_bytes(str(path)), str(path))


def read_catalog(path: Path, form: Description, root: Path) -> Catalog:
    """Return the list that a file holds, with what its README says. Raises Fault.

    A list that keeps its README, and has no such file yet, is what the README says.
    """
    from bot.catalog import founded, parse_catalog, with_readme

    if not form.is_in_place:
        return parse_catalog(read_papers(path), form, str(path))
    readme = readme_in(root, form)
    if path.exists():
        return with_readme(parse_catalog(read_papers(path), form, str(path)), readme)
    return with_readme(founded(readme, form), readme)


def texts_in(root: Path, form: Description) -> dict[str, str]:
    """Return the templates of a list's own, by their names. Raises Fault for what is none."""
    from bot.config import TEXTS_FOLDER
    from bot.outputs import raise_for_texts

    paths = sorted((root / TEXTS_FOLDER).glob("*.j2"))
    texts = {path.name: found[1] for path in paths if (found := read_beside(path))}
    raise_for_texts(texts, form)
    return texts


def readme_in(root: Path, form: Description) -> str:
    """Return the text of a list's README. Raises UsageFault where there is none, UnreadableFile."""
    found = read_beside(root / form.list.readme)
    if found is None:
        raise UsageFault(f"{root / form.list.readme} cannot be read: No such file or directory")
    return found[1]


def read_papers(path: Path) -> str:
    """Return the text of a list. Raises UsageFault where there is none, BrokenCatalog for bytes."""
    try:
        return path.read_bytes().decode()
    except OSError as error:
        raise UsageFault(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        from bot.catalog import BrokenCatalog

        raise BrokenCatalog(str(UnreadableFile.at(str(path), error))) from error


def page_data_in(folder: Path, form: Description) -> tuple[PageData, tuple[str, ...]]:
    """Return what stands beside a list, and a line for each thing that is wrong with it."""
    from bot.catalog import read_page_data

    return read_page_data(lambda name: read_beside(folder / name), form)


def reader(root: Path) -> Callable[[str], str | None]:
    """Return what reads the text of a file in a folder, None where it is not there.

    That raises as `read_beside` does.
    """

    def read(path: str) -> str | None:
        found = read_beside(root / path)
        return found and found[1]

    return read


def read_beside(path: Path) -> tuple[str, str] | None:
    """Return name and text of a file beside the list, None where it is not there.

    Raises UsageFault, and UnreadableFile for bytes that are no text.
    """
    if not path.exists():
        return None
    content = read_bytes(str(path))
    try:
        return str(path), content.decode()
    except UnicodeDecodeError as error:
        raise UnreadableFile.at(str(path), error) from error
