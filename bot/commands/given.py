"""Read the list that a command is given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import UsageFault

if TYPE_CHECKING:
    from bot.catalog import Catalog, Listing, Paper


def read_listing(path: Path) -> Listing:
    """Give the papers of a list, to be searched. Raises Fault."""
    from bot.catalog import streaming

    try:
        return streaming.read_listing(path)
    except (ValueError, OSError):
        return read_catalog(path)


def read_list(path: Path) -> Sequence[Paper]:
    """Give the papers of a list, in order. Raises Fault."""
    from bot.catalog import streaming

    try:
        return streaming.read_in_pieces(path)
    except (ValueError, OSError):
        return read_catalog(path).papers


def read_catalog(path: Path) -> Catalog:
    """Give a list with its text. Raises Fault."""
    from bot.catalog import parse_catalog

    return parse_catalog(read_papers(path), str(path))


def read_papers(path: Path) -> str:
    """Give the text of a list. Raises UsageFault where there is none, BrokenCatalog for bytes."""
    try:
        return path.read_bytes().decode()
    except OSError as error:
        raise UsageFault(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        from bot.catalog import BrokenCatalog

        raise BrokenCatalog(f"{path}: not UTF-8, at byte {error.start}") from error
