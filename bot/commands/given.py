"""Read what a command is given: the list, the services that may be asked, the day."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot.errors import UsageFault
from bot.text import for_log

if TYPE_CHECKING:
    from bot.catalog import Catalog
    from bot.submission import Finder


def make_finder(env: Mapping[str, str]) -> Finder | None:
    """Return the look-up services as the settings name them; None where all are off."""
    from bot.commands.settings import read_look_up_settings
    from bot.lookup import make_lookup

    start_logging(sys.stderr)
    settings = read_look_up_settings(env)
    if "all" in settings.off:
        return None
    return make_lookup(
        settings.contact,
        settings.semantic_scholar_key,
        settings.off,
        settings.base_url,
        settings.repository,
    )


def read_catalog(path: Path) -> Catalog:
    """Return a list with its text. Raises Fault."""
    from bot.catalog import parse_catalog

    return parse_catalog(read_papers(path), str(path))


def read_papers(path: Path) -> str:
    """Return the text of a list. Raises UsageFault where there is none, BrokenCatalog for bytes."""
    try:
        return path.read_bytes().decode()
    except OSError as error:
        raise UsageFault(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        from bot.catalog import BrokenCatalog

        raise BrokenCatalog(f"{path}: not UTF-8, at byte {error.start}") from error


def today() -> dt.date:
    """Return the day it is at Greenwich."""
    return dt.datetime.now(dt.UTC).date()


def start_logging(stream: TextIO) -> None:
    """Let the bot tell on a stream what it does, a line each."""
    import logging

    class Lines(logging.Formatter):
        """One line a record, in which nothing is a workflow command."""

        def format(self, record: logging.LogRecord) -> str:
            return for_log(record.getMessage())

    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(logging.INFO)
    # It tells of each try; what came of them all is told by the bot.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
