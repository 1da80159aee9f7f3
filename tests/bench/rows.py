"""Hold the rows that the bot writes against those of the bare script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tests.bench.processes import BenchError

_ROW = re.compile(r"<p(?: id=\"[^\"]*\")?>\n<strong>.*?</p>", re.DOTALL)
# The bot writes what these show in further pages, too, from which heads are elsewhere.
_HEADS = re.compile(r"(?<=href=\")(?:papers/)?heads[a-z0-9-]*\.md(?=#)")


def assert_same_rows(rendered: Path, page: Path, count: int) -> None:
    """Assert that both wrote the same rows, in whatever order and on however many pages.

    Raises BenchError: what does not do the same cannot be compared.
    """
    ours, bare = _rows(rendered.rglob("*.md")), _rows([page])
    if ours != bare:
        missing, added = next(iter(bare - ours), "none"), next(iter(ours - bare), "none")
        told = f"of the bare script alone:\n{missing}\nof the bot alone:\n{added}"
        raise BenchError(f"the rows differ at {count:,} papers; {told}")
    if bare.total() != count:
        raise BenchError(f"{bare.total():,} rows were written of {count:,} papers")


def _rows(pages: Iterable[Path]) -> Counter[str]:
    texts = (page.read_text("utf-8") for page in pages)
    return Counter(_HEADS.sub("heads.md", row) for text in texts for row in _ROW.findall(text))
