"""Load the hostile issues, answers and states of a list: the small set, and the large one."""

from __future__ import annotations

from functools import cache
from typing import Any

from bot.catalog.catalog import Catalog
from tests import beside
from tests.ours import parse_catalog

# How many there are at least, in the small set and in the large one.
ISSUES = 363 if beside.ALL_THERE else 60
ANSWERS = 19


@cache
def records(name: str) -> list[dict[str, Any]]:
    """Return the records of a file."""
    return beside.records(f"hostile/{name}", "id")


@cache
def seed() -> Catalog:
    """Return the list that some records are about."""
    return parse_catalog(beside.file_of("hostile/seed_papers.json").read_text("utf-8"))
