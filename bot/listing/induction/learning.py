"""Learn from the entries of a list how one is written, and of what fields it is made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.listing.induction.atom import NUMBER, Atoms
from bot.listing.induction.atoms import (
    atoms_of,
    atoms_of_row,
    cells_of,
    labels_in,
)
from bot.listing.induction.blocks import is_linked
from bot.listing.induction.fields import Drafted, Drafting
from bot.listing.induction.looks import WORDS
from bot.listing.induction.merging import Merged, Sequences, assembled, escaped, merged
from bot.listing.induction.slots import (
    AGAIN,
    IN_CELL,
    TITLE,
    Read,
    Slot,
    is_like_title,
    read_parts,
    title_shapes,
    with_unknown,
)

_LONGEST = 3_000  # characters of an entry that is learned from
# The end of a line that is not blank, and a blank line.
_BREAK = re.compile(r"(?<![\n \t])[ \t]*(?:<br ?/?>|\\)?[ \t]*\n(?![ \t]*\n)")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_NO_LABEL = re.compile(r"[*_`]|<[^<>]*>")
_TITLES = frozenset(("title", "paper", "paper title", "name", "papers", "标题", "论文", "论文标题"))
_BULLET = re.compile(rf"(?:[-*+]|{NUMBER}[.)])[ \t]+")


class Learned(NamedTuple):
    """What entries have in common: their parts in order, what is in each, and the fields.

    Of rows there are the parts of each cell.
    """

    opening: str
    wholes: Sequence[Merged]
    slots: Mapping[str, Slot]
    fields: Sequence[Drafted]
    pieces: Mapping[str, str]
    is_row: bool

    def template(self, keys: Sequence[str], *, behind: bool, always: float) -> str:
        """Return a template of some parts; `always` is the share of entries that all have."""
        pieces = {key: self.pieces[key] for key in keys}
        made = []
        for whole in self.wholes:
            is_alone = self.is_row and sum(key in pieces for key in whole.keys) == 1
            share = 0 if is_alone else always
            made.append(assembled(whole._replace(always=share), pieces, behind=behind))
        text = f"| {' | '.join(made)} |" if self.is_row else made[0]
        return f"{self.opening}{text}".replace(NUMBER, "{n}")

    def name_of(self, key: str) -> str:
        """Return the name of the field that a part is."""
        return next((f.name for f in self.fields if f.piece == self.pieces[key]), "")

    def is_of(self, key: str, kinds: Mapping[str, str]) -> bool:
        """Whether a part is one of these fields, by name and kind."""
        return any(
            each.piece == self.pieces[key] and kinds.get(each.name) == each.kind
            for each in self.fields
        )

    @property
    def keys(self) -> list[str]:
        """Return the parts that are fields, the most frequent first, the title before all."""
        counts = {key: count for whole in self.wholes for key, count in whole.counts.items()}
        return sorted(self.pieces, key=lambda key: (key != TITLE, -counts[key]))


def learned(texts: Sequence[str], head: str = "") -> Learned | None:
    """Return what is to be learned from entries, None where nothing in them is like a title.

    `head` is the head of the table in which entries are rows.
    """
    texts = [text for text in texts if len(text) < _LONGEST]
    texts = [text for text in texts if is_linked(text)] or texts
    if head:
        return _from_rows(texts, cells_of(head))
    said = labels_in(texts)
    entries = [_split(atoms_of(text, said)) for text in texts]
    found = [entry for _, entry in entries]
    shapes = title_shapes(found)
    read = with_unknown(_with_title(read_parts(found, shapes, (), -1)))
    if not read.sequences.parts:
        return None
    opening = Counter(opening for opening, _ in entries).most_common(1)[0][0]
    whole = merged(read.sequences, _own(read.slots))
    drafting = Drafting([whole], read.slots)
    drafting.draft()
    return Learned(escaped(opening), [whole], read.slots, drafting.fields, drafting.pieces, False)


def _own(slots: Mapping[str, Slot]) -> list[str]:
    return [key for key in slots if not key.endswith(AGAIN)]


def _from_rows(texts: Sequence[str], head: Sequence[str]) -> Learned | None:
    """Return what is to be learned from the rows of tables with one head."""
    head = [_NO_LABEL.sub("", each).strip() for each in head]
    entries = [atoms_of_row(text) for text in texts if len(cells_of(text)) == len(head)]
    title = _title_cell(entries, head)
    own = [Atoms(tuple(each for each in row.atoms if each.cell == title), "") for row in entries]
    read = read_parts(entries, title_shapes(own), head, title)
    read = with_unknown(_with_title(read))
    if not read.sequences.parts:
        return None
    wholes = []
    for cell in range(len(head)):
        keys = {TITLE} if cell == title else set()
        keys |= {key for key in _own(read.slots) if key.endswith(f"{IN_CELL}{cell}")}
        parts = [tuple(part for part in row if part.key in keys) for row in read.sequences.parts]
        wholes.append(merged(Sequences(parts, [""] * len(parts)), sorted(keys)))
    drafting = Drafting(wholes, read.slots)
    drafting.draft()
    return Learned("", wholes, read.slots, drafting.fields, drafting.pieces, True)


def _title_cell(entries: Sequence[Atoms], head: Sequence[str]) -> int:
    """Return the cell that has the title: by the head, else that in which most texts are long."""
    named = next((at for at, word in enumerate(head) if word.casefold() in _TITLES), -1)
    if named >= 0:
        return named
    long = Counter(
        atom.cell
        for row in entries
        for atom in row.atoms
        if atom.kind in (WORDS, "link") and is_like_title(atom.text)
    )
    return long.most_common(1)[0][0] if long else 0


def _split(entry: Atoms) -> tuple[str, Atoms]:
    """Return the bullet or number of an entry, and the entry without it."""
    if not entry.atoms:
        return "", entry
    first, *others = entry.atoms
    bullet = _BULLET.match(first.before)
    opening = bullet[0] if bullet else ""
    first = first._replace(before=first.before[len(opening) :])
    return opening, Atoms((first, *others), entry.tail)


def _with_title(read: Read) -> Read:
    """Return the entries that have a title."""
    kept = [
        (parts, tail)
        for parts, tail in zip(read.sequences.parts, read.sequences.tails, strict=True)
        if any(part.key == TITLE for part in parts)
    ]
    words = [part.before for parts, _ in kept for part in parts]
    breaks = Counter(found for each in words for found in _BREAK.findall(each))
    usual = breaks.most_common(1)[0][0] if breaks else "\n"

    def alike(text: str) -> str:
        return _BREAK.sub(lambda _: usual, _BLANK_LINE.sub("\n\n", text))

    parts = [tuple(part._replace(before=alike(part.before)) for part in each) for each, _ in kept]
    return Read(Sequences(parts, [alike(tail) for _, tail in kept]), read.slots)
