"""Keys for the parts of entries, the same in all of them, with what stands in each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.listing.induction.atom import TEXT, Atom, Atoms
from bot.listing.induction.blocks import CJK
from bot.listing.induction.looks import WORDS
from bot.listing.induction.merging import Part, Sequences
from bot.listing.template.link_words import kind_of_word
from bot.text import pattern

TITLE = "title"
AGAIN = " again"  # at the end of the key of a part that stands twice in an entry
IMAGE = "image"  # the key of pictures that lead nowhere
IN_CELL = "\ue006"  # in the key of a part, before the number of its cell
_BETWEEN = pattern(r"\s*[,;/|·•&]?\s*")
_WORD = pattern(r"\w+")
_STEM = pattern(r"https?://[^\s?#]*?/(?:badge/[^-\s?]+|[a-z]+/[a-z]+|[^\s?/]*)")
# What a text of a kind may be as well, if it stands where others have that.
_MAY_BE = {WORDS: ("venue", "names", "date"), "date": ("venue",)}
_LONGEST_LINK_WORD = 3  # words
_SHARE_OF_TITLES = 0.15


@dataclass
class Slot:
    """What stands in one part of the entries: how it is written, and what in it."""

    key: str
    label: str = ""
    shapes: Counter[str] = field(default_factory=Counter)
    between: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    texts: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    entries: int = 0
    several: int = 0  # entries with more than one of it

    @property
    def shape(self) -> str:
        """Return how it is mostly written."""
        return self.shapes.most_common(1)[0][0]


class Read(NamedTuple):
    """The parts of entries, and what is in them by key."""

    sequences: Sequences
    slots: Mapping[str, Slot]


def title_shapes(entries: Sequence[Atoms]) -> list[str]:
    """Return how titles are written, the commonest way first; none where nothing is like one."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for entry in entries:
        seen = set()
        for place, atom in enumerate(entry.atoms):
            shape = _signature(atom)
            if shape and shape not in seen and is_like_title(atom.text):
                seen.add(shape)
                found[shape].setdefault(atom.text.casefold(), place)
    # Of two that are as frequent, that which comes first in the entries is the title.
    order = {
        shape: (len(texts), -sum(texts.values()) / len(texts)) for shape, texts in found.items()
    }
    ranked = sorted(found, key=lambda shape: order[shape], reverse=True)
    if not ranked:
        return []
    nearly = [each for each in ranked if order[each][0] >= 0.85 * order[ranked[0]][0]]
    first = max(nearly, key=lambda shape: order[shape][1])
    least = _SHARE_OF_TITLES * order[first][0]
    return [first, *(each for each in ranked if each != first and order[each][0] >= least)]


def _signature(atom: Atom) -> str:
    """Return how a text is written that may be a title, blank for another one."""
    return usual_marks(atom.shape) if not atom.label and atom.kind in (WORDS, "link") else ""


def usual_marks(shape: str) -> str:
    """Return how something is written, with one mark for those that mean the same."""
    return (
        shape.replace("_", "*").replace("“", '"').replace("”", '"')
        if "_" in shape or "“" in shape
        else shape
    )


def is_like_title(text: str) -> bool:
    """Whether a text is as long as titles are."""
    return len(_WORD.findall(text)) > 2 or len(CJK.findall(text)) > 5


def read_parts(
    entries: Sequence[Atoms], shapes: Sequence[str], head: Sequence[str], title_cell: int
) -> Read:
    """Return the parts of entries; of rows, by the head of their table.

    `title_cell` is where the title of a row stands, -1 where that is not known.
    """
    repeated = repeated_words(entries)
    slots: dict[str, Slot] = {}
    sequences, tails = [], []
    for entry in entries:
        title = _title_at(entry.atoms, shapes, repeated, title_cell)
        parts: list[Part] = []
        here: Counter[str] = Counter()
        for place, atom in enumerate(entry.atoms):
            if head and place != title and atom.kind not in ("link", "badge", "image"):
                atom = atom._replace(label=head[atom.cell] if atom.cell < len(head) else "")
            key = TITLE if place == title else _key(atom)
            if head and key != TITLE:
                key = f"{key}{IN_CELL}{atom.cell}"
            slot = slots.setdefault(key, Slot(key, atom.label))
            is_next = bool(parts) and parts[-1].key == key and _is_list(atom)
            if is_next and _BETWEEN.fullmatch(atom.before):
                slot.between[atom.before] += 1
                slot.several += here[key] == 1
            elif here[key]:
                parts.append(Part(f"{key}{AGAIN}", atom.before))
                continue
            else:
                parts.append(Part(key, atom.before))
                slot.entries += 1
            here[key] += 1
            _add(slot, atom)
        sequences.append(tuple(parts))
        tails.append(entry.tail)
    return Read(Sequences(sequences, tails), slots)


