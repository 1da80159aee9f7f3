"""Hold what has been read of a submission, and tell a value from a placeholder left standing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import islice

from bot.fields.date import date_to_fill
from bot.fields.reading import FieldName, Link, Note, Problem
from bot.fields.tags import Head
from bot.text import fold, one_line, shorten

SUMMARY_PARTS: dict[str, tuple[FieldName, str, str]] = {
    "innovation": ("summary.innovation", "Innovation", "what the paper brings that is new"),
    "tasks": ("summary.tasks", "Tasks", "what was studied, and on what"),
    "result": ("summary.result", "Significant Result", "what came out"),
}
_READ_LIMIT = 80
# What the templates, old and new, say where a value belongs, and what people say instead of one.
_FILLERS = frozenset(
    fold(text)
    for text in (
        "paper's title", "paper title", "the paper's title", "the title in full", "title",
        "head name", "another head name", "head name 1", "head name 2", "head name 1, head name 2",
        "arXiv, ACL, ICLR", "arXiv, ACL, ICLR, NIPS", "arXiv, ACL, ICLR, NeurIPS",
        "TBD", "TBA", "to be added", "to be announced", "to do", "coming soon", "pending",
        "n/a", "not available", "none", "null", "nil", "unknown", "no response", "placeholder",
        "year-month-day", "fill in", "fill me in", "xx", "xxx", "xxxx", "what is new",
        "none yet", "n/a yet", "not yet", "unknown yet", "not known", "not sure", "unsure", "idk",
        "don't know", "I don't know", "to be determined", "to be decided", "see below",
        "see above", "see link", "see paper", "see the paper", "see title", "as above",
        "same as above", "same as title", "same as the title", "same as the issue title",
        "title here", "your title", "your paper title", "paper title here",
        "没有", "暂无", "无", "未知", "待定", "不详", "不清楚", "未发表", "暂未发表",
        "同上", "见上", "略",
        *(wanted for _, _, wanted in SUMMARY_PARTS.values()),
        *(f"one sentence: {wanted}" for _, _, wanted in SUMMARY_PARTS.values()),
    )
)  # fmt: skip
_LONGEST_FILLER = max(map(len, _FILLERS))
_LONGEST_AS_WRITTEN = 500


@dataclass
class Draft:
    """What could be read of a submission so far; a field that could not be read is blank.

    `unread_date` is what stands where the date belongs and is none, `partial_date` a
    month or a year alone. `also` is what was written and has no place among the fields.
    """

    title: str = ""
    heads: list[Head] = field(default_factory=list)
    venue: str = ""
    date: dt.date | None = None
    links: list[Link] = field(default_factory=list)
    summary: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unread_date: str = ""
    partial_date: str = ""
    also: list[str] = field(default_factory=list)

    def problem(
        self, name: FieldName, code: str, message: str, *, read: str = "", example: str = ""
    ) -> None:
        """Add a problem, with at most a short piece of what was read."""
        short = shorten(one_line(read), _READ_LIMIT)
        self.problems.append(Problem(name, code, message, short, example))

    def note(self, name: FieldName, code: str, message: str) -> None:
        """Add a note for the reviewer."""
        self.notes.append(Note(name, code, message))

    def date_text(self) -> str:
        """Give the date as the corrected submission shows it, blank where none was written."""
        if self.date:
            return str(self.date)
        return date_to_fill(self.unread_date) if self.unread_date else self.partial_date

    def has_problem(self, name: FieldName) -> bool:
        """Tell whether a field has a problem."""
        return any(problem.field == name for problem in self.problems)

    def settle(self, name: FieldName, *codes: str) -> None:
        """Take back what was said of a field while its value was missing."""
        self.problems = [p for p in self.problems if (p.field, p.code) != (name, "missing")]
        self.notes = [n for n in self.notes if n.field != name or n.code not in codes]


def is_filler(text: str) -> bool:
    """Tell whether a value is a placeholder left standing, or nothing that can be read."""
    # Looked at no further than needed: a value may be as long as a body.
    letters = "".join(islice(filter(str.isalnum, text), _LONGEST_FILLER + 1))
    if not letters or len(letters) > _LONGEST_FILLER:
        return not letters
    return fold(text if len(text) <= _LONGEST_AS_WRITTEN else letters) in _FILLERS
