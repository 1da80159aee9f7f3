"""Descriptions and READMEs of real lists: small ones of the tests' own, and whole ones beside."""

from __future__ import annotations

from functools import cache
from typing import Any

from bot.listing.describe import read_description
from bot.listing.description import Description
from tests.paths import SHARED, TESTS

OWN = TESTS / "data" / "lists"
BESIDE = SHARED / "lists"

# Each list by the name of its description, with the file beside that has its README.
READMES = {
    "ctg-survey": "CTGSurvey.md",
    "cvpr-papers": "CVPR2024-Papers-with-Code.md",
    "deep-learning-papers": "awesome-deep-learning-papers.md",
    "gnn-papers": "GNNPapers.md",
    "gui-agents": "GUI-Agents-Paper-List.md",
    "llm-security": "awesome-llm-security.md",
    "long-context": "Awesome-LLM-Long-Context-Modeling.md",
}

# The same for lists whose README is generated, which are read by a preset.
GENERATED = {
    "ai-memory": "Awesome-AI-Memory.md",
    "attention-heads": "Awesome-Attention-Heads.md",
}

# A paper with a value for each field that one of them has.
PAPER: dict[str, Any] = {
    "title": "What Heads Do",
    "date": "2014-03-17",
    "authors": ["Ada Lovelace", "Alan M. Turing"],
    "institutions": ["University of Cambridge"],
    "venue": "ICLR 2024",
    "publisher": "ICLR 2024",
    "tags": ["induction"],
    "envs": ["Web"],
    "keywords": ["heads", "circuits"],
    "tldr": "Heads do more than one thing.",
    "link": "https://arxiv.org/abs/2403.00001",
    "links": [{"label": "arXiv", "kind": "Paper", "url": "https://arxiv.org/abs/2403.00001"}],
}

# One field of each kind, to write templates over.
FIELDS = """version: 1
list: {name: Papers on Heads, under: "## Papers"}
fields:
  title:     {kind: title}
  date:      {kind: date, precision: month}
  authors:   {kind: names}
  venue:     {kind: venue}
  tags:      {kind: tags}
  area:      {kind: choice, options: [Vision, Text]}
  areas:     {kind: choice, options: [Vision, Text], many: true}
  tldr:      {kind: sentence}
  bullets:   {kind: sentences}
  remark:    {kind: text}
  pages:     {kind: number}
  link:      {kind: link}
  code:      {kind: link, names: Code}
  links:     {kind: links, words: {Paper: pdf}}
"""


@cache
def description(name: str) -> Description:
    """Return the description of a list."""
    return read_description((OWN / f"{name}.yml").read_text("utf-8"))


def with_entry(entry: str, *reads_also: str) -> str:
    """Return a description with this template of an entry, which begins in line 20."""
    lines = [FIELDS.rstrip(), "order: append", "entry: |-"]
    lines += (f"  {line}" for line in entry.split("\n"))
    if reads_also:
        lines.append("reads-also:")
        for also in reads_also:
            lines += ("  - |-", *(f"    {line}" for line in also.split("\n")))
    return "\n".join(lines) + "\n"
