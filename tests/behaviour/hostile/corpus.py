"""Load the shared hostile issues, which lie beside the repository or are absent."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from bot.catalog.catalog import Catalog, parse_catalog
from tests.paths import SHARED

HOSTILE = SHARED / "hostile"


@cache
def records(name: str) -> list[dict[str, Any]]:
    """Give the records of a file; none where it is absent."""
    path = HOSTILE / name
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@cache
def seed() -> Catalog:
    """Give the list that some records are about."""
    return parse_catalog((HOSTILE / "seed_papers.json").read_text("utf-8"))
