"""Learn from the entries of a list how one is written, and of what fields it is made."""

from __future__ import annotations

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
from bot.text import pattern

ANY = "{_}"  # the gap for what is no field's
_LONGEST = 3_000  # characters of an entry that is learned from
# The end of a line that is not blank, and a blank line.
_BREAK = pattern(r"(?<![\n \t])[ \t]*(?:<br ?/?>|\\)?[ \t]*\n(?![ \t]*\n)")
_BLANK_LINE = pattern(r"\n[ \t]*\n")
_NO_LABEL = pattern(r"[*_`]|<[^<>]*>")
_TITLES = frozenset(("title", "paper", "paper title", "name", "papers", "标题", "论文", "论文标题"))
_BULLET = pattern(rf"(?:[-*+]|{NUMBER}[.)])[ \t]+")


class Learned(NamedTuple):
    """What entries have in common: their parts in order, what is in each, and the fields.

    Of rows there are the parts of each cell.
    """

    opening: str
    wholes: Sequence[Merged]
    fields: Sequence[Drafted]
    own: Mapping[str, Drafted]  # the fields by the keys of their parts
    is_row: bool

    def template(self, pieces: Mapping[str, str], *, behind: bool, always: float) -> str:
        """Return a template of some parts; `always` is the share of entries that all have.

        A cell without a part is blank, or anything where something in the pieces is.
        """
        made = []
        blank = ANY if ANY in pieces.values() else ""
        for whole in self.wholes:
            size = sum(key in pieces for key in whole.keys)
            share = 0 if self.is_row and size == 1 else always
            cell = assembled(whole._replace(always=share), pieces, behind=behind)
            made.append(cell if size or not self.is_row else blank)
        text = f"| {' | '.join(made)} |" if self.is_row else made[0]
        return f"{self.opening}{text}".replace(NUMBER, "{n}")

    def pieces(self, known: Mapping[str, Drafted]) -> dict[str, str]:
        """Return how all parts are written; `known` are fields of the list by the keys of parts.

        What is no field of the list is anything.
        """
        kinds = {each.name: each.kind for each in known.values()}
        pieces = {}
        for key in self.keys:
            own = self.own.get(key)
            if own and kinds.get(own.name) == own.kind:
                pieces[key] = own.piece
            else:
                pieces[key] = known[key].piece if key in known else ANY
        return pieces

    @property
    def keys(self) -> list[str]:
        """Return the parts, the most frequent first, the title before all."""
        counts = {key: count for whole in self.wholes for key, count in whole.counts.items()}
        return sorted(counts, key=lambda key: (key != TITLE, -counts[key]))


def learned(texts: Sequence[str], heads: Mapping[str, str]) -> Learned | None:
    """Return what is to be learned from entries, None where nothing in them is like a title.

    `heads` are the heads of the tables in which rows stand.
    """
    texts = [text for text in texts if len(text) < _LONGEST]
    texts = [text for text in texts if is_linked(text)] or texts
    if tables := Counter(filter(None, map(heads.get, texts))):
        head = tables.most_common(1)[0][0]
        return _from_rows([text for text in texts if heads.get(text) == head], cells_of(head))
    said = labels_in(texts)
    entries = [_split(atoms_of(text, said)) for text in texts]
    found = [entry for _, entry in entries]
    shapes = title_shapes(found)
    read = with_unknown(with_unknown(_with_title(read_parts(found, shapes, (), -1))))
    if not read.sequences.parts:
        return None
    opening = Counter(opening for opening, _ in entries).most_common(1)[0][0]
    whole = merged(read.sequences, _own(read.slots))
    drafting = Drafting([whole], read.slots)
    drafting.draft()
    return Learned(escaped(opening), [whole], drafting.fields, drafting.own, False)


def _own(slots: Mapping[str, Slot]) -> list[str]:
    return [key for key in slots if not key.endswith(AGAIN)]


def _from_rows(texts: Sequence[str], head: Sequence[str]) -> Learned | None:
    """Return what is to be learned from the rows of tables with one head."""
    head = [_NO_LABEL.sub("", each).strip() for each in head]
    rows = [atoms_of_row(text) for text in texts if len(cells_of(text)) == len(head)]
    entries = [Atoms(tuple(atom for cell in row for atom in cell.atoms), "") for row in rows]
    title = _title_cell(entries, head)
    read = read_parts(entries, title_shapes([row[title] for row in rows]), head, title)
    wholes = []
    read = with_unknown(read)
    for cell in range(len(head)):
        keys = {TITLE} if cell == title else set()
        keys |= {key for key in _own(read.slots) if key.endswith(f"{IN_CELL}{cell}")}
        parts = [tuple(part for part in row if part.key in keys) for row in read.sequences.parts]
        tails = [row[cell].tail for row in rows]
        wholes.append(merged(Sequences(parts, tails), sorted(keys)))
    if TITLE not in wholes[title].counts:
        return None
    drafting = Drafting(wholes, read.slots)
    drafting.draft()
    return Learned("", wholes, drafting.fields, drafting.own, True)


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
