"""Read papers.json, search it, add to it, and check it."""

from bot.catalog.catalog import BrokenCatalog, Catalog, parse_catalog
from bot.catalog.index import paper_keys
from bot.catalog.lint import in_form, lint_text
from bot.catalog.paper import Paper, Summary
from bot.catalog.record import RecordError, read_papers

__all__ = [
    "BrokenCatalog",
    "Catalog",
    "Paper",
    "RecordError",
    "Summary",
    "in_form",
    "lint_text",
    "paper_keys",
    "parse_catalog",
    "read_papers",
]
