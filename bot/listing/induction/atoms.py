"""Take an entry apart: the texts and links in it, and the words and marks between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from bot.listing.induction.apart import Apart, unmarked
from bot.listing.induction.atom import LABEL, NUMBER, TEXT, Atom, Atoms
from bot.listing.induction.looks import WORDS, kind_of
from bot.text import pattern

_NUMBER = pattern(r"[0-9]{1,9}([.)])[ \t]+")

_BAR = pattern(r"(?<!\\)\|")
_MARKUP = pattern(r"\]\(|`|<[a-z]|://")
_WORDY = pattern(r"\w")


def labels_in(entries: Iterable[str]) -> dict[str, bool]:
    """Return the words before a colon with which lines of many entries begin.

    Each is with whether what follows is one text: no links, and nothing in code or brackets.
    """
    counts: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    total = 0
    for entry in entries:
        total += 1
        said = {}
        for line in entry.split("\n"):
            if (found := LABEL.match(line)) and not line[found.end() :].startswith("//"):
                rest = line[found.end() :].strip()
                said[found["label"]] = not re.match(r"[`\[<]|https?:", rest)
        counts.update(said.keys())
        whole.update(label for label, is_text in said.items() if is_text)
    least = max(2, total // 12)
    return {
        label: whole[label] * 2 > count
        for label, count in counts.items()
        if count >= least or (total < 8 and count > 1)
    }


def atoms_of(text: str, labels: Mapping[str, bool]) -> Atoms:
    """Return the atoms of an entry, of which the number is `{n}` among the words."""
    reader = Apart(labels)
    if found := _NUMBER.match(text):
        reader.words = f"{NUMBER}{found[1]} "
        text = text[found.end() :]
    for line in text.splitlines(keepends=True):
        reader.line(line)
    atoms, tail = _wrapped(reader.atoms, reader.words)
    return Atoms(tuple(atoms), tail)


def atoms_of_row(text: str) -> list[Atoms]:
    """Return the atoms of a row of a table, cell by cell."""
    cells = map(_in_cell, cells_of(text))
    return [
        Atoms(tuple(each._replace(cell=place) for each in cell.atoms), cell.tail)
        for place, cell in enumerate(cells)
    ]


def _in_cell(cell: str) -> Atoms:
    """Return the atoms of a cell, which is one text where no links or code stand in it."""
    if _MARKUP.search(cell):
        return atoms_of(cell, {})
    if not _WORDY.search(cell):
        return Atoms((), "")
    opens, text, closes = unmarked(cell)
    return Atoms((Atom(kind_of(text), text, "", f"{opens}{TEXT}{closes}"),), "")


def cells_of(text: str) -> list[str]:
    """Return the cells of a row."""
    row = text.strip().removeprefix("|")
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    return [cell.strip() for cell in _BAR.split(row)]


def _wrapped(atoms: list[Atom], tail: str) -> tuple[list[Atom], str]:
    """Return atoms in which each has the marks around it, and an address the word before it."""
    made: list[Atom] = []
    for atom in [*atoms, Atom("", "", tail)]:
        before = atom.before
        last = made[-1] if made else None
        while last and (marks := _marks_around(last.before, before)):
            opens, closes = marks
            shape = f"{opens}{last.shape}{closes}"
            made[-1] = last = last._replace(before=last.before[: -len(opens)], shape=shape)
            before = before[len(closes) :]
        is_said = last and last.kind == WORDS and len(last.text.split()) < 4
        if last and is_said and atom.kind == "url" and before.strip() in (":", "："):
            made.pop()
            atom = atom._replace(label=last.text)
            before = f"{last.before}{last.text}{before}"
        if atom.kind == "url" and atom.label:
            atom, before = _named(atom, before)
        made.append(atom._replace(before=before))
    return made[:-1], made[-1].before


def _marks_around(before: str, behind: str) -> tuple[str, str] | None:
    """Return the innermost marks that end one text and, as their partners, begin another."""
    opens = next((mark for mark in _AROUND if before.endswith(mark)), "")
    closes = _AROUND.get(opens, "")
    return (opens, closes) if opens and behind.startswith(closes) else None


_AROUND = {
    **{mark: mark for mark in ("**", "__", "*", "_", '"', "`")},
    **{f"<{name}>": f"</{name}>" for name in ("b", "strong", "i", "em", "u")},
    **{"(": ")", "[": "]", "（": "）", "【": "】", "“": "”"},
}


def _named(atom: Atom, before: str) -> tuple[Atom, str]:
    """Return an address with the word before it as its text, and what stands before both."""
    _, _, words = before.rpartition("\n")
    at = words.rfind(atom.label)
    if at < 0:
        return atom, before
    shape = f"{words[:at]}{TEXT}{words[at + len(atom.label) :]}{atom.shape}"
    ahead = before[: len(before) - len(words)]
    if "\n" not in before:
        ahead, shape = words[:at], shape[at:]
    return Atom("link", atom.label, "", shape, atom.url), ahead
