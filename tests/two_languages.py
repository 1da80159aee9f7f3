"""A generated list in two languages, as a description of a real one has it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.listing.describe import DESCRIPTION_FILE, read_description

DESCRIBED = (Path(__file__).parent / "data" / "lists" / "ai-memory.yml").read_text("utf-8")
FORM = read_description(DESCRIBED)
DESCRIPTION = {DESCRIPTION_FILE: DESCRIBED}


def record(number: int, **changes: Any) -> dict[str, Any]:
    """Return a record of the list."""
    return {
        "title": f"Memory {number}",
        "date": f"2026-01-{number % 28 + 1:02}",
        "tags": ["Agent Memory", "Survey & More"],
        "venue": "arXiv",
        "section": "Survey" if number % 2 else "Systems & Models",
        "bullets": [f"Says **what** is new in {number}.", "Says what came out."],
        "bullets_zh": [f"说明第 {number} 篇的新意。", "说明结果。"],
        "links": [
            {
                "label": "arXiv",
                "kind": "Paper",
                "url": f"https://arxiv.org/abs/2601.{number:05}",
            }
        ],
        **changes,
    }


LISTED = json.dumps([record(1), record(2)], indent=2, ensure_ascii=False) + "\n"
