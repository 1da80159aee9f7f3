"""Fuzz papers.json: broken and named as such, or a list that renders and keeps its bytes."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.catalog.catalog import BrokenCatalog
from bot.catalog.lint import lint
from tests.behaviour.hostile.written import check_readme
from tests.fuzz.parser import LISTED
from tests.fuzz.words import shared_lines, text_of
from tests.fuzz.written import RENDERER
from tests.ours import lint_text, parse_catalog

ROOMS = ("catalog/catalog.py", "catalog/paper.py", "catalog/lint.py", "fields/reference.py")
_ADDED = LISTED.papers[2]


def target(data: bytes) -> None:
    """Read a text as papers.json, add a paper to it, change one, and render it."""
    text = text_of(data)
    try:
        catalog = parse_catalog(text)
    except BrokenCatalog as broken:
        check_broken(text, str(broken))
        return
    assert parse_catalog(catalog.text) == catalog
    lint(catalog)
    grown = catalog.with_paper(_ADDED)
    assert parse_catalog(grown.text).papers == grown.papers
    if catalog.papers:
        changed = grown.with_changed({0: LISTED.papers[1]})
        assert parse_catalog(changed.text).papers == changed.papers
    page = RENDERER.files(grown)["README.md"]
    before = RENDERER.files(catalog)["README.md"]
    if all(_leads_somewhere(link.url) for paper in catalog.papers for link in paper.links):
        check_readme(before, page, _ADDED)
    unseen = {char for char in page if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co")}
    assert unseen <= {"\n", "\u200c", "\u200d"}


def _leads_somewhere(url: str) -> bool:
    """Whether an address typed by hand has a host; `https://a].b`, which has none, is kept."""
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def check_broken(text: str, why: str) -> None:
    """Check that the file is named, and that its findings name something, where it is JSON."""
    assert "papers.json" in why
    try:
        findings, _ = lint_text(text)
    except BrokenCatalog:
        return
    assert findings


def seeds() -> Iterator[bytes]:
    """Yield lists of no, one and two papers."""
    yield b"[]\n"
    entries = json.loads(LISTED.text)
    for count in (1, 2):
        yield json.dumps(entries[:count], indent=2, ensure_ascii=False).encode()
    yield json.dumps(entries[:1], separators=(",", ":")).encode()


def shared_seeds() -> Iterator[bytes]:
    """Yield the hostile ones where they lie beside the repository."""
    for line in shared_lines("papersjson.jsonl"):
        content = json.loads(line).get("content")
        if isinstance(content, str):
            yield content.encode("utf-8", "surrogatepass")
