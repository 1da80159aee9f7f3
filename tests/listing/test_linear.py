"""Hostile READMEs of many shapes are read in time that grows with their length, and no faster."""

from __future__ import annotations

import time

import pytest

from bot.listing.describe import read_description
from bot.listing.readme.listed import read_readme
from tests.listing.lists import OWN
from tests.tiers import chosen

_SMALL = 100_000  # bytes
_OVERHEAD = 0.05  # seconds, in which a machine is not quiet
_MOST = 2.6

# The shape of the list, how much of an entry comes first, and what follows again and again: a
# text, or so many characters of the entry and a text.
_HOSTILE: dict[str, tuple[str, int, int, str]] = {
    "bars": ("table", 12, 0, "|"),
    "cells": ("table", 12, 0, "| a "),
    "bars of a short line": ("table", 0, 0, "|" * 5_000 + "\n"),
    "backticks": ("years", 3, 0, "`"),
    "brackets": ("anchors", 12, 0, "["),
    "blanks": ("badges", 12, 0, " "),
    "stars": ("numbered", 5, 0, "**"),
    "headings": ("footnotes", 0, 0, "### a\n"),
    "underlined headings": ("nested", 0, 0, "a\n---\n\n"),
    "entries without an end": ("italics", 0, 60, "\n\n"),
    "folds that open": ("folds", 0, 0, "<details><summary>\n"),
    "one entry in one line": ("emoji", 0, 80, ""),
    "rows that open": ("html", 0, 0, "<tr>\n<td>\n"),
}


@pytest.mark.parametrize("kind", chosen(_HOSTILE, "bars", "bars of a short line", "stars"))
def test_twice_the_text_takes_at_most_twice_the_time(kind: str) -> None:
    shape, begin, again, text = _HOSTILE[kind]
    described = read_description((OWN / "shapes" / f"{shape}.yml").read_text("utf-8"))
    content = (OWN / "shapes" / f"{shape}.md").read_bytes()
    (entry, *_) = read_readme(content, described).entries

    def seconds(size: int) -> float:
        unit = entry.text[:again] + text
        rows = entry.text[:begin] + unit * (size // len(unit))
        hostile = f"{described.list.under}\n\n{rows}x\n".encode()
        start = time.process_time()
        assert read_readme(hostile, described).same
        return time.process_time() - start

    ratios = []
    for _ in range(5):
        ratios.append((seconds(2 * _SMALL) + _OVERHEAD) / (seconds(_SMALL) + _OVERHEAD))
        if ratios[-1] <= _MOST:
            return
    raise AssertionError(ratios)