def _add(slot: Slot, atom: Atom) -> None:
    slot.shapes[atom.shape] += 1
    slot.kinds[atom.kind] += 1
    slot.texts.append(atom.text)
    if atom.url:
        slot.urls.append(atom.url)
    if atom.picture:
        slot.pictures.append(atom.picture)


def repeated_words(entries: Sequence[Atoms]) -> frozenset[str]:
    """Return the texts of links that several entries have: they are words for links."""
    counts = Counter(
        text
        for entry in entries
        for text in {atom.text.casefold() for atom in entry.atoms if atom.kind == "link"}
    )
    return frozenset(text for text, count in counts.items() if count > 1)


def _title_at(
    atoms: Sequence[Atom], shapes: Sequence[str], repeated: frozenset[str], cell: int
) -> int:
    """Return which atom is the title, -1 for none: one that is marked, before one that is not.

    Where there is no other, it is a link of some words in the place of titles, though they could
    name what it leads to: "Stabilizer codes".
    """
    found: dict[str, int] = {}
    spare: dict[str, int] = {}
    for place, atom in enumerate(atoms):
        if atom.cell != cell and cell >= 0:
            continue
        is_word = atom.kind == "link" and atom.text.casefold() in repeated
        if not is_word and not _names_link(atom):
            found.setdefault(_signature(atom), place)
        elif not is_word and " " in atom.text:
            spare.setdefault(_signature(atom), place)
    marked = [shape for shape in shapes if shape != TEXT]
    own = shapes[:1] if len(shapes) == 1 else [*marked, *(each for each in shapes if each == TEXT)]
    titled = (found[shape] for shape in own if shape in found)
    return next(titled, spare.get(shapes[0], -1) if shapes else -1)


def _names_link(atom: Atom) -> bool:
    """Whether the words of a link say what kind of link it is."""
    if atom.kind != "link" or len(atom.text.split()) > _LONGEST_LINK_WORD:
        return False
    return kind_of_word(atom.text) != atom.text.capitalize()


def _is_list(atom: Atom) -> bool:
    return atom.kind in ("tag", "link", "image")


def _key(atom: Atom) -> str:
    if (
        atom.label
        and atom.kind != "image"
        and not (atom.kind == "link" and TEXT in atom.shape and atom.text == atom.label)
    ):
        return f"label:{atom.label}"
    if atom.kind == "badge":
        found = _STEM.match(atom.picture)
        return f"badge:{found[0] if found else atom.picture}"
    if atom.kind == "link":
        return "links"
    if atom.kind == "image":
        return IMAGE
    return f"{atom.kind}:{usual_marks(atom.shape)}"


def with_unknown(read: Read) -> Read:
    """Return parts in which a text of no known kind is that which others have in its place.

    Where most entries have a venue behind the title, and some have another text there that is
    written in the same way, that is likely the venue of those. So is a year alone.
    """
    renamed: dict[str, str] = {}
    places = _places(read.sequences)
    for key in read.slots:
        kind, _, shape = key.partition(":")
        if kind not in _MAY_BE:
            continue
        others = [f"{other}:{shape}" for other in _MAY_BE[kind]]
        is_marked = shape.partition(IN_CELL)[0] != TEXT
        known = [
            each
            for each in others
            if each in read.slots
            and (is_marked or places[each] == places[key])
            and (kind == WORDS or read.slots[each].entries > read.slots[key].entries)
        ]
        best = max(known, key=lambda other: read.slots[other].entries, default="")
        if best and not _together(read.sequences, key, best):
            renamed[key] = best
    if not renamed:
        return read
    slots = {key: slot for key, slot in read.slots.items() if key not in renamed}
    for key, other in renamed.items():
        own, into = read.slots[key], slots[other]
        into.kinds.update(own.kinds)
        into.shapes.update(own.shapes)
        into.texts += own.texts
        into.entries += own.entries
    parts = [
        tuple(part._replace(key=renamed.get(part.key, part.key)) for part in each)
        for each in read.sequences.parts
    ]
    return Read(Sequences(parts, read.sequences.tails), slots)


def _places(sequences: Sequences) -> dict[str, str]:
    """Return for each key the one that it mostly stands behind."""
    behind: dict[str, Counter[str]] = defaultdict(Counter)
    for parts in sequences.parts:
        last = "^"
        for part in parts:
            if part.key.startswith(IMAGE):
                continue
            behind[part.key][last] += 1
            last = part.key
    return defaultdict(str, {key: found.most_common(1)[0][0] for key, found in behind.items()})


def _together(sequences: Sequences, first: str, second: str) -> bool:
    """Whether two parts often stand in one entry."""
    keys = [{part.key for part in parts} for parts in sequences.parts]
    both = sum(first in each and second in each for each in keys)
    return both * 20 > sum(first in each for each in keys)
